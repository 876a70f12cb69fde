//! A regular expression of a policy is a compile error that says why, or it runs: the compiler's rewriting and the runtime's
//! engine over patterns that differ in everything that has kept one from compiling.

use claimsmith::profile::transformation::{Pattern, Slot, Step, Transformation, Transformations, TransformedClaim};
use claimsmith::profile::{DataType, InputClaim, Profile, text};
use claimsmith::{ClaimSet, ClaimValue, SignInError, TransformationContext, transform_claims};
use claimsmith_compiler::transformation::pattern::check;
use claimsmith_compiler::transformation::pattern::rewrite::rewrite;

const ATOMS: &[&str] = &[
    "a",
    r"\w",
    r"[\w .-]",
    r"\p{L}",
    r"\P{Lu}",
    "[^é]",
    "[一-龥]",
    "(a|bc)",
    "(?:a|b?)",
    r"(?:\d\b)",
    "(?:(?:a{1,30}b){2})",
];
const COUNTS: &[&str] = &["", "+", "*?", "{1,3}", "{1,256}", "{0,1000}", "{2000}", "{3,}"];
const CONTEXTS: &[&str] = &[
    "^X$",
    "(?<=X)c",
    "(?<!X)c",
    "(?<=^X|b)c",
    r"(?<=\bX)c",
    "(?<=(?=b)X)c",
    "(?<=a|Xb)c",
    "X(?=c)",
    "(?:X-){1,30}",
    "(?i)X",
    r"\bX\b",
    "^(?:X|$)b",
    "(?>X)c",
    "(X)-(?!\\1)",
    "(?:(?:X-){9}c){9}",
];
/// An unoptimised engine takes a second for more.
const LARGE: u64 = 500_000;

fn profile(pattern: String) -> Profile {
    let slot = |index, data_type| Slot { index, data_type };
    let step = Step::SetClaimsIfRegexMatch {
        input: slot(0, DataType::String),
        pattern: Pattern(pattern.into()),
        value: None,
        extracts_groups: false,
        output: None,
        result: slot(1, DataType::Boolean),
        groups: vec![].into(),
    };
    let claim = |claim: &'static str, data_type, input| TransformedClaim {
        claim: text(claim),
        data_type,
        input,
        yielded: true,
        ..TransformedClaim::EMPTY
    };
    let transformations = Transformations {
        claims: vec![claim("value", DataType::String, Some(0)), claim("matches", DataType::Boolean, None)].into(),
        after: vec![Transformation { id: text("Matches"), step }].into(),
        ..Transformations::EMPTY
    };
    let input = InputClaim { claim: text("value"), data_type: DataType::String, ..InputClaim::EMPTY };
    Profile { id: text("Patterns"), inputs: vec![input].into(), transformations, ..Profile::EMPTY }
}

/// Whether the pattern, as the compiler has rewritten it, matches the value.
fn run(pattern: String, value: &str) -> Result<bool, SignInError> {
    let mut inputs = ClaimSet::new();
    inputs.insert("value", ClaimValue::String(value.to_owned()));
    let claims: ClaimSet = transform_claims(&profile(pattern), inputs, &TransformationContext::new())?;
    Ok(claims.get("matches") == Some(&ClaimValue::Boolean(true)))
}

#[test]
fn a_pattern_is_refused_with_its_place_or_runs() {
    let (mut refused, mut large, mut ran, mut given_up) = (0, 0, 0, 0);
    for context in CONTEXTS {
        for (atom, count) in ATOMS.iter().flat_map(|atom| COUNTS.iter().map(move |count| (atom, count))) {
            let pattern = context.replace('X', &format!("{atom}{count}"));
            let read = check(&pattern).unwrap_or_else(|fault| panic!("`{pattern}`: {fault:?}"));
            let rewritten = match rewrite(&read) {
                Ok(rewritten) => rewritten,
                Err(fault) => {
                    assert!(pattern.get(fault.range.clone()).is_some_and(|place| !place.is_empty()), "`{pattern}`");
                    refused += 1;
                    continue;
                }
            };
            if rewritten.size > LARGE {
                large += 1;
                continue;
            }
            for value in ["abc", "c\n", "-"] {
                let Err(error) = run(rewritten.text.clone(), value) else { continue };
                // It compiles, and what it cannot tell in bounded time it says.
                let error = error.to_string();
                let is_bound = error.contains("takes too many steps for this text");
                assert!(is_bound, "`{pattern}` on {value:?} becomes `{}`: {error}", rewritten.text);
                given_up += 1;
            }
            ran += 1;
        }
    }
    let is_enough = refused > 50 && large > 50 && ran > 500 && given_up < 50;
    assert!(is_enough, "{refused} refused, {large} large, {ran} ran, {given_up} times given up");
}

#[test]
fn long_repetitions_of_letters_run() {
    for (pattern, matching, other) in [
        (r"^\w{1,256}$", "Zoë", "Z-"),
        (r"^[\w ]{0,255}$", "Zoë K", "Z-"),
        (r"^\p{L}{1,255}$", "Zoë", "Zo1"),
        (r"^[\w.-]{1,128}@[\w.-]{1,128}$", "zoe.k@contoso.com", "zoe.k"),
    ] {
        let rewritten = rewrite(&check(pattern).expect(pattern)).expect(pattern).text;
        assert_eq!(run(rewritten.clone(), matching).ok(), Some(true), "{pattern}");
        assert_eq!(run(rewritten, other).ok(), Some(false), "{pattern}");
    }
}

/// Nothing of the value is in the error.
#[test]
fn a_text_too_long_for_a_look_around_ends_in_an_error_without_it() {
    let rewritten = rewrite(&check(r"(?<!a)\w+@").expect("valid")).expect("supported").text;
    let error = run(rewritten, &"secret".repeat(400)).expect_err("2400 bytes");
    assert!(matches!(&error, SignInError::Transformation { method: "SetClaimsIfRegexMatch", .. }), "{error:?}");
    assert!(error.to_string().contains("too long") && !format!("{error:?} {error}").contains("secret"), "{error}");
}
