//! Steps and sub-journeys that a derived policy defines again.

use crate::common::journeys::*;
use claimsmith_compiler::Outcome;

fn over(content: &str, base: &Parts) -> Outcome {
    check_derived(content, base)
}

fn user_journey(steps: &str) -> String {
    format!("<UserJourneys>{}</UserJourneys>", journey("SignIn", steps))
}

/// A base whose second step has a precondition.
fn base() -> Parts {
    let guarded = guarded(2, &precondition("ClaimsExist", true, &["userId"]), "B");
    Parts::of_steps(&(exchange(1, &[("A", "A")]) + &guarded + &send_claims(3)))
}

/// Step 2 again, with this content.
fn again(content: &str) -> String {
    user_journey(&format!("<OrchestrationStep Order=\"2\" Type=\"ClaimsExchange\">{content}</OrchestrationStep>"))
}

#[test]
fn preconditions_over_others_are_doubtful() {
    let outcome = over(&again(&precondition("ClaimsExist", true, &["email"])), &base());
    let finding = only(&outcome, "CS0323");
    assert_eq!(finding.message, "step 2 of `SignIn` in a base gets other preconditions");
    let place = |span| outcome.sources.place(span);
    assert!(place(finding.primary.as_ref().expect("a place").span).starts_with("leaf.xml:"));
    assert!(place(finding.labels[0].span).starts_with("base.xml:"));
}

#[test]
fn the_same_preconditions_and_those_over_none_are_not() {
    let has = |outcome: &Outcome| codes(outcome).contains(&"CS0323");
    assert!(!has(&over(&again(&precondition("ClaimsExist", true, &["userId"])), &base())));
    let plain = Parts::of_steps(&(exchange(1, &[("A", "A")]) + &exchange(2, &[("B", "B")]) + &send_claims(3)));
    assert!(!has(&over(&again(&precondition("ClaimsExist", true, &["userId"])), &plain)));
    assert!(!has(&over(&again(""), &base())));
}

#[test]
fn a_sub_journey_keeps_its_type() {
    let inner = exchange(1, &[("Inner", "B")]);
    let steps = exchange(1, &[("A", "A")]) + &invoke(2, &["S"]) + &send_claims(3);
    let base = Parts { sub_journeys: sub_journey("S", "Call", &inner), ..Parts::of_steps(&steps) };
    let again = |kind: &str| format!("<SubJourneys>{}</SubJourneys>", sub_journey("S", kind, &inner));
    let outcome = over(&again("Transfer"), &base);
    assert_eq!((place(&outcome, "CS0323"), only(&outcome, "CS0323").labels.len()), ("Transfer", 1));
    assert!(!codes(&over(&again("Call"), &base)).contains(&"CS0323"));
}

#[test]
fn the_id_of_a_claims_exchange_belongs_to_one_step() {
    let base = Parts::of_steps(&(exchange(1, &[("A", "A")]) + &exchange(2, &[("B", "B")]) + &send_claims(3)));
    for id in ["B", "b"] {
        let outcome = over(&user_journey(&(exchange(4, &[(id, "A")]) + &send_claims(5))), &base);
        assert_eq!(
            only(&outcome, "CS0323").message,
            format!("the claims exchange `{id}` of a base is also one of step 4")
        );
        assert_eq!(only(&outcome, "CS0323").labels[0].text, "in step 2 of the base");
    }
    assert!(!codes(&over(&user_journey(&(exchange(4, &[("C", "A")]) + &send_claims(5))), &base)).contains(&"CS0323"));
    // The derived policy may have the lower step.
    let outcome = over(&user_journey(&exchange(1, &[("B", "B")])), &base);
    assert_eq!(only(&outcome, "CS0323").message, "the claims exchange `B` of a base is also one of step 1");
}

#[test]
fn the_exchanges_of_a_step_are_listed_once() {
    let selecting = selection(1, "ClaimsProviderSelection", &["TargetClaimsExchangeId=\"Google\""], "");
    let base = Parts::of_steps(&(selecting + &exchange(2, &[("FacebookExchange", "A")]) + &send_claims(3)));
    let outcome = over(&user_journey(&exchange(2, &[("FacebookExchange", "A")])), &base);
    assert_eq!(only(&outcome, "CS0602").help, ["step 2 has `FacebookExchange`"]);
}
