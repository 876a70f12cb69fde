use super::expression;
use crate::transformation::method;
use crate::transformation::probe::Probe;
use claimsmith_profile::transformation::{
    CharacterRange, ClaimValidation, DateBound, Enumeration, Localized, Mask, Pattern, PatternRestriction, Predicate,
    PredicateGroup, PredicateTest, PredicateValidation, ReplacementPiece, Transformation, Transformations,
    TransformedClaim,
};
use claimsmith_profile::{
    AnswerFormat, AuthorizationRequest, BearerTransmission, ClaimSource, ClaimsRequest, ClientAuthentication, Constant,
    CryptographicKey, DataType, Enablement, FollowUpRequest, IdToken, InputClaim, KeySource, List, Method,
    MintedSecret, OutputClaim, Parameter, PathSegment, Profile, Protocol, RequestEncoding, Resolver, ResolverNamespace,
    ResponseMode, ResponseType, SignatureAlgorithm, Subject, SubjectIssuer, TemplateParameter, TemplatePart, Text,
    TokenRequest,
};

fn parameter(name: &'static str, value: &'static str) -> Parameter {
    Parameter { name: name.into(), value: value.into() }
}

fn template(name: &'static str) -> TemplateParameter {
    let path = vec![
        PathSegment::Member("data".into()),
        PathSegment::Index(7),
        PathSegment::Find { member: "primary".into(), value: "true".into() },
    ];
    let value = vec![
        TemplatePart::Text("literal".into()),
        TemplatePart::ClientId,
        TemplatePart::AccessToken,
        TemplatePart::TokenMember("uid".into()),
        TemplatePart::ClaimsMember(path.into()),
    ];
    TemplateParameter { name: name.into(), value: value.into() }
}

fn authorization() -> AuthorizationRequest {
    AuthorizationRequest {
        endpoint: "https://id.example/authorize".into(),
        response_type: ResponseType::IdToken,
        response_mode: Some(ResponseMode::FormPost),
        scope: Some("openid".into()),
        parameters: vec![parameter("display", "page")].into(),
        pkce: false,
        parameter_names: vec![parameter("scope", "scopes")].into(),
        redirect_uri_value: Some("a name".into()),
        fragment: Some("wechat_redirect".into()),
        callback_parameters: vec!["user".into()].into(),
        issuer_required: true,
    }
}

fn token() -> TokenRequest {
    TokenRequest {
        endpoint: "https://id.example/token".into(),
        method: Method::Get,
        authentication: ClientAuthentication::PrivateKeyJwt,
        client_secret_parameter: "secret".into(),
        signing_algorithm: SignatureAlgorithm::Rs512,
        minted_secret: Some(MintedSecret { issuer: "team".into(), key_id: "kid".into(), audience: "aud".into() }),
        encoding: RequestEncoding::Json,
        parameter_names: vec![parameter("code", "auth_code")].into(),
        headers: vec![template("X-Token")].into(),
        format: Some(AnswerFormat::Form),
        token_type: "a type".into(),
        refresh_endpoint: Some("https://id.example/refresh".into()),
    }
}

fn claims() -> ClaimsRequest {
    ClaimsRequest {
        endpoint: Some("https://id.example/me".into()),
        method: Method::Post,
        bearer: BearerTransmission::AuthorizationHeader,
        authorization_scheme: "".into(),
        access_token_parameter: "oauth_token".into(),
        format_parameter: Some(parameter("format", "json")),
        token_members: vec!["openid".into()].into(),
        proof_parameter: Some("appsecret_proof".into()),
        headers: vec![template("X-Claims")].into(),
        format: Some(AnswerFormat::JsonP),
        user_agent: Some("agent".into()),
    }
}

fn follow_up() -> FollowUpRequest {
    FollowUpRequest {
        endpoint: "https://id.example/emails".into(),
        method: Method::Post,
        parameters: vec![template("id")].into(),
        headers: vec![template("X-Emails")].into(),
        path: vec![PathSegment::Member("emails".into())].into(),
        prefix: "email.".into(),
        format: Some(AnswerFormat::Json),
        error_member: Some("ret".into()),
        optional: true,
    }
}

fn resolver(namespace: ResolverNamespace) -> Option<Resolver> {
    Some(Resolver { namespace, name: "LoginHint".into() })
}

fn input() -> InputClaim {
    InputClaim {
        claim: "hint".into(),
        data_type: DataType::Boolean,
        parameter: "login_hint".into(),
        default: Some(Constant::Boolean(true)),
        resolver: resolver(ResolverNamespace::Oidc),
        always_default: true,
        required: true,
    }
}

fn output(source: ClaimSource, default: Constant) -> OutputClaim {
    OutputClaim {
        claim: "issuerUserId".into(),
        data_type: DataType::Long,
        source,
        default: Some(default),
        resolver: resolver(ResolverNamespace::OAuthKeyValue),
        always_default: true,
        required: true,
    }
}

fn validation() -> ClaimValidation {
    let help_text: List<Localized<Text>> = vec![Localized { culture: "en".into(), value: "short".into() }].into();
    let tests = vec![
        PredicateTest::MatchesRegex(Pattern("a".into())),
        PredicateTest::IncludesCharacters(vec![CharacterRange { first: 'a', last: 'z' }].into()),
        PredicateTest::IsLengthRange { minimum: 1, maximum: 2 },
        PredicateTest::IsDateRange {
            minimum: DateBound::Day { year: 2010, month: 1, day: 2 },
            maximum: DateBound::Today,
        },
    ];
    let predicates = tests.into_iter().map(|test| Predicate { id: "one".into(), help_text: help_text.clone(), test });
    let group = PredicateGroup {
        id: "group".into(),
        help_text: help_text.clone(),
        match_at_least: 1,
        predicates: predicates.collect(),
    };
    ClaimValidation {
        claim: 2,
        enumeration: Some(Enumeration { values: vec!["a".into()].into(), multiple: true }),
        pattern: Some(PatternRestriction { pattern: Pattern("a".into()), help_text }),
        predicates: Some(PredicateValidation { id: "strong".into(), groups: vec![group].into() }),
    }
}

fn replacement() -> Vec<ReplacementPiece> {
    vec![
        ReplacementPiece::Text("a".into()),
        ReplacementPiece::Group(1),
        ReplacementPiece::Before,
        ReplacementPiece::Behind,
        ReplacementPiece::Whole,
    ]
}

/// Every step there is.
fn transformations() -> Transformations {
    let steps = method::all().map(|method| Transformation {
        id: "Id".into(),
        step: Probe::new(method).read().expect("everything is there"),
    });
    let steps: List<Transformation> = steps.collect();
    let claim = TransformedClaim {
        claim: "email".into(),
        data_type: DataType::UserIdentity,
        input: Some(7),
        carried: true,
        yielded: true,
        required: true,
    };
    Transformations {
        claims: vec![claim].into(),
        before: steps.clone(),
        after: steps,
        languages: vec!["en".into()].into(),
    }
}

/// Every field differs from that of `EMPTY`, apart from the protocol, of which there is one.
fn every_field() -> Profile {
    let key = CryptographicKey { id: "k".into(), storage_reference_id: "r".into(), variable: "v".into() };
    let path = ClaimSource::Path(vec![PathSegment::Member("a".into())].into());
    Profile {
        id: "Every-Field".into(),
        display_name: "Every field".into(),
        policy_id: "B2C_1A_a".into(),
        tenant_id: "a.example".into(),
        environment: Some("Contoso".into()),
        protocol: Protocol::OAuth2,
        provider_name: Some("id.example".into()),
        client_id: Some("id".into()),
        client_id_variable: "ID".into(),
        client_id_parameter: "appid".into(),
        keys: vec![key].into(),
        authorization: authorization(),
        token: token(),
        claims: claims(),
        follow_ups: vec![follow_up()].into(),
        id_token: Some(IdToken {
            keys: KeySource::Discovery("https://id.example/.well-known/openid-configuration".into()),
            audience: Some("other".into()),
            algorithms: vec![SignatureAlgorithm::Hs256].into(),
        }),
        issuer: Some("https://id.example".into()),
        end_session_endpoint: Some("https://id.example/logout".into()),
        revocation_endpoint: Some("https://id.example/revoke".into()),
        enablement: Enablement::OnItemExistence { claim: "providers".into(), item: "example".into() },
        error_member: Some("errcode".into()),
        inputs: vec![input()].into(),
        outputs: vec![
            output(path, Constant::Long(5)),
            output(ClaimSource::IdToken, Constant::Int(5)),
            output(ClaimSource::Member("a.b".into()), Constant::String("x".into())),
        ]
        .into(),
        transformations: transformations(),
        validations: vec![validation()].into(),
        masks: vec![(1, Mask::Regex { pattern: Pattern("a".into()), replacement: replacement().into() })].into(),
        subject: Some(Subject { issuer: SubjectIssuer::Output(1), claim: 0 }),
    }
}

/// The names of fields and variants in a debug form, which every struct and enumeration derives.
fn names(profile: &Profile) -> Vec<String> {
    let debug = format!("{profile:#?}");
    let words = debug.lines().flat_map(|line| {
        let line = line.trim();
        let (name, value) = line.split_once(": ").unwrap_or((line.trim_end_matches([',', '(', '{', ' ']), ""));
        let is_word = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !word.is_empty();
        let value = value.trim_end_matches([',', '(', '{', '[', ' ']);
        let is_variant = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase());
        [name].into_iter().filter(is_word).chain(Some(value).filter(is_word).filter(is_variant))
    });
    words.filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned).collect()
}

#[test]
fn every_field_is_written() {
    let profile = every_field();
    let written: Vec<String> = expression(&profile)
        .to_string()
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .map(str::to_owned)
        .collect();
    let names = names(&profile);
    assert!(names.len() > 150, "only {} names were found", names.len());
    let missing: Vec<&String> = names
        .iter()
        .filter(|name| !["protocol", "OAuth2"].contains(&name.as_str()) && !written.contains(name))
        .collect();
    assert!(missing.is_empty(), "not written: {missing:?}");
}

#[test]
fn what_does_not_differ_is_not_written() {
    assert_eq!(expression(&Profile::EMPTY).to_string(), "Profile { .. Profile :: EMPTY }");
}
