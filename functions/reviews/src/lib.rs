//! The reviews area.
