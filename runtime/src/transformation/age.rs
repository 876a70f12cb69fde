//! The age group of a user.
