//! The notices area.
