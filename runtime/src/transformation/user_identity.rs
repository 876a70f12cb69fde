//! Methods over user identities.
