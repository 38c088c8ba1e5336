//! The admissions area.
