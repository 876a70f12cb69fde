//! Nothing of its own: the tests sign in with a provider that somebody else wrote. See `tests/oidc_provider/main.rs`.
