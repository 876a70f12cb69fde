//! Technical profiles that others include and that run as well have what they need, and every technical profile has a name.

use crate::common::journeys::{Parts, exchange, only, place, proprietary, send_claims};
use crate::common::{policy, run};
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Diagnostic, Options, Outcome, Purpose, Severity, compile};

const REST: &str = "RestfulProvider";

/// A technical profile that includes another.
fn including(id: &str, included: &str, children: &str) -> String {
    format!(
        "<TechnicalProfile Id=\"{id}\">{children}<IncludeTechnicalProfile ReferenceId=\"{included}\" /></TechnicalProfile>"
    )
}

fn metadata(items: &[(&str, &str)]) -> String {
    let items: String = items.iter().map(|(key, value)| format!("<Item Key=\"{key}\">{value}</Item>")).collect();
    format!("<Metadata>{items}</Metadata>")
}

const SERVICE: (&str, &str) = ("ServiceUrl", "https://a.example/");
const OPEN: (&str, &str) = ("AuthenticationType", "None");
const BASIC: (&str, &str) = ("AuthenticationType", "Basic");

/// The findings of metadata and keys for these profiles, of which the second step of the journey runs `runs`.
fn found(profiles: &str, runs: &str) -> Vec<String> {
    let steps = exchange(1, &[("A", "A")]) + &exchange(2, &[("Second", runs)]) + &send_claims(3);
    messages(&Parts { profiles: profiles.to_owned(), ..Parts::of_steps(&steps) }.check())
}

fn messages(outcome: &Outcome) -> Vec<String> {
    let is_asked = |it: &&Diagnostic| ["CS0402", "CS0405", "CS0406"].contains(&it.code.id);
    let others = |it: &&Diagnostic| !it.message.contains("`JwtIssuer`");
    let findings = outcome.diagnostics.iter().filter(is_asked).filter(others);
    findings.map(|it| format!("{} {:?}: {}", it.code.id, it.severity, it.message)).collect()
}

#[test]
fn a_profile_that_is_run_and_included_has_its_metadata() {
    let lacking = proprietary("Common", REST, &metadata(&[OPEN]));
    let message = "CS0402 Error: the technical profile `Common` has no metadata `ServiceUrl`";
    let own = including("Own", "Common", &metadata(&[SERVICE]));
    assert_eq!(found(&(lacking.clone() + &own), "Common"), [message]);
    assert_eq!(found(&(lacking.clone() + &own), "Own"), [""; 0]);
    // Where both lack it, it is said where both get it from.
    let without = including("Without", "Common", "") + &including("Further", "Without", "");
    assert_eq!(found(&(lacking.clone() + &without), "Common"), [message]);
    let said = found(&(lacking + &without), "Further");
    assert_eq!(said, ["CS0402 Error: the technical profile `Further` has no metadata `ServiceUrl`"]);
}

#[test]
fn a_profile_that_is_run_and_included_has_its_keys() {
    let lacking = proprietary("Common", REST, &metadata(&[SERVICE, BASIC]));
    let keys = "<CryptographicKeys><Key Id=\"BasicAuthenticationUsername\" StorageReferenceId=\"B2C_1A_A\" />\
                <Key Id=\"BasicAuthenticationPassword\" StorageReferenceId=\"B2C_1A_B\" /></CryptographicKeys>";
    let own = including("Own", "Common", keys);
    assert_eq!(found(&(lacking.clone() + &own), "Own"), [""; 0]);
    let said = found(&(lacking.clone() + &own + &including("Without", "Common", "")), "Common");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|it| it.contains("`Common` has no cryptographic key")), "{said:?}");
    let header = proprietary("Common", REST, &metadata(&[SERVICE, ("AuthenticationType", "ApiKeyHeader")]));
    let said = found(&(header + &including("Without", "Common", "")), "Common");
    assert_eq!(said, ["CS0405 Error: the technical profile `Common` has no cryptographic key"]);
}

#[test]
fn a_profile_that_is_run_and_included_has_what_its_condition_needs() {
    let condition = "<EnabledForUserJourneys>OnClaimsExistence</EnabledForUserJourneys>";
    let lacking = proprietary("Common", REST, &(metadata(&[SERVICE, OPEN]) + condition));
    let message = "CS0402 Error: the technical profile `Common` has no metadata `ClaimTypeOnWhichToEnable`";
    let own = including("Own", "Common", &metadata(&[("ClaimTypeOnWhichToEnable", "email")]));
    assert_eq!(found(&(lacking.clone() + &own), "Own"), [""; 0]);
    assert_eq!(found(&(lacking + &own + &including("Without", "Common", "")), "Common"), [message]);
}

#[test]
fn pages_and_display_controls_run_profiles_too() {
    let lacking = proprietary("Common", REST, &metadata(&[OPEN])) + &including("Own", "Common", &metadata(&[SERVICE]));
    let page = |children: &str| {
        let metadata = metadata(&[("ContentDefinitionReferenceId", "page")]);
        proprietary("Page", "SelfAssertedAttributeProvider", &(metadata + children))
    };
    let validation = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"Common\" />\
                      </ValidationTechnicalProfiles>";
    assert_eq!(found(&(page("") + &lacking), "Page"), [""; 0]);
    assert_eq!(found(&(page(validation) + &lacking), "Page").len(), 1);
    let control = "<DisplayControl Id=\"control\" UserInterfaceControlType=\"VerificationControl\"><Actions>\
        <Action Id=\"SendCode\"><ValidationClaimsExchange><ValidationClaimsExchangeTechnicalProfile \
        TechnicalProfileReferenceId=\"Common\" /></ValidationClaimsExchange></Action></Actions></DisplayControl>";
    let parts = Parts { profiles: lacking, display_controls: control.to_owned(), ..Parts::default() };
    assert_eq!(messages(&parts.check()).len(), 1);
}

/// Two relying parties over one base, of which one runs a profile that the other only includes.
#[test]
fn what_runs_in_one_policy_only_is_said_as_of_that_policy_alone() {
    let lacking = proprietary("Common", REST, &metadata(&[OPEN]));
    let base = Parts {
        profiles: lacking + &including("Without", "Common", "") + &including("Own", "Common", &metadata(&[SERVICE])),
        relying_party: String::new(),
        ..Parts::of_steps(&(exchange(1, &[("A", "A")]) + &exchange(2, &[("Second", "Without")]) + &send_claims(3)))
    };
    let party = format!("<RelyingParty>{}</RelyingParty>", Parts::default().relying_party);
    let running = "<UserJourneys><UserJourney Id=\"Other\"><OrchestrationSteps><OrchestrationStep Order=\"1\" \
        Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"C\" TechnicalProfileReferenceId=\"Common\" />\
        </ClaimsExchanges></OrchestrationStep><OrchestrationStep Order=\"2\" Type=\"SendClaims\" \
        CpimIssuerTechnicalProfileReferenceId=\"JwtIssuer\" /></OrchestrationSteps></UserJourney></UserJourneys>";
    let files = [
        ("base.xml", policy("B2C_1A_Base", None, &base.content())),
        ("plain.xml", policy("B2C_1A_Plain", Some("B2C_1A_Base"), &party)),
        ("running.xml", policy("B2C_1A_Running", Some("B2C_1A_Base"), &(running.to_owned() + &party))),
    ];
    let found = |leaves: &[&str]| {
        let loader: MemoryLoader = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let paths = leaves.iter().copied().chain(["base.xml"]);
        messages(&compile(&Options::new(paths, Purpose::Check), &loader))
    };
    let of = |id: &str| format!("CS0402 Error: the technical profile `{id}` has no metadata `ServiceUrl`");
    assert_eq!(found(&["plain.xml"]), [of("Without")]);
    assert_eq!(found(&["running.xml"]), [of("Common")]);
    assert_eq!(found(&["plain.xml", "running.xml"]), [of("Common"), of("Without")]);
    assert_eq!(found(&["running.xml", "plain.xml"]), [of("Common"), of("Without")]);
}

#[test]
fn a_technical_profile_has_a_name() {
    let unnamed = |children: &str| {
        let named = proprietary("Rest", REST, &metadata(&[SERVICE, OPEN]));
        named.replace("<DisplayName>Rest</DisplayName>", children)
    };
    let missing = |id: &str| format!("CS0406 Error: the technical profile `{id}` has no `DisplayName`");
    assert_eq!(found(&unnamed(""), "Rest"), [missing("Rest")]);
    // Upload takes a name without text: public policies have some.
    assert_eq!(found(&unnamed("<DisplayName></DisplayName>"), "Rest"), [""; 0]);
    let named = including("Named", "Rest", "<DisplayName>Named</DisplayName>");
    let said = found(&(unnamed("") + &named), "Named");
    assert_eq!(said, ["CS0406 Warning: the technical profile `Rest` has no `DisplayName`"]);
    assert_eq!(found(&(unnamed("") + &including("Without", "Rest", "")), "Rest"), [missing("Rest")]);
    let neither = found("<TechnicalProfile Id=\"Nothing\" />", "A");
    assert_eq!(neither, ["CS0406 Error: the technical profile `Nothing` has no protocol"]);
}

#[test]
fn a_name_may_stand_in_a_base_or_could_not_be_read() {
    let over = "<ClaimsProviders><ClaimsProvider><DisplayName>A</DisplayName><TechnicalProfiles><TechnicalProfile Id=\"A\">\
                <Description>A</Description></TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders>";
    let outcome = crate::common::journeys::check_derived(over, &Parts::default());
    assert_eq!(messages(&outcome), [""; 0]);
    let misspelled = proprietary("Rest", REST, &metadata(&[SERVICE, OPEN]))
        .replace("<DisplayName>Rest</DisplayName>", "<Displayname>A</Displayname>");
    assert_eq!(found(&misspelled, "Rest"), [""; 0]);
}

#[test]
fn what_a_changed_protocol_needs_is_said_at_the_change() {
    let profile =
        |children: &str| crate::common::provider(&format!("<TechnicalProfile Id=\"T\">{children}</TechnicalProfile>"));
    let base = policy("B2C_1A_A", None, &profile("<DisplayName>T</DisplayName><Protocol Name=\"None\" />"));
    let leaf = policy("B2C_1A_B", Some("B2C_1A_A"), &profile("<Protocol Name=\"OAuth2\" />"));
    let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
    let missing: Vec<_> = outcome.diagnostics.iter().filter(|it| ["CS0402", "CS0405"].contains(&it.code.id)).collect();
    assert_eq!(missing.len(), 4);
    for finding in missing {
        let place = finding.primary.as_ref().expect("a place");
        assert_eq!(outcome.sources.place(place.span), "leaf.xml:2");
        let labels: Vec<String> = finding.labels.iter().map(|label| outcome.sources.place(label.span)).collect();
        assert_eq!((labels, finding.severity), (vec!["base.xml:2".to_owned(); 2], Severity::Warning));
    }
    // A profile that is what it was in the base is shown where it is declared.
    let same = policy(
        "B2C_1A_B",
        Some("B2C_1A_A"),
        &profile("<Protocol Name=\"OAuth2\" /><Metadata><Item Key=\"client_id\">1</Item></Metadata>"),
    );
    let base = base.replace("\"None\"", "\"OAuth2\"");
    let outcome = run(&[("leaf.xml", &same), ("base.xml", &base)], Purpose::Check);
    assert_eq!(place(&outcome, "CS0405"), "T");
    assert_eq!(outcome.sources.place(only(&outcome, "CS0405").primary.as_ref().expect("a place").span), "base.xml:2");
}
