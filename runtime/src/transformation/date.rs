//! Methods over dates and times.
