//! The payments area.
