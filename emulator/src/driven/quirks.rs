//! One switch for each way in which providers differ.

use super::values::Style;
use crate::json::Json;
use crate::user::User;
use crate::wire::{
    Authentication, ErrorMember, ErrorStyle, Offline, Pkce, RevocationEndpoint, ScopeSyntax, TokenMember, Wire,
};
use claimsmith_profile::{AnswerFormat, ResponseMode, SignatureAlgorithm};
use std::net::SocketAddr;
use std::time::Duration;

type Change = Box<dyn FnOnce(&mut Wire) + Send>;

/// How a provider differs from what its technical profile says, or from what specifications say where the profile is
/// silent. Every method is one switch; see [`crate::Emulator::for_profile_with`].
#[derive(Default)]
pub struct Quirks {
    pub(super) address: Option<SocketAddr>,
    pub(super) users: Vec<User>,
    pub(super) style: Style,
    pub(super) tolerant: bool,
    pub(super) success_code: bool,
    pub(super) callback_parameters_once: bool,
    changes: Vec<Change>,
}

impl Quirks {
    /// No quirks.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Listens at this address instead of a free port of 127.0.0.1; loopback only.
    #[must_use]
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = Some(address);
        self
    }

    /// One more user, in front of the invented ones.
    #[must_use]
    pub fn user(mut self, user: User) -> Self {
        self.users.push(user);
        self
    }

    /// The application has no secret and does not prove who it is (RFC 6749 section 2.1).
    #[must_use]
    pub fn public_client(self) -> Self {
        self.change(|wire| wire.token.authentication = vec![Authentication::Public])
    }

    /// Parameters and headers that the profile fixes need not be in the requests.
    #[must_use]
    pub fn tolerant(mut self) -> Self {
        self.tolerant = true;
        self
    }

    /// The token answer has no `token_type` (QQ, WeChat, Weibo).
    #[must_use]
    pub fn without_token_type(self) -> Self {
        self.without_token_member("token_type")
    }

    /// The token answer has no `expires_in`, and the access token does not expire.
    #[must_use]
    pub fn without_expires_in(self) -> Self {
        self.change(|wire| wire.token.access_token_lifetime = None)
    }

    /// There are no refresh tokens.
    #[must_use]
    pub fn without_refresh_token(self) -> Self {
        self.change(|wire| wire.token.refresh = None)
    }

    /// Refresh tokens stay valid, and no new one comes with a new access token (Google).
    #[must_use]
    pub fn lasting_refresh_token(self) -> Self {
        self.change(|wire| {
            if let Some(refresh) = &mut wire.token.refresh {
                refresh.rotates = false;
            }
        })
    }

    /// There is a refresh token only when the authorization request has this parameter with this value.
    #[must_use]
    pub fn refresh_token_for(self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        let pair = (parameter.into().into(), value.into().into());
        self.change(move |wire| {
            if let Some(refresh) = &mut wire.token.refresh {
                match &mut refresh.offline {
                    Offline::Parameters(pairs) => pairs.push(pair),
                    offline => *offline = Offline::Parameters(vec![pair]),
                }
            }
        })
    }

    /// The value of `token_type`; the profile's, which is `Bearer` as a rule, without this switch.
    #[must_use]
    pub fn token_type(self, token_type: impl Into<String>) -> Self {
        self.token_member("token_type", token_type.into())
    }

    /// One more member of the token answer, or another value for one.
    #[must_use]
    pub fn token_member(self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        let (name, value) = (name.into(), Json::from(value.into()));
        let without = self.without_token_member(name.clone());
        without.change(move |wire| wire.token.members.push(TokenMember::Fixed(name.into(), value)))
    }

    /// One member less in the token answer.
    #[must_use]
    pub fn without_token_member(self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.change(move |wire| wire.token.members.retain(|member| member.name() != name))
    }

    /// Access tokens are valid this long; an hour without this switch.
    #[must_use]
    pub fn access_token_lifetime(self, lifetime: Duration) -> Self {
        self.change(move |wire| wire.token.access_token_lifetime = Some(lifetime))
    }

    /// Numbers of the claims are texts.
    #[must_use]
    pub fn numbers_as_text(mut self) -> Self {
        self.style.numbers_as_text = true;
        self
    }

    /// The id of the user is a number beyond 2⁵³, also where the claim is a text.
    #[must_use]
    pub fn id_as_number(mut self) -> Self {
        self.style.id_as_number = true;
        self
    }

    /// The token answer is written like this.
    #[must_use]
    pub fn token_answer(self, format: AnswerFormat) -> Self {
        self.change(move |wire| wire.token.formats.iter_mut().for_each(|known| known.format = format))
    }

    /// The claims answer is written like this.
    #[must_use]
    pub fn claims_answer(self, format: AnswerFormat) -> Self {
        self.change(move |wire| {
            let first = wire.claims.iter_mut().take(1);
            first.flat_map(|endpoint| &mut endpoint.formats).for_each(|known| known.format = format);
        })
    }

    /// Every answer of the token and claims endpoints has this `Content-Type`, whatever it is written in.
    #[must_use]
    pub fn content_type(self, content_type: impl Into<String>) -> Self {
        let content_type = content_type.into();
        self.change(move |wire| {
            let claims = wire.claims.iter_mut().flat_map(|endpoint| &mut endpoint.formats);
            for format in wire.token.formats.iter_mut().chain(claims) {
                format.content_type = content_type.clone().into();
            }
            for errors in error_styles(wire) {
                errors.formats.iter_mut().for_each(|format| format.content_type = content_type.clone().into());
            }
        })
    }

    /// Errors of the token and claims endpoints have status 200, and this member holds the code (WeChat's `errcode`).
    #[must_use]
    pub fn error_in_200(self, member: impl Into<String>) -> Self {
        let member = member.into();
        self.change(move |wire| {
            for errors in error_styles(wire) {
                errors.status = Some(200);
                errors.members = vec![
                    ErrorMember::NumericCode(member.clone().into()),
                    ErrorMember::Description("error_description".into()),
                ];
            }
        })
    }

    /// The profile's error member is there in successful answers, too, and says 0.
    #[must_use]
    pub fn success_code(mut self) -> Self {
        self.success_code = true;
        self
    }

    /// An authorization request without a code challenge is refused.
    #[must_use]
    pub fn strict_pkce(self) -> Self {
        self.change(|wire| wire.authorization.pkce = Pkce::Required)
    }

    /// An authorization request with a code challenge is refused. So it is without this switch where the profile switches
    /// PKCE off.
    #[must_use]
    pub fn refuse_pkce(self) -> Self {
        self.change(|wire| wire.authorization.pkce = Pkce::Refused)
    }

    /// Challenge and verifier are not looked at.
    #[must_use]
    pub fn ignore_pkce(self) -> Self {
        self.change(|wire| wire.authorization.pkce = Pkce::Ignored)
    }

    /// Callbacks name the issuer (RFC 9207).
    #[must_use]
    pub fn callback_issuer(self) -> Self {
        self.change(|wire| wire.authorization.callback_issuer = true)
    }

    /// What the provider calls itself, in id_tokens, callbacks and the discovery document.
    #[must_use]
    pub fn issuer(self, issuer: impl Into<String>) -> Self {
        let issuer = issuer.into();
        self.change(move |wire| wire.issuer = Some(issuer.into()))
    }

    /// Callbacks come in this way whatever was asked for.
    #[must_use]
    pub fn response_mode(self, mode: ResponseMode) -> Self {
        self.change(move |wire| {
            wire.authorization.response_modes = vec![mode];
            // The parameter is not looked at any more.
            wire.authorization.names.rename("response_mode", "");
        })
    }

    /// Who declines comes back with these parameters and `state`; with none for a provider that says nothing (WeChat).
    #[must_use]
    pub fn denial<N: Into<String>, V: Into<String>>(self, parameters: impl IntoIterator<Item = (N, V)>) -> Self {
        let denial: Vec<_> =
            parameters.into_iter().map(|(name, value)| (name.into().into(), value.into().into())).collect();
        self.change(move |wire| wire.authorization.denial = denial)
    }

    /// The parameters that only the callback has come with a user's first consent alone (Apple's `user`).
    #[must_use]
    pub fn callback_parameters_once(mut self) -> Self {
        self.callback_parameters_once = true;
        self
    }

    /// `redirect_uri` is not looked at in the token request.
    #[must_use]
    pub fn ignore_redirect_uri(self) -> Self {
        self.change(|wire| wire.token.names.rename("redirect_uri", ""))
    }

    /// The scope of a request that names none.
    #[must_use]
    pub fn default_scope(self, scope: impl Into<String>) -> Self {
        let scope = scope.into();
        self.change(move |wire| {
            wire.authorization.scope = ScopeSyntax { default: scope.into(), ..wire.authorization.scope.clone() };
        })
    }

    /// What signs id_tokens; the first algorithm of the profile without this switch.
    #[must_use]
    pub fn signing_algorithm(self, algorithm: SignatureAlgorithm) -> Self {
        self.change(move |wire| {
            if let Some(id_tokens) = &mut wire.id_tokens {
                id_tokens.algorithm = algorithm;
            }
        })
    }

    /// id_tokens do not repeat the `nonce` (LinkedIn).
    #[must_use]
    pub fn id_token_without_nonce(self) -> Self {
        self.change(|wire| {
            if let Some(id_tokens) = &mut wire.id_tokens {
                id_tokens.nonce = false;
            }
        })
    }

    /// id_tokens only for the scope `openid`.
    #[must_use]
    pub fn id_token_needs_openid(self) -> Self {
        self.change(|wire| {
            if let Some(id_tokens) = &mut wire.id_tokens {
                id_tokens.scope = Some("openid".into());
            }
        })
    }

    /// Tokens are revoked by whoever has them, without client authentication (Google).
    #[must_use]
    pub fn revocation_without_authentication(self) -> Self {
        self.change(|wire| {
            if let Some(RevocationEndpoint { authentication, .. }) = &mut wire.revocation {
                *authentication = false;
            }
        })
    }

    fn change(mut self, change: impl FnOnce(&mut Wire) + Send + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// Turns the switches, in the order in which they were given.
    pub(super) fn apply(self, wire: &mut Wire) {
        if self.tolerant {
            wire.authorization.requirements.clear();
            wire.token.requirements.clear();
            wire.claims.iter_mut().for_each(|endpoint| endpoint.requirements.clear());
        }
        for change in self.changes {
            change(wire);
        }
    }
}

impl std::fmt::Debug for Quirks {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Quirks").field("switches", &self.changes.len()).finish_non_exhaustive()
    }
}

fn error_styles(wire: &mut Wire) -> impl Iterator<Item = &mut ErrorStyle> {
    [&mut wire.token.errors].into_iter().chain(wire.claims.iter_mut().map(|endpoint| &mut endpoint.errors))
}
