//! What is named to manage sessions, to be called by a page or to be run by a step can do so.

use crate::common::journeys::*;
use claimsmith_compiler::Outcome;

const REST: &str = "RestfulProvider";
const NOOP: &str = "NoopSSOSessionProvider";

fn session(id: &str) -> String {
    proprietary(id, NOOP, "").replace("Providers.NoopSSO", "SSO.NoopSSO")
}

fn page(children: &str) -> String {
    let metadata = "<Metadata><Item Key=\"ContentDefinitionReferenceId\">page</Item></Metadata>";
    proprietary("Page", "SelfAssertedAttributeProvider", &format!("{metadata}{children}"))
}

/// A policy with these profiles, whose second step runs this one.
fn checked(profiles: String, second: &str) -> Outcome {
    let steps = exchange(1, &[("A", "A")]) + &exchange(2, &[("Second", second)]) + &send_claims(3);
    Parts { profiles, ..Parts::of_steps(&steps) }.check()
}

fn assert_wrong(outcome: &Outcome, id: &str, message: &str, why: &str) {
    let finding = only(outcome, "CS0623");
    let label = finding.primary.as_ref().expect("a place");
    assert_eq!((place(outcome, "CS0623"), finding.message.as_str(), label.text.as_str()), (id, message, why));
    assert!(!finding.help.is_empty());
}

#[test]
fn session_management_manages_sessions() {
    let managed = |by: &str| {
        let children = format!("<UseTechnicalProfileForSessionManagement ReferenceId=\"{by}\" />");
        checked(proprietary("Rest", REST, &children) + &proprietary("Other", REST, "") + &session("SM"), "Rest")
    };
    assert_eq!(codes(&managed("SM")), [""; 0]);
    assert_wrong(&managed("Other"), "Other", "`Other` is a REST technical profile", "manages no session");
    assert_wrong(&managed("JwtIssuer"), "JwtIssuer", "`JwtIssuer` is a JWT issuer", "manages no session");
}

#[test]
fn a_page_calls_what_works_without_the_user() {
    let why = "cannot be called by a page";
    let others = page("").replace("\"Page\"", "\"Another\"") + &proprietary("Rest", REST, "") + &session("SM");
    let validated = |by: &str| {
        let validation = format!("<ValidationTechnicalProfile ReferenceId=\"{by}\" />");
        let children = format!("<ValidationTechnicalProfiles>{validation}</ValidationTechnicalProfiles>");
        checked(page(&children) + &others, "Page")
    };
    assert_eq!(codes(&validated("Rest")), [""; 0]);
    assert_wrong(&validated("Another"), "Another", "`Another` is a self-asserted technical profile", why);
    assert_wrong(&validated("JwtIssuer"), "JwtIssuer", "`JwtIssuer` is a JWT issuer", why);
    assert_wrong(&validated("B"), "B", "`B` is an OAuth2 technical profile", why);
    assert_wrong(&validated("SM"), "SM", "`SM` is a session technical profile that keeps nothing", why);
}

#[test]
fn so_do_the_actions_of_a_display_control() {
    let control = "<DisplayControl Id=\"control\" UserInterfaceControlType=\"AuthenticatorInfoControl\"><Actions><Action \
        Id=\"Any\"><ValidationClaimsExchange><ValidationClaimsExchangeTechnicalProfile \
        TechnicalProfileReferenceId=\"JwtIssuer\" /></ValidationClaimsExchange></Action></Actions></DisplayControl>";
    let outcome = Parts { display_controls: control.to_owned(), ..Parts::default() }.check();
    assert_wrong(&outcome, "JwtIssuer", "`JwtIssuer` is a JWT issuer", "cannot be called by a page");
}

#[test]
fn a_step_runs_what_can_be_run() {
    let why = "cannot be run by a claims exchange";
    assert_eq!(codes(&checked(proprietary("Rest", REST, ""), "Rest")), [""; 0]);
    assert_wrong(&checked(String::new(), "JwtIssuer"), "JwtIssuer", "`JwtIssuer` is a JWT issuer", why);
    let outcome = checked(session("SM"), "SM");
    assert_wrong(&outcome, "SM", "`SM` is a session technical profile that keeps nothing", why);
    assert!(only(&outcome, "CS0623").help[0].contains("UseTechnicalProfileForSessionManagement"));
}

#[test]
fn what_nobody_knows_may_do_anything() {
    let unknown =
        "<TechnicalProfile Id=\"Some\"><DisplayName>Some</DisplayName><Protocol Name=\"WsFed\" /></TechnicalProfile>";
    let managed = proprietary("Rest", REST, "<UseTechnicalProfileForSessionManagement ReferenceId=\"Some\" />");
    assert_eq!(codes(&checked(managed + unknown, "Rest")), [""; 0]);
}
