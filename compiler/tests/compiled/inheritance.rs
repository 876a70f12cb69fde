//! What a derived policy makes of its bases: overrides that do nothing, elements that are defined anew, and what runs twice.

use crate::common::{codes, policy, provider, run};
use claimsmith_compiler::{Diagnostic, Outcome, Purpose};

/// A derived policy over its base.
fn derived(over: &str, base: &str) -> Outcome {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), over);
    run(&[("leaf.xml", &leaf), ("base.xml", &policy("B2C_1A_Base", None, base))], Purpose::Check)
}

fn inheritance(outcome: &Outcome) -> Vec<&Diagnostic> {
    outcome.diagnostics.iter().filter(|it| it.code.id.starts_with("CS03")).collect()
}

/// The codes of an override over its base.
fn found(over: &str, base: &str) -> Vec<&'static str> {
    inheritance(&derived(over, base)).iter().map(|finding| finding.code.id).collect()
}

fn claim_type(children: &str) -> String {
    format!(
        "<BuildingBlocks><ClaimsSchema><ClaimType Id=\"name\">{children}</ClaimType></ClaimsSchema></BuildingBlocks>"
    )
}

const NAME: &str = "<DisplayName>Name</DisplayName><DataType>string</DataType>";

#[test]
fn a_claim_type_that_repeats_its_base_changes_nothing() {
    let base = claim_type(&format!("{NAME}<UserHelpText>Help</UserHelpText><UserInputType>TextBox</UserInputType>"));
    for (children, expected) in [
        (NAME, &["CS0321"][..]),
        ("", &["CS0321"]),
        ("<DataType>string</DataType>", &["CS0321"]),
        ("<DisplayName>Name</DisplayName><UserHelpText>Help</UserHelpText>", &["CS0321"]),
        ("<DisplayName>Another</DisplayName><DataType>string</DataType>", &[]),
        ("<UserInputType>EmailBox</UserInputType>", &[]),
        ("<Restriction><Pattern RegularExpression=\"a\" /></Restriction>", &[]),
        ("<DataType>int</DataType>", &["CS0309"]),
    ] {
        assert_eq!(found(&claim_type(children), &base), expected, "{children}");
    }
}

#[test]
fn a_restriction_that_adds_is_a_change() {
    let restriction = |behavior: &str| {
        claim_type(&format!("{NAME}<Restriction{behavior}><Enumeration Text=\"A\" Value=\"a\" /></Restriction>"))
    };
    assert_eq!(found(&restriction(""), &restriction("")), ["CS0321"]);
    assert_eq!(found(&restriction(" MergeBehavior=\"Append\""), &restriction("")), [""; 0]);
}

#[test]
fn the_finding_stands_at_the_override_and_shows_the_base() {
    let outcome = derived(&claim_type(NAME), &claim_type(NAME));
    let [finding] = inheritance(&outcome)[..] else { panic!("one finding") };
    let place = |span| outcome.sources.place(span);
    assert_eq!(place(finding.primary.as_ref().expect("a place").span), "leaf.xml:2");
    assert_eq!(place(finding.labels[0].span), "base.xml:2");
}

#[test]
fn what_could_not_be_read_may_be_the_change() {
    let over = claim_type("<DisplayName>Name</DisplayName><DataType>strin</DataType>");
    assert_eq!(codes(&derived(&over, &claim_type(NAME))), ["CS0207"]);
}

fn profile(children: &str) -> String {
    let common =
        "<TechnicalProfile Id=\"Common\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /></TechnicalProfile>";
    provider(&format!(
        "<TechnicalProfile Id=\"A\">{children}</TechnicalProfile>{}",
        if children.starts_with("<Dis") { common } else { "" }
    ))
}

#[test]
fn a_technical_profile_that_repeats_its_base_changes_nothing() {
    let base = profile(
        "<DisplayName>A</DisplayName><Protocol Name=\"None\" /><Metadata><Item Key=\"one\">1</Item><Item Key=\"two\">2</Item>\
         </Metadata><UseTechnicalProfileForSessionManagement ReferenceId=\"Common\" />",
    );
    let item = |key: &str, value: &str| format!("<Metadata><Item Key=\"{key}\">{value}</Item></Metadata>");
    for (children, expected) in [
        (item("one", "1"), &["CS0321"][..]),
        (String::new(), &["CS0321"]),
        (item("one", "2"), &[]),
        (item("three", "3"), &[]),
        (item("ONE", "1"), &[]),
        ("<UseTechnicalProfileForSessionManagement ReferenceId=\"Common\" />".to_owned(), &["CS0321"]),
        ("<IncludeInSso>false</IncludeInSso>".to_owned(), &[]),
        ("<IncludeTechnicalProfile ReferenceId=\"Common\" />".to_owned(), &[]),
    ] {
        assert_eq!(found(&profile(&children), &base), expected, "{children}");
    }
}

#[test]
fn an_override_is_compared_with_everything_below_it() {
    let item = |key: &str, value: &str| format!("<Metadata><Item Key=\"{key}\">{value}</Item></Metadata>");
    let base = profile(&format!("<DisplayName>A</DisplayName><Protocol Name=\"None\" />{}", item("one", "1")));
    let middle = policy(
        "B2C_1A_Middle",
        Some("B2C_1A_Base"),
        &provider(&format!("<TechnicalProfile Id=\"a\">{}</TechnicalProfile>", item("one", "2"))),
    );
    for (value, expected) in [("1", &["CS0308"][..]), ("2", &["CS0321", "CS0308"])] {
        let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Middle"), &profile(&item("one", value)));
        let files =
            [("leaf.xml", leaf.as_str()), ("middle.xml", &middle), ("base.xml", &policy("B2C_1A_Base", None, &base))];
        let outcome = run(&files, Purpose::Check);
        let found: Vec<&str> = inheritance(&outcome).iter().map(|it| it.code.id).collect();
        assert_eq!(found, expected, "{value}");
    }
}

#[test]
fn claims_are_compared_attribute_by_attribute() {
    let claims = |attributes: &str| {
        format!("<OutputClaims><OutputClaim ClaimTypeReferenceId=\"name\" {attributes}/></OutputClaims>")
    };
    let schema = claim_type(NAME);
    let base = schema
        + &profile(&format!(
            "<DisplayName>A</DisplayName><Protocol Name=\"None\" />{}",
            claims("PartnerClaimType=\"n\" ")
        ));
    for (attributes, expected) in [
        ("", &["CS0321"][..]),
        ("PartnerClaimType=\"n\" ", &["CS0321"]),
        ("PartnerClaimType=\"m\" ", &[]),
        ("DefaultValue=\"x\" ", &[]),
    ] {
        assert_eq!(found(&profile(&claims(attributes)), &base), expected, "{attributes}");
    }
}

fn content_definition(children: &str) -> String {
    format!(
        "<BuildingBlocks><ContentDefinitions><ContentDefinition Id=\"api\">{children}</ContentDefinition></ContentDefinitions></BuildingBlocks>"
    )
}

#[test]
fn a_content_definition_that_repeats_its_base_changes_nothing() {
    let base =
        content_definition("<LoadUri>~/a.html</LoadUri><RecoveryUri>~/common/default_page_error.html</RecoveryUri>");
    for (children, expected) in [("<LoadUri>~/a.html</LoadUri>", &["CS0321"][..]), ("<LoadUri>~/b.html</LoadUri>", &[])]
    {
        assert_eq!(found(&content_definition(children), &base), expected, "{children}");
    }
}

fn journey(steps: &str) -> String {
    format!(
        "<UserJourneys><UserJourney Id=\"J\"><OrchestrationSteps>{steps}</OrchestrationSteps></UserJourney></UserJourneys>"
    )
}

const EXCHANGE: &str = "<OrchestrationStep Order=\"1\" Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"E\" \
    TechnicalProfileReferenceId=\"Common\" /></ClaimsExchanges></OrchestrationStep>";

fn send(issuer: &str) -> String {
    format!("<OrchestrationStep Order=\"2\" Type=\"SendClaims\" CpimIssuerTechnicalProfileReferenceId=\"{issuer}\" />")
}

#[test]
fn a_step_that_repeats_its_base_changes_nothing() {
    let base = profile("<DisplayName>A</DisplayName><Protocol Name=\"None\" />")
        + &journey(&format!("{EXCHANGE}{}", send("Common")));
    assert_eq!(found(&journey(&send("Common")), &base), ["CS0321"]);
    assert_eq!(found(&journey(&send("A")), &base), [""; 0]);
    let copy = journey(&format!("{EXCHANGE}{}", send("Common")));
    assert_eq!(found(&copy, &base), [""; 0], "a copied journey has another fault");
}

fn validations(ids: &[&str]) -> String {
    let all: String = ids.iter().map(|id| format!("<ValidationTechnicalProfile ReferenceId=\"{id}\" />")).collect();
    format!("<ValidationTechnicalProfiles>{all}</ValidationTechnicalProfiles>")
}

#[test]
fn validation_profiles_of_both_lists_run_twice() {
    let more =
        "<TechnicalProfile Id=\"More\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /></TechnicalProfile>";
    let base = profile(&format!("<DisplayName>A</DisplayName><Protocol Name=\"None\" />{}", validations(&["Common"])));
    let over =
        |ids: &[&str]| provider(&format!("<TechnicalProfile Id=\"A\">{}</TechnicalProfile>{more}", validations(ids)));
    let outcome = derived(&over(&["More", "Common"]), &base);
    let [finding] = inheritance(&outcome)[..] else { panic!("one finding") };
    assert_eq!(finding.message, "the validation technical profile `Common` of `A` runs twice");
    assert!(outcome.sources.place(finding.primary.as_ref().expect("a place").span).starts_with("leaf.xml"));
    assert!(outcome.sources.place(finding.labels[0].span).starts_with("base.xml"));
    assert_eq!(found(&over(&["More"]), &base), [""; 0]);
}

fn transformation(value: &str) -> String {
    format!(
        "<BuildingBlocks><ClaimsSchema><ClaimType Id=\"name\">{NAME}</ClaimType></ClaimsSchema><ClaimsTransformations>\
         <ClaimsTransformation Id=\"T\" TransformationMethod=\"CreateStringClaim\"><InputParameters><InputParameter Id=\"value\" \
         DataType=\"string\" Value=\"{value}\" /></InputParameters><OutputClaims><OutputClaim ClaimTypeReferenceId=\"name\" \
         TransformationClaimType=\"createdClaim\" /></OutputClaims></ClaimsTransformation></ClaimsTransformations></BuildingBlocks>"
    )
}

#[test]
fn a_definition_is_the_same_or_another_one() {
    let without_claims = |value: &str| {
        let text = transformation(value);
        let (before, after) = text.split_once("<ClaimsSchema>").expect("a schema");
        format!("{before}{}", after.split_once("</ClaimsSchema>").expect("an end").1)
    };
    assert_eq!(found(&without_claims("a"), &transformation("a")), ["CS0321"]);
    assert_eq!(found(&without_claims("b"), &transformation("a")), ["CS0323"]);
}

#[test]
fn a_predicate_is_compared_to_the_last_attribute() {
    let validation = |attributes: &str| {
        format!(
            "<BuildingBlocks><PredicateValidations><PredicateValidation Id=\"V\"><PredicateGroups><PredicateGroup Id=\"G\">\
             <PredicateReferences {attributes}><PredicateReference Id=\"P\" /></PredicateReferences></PredicateGroup>\
             </PredicateGroups></PredicateValidation></PredicateValidations></BuildingBlocks>"
        )
    };
    let base = validation("MatchAtLeast=\"1\"").replace(
        "<PredicateValidations>",
        "<Predicates><Predicate Id=\"P\" Method=\"IncludesCharacters\"><Parameters><Parameter Id=\"CharacterSet\">a</Parameter>\
         </Parameters></Predicate></Predicates><PredicateValidations>",
    );
    assert_eq!(found(&validation("MatchAtLeast=\"1\""), &base), ["CS0321"]);
    assert_eq!(found(&validation("MatchAtLeast=\"2\""), &base), ["CS0323"]);
    assert_eq!(found(&validation("MatchAtLeast=\"1\" Reject=\"true\""), &base), [""; 0], "not read, so not judged");
}

#[test]
fn a_base_is_of_the_same_tenant() {
    let base = policy("B2C_1A_Base", None, "<BuildingBlocks />");
    for (tenant, expected) in [
        ("contoso.onmicrosoft.com", &[][..]),
        ("CONTOSO.onmicrosoft.com", &[]),
        ("cpimcore.onmicrosoft.com", &[]),
        ("fabrikam.onmicrosoft.com", &["CS0324"]),
    ] {
        let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "<BuildingBlocks />")
            .replace("<TenantId>contoso.onmicrosoft.com</TenantId>", &format!("<TenantId>{tenant}</TenantId>"));
        let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
        let found: Vec<&str> = inheritance(&outcome).iter().map(|it| it.code.id).collect();
        assert_eq!(found, expected, "{tenant}");
    }
}

#[test]
fn the_id_of_a_base_is_spelled_as_there() {
    let base = policy("B2C_1A_BASE", None, "<BuildingBlocks />");
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "<BuildingBlocks />");
    let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
    assert_eq!(codes(&outcome), ["CS0308"]);
}

#[test]
fn a_technical_profile_that_repeats_its_base_can_be_removed() {
    let profile =
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /></TechnicalProfile>";
    let outcome = derived(&provider(&profile.replace("<Protocol Name=\"None\" />", "")), &provider(profile));
    let [finding] = inheritance(&outcome)[..] else { panic!("one finding") };
    let edit = &finding.fix.as_ref().expect("a fix").edits[0];
    let text = outcome.sources.get(edit.span.file).original();
    let removed = &text[edit.span.start as usize..edit.span.end as usize];
    assert!(removed.starts_with("<TechnicalProfile ") && removed.ends_with("</TechnicalProfile>"), "{removed}");
    assert_eq!(edit.replacement, "");
}

#[test]
fn whatever_is_declared_again_is_spelled_as_in_its_base() {
    let profile = |id: &str, more: &str| {
        let name = format!("<DisplayName>{more}</DisplayName>");
        provider(&format!("<TechnicalProfile Id=\"{id}\">{name}<Protocol Name=\"None\" /></TechnicalProfile>"))
    };
    let base = policy("B2C_1A_Base", None, &profile("Profile", "A"));
    for (id, expected) in [("profile", &["CS0308"][..]), ("Profile", &[]), ("Profile2", &[])] {
        let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), &profile(id, "B"));
        let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
        assert_eq!(codes(&outcome), expected, "{id}");
        if let Some(finding) = outcome.diagnostics.first() {
            assert_eq!(finding.message, "the technical profile `profile` is `Profile` in the base");
            assert_eq!(finding.fix.as_ref().expect("a fix").edits[0].replacement, "Profile");
        }
    }
}
