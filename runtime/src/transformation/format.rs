//! Composite format strings.
