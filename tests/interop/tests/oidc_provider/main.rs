//! Sign-ins with a provider that somebody else wrote: the npm package `oidc-provider`, which accepts nothing that the
//! standards do not. Everything on the way is real: policies of `policies/` → compiler → runtime → HTTP → provider.
//!
//! Needs Node 20 or newer with npm: `cargo test -p claimsmith-interop-tests --features node`. The first run installs the
//! provider into `node_modules`, as `package-lock.json` says.
//!
//! - `server`: the provider's process
//! - `registration`: the clients that it knows
//! - `browser`: the user, who follows redirects, keeps cookies and fills in the provider's pages
//! - `stage`: one technical profile, pointed at the provider
//! - `recorder`: what the runtime sends there
//! - the others: the tests

mod browser;
mod client_authentication;
mod id_tokens;
mod inputs;
mod key_rotation;
mod recorder;
mod refusals;
mod registration;
mod response_modes;
mod server;
mod sessions;
mod stage;
