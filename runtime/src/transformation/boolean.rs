//! Methods over booleans.
