//! Claims-transformation technical profiles: functions from claims to claims.

use claimsmith_runtime::profile::transformation::{
    Adjustment, Entry, Localized, NamedSlot, Pattern, Slot, Step, Transformation, Transformations, TransformedClaim,
};
use claimsmith_runtime::profile::{
    Constant, DataType, InputClaim, OutputClaim, Profile, Resolver, ResolverNamespace, text,
};
use claimsmith_runtime::{
    AlternativeSecurityId, ClaimReader, ClaimSet, ClaimValue, Claims, Clock, Culture, InputFault, InputValues, Inputs,
    Randomness, RandomnessError, ResolverContext, SignInError, TransformationContext, TransformationFault,
    UserIdentity, transform_claims,
};
use std::sync::Arc;

fn slot(index: u16) -> Slot {
    Slot { index, data_type: DataType::String }
}

fn input(claim: &'static str, data_type: DataType) -> InputClaim {
    InputClaim { claim: text(claim), data_type, ..InputClaim::EMPTY }
}

fn claim(claim: &'static str, data_type: DataType, input: Option<u16>) -> TransformedClaim {
    TransformedClaim { claim: text(claim), data_type, input, ..TransformedClaim::EMPTY }
}

fn profile(inputs: Vec<InputClaim>, claims: Vec<TransformedClaim>, steps: Vec<Step>) -> Profile {
    let after = steps.into_iter().map(|step| Transformation { id: text("Step"), step }).collect();
    let transformations = Transformations { claims: claims.into(), after, ..Transformations::EMPTY };
    Profile { id: text("Function"), inputs: inputs.into(), transformations, ..Profile::EMPTY }
}

/// Adds an address to a collection and counts: `emails` and `count` go in and come out, `email` only goes in, `source` is an
/// output claim with a default.
fn adding() -> Profile {
    let yielded = |it: TransformedClaim| TransformedClaim { yielded: true, ..it };
    let source = OutputClaim { default: Some(Constant::String(text("d"))), ..OutputClaim::string("source", "") };
    let profile = profile(
        vec![
            input("email", DataType::String),
            input("emails", DataType::StringCollection),
            InputClaim { default: Some(Constant::Int(5)), ..input("count", DataType::Int) },
        ],
        vec![
            claim("email", DataType::String, Some(0)),
            yielded(claim("emails", DataType::StringCollection, Some(1))),
            yielded(claim("count", DataType::Int, Some(2))),
        ],
        vec![
            Step::AddItemToStringCollection { item: slot(1), collection: slot(2), output: slot(2) },
            Step::AdjustNumber { input: slot(3), operator: Adjustment::Increment, output: slot(3) },
        ],
    );
    Profile { outputs: vec![source].into(), ..profile }
}

/// As generated code writes and reads them.
#[derive(Default)]
struct AddingInputs {
    email: Option<String>,
    emails: Option<Vec<String>>,
    count: Option<i32>,
}

impl Inputs for AddingInputs {
    fn write(self, values: &mut InputValues<'_>) {
        values.set(0, self.email);
        values.set(1, self.emails);
        values.set(2, self.count);
    }
}

#[derive(Debug, PartialEq)]
struct AddingClaims {
    source: String,
    emails: Option<Vec<String>>,
    count: i32,
}

impl Claims for AddingClaims {
    fn read(reader: &mut ClaimReader<'_>) -> Result<Self, SignInError> {
        Ok(Self { source: reader.required(0)?, emails: reader.optional(2)?, count: reader.required(3)? })
    }
}

#[test]
fn inputs_become_outputs() {
    let add = |inputs: AddingInputs| transform_claims(&adding(), inputs, &TransformationContext::new());
    let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
    let amy = || Some("amy@example.org".to_owned());
    let claims = |emails, count| Ok(AddingClaims { source: "d".to_owned(), emails, count });
    let first = AddingInputs { email: amy(), ..AddingInputs::default() };
    assert_eq!(add(first), claims(texts(&["amy@example.org"]), 6));
    let second = AddingInputs { email: amy(), emails: texts(&["rory@example.org"]), count: Some(-1) };
    assert_eq!(add(second), claims(texts(&["rory@example.org", "amy@example.org"]), 0));
    let reason = TransformationFault::MissingClaim { claim: "email".to_owned() };
    let method = "AddItemToStringCollection";
    let missing = Err(SignInError::Transformation {
        profile: "Function".into(),
        transformation: "Step".to_owned(),
        method,
        reason,
    });
    assert_eq!(add(AddingInputs::default()), missing);
}

#[test]
fn what_must_have_a_value_has_one() {
    let set = |value: &str| ClaimSet::from_iter([("a".to_owned(), ClaimValue::String(value.to_owned()))]);
    let copy = |required: (bool, bool)| {
        let input = InputClaim { required: required.0, ..input("a", DataType::String) };
        let b = TransformedClaim { yielded: true, required: required.1, ..claim("b", DataType::String, None) };
        profile(
            vec![input],
            vec![claim("a", DataType::String, Some(0)), b],
            vec![Step::CopyClaim { input: slot(0), output: slot(1) }],
        )
    };
    let run = |profile: &Profile, inputs| transform_claims::<ClaimSet>(profile, inputs, &TransformationContext::new());
    assert_eq!(run(&copy((true, true)), set("x")).map(|claims| claims.len()), Ok(1));
    assert_eq!(run(&copy((false, false)), ClaimSet::new()).map(|claims| claims.len()), Ok(0));
    let missing_input = SignInError::MissingInput { claim: "a".to_owned() };
    assert_eq!(run(&copy((true, false)), ClaimSet::new()), Err(missing_input.clone()));
    assert_eq!(run(&copy((true, false)), set("")), Err(missing_input));
    assert_eq!(run(&copy((false, true)), set("")), Err(SignInError::MissingOutput { claim: "b".to_owned() }));
}

#[test]
fn an_input_is_of_its_type() {
    let typed = |data_type, value| {
        let yielded = TransformedClaim { yielded: true, ..claim("a", data_type, Some(0)) };
        let profile = profile(vec![input("a", data_type)], vec![yielded], vec![]);
        let inputs = ClaimSet::from_iter([("a".to_owned(), value)]);
        let claims = transform_claims::<ClaimSet>(&profile, inputs, &TransformationContext::new())?;
        Ok(claims.get("a").cloned())
    };
    let text = |text: &str| ClaimValue::String(text.to_owned());
    let identity = || UserIdentity { issuer: "qq.com".to_owned(), issuer_user_id: "7".to_owned() };
    let id = AlternativeSecurityId { issuer: "qq.com".to_owned(), issuer_user_id: "Nw==".to_owned() };
    for (data_type, value) in [
        (DataType::Date, text("2024-02-29")),
        (DataType::UserIdentity, ClaimValue::UserIdentity(identity())),
        (DataType::UserIdentityCollection, ClaimValue::UserIdentityCollection(vec![identity()])),
        (DataType::AlternativeSecurityIdCollection, ClaimValue::AlternativeSecurityIdCollection(vec![id])),
    ] {
        assert_eq!(typed(data_type, value.clone()), Ok(Some(value)));
    }
    assert_eq!(typed(DataType::Long, ClaimValue::Int(7)), Ok(Some(ClaimValue::Long(7))));
    assert_eq!(typed(DataType::Int, text("7")), Ok(Some(ClaimValue::Int(7))));
    let json = text(r#"{"issuer":"qq.com","issuerUserId":"7"}"#);
    assert_eq!(typed(DataType::UserIdentity, json), Ok(Some(ClaimValue::UserIdentity(identity()))));
    let refused = Err(SignInError::InvalidInput { claim: "a".to_owned(), fault: InputFault::WrongType });
    for (data_type, value) in [
        (DataType::Boolean, ClaimValue::Int(1)),
        (DataType::Int, ClaimValue::Long(7)),
        (DataType::Int, text("seven")),
        (DataType::String, ClaimValue::Boolean(true)),
        (DataType::UserIdentity, text("qq.com")),
    ] {
        assert_eq!(typed(data_type, value.clone()), refused, "{data_type:?} {value:?}");
    }
}

/// What is empty is a value to a step, as B2C has it; a default takes its place, and in the end it is none.
#[test]
fn what_is_empty_is_there_for_the_steps() {
    let exists = |input: InputClaim, given: Option<ClaimValue>| {
        let data_type = input.data_type;
        let result = Slot { index: 1, data_type: DataType::Boolean };
        let profile = profile(
            vec![input],
            vec![
                TransformedClaim { yielded: true, ..claim("a", data_type, Some(0)) },
                TransformedClaim { yielded: true, ..claim("exists", DataType::Boolean, None) },
            ],
            vec![Step::DoesClaimExist { input: slot(0), result }],
        );
        let inputs = ClaimSet::from_iter(given.map(|given| ("a".to_owned(), given)));
        let claims = transform_claims::<ClaimSet>(&profile, inputs, &TransformationContext::new()).expect("claims");
        (claims.get("a").cloned(), claims.get("exists").cloned())
    };
    let empty = || Some(ClaimValue::String(String::new()));
    let is = |exists| (None, Some(ClaimValue::Boolean(exists)));
    assert_eq!(exists(input("a", DataType::String), None), is(false));
    assert_eq!(exists(input("a", DataType::String), empty()), is(true));
    let collections = [
        (DataType::StringCollection, ClaimValue::StringCollection(vec![])),
        (DataType::UserIdentityCollection, ClaimValue::UserIdentityCollection(vec![])),
        (DataType::AlternativeSecurityIdCollection, ClaimValue::AlternativeSecurityIdCollection(vec![])),
    ];
    for (data_type, collection) in collections {
        assert_eq!(exists(input("a", data_type), Some(collection)), is(true), "{data_type:?}");
    }
    // Of a date, a number or a boolean there is no empty one.
    for data_type in [DataType::Date, DataType::PhoneNumber, DataType::Int, DataType::Boolean] {
        assert_eq!(exists(input("a", data_type), empty()), is(false), "{data_type:?}");
    }
    let default = || InputClaim { default: Some(Constant::String(text("d"))), ..input("a", DataType::String) };
    let d = || Some(ClaimValue::String("d".to_owned()));
    assert_eq!(exists(default(), empty()), (d(), Some(ClaimValue::Boolean(true))));
    let login_hint = || Some(Resolver { namespace: ResolverNamespace::Oidc, name: text("LoginHint") });
    // A claim resolver without a value takes no place.
    assert_eq!(exists(InputClaim { resolver: login_hint(), ..input("a", DataType::String) }, empty()), is(true));
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> u64 {
        1_647_345_600
    }
}

struct Sevens;

impl Randomness for Sevens {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), RandomnessError> {
        buffer.fill(7);
        Ok(())
    }
}

#[test]
fn the_surroundings_are_those_of_the_context() {
    let said = |culture, value: &'static str| Localized {
        culture: text(culture),
        value: vec![Entry { key: text("greeting"), value: text(value) }].into(),
    };
    let greeting = vec![NamedSlot { name: text("greeting"), slot: slot(3) }];
    let yielded = |it| TransformedClaim { yielded: true, ..claim(it, DataType::String, None) };
    let login_hint = Resolver { namespace: ResolverNamespace::Oidc, name: text("LoginHint") };
    let mut profile = profile(
        vec![],
        vec![yielded("now"), yielded("id"), yielded("greeting"), yielded("hash")],
        vec![
            Step::GetCurrentDateTime { output: slot(1) },
            Step::CreateOtpSecret { output: slot(2) },
            Step::GetLocalizedStringsTransformation {
                texts: vec![said("en", "hello"), said("es", "hola")].into(),
                outputs: greeting.into(),
            },
            Step::Hash { plaintext: slot(0), salt: slot(2), secret: text("B2C_1A_Pepper"), output: slot(4) },
        ],
    );
    profile.transformations.languages = vec![text("en"), text("es")].into();
    let user = OutputClaim { resolver: Some(login_hint), ..OutputClaim::string("user", "") };
    profile.outputs = vec![user].into();
    let resolvers =
        ResolverContext::default().with_login_hint("amy").with_culture(Culture::new("es-MX").expect("a tag"));
    let context = TransformationContext::new()
        .with_clock(Arc::new(Noon))
        .with_randomness(Arc::new(Sevens))
        .with_resolvers(resolvers)
        .with_policy_key("B2C_1A_Pepper", "hunter2");
    let claims: ClaimSet = transform_claims(&profile, (), &context).expect("claims");
    let get = |claim| match claims.get(claim) {
        Some(ClaimValue::String(text)) => text.as_str(),
        _ => "",
    };
    assert_eq!((get("user"), get("now")), ("amy", "2022-03-15T12:00:00.0000000Z"));
    assert_eq!((get("id"), get("greeting"), get("hash").len()), ("a4dqobyha4dqobyh", "hola", 44));
    assert!(!format!("{context:?}").contains("hunter2"));
    let without_key: Result<ClaimSet, _> = transform_claims(&profile, (), &context_without_key());
    let refused = without_key.expect_err("no key").to_string();
    assert!(refused.contains("policy key"), "{refused}");
}

fn context_without_key() -> TransformationContext {
    TransformationContext::new().with_resolvers(ResolverContext::default().with_login_hint("amy"))
}

#[test]
fn a_pattern_is_matched_within_bounds() {
    let matching = |regular_expression: &'static str| {
        let result = TransformedClaim { yielded: true, ..claim("matches", DataType::Boolean, None) };
        let step = Step::SetClaimsIfRegexMatch {
            input: slot(0),
            pattern: Pattern(text(regular_expression)),
            value: None,
            extracts_groups: false,
            output: None,
            result: slot(1),
            groups: vec![].into(),
        };
        profile(vec![input("a", DataType::String)], vec![claim("a", DataType::String, Some(0)), result], vec![step])
    };
    let context = TransformationContext::new();
    let run = |pattern, value: &str| {
        let inputs = ClaimSet::from_iter([("a".to_owned(), ClaimValue::String(value.to_owned()))]);
        transform_claims::<ClaimSet>(&matching(pattern), inputs, &context).map(|claims| claims.get("matches").cloned())
    };
    for _ in 0..2 {
        assert_eq!(run("^[a-z]+(?=7)", "amy7"), Ok(Some(ClaimValue::Boolean(true))));
        assert_eq!(run("^[a-z]+(?=7)", "amy8"), Ok(Some(ClaimValue::Boolean(false))));
    }
    let slow = run(r"^(?:(a|aa)+)+\1c$", &"a".repeat(100)).expect_err("far too many steps");
    assert!(slow.to_string().contains("too many steps"), "{slow}");
}

/// Whether `country` is there, found out before it gets its default; `log` is written afterwards.
fn asking_first(country: InputClaim) -> Profile {
    let found = Slot { index: 1, data_type: DataType::Boolean };
    let yielded = |it: TransformedClaim| TransformedClaim { yielded: true, ..it };
    let before = Step::DoesClaimExist { input: slot(0), result: found };
    let after = Step::AddParameterToStringCollection {
        item: text("asked"),
        collection: Slot { index: 2, data_type: DataType::StringCollection },
        output: Slot { index: 2, data_type: DataType::StringCollection },
    };
    let mut profile = profile(
        vec![country],
        vec![
            yielded(claim("country", DataType::String, Some(0))),
            yielded(claim("found", DataType::Boolean, None)),
            yielded(claim("log", DataType::StringCollection, None)),
        ],
        vec![after],
    );
    profile.transformations.before = vec![Transformation { id: text("Before"), step: before }].into();
    profile
}

#[test]
fn input_transformations_see_what_is_given_and_no_default() {
    let run = |country: InputClaim, given: Option<&str>| {
        let given = given.map(|it| ("country".to_owned(), ClaimValue::String(it.to_owned())));
        let context = TransformationContext::new();
        let claims = transform_claims::<ClaimSet>(&asking_first(country), ClaimSet::from_iter(given), &context)?;
        Ok((claims.get("country").cloned(), claims.get("found").cloned()))
    };
    let country = || InputClaim {
        default: Some(Constant::String(text("US"))),
        required: true,
        ..input("country", DataType::String)
    };
    let found = |value: &str, found| Ok((Some(ClaimValue::String(value.to_owned())), Some(ClaimValue::Boolean(found))));
    assert_eq!(run(country(), None), found("US", false));
    // The empty text is a value until the default takes its place.
    assert_eq!(run(country(), Some("")), found("US", true));
    assert_eq!(run(country(), Some("KR")), found("KR", true));
    // With this nobody is asked, and so nothing is found.
    assert_eq!(run(InputClaim { always_default: true, ..country() }, Some("KR")), found("US", false));
    let missing = SignInError::MissingInput { claim: "country".to_owned() };
    for given in [None, Some("")] {
        assert_eq!(run(InputClaim { default: None, ..country() }, given), Err(missing.clone()));
    }
    // A claim resolver sees what the input transformations have written.
    let resolver = Some(Resolver { namespace: ResolverNamespace::Claim, name: text("found") });
    assert_eq!(run(InputClaim { default: None, resolver, ..country() }, None), found("false", false));
}

#[test]
fn input_claims_are_picked_from_what_input_transformations_wrote() {
    let write = Step::CreateStringClaim { value: text("written"), output: slot(0) };
    let copy = Step::CopyClaim { input: slot(0), output: slot(1) };
    let run = |always_default| {
        let a = InputClaim {
            default: Some(Constant::String(text("default"))),
            always_default,
            required: true,
            ..input("a", DataType::String)
        };
        let b = TransformedClaim { yielded: true, ..claim("b", DataType::String, None) };
        let mut profile = profile(vec![a], vec![claim("a", DataType::String, Some(0)), b], vec![copy.clone()]);
        profile.transformations.before = vec![Transformation { id: text("Before"), step: write.clone() }].into();
        let inputs = ClaimSet::from_iter([("a".to_owned(), ClaimValue::String("given".to_owned()))]);
        let claims = transform_claims::<ClaimSet>(&profile, inputs, &TransformationContext::new()).expect("it runs");
        claims.get("b").cloned()
    };
    let text = |text: &str| Some(ClaimValue::String(text.to_owned()));
    assert_eq!(run(false), text("written"));
    assert_eq!(run(true), text("default"));
}
