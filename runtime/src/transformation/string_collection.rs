//! Methods over collections of texts.
