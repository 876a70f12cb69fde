//! Methods over JSON.
