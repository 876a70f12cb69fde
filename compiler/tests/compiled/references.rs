//! References: every kind is followed, and what it names is looked for in its own file and the bases of it.

use crate::common;
use crate::common::{claims_schema, policy, provider, run};
use claimsmith_compiler::diagnostic::Applicability;
use claimsmith_compiler::{Diagnostic, Outcome, Purpose};

/// One policy with a reference of every kind. Each is written `[[code severity|id]]`: what a broken one gives.
const EVERY_KIND: &str = include_str!("references/policy.xml");

/// A reference of the policy.
struct Reference {
    /// Such as `CS0305 error`.
    expected: String,
    id: String,
}

/// The policy and its references, in the order of the text.
fn parts() -> (Vec<&'static str>, Vec<Reference>) {
    let mut pieces = EVERY_KIND.split("[[");
    let mut texts = vec![pieces.next().expect("a beginning")];
    let mut references = Vec::new();
    for piece in pieces {
        let (reference, text) = piece.split_once("]]").expect("an end");
        let (expected, id) = reference.split_once('|').expect("an id");
        references.push(Reference { expected: expected.to_owned(), id: id.to_owned() });
        texts.push(text);
    }
    (texts, references)
}

/// The policy with one reference changed, and where that stands.
fn changed(at: usize, change: impl Fn(&str) -> String) -> (String, String) {
    let (texts, references) = parts();
    let (mut text, mut place) = (texts[0].to_owned(), String::new());
    for (number, (reference, after)) in references.iter().zip(&texts[1..]).enumerate() {
        if number == at {
            let line = text.lines().count();
            let column = text.len() - text.rfind('\n').expect("not the first line");
            place = format!("{line}:{column}");
            text += &change(&reference.id);
        } else {
            text += &reference.id;
        }
        text += after;
    }
    (text, place)
}

/// The findings about references, as `file:line:column code severity`.
fn found(outcome: &Outcome) -> Vec<String> {
    let about = outcome.diagnostics.iter().filter(|it| it.code.id.starts_with("CS03"));
    about.map(|it| format!("{} {} {}", place(outcome, it), it.code.id, it.severity.name())).collect()
}

fn place(outcome: &Outcome, finding: &Diagnostic) -> String {
    outcome.sources.location(finding.primary.as_ref().expect("a place").span)
}

fn only(outcome: &Outcome) -> &Diagnostic {
    let mut about = outcome.diagnostics.iter().filter(|it| it.code.id.starts_with("CS03"));
    let first = about.next().expect("a finding");
    assert_eq!(about.next(), None, "{:?}", found(outcome));
    first
}

#[test]
fn references_that_lead_somewhere_are_no_fault() {
    let (text, _) = changed(usize::MAX, str::to_owned);
    let outcome = run(&[("a.xml", &text)], Purpose::Check);
    assert_eq!(found(&outcome), [""; 0]);
    let structure = outcome.diagnostics.iter().find(|it| it.code.id.starts_with("CS02"));
    assert_eq!(structure, None);
}

#[test]
fn every_broken_reference_is_found_at_its_place() {
    let (_, references) = parts();
    assert!(references.len() > 45);
    for (at, reference) in references.iter().enumerate() {
        let (text, place) = changed(at, |_| "xyzzy-0815".to_owned());
        let outcome = run(&[("a.xml", &text)], Purpose::Check);
        assert_eq!(found(&outcome), [format!("a.xml:{place} {}", reference.expected)], "{}", reference.id);
    }
}

#[test]
fn every_reference_matches_without_regard_to_case() {
    let (_, references) = parts();
    for (at, reference) in references.iter().enumerate() {
        let (text, place) = changed(at, str::to_ascii_uppercase);
        let outcome = run(&[("a.xml", &text)], Purpose::Check);
        assert_eq!(found(&outcome), [format!("a.xml:{place} CS0308 warning")], "{}", reference.id);
        let fix = only(&outcome).fix.as_ref().expect("a fix");
        assert_eq!(fix.applicability, Applicability::MachineApplicable);
        assert_eq!(fix.edits[0].replacement, reference.id);
    }
}

#[test]
fn what_stands_in_a_placeholder_is_not_judged() {
    let (_, references) = parts();
    for (at, reference) in references.iter().enumerate() {
        for value in ["{Settings:Id}", "{Claim:id}", "{{ id }}"] {
            let (text, _) = changed(at, |_| value.to_owned());
            let outcome = run(&[("a.xml", &text)], Purpose::Check);
            assert_eq!(found(&outcome), [""; 0], "{} {value}", reference.id);
        }
    }
}

/// An id of every kind.
const DERIVED: &str = "<BuildingBlocks>
<ClaimsSchema><ClaimType Id=\"only\"><DisplayName>A</DisplayName><DataType>string</DataType></ClaimType></ClaimsSchema>
<Predicates><Predicate Id=\"only\" Method=\"IncludesCharacters\"><Parameters><Parameter Id=\"CharacterSet\">a</Parameter>
</Parameters></Predicate></Predicates>
<InputValidations><InputValidation Id=\"only\" /></InputValidations>
<PredicateValidations><PredicateValidation Id=\"only\" /></PredicateValidations>
<ClaimsTransformations><ClaimsTransformation Id=\"only\" TransformationMethod=\"CopyClaim\" /></ClaimsTransformations>
<ClientDefinitions><ClientDefinition Id=\"only\"><ClientUIFilterFlags>None</ClientUIFilterFlags></ClientDefinition>
</ClientDefinitions>
<ContentDefinitions><ContentDefinition Id=\"only\" /></ContentDefinitions>
<Localization><LocalizedResources Id=\"only\" /></Localization>
<DisplayControls><DisplayControl Id=\"only\" UserInterfaceControlType=\"VerificationControl\" /></DisplayControls>
</BuildingBlocks>
<ClaimsProviders><ClaimsProvider><TechnicalProfiles><TechnicalProfile Id=\"only\" /></TechnicalProfiles></ClaimsProvider>
</ClaimsProviders>
<UserJourneys><UserJourney Id=\"only\" /></UserJourneys>
<SubJourneys><SubJourney Id=\"only\" Type=\"Call\" /></SubJourneys>";

#[test]
fn what_only_a_derived_policy_defines_is_not_there_for_its_base() {
    let derived = policy("B2C_1A_Derived", Some("B2C_1A_Contoso"), DERIVED);
    let (_, references) = parts();
    for (at, reference) in references.iter().enumerate() {
        let (text, place) = changed(at, |_| "only".to_owned());
        let outcome = run(&[("derived.xml", &derived), ("a.xml", &text)], Purpose::Check);
        let (code, severity) = reference.expected.split_once(' ').expect("two words");
        if ["CS0318", "CS0319"].contains(&code) {
            assert_eq!(found(&outcome), [""; 0], "nothing fails: {}", reference.id);
            continue;
        }
        assert_eq!(found(&outcome), [format!("a.xml:{place} CS0320 {severity}")], "{}", reference.id);
        let label = only(&outcome).labels.first().expect("the declaration");
        assert!(outcome.sources.location(label.span).starts_with("derived.xml:"));
    }
}

fn profile(id: &str, more: &str) -> String {
    format!(
        "<TechnicalProfile Id=\"{id}\"><DisplayName>A</DisplayName><Protocol Name=\"None\" />{more}</TechnicalProfile>"
    )
}

#[test]
fn a_derived_policy_refers_to_its_bases_and_not_to_its_siblings() {
    let include = |id: &str| profile("Own", &format!("<IncludeTechnicalProfile ReferenceId=\"{id}\" />"));
    let base = policy("B2C_1A_Base", None, &provider(&profile("Common", "")));
    let sibling = policy("B2C_1A_Sibling", Some("B2C_1A_Base"), &provider(&profile("Other", "")));
    for (id, expected) in [("Common", &[][..]), ("Other", &["CS0306"])] {
        let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), &provider(&include(id)));
        let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base), ("sibling.xml", &sibling)], Purpose::Check);
        let codes: Vec<&str> = common::codes(&outcome).into_iter().filter(|code| code.starts_with("CS03")).collect();
        assert_eq!(codes, expected, "{id}");
    }
}

#[test]
fn a_broken_reference_of_a_shared_base_is_found_once() {
    let include = "<IncludeTechnicalProfile ReferenceId=\"Nowhere\" />";
    let base = policy("B2C_1A_Base", None, &provider(&profile("Common", include)));
    let leaf = |id: &str| policy(id, Some("B2C_1A_Base"), "<BuildingBlocks />");
    let (one, two) = (leaf("B2C_1A_One"), leaf("B2C_1A_Two"));
    let loader = [("one.xml", one), ("two.xml", two), ("base.xml", base)]
        .into_iter()
        .collect::<claimsmith_compiler::loader::MemoryLoader>();
    let options = claimsmith_compiler::Options::new(["one.xml", "two.xml"], Purpose::Check);
    let outcome = claimsmith_compiler::compile(&options, &loader);
    assert_eq!(found(&outcome).len(), 1, "{:?}", found(&outcome));
}

#[test]
fn the_id_of_another_kind_is_called_so() {
    let (_, references) = parts();
    let at = references.iter().position(|it| it.expected.starts_with("CS0312")).expect("a sub-journey");
    let (text, _) = changed(at, |_| "signIn".to_owned());
    let outcome = run(&[("a.xml", &text)], Purpose::Check);
    assert_eq!(only(&outcome).notes, ["`signIn` is a user journey; `Candidate` names a sub-journey"]);
}

#[test]
fn a_slip_is_mended() {
    let (_, references) = parts();
    let at = references.iter().position(|it| it.id == "strongPassword").expect("a validation");
    let (text, _) = changed(at, |_| "strongPasword".to_owned());
    let outcome = run(&[("a.xml", &text)], Purpose::Check);
    let fix = only(&outcome).fix.as_ref().expect("a fix");
    assert_eq!(fix.message, "did you mean `strongPassword`?");
    assert_eq!(fix.applicability, Applicability::MachineApplicable);
}

#[test]
fn strings_about_one_missing_claim_are_one_finding_with_one_fix() {
    let strings: String = ["DisplayName", "UserHelpText", "PatternHelpText"]
        .map(|id| format!("<LocalizedString ElementType=\"ClaimType\" ElementId=\"disp1ayName\" StringId=\"{id}\">A</LocalizedString>"))
        .concat();
    let claims = claims_schema(&[("displayName", "string")]).replace("</BuildingBlocks>", "");
    let localization = format!(
        "{claims}<Localization><LocalizedResources Id=\"en\"><LocalizedStrings>{strings}</LocalizedStrings>\
         </LocalizedResources></Localization></BuildingBlocks>"
    );
    let outcome = run(&[("a.xml", &policy("B2C_1A_A", None, &localization))], Purpose::Check);
    let finding = only(&outcome);
    assert_eq!(finding.code.id, "CS0318");
    assert_eq!(finding.notes, ["3 elements of this file are about it"]);
    assert_eq!(finding.fix.as_ref().expect("a fix").edits.len(), 3);
}

#[test]
fn included_claims_come_from_the_same_file() {
    let include = "<IncludeClaimsFromTechnicalProfile>Common</IncludeClaimsFromTechnicalProfile>";
    let base = policy("B2C_1A_Base", None, &provider(&profile("Common", "")));
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), &provider(&profile("Own", include)));
    let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
    let finding = only(&outcome);
    assert_eq!((finding.code.id, finding.severity.name()), ("CS0306", "warning"));
    assert_eq!(finding.message, "the technical profile `Common` is not defined in this file");
}

#[test]
fn a_button_is_named_after_a_claims_exchange() {
    let string = |id: &str| {
        format!(
            "<BuildingBlocks><Localization><LocalizedResources Id=\"en\"><LocalizedStrings><LocalizedString \
             ElementType=\"ClaimsProvider\" StringId=\"{id}\">A</LocalizedString></LocalizedStrings>\
             </LocalizedResources></Localization></BuildingBlocks>"
        )
    };
    let leaf = policy(
        "B2C_1A_Leaf",
        Some("B2C_1A_Base"),
        &(provider(&profile("Common", ""))
            + "<UserJourneys><UserJourney Id=\"J\"><OrchestrationSteps><OrchestrationStep Order=\"1\" \
               Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"FacebookExchange\" \
               TechnicalProfileReferenceId=\"Common\" /></ClaimsExchanges></OrchestrationStep></OrchestrationSteps>\
               </UserJourney></UserJourneys>"),
    );
    for (id, expected) in [("facebookExchange", None), ("FacebokExchange", Some("did you mean `FacebookExchange`?"))] {
        let base = policy("B2C_1A_Base", None, &string(id));
        let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
        let fix = outcome.diagnostics.iter().find(|it| it.code.id == "CS0318").and_then(|it| it.fix.as_ref());
        assert_eq!(fix.map(|fix| fix.message.as_str()), expected, "{id}");
    }
}

#[test]
fn code_is_generated_for_what_a_broken_reference_does_not_touch() {
    let transformation = "<ClaimsTransformations><ClaimsTransformation Id=\"T\" TransformationMethod=\"CopyClaim\">\
        <InputClaims><InputClaim ClaimTypeReferenceId=\"nowhere\" TransformationClaimType=\"inputClaim\" /></InputClaims>\
        </ClaimsTransformation></ClaimsTransformations></BuildingBlocks>";
    let claims = claims_schema(&[("issuerUserId", "string")]).replace("</BuildingBlocks>", transformation);
    let output =
        "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" /></OutputClaims>";
    let steps =
        "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId=\"T\" /></OutputClaimsTransformations>";
    for (more, is_generated) in [("", true), (steps, false)] {
        let children = format!("{}{output}{more}", common::OAUTH2);
        let one = format!("<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{children}</TechnicalProfile>");
        let outcome =
            run(&[("a.xml", &policy("B2C_1A_A", None, &(claims.clone() + &provider(&one))))], Purpose::Generate);
        assert_eq!(only(&outcome).code.id, "CS0305");
        assert_eq!(outcome.sdk.is_some_and(|sdk| !sdk.profiles.is_empty()), is_generated, "{more}");
    }
}

/// The codes of a policy with one reference to a claim type, a technical profile and a claims transformation each.
fn with_definitions(schema: &str, more: &str) -> Vec<&'static str> {
    let profile = "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /><InputClaims>\
                   <InputClaim ClaimTypeReferenceId=\"name\" /></InputClaims><IncludeTechnicalProfile ReferenceId=\"B\" />\
                   </TechnicalProfile>";
    let content = format!("<BuildingBlocks>{schema}</BuildingBlocks>{}", provider(&format!("{profile}{more}")));
    let mut found = common::codes(&run(&[("a.xml", &policy("B2C_1A_a", None, &content))], Purpose::Check));
    found.dedup();
    found
}

#[test]
fn what_refers_to_a_definition_that_could_not_be_read_is_not_lost() {
    let name = "<DisplayName>n</DisplayName><DataType>string</DataType>";
    let schema = format!("<ClaimsSchema><ClaimType Id=\"name\">{name}</ClaimType></ClaimsSchema>");
    let other = "<TechnicalProfile Id=\"B\"><DisplayName>B</DisplayName><Protocol Name=\"None\" /></TechnicalProfile>";
    assert_eq!(with_definitions(&schema, other), [""; 0]);
    for (from, to, expected) in [
        ("<ClaimType Id=", "<ClaimType id=", "CS0205"),
        ("<ClaimType Id=\"name\"", "<ClaimType", "CS0206"),
        ("ClaimType", "ClaimTyp", "CS0201"),
        ("ClaimsSchema", "ClaimSchema", "CS0201"),
    ] {
        assert_eq!(with_definitions(&schema.replace(from, to), other), [expected], "{to}");
    }
    assert_eq!(with_definitions(&schema, &other.replace(" Id=\"B\"", "")), ["CS0206"]);
    assert_eq!(with_definitions(&format!("<Predicates />{schema}"), other), ["CS0202"]);
    // The other id spaces are known all the same.
    assert_eq!(
        with_definitions(&schema.replace("name\"", "nam\""), &other.replace(" Id=\"B\"", "")),
        ["CS0206", "CS0305"]
    );
}

#[test]
fn of_two_definitions_with_one_id_the_first_counts() {
    let name = "<ClaimType Id=\"name\"><DisplayName>n</DisplayName><DataType>string</DataType></ClaimType>";
    let schema = format!("<ClaimsSchema>{name}</ClaimsSchema>");
    let rest = "<TechnicalProfile Id=\"B\"><DisplayName>B</DisplayName><Protocol Name=\"Proprietary\" Handler=\"\
                Web.TPEngine.Providers.RestfulProvider, Web.TPEngine\" /><Metadata>\
                <Item Key=\"ServiceUrl\">https://a.example/</Item><Item Key=\"AuthenticationType\">Bearer</Item>\
                <Item Key=\"UseClaimAsBearerToken\">name</Item></Metadata></TechnicalProfile>";
    let again = "<TechnicalProfile Id=\"b\"><DisplayName>B</DisplayName><Protocol Name=\"None\" /></TechnicalProfile>";
    let one = with_definitions(&schema, rest);
    let mut two = with_definitions(&schema, &format!("{rest}{again}"));
    two.retain(|code| *code != "CS0208");
    assert_eq!(one, two);
}

#[test]
fn a_localized_exchange_of_an_unrelated_policy_is_not_suggested() {
    let strings = "<BuildingBlocks><Localization><LocalizedResources Id=\"r\"><LocalizedStrings><LocalizedString \
                   ElementType=\"ClaimsProvider\" StringId=\"Exchange\">x</LocalizedString></LocalizedStrings>\
                   </LocalizedResources></Localization></BuildingBlocks>";
    let profile =
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /></TechnicalProfile>";
    let steps = "<OrchestrationStep Order=\"1\" Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"Exchange\" \
                 TechnicalProfileReferenceId=\"A\" /></ClaimsExchanges></OrchestrationStep>";
    let journey = format!(
        "{}<UserJourneys><UserJourney Id=\"J\"><OrchestrationSteps>{steps}</OrchestrationSteps></UserJourney></UserJourneys>",
        provider(profile)
    );
    let (one, other) = (policy("B2C_1A_a", None, strings), policy("B2C_1A_b", None, &journey));
    let loader: claimsmith_compiler::loader::MemoryLoader = [("a.xml", one), ("b.xml", other)].into_iter().collect();
    let outcome =
        claimsmith_compiler::compile(&claimsmith_compiler::Options::new(["a.xml", "b.xml"], Purpose::Check), &loader);
    let lost: Vec<_> = outcome.diagnostics.iter().filter(|it| it.code.id == "CS0318").collect();
    assert_eq!(lost.len(), 1);
    assert!(lost[0].fix.is_none() && !lost[0].help.concat().contains("did you mean"), "{:?}", lost[0]);
}

/// The messages of an input validation may be those of the predicate validation that has taken its place.
#[test]
fn strings_of_input_validations_name_one_of_two_kinds() {
    let localized = |id: &str| {
        let string = format!(
            "<LocalizedString ElementType=\"InputValidation\" ElementId=\"{id}\" StringId=\"A\">B</LocalizedString>"
        );
        let predicates = "<Predicates><Predicate Id=\"Length\" Method=\"IsLengthRange\"><UserHelpText>A</UserHelpText><Parameters>\
                          <Parameter Id=\"Minimum\">1</Parameter><Parameter Id=\"Maximum\">9</Parameter></Parameters></Predicate>\
                          </Predicates>";
        let reference = "<PredicateReference Id=\"Length\" />";
        let old = format!(
            "<InputValidation Id=\"OldPassword\"><PredicateReferences Id=\"x\">{reference}</PredicateReferences></InputValidation>"
        );
        let new = format!(
            "<PredicateValidation Id=\"StrongPassword\"><PredicateGroups><PredicateGroup Id=\"g\"><PredicateReferences>{reference}\
             </PredicateReferences></PredicateGroup></PredicateGroups></PredicateValidation>"
        );
        let content = format!(
            "<BuildingBlocks>{predicates}<InputValidations>{old}</InputValidations><PredicateValidations>{new}</PredicateValidations>\
             <Localization><LocalizedResources Id=\"en\"><LocalizedStrings>{string}</LocalizedStrings></LocalizedResources>\
             </Localization></BuildingBlocks>"
        );
        let outcome = run(&[("a.xml", &policy("B2C_1A_A", None, &content))], Purpose::Check);
        let about = outcome.diagnostics.into_iter().filter(|finding| finding.code.id == "CS0318");
        about.map(|finding| (finding.message, finding.fix.map(|fix| fix.message))).collect::<Vec<_>>()
    };
    assert_eq!(localized("OldPassword"), []);
    assert_eq!(localized("strongpassword"), []);
    let found = localized("StrongPasword");
    assert_eq!(found[0].1.as_deref(), Some("did you mean `StrongPassword`?"), "{found:?}");
    assert_eq!(localized("Nothing").len(), 1);
}
