//! Each rule with a policy that breaks it: which code, at which text, and nothing else.

use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::source::{SourceMap, Span};
use crate::xml;

const ATTRIBUTES: &str = concat!(
    r#"xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06" xmlns:o="urn:other" "#,
    r#"PolicySchemaVersion="0.3.0.0" TenantId="contoso.onmicrosoft.com" PolicyId="B2C_1A_Test" "#,
    r#"PublicPolicyUri="http://contoso.onmicrosoft.com/B2C_1A_Test""#,
);

struct Found {
    text: String,
    list: Vec<Diagnostic>,
}

impl Found {
    fn at(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Code and text of the primary span of every finding, in the order of the text.
    fn codes(&self) -> Vec<(&str, &str)> {
        self.list
            .iter()
            .map(|finding| (finding.code.id, self.at(finding.primary.as_ref().expect("a place").span)))
            .collect()
    }

    /// The only finding.
    fn only(&self) -> &Diagnostic {
        assert_eq!(self.list.len(), 1, "{:#?}", self.list);
        &self.list[0]
    }

    fn label(&self) -> &str {
        self.at(self.only().labels[0].span)
    }

    /// The advice of the only finding, that of its fix included.
    fn help(&self) -> String {
        let finding = self.only();
        let advice = finding.help.iter().chain(finding.fix.iter().map(|fix| &fix.message));
        advice.map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// The text after the only finding's fix, and whether it may be applied unseen.
    fn fixed(&self) -> Option<(String, Applicability)> {
        let fix = self.only().fix.as_ref()?;
        let edit = &fix.edits[0];
        let mut text = self.text.clone();
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
        Some((text, fix.applicability))
    }
}

fn check(text: &str) -> Found {
    let mut sources = SourceMap::default();
    let file = sources.add("policy.xml", text);
    let mut diagnostics = Diagnostics::default();
    let document = xml::parse(&sources, file, &mut diagnostics).expect("well-formed");
    let root = xml::root(&document, &sources, file, &mut diagnostics).expect("a policy");
    super::validate(&root, &mut diagnostics);
    Found { text: text.to_owned(), list: diagnostics.into_sorted(&sources) }
}

#[test]
fn white_space_around_a_value_is_compared() {
    let claim = |data_type: &str| {
        let claim =
            format!("<ClaimType Id=\"a\"><DisplayName> A </DisplayName><DataType>{data_type}</DataType></ClaimType>");
        policy(&format!("<BuildingBlocks><ClaimsSchema>{claim}</ClaimsSchema></BuildingBlocks>"))
    };
    for written in ["\n  string\n", " string", "string\t"] {
        let found = claim(written);
        assert_eq!(found.codes(), [("CS0207", "string")], "{written:?}");
        let fix = found.only().fix.as_ref().expect("a fix");
        assert_eq!(fix.applicability, Applicability::MachineApplicable);
        let mut text = found.text.clone();
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
        }
        assert!(text.contains("<DisplayName> A </DisplayName><DataType>string</DataType>"), "{text}");
    }
    // The comment is to stay, so nobody but the author can mend it.
    for written in [" <!-- a text -->string", "string&#32;"] {
        let found = claim(written);
        assert_eq!(found.codes()[0].0, "CS0207", "{written:?}");
        assert!(found.only().fix.is_none() && !found.only().help.is_empty());
    }
    assert!(claim("string<!-- a text -->").list.is_empty());
    let lifetime = "<RelyingParty><DefaultUserJourney ReferenceId=\"a\" /><UserJourneyBehaviors><SessionExpiryInSeconds> 900 \
        </SessionExpiryInSeconds></UserJourneyBehaviors></RelyingParty>";
    assert!(policy(lifetime).list.is_empty(), "numbers may have white space around them");
}

fn policy(body: &str) -> Found {
    check(&format!("<TrustFrameworkPolicy {ATTRIBUTES}>{body}</TrustFrameworkPolicy>"))
}

fn claims_schema(body: &str) -> Found {
    policy(&format!("<BuildingBlocks><ClaimsSchema>{body}</ClaimsSchema></BuildingBlocks>"))
}

fn technical_profile(body: &str) -> Found {
    policy(&format!(
        "<ClaimsProviders><ClaimsProvider><TechnicalProfiles><TechnicalProfile Id='P'>{body}\
         </TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders>"
    ))
}

fn behaviors(body: &str) -> Found {
    policy(&format!("<RelyingParty><UserJourneyBehaviors>{body}</UserJourneyBehaviors></RelyingParty>"))
}

fn steps(body: &str) -> Found {
    policy(&format!(
        "<UserJourneys><UserJourney Id='J'><OrchestrationSteps>{body}</OrchestrationSteps></UserJourney></UserJourneys>"
    ))
}

#[test]
fn a_file_of_claim_types_and_claims_providers_is_sound() {
    let found = policy(
        r#"
        <BuildingBlocks>
          <!-- a comment is no text -->
          <ClaimsSchema>
            <ClaimType Id="displayName"><DisplayName/><DataType>string</DataType></ClaimType>
          </ClaimsSchema>
        </BuildingBlocks>
        <ClaimsProviders>
          <ClaimsProvider>
            <TechnicalProfiles>
              <TechnicalProfile Id="QQ-OAUTH">
                <Protocol Name="OAuth2" />
                <Metadata><Item Key="client_id">{Settings:ClientId}</Item></Metadata>
                <InputClaims />
                <OutputClaims>
                  <OutputClaim ClaimTypeReferenceId="displayName" PartnerClaimType="nickname" />
                  <OutputClaim ClaimTypeReferenceId="displayName" PartnerClaimType="nickname" Required="1" />
                </OutputClaims>
                <Extensions>free <o:x y="1"><Unknown/></o:x></Extensions>
                <IncludeInSso> false </IncludeInSso>
              </TechnicalProfile>
            </TechnicalProfiles>
          </ClaimsProvider>
        </ClaimsProviders>"#,
    );
    // `IncludeInSso` stands too late, everything else is as it should be.
    assert_eq!(found.codes(), [("CS0202", "IncludeInSso")]);
    assert_eq!(policy("").codes(), []);
}

#[test]
fn an_unknown_element_is_reported_once_and_not_entered() {
    let found = technical_profile("<Metadatas><Item/><Foo/></Metadatas><OutputClaims/>");
    assert_eq!(found.codes(), [("CS0201", "Metadatas")]);
    assert_eq!(found.help(), "did you mean `Metadata`?");
    let found = technical_profile("<metadata/>");
    assert_eq!(found.help(), "write `Metadata`: names of elements are compared with case");
    let found = behaviors("<Xyzzy/>");
    assert_eq!(found.codes(), [("CS0201", "Xyzzy")]);
    assert!(policy("<Xyzzy/><Xyzzy/><Xyzzy/>").only().notes[0].starts_with("2 more"));
}

#[test]
fn an_element_of_another_place_is_sent_there() {
    let found = policy(
        "<ClaimsProvider><TechnicalProfiles/></ClaimsProvider><UserJourneys><UserJourney Id='a'/></UserJourneys>",
    );
    assert_eq!(found.codes(), [("CS0201", "ClaimsProvider")]);
    assert_eq!(found.help(), "`ClaimsProvider` belongs in `ClaimsProviders`");
    let found = technical_profile("<InputClaim ClaimTypeReferenceId='a'/>");
    assert_eq!(found.help(), "`InputClaim` belongs in `InputClaims`");
    let found = technical_profile("<Item Key='a'>b</Item>");
    assert_eq!(found.help(), "`Item` belongs in `Metadata` or `Suppressions`");
}

#[test]
fn an_element_of_another_namespace_is_unknown() {
    let found = technical_profile("<o:Metadata><Item/></o:Metadata>");
    assert_eq!(found.codes(), [("CS0201", "o:Metadata")]);
    assert_eq!(found.only().notes, ["it is in the namespace `urn:other`"]);
    assert_eq!(technical_profile("<Metadata xmlns=''/>").only().notes, ["it is in no namespace"]);
}

#[test]
fn a_root_in_a_wrong_namespace_is_one_finding() {
    let attributes = ATTRIBUTES.replace("2013/06", "2013/07");
    let found = check(&format!("<TrustFrameworkPolicy {attributes}><BuildingBlocks/></TrustFrameworkPolicy>"));
    assert_eq!(found.codes(), [("CS0103", "TrustFrameworkPolicy")]);
}

#[test]
fn text_and_attribute_elements_hold_no_elements() {
    let found = technical_profile("<IncludeInSso>perhaps <b/></IncludeInSso>");
    assert_eq!(found.codes(), [("CS0201", "b")]);
    assert_eq!(found.help(), "`IncludeInSso` holds text only");
    let found = technical_profile("<Protocol Name='None'><Metadata/></Protocol>");
    assert_eq!(found.help(), "`Metadata` belongs in `ContentDefinition` or `TechnicalProfile`");
    assert_eq!(
        technical_profile("<Protocol Name='None'><b/></Protocol>").help(),
        "`Protocol` holds nothing but attributes"
    );
}

#[test]
fn an_element_that_comes_too_late_is_named_with_what_it_precedes() {
    let found = technical_profile("<Protocol Name='None'/><InputClaims/><DisplayName/><OutputClaims/>");
    assert_eq!(found.codes(), [("CS0202", "DisplayName")]);
    assert_eq!(found.label(), "Protocol");
    assert_eq!(found.only().primary.as_ref().expect("a place").text, "must stand before `Protocol`");
    assert_eq!(found.help(), "write them in this order: `DisplayName`, `Protocol`, `InputClaims`, `OutputClaims`");
}

#[test]
fn an_element_that_comes_too_early_does_not_blame_those_behind_it() {
    let found = technical_profile("<OutputClaims/><DisplayName/><Protocol Name='None'/><InputClaims/>");
    assert_eq!(found.codes(), [("CS0202", "OutputClaims")]);
    assert_eq!(found.label(), "InputClaims");
    assert_eq!(found.only().primary.as_ref().expect("a place").text, "must stand after `InputClaims`");
}

#[test]
fn of_two_exchanged_elements_the_second_is_misplaced() {
    let found = policy("<UserJourneys><UserJourney Id='J'/></UserJourneys><BuildingBlocks/>");
    assert_eq!(found.codes(), [("CS0202", "BuildingBlocks")]);
}

#[test]
fn a_misplaced_element_is_still_looked_into() {
    let found = technical_profile("<OutputClaims/><Metadata><Item/></Metadata>");
    assert_eq!(found.codes(), [("CS0202", "Metadata"), ("CS0206", "Item")]);
}

#[test]
fn a_missing_element_is_reported_at_its_parent() {
    let found = policy("<BasePolicy><PolicyId>a</PolicyId></BasePolicy>");
    assert_eq!(found.codes(), [("CS0203", "BasePolicy")]);
    assert_eq!(found.only().message, "`BasePolicy` lacks the element `TenantId`");
    let found = technical_profile("<Metadata/>");
    assert_eq!(found.help(), "add `<Item>`, or remove the empty `Metadata`");
    assert_eq!(policy("<ClaimsProviders><ClaimsProvider/></ClaimsProviders>").codes(), [("CS0203", "ClaimsProvider")]);
}

#[test]
fn what_an_unknown_element_explains_is_not_missing_as_well() {
    let misspelled = "<BasePolicy><TenantID>a</TenantID><PolicyId>a</PolicyId></BasePolicy>";
    assert_eq!(policy(misspelled).codes(), [("CS0201", "TenantID")]);
    let without_list = "<ClaimsProviders><ClaimsProvider><TechnicalProfile Id='a'/></ClaimsProvider></ClaimsProviders>";
    let found = policy(without_list);
    assert_eq!(found.codes(), [("CS0201", "TechnicalProfile")]);
    assert_eq!(found.help(), "`TechnicalProfile` belongs in `TechnicalProfiles`");
    let wrapped = "<ValidationTechnicalProfiles><Group><ValidationTechnicalProfile ReferenceId='a'/></Group>\
                   </ValidationTechnicalProfiles>";
    assert_eq!(technical_profile(wrapped).codes(), [("CS0201", "Group")]);
    let nested = "<ValidationTechnicalProfiles><ValidationTechnicalProfiles/></ValidationTechnicalProfiles>";
    assert_eq!(technical_profile(nested).codes(), [("CS0201", "ValidationTechnicalProfiles")]);
}

#[test]
fn a_repeated_element_points_to_the_first() {
    let found = technical_profile("<DisplayName>a</DisplayName><DisplayName>b</DisplayName><OutputClaims/>");
    let finding = found.only();
    assert_eq!(finding.code.id, "CS0204");
    assert!(finding.primary.as_ref().expect("a place").span.start > finding.labels[0].span.start);
    // Far behind the first it is a repetition too, and not out of order.
    let found = technical_profile("<DisplayName>a</DisplayName><OutputClaims/><DisplayName>b</DisplayName>");
    assert_eq!(found.codes(), [("CS0204", "DisplayName")]);
    let transformations = "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId='a'/>\
                           </OutputClaimsTransformations>";
    assert_eq!(technical_profile(&transformations.repeat(2)).codes(), []);
}

#[test]
fn a_choice_holds_elements_of_one_kind() {
    let item = "<Enumeration Text='a' Value='a'/>";
    let pattern = "<Pattern RegularExpression='a'/>";
    let restriction =
        |body: &str| claims_schema(&format!("<ClaimType Id='a'><Restriction>{body}</Restriction></ClaimType>"));
    assert_eq!(restriction("").codes(), []);
    assert_eq!(restriction(&item.repeat(3)).codes(), []);
    assert_eq!(restriction(pattern).codes(), []);
    assert_eq!(restriction(&format!("{item}{item}{pattern}")).codes(), [("CS0201", "Pattern")]);
    assert_eq!(restriction(&pattern.repeat(2)).codes(), [("CS0204", "Pattern")]);
}

#[test]
fn an_unknown_attribute_is_reported_at_its_name() {
    let found = technical_profile("<IncludeTechnicalProfile ReferenceID='a'/>");
    assert_eq!(found.codes(), [("CS0205", "ReferenceID")]);
    let (text, applicability) = found.fixed().expect("a fix");
    assert!(text.contains("ReferenceId='a'") && applicability == Applicability::MachineApplicable);
    let found = technical_profile("<IncludeTechnicalProfile ReferenceId='a' ReferenceID='b'/>");
    assert_eq!((found.codes(), found.fixed()), (vec![("CS0205", "ReferenceID")], None));
    let found = technical_profile("<IncludeInSso Xyzzy='a'>true</IncludeInSso>");
    assert_eq!(found.help(), "`IncludeInSso` has no attributes: remove it");
}

#[test]
fn a_missing_attribute_is_reported_at_its_element() {
    let found = technical_profile("<Protocol Handler='x'/>");
    assert_eq!(found.codes(), [("CS0206", "Protocol")]);
    assert!(found.help().starts_with("accepted values: `None`, `OAuth1`"));
    let found = check("<TrustFrameworkPolicy xmlns='http://schemas.microsoft.com/online/cpim/schemas/2013/06'/>");
    assert_eq!(found.codes(), [("CS0206", "TrustFrameworkPolicy"); 4]);
}

#[test]
fn a_value_in_the_wrong_case_has_a_fix() {
    let found = behaviors("<SingleSignOn Scope='tenant'/>");
    assert_eq!(found.codes(), [("CS0207", "tenant")]);
    let (text, applicability) = found.fixed().expect("a fix");
    assert!(text.contains("Scope='Tenant'") && applicability == Applicability::MachineApplicable);
    let found = technical_profile("<IncludeInSso>\n  True\n</IncludeInSso>");
    assert_eq!(found.codes(), [("CS0207", "True")]);
    assert!(found.fixed().expect("a fix").0.contains("\n  true\n"));
    let found = claims_schema("<ClaimType Id='a'><DataType>strng</DataType></ClaimType>");
    assert_eq!(found.fixed().expect("a fix").1, Applicability::MaybeIncorrect);
    assert_eq!(found.help(), "did you mean `string`?");
    assert!(found.only().notes[0].starts_with("accepted values: `boolean`, `date`"));
}

#[test]
fn a_value_far_from_all_is_listed_without_a_fix() {
    let found = behaviors("<ScriptExecution>yes</ScriptExecution>");
    assert_eq!((found.codes(), found.fixed()), (vec![("CS0207", "yes")], None));
    assert_eq!(found.only().notes, ["accepted values: `Allow`, `Disallow`"]);
    let found = behaviors("<SessionExpiryInSeconds/>");
    assert_eq!(found.only().message, "`SessionExpiryInSeconds` is empty");
    assert_eq!(found.codes(), [("CS0207", "SessionExpiryInSeconds")]);
}

#[test]
fn every_data_type_is_reported_with_what_is_expected() {
    let insights = "<JourneyInsights TelemetryEngine='ApplicationInsights' InstrumentationKey='InstrumentationKey=1'/>";
    assert!(behaviors(insights).help().contains("connection string"));
    let definition = |uri: &str| {
        policy(&format!(
            "<BuildingBlocks><ContentDefinitions><ContentDefinition Id='a'><LoadUri>{uri}</LoadUri>\
             <DataUri>{uri}</DataUri></ContentDefinition></ContentDefinitions></BuildingBlocks>"
        ))
    };
    assert_eq!(definition("https://a/{x}").codes(), [("CS0207", "https://a/{x}")]);
    assert_eq!(definition("https://a/x").codes(), []);
    let long = "a".repeat(300);
    let found = technical_profile(&format!("<Domains><Domain>{long}</Domain></Domains>"));
    assert!(found.only().message.len() < 120);
    let found = check(
        "<TrustFrameworkPolicy xmlns='http://schemas.microsoft.com/online/cpim/schemas/2013/06' PolicySchemaVersion='3' \
         TenantId='a_b' TenantObjectId='1' PolicyId='a.' PublicPolicyUri='http:///x' DeploymentMode='Test'/>",
    );
    let values: Vec<&str> = found.codes().iter().map(|(_, text)| *text).collect();
    assert_eq!(values, ["3", "a_b", "1", "a.", "http:///x", "Test"]);
}

#[test]
fn a_left_over_placeholder_is_an_invalid_value_with_its_own_advice() {
    for value in ["{{tenant}}", "__Tenant__", "#{Tenant}#"] {
        let found = policy(&format!("<BasePolicy><TenantId>{value}</TenantId><PolicyId>a</PolicyId></BasePolicy>"));
        assert_eq!(found.codes(), [("CS0207", value)]);
        assert!(found.help().contains("unreplaced placeholder"), "{value}");
    }
    // A setting without a value has been reported before the schema is looked at.
    let found = policy("<BasePolicy><TenantId>{Settings:Tenant}</TenantId><PolicyId>a</PolicyId></BasePolicy>");
    assert_eq!(found.codes(), []);
}

#[test]
fn a_second_id_points_to_the_first() {
    let found = claims_schema("<ClaimType Id='a'/><ClaimType Id='b'/><ClaimType Id='a'/>");
    assert_eq!(found.codes(), [("CS0208", "a")]);
    assert_eq!(found.label(), "a");
    assert_eq!(found.only().message, "two `ClaimType` elements have the `Id` `a`");
    let found = claims_schema("<ClaimType Id='email'/><ClaimType Id='Email'/>");
    assert_eq!(found.codes(), [("CS0208", "Email")]);
    assert!(found.only().message.ends_with("only by case: `email` and `Email`"));
}

#[test]
fn a_second_element_that_is_the_same_is_removed_with_its_line() {
    let found = claims_schema("\n  <ClaimType Id='a' />\n  <ClaimType Id='b' />\n  <ClaimType Id='a' />\n");
    let (text, applicability) = found.fixed().expect("a fix");
    assert!(text.contains("<ClaimsSchema>\n  <ClaimType Id='a' />\n  <ClaimType Id='b' />\n</ClaimsSchema>"), "{text}");
    assert_eq!(applicability, Applicability::MachineApplicable);
    assert_eq!(found.help(), "remove this `ClaimType`, which is the same as the first");
    let found =
        technical_profile("<Metadata><Item Key='a'>1</Item><Item Key='b'>2</Item><Item Key='a'>1</Item></Metadata>");
    assert!(found.fixed().expect("a fix").0.contains("<Item Key='a'>1</Item><Item Key='b'>2</Item></Metadata>"));
    let differs = claims_schema("<ClaimType Id='a'/><ClaimType Id='a' />");
    assert_eq!(differs.fixed(), None);
    assert_eq!(differs.help(), "keep one of them, or give this one another `Id`");
}

#[test]
fn keys_reach_over_their_whole_scope_and_no_further() {
    let provider = |id: &str| {
        format!("<ClaimsProvider><TechnicalProfiles><TechnicalProfile Id='{id}'/></TechnicalProfiles></ClaimsProvider>")
    };
    let found = policy(&format!("<ClaimsProviders>{}{}</ClaimsProviders>", provider("P"), provider("P")));
    assert_eq!(found.codes(), [("CS0208", "P")]);
    let relying_party = "<RelyingParty><TechnicalProfile Id='P'/></RelyingParty>";
    assert_eq!(policy(&format!("<ClaimsProviders>{}</ClaimsProviders>{relying_party}", provider("P"))).codes(), []);
    let exchange = "<ClaimsExchanges><ClaimsExchange Id='E' TechnicalProfileReferenceId='a'/></ClaimsExchanges>";
    let step = |order: &str| {
        format!("<OrchestrationStep Order='{order}' Type='ClaimsExchange'>{exchange}</OrchestrationStep>")
    };
    let found = steps(&format!("{}{}", step("1"), step("2")));
    assert_eq!(found.codes(), [("CS0208", "E")]);
    assert_eq!(found.fixed(), None, "both steps need their exchange");
    let bare = |order: &str| format!("<OrchestrationStep Order='{order}' Type='SendClaims'/>");
    assert_eq!(steps(&format!("{}{}", bare("3"), bare("03"))).codes(), [("CS0208", "03")]);
}

#[test]
fn the_keys_that_are_declared_but_not_enforced_upstream_are_enforced() {
    let found =
        technical_profile("<Metadata><Item Key='a'>1</Item><Item Key='A'>2</Item><Item Key='a'>3</Item></Metadata>");
    assert_eq!(found.codes(), [("CS0208", "a")]);
    let found = behaviors(
        "<ContentDefinitionParameters><Parameter Name='a'>1</Parameter><Parameter Name='a'>2</Parameter>\
         </ContentDefinitionParameters>",
    );
    assert_eq!(found.codes(), [("CS0208", "a")]);
}

#[test]
fn repetitions_that_are_no_keys_are_tolerated() {
    let found = technical_profile(
        "<InputClaims><InputClaim ClaimTypeReferenceId='a'/><InputClaim ClaimTypeReferenceId='a'/></InputClaims>",
    );
    assert_eq!(found.codes(), []);
    let found = claims_schema(
        "<ClaimType Id='a'><Restriction><Enumeration Text='a' Value='1'/><Enumeration Text='b' Value='1'/>\
         </Restriction></ClaimType>",
    );
    assert_eq!(found.codes(), []);
}

#[test]
fn ids_that_the_schema_does_not_keep_apart_are_a_warning() {
    let keys = "<Key Id='k' StorageReferenceId='B2C_1A_a'/><Key Id='K' StorageReferenceId='B2C_1A_b'/>";
    let language = "<LocalizedResourcesReference Language='en' LocalizedResourcesReferenceId='a'/>";
    let page = format!("<LocalizedResourcesReferences>{language}{language}</LocalizedResourcesReferences>");
    for (found, place) in [
        (technical_profile(&format!("<CryptographicKeys>{keys}</CryptographicKeys>")), "K"),
        (
            blocks(&format!(
                "<ContentDefinitions><ContentDefinition Id='p'>{page}</ContentDefinition></ContentDefinitions>"
            )),
            "en",
        ),
        (
            blocks(
                "<Localization><LocalizedResources Id='r'/><LocalizedResources/><LocalizedResources Id='r'/></Localization>",
            ),
            "r",
        ),
        (
            blocks(&format!(
                "<DisplayControls>{0}{0}</DisplayControls>",
                "<DisplayControl Id='c' UserInterfaceControlType='QrCodeControl'/>"
            )),
            "c",
        ),
    ] {
        assert_eq!(found.codes(), [("CS0208", place)]);
        assert_eq!(found.only().severity, Severity::Warning);
    }
}

fn blocks(body: &str) -> Found {
    policy(&format!("<BuildingBlocks>{body}</BuildingBlocks>"))
}

#[test]
fn stray_text_is_reported_once_an_element() {
    let found = behaviors(" --> <ScriptExecution>Allow</ScriptExecution> more ");
    assert_eq!(found.codes(), [("CS0209", "-->")]);
    let found = technical_profile("<Protocol Name='None'>OAuth2</Protocol>");
    assert_eq!(found.codes(), [("CS0209", "OAuth2")]);
    assert!(found.only().message.contains("nothing but attributes"));
    // White space as XML has it; a space that does not break is text.
    assert_eq!(behaviors("\u{a0}<ScriptExecution>Allow</ScriptExecution>").codes(), [("CS0209", "\u{a0}")]);
}

#[test]
fn white_space_may_not_stand_where_nothing_may() {
    let found = technical_profile("<Protocol Name='None'>\n  </Protocol>");
    assert_eq!(found.codes(), [("CS0209", "\n  ")]);
    let (text, applicability) = found.fixed().expect("a fix");
    assert!(text.contains("<Protocol Name='None'></Protocol>"));
    assert_eq!(applicability, Applicability::MachineApplicable);
    let found = technical_profile("<Protocol Name='None'> <!-- why --> </Protocol>");
    assert_eq!(found.only().fix.as_ref().map(|fix| fix.edits.len()), Some(2));
    assert!(technical_profile("<Protocol Name='None'><!-- why --></Protocol>").list.is_empty());
}

#[test]
fn attributes_of_other_namespaces_are_not_known_but_for_those_of_xml() {
    const INSTANCE: &str = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance'";
    let found = technical_profile(&format!("<Protocol {INSTANCE} o:a='b' i:nil='true' i:type='x' Name='None'/>"));
    assert_eq!(found.codes(), [("CS0205", "o:a"), ("CS0205", "i:nil"), ("CS0205", "i:type")]);
    let welcome = format!("<Protocol {INSTANCE} xml:lang='en' i:schemaLocation='a b' Name='None'/>");
    assert!(technical_profile(&welcome).list.is_empty());
}

#[test]
fn all_faults_of_a_file_are_found_in_one_run() {
    let found = policy(
        "<BasePolicy><PolicyId>a.</PolicyId></BasePolicy>\
         <BuildingBlocks><ClaimsSchema><ClaimType/><Foo/></ClaimsSchema></BuildingBlocks>\
         <RelyingParty><DefaultUserJourney Id='x'/></RelyingParty>",
    );
    let codes: Vec<&str> = found.codes().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["CS0203", "CS0207", "CS0206", "CS0201", "CS0206", "CS0205"]);
}

#[test]
fn a_hostile_file_costs_bounded_work_and_findings() {
    let unknown: String = (0..5_000).map(|at| format!("<x{at}/>")).collect();
    let found = technical_profile(&unknown);
    assert_eq!(found.list.len(), 500);
    assert!(found.list.iter().any(|finding| finding.notes.iter().any(|note| note.contains("the rest is not listed"))));
    let name = "Metadata".repeat(20_000);
    let found = technical_profile(&format!("<{name} {name}='a'/>"));
    assert!(found.only().message.len() < 200);
    let found = technical_profile(&format!("<Protocol Name='{name}'/>"));
    assert!(found.only().message.len() < 200);
    let alternating = "<InputClaims/><OutputClaimsTransformations/>".repeat(5_000);
    assert_eq!(technical_profile(&alternating).list.len(), 500);
}
