//! Which part of the engine a path belongs to.

use crate::request::Endpoint;
use crate::wire::{AVATAR_PATH, CONSENT_PATH, ClaimsEndpoint, EndSessionEndpoint, RevocationEndpoint, Wire};
use claimsmith_profile::Method;

/// A door of the provider.
#[derive(Clone, Copy)]
pub(super) enum Route<'a> {
    Authorization,
    Consent,
    Token,
    Refresh,
    Claims(&'a ClaimsEndpoint, Endpoint),
    Revocation(&'a RevocationEndpoint),
    EndSession(&'a EndSessionEndpoint),
    Jwks,
    Discovery,
    Avatar(usize),
    Unknown,
}

impl<'a> Route<'a> {
    /// Every door of the provider with its path, in the order in which paths are compared.
    pub(super) fn all(wire: &'a Wire) -> Vec<(&'a str, Self)> {
        let mut routes: Vec<(&str, Self)> =
            vec![(&wire.authorization.path, Self::Authorization), (&wire.token.path, Self::Token)];
        let refresh = wire.token.refresh.as_ref().and_then(|refresh| refresh.path.as_deref());
        routes.extend(refresh.map(|path| (path, Self::Refresh)));
        for (index, endpoint) in wire.claims.iter().enumerate() {
            let name = if index == 0 { Endpoint::Claims } else { Endpoint::FurtherClaims };
            routes.push((&endpoint.path, Self::Claims(endpoint, name)));
        }
        routes.extend(wire.revocation.iter().map(|endpoint| (endpoint.path.as_ref(), Self::Revocation(endpoint))));
        routes.extend(wire.end_session.iter().map(|endpoint| (endpoint.path.as_ref(), Self::EndSession(endpoint))));
        let issuing = wire.id_tokens.as_ref();
        routes.extend(issuing.and_then(|issuing| issuing.jwks.as_deref()).map(|path| (path, Self::Jwks)));
        routes.extend(issuing.and_then(|issuing| issuing.discovery.as_deref()).map(|path| (path, Self::Discovery)));
        routes
    }

    pub(super) fn of(wire: &'a Wire, path: &str) -> Self {
        if path == CONSENT_PATH {
            return Self::Consent;
        }
        let known = Self::all(wire).into_iter().find(|(known, _)| *known == path).map(|(_, route)| route);
        let avatar = || {
            let key = path.strip_prefix(AVATAR_PATH)?;
            wire.users.iter().position(|user| user.key() == key).map(Self::Avatar)
        };
        known.or_else(avatar).unwrap_or(Self::Unknown)
    }

    pub(super) fn endpoint(self) -> Endpoint {
        match self {
            Self::Authorization => Endpoint::Authorization,
            Self::Consent => Endpoint::Consent,
            Self::Token => Endpoint::Token,
            Self::Refresh => Endpoint::Refresh,
            Self::Claims(_, endpoint) => endpoint,
            Self::Revocation(_) => Endpoint::Revocation,
            Self::EndSession(_) => Endpoint::EndSession,
            Self::Jwks => Endpoint::Jwks,
            Self::Discovery => Endpoint::Discovery,
            Self::Avatar(_) | Self::Unknown => Endpoint::Other,
        }
    }

    /// The methods it takes; none: any.
    pub(super) fn methods(self, wire: &'a Wire) -> &'a [Method] {
        match self {
            Self::Authorization | Self::EndSession(_) | Self::Jwks | Self::Discovery | Self::Avatar(_) => {
                &[Method::Get]
            }
            Self::Consent | Self::Revocation(_) => &[Method::Post],
            Self::Token | Self::Refresh => &wire.token.methods,
            Self::Claims(endpoint, _) => &endpoint.methods,
            Self::Unknown => &[],
        }
    }
}
