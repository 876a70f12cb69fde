//! Methods over texts.
