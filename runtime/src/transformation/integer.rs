//! Methods over numbers.
