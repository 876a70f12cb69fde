//! Methods over phone numbers.
