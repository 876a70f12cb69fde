//! Claims transformations among technical profiles, pages, localized texts and the token.

use crate::common;
use crate::common::{policy, provider, run};
use claimsmith_compiler::{Diagnostic, Outcome, Purpose, Severity};

const SELF_ASSERTED: &str = "Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine";
const CLAIMS_TRANSFORMATION: &str = "Web.TPEngine.Providers.ClaimsTransformationProtocolProvider, Web.TPEngine";
const REST: &str = "Web.TPEngine.Providers.RestfulProvider, Web.TPEngine";

/// The parts of a policy with a page in its journey.
#[derive(Default)]
struct Parts<'t> {
    /// Further claim types.
    claims: &'t str,
    transformations: &'t str,
    /// What follows `ClaimsTransformations` in `BuildingBlocks`.
    blocks: &'t str,
    /// Metadata items of the page.
    metadata: &'t str,
    /// What follows `OutputClaims` in the page.
    page: &'t str,
    profiles: &'t str,
    /// Further output claims of the token.
    token: &'t str,
}

fn claim(id: &str, data_type: &str, more: &str) -> String {
    format!("<ClaimType Id=\"{id}\"><DisplayName>A</DisplayName><DataType>{data_type}</DataType>{more}</ClaimType>")
}

fn profile(id: &str, handler: &str, content: &str) -> String {
    format!(
        "<TechnicalProfile Id=\"{id}\"><DisplayName>A</DisplayName><Protocol Name=\"Proprietary\" Handler=\"{handler}\" />\
         {content}</TechnicalProfile>"
    )
}

impl Parts<'_> {
    fn building_blocks(&self) -> String {
        let claims: String =
            [("email", "string"), ("text", "string"), ("flag", "boolean"), ("list", "stringCollection")]
                .map(|(id, data_type)| claim(id, data_type, ""))
                .concat();
        format!(
            "<BuildingBlocks><ClaimsSchema>{claims}{}</ClaimsSchema><ClaimsTransformations>{}</ClaimsTransformations>{}\
             </BuildingBlocks>",
            self.claims, self.transformations, self.blocks
        )
    }

    fn profiles(&self) -> String {
        let page = profile(
            "Page",
            SELF_ASSERTED,
            &format!(
                "<Metadata><Item Key=\"ContentDefinitionReferenceId\">api.page</Item>{}</Metadata><OutputClaims><OutputClaim \
                 ClaimTypeReferenceId=\"email\" Required=\"true\" /></OutputClaims>{}",
                self.metadata, self.page
            ),
        );
        provider(&(page + self.profiles))
    }

    fn journey(&self) -> String {
        let exchange = |order: u32, id: &str| {
            format!(
                "<OrchestrationStep Order=\"{order}\" Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange \
                 Id=\"Exchange{id}\" TechnicalProfileReferenceId=\"{id}\" /></ClaimsExchanges></OrchestrationStep>"
            )
        };
        let second = if self.profiles.contains("\"Second\"") { exchange(2, "Second") } else { String::new() };
        format!(
            "<UserJourneys><UserJourney Id=\"Journey\"><OrchestrationSteps>{}{second}</OrchestrationSteps></UserJourney>\
             </UserJourneys><RelyingParty><DefaultUserJourney ReferenceId=\"Journey\" /><TechnicalProfile Id=\"PolicyProfile\">\
             <DisplayName>A</DisplayName><Protocol Name=\"OpenIdConnect\" /><OutputClaims><OutputClaim \
             ClaimTypeReferenceId=\"email\" PartnerClaimType=\"sub\" />{}</OutputClaims><SubjectNamingInfo ClaimType=\"sub\" />\
             </TechnicalProfile></RelyingParty>",
            exchange(1, "Page"),
            self.token
        )
    }

    fn compiled(&self) -> Outcome {
        let content = self.building_blocks() + &self.profiles() + &self.journey();
        run(&[("a.xml", &policy("B2C_1A_A", None, &content))], Purpose::Check)
    }

    /// The findings about claims transformations, and their text.
    fn found(&self) -> Vec<(Diagnostic, String)> {
        mine(self.compiled())
    }

    fn codes(&self) -> Vec<&'static str> {
        self.found().iter().map(|(finding, _)| finding.code.id).collect()
    }

    fn only(&self) -> (Diagnostic, String) {
        let mut found = self.found();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }
}

fn mine(outcome: Outcome) -> Vec<(Diagnostic, String)> {
    let sources = outcome.sources;
    let is_mine = |it: &Diagnostic| ("CS0521"..="CS0537").contains(&it.code.id);
    let place = |it: &Diagnostic| {
        let span = it.primary.as_ref().expect("a place").span;
        sources.get(span.file).original()[span.start as usize..span.end as usize].to_owned()
    };
    outcome.diagnostics.into_iter().filter(is_mine).map(|it| (it.clone(), place(&it))).collect()
}

fn transformation(
    id: &str,
    method: &str,
    inputs: &[[&str; 2]],
    parameters: &[[&str; 3]],
    outputs: &[[&str; 2]],
) -> String {
    let claims = |list: &str, item: &str, claims: &[[&str; 2]]| {
        let one = |[id, name]: &[&str; 2]| {
            format!("<{item} ClaimTypeReferenceId=\"{id}\" TransformationClaimType=\"{name}\" />")
        };
        let items: String = claims.iter().map(one).collect();
        if items.is_empty() { items } else { format!("<{list}>{items}</{list}>") }
    };
    let parameter = |[id, data_type, value]: &[&str; 3]| {
        format!("<InputParameter Id=\"{id}\" DataType=\"{data_type}\" Value=\"{value}\" />")
    };
    let parameters: String = parameters.iter().map(parameter).collect();
    let parameters =
        if parameters.is_empty() { parameters } else { format!("<InputParameters>{parameters}</InputParameters>") };
    format!(
        "<ClaimsTransformation Id=\"{id}\" TransformationMethod=\"{method}\">{}{parameters}{}</ClaimsTransformation>",
        claims("InputClaims", "InputClaim", inputs),
        claims("OutputClaims", "OutputClaim", outputs)
    )
}

/// `OutputClaimsTransformations` that run one.
fn runs(id: &str) -> String {
    format!(
        "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId=\"{id}\" /></OutputClaimsTransformations>"
    )
}

const VALIDATES: &str = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"Validation\" />\
                         </ValidationTechnicalProfiles>";

/// A profile that does nothing but run one claims transformation.
fn runner(id: &str, transformation: &str) -> String {
    let claims = "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"text\" /></OutputClaims>";
    profile(id, CLAIMS_TRANSFORMATION, &format!("{claims}{}", runs(transformation)))
}

fn assertion() -> String {
    transformation(
        "IsAllowed",
        "AssertBooleanClaimIsEqualToValue",
        &[["flag", "inputClaim"]],
        &[["valueToCompareTo", "boolean", "true"]],
        &[],
    )
}

const MESSAGE: &str = "<Item Key=\"UserMessageIfClaimsTransformationBooleanValueIsNotEqual\">Not allowed.</Item>";

#[test]
fn an_assertion_belongs_to_a_validation_technical_profile() {
    let validation = runner("Validation", "IsAllowed");
    let good = Parts { transformations: &assertion(), page: VALIDATES, profiles: &validation, ..Parts::default() };
    assert_eq!(good.codes(), [""; 0]);
    let second = runner("Second", "IsAllowed");
    let (finding, place) = Parts { profiles: &second, ..good }.only();
    assert_eq!((finding.code.id, finding.severity, place.as_str()), ("CS0531", Severity::Warning, "IsAllowed"));
    let provider = format!(
        "<TechnicalProfile Id=\"Second\"><DisplayName>A</DisplayName>{}<OutputClaims><OutputClaim \
         ClaimTypeReferenceId=\"text\" PartnerClaimType=\"id\" /></OutputClaims>{}</TechnicalProfile>",
        common::OAUTH2,
        runs("IsAllowed")
    );
    assert_eq!(Parts { profiles: &provider, page: "", ..good }.codes(), ["CS0531"]);
    let page = runs("IsAllowed");
    let (finding, _) = Parts { transformations: &assertion(), page: &page, ..Parts::default() }.only();
    assert_eq!(finding.message, "the assertion `IsAllowed` is run by `Page`, a page itself");
}

#[test]
fn a_number_that_is_only_compared_is_no_assertion() {
    let compare = transformation(
        "IsLarge",
        "AssertNumber",
        &[["count", "inputClaim"]],
        &[["CompareToValue", "int", "5"], ["Operator", "string", "GreaterThan"], ["throwError", "boolean", "false"]],
        &[["flag", "outputClaim"]],
    );
    let profiles = runner("Second", "IsLarge");
    let count = claim("count", "int", "");
    let parts = Parts { claims: &count, transformations: &compare, profiles: &profiles, ..Parts::default() };
    assert_eq!(parts.codes(), ["CS0534"], "only that the number may be absent");
}

#[test]
fn a_message_belongs_to_something_that_can_fail_so() {
    let validation = runner("Validation", "IsAllowed");
    let good = Parts {
        transformations: &assertion(),
        metadata: MESSAGE,
        page: VALIDATES,
        profiles: &validation,
        ..Parts::default()
    };
    assert_eq!(good.codes(), [""; 0]);
    let wrong = MESSAGE.replace("UserMessageIfClaimsTransformationBooleanValueIsNotEqual", "DateTimeGreaterThan");
    let (finding, place) = Parts { metadata: &wrong, ..good }.only();
    assert_eq!((finding.code.id, place.as_str()), ("CS0532", "DateTimeGreaterThan"));
    assert!(finding.help[0].contains("`AssertDateTimeIsGreaterThan`"), "{:?}", finding.help);
}

fn lookup(fails: &str) -> String {
    transformation(
        "Find",
        "LookupValue",
        &[["email", "inputParameterId"]],
        &[["contoso.com", "string", "1"], ["errorOnFailedLookup", "boolean", fails]],
        &[["text", "outputClaim"]],
    )
}

#[test]
fn a_look_up_that_fails_has_a_message() {
    let validation = runner("Validation", "Find");
    let quiet = lookup("false");
    let parts = Parts { transformations: &quiet, page: VALIDATES, profiles: &validation, ..Parts::default() };
    assert_eq!(parts.codes(), [""; 0]);
    let loud = lookup("true");
    let (finding, _) = Parts { transformations: &loud, ..parts }.only();
    assert_eq!((finding.code.id, finding.severity), ("CS0528", Severity::Warning));
    let message = "<Item Key=\"LookupNotFound\">Nobody knows you.</Item>";
    let parts =
        Parts { transformations: &loud, metadata: message, page: VALIDATES, profiles: &validation, ..Parts::default() };
    assert_eq!(parts.codes(), [""; 0]);
}

#[test]
fn a_mapped_value_has_a_list_with_one_value_a_text() {
    let map = transformation(
        "Map",
        "GetMappedValueFromLocalizedCollection",
        &[["text", "mapFromClaim"]],
        &[],
        &[["message", "restrictionValueClaim"]],
    );
    let restriction = |items: &[&str]| {
        let items: String =
            items.iter().map(|text| format!("<Enumeration Text=\"{text}\" Value=\"About {text}\" />")).collect();
        claim("message", "string", &format!("<Restriction>{items}</Restriction>"))
    };
    let validation = runner("Validation", "Map");
    let codes = |claims: &str, blocks: &str| {
        let parts =
            Parts { claims, transformations: &map, blocks, page: VALIDATES, profiles: &validation, ..Parts::default() };
        parts.codes()
    };
    assert_eq!(codes(&restriction(&["A", "a"]), ""), [""; 0]);
    assert_eq!(codes(&restriction(&["A", "A"]), ""), ["CS0528"]);
    let bare = claim("message", "string", "");
    assert_eq!(codes(&bare, ""), ["CS0528"]);
    let collection = "<LocalizedCollections><LocalizedCollection ElementType=\"ClaimType\" ElementId=\"message\" \
                      TargetCollection=\"Restriction\"><Item Text=\"A\" Value=\"About A\" /></LocalizedCollection>\
                      </LocalizedCollections>";
    assert_eq!(codes(&bare, &localization(&[("en", collection)])), [""; 0]);
}

/// A localization with resources for these languages, and the page that uses them.
fn localization(languages: &[(&str, &str)]) -> String {
    let references: String = languages
        .iter()
        .map(|(it, _)| {
            format!("<LocalizedResourcesReference Language=\"{it}\" LocalizedResourcesReferenceId=\"page.{it}\" />")
        })
        .collect();
    let supported: String =
        languages.iter().map(|(it, _)| format!("<SupportedLanguage>{it}</SupportedLanguage>")).collect();
    let resources: String = languages
        .iter()
        .map(|(it, content)| format!("<LocalizedResources Id=\"page.{it}\">{content}</LocalizedResources>"))
        .collect();
    format!(
        "<ContentDefinitions><ContentDefinition Id=\"api.page\"><LoadUri>~/tenant/default/page.cshtml</LoadUri>\
         <RecoveryUri>~/common/default_page_error.html</RecoveryUri><DataUri>urn:com:microsoft:aad:b2c:elements:contract:\
         selfasserted:2.1.7</DataUri><LocalizedResourcesReferences>{references}</LocalizedResourcesReferences>\
         </ContentDefinition></ContentDefinitions><Localization Enabled=\"true\"><SupportedLanguages DefaultLanguage=\"en\">\
         {supported}</SupportedLanguages>{resources}</Localization>"
    )
}

fn strings(element_type: &str, texts: &[(&str, &str)]) -> String {
    let text = |(id, text): &(&str, &str)| {
        format!(
            "<LocalizedString ElementType=\"{element_type}TransformationClaimType\" StringId=\"{id}\">{text}</LocalizedString>"
        )
    };
    format!("<LocalizedStrings>{}</LocalizedStrings>", texts.iter().map(text).collect::<String>())
}

#[test]
fn localized_texts_are_there_in_every_language() {
    let get = transformation("Get", "GetLocalizedStringsTransformation", &[], &[], &[["text", "subject"]]);
    let validation = runner("Validation", "Get");
    let found = |languages: &[(&str, &str)]| {
        let blocks = localization(languages);
        let parts = Parts {
            transformations: &get,
            blocks: &blocks,
            page: VALIDATES,
            profiles: &validation,
            ..Parts::default()
        };
        parts.found()
    };
    let subject = strings("GetLocalizedStrings", &[("Subject", "Your code")]);
    let other = strings("GetLocalizedStrings", &[("subjekt", "Ihr Code")]);
    assert!(found(&[("en", &subject), ("es", &subject)]).is_empty());
    let some = found(&[("en", &subject), ("es", &other)]);
    assert_eq!(some.len(), 1, "{some:?}");
    assert_eq!((some[0].0.code.id, some[0].0.severity, some[0].1.as_str()), ("CS0530", Severity::Warning, "subject"));
    let none = found(&[("en", &other)]);
    assert_eq!((none[0].0.code.id, none[0].0.severity), ("CS0530", Severity::Error));
    assert_eq!(none[0].0.fix.as_ref().expect("the other id").edits[0].replacement, "subjekt");
}

#[test]
fn localized_format_strings_take_the_arguments_that_are_there() {
    let format = transformation(
        "Format",
        "FormatLocalizedString",
        &[["email", "first"], ["text", "second"]],
        &[["stringFormatId", "string", "Exists"]],
        &[["text", "outputClaim"]],
    );
    let validation = runner("Validation", "Format");
    let codes = |english: &str, spanish: &str| {
        let texts = [english, spanish].map(|text| strings("FormatLocalizedString", &[("Exists", text)]));
        let blocks = localization(&[("en", &texts[0]), ("es", &texts[1])]);
        let parts = Parts {
            transformations: &format,
            blocks: &blocks,
            page: VALIDATES,
            profiles: &validation,
            ..Parts::default()
        };
        // Two texts of one resource are the same to the transformation, which reads and writes one claim.
        parts.codes().into_iter().filter(|code| *code != "CS0533").collect::<Vec<_>>()
    };
    assert_eq!(codes("{0} is known as {1}", "{1} es {0}"), [""; 0]);
    assert_eq!(codes("{0} is known", "{1} existe"), ["CS0530"]);
    assert_eq!(codes("{0} is known", "{2} existe"), ["CS0526"]);
    assert_eq!(codes("{0} is known", "{0 existe"), ["CS0526"]);
}

#[test]
fn a_claim_is_copied_by_the_predicates_of_its_target() {
    let copy = transformation(
        "Copy",
        "CopyClaimIfPredicateMatch",
        &[["email", "inputClaim"]],
        &[],
        &[["text", "outputClaim"]],
    );
    let validation = runner("Validation", "Copy");
    let parts = Parts { transformations: &copy, page: VALIDATES, profiles: &validation, ..Parts::default() };
    let (finding, place) = parts.only();
    assert_eq!((finding.code.id, place.as_str()), ("CS0529", "text"));
}

#[test]
fn a_split_text_exists() {
    let split = transformation(
        "Split",
        "StringSplit",
        &[["text", "inputClaim"]],
        &[["delimiter", "string", ","]],
        &[["list", "outputClaim"]],
    );
    let validation = runner("Validation", "Split");
    let parts = Parts { transformations: &split, page: VALIDATES, profiles: &validation, ..Parts::default() };
    let (finding, place) = parts.only();
    assert_eq!((finding.code.id, place.as_str()), ("CS0534", "text"));
    let required = split.replace("\"text\"", "\"email\"");
    assert!(Parts { transformations: &required, ..parts }.codes().is_empty(), "the page wants an e-mail address");
}

#[test]
fn a_list_from_outside_may_be_empty() {
    let rest = profile(
        "Second",
        REST,
        "<Metadata><Item Key=\"ServiceUrl\">https://api.example/roles</Item><Item Key=\"AuthenticationType\">None</Item>\
         </Metadata><OutputClaims><OutputClaim ClaimTypeReferenceId=\"list\" /></OutputClaims>",
    );
    let token = "<OutputClaim ClaimTypeReferenceId=\"list\" />";
    let (finding, place) = Parts { profiles: &rest, token, ..Parts::default() }.only();
    assert_eq!((finding.code.id, place.as_str()), ("CS0535", "list"));
    let add = transformation(
        "Add",
        "AddParameterToStringCollection",
        &[["list", "collection"]],
        &[["item", "string", "everyone"]],
        &[["list", "collection"]],
    );
    let profiles = rest + &runner("Validation", "Add");
    let parts = Parts { transformations: &add, page: VALIDATES, profiles: &profiles, token, ..Parts::default() };
    assert_eq!(parts.codes(), [""; 0]);
}

#[test]
fn a_profile_of_claims_transformations_has_output_claims() {
    let now =
        transformation("Text", "CreateStringClaim", &[], &[["value", "string", "a"]], &[["text", "createdClaim"]]);
    let bare = profile("Validation", CLAIMS_TRANSFORMATION, &runs("Text"));
    let parts = Parts { transformations: &now, page: VALIDATES, profiles: &bare, ..Parts::default() };
    let (finding, place) = parts.only();
    assert_eq!((finding.code.id, finding.severity, place.as_str()), ("CS0536", Severity::Error, "Validation"));
}

#[test]
fn a_claims_transformation_that_nothing_runs_is_found_above_the_bottom_of_the_chain() {
    let parts = Parts { transformations: &assertion(), ..Parts::default() };
    let (finding, place) = parts.only();
    assert_eq!((finding.code.id, place.as_str()), ("CS0537", "IsAllowed"));
    let base = policy("B2C_1A_Base", None, &(parts.building_blocks() + &parts.profiles()));
    let leaf = policy("B2C_1A_A", Some("B2C_1A_Base"), &parts.journey());
    assert!(mine(run(&[("a.xml", &leaf), ("base.xml", &base)], Purpose::Check)).is_empty());
    let unfinished = policy("B2C_1A_A", None, &(parts.building_blocks() + &parts.profiles()));
    assert!(mine(run(&[("a.xml", &unfinished)], Purpose::Check)).is_empty());
}

/// What a reference was to be is run once it is mended.
#[test]
fn a_slip_in_a_reference_is_one_finding() {
    let profiles = profile("Runs", CLAIMS_TRANSFORMATION, &runs("IsAlowed"));
    let parts = Parts { transformations: &assertion(), profiles: &profiles, ..Parts::default() };
    let content = parts.building_blocks() + &parts.profiles() + &parts.journey();
    let outcome = run(&[("a.xml", &policy("B2C_1A_A", None, &content))], Purpose::Check);
    let about: Vec<&str> =
        outcome.diagnostics.iter().map(|it| it.code.id).filter(|id| id.starts_with("CS0537")).collect();
    assert_eq!(about, [""; 0]);
    assert!(outcome.diagnostics.iter().any(|it| it.code.id == "CS0311"));
}

/// Many texts times many languages, and many pages times many validations: neither product is walked to its end.
#[test]
fn hostile_policies_come_to_an_end() {
    let ids: Vec<String> = (0..1_500).map(|at| format!("text{at}")).collect();
    let outputs: Vec<[&str; 2]> = ids.iter().map(|id| ["text", id.as_str()]).collect();
    let get = transformation("Get", "GetLocalizedStringsTransformation", &[], &[], &outputs);
    let all: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "a")).collect();
    let all = strings("GetLocalizedStrings", &all);
    let languages: Vec<String> =
        (0..1_500).map(|at| format!("a{}-{at:04}", (b'a' + (at % 26) as u8) as char)).collect();
    let mut resources: Vec<(&str, &str)> = languages.iter().map(|language| (language.as_str(), "")).collect();
    resources[0].1 = &all;
    let blocks = localization(&resources);
    let found = Parts { transformations: &get, blocks: &blocks, ..Parts::default() }.found();
    assert!(found.len() > 1_000);

    let validations =
        "<ValidationClaimsExchangeTechnicalProfile TechnicalProfileReferenceId=\"Validation\" />".repeat(3_000);
    let control = format!(
        "<DisplayControls><DisplayControl Id=\"Control\" UserInterfaceControlType=\"VerificationControl\"><Actions><Action \
         Id=\"SendCode\"><ValidationClaimsExchange>{validations}</ValidationClaimsExchange></Action></Actions></DisplayControl>\
         </DisplayControls>"
    );
    let page = |at: usize| {
        let claims = "<DisplayClaims><DisplayClaim DisplayControlReferenceId=\"Control\" /></DisplayClaims>";
        profile(&format!("Page{at}"), SELF_ASSERTED, &format!("<Metadata>{MESSAGE}</Metadata>{claims}"))
    };
    let pages: String = (0..1_500).map(page).collect();
    let profiles = pages + &runner("Validation", "IsAllowed");
    let assertion = assertion();
    let parts = Parts { transformations: &assertion, blocks: &control, profiles: &profiles, ..Parts::default() };
    assert!(parts.found().is_empty(), "it is sound, however large");
}
