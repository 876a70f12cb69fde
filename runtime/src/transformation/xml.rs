//! XML as JSON.
