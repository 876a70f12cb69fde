//! From a technical profile to a [`Wire`].

use super::address::Address;
use super::quirks::Quirks;
use super::reads::{Main, Read, Reads};
use super::template::{self, Known, token_member};
use super::tree;
use super::values::{self, Style};
use crate::json::{Json, Members};
use crate::wire::{
    Authentication, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, Compute, EndSessionEndpoint, Expected,
    Format, Grant, IdTokens, Names, Offline, Pkce, Place, Refresh, Requirement, RevocationEndpoint, ScopeSyntax,
    TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::{
    AnswerFormat, BearerTransmission, ClaimSource, ClientAuthentication, Constant, FollowUpRequest, IdToken, KeySource,
    Method, Parameter, PathSegment, Profile, RequestEncoding, ResponseMode, SignatureAlgorithm, Text,
};
use std::borrow::Cow;
use std::sync::Arc;

/// Where a key set stands that the profile finds through the discovery document.
const JWKS_PATH: &str = "/.emulator/jwks";
/// Where tokens are when the profile asks for none.
const TOKEN_PATH: &str = "/.emulator/token";
const DISCOVERY: &str = "/.well-known/openid-configuration";
/// What an id_token says by itself.
const RESERVED: [&str; 6] = ["iss", "aud", "exp", "iat", "nonce", "at_hash"];

/// The provider of a profile, with its quirks.
pub(super) fn wire(profile: &Profile, client_id: &str, quirks: Quirks) -> Result<Wire, String> {
    let driven = Driven {
        profile,
        client_id,
        reads: Arc::new(Reads::of(profile)),
        style: quirks.style,
        success_code: quirks.success_code,
        once: quirks.callback_parameters_once,
    };
    let users: Vec<_> = quirks.users.iter().chain(&values::USERS).cloned().collect();
    let issuer = match (&profile.issuer, driven.discovery()) {
        (Some(issuer), _) => Some(issuer.clone()),
        (None, Some(path)) => Some(format!("{{origin}}{}", path.trim_end_matches(DISCOVERY)).into()),
        (None, None) => None,
    };
    let (reads, style) = (Arc::clone(&driven.reads), driven.style);
    let mut wire = Wire {
        subject: Arc::new(move |user, _| {
            let value = reads.subject().and_then(|read| style.value(read, user, ""));
            value.map_or_else(|| user.key().to_owned(), |value| value.plain().into_owned())
        }),
        issuer,
        claims: driven.claims(),
        id_tokens: driven.id_tokens(),
        revocation: profile
            .revocation_endpoint
            .as_ref()
            .map(|url| RevocationEndpoint { path: Address::of(url).path(), authentication: true }),
        end_session: profile.end_session_endpoint.as_ref().map(|url| EndSessionEndpoint::at(Address::of(url).path())),
        ..Wire::new(profile.label().to_owned(), "#4a5568", &users, driven.authorization(), driven.token())
    };
    quirks.apply(&mut wire);
    match wire.shared_path() {
        None => Ok(wire),
        Some((one, other, path)) => Err(format!(
            "the {one} and the {other} of the profile have the same path {path}, and one origin cannot tell them apart"
        )),
    }
}

struct Driven<'a> {
    profile: &'a Profile,
    client_id: &'a str,
    reads: Arc<Reads>,
    style: Style,
    success_code: bool,
    once: bool,
}

impl Driven<'_> {
    fn authorization(&self) -> AuthorizationEndpoint {
        let request = &self.profile.authorization;
        let address = Address::of(&request.endpoint);
        let names = self.names(&request.parameter_names);
        let mut requirements: Vec<_> = address.requirements().chain(exactly(&request.parameters)).collect();
        let mut demand = |standard: &str, expected: Expected| {
            requirements.extend(names.of(standard).map(|name| Requirement::parameter(name.to_owned(), expected)));
        };
        if let Some(mode) = request.response_mode {
            demand("response_mode", Expected::Exactly(mode_name(mode).into()));
        }
        if request.scope.is_some() {
            demand("scope", Expected::Any);
        }
        for input in self.profile.inputs.iter() {
            match &input.default {
                Some(default) if input.always_default => {
                    let expected = Expected::Exactly(constant(default).into());
                    requirements.push(Requirement::parameter(input.parameter.clone(), expected));
                }
                _ if input.required => {
                    requirements.push(Requirement::parameter(input.parameter.clone(), Expected::Any))
                }
                _ => {}
            }
        }
        let callback = !self.reads.callback.is_empty();
        AuthorizationEndpoint {
            names,
            response_types: vec![request.response_type],
            response_modes: vec![request.response_mode.unwrap_or(ResponseMode::Query)],
            requirements,
            scope: ScopeSyntax { separators: vec![' ', ','], ..ScopeSyntax::blanks("") },
            pkce: if request.pkce { Pkce::Verified } else { Pkce::Refused },
            callback_parameters: callback.then(|| self.callback_parameters()),
            callback_issuer: request.issuer_required,
            ..AuthorizationEndpoint::at(address.path())
        }
    }

    /// Each named parameter with everything that claims read of it: a text, or the text of a JSON object.
    fn callback_parameters(&self) -> Compute<Vec<(Text, String)>> {
        let (reads, style, once) = (Arc::clone(&self.reads), self.style, self.once);
        Compute::new(move |grant| {
            if once && !grant.first_consent {
                return Vec::new();
            }
            let Json::Object(members) = style.answer(&reads.callback, grant.user, grant.origin) else {
                return Vec::new();
            };
            let known = members.into_iter().filter(|(_, value)| *value != Json::Null);
            known.map(|(name, value)| (name, value.plain().into_owned())).collect()
        })
    }

    fn names(&self, renamed: &[Parameter]) -> Names {
        let renamed = renamed.iter().map(|pair| (pair.name.clone(), pair.value.clone()));
        let client_id: Text = self.profile.client_id_parameter.clone();
        Names::renamed(renamed.chain([(Text::Borrowed("client_id"), client_id)]))
    }

    fn token(&self) -> TokenEndpoint {
        let request = &self.profile.token;
        // With `response_types=id_token` there is none.
        let endpoint = if request.endpoint.is_empty() { TOKEN_PATH } else { &request.endpoint };
        let address = Address::of(endpoint);
        let mut names = self.names(&request.parameter_names);
        names.rename("client_secret", request.client_secret_parameter.clone());
        let place = match (request.method, request.encoding) {
            (Method::Get, _) | (Method::Post, RequestEncoding::Query) => Place::Query,
            (Method::Post, RequestEncoding::Form) => Place::Form,
            (Method::Post, RequestEncoding::Json) => Place::Json,
        };
        let refresh_path = request.refresh_endpoint.as_ref().map(|url| Address::of(url).path());
        // B2C's own defaults: a form answers GET, JSON answers POST.
        let by_method = if request.method == Method::Get { AnswerFormat::Form } else { AnswerFormat::Json };
        TokenEndpoint {
            methods: vec![request.method],
            places: vec![place],
            names,
            authentication: vec![self.authentication()],
            requirements: address.requirements().chain(template::fixed(&request.headers, self.client_id)).collect(),
            refresh: Some(Refresh {
                path: refresh_path.filter(|path| *path != address.path),
                offline: Offline::Always,
                ..Refresh::rotating()
            }),
            members: self.token_members(),
            formats: vec![format(request.format.unwrap_or(by_method))],
            ..TokenEndpoint::at(address.path())
        }
    }

    fn authentication(&self) -> Authentication {
        let request = &self.profile.token;
        match (request.authentication, &request.minted_secret) {
            (ClientAuthentication::SecretBasic, _) => Authentication::Basic,
            (ClientAuthentication::PrivateKeyJwt, _) => {
                Authentication::PrivateKeyJwt { audiences: vec![request.endpoint.clone()] }
            }
            (ClientAuthentication::SecretPost, Some(minted)) => {
                Authentication::Es256Secret { audience: minted.audience.clone() }
            }
            (ClientAuthentication::SecretPost, None) => Authentication::Post,
        }
    }

    fn token_members(&self) -> Vec<TokenMember> {
        let mut members = vec![
            TokenMember::AccessToken,
            TokenMember::TokenType(self.profile.token.token_type.clone()),
            TokenMember::ExpiresIn,
            TokenMember::RefreshToken,
        ];
        if self.id_token().is_some() {
            members.push(TokenMember::IdToken);
        }
        let main = self.reads.main.iter().filter(|_| self.reads.place == Main::TokenAnswer);
        let reads: Vec<Read> = main.chain(&self.reads.token).cloned().collect();
        let mut tops: Vec<Text> = Vec::new();
        for read in &reads {
            if let Some(PathSegment::Member(name)) = read.path.first()
                && !members.iter().any(|member| member.name() == name)
                && !tops.contains(name)
            {
                tops.push(name.clone());
            }
        }
        let (reads, style) = (Arc::new(reads), self.style);
        members.extend(tops.into_iter().map(|top| {
            let (reads, name) = (Arc::clone(&reads), top.clone());
            TokenMember::computed(top, move |grant: &Grant<'_>| {
                style.answer(&reads, grant.user, grant.origin).member(&name).cloned()
            })
        }));
        self.add_success_code(self.profile.error_member.as_ref(), |name| {
            members.push(TokenMember::Fixed(name, Json::from(0_u64)));
        });
        members
    }

    fn add_success_code(&self, member: Option<&Text>, add: impl FnOnce(Text)) {
        if let Some(member) = member.filter(|_| self.success_code) {
            add(member.clone());
        }
    }

    fn claims(&self) -> Vec<ClaimsEndpoint> {
        let request = &self.profile.claims;
        let mut endpoints = Vec::new();
        if let Some(url) = &request.endpoint {
            let mut requirements = self.common_requirements(url);
            requirements.extend(exactly(request.format_parameter.as_slice()));
            requirements.extend(request.token_members.iter().map(|name| {
                let member = name.clone();
                let expected = Compute::new(move |grant: &Grant<'_>| token_member(grant, &member));
                Requirement::parameter(name.clone(), Expected::Computed(expected))
            }));
            requirements.extend(
                request
                    .proof_parameter
                    .iter()
                    .map(|name| Requirement::parameter(name.clone(), Expected::Proof { required: true })),
            );
            requirements.extend(template::requirements(&request.headers, &self.known(0), Requirement::header));
            let reads = Arc::clone(&self.reads);
            let member = self.profile.error_member.clone();
            endpoints.push(ClaimsEndpoint {
                requirements,
                ..self.endpoint(url, request.method, request.format, member, move |_| reads.main.clone())
            });
        }
        for (index, follow_up) in self.profile.follow_ups.iter().enumerate() {
            endpoints.push(self.follow_up(index, follow_up));
        }
        endpoints
    }

    fn follow_up(&self, index: usize, request: &FollowUpRequest) -> ClaimsEndpoint {
        let known = self.known(index);
        let mut requirements = self.common_requirements(&request.endpoint);
        requirements.extend(template::requirements(&request.parameters, &known, Requirement::parameter));
        requirements.extend(template::requirements(&request.headers, &known, Requirement::header));
        let reads = Arc::clone(&self.reads);
        let (url, member) = (&request.endpoint, request.error_member.clone());
        let answer = move |_: &Grant<'_>| reads.follow_ups.get(index).cloned().unwrap_or_default();
        ClaimsEndpoint { requirements, ..self.endpoint(url, request.method, request.format, member, answer) }
    }

    fn common_requirements(&self, url: &str) -> Vec<Requirement> {
        let agent = self.profile.claims.user_agent.iter();
        let agent = agent.map(|agent| Requirement::header("user-agent", Expected::Exactly(agent.clone())));
        agent.chain(Address::of(url).requirements()).collect()
    }

    fn endpoint(
        &self,
        url: &str,
        method: Method,
        answer_format: Option<AnswerFormat>,
        error_member: Option<Text>,
        reads: impl Fn(&Grant<'_>) -> Vec<Read> + Send + Sync + 'static,
    ) -> ClaimsEndpoint {
        let request = &self.profile.claims;
        let bearer = match (request.bearer, method) {
            (BearerTransmission::AuthorizationHeader, _) => Bearer::Header,
            (BearerTransmission::Query, Method::Get) => Bearer::Query,
            (BearerTransmission::Query, Method::Post) => Bearer::Form,
        };
        let (style, error_member) = (self.style, error_member.filter(|_| self.success_code));
        let answer = move |grant: &Grant<'_>| {
            let mut root = style.answer(&reads(grant), grant.user, grant.origin);
            if let (Json::Object(members), Some(name)) = (&mut root, &error_member) {
                members.push((name.clone(), Json::from(0_u64)));
            }
            Ok(match root {
                Json::Object(members) => Claims::Members(members),
                other => Claims::Document(other),
            })
        };
        ClaimsEndpoint {
            methods: vec![method],
            bearers: vec![bearer],
            access_token_parameter: request.access_token_parameter.clone(),
            schemes: vec![request.authorization_scheme.clone()],
            formats: vec![format(answer_format.unwrap_or(AnswerFormat::Json))],
            ..ClaimsEndpoint::at(Address::of(url).path(), answer)
        }
    }

    /// What a template of the follow-up with this index can read.
    fn known(&self, index: usize) -> Known {
        let (reads, style) = (Arc::clone(&self.reads), self.style);
        let earlier: Vec<_> = self.profile.follow_ups.iter().take(index).cloned().collect();
        Compute::new(move |grant| {
            let mut root = style.answer(&reads.main, grant.user, grant.origin);
            for (follow_up, reads) in earlier.iter().zip(&reads.follow_ups) {
                let answer = style.answer(reads, grant.user, grant.origin);
                if let (Some(Json::Object(found)), Json::Object(members)) =
                    (tree::get(&answer, &follow_up.path), &mut root)
                {
                    let prefixed = |name: &Text| Text::from(format!("{}{name}", follow_up.prefix));
                    members.extend(found.iter().map(|(name, value)| (prefixed(name), value.clone())));
                }
            }
            root
        })
    }

    fn discovery(&self) -> Option<Text> {
        match self.profile.id_token.as_ref().map(|id_token| &id_token.keys) {
            Some(KeySource::Discovery(url)) => Some(Address::of(url).path()),
            _ => None,
        }
    }

    /// What the profile says of id_tokens; one that only wants the text of it says nothing else.
    fn id_token(&self) -> Option<Cow<'_, IdToken>> {
        let read = || self.profile.outputs.iter().any(|output| output.source == ClaimSource::IdToken);
        let said = self.profile.id_token.as_ref().map(Cow::Borrowed);
        said.or_else(|| read().then_some(Cow::Owned(IdToken::EMPTY)))
    }

    fn id_tokens(&self) -> Option<IdTokens> {
        let id_token = self.id_token()?;
        let jwks = match &id_token.keys {
            KeySource::Jwks(url) => Some(Address::of(url).path()),
            KeySource::Discovery(_) => Some(JWKS_PATH.into()),
            KeySource::Unknown => None,
        };
        let (reads, style) = (Arc::clone(&self.reads), self.style);
        let claims = move |grant: &Grant<'_>| -> Members {
            let Json::Object(members) = style.answer(&reads.main, grant.user, grant.origin) else { return Vec::new() };
            // `sub` is the same everywhere (OpenID Connect Core section 5.3.2).
            let wanted = |name: &str| name == "sub" || reads.place == Main::IdToken && !RESERVED.contains(&name);
            members.into_iter().filter(|(name, _)| wanted(name)).collect()
        };
        Some(IdTokens {
            algorithm: id_token.algorithms.first().copied().unwrap_or(SignatureAlgorithm::Rs256),
            scope: None,
            audience: id_token.audience.clone(),
            jwks,
            discovery: self.discovery(),
            ..IdTokens::rs256("", claims)
        })
    }
}

fn exactly(parameters: &[Parameter]) -> impl Iterator<Item = Requirement> + '_ {
    let given = parameters.iter().filter(|parameter| !parameter.value.is_empty());
    given.map(|parameter| Requirement::parameter(parameter.name.clone(), Expected::Exactly(parameter.value.clone())))
}

fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Boolean(flag) => flag.to_string(),
        Constant::Int(number) => number.to_string(),
        Constant::Long(number) => number.to_string(),
        Constant::String(text) => text.to_string(),
    }
}

fn mode_name(mode: ResponseMode) -> &'static str {
    match mode {
        ResponseMode::Query => "query",
        ResponseMode::FormPost => "form_post",
        ResponseMode::Fragment => "fragment",
    }
}

fn format(format: AnswerFormat) -> Format {
    let content_type = match format {
        AnswerFormat::Form => "application/x-www-form-urlencoded",
        AnswerFormat::Json => "application/json",
        AnswerFormat::JsonP => "application/javascript",
    };
    Format::always(format, content_type)
}
