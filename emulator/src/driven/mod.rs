//! Plays the provider that a technical profile describes.
//!
//! The profile says what the client sends and reads; so the provider insists on the one and answers the other.
//!
//! - [`wire`]: the endpoints
//! - [`reads`]: which claim is read from which answer
//! - [`values`]: the invented value of a claim
//! - [`tree`]: a value at a path
//! - [`template`]: values that are put together when they are sent
//! - [`address`]: path and query of an endpoint
//! - [`quirks`]: the switches

mod address;
mod quirks;
mod reads;
mod template;
mod tree;
mod values;
mod wire;

pub use quirks::Quirks;

use crate::application::Application;
use crate::emulator::Emulator;
use claimsmith_profile::Profile;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

impl Emulator {
    /// Starts the provider that a technical profile describes, on a free port of 127.0.0.1. Its endpoints have the
    /// paths of the profile's, whatever their hosts; the client's endpoints have to be moved to [`Self::origin`].
    ///
    /// Parameters and headers that the profile fixes have to be in the requests. Every output claim has a value of its
    /// data type where the profile reads it. The users are `ada` (knows everything), `bo` (texts that want escaping),
    /// `cy` (has the id and what is required, nothing else) and `dee` (the rest is `null`).
    ///
    /// # Errors
    /// `InvalidInput` for an application that no provider would register, and for a profile two of whose endpoints have
    /// the same path; else what binding the port says.
    pub async fn for_profile(profile: &Profile, application: Application) -> io::Result<Self> {
        Self::for_profile_with(profile, application, Quirks::new()).await
    }

    /// As [`Self::for_profile`], for a provider with quirks.
    ///
    /// # Errors
    /// As [`Self::for_profile`].
    pub async fn for_profile_with(profile: &Profile, application: Application, quirks: Quirks) -> io::Result<Self> {
        let address: SocketAddr = quirks.address.unwrap_or((Ipv4Addr::LOCALHOST, 0).into());
        let application = match (&profile.authorization.redirect_uri_value, &application.redirect_uri_name) {
            (Some(name), None) => application.redirect_uri_name(name.as_ref()),
            _ => application,
        };
        let application = match (&profile.token.minted_secret, &application.secret_issuer) {
            (Some(minted), None) => application.secret_issuer(minted.issuer.as_ref(), minted.key_id.as_ref()),
            _ => application,
        };
        let wire = wire::wire(profile, &application.client_id, quirks)
            .map_err(|reason| io::Error::new(io::ErrorKind::InvalidInput, reason))?;
        Self::serve(wire, application, address).await
    }
}
