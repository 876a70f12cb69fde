//! Claims transformations of a sign-in: order, what is kept between the two halves, what it yields, how it fails.

use crate::capture::Capture;
use crate::support::*;
use claimsmith_runtime::profile::transformation::{
    Entry, Format, FormatPiece, Localized, NamedSlot, Slot, Step, StringComparison, Transformation, Transformations,
    TransformedClaim,
};
use claimsmith_runtime::profile::{
    Constant, CryptographicKey, DataType, InputClaim, OutputClaim, Profile, Resolver, ResolverNamespace, Subject,
    SubjectIssuer, text,
};
use claimsmith_runtime::{
    Begin, BeginOptions, ClaimReader, ClaimSet, ClaimValue, Claims, Client, ConfigError, ConfigSource, Culture,
    InputFault, ResolverContext, SignInError, SignedIn, TransformationFault, Verified,
};
use std::collections::BTreeMap;
use std::sync::Arc;

fn slot(index: u16) -> Slot {
    Slot { index, data_type: DataType::String }
}

fn run_step(id: &'static str, step: Step) -> Transformation {
    Transformation { id: text(id), step }
}

fn create(output: u16, value: &'static str) -> Transformation {
    run_step("Create", Step::CreateStringClaim { value: text(value), output: slot(output) })
}

fn copy(input: u16, output: u16) -> Transformation {
    run_step("Copy", Step::CopyClaim { input: slot(input), output: slot(output) })
}

fn clear(output: u16) -> Transformation {
    run_step("Clear", Step::NullClaim { output: slot(output) })
}

/// `before` + the input + `behind`.
fn format(input: u16, before: &'static str, behind: &'static str, output: u16) -> Transformation {
    let pieces = vec![
        FormatPiece::Text(text(before)),
        FormatPiece::Argument { index: 0, alignment: 0 },
        FormatPiece::Text(text(behind)),
    ];
    let format = Format { pieces: pieces.into() };
    run_step("Format", Step::FormatStringClaim { input: slot(input), format, output: slot(output) })
}

fn must_be(id: &'static str, input: u16, expected: bool) -> Transformation {
    run_step(id, Step::AssertBooleanClaimIsEqualToValue { input: slot(input), expected })
}

fn further(claim: &'static str) -> TransformedClaim {
    TransformedClaim { claim: text(claim), ..TransformedClaim::EMPTY }
}

fn yielded(claim: &'static str) -> TransformedClaim {
    TransformedClaim { yielded: true, ..further(claim) }
}

fn output(claim: &'static str) -> OutputClaim {
    OutputClaim::member(claim, DataType::String, claim)
}

fn profile(outputs: Vec<OutputClaim>, claims: Vec<TransformedClaim>, after: Vec<Transformation>) -> Profile {
    let transformations = Transformations { claims: claims.into(), after: after.into(), ..Transformations::EMPTY };
    Profile { outputs: outputs.into(), transformations, ..plain() }
}

/// A sign-in whose token answer has these members besides the access token.
fn signed_in(profile: Profile, members: &str) -> Result<SignedIn<ClaimSet>, SignInError> {
    answered(profile, &[&format!(r#"{{"access_token":"AT"{members}}}"#)])
}

/// The claims of such a sign-in as texts, without quotation marks.
fn claims(profile: Profile, members: &str) -> Result<Vec<(String, String)>, SignInError> {
    let shown = |(claim, value): (&str, &ClaimValue)| {
        let json = serde_json::to_string(value).expect("JSON");
        (claim.to_owned(), json.trim_matches('"').to_owned())
    };
    signed_in(profile, members).map(|signed_in| signed_in.claims.iter().map(shown).collect())
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(claim, value)| ((*claim).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn transformations_run_in_order_over_the_output_claims() {
    let outputs = vec![output("a"), output("b")];
    let after = vec![format(0, "<", ">", 2), format(2, "(", ")", 0), copy(0, 3), create(1, "constant"), clear(2)];
    let profile = profile(outputs, vec![yielded("c"), further("d"), yielded("e")], after);
    // `d` is nobody's output claim, and `e` is never written.
    assert_eq!(claims(profile.clone(), r#","a":"x","b":"y""#), Ok(pairs(&[("a", "(<x>)"), ("b", "constant")])));
    let ids = signed_in(profile, "").map(|signed_in| signed_in.transformations().map(str::to_owned).collect());
    assert_eq!(ids, Ok(["Format", "Format", "Copy", "Create", "Clear"].map(str::to_owned).to_vec()));
}

#[test]
fn absent_and_empty_differ_until_the_end() {
    let exists = |input, output| {
        let result = Slot { index: output, data_type: DataType::Boolean };
        run_step("Exists", Step::DoesClaimExist { input: slot(input), result })
    };
    let after = vec![create(1, ""), exists(0, 2), exists(1, 3)];
    let profile = profile(vec![output("a"), output("b")], vec![yielded("hasA"), yielded("hasB")], after);
    assert_eq!(claims(profile, ""), Ok(pairs(&[("hasA", "false"), ("hasB", "true")])));
}

#[test]
fn required_is_checked_after_the_transformations() {
    let required = || vec![OutputClaim { required: true, ..output("a") }, output("b")];
    let missing = |claim: &str| Err(SignInError::MissingClaim { claim: claim.to_owned() });
    let set = profile(required(), vec![], vec![copy(1, 0)]);
    assert_eq!(claims(set.clone(), r#","b":"y""#), Ok(pairs(&[("a", "y"), ("b", "y")])));
    assert_eq!(claims(set, ""), missing("a"));
    for lost in [clear(0), create(0, "")] {
        assert_eq!(claims(profile(required(), vec![], vec![lost]), r#","a":"x""#), missing("a"));
    }
    let further = vec![TransformedClaim { required: true, ..yielded("c") }];
    assert_eq!(claims(profile(vec![output("a")], further, vec![copy(0, 1)]), ""), missing("c"));
}

/// An input claim `x`, sent as `p`, which transformations know as the first of their claims.
fn begins_with(before: Vec<Transformation>, carried: bool, after: Vec<Transformation>) -> Profile {
    let input = InputClaim { claim: text("x"), parameter: text("p"), ..InputClaim::EMPTY };
    let claims = vec![TransformedClaim { input: Some(0), carried, ..further("x") }, yielded("y")];
    let mut profile = profile(vec![output("a")], claims, after);
    profile.transformations.before = before.into();
    Profile { inputs: vec![input].into(), ..profile }
}

fn given(value: ClaimValue) -> ClaimSet {
    ClaimSet::from_iter([("x".to_owned(), value)])
}

fn string(value: &str) -> ClaimValue {
    ClaimValue::String(value.to_owned())
}

fn sent(profile: Profile, inputs: ClaimSet) -> Result<Option<String>, SignInError> {
    let begin = Fake::bodies(&[]).client(profile).begin(inputs, BeginOptions::default())?;
    Ok(query(&begin.url).get("p").cloned())
}

#[test]
fn what_is_sent_is_what_the_transformations_leave() {
    let format = || vec![format(1, "<", ">", 1)];
    let some = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(sent(begins_with(format(), false, vec![]), given(string("v"))), some("<v>"));
    assert_eq!(sent(begins_with(format(), false, vec![]), ClaimSet::new()), some("<>"));
    assert_eq!(sent(begins_with(vec![create(1, "c")], false, vec![]), ClaimSet::new()), some("c"));
    assert_eq!(sent(begins_with(vec![clear(1)], false, vec![]), given(string("v"))), Ok(None));
    assert_eq!(sent(begins_with(vec![], false, vec![]), given(string("v"))), some("v"));
    // Neither default nor resolver is there yet when the transformations run.
    let with_input = |change: fn(&mut InputClaim)| {
        let mut profile = begins_with(format(), false, vec![]);
        change(&mut profile.inputs.to_mut()[0]);
        profile
    };
    let defaulted = with_input(|input| input.default = Some(Constant::String(text("d"))));
    assert_eq!(sent(defaulted.clone(), ClaimSet::new()), some("<>"));
    assert_eq!(sent(defaulted, given(string("v"))), some("<v>"));
    let fixed = with_input(|input| {
        (input.default, input.always_default) = (Some(Constant::String(text("d"))), true);
    });
    assert_eq!(sent(fixed, given(string("v"))), some("d"));
    let required = with_input(|input| input.required = true);
    assert_eq!(sent(required, ClaimSet::new()), some("<>"));
    let mut lost = begins_with(vec![clear(1)], false, vec![]);
    lost.inputs.to_mut()[0].required = true;
    assert_eq!(sent(lost, given(string("v"))), Err(SignInError::MissingInput { claim: "x".to_owned() }));
}

/// To transformations the empty text is a value, before the exchange and after it; no parameter is made of it.
#[test]
fn an_empty_input_claim_is_a_value_and_no_parameter() {
    let exists = || run_step("Exists", Step::DoesClaimExist { input: slot(1), result: slot(2) });
    let profile = |before, after| {
        let mut profile = begins_with(before, true, after);
        profile.transformations.claims.to_mut()[1].data_type = DataType::Boolean;
        profile
    };
    let late = profile(vec![], vec![exists()]);
    assert_eq!(sent(late.clone(), given(string(""))), Ok(None));
    for (inputs, expected) in [(given(string("")), true), (ClaimSet::new(), false)] {
        let signed_in = finish(&late, inputs.clone(), ResolverContext::default()).expect("signed in");
        assert_eq!(signed_in.claims.get("y"), Some(&ClaimValue::Boolean(expected)));
        let mut early = profile(vec![exists()], vec![]);
        let must_exist = must_be("MustExist", 2, true);
        early.transformations.before.to_mut().push(must_exist);
        assert_eq!(sent(early, inputs).is_ok(), expected);
    }
    let mut required = late;
    required.inputs.to_mut()[0].required = true;
    assert_eq!(sent(required, given(string(""))), Err(SignInError::MissingInput { claim: "x".to_owned() }));
}

#[test]
fn an_input_claim_that_the_transformations_leave_empty_gets_its_default() {
    let some = |text: &str| Ok(Some(text.to_owned()));
    let mut cleared = begins_with(vec![clear(1)], true, vec![copy(1, 2)]);
    cleared.inputs.to_mut()[0].default = Some(Constant::String(text("d")));
    assert_eq!(sent(cleared.clone(), given(string("v"))), some("d"));
    // The default is what the output transformations see.
    let signed_in = finish(&cleared, given(string("v")), ResolverContext::default()).expect("signed in");
    assert_eq!(signed_in.claims.get("y"), Some(&string("d")));
    let mut resolved = begins_with(vec![create(2, "written")], true, vec![copy(1, 2)]);
    resolved.inputs.to_mut()[0].resolver = Some(Resolver { namespace: ResolverNamespace::Claim, name: text("y") });
    // What the transformations have written is what a claim resolver sees.
    assert_eq!(sent(resolved.clone(), ClaimSet::new()), some("written"));
    let signed_in = finish(&resolved, ClaimSet::new(), ResolverContext::default()).expect("signed in");
    assert_eq!(signed_in.claims.get("y"), Some(&string("written")));
}

#[test]
fn what_is_sent_is_bounded_whoever_made_it() {
    let fault = |fault| Err(SignInError::InvalidInput { claim: "x".to_owned(), fault });
    let long = || given(string(&"v".repeat(2047)));
    assert_eq!(sent(begins_with(vec![format(1, "<", ">", 1)], false, vec![]), long()), fault(InputFault::TooLong));
    let line_break = begins_with(vec![format(1, "a\n", "", 1)], false, vec![]);
    assert_eq!(sent(line_break, ClaimSet::new()), fault(InputFault::ControlCharacter));
    let mut typed = begins_with(vec![], false, vec![]);
    typed.transformations.claims.to_mut()[0].data_type = DataType::Boolean;
    assert_eq!(sent(typed.clone(), given(string("maybe"))), fault(InputFault::WrongType));
    assert_eq!(sent(typed, given(string("true"))), Ok(Some("true".to_owned())));
}

fn finish(profile: &Profile, inputs: ClaimSet, context: ResolverContext) -> Result<SignedIn<ClaimSet>, SignInError> {
    let client = Fake::bodies(&[r#"{"access_token":"AT","a":"A"}"#]).client(profile.clone());
    let begin = client.begin(inputs, BeginOptions::default().with_context(context))?;
    run(client.finish(callback(&begin.url, &[("code", CODE)]), begin.flow))
}

#[test]
fn a_carried_claim_is_there_again_with_its_type() {
    let get = |profile: &Profile, value| {
        let signed_in = finish(profile, given(value), ResolverContext::default());
        signed_in.map(|signed_in| signed_in.claims.get("y").cloned())
    };
    for (data_type, value) in [
        (DataType::String, string("v \"é\"")),
        (DataType::Boolean, ClaimValue::Boolean(false)),
        (DataType::Long, ClaimValue::Long(i64::MIN)),
        (DataType::StringCollection, ClaimValue::StringCollection(vec!["a b".to_owned(), "c".to_owned()])),
    ] {
        for carried in [true, false] {
            let mut profile = begins_with(vec![], carried, vec![copy(1, 2)]);
            let claims = profile.transformations.claims.to_mut();
            (claims[0].data_type, claims[1].data_type) = (data_type, data_type);
            assert_eq!(get(&profile, value.clone()), Ok(Some(value.clone()).filter(|_| carried)), "{data_type:?}");
        }
    }
    // What the transformations made of it, not what it was.
    let changed = begins_with(vec![format(1, "<", ">", 1)], true, vec![copy(1, 2)]);
    assert_eq!(get(&changed, string("v")), Ok(Some(string("<v>"))));
    let too_much = begins_with(vec![], true, vec![]);
    let fault = InputFault::TooMuch;
    let refused = Err(SignInError::InvalidInput { claim: "x".to_owned(), fault });
    assert_eq!(get(&too_much, string(&"v".repeat(1024))), refused);
}

#[test]
fn resolved_and_carried_claims_do_not_mix() {
    let mut profile = begins_with(vec![], true, vec![copy(1, 2)]);
    profile.outputs.to_mut()[0] = OutputClaim {
        resolver: Some(Resolver { namespace: ResolverNamespace::Oidc, name: text("LoginHint") }),
        always_default: true,
        ..output("x")
    };
    let context = ResolverContext::default().with_login_hint("hint");
    let signed_in = finish(&profile, given(string("carried")), context).expect("signed in");
    let get = |claim| signed_in.claims.get(claim).cloned();
    assert_eq!((get("x"), get("y")), (Some(string("hint")), Some(string("carried"))));
}

#[test]
fn an_assertion_ends_the_sign_in_with_its_key() {
    let outputs = || vec![OutputClaim::member("accepted", DataType::Boolean, "accepted")];
    let after = || vec![must_be("AssertAccepted", 0, true)];
    assert!(signed_in(profile(outputs(), vec![], after()), r#","accepted":true"#).is_ok());
    let error = signed_in(profile(outputs(), vec![], after()), r#","accepted":false"#).map(drop).expect_err("asserted");
    let key = "UserMessageIfClaimsTransformationBooleanValueIsNotEqual";
    assert_eq!(error, SignInError::Assertion { transformation: "AssertAccepted".to_owned(), key });
    assert!(error.to_string().contains("AssertAccepted") && error.to_string().contains(key));
    assert!(error.is_user_fault() && !error.retryable());
    assert_eq!(error.public_message(), "You cannot sign in here with this account.");
    let mut before = begins_with(vec![must_be("AssertGiven", 1, true)], false, vec![]);
    before.transformations.claims.to_mut()[0].data_type = DataType::Boolean;
    assert_eq!(sent(before.clone(), given(ClaimValue::Boolean(true))), Ok(Some("true".to_owned())));
    let refused = Err(SignInError::Assertion { transformation: "AssertGiven".to_owned(), key });
    assert_eq!(sent(before, given(ClaimValue::Boolean(false))), refused);
}

#[test]
fn another_failure_names_transformation_method_and_claim_but_no_value() {
    let after = || vec![run_step("CheckDomain", Step::ParseDomain { input: slot(0), output: slot(1) })];
    let claims = || vec![yielded("domain")];
    let error = signed_in(profile(vec![output("email")], claims(), after()), "").map(drop).expect_err("no address");
    let reason = TransformationFault::MissingClaim { claim: "email".to_owned() };
    let (of, transformation) = ("Plain".into(), "CheckDomain".to_owned());
    assert_eq!(error, SignInError::Transformation { profile: of, transformation, method: "ParseDomain", reason });
    assert_eq!(
        error.to_string(),
        "the claims transformation CheckDomain (ParseDomain) of the technical profile Plain failed: its input claim email has no value"
    );
    let substring = Step::StringSubstring { input: slot(0), start: 3, length: 7, output: slot(1) };
    let out_of_range = profile(vec![output("a")], claims(), vec![run_step("Cut", substring)]);
    let error = signed_in(out_of_range, r#","a":"hunter2""#).map(drop).expect_err("too short");
    assert!(matches!(&error, SignInError::Transformation { reason: TransformationFault::Failed(_), .. }), "{error}");
    assert!(!error.to_string().contains("hunter2") && !format!("{error:?}").contains("hunter2"));
    assert!(!error.is_user_fault());
}

fn number_to_text(input: u16, output: u16) -> Transformation {
    run_step("Number", Step::ConvertNumberToStringClaim { input: slot(input), output: slot(output) })
}

/// The subject of a sign-in whose answer has `"id":7`, `"name":"n"`.
fn subject_id(
    outputs: Vec<OutputClaim>,
    after: Vec<Transformation>,
    claim: u16,
    id: &str,
) -> Result<String, SignInError> {
    let subject = Some(Subject { issuer: SubjectIssuer::Constant(text("github.com")), claim });
    let profile = Profile { subject, ..profile(outputs, vec![further("issuerUserId"), further("other")], after) };
    let signed_in = signed_in(profile, &format!(r#","id":{id},"name":"n""#))?;
    Ok(signed_in.subject().expect("a subject").id.clone())
}

fn id_and_name() -> Vec<OutputClaim> {
    vec![
        OutputClaim::member("numericUserId", DataType::Long, "id"),
        OutputClaim::member("name", DataType::String, "name"),
    ]
}

#[test]
fn s18_a_number_that_became_a_text_identifies_a_user() {
    let converted = |id: &str| subject_id(id_and_name(), vec![number_to_text(0, 2)], 2, id);
    assert_eq!(converted("583231"), Ok("583231".to_owned()));
    assert_eq!(converted("9007199254740993"), Ok("9007199254740993".to_owned()));
    let refused = converted("\"007\"").expect_err("can be written in several ways");
    assert!(matches!(&refused, SignInError::ClaimType { claim, .. } if claim == "issuerUserId"), "{refused}");
    assert!(matches!(converted("null"), Err(SignInError::Transformation { .. })));
}

#[test]
fn s18_what_is_the_same_for_many_users_identifies_nobody() {
    let missing = Err(SignInError::MissingClaim { claim: "issuerUserId".to_owned() });
    assert_eq!(subject_id(id_and_name(), vec![create(2, "one")], 2, "7"), missing);
    let lookup = Step::LookupValue {
        input: slot(1),
        fails: false,
        entries: vec![Entry { key: text("n"), value: text("one") }].into(),
        output: slot(2),
    };
    assert_eq!(subject_id(id_and_name(), vec![run_step("Lookup", lookup)], 2, "7"), missing);
    let matched = Step::SetClaimsIfStringsMatch {
        input: slot(1),
        value: text("n"),
        comparison: StringComparison::Ordinal,
        text: text("one"),
        output: slot(2),
        result: slot(3),
    };
    assert_eq!(subject_id(id_and_name(), vec![run_step("Match", matched)], 2, "7"), missing);
    let constant = Format { pieces: vec![FormatPiece::Text(text("one"))].into() };
    let format = Step::FormatStringClaim { input: slot(1), format: constant, output: slot(2) };
    assert_eq!(subject_id(id_and_name(), vec![run_step("Format", format)], 2, "7"), missing);
    // Without its claim the format string is all that is left.
    let none = OutputClaim::member("none", DataType::String, "none");
    let outputs = || vec![none.clone(), id_and_name().remove(1)];
    assert_eq!(subject_id(outputs(), vec![super::transformations::format(0, "u-", "", 2)], 2, "7"), missing);
    let pieces = [0, 1].map(|index| FormatPiece::Argument { index, alignment: 0 }).to_vec();
    let both = Step::FormatStringMultipleClaims {
        first: slot(1),
        second: slot(0),
        format: Format { pieces: pieces.into() },
        output: slot(2),
    };
    let refused = subject_id(outputs(), vec![run_step("Both", both)], 2, "7");
    assert!(matches!(refused, Err(SignInError::ClaimType { .. })), "{refused:?}");
}

#[test]
fn s18_what_the_sign_in_was_begun_with_identifies_nobody_in_any_form() {
    let mut profile = begins_with(vec![], true, vec![format(1, "u-", "", 2)]);
    profile.subject = Some(Subject { issuer: SubjectIssuer::Constant(text("qq.com")), claim: 2 });
    let refused = finish(&profile, given(string("v")), ResolverContext::default()).map(drop);
    assert!(matches!(&refused, Err(SignInError::ClaimType { claim, .. }) if claim == "y"), "{refused:?}");
}

#[test]
fn a_subject_that_no_claim_holds_is_refused_when_the_client_is_built() {
    let mut profile = profile(id_and_name(), vec![further("issuerUserId")], vec![]);
    let client =
        |profile: &Profile| Client::new(profile.clone(), config(options().with_transport(Arc::new(Fake::bodies(&[])))));
    for (claim, is_good) in [(1, true), (2, true), (3, false)] {
        profile.subject = Some(Subject { issuer: SubjectIssuer::Output(claim), claim: 0 });
        assert_eq!(client(&profile).is_ok(), is_good, "{claim}");
    }
}

#[test]
fn an_address_that_a_transformation_yields_is_the_providers_word() {
    let outputs = || vec![output("mail"), OutputClaim::member("email_verified", DataType::Boolean, "verified")];
    let with = |after| profile(outputs(), vec![yielded("email")], vec![after]);
    let email = |profile| {
        signed_in(profile, r#","mail":"amy@example.org","verified":true"#).expect("signed in").email().cloned()
    };
    let copied = email(with(copy(0, 2))).expect("an address");
    assert_eq!((copied.address.as_str(), copied.verified), ("amy@example.org", Verified::Yes));
    assert_eq!(email(with(create(2, "amy@example.org"))), None, "the policy's word");
}

#[test]
fn texts_are_in_the_language_that_the_sign_in_was_begun_in() {
    let said = |culture: &'static str, value: &'static str| Localized {
        culture: text(culture),
        value: vec![Entry { key: text("greeting"), value: text(value) }].into(),
    };
    let outputs = vec![NamedSlot { name: text("greeting"), slot: slot(0) }];
    let texts = vec![said("en", "hello"), said("es", "hola")];
    let step = Step::GetLocalizedStringsTransformation { texts: texts.into(), outputs: outputs.into() };
    let mut profile = profile(vec![output("a")], vec![], vec![run_step("Texts", step)]);
    profile.transformations.languages = vec![text("en"), text("es"), text("de")].into();
    for (culture, expected) in [
        (Some("es-MX"), Some("hola")),
        (Some("ES"), Some("hola")),
        (Some("fr"), Some("hello")),
        (None, Some("hello")),
        (Some("de"), None),
    ] {
        let mut context = ResolverContext::default();
        context.culture = culture.and_then(Culture::new);
        let signed_in = finish(&profile, ClaimSet::new(), context).expect("signed in");
        assert_eq!(signed_in.claims.get("a"), expected.map(string).as_ref(), "{culture:?}");
    }
}

#[test]
fn time_and_chance_are_the_clients() {
    let claims = vec![yielded("now"), yielded("id")];
    let steps = vec![
        run_step("Now", Step::GetCurrentDateTime { output: slot(0) }),
        run_step("Id", Step::CreateOtpSecret { output: slot(1) }),
    ];
    let clock = StoppedClock::default();
    clock.set(1_642_160_435);
    let transport = Arc::new(Fake::bodies(&[r#"{"access_token":"AT"}"#]));
    let options = options().with_clock(Arc::new(clock)).with_randomness(Arc::new(Zeros)).with_transport(transport);
    let client = Client::new(profile(vec![], claims, steps), config(options)).expect("a client");
    let claims = sign_in(&client).expect("signed in").claims;
    assert_eq!(claims.get("now"), Some(&string("2022-01-14T11:40:35.0000000Z")));
    assert_eq!(claims.get("id"), Some(&string("aaaaaaaaaaaaaaaa")));
}

#[test]
fn the_policy_may_see_another_time_than_the_one_that_sign_ins_expire_by() {
    let now = run_step("Now", Step::GetCurrentDateTime { output: slot(0) });
    let date_time = Resolver { namespace: ResolverNamespace::Context, name: text("DateTimeInUtc") };
    let input =
        InputClaim { claim: text("time"), parameter: text("time"), resolver: Some(date_time), ..InputClaim::EMPTY };
    let profile = Profile { inputs: vec![input].into(), ..profile(vec![], vec![yielded("now")], vec![now]) };
    let (clock, policy_clock) = (StoppedClock::default(), StoppedClock::default());
    policy_clock.set(1_642_160_435);
    let transport = Arc::new(Fake::bodies(&[r#"{"access_token":"AT"}"#]));
    let options = options().with_clock(Arc::new(clock.clone())).with_policy_clock(Arc::new(policy_clock));
    let client = Client::new(profile, config(options.with_transport(transport))).expect("a client");
    let (begun, late) = (begin(&client), begin(&client));
    assert_eq!(query(&begun.url)["time"], "1/14/2022 11:40:35 AM");
    let finish = |begun: Begin| run(client.finish::<ClaimSet>(callback(&begun.url, &[("code", CODE)]), begun.flow));
    let claims = finish(begun).expect("signed in").claims;
    assert_eq!(claims.get("now"), Some(&string("2022-01-14T11:40:35.0000000Z")));
    clock.set(601);
    assert_eq!(finish(late).map(drop), Err(SignInError::FlowExpired));
}

fn hashing() -> Profile {
    let step = Step::Hash { plaintext: slot(0), salt: slot(1), secret: text("B2C_1A_Pepper"), output: slot(2) };
    let profile = profile(vec![output("a"), output("b")], vec![yielded("hash")], vec![run_step("Hash", step)]);
    let pepper = CryptographicKey {
        id: text("B2C_1A_Pepper"),
        storage_reference_id: text("B2C_1A_Pepper"),
        variable: text("B2C_1A_PEPPER"),
    };
    Profile { keys: vec![client_secret(), pepper].into(), client_id: Some(text("me")), ..profile }
}

#[test]
fn a_policy_key_is_a_setting_like_any_other() {
    let members = r#"{"access_token":"AT","a":"x","b":"y"}"#;
    let hash = |secret: &str| {
        let config = config(options().with_transport(Arc::new(Fake::bodies(&[members]))));
        let client = Client::new(hashing(), config.with_key("B2C_1A_Pepper", secret))?;
        Ok::<_, ConfigError>(sign_in(&client).expect("signed in").claims.get("hash").cloned())
    };
    let (one, other) = (hash("one").expect("a client"), hash("other").expect("a client"));
    assert!(matches!(&one, Some(ClaimValue::String(text)) if text.len() == 44), "{one:?}");
    assert_ne!(one, other);
    let missing = Client::new(hashing(), config(options())).map(drop).expect_err("no key").to_string();
    assert!(missing.contains("B2C_1A_PEPPER: the policy key B2C_1A_Pepper of Plain"), "{missing}");
    let settings: BTreeMap<String, String> =
        [("CLAIMSMITH_PUBLIC_URL", "http://127.0.0.1:8080"), ("B2C_1A_QQSECRET", "secret")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
    let mut source = ConfigSource::new(&settings);
    source.client_config(&hashing());
    let missing = source.finish().expect_err("no key").to_string();
    assert!(missing.contains("B2C_1A_PEPPER"), "{missing}");
    let no_such_key = Profile { keys: vec![client_secret()].into(), ..hashing() };
    let refused = Client::new(no_such_key, config(options())).map(drop).expect_err("no key");
    assert!(matches!(refused, ConfigError::InvalidProfile { .. }), "{refused}");
}

/// As generated code reads it: the second claim of the transformations is yielded, the first is not.
#[derive(Debug, PartialEq)]
struct Generated {
    a: Option<String>,
    c: String,
}

impl Claims for Generated {
    fn read(reader: &mut ClaimReader<'_>) -> Result<Self, SignInError> {
        Ok(Self { a: reader.optional(0)?, c: reader.required(2)? })
    }
}

#[test]
fn a_claims_struct_reads_what_is_yielded_by_its_place() {
    let profile = profile(vec![output("a")], vec![further("b"), yielded("c")], vec![copy(0, 1), copy(1, 2)]);
    let client = Fake::bodies(&[r#"{"access_token":"AT","a":"x"}"#, r#"{"access_token":"AT"}"#]).client(profile);
    let finish = || {
        let begin = begin(&client);
        run(client.finish::<Generated>(callback(&begin.url, &[("code", CODE)]), begin.flow))
    };
    let x = || "x".to_owned();
    assert_eq!(finish().map(|signed_in| signed_in.claims), Ok(Generated { a: Some(x()), c: x() }));
    assert_eq!(finish().map(drop), Err(SignInError::MissingClaim { claim: "c".to_owned() }));
}

#[test]
fn the_log_says_what_ran_and_no_value() {
    let capture = Capture::default();
    let log = || std::mem::take(&mut *capture.0.lock().expect("no panic"));
    capture.during(|| {
        let mut profile = begins_with(vec![format(1, "<", ">", 1)], true, vec![copy(1, 2)]);
        profile
            .transformations
            .after
            .to_mut()
            .push(run_step("Cut", Step::ParseDomain { input: slot(2), output: slot(0) }));
        let finished = finish(&profile, given(string("hunter2")), ResolverContext::default()).expect("signed in");
        assert_eq!(finished.transformations().collect::<Vec<_>>(), ["Copy", "Cut"]);
        let log = log();
        let places = ["Format", "Copy", "Cut"].map(|id| log.find(&format!("transformation=\"{id}\"")));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{log}");
        assert!(log.contains("method=\"FormatStringClaim\""), "{log}");
        assert!(!log.contains("hunter2"), "{log}");
    });
}
