//! Policies with a relying party, for the tests of journeys and of the flow of claims.

use claimsmith_compiler::{Diagnostic, Outcome, Purpose};

use super::{OAUTH2, policy, run};

/// The step that sends claims.
pub(crate) fn send_claims(order: u32) -> String {
    format!(
        "<OrchestrationStep Order=\"{order}\" Type=\"SendClaims\" CpimIssuerTechnicalProfileReferenceId=\"JwtIssuer\" />\n"
    )
}

/// A step of the type `ClaimsExchange` with these exchanges: id and technical profile.
pub(crate) fn exchange(order: u32, exchanges: &[(&str, &str)]) -> String {
    step(order, "", &claims_exchanges(exchanges))
}

/// A step of the type `ClaimsExchange` that runs one technical profile, with this content before its exchange.
pub(crate) fn guarded(order: u32, content: &str, profile: &str) -> String {
    step(order, "", &format!("{content}{}", claims_exchanges(&[(&format!("Exchange{order}"), profile)])))
}

fn step(order: u32, attributes: &str, content: &str) -> String {
    format!("<OrchestrationStep Order=\"{order}\" Type=\"ClaimsExchange\"{attributes}>{content}</OrchestrationStep>\n")
}

/// `ClaimsExchanges`.
pub(crate) fn claims_exchanges(exchanges: &[(&str, &str)]) -> String {
    let exchange = |(id, profile): &(&str, &str)| {
        format!("<ClaimsExchange Id=\"{id}\" TechnicalProfileReferenceId=\"{profile}\" />")
    };
    let exchanges: String = exchanges.iter().map(exchange).collect();
    format!("<ClaimsExchanges>{exchanges}</ClaimsExchanges>")
}

/// A step of this type with a page and these selections, which are attributes, and further content.
pub(crate) fn selection(order: u32, kind: &str, selections: &[&str], more: &str) -> String {
    let selections: String = selections.iter().map(|it| format!("<ClaimsProviderSelection {it} />")).collect();
    format!(
        "<OrchestrationStep Order=\"{order}\" Type=\"{kind}\" ContentDefinitionReferenceId=\"page\">\
         <ClaimsProviderSelections>{selections}</ClaimsProviderSelections>{more}</OrchestrationStep>\n"
    )
}

/// A step that invokes these sub-journeys.
pub(crate) fn invoke(order: u32, sub_journeys: &[&str]) -> String {
    let candidates: String =
        sub_journeys.iter().map(|id| format!("<Candidate SubJourneyReferenceId=\"{id}\" />")).collect();
    format!(
        "<OrchestrationStep Order=\"{order}\" Type=\"InvokeSubJourney\"><JourneyList>{candidates}</JourneyList>\
         </OrchestrationStep>\n"
    )
}

/// A precondition in its container.
pub(crate) fn precondition(kind: &str, if_true: bool, values: &[&str]) -> String {
    preconditions(&[(kind, if_true, values)])
}

/// Preconditions in their container, with the action of steps.
pub(crate) fn preconditions(all: &[(&str, bool, &[&str])]) -> String {
    let one = |(kind, if_true, values): &(&str, bool, &[&str])| {
        let values: String = values.iter().map(|value| format!("<Value>{value}</Value>")).collect();
        format!(
            "<Precondition Type=\"{kind}\" ExecuteActionsIf=\"{if_true}\">{values}\
             <Action>SkipThisOrchestrationStep</Action></Precondition>"
        )
    };
    format!("<Preconditions>{}</Preconditions>", all.iter().map(one).collect::<String>())
}

/// A journey of these steps.
pub(crate) fn journey(id: &str, steps: &str) -> String {
    format!("<UserJourney Id=\"{id}\"><OrchestrationSteps>{steps}</OrchestrationSteps></UserJourney>")
}

/// A sub-journey of these steps.
pub(crate) fn sub_journey(id: &str, kind: &str, steps: &str) -> String {
    format!("<SubJourney Id=\"{id}\" Type=\"{kind}\"><OrchestrationSteps>{steps}</OrchestrationSteps></SubJourney>\n")
}

/// The output claim that identifies the user.
pub(crate) const SUBJECT: &str = "<OutputClaim ClaimTypeReferenceId=\"userId\" PartnerClaimType=\"sub\" />";

/// A technical profile with this handler of `Proprietary` and these children.
pub(crate) fn proprietary(id: &str, handler: &str, children: &str) -> String {
    format!(
        "<TechnicalProfile Id=\"{id}\"><DisplayName>{id}</DisplayName><Protocol Name=\"Proprietary\" \
         Handler=\"Web.TPEngine.Providers.{handler}, Web.TPEngine, Version=1.0.0.0, Culture=neutral, \
         PublicKeyToken=null\" />{children}</TechnicalProfile>"
    )
}

/// The parts of a policy file; what is not set is as a complete policy has it.
pub(crate) struct Parts {
    /// `DataType` and what stands behind it, by claim type.
    pub claim_types: Vec<(&'static str, &'static str)>,
    /// `ClaimsTransformation` elements.
    pub transformations: String,
    /// `ContentDefinition` elements.
    pub content_definitions: String,
    /// `DisplayControl` elements.
    pub display_controls: String,
    /// Further technical profiles beside `A`, `B` and `JwtIssuer`.
    pub profiles: String,
    /// `UserJourney` elements.
    pub journeys: String,
    /// `SubJourney` elements.
    pub sub_journeys: String,
    /// What stands in `RelyingParty`; empty for none.
    pub relying_party: String,
}

/// The relying party of the journey `SignIn` with these output claims.
pub(crate) fn relying_party(outputs: &str) -> String {
    format!("<DefaultUserJourney ReferenceId=\"SignIn\" />{}", policy_profile(outputs))
}

/// The technical profile of a relying party with these output claims.
pub(crate) fn policy_profile(outputs: &str) -> String {
    format!(
        "<TechnicalProfile Id=\"PolicyProfile\"><DisplayName>P</DisplayName><Protocol Name=\"OpenIdConnect\" />\
         <OutputClaims>{outputs}</OutputClaims><SubjectNamingInfo ClaimType=\"sub\" /></TechnicalProfile>"
    )
}

/// A content definition of the self-asserted page.
pub(crate) const PAGE: &str = "<ContentDefinition Id=\"page\"><LoadUri>~/tenant/default/page.cshtml</LoadUri>\
<RecoveryUri>~/common/default_page_error.html</RecoveryUri>\
<DataUri>urn:com:microsoft:aad:b2c:elements:contract:selfasserted:2.1.7</DataUri></ContentDefinition>";

impl Default for Parts {
    fn default() -> Self {
        Self {
            claim_types: vec![
                ("userId", "<DataType>string</DataType>"),
                ("email", "<DataType>string</DataType>"),
                ("newUser", "<DataType>boolean</DataType>"),
            ],
            transformations: String::new(),
            content_definitions: PAGE.to_owned(),
            display_controls: String::new(),
            profiles: String::new(),
            journeys: journey("SignIn", &(exchange(1, &[("A", "A")]) + &send_claims(2))),
            sub_journeys: String::new(),
            relying_party: relying_party(SUBJECT),
        }
    }
}

impl Parts {
    /// A complete policy whose journey has these steps.
    pub(crate) fn of_steps(steps: &str) -> Self {
        Self { journeys: journey("SignIn", steps), ..Self::default() }
    }

    /// The content of the file.
    pub(crate) fn content(&self) -> String {
        let claim_type = |(id, rest): &(&str, &str)| {
            format!("<ClaimType Id=\"{id}\"><DisplayName>{id}</DisplayName>{rest}</ClaimType>\n")
        };
        let claim_types: String = self.claim_types.iter().map(claim_type).collect();
        let building_blocks = container("ClaimsSchema", &claim_types)
            + &container("ClaimsTransformations", &self.transformations)
            + &container("ContentDefinitions", &self.content_definitions)
            + &container("DisplayControls", &self.display_controls);
        let federation = |id: &str| {
            format!(
                "<TechnicalProfile Id=\"{id}\"><DisplayName>{id}</DisplayName>{OAUTH2}<OutputClaims>\
                 <OutputClaim ClaimTypeReferenceId=\"userId\" PartnerClaimType=\"id\" /></OutputClaims></TechnicalProfile>"
            )
        };
        let issuer = "<TechnicalProfile Id=\"JwtIssuer\"><DisplayName>Issuer</DisplayName><Protocol Name=\"None\" />\
                      <OutputTokenFormat>JWT</OutputTokenFormat></TechnicalProfile>";
        let profiles = federation("A") + &federation("B") + issuer + &self.profiles;
        container("BuildingBlocks", &building_blocks)
            + &super::provider(&profiles)
            + &container("UserJourneys", &self.journeys)
            + &container("SubJourneys", &self.sub_journeys)
            + &container("RelyingParty", &self.relying_party)
    }

    /// What the compiler says of it.
    pub(crate) fn check(&self) -> Outcome {
        run(&[("policy.xml", &policy("B2C_1A_A", None, &self.content()))], Purpose::Check)
    }

    /// The codes of what it says.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        codes(&self.check())
    }
}

/// What the compiler says of a policy and its base.
pub(crate) fn check_derived(content: &str, base: &Parts) -> Outcome {
    let (leaf, base) = (policy("B2C_1A_B", Some("B2C_1A_A"), content), policy("B2C_1A_A", None, &base.content()));
    run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check)
}

fn container(name: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("<{name}>{content}</{name}>\n") }
}

/// The codes of structure, references and journeys, sorted: other subjects have tests of their own.
pub(crate) fn codes(outcome: &Outcome) -> Vec<&'static str> {
    let mut codes: Vec<_> = outcome.diagnostics.iter().map(|finding| finding.code.id).collect();
    codes.retain(|code| ["CS01", "CS02", "CS03", "CS06"].iter().any(|group| code.starts_with(group)));
    codes.sort_unstable();
    codes
}

/// The only finding with this code.
pub(crate) fn only<'o>(outcome: &'o Outcome, code: &str) -> &'o Diagnostic {
    let found: Vec<_> = outcome.diagnostics.iter().filter(|finding| finding.code.id == code).collect();
    let [finding] = found.as_slice() else { panic!("{} findings {code}: {:?}", found.len(), codes(outcome)) };
    finding
}

/// The text that the only finding with this code points at.
pub(crate) fn place<'o>(outcome: &'o Outcome, code: &str) -> &'o str {
    let span = only(outcome, code).primary.as_ref().expect("a place").span;
    &outcome.sources.get(span.file).original()[span.start as usize..span.end as usize]
}
