use super::*;
use crate::diagnostic::Severity;
use crate::loader::MemoryLoader;
use crate::{Options, Outcome, Purpose, compile};
use claimsmith_profile::transformation::{
    CharacterRange, DateBound, Localized, PredicateGroup, PredicateTest, PredicateValidation, ReplacementPiece,
};
use claimsmith_profile::{Profile, Text};

/// A policy whose technical profile puts out the claim `value`, with these elements in its claim type and behind the
/// claims schema.
fn policy(claim_type: &str, data_type: &str, blocks: &str) -> String {
    format!(
        r#"<TrustFrameworkPolicy xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06" PolicySchemaVersion="0.3.0.0"
  TenantId="contoso.onmicrosoft.com" PolicyId="B2C_1A_Test" PublicPolicyUri="http://contoso.onmicrosoft.com/B2C_1A_Test">
<BuildingBlocks><ClaimsSchema>
  <ClaimType Id="issuerUserId"><DisplayName>Id</DisplayName><DataType>string</DataType></ClaimType>
  <ClaimType Id="value"><DisplayName>Value</DisplayName><DataType>{data_type}</DataType>{claim_type}</ClaimType>
</ClaimsSchema>{blocks}</BuildingBlocks>
<ClaimsProviders><ClaimsProvider><DisplayName>A</DisplayName><TechnicalProfiles>
  <TechnicalProfile Id="A"><DisplayName>A</DisplayName><Protocol Name="OAuth2" />
    <Metadata>
      <Item Key="client_id">1</Item>
      <Item Key="authorization_endpoint">https://id.example/authorize</Item>
      <Item Key="AccessTokenEndpoint">https://id.example/token</Item>
      <Item Key="ClaimsEndpoint">https://id.example/me</Item>
      <Item Key="UsePolicyInRedirectUri">false</Item>
    </Metadata>
    <CryptographicKeys><Key Id="client_secret" StorageReferenceId="B2C_1A_Secret" /></CryptographicKeys>
    <OutputClaims>
      <OutputClaim ClaimTypeReferenceId="issuerUserId" />
      <OutputClaim ClaimTypeReferenceId="VALUE" />
    </OutputClaims>
  </TechnicalProfile>
</TechnicalProfiles></ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>"#
    )
}

fn outcome(claim_type: &str, data_type: &str, blocks: &str) -> Outcome {
    let loader: MemoryLoader = [("a.xml", policy(claim_type, data_type, blocks))].into_iter().collect();
    compile(&Options::new(["a.xml"], Purpose::Generate), &loader)
}

fn profile(claim_type: &str, data_type: &str, blocks: &str) -> Profile {
    let outcome = outcome(claim_type, data_type, blocks);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("it compiles").profiles.remove(0).profile
}

fn validation(claim_type: &str, data_type: &str, blocks: &str) -> ClaimValidation {
    let profile = profile(claim_type, data_type, blocks);
    let [validation] = &*profile.validations else { panic!("{:?}", profile.validations) };
    assert_eq!(validation.claim, 1);
    validation.clone()
}

/// What is refused, in the words of the findings.
fn refused(claim_type: &str, blocks: &str) -> Vec<String> {
    let outcome = outcome(claim_type, "string", blocks);
    assert!(outcome.sdk.is_none_or(|sdk| sdk.profiles.is_empty()), "nothing is generated");
    let errors = outcome.diagnostics.iter().filter(|it| it.code.id == "CS0704");
    errors.map(|it| it.message.clone()).collect()
}

fn values(claim_type: &str, data_type: &str, blocks: &str) -> (Vec<String>, bool) {
    let enumeration = validation(claim_type, data_type, blocks).enumeration.expect("values");
    (enumeration.values.iter().map(ToString::to_string).collect(), enumeration.multiple)
}

fn restriction(values: &[&str]) -> String {
    let values: String = values.iter().map(|it| format!("<Enumeration Text=\"{it}.\" Value=\"{it}\" />")).collect();
    format!("<Restriction>{values}</Restriction>")
}

#[test]
fn values_are_in_the_text_form_of_the_data_type() {
    let multiple = format!("<UserInputType>CheckboxMultiSelect</UserInputType>{}", restriction(&["a", "b"]));
    assert_eq!(values(&restriction(&["b", "A"]), "string", ""), (vec!["b".into(), "A".into()], false));
    assert_eq!(values(&multiple, "string", ""), (vec!["a".into(), "b".into()], true));
    assert_eq!(values(&restriction(&["True", "false"]), "boolean", ""), (vec!["true".into(), "false".into()], false));
    assert_eq!(values(&restriction(&["07", "+8"]), "int", ""), (vec!["7".into(), "8".into()], false));
}

#[test]
fn nothing_is_asked_of_a_claim_without_rules() {
    let empty = profile("", "string", "");
    assert!(empty.validations.is_empty() && empty.masks.is_empty());
    // An empty value is how a list offers to choose nothing.
    assert!(
        profile("<Restriction><Enumeration Text=\"-\" Value=\"\" /></Restriction>", "string", "")
            .validations
            .is_empty()
    );
}

const PREDICATES: &str = r#"<Predicates>
  <Predicate Id="Length" Method="islengthrange" HelpText="{0}-{1}"><Parameters>
    <Parameter Id="Minimum">-1</Parameter><Parameter Id="Maximum"> 64 </Parameter></Parameters></Predicate>
  <Predicate Id="Signs" Method="IncludesCharacters"><Parameters>
    <Parameter Id="CharacterSet">0-9[\-</Parameter></Parameters></Predicate>
  <Predicate Id="Days" Method="IsDateRange"><Parameters>
    <Parameter Id="Minimum">2010-1-31</Parameter><Parameter Id="Maximum">today</Parameter></Parameters></Predicate>
</Predicates>"#;

fn references(ids: &[&str], attributes: &str) -> String {
    let references: String = ids.iter().map(|id| format!("<PredicateReference Id=\"{id}\" />")).collect();
    format!("<PredicateReferences {attributes}>{references}</PredicateReferences>")
}

fn predicates(validations: &str, claim_type: &str) -> PredicateValidation {
    let validation = validation(claim_type, "string", &format!("{PREDICATES}{validations}"));
    validation.predicates.expect("predicates")
}

fn tests(group: &PredicateGroup) -> Vec<PredicateTest> {
    group.predicates.iter().map(|predicate| predicate.test.clone()).collect()
}

#[test]
fn parameters_are_read() {
    let group = references(&["Length", "Signs", "DAYS"], "");
    let validations = format!(
        "<PredicateValidations><PredicateValidation Id=\"V\"><PredicateGroups><PredicateGroup Id=\"G\">{group}\
         </PredicateGroup></PredicateGroups></PredicateValidation></PredicateValidations>"
    );
    let validation = predicates(&validations, "<PredicateValidationReference Id=\"v\" />");
    let range = |first, last| CharacterRange { first, last };
    let set = vec![range('0', '9'), range('[', '['), range('-', '-')];
    let day = DateBound::Day { year: 2010, month: 1, day: 31 };
    assert_eq!((&*validation.id, validation.groups[0].match_at_least), ("V", 3));
    assert_eq!(
        tests(&validation.groups[0]),
        [
            PredicateTest::IsLengthRange { minimum: 0, maximum: 64 },
            PredicateTest::IncludesCharacters(set.into()),
            PredicateTest::IsDateRange { minimum: day, maximum: DateBound::Today },
        ]
    );
    let help = &validation.groups[0].predicates[0].help_text;
    assert_eq!(**help, [Localized { culture: Text::from(""), value: Text::from("-1-64") }]);
}

#[test]
fn older_validations_are_asked_behind_the_newer_one() {
    let (one, both) =
        (references(&["Signs"], ""), references(&["Length", "Signs"], "MatchAtLeast=\"1\" HelpText=\"{0} of\""));
    let validations = format!(
        "<InputValidations><InputValidation Id=\"Old\">{one}{both}</InputValidation></InputValidations>\
         <PredicateValidations><PredicateValidation Id=\"New\"><PredicateGroups><PredicateGroup Id=\"G\">{one}\
         </PredicateGroup></PredicateGroups></PredicateValidation></PredicateValidations>"
    );
    let older = "<InputValidationReference Id=\"Old\" />";
    let alone = predicates(&validations, older);
    let shape = |validation: &PredicateValidation| -> Vec<(String, u16, usize)> {
        let groups = validation.groups.iter();
        groups.map(|group| (group.id.to_string(), group.match_at_least, group.predicates.len())).collect()
    };
    assert_eq!((&*alone.id, shape(&alone)), ("Old", vec![(String::new(), 1, 1), (String::new(), 1, 2)]));
    assert_eq!(alone.groups[1].help_text[0].value, "1 of");
    let with_newer = predicates(&validations, &format!("{older}<PredicateValidationReference Id=\"New\" />"));
    assert_eq!((&*with_newer.id, with_newer.groups.len(), &*with_newer.groups[0].id), ("New", 3, "G"));
}

#[test]
fn blanks_of_masks_and_predicates_are_kept() {
    for (mask, shown) in [(" XX ", " XX "), (" ", " "), ("*", "*")] {
        let simple = profile(&format!("<Mask Type=\"Simple\">{mask}</Mask>"), "string", "");
        assert_eq!(*simple.masks, [(1, Mask::Simple(shown.into()))]);
        let regex = profile(&format!("<Mask Type=\"Regex\" Regex=\"[0-9]\">{mask}</Mask>"), "string", "");
        let [(1, Mask::Regex { replacement, .. })] = &*regex.masks else { panic!("{:?}", regex.masks) };
        assert_eq!(**replacement, [ReplacementPiece::Text(shown.into())]);
    }
    let asked = |method: &str, parameter: &str, value: &str| {
        let blocks = format!(
            "<Predicates><Predicate Id='p' Method='{method}'><Parameters><Parameter Id='{parameter}'>{value}</Parameter>\
             </Parameters></Predicate></Predicates><PredicateValidations><PredicateValidation Id='v'><PredicateGroups>\
             <PredicateGroup Id='g'><PredicateReferences><PredicateReference Id='p'/></PredicateReferences></PredicateGroup>\
             </PredicateGroups></PredicateValidation></PredicateValidations>"
        );
        let validation = validation("<PredicateValidationReference Id=\"v\" />", "string", &blocks);
        validation.predicates.expect("a validation").groups[0].predicates[0].test.clone()
    };
    let one = |character: char| CharacterRange { first: character, last: character };
    for (set, characters) in
        [("@# ", vec![one('@'), one('#'), one(' ')]), (" ", vec![one(' ')]), (" - ", vec![one(' ')])]
    {
        let expected = PredicateTest::IncludesCharacters(characters.into());
        assert_eq!(asked("IncludesCharacters", "CharacterSet", set), expected, "{set:?}");
    }
    let PredicateTest::MatchesRegex(pattern) = asked("MatchesRegex", "RegularExpression", "^a ") else { panic!() };
    assert!(pattern.0.ends_with("a\\x{20}"), "{pattern:?}");
}

#[test]
fn patterns_and_masks_are_rewritten() {
    let pattern = "<Mask Type=\"Regex\" Regex=\"(?&lt;n&gt;a)(b)$\">${n}$1</Mask>\
                   <Restriction><Pattern RegularExpression=\"^a$\" /></Restriction>";
    let profile = profile(pattern, "string", "");
    let restriction = profile.validations[0].pattern.as_ref().expect("a pattern");
    assert_eq!((&*restriction.pattern.0, restriction.help_text.len()), ("\\Aa(?=\\n?\\z)", 0));
    let [(1, Mask::Regex { pattern, replacement })] = &*profile.masks else { panic!("{:?}", profile.masks) };
    assert_eq!(pattern.0, "(a)(b)(?=\\n?\\z)");
    assert_eq!(**replacement, [ReplacementPiece::Group(1), ReplacementPiece::Group(2)]);
}

#[test]
fn what_has_no_counterpart_is_refused() {
    let pattern = "<Restriction><Pattern RegularExpression=\"[a-z-[aeiou]]\" /></Restriction>";
    let found = refused(pattern, "");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("the regular expression of `value` is not compiled: the subtraction of a class"),
        "{found:?}"
    );
    let mask = "<Mask Type=\"Regex\" Regex=\"[a-z-[aeiou]]\">*</Mask>";
    assert!(refused(mask, "")[0].starts_with("the regular expression of the mask of `value` is not compiled"));
    let rejecting = references(&["Signs"], "Reject=\"true\"");
    let blocks = format!(
        "{PREDICATES}<PredicateValidations><PredicateValidation Id=\"V\"><PredicateGroups><PredicateGroup Id=\"G\">\
         {rejecting}</PredicateGroup></PredicateGroups></PredicateValidation></PredicateValidations>"
    );
    assert_eq!(
        refused("<PredicateValidationReference Id=\"V\" />", &blocks),
        ["predicates that reject are not compiled"]
    );
}

#[test]
fn a_fault_in_a_predicate_is_one_of_the_profiles_that_depend_on_it() {
    let predicate = "<Predicates><Predicate Id=\"P\" Method=\"MatchesRegex\"><Parameters>\
                     <Parameter Id=\"RegularExpression\">(</Parameter></Parameters></Predicate></Predicates>";
    let validations = format!(
        "{predicate}<PredicateValidations><PredicateValidation Id=\"V\"><PredicateGroups><PredicateGroup Id=\"G\">{}\
         </PredicateGroup></PredicateGroups></PredicateValidation></PredicateValidations>",
        references(&["P"], "")
    );
    let broken = outcome("<PredicateValidationReference Id=\"V\" />", "string", &validations);
    assert!(broken.sdk.is_none_or(|sdk| sdk.profiles.is_empty()));
    let errors = broken.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    assert_eq!(errors.map(|it| it.code.id).collect::<Vec<_>>(), ["CS0517"]);
    let unused = outcome("", "string", &validations);
    assert_eq!(unused.sdk.expect("it compiles").profiles.len(), 1);
}
