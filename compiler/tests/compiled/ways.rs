//! `ClaimEquals` is ignored where its claim has no value: followed on every way through the default journey.

use crate::common::journeys::*;
use claimsmith_compiler::Outcome;

const REST: &str = "RestfulProvider";

/// Steps in their order; each takes its number.
fn in_order(steps: &[&dyn Fn(u32) -> String]) -> String {
    (1..).zip(steps).map(|(order, step)| step(order)).collect()
}

/// A policy with these steps between the first, which runs `A`, and the one that sends claims. `SetsEmail` returns
/// `email`, `SetsKind` `kind` with the value `new`, `Both` both, `Nothing` nothing.
fn parts(steps: &[&dyn Fn(u32) -> String]) -> Parts {
    let returning = |id: &str, claims: &str| proprietary(id, REST, &format!("<OutputClaims>{claims}</OutputClaims>"));
    let email = "<OutputClaim ClaimTypeReferenceId=\"email\" />";
    let kind = "<OutputClaim ClaimTypeReferenceId=\"kind\" DefaultValue=\"new\" AlwaysUseDefaultValue=\"true\" />";
    let first = |order: u32| exchange(order, &[("A", "A")]);
    let all: Vec<&dyn Fn(u32) -> String> = [&first as &dyn Fn(u32) -> String]
        .into_iter()
        .chain(steps.iter().copied())
        .chain([&send_claims as _])
        .collect();
    let mut parts = Parts::of_steps(&in_order(&all));
    parts.claim_types.push(("kind", "<DataType>string</DataType>"));
    parts.profiles = [
        returning("SetsEmail", email),
        returning("SetsKind", kind),
        returning("Both", &format!("{email}{kind}")),
        proprietary("Nothing", REST, ""),
    ]
    .concat();
    parts
}

/// A step that runs this technical profile, unless one of these preconditions skips it.
fn run(
    profile: &'static str,
    unless: &'static [(&'static str, bool, &'static [&'static str])],
) -> impl Fn(u32) -> String {
    move |order| match unless {
        [] => exchange(order, &[(&format!("Exchange{order}"), profile)]),
        _ => guarded(order, &preconditions(unless), profile),
    }
}

const UNLESS_EQUAL: (&str, bool, &[&str]) = ("ClaimEquals", false, &["email", "a"]);
const IF_EQUAL: (&str, bool, &[&str]) = ("ClaimEquals", true, &["email", "a"]);
const UNLESS_SET: (&str, bool, &[&str]) = ("ClaimsExist", false, &["email"]);
const UNLESS_USER: (&str, bool, &[&str]) = ("ClaimsExist", false, &["userId"]);
const UNLESS_NEW: (&str, bool, &[&str]) = ("ClaimEquals", false, &["userId", "new"]);
const IF_NEW: (&str, bool, &[&str]) = ("ClaimEquals", true, &["userId", "new"]);

fn assert_unguarded(outcome: &Outcome) {
    assert_eq!((codes(outcome), place(outcome, "CS0611")), (vec!["CS0611"], "email"));
}

#[test]
fn a_claim_that_a_skipped_step_sets_needs_a_guard() {
    let setter = run("SetsEmail", &[IF_NEW]);
    let outcome = parts(&[&setter, &run("B", &[UNLESS_EQUAL])]).check();
    assert_unguarded(&outcome);
    let finding = only(&outcome, "CS0611");
    let setter_span = finding.labels[0].span;
    let text = outcome.sources.get(setter_span.file).original();
    assert_eq!(&text[setter_span.start as usize..setter_span.end as usize], "SetsEmail");
    for guards in [&[UNLESS_SET, UNLESS_EQUAL] as &[_], &[UNLESS_EQUAL, UNLESS_SET], &[IF_EQUAL]] {
        assert_eq!(parts(&[&setter, &run("B", guards)]).codes(), [""; 0], "{guards:?}");
    }
}

#[test]
fn a_claim_that_is_set_on_every_way_needs_none() {
    let asks = run("B", &[UNLESS_EQUAL]);
    assert_eq!(parts(&[&run("SetsEmail", &[]), &asks]).codes(), [""; 0]);
    assert_eq!(parts(&[&run("SetsEmail", &[UNLESS_USER]), &asks]).codes(), [""; 0], "there is always a user");
    let both = [&run("SetsEmail", &[IF_NEW]) as &dyn Fn(u32) -> String, &run("Both", &[UNLESS_NEW]), &asks];
    assert_eq!(parts(&both).codes(), [""; 0], "one or the other runs");
    let last: &[&dyn Fn(u32) -> String] =
        &[&run("SetsEmail", &[IF_NEW]), &run("SetsEmail", &[("ClaimsExist", true, &["email"])]), &asks];
    assert_eq!(parts(last).codes(), [""; 0], "what is missing is made up for");
}

#[test]
fn a_step_that_runs_only_with_the_one_that_sets_the_claim_needs_none() {
    let setter = run("SetsEmail", &[IF_NEW]);
    assert_eq!(parts(&[&setter, &run("B", &[IF_NEW, UNLESS_EQUAL])]).codes(), [""; 0]);
    assert_unguarded(&parts(&[&setter, &run("B", &[UNLESS_NEW, UNLESS_EQUAL])]).check());
    let by_constant: &[&dyn Fn(u32) -> String] = &[
        &run("SetsKind", &[]),
        &run("SetsEmail", &[("ClaimEquals", true, &["kind", "new"])]),
        &run("B", &[UNLESS_EQUAL]),
    ];
    assert_unguarded(&parts(by_constant).check());
    let other: &[&dyn Fn(u32) -> String] = &[
        &run("SetsKind", &[]),
        &run("SetsEmail", &[("ClaimEquals", true, &["kind", "old"])]),
        &run("B", &[UNLESS_EQUAL]),
    ];
    assert_eq!(parts(other).codes(), [""; 0], "the constant is another one");
}

#[test]
fn a_user_who_chooses_otherwise_has_no_claim() {
    let select = |order| {
        selection(
            order,
            "ClaimsProviderSelection",
            &["TargetClaimsExchangeId=\"One\"", "TargetClaimsExchangeId=\"Two\""],
            "",
        )
    };
    let with = |second: &'static str| {
        let chosen = move |order| exchange(order, &[("One", "SetsEmail"), ("Two", second)]);
        parts(&[&select, &chosen, &run("B", &[UNLESS_EQUAL])]).check()
    };
    assert_unguarded(&with("Nothing"));
    assert_eq!(codes(&with("Both")), [""; 0]);
}

#[test]
fn a_sub_journey_runs_where_it_is_invoked() {
    let with = |kind: &str, invoked: &dyn Fn(u32) -> String| {
        let mut parts = parts(&[invoked, &run("B", &[UNLESS_EQUAL])]);
        let last = if kind == "Transfer" { send_claims(2) } else { String::new() };
        parts.sub_journeys = sub_journey("S", kind, &(exchange(1, &[("Sub", "SetsEmail")]) + &last));
        parts.check()
    };
    let skipped =
        |order| invoke(order, &["S"]).replace("<JourneyList>", &format!("{}<JourneyList>", preconditions(&[IF_NEW])));
    assert_eq!(codes(&with("Call", &|order| invoke(order, &["S"]))), [""; 0]);
    assert_unguarded(&with("Call", &skipped));
    assert_eq!(codes(&with("Transfer", &|order| invoke(order, &["S"]))), [""; 0], "nobody comes back");
    assert_unguarded(&with("Transfer", &skipped));
}

#[test]
fn nothing_is_said_of_what_comes_from_elsewhere_or_is_taken_away() {
    let steps: &[&dyn Fn(u32) -> String] = &[&run("SetsEmail", &[IF_NEW]), &run("B", &[UNLESS_EQUAL])];
    let mut brought = parts(steps);
    let input = "<InputClaims><InputClaim ClaimTypeReferenceId=\"email\" /></InputClaims><OutputClaims>";
    brought.relying_party = brought.relying_party.replace("<OutputClaims>", input);
    assert_eq!(brought.codes(), [""; 0]);
    let mut cleared = parts(steps);
    cleared.transformations = "<ClaimsTransformation Id=\"Clear\" TransformationMethod=\"NullClaim\"><OutputClaims>\
         <OutputClaim ClaimTypeReferenceId=\"email\" TransformationClaimType=\"claim_to_null\" /></OutputClaims>\
         </ClaimsTransformation>"
        .to_owned();
    assert_eq!(cleared.codes(), [""; 0]);
}

#[test]
fn a_journey_of_many_ways_comes_to_an_end() {
    let asks = |order| guarded(order, &preconditions(&[UNLESS_EQUAL]), "B");
    // Every step doubles the ways: the user may be the one it is about.
    let depends = |order: u32| {
        let value = order.to_string();
        guarded(order, &preconditions(&[("ClaimEquals", true, &["userId", &value])]), "SetsEmail")
    };
    let steps: String = (2..250).map(depends).collect();
    let mut many = parts(&[]);
    many.journeys = journey("SignIn", &(exchange(1, &[("A", "A")]) + &steps + &asks(250) + &send_claims(251)));
    assert!(!many.check().truncated);

    let values: Vec<String> = (0..5_000).map(|value| value.to_string()).collect();
    let all: String = values.iter().map(|it| precondition("ClaimEquals", true, &["userId", it])).collect();
    let all = format!(
        "<Preconditions>{}</Preconditions>",
        all.replace("<Preconditions>", "").replace("</Preconditions>", "")
    );
    let steps = exchange(1, &[("A", "A")]) + &guarded(2, &all, "SetsEmail") + &asks(3) + &send_claims(4);
    many.journeys = journey("SignIn", &steps);
    assert_eq!(many.codes(), [""; 0], "nobody wrote that");
}
