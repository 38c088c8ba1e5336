//! The documents area.
