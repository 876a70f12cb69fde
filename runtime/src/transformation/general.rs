//! Methods over claims of any type.
