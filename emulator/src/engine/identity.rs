//! id_tokens, the key set, the discovery document (OpenID Connect Core and Discovery) and sign-out.

use super::{Consent, Engine};
use crate::fault::{Fault, SignatureFault};
use crate::json::{Json, Members};
use crate::keys::{SigningKey, compact, hmac_sha256};
use crate::page;
use crate::reply::{Content, Reply};
use crate::request::RecordedRequest;
use crate::wire::{Authentication, EndSessionEndpoint, Pkce, Refusal};
use claimsmith_profile::{ResponseMode, ResponseType, SignatureAlgorithm};
use std::sync::Arc;

impl Engine {
    /// An id_token, if the provider issues one for this consent.
    pub(super) fn id_token(
        &self,
        consent: &Consent,
        access_token: Option<&str>,
        request: &RecordedRequest,
        fault: Option<&Fault>,
    ) -> Option<String> {
        let issuing = self.wire.id_tokens.as_ref()?;
        if issuing.scope.as_ref().is_some_and(|scope| !consent.scopes.iter().any(|granted| granted == scope)) {
            return None;
        }
        let key = self.signing_key()?;
        let nothing = Members::new();
        let grant = self.grant(consent, access_token.unwrap_or_default(), &nothing, request);
        let now = self.unix_time();
        let lifetime = i64::try_from(issuing.lifetime.as_secs()).unwrap_or(i64::MAX);
        let audience = issuing.audience.as_deref().unwrap_or(&self.application.client_id);
        let time = |seconds: i64| Json::Number(seconds.to_string());
        let mut claims: Members = vec![
            ("iss".into(), self.issuer.as_str().into()),
            ("sub".into(), grant.subject().into()),
            ("aud".into(), audience.into()),
            ("exp".into(), time(now.saturating_add(lifetime))),
            ("iat".into(), time(now)),
        ];
        claims.extend(consent.nonce.as_deref().filter(|_| issuing.nonce).map(|nonce| ("nonce".into(), nonce.into())));
        claims.extend(access_token.map(|token| ("at_hash".into(), key.half_hash(token).into())));
        for (name, value) in issuing.claims.call(&grant) {
            set(&mut claims, &name.clone(), Some(value));
        }
        Some(sign(&key, claims, fault))
    }

    fn signing_key(&self) -> Option<Arc<SigningKey>> {
        self.state().signing_key.clone()
    }

    /// A new key under a new id; the old one is forgotten. Without id_tokens nothing happens.
    pub(crate) fn rotate_keys(&self) {
        let Some(issuing) = &self.wire.id_tokens else { return };
        let number = {
            let mut state = self.state();
            state.keys_made += 1;
            state.keys_made
        };
        // Not under the lock: making an RSA key takes its time.
        let id = format!("emulated-{number}");
        let key = SigningKey::generate(issuing.algorithm, id, &self.application.client_secret);
        self.state().signing_key = Some(Arc::new(key));
    }

    /// RFC 7517 section 5.
    pub(super) fn jwks(&self) -> Reply {
        let keys = self.signing_key().and_then(|key| key.jwk()).into_iter().collect();
        let members = vec![("keys".into(), Json::Array(keys))];
        Reply::new(200, "application/json", Content::Members(members, claimsmith_profile::AnswerFormat::Json))
    }

    /// OpenID Connect Discovery section 3.
    pub(super) fn discovery(&self) -> Reply {
        let wire = &self.wire;
        let texts = |texts: Vec<&str>| Json::Array(texts.into_iter().map(Json::from).collect());
        let url = |path: &str| Json::from(format!("{}{path}", self.origin));
        let mut members: Members = vec![
            ("issuer".into(), self.issuer.as_str().into()),
            ("authorization_endpoint".into(), url(&wire.authorization.path)),
            ("token_endpoint".into(), url(&wire.token.path)),
        ];
        let mut member = |name: &'static str, value: Option<Json>| {
            members.extend(value.map(|value| (name.into(), value)));
        };
        let issuing = wire.id_tokens.as_ref();
        member("userinfo_endpoint", wire.claims.first().map(|claims| url(&claims.path)));
        member("jwks_uri", issuing.and_then(|issuing| issuing.jwks.as_deref()).map(url));
        member("end_session_endpoint", wire.end_session.as_ref().map(|endpoint| url(&endpoint.path)));
        member("revocation_endpoint", wire.revocation.as_ref().map(|endpoint| url(&endpoint.path)));
        let types = wire.authorization.response_types.iter().map(|response_type| response_type_name(*response_type));
        member("response_types_supported", Some(texts(types.collect())));
        let modes = wire.authorization.response_modes.iter().map(|mode| response_mode_name(*mode));
        member("response_modes_supported", Some(texts(modes.collect())));
        member("subject_types_supported", Some(texts(vec!["public"])));
        let algorithm = issuing.map(|issuing| texts(vec![issuing.algorithm.name()]));
        member("id_token_signing_alg_values_supported", algorithm);
        let ways = wire.token.authentication.iter().map(authentication_name);
        member("token_endpoint_auth_methods_supported", Some(texts(ways.collect())));
        let pkce = matches!(wire.authorization.pkce, Pkce::Verified | Pkce::Required).then(|| texts(vec!["S256"]));
        member("code_challenge_methods_supported", pkce);
        let names_issuer = wire.authorization.callback_issuer.then_some(Json::Flag(true));
        member("authorization_response_iss_parameter_supported", names_issuer);
        Reply::new(200, "application/json", Content::Members(members, claimsmith_profile::AnswerFormat::Json))
    }

    /// OpenID Connect RP-Initiated Logout section 2: back to a registered address, or a page that says it is done.
    pub(super) fn end_session(&self, endpoint: &EndSessionEndpoint, request: &RecordedRequest) -> Reply {
        let Some(target) = request.parameter(&endpoint.redirect_parameter) else {
            return page::signed_out(&self.wire);
        };
        if !self.application.sign_out_uris.iter().any(|known| known == target) {
            let reason = "The address to go to afterwards is not registered.";
            return page::invalid_decision(&self.wire, reason).refused_for(Refusal::SignOutUri);
        }
        let state = request.parameter("state").map(|state| ("state", state));
        Reply::redirect(302, crate::parameters::append_to_url(target, state))
    }
}

fn response_type_name(response_type: ResponseType) -> &'static str {
    match response_type {
        ResponseType::Code => "code",
        ResponseType::IdToken => "id_token",
    }
}

fn response_mode_name(mode: ResponseMode) -> &'static str {
    match mode {
        ResponseMode::Query => "query",
        ResponseMode::FormPost => "form_post",
        ResponseMode::Fragment => "fragment",
    }
}

fn authentication_name(authentication: &Authentication) -> &'static str {
    match authentication {
        Authentication::Post | Authentication::Es256Secret { .. } => "client_secret_post",
        Authentication::Basic => "client_secret_basic",
        Authentication::Public => "none",
        Authentication::PrivateKeyJwt { .. } => "private_key_jwt",
    }
}

fn set(members: &mut Members, name: &str, value: Option<Json>) {
    members.retain(|(known, _)| known != name);
    members.extend(value.map(|value| (name.to_owned().into(), value)));
}

/// Signs, or does what was ordered instead.
fn sign(key: &SigningKey, mut claims: Members, fault: Option<&Fault>) -> String {
    let algorithm = match fault {
        Some(Fault::Signature(SignatureFault::Unsigned)) => "none",
        Some(Fault::Signature(SignatureFault::PublicKeyAsSecret)) => "HS256",
        _ => key.algorithm.name(),
    };
    let mut header: Members = vec![("alg".into(), algorithm.into()), ("typ".into(), "JWT".into())];
    if key.algorithm != SignatureAlgorithm::Hs256 {
        header.push(("kid".into(), key.id.as_str().into()));
    }
    match fault {
        Some(Fault::IdTokenClaim { name, value }) => set(&mut claims, name, value.clone().map(Json::from)),
        Some(Fault::IdTokenHeader { name, value }) => set(&mut header, name, value.clone().map(Json::from)),
        _ => {}
    }
    compact(&header, &claims, |input| match fault {
        Some(Fault::Signature(SignatureFault::Unsigned)) => Vec::new(),
        Some(Fault::Signature(SignatureFault::PublicKeyAsSecret)) => hmac_sha256(key.public_pem().as_bytes(), input),
        Some(Fault::Signature(SignatureFault::ForeignKey)) => {
            SigningKey::generate(key.algorithm, key.id.clone(), "a secret that nobody has").sign(input)
        }
        Some(Fault::Signature(SignatureFault::Damaged)) => {
            let mut signature = key.sign(input);
            if let Some(last) = signature.last_mut() {
                *last ^= 1;
            }
            signature
        }
        _ => key.sign(input),
    })
}
