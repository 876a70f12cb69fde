//! What is shown of a policy set: merged technical profiles, overrides, journeys.

use crate::common::{claims_schema, policy, provider};
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::inspect::{
    Answer, Change, ChangeKind, FileOverrides, JourneyGraph, MergedProfile, Override, Question,
};
use claimsmith_compiler::loader::{DiskLoader, Loader, MemoryLoader};
use claimsmith_compiler::model::{ClaimReference, TechnicalProfile};
use claimsmith_compiler::{Options, Outcome, Purpose, SourceMap, compile, load, model};

const BASE: &str = r#"<BuildingBlocks><ClaimsSchema>
<ClaimType Id="color"><DisplayName>Color</DisplayName><DataType>string</DataType><UserInputType>RadioSingleSelect</UserInputType>
<Restriction><Enumeration Text="Red" Value="red" /><Enumeration Text="Blue" Value="blue" /></Restriction></ClaimType>
<ClaimType Id="email"><DisplayName>E-mail</DisplayName><DataType>string</DataType></ClaimType>
</ClaimsSchema>
<ClaimsTransformations><ClaimsTransformation Id="Copy" TransformationMethod="CopyClaim">
<InputClaims><InputClaim ClaimTypeReferenceId="email" TransformationClaimType="inputClaim" /></InputClaims>
<OutputClaims><OutputClaim ClaimTypeReferenceId="color" TransformationClaimType="outputClaim" /></OutputClaims>
</ClaimsTransformation></ClaimsTransformations></BuildingBlocks>
<ClaimsProviders><ClaimsProvider><Domain>example.com</Domain><DisplayName>Any</DisplayName><TechnicalProfiles>
<TechnicalProfile Id="Common"><DisplayName>Common</DisplayName><Protocol Name="Proprietary" Handler="H" />
<Metadata><Item Key="a">1</Item><Item Key="b">1</Item></Metadata><IncludeInSso>false</IncludeInSso></TechnicalProfile>
<TechnicalProfile Id="Page"><DisplayName>Page</DisplayName>
<Metadata><Item Key="b">2</Item></Metadata>
<OutputClaims><OutputClaim ClaimTypeReferenceId="email" PartnerClaimType="mail" /></OutputClaims>
<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId="Common" /></ValidationTechnicalProfiles>
<IncludeTechnicalProfile ReferenceId="Common" /></TechnicalProfile>
</TechnicalProfiles></ClaimsProvider></ClaimsProviders>
<UserJourneys><UserJourney Id="SignIn"><OrchestrationSteps>
<OrchestrationStep Order="1" Type="ClaimsProviderSelection" ContentDefinitionReferenceId="api.x"><ClaimsProviderSelections>
<ClaimsProviderSelection TargetClaimsExchangeId="PageExchange" /><ClaimsProviderSelection TargetClaimsExchangeId="Nothing" />
</ClaimsProviderSelections></OrchestrationStep>
<OrchestrationStep Order="2" Type="ClaimsExchange"><Preconditions>
<Precondition Type="ClaimsExist" ExecuteActionsIf="true"><Value>email</Value><Action>SkipThisOrchestrationStep</Action></Precondition>
<Precondition Type="ClaimEquals" ExecuteActionsIf="false"><Value>color</Value><Value>red</Value><Action>SkipThisOrchestrationStep</Action></Precondition>
</Preconditions><ClaimsExchanges><ClaimsExchange Id="PageExchange" TechnicalProfileReferenceId="page" /></ClaimsExchanges></OrchestrationStep>
<OrchestrationStep Order="3" Type="InvokeSubJourney"><JourneyList><Candidate SubJourneyReferenceId="Sub" /></JourneyList></OrchestrationStep>
<OrchestrationStep Order="4" Type="SendClaims" CpimIssuerTechnicalProfileReferenceId="Issuer" />
</OrchestrationSteps></UserJourney></UserJourneys>
<SubJourneys><SubJourney Id="Sub" Type="Call"><OrchestrationSteps>
<OrchestrationStep Order="1" Type="InvokeSubJourney"><JourneyList><Candidate SubJourneyReferenceId="SUB" /></JourneyList></OrchestrationStep>
</OrchestrationSteps></SubJourney></SubJourneys>"#;

const LEAF: &str = r#"<BuildingBlocks><ClaimsSchema>
<ClaimType Id="Color"><Restriction><Enumeration Text="Green" Value="green" /></Restriction></ClaimType>
<ClaimType Id="email"><DisplayName>E-mail</DisplayName></ClaimType>
</ClaimsSchema>
<ClaimsTransformations><ClaimsTransformation Id="Copy" TransformationMethod="CopyClaim">
<InputClaims><InputClaim ClaimTypeReferenceId="email" TransformationClaimType="inputClaim" /></InputClaims>
</ClaimsTransformation></ClaimsTransformations></BuildingBlocks>
<ClaimsProviders><ClaimsProvider><DisplayName>Other</DisplayName><TechnicalProfiles>
<TechnicalProfile Id="Page"><Metadata><Item Key="b">3</Item><Item Key="c">3</Item></Metadata>
<OutputClaims><OutputClaim ClaimTypeReferenceId="Email" DefaultValue="x" /></OutputClaims>
<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId="Common" /></ValidationTechnicalProfiles></TechnicalProfile>
</TechnicalProfiles></ClaimsProvider></ClaimsProviders>
<UserJourneys><UserJourney Id="SignIn"><OrchestrationSteps><OrchestrationStep Order="2" Type="ClaimsExchange">
<ClaimsExchanges><ClaimsExchange Id="PageExchange" TechnicalProfileReferenceId="page" /></ClaimsExchanges>
</OrchestrationStep></OrchestrationSteps></UserJourney></UserJourneys>
<RelyingParty><DefaultUserJourney ReferenceId="signin" /><TechnicalProfile Id="PolicyProfile"><DisplayName>P</DisplayName>
<Protocol Name="OpenIdConnect" /><OutputClaims><OutputClaim ClaimTypeReferenceId="email" PartnerClaimType="sub" /></OutputClaims>
<SubjectNamingInfo ClaimType="sub" /></TechnicalProfile></RelyingParty>"#;

fn ask(question: Question) -> Answer {
    let (leaf, base) = (policy("B2C_1A_Leaf", Some("B2C_1A_Base"), LEAF), policy("B2C_1A_Base", None, BASE));
    let loader: MemoryLoader = [("leaf.xml", leaf.as_str()), ("base.xml", base.as_str())].into_iter().collect();
    answer(&loader, "leaf.xml", question)
}

fn answer(loader: &dyn Loader, leaf: &str, question: Question) -> Answer {
    let mut options = Options::new([leaf], Purpose::Check);
    options.search_parent_folders = true;
    options.inspect = Some(question);
    let Outcome { answer, .. } = compile(&options, loader);
    answer.expect("a question has an answer")
}

fn profile(id: &str) -> MergedProfile {
    match ask(Question::TechnicalProfile(id.to_owned())) {
        Answer::TechnicalProfile(found) => found.items.into_iter().next().expect("the policy has the profile"),
        other => panic!("{other:?}"),
    }
}

/// `path = value (place)`, and what it took the place of.
fn lines(profile: &MergedProfile) -> Vec<String> {
    let line = |value: &claimsmith_compiler::inspect::MergedValue| {
        let overridden: Vec<String> =
            value.overridden.iter().map(|it| format!(" instead of {} ({})", it.value, it.place)).collect();
        let current = &value.current;
        format!("{} = {} ({}){}", value.path, current.value, current.place, overridden.concat())
    };
    profile.values.iter().map(line).collect()
}

#[test]
fn a_profile_over_its_chain_and_its_include() {
    let profile = profile("PAGE");
    let elements: Vec<(&str, &str)> =
        profile.elements.iter().map(|(id, place)| (id.as_str(), place.as_str())).collect();
    assert_eq!(elements, [("Common", "base.xml:12"), ("Page", "base.xml:14"), ("Page", "leaf.xml:10")]);
    assert_eq!(
        lines(&profile),
        [
            "Domain = example.com (base.xml:11) instead of example.com (base.xml:11)",
            "DisplayName = Page (base.xml:14) instead of Common (base.xml:12)",
            "Protocol Name = Proprietary (base.xml:12)",
            "Protocol Handler = H (base.xml:12)",
            "Metadata a = 1 (base.xml:13)",
            "Metadata b = 3 (leaf.xml:10) instead of 2 (base.xml:15) instead of 1 (base.xml:13)",
            "Metadata c = 3 (leaf.xml:10)",
            "IncludeInSso = false (base.xml:13)",
            "OutputClaims Email =  (leaf.xml:11) instead of  (base.xml:16)",
            "OutputClaims email PartnerClaimType = mail (base.xml:16)",
            "OutputClaims Email DefaultValue = x (leaf.xml:11)",
            "ValidationTechnicalProfiles = Common (leaf.xml:12)",
            "ValidationTechnicalProfiles = Common (base.xml:17)",
            "IncludeTechnicalProfile = Common (base.xml:18)",
        ]
    );
}

#[test]
fn the_profile_of_the_relying_party_and_one_that_is_not_there() {
    assert_eq!(
        lines(&profile("policyprofile")).last().map(String::as_str),
        Some("SubjectNamingInfo ClaimType = sub (leaf.xml:19)")
    );
    let Answer::TechnicalProfile(found) = ask(Question::TechnicalProfile("Pgae".to_owned())) else { panic!() };
    assert_eq!((found.items.len(), found.nearest.as_deref()), (0, Some("Page")));
}

fn overrides() -> Vec<FileOverrides> {
    match ask(Question::Overrides) {
        Answer::Overrides(files) => files,
        other => panic!("{other:?}"),
    }
}

fn changes(it: &Override) -> Vec<String> {
    let placed = |value: &Option<claimsmith_compiler::inspect::PlacedValue>| {
        value.as_ref().map_or("-".to_owned(), |it| format!("{} ({})", it.value, it.place))
    };
    let change = |Change { path, kind, before, after }: &Change| {
        format!("{} {path}: {} -> {}", kind.name(), placed(before), placed(after))
    };
    it.changes.iter().map(change).collect()
}

#[test]
fn what_a_file_changes_of_its_bases() {
    let files = overrides();
    assert_eq!(files.iter().map(|file| file.policy_id.as_str()).collect::<Vec<_>>(), ["B2C_1A_Leaf"]);
    let all: Vec<(&str, &str, &str, Vec<String>)> =
        files[0].overrides.iter().map(|it| (it.kind, it.id.as_str(), it.place.as_str(), changes(it))).collect();
    let expected: [(&str, &str, &str, &[&str]); 5] = [
        (
            "ClaimType",
            "color",
            "leaf.xml:3",
            &[
                "added Restriction green Text: - -> Green (leaf.xml:3)",
                "left out Restriction red Text: Red (base.xml:4) -> -",
                "left out Restriction blue Text: Blue (base.xml:4) -> -",
            ],
        ),
        ("ClaimType", "email", "leaf.xml:4", &[]),
        ("ClaimsTransformation", "Copy", "leaf.xml:6", &["left out OutputClaims outputClaim: color (base.xml:9) -> -"]),
        (
            "TechnicalProfile",
            "Page",
            "leaf.xml:10",
            &[
                "replaced Metadata b: 2 (base.xml:15) -> 3 (leaf.xml:10)",
                "added Metadata c: - -> 3 (leaf.xml:10)",
                "added OutputClaims Email DefaultValue: - -> x (leaf.xml:11)",
                "repeated ValidationTechnicalProfiles: - -> Common (leaf.xml:12)",
            ],
        ),
        (
            "UserJourney",
            "SignIn",
            "leaf.xml:14",
            &["repeated OrchestrationStep 2 ClaimsExchange: - -> PageExchange of page (leaf.xml:15)"],
        ),
    ];
    for (found, expected) in all.iter().zip(&expected) {
        assert_eq!((found.0, found.1, found.2), (expected.0, expected.1, expected.2));
        assert_eq!(found.3, expected.3, "{}", found.1);
    }
    assert_eq!(all.len(), expected.len());
    let color = &files[0].overrides[0];
    assert_eq!(color.bases, ["base.xml:3"]);
    let stays: Vec<(&str, usize)> = color.stays.iter().map(|(section, count)| (*section, *count)).collect();
    assert_eq!(stays, [("DataType", 1), ("DisplayName", 1), ("UserInputType", 1)]);
    assert!(color.changes.iter().all(|change| change.kind != ChangeKind::Replaced));
}

fn journey(id: Option<&str>) -> JourneyGraph {
    match ask(Question::Journey(id.map(str::to_owned))) {
        Answer::Journey(found) => found.items.into_iter().next().expect("the policy has the journey"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_steps_of_a_journey_and_of_its_sub_journeys() {
    let graph = journey(None);
    let ids: Vec<(&str, Option<&str>)> =
        graph.journeys.iter().map(|it| (it.id.as_str(), it.sub_journey_type.as_deref())).collect();
    assert_eq!(ids, [("SignIn", None), ("Sub", Some("Call"))]);
    let [choose, exchange, invoke, send] = graph.journeys[0].steps.as_slice() else { panic!("{graph:?}") };
    let offered: Vec<Option<&str>> =
        choose.selections.iter().map(|it| it.technical_profile.as_ref().map(|profile| profile.id.as_str())).collect();
    assert_eq!(offered, [Some("Page"), None]);
    let conditions: Vec<&str> = exchange.preconditions.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(conditions, ["not if email exists", "only if color = red"]);
    assert_eq!(exchange.exchanges.len(), 2, "the leaf adds the exchange once more");
    assert_eq!(exchange.places.len(), 2);
    assert_eq!(invoke.sub_journeys, ["Sub"]);
    assert_eq!(
        send.issuer.as_ref().map(|issuer| (issuer.id.as_str(), issuer.protocol.clone())),
        Some(("Issuer", None))
    );
    assert_eq!(graph.journeys[1].steps[0].sub_journeys, ["Sub"], "one that invokes itself is shown once");
    assert_eq!(journey(Some("SIGNIN")), graph);
    assert_eq!(journey(Some("sub")).journeys.len(), 1);
}

#[test]
fn which_policy_derives_from_which() {
    let Answer::Inheritance(policies) = ask(Question::Inheritance) else { panic!() };
    let nodes: Vec<(&str, Option<usize>, bool)> =
        policies.iter().map(|it| (it.policy_id.as_str(), it.base, it.is_relying_party)).collect();
    assert_eq!(nodes, [("B2C_1A_Base", None, false), ("B2C_1A_Leaf", Some(0), true)]);
    assert_eq!(policies[1].user_journey.as_deref(), Some("signin"));
}

/// What is shown has to be what the other stages work with.
#[test]
fn merged_values_are_those_of_the_model() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let loader = DiskLoader::new(root);
    let leaf = "policies/SignUpOrSignIn.xml";
    let options = Options::new([leaf], Purpose::Check);
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let loaded = load::load(&options, &loader, &mut sources, &mut diagnostics);
    let set = model::policy_set(&loaded, &mut diagnostics);
    let profiles = &set.policies[0].technical_profiles;
    assert!(profiles.iter().count() > 5);
    for expected in profiles.iter() {
        let Answer::TechnicalProfile(found) =
            answer(&loader, leaf, Question::TechnicalProfile(expected.id.to_string()))
        else {
            panic!()
        };
        compare(&found.items[0], expected);
    }
}

fn compare(shown: &MergedProfile, expected: &TechnicalProfile<'_>) {
    let items = |section: &str, attribute: Option<&str>| -> Vec<(String, String)> {
        let values = shown.values.iter().filter(|it| it.path.section == section && it.path.attribute == attribute);
        values.map(|it| (it.path.key.clone().unwrap_or_default(), it.current.value.clone())).collect()
    };
    let metadata = expected.metadata.iter().map(|it| (it.key.to_string(), it.value.to_string()));
    assert_eq!(items("Metadata", None), metadata.collect::<Vec<_>>(), "{}", shown.id);
    let keys = expected.cryptographic_keys.iter();
    let keys = keys.map(|it| (it.id.to_string(), it.storage_reference_id.to_string()));
    assert_eq!(items("CryptographicKeys", None), keys.collect::<Vec<_>>(), "{}", shown.id);
    let lists: [(&str, &[ClaimReference<'_>]); 3] = [
        ("InputClaims", &expected.input_claims),
        ("PersistedClaims", &expected.persisted_claims),
        ("OutputClaims", &expected.output_claims),
    ];
    for (section, claims) in lists {
        let ids: Vec<String> = claims.iter().map(|it| it.claim_type.to_string()).collect();
        assert_eq!(items(section, None).into_iter().map(|(id, _)| id).collect::<Vec<_>>(), ids, "{}", shown.id);
        let partners = claims.iter().filter_map(|it| it.partner_claim_type).map(|it| it.to_string());
        let shown_partners = items(section, Some("PartnerClaimType")).into_iter().map(|(_, value)| value);
        assert_eq!(shown_partners.collect::<Vec<_>>(), partners.collect::<Vec<_>>(), "{}", shown.id);
    }
    let validations = expected.validation_technical_profiles.iter().map(|it| it.technical_profile.to_string());
    assert_eq!(items("ValidationTechnicalProfiles", None).len(), validations.count(), "{}", shown.id);
    assert_eq!(items("Protocol", Some("Name")).first().map(|(_, it)| it.as_str()), expected.protocol_name());
}

#[test]
fn a_secret_in_a_policy_is_not_shown() {
    const SECRET: &str = "5ecret-0f-the-tenant";
    let items = format!(
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"OAuth2\" /><Metadata>\
         <Item Key=\"client_secret\">{SECRET}</Item><Item Key=\"my_api_key\">{SECRET}</Item>\
         <Item Key=\"ClaimsEndpoint\">https://u:{SECRET}@id.example/me?code={SECRET}&amp;a=b</Item></Metadata></TechnicalProfile>"
    );
    let base = policy("B2C_1A_Base", None, &provider(&items));
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), &provider(&items.replace(SECRET, "an0ther-0f-the-tenant")));
    let loader: MemoryLoader = [("base.xml", base.as_str()), ("leaf.xml", leaf.as_str())].into_iter().collect();
    for question in [Question::TechnicalProfile("A".to_owned()), Question::Overrides] {
        let shown = format!("{:?}", answer(&loader, "leaf.xml", question));
        assert!(!shown.contains("0f-the-tenant") && shown.contains("https://id.example/me?code=…&a=b"), "{shown}");
    }
}

#[test]
fn nothing_is_asked_of_a_set_without_leaves() {
    let loader: MemoryLoader = [("other.xml", "<Other />")].into_iter().collect();
    assert_eq!(answer(&loader, "other.xml", Question::Overrides), Answer::Overrides(Vec::new()));
    assert_eq!(answer(&loader, "other.xml", Question::Inheritance), Answer::Inheritance(Vec::new()));
    let schema = policy("B2C_1A_Only", None, &(claims_schema(&[("a", "string")]) + &provider("")));
    let loader: MemoryLoader = [("only.xml", schema.as_str())].into_iter().collect();
    let Answer::Journey(found) = answer(&loader, "only.xml", Question::Journey(None)) else { panic!() };
    assert!(found.items.is_empty() && found.nearest.is_none());
}
