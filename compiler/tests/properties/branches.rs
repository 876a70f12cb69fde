//! A set of policies says what each of its chains says alone.
//!
//! Two branches stand on one base, as two brands in one repository do. Something in the base is broken or left out, which
//! one branch mends and the other does not; whatever is wrong with a branch when it is checked alone is reported as well
//! when both are checked together.

use crate::policies::{Set, Sets};
use claimsmith_compiler::Severity;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use roxmltree::{Document, Node};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many of the ways to break a base are tried.
const CASES: u32 = 400;

/// A transformation that no technical profile of the set runs is a finding about the set: another policy may run it.
const OF_THE_SET: &[&str] = &["CS0537"];

/// What a branch may declare again.
const CHANGED: &[&str] = &[
    "ClaimType",
    "ClaimsTransformation",
    "ContentDefinition",
    "DisplayControl",
    "InputValidation",
    "LocalizedResources",
    "OrchestrationStep",
    "Predicate",
    "PredicateValidation",
    "SubJourney",
    "TechnicalProfile",
    "UserJourney",
];

/// The bases, with their texts, and the relying party above them.
struct Trunk {
    bases: Vec<(String, String)>,
    relying_party: String,
}

impl Trunk {
    fn read() -> Self {
        let mut files = Sets::read().0.swap_remove(Sets::OF_THE_TESTS).files;
        let at = files.iter().position(|(_, text)| text.contains("<RelyingParty>")).expect("a relying party");
        let (_, relying_party) = files.remove(at);
        Self { bases: files, relying_party }
    }

    /// A branch: its extensions with this content, and its relying party.
    fn branch(&self, name: &str, content: &str) -> Vec<(String, String)> {
        let id = format!("B2C_1A_{name}_Branch");
        let base = "<BasePolicy><TenantId>fabrikam.onmicrosoft.com</TenantId><PolicyId>B2C_1A_Extensions</PolicyId>\
                    </BasePolicy>";
        let extensions = format!(
            "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\" \
             PolicySchemaVersion=\"0.3.0.0\" TenantId=\"fabrikam.onmicrosoft.com\" PolicyId=\"{id}\" \
             PublicPolicyUri=\"http://fabrikam.onmicrosoft.com/{id}\">{base}{content}</TrustFrameworkPolicy>"
        );
        let party = self.relying_party.replace("B2C_1A_Extensions<", &format!("{id}<"));
        let party = party.replace("B2C_1A_SignUpOrSignIn", &format!("B2C_1A_{name}"));
        vec![(format!("{name}Branch.xml"), extensions), (format!("{name}.xml"), party)]
    }

    /// What is said of one of two branches alone and not of both together. They are read in the order of their names.
    fn lost(&self, branches: [(&str, &str); 2]) -> Vec<(&'static str, String)> {
        let [one, other] = branches.map(|(name, content)| self.branch(name, content));
        let both = self.findings(&[&one[..], &other].concat());
        let alone = [one, other].map(|branch| self.findings(&branch));
        let is_there = |finding: &Finding, severity: Severity| both.get(finding).is_some_and(|it| *it <= severity);
        let gone = alone.iter().flatten().filter(|(finding, severity)| !is_there(finding, **severity));
        gone.map(|((code, place, message), severity)| (*code, format!("{place}: {severity:?} {code}: {message}")))
            .collect()
    }

    fn findings(&self, branches: &[(String, String)]) -> BTreeMap<Finding, Severity> {
        let files = [&self.bases[..], branches].concat();
        let outcome = Set { files }.check();
        let findings = outcome.diagnostics.iter().filter(|finding| !OF_THE_SET.contains(&finding.code.id));
        let place = |finding: &claimsmith_compiler::Diagnostic| {
            finding.primary.as_ref().map(|label| outcome.sources.location(label.span)).unwrap_or_default()
        };
        findings.map(|it| ((it.code.id, place(it), it.message.clone()), it.severity)).collect()
    }
}

/// Code, place and words.
type Finding = (&'static str, String, String);

/// A part of an element that a branch can declare again.
struct Part {
    /// In which base it stands, and where.
    base: usize,
    range: Range<usize>,
    /// The content of extensions before and behind it.
    around: (String, String),
    /// What could stand in its place: nothing, and such elements of other policies.
    others: Vec<String>,
}

/// Every part of every element that a branch can declare again.
fn parts(trunk: &Trunk) -> Vec<Part> {
    let pool = pool();
    let mut all = Vec::new();
    for (base, (path, text)) in trunk.bases.iter().enumerate() {
        let document = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for node in document.descendants().filter(|node| CHANGED.iter().any(|name| node.has_tag_name(*name))) {
            let parts = node.descendants().filter(|part| part.is_element() && *part != node);
            let parts = parts.filter(|part| CHANGED.iter().all(|name| !part.has_tag_name(*name)));
            for part in parts {
                let own = &text[part.range()];
                let like = pool.get(part.tag_name().name()).into_iter().flatten().filter(|it| *it != own);
                let others = like.cloned().chain(tweaked(own)).chain([String::new()]).collect();
                all.push(Part { base, range: part.range(), around: around(part, text), others });
            }
        }
    }
    all
}

/// The elements of all our policies, by name.
fn pool() -> BTreeMap<String, BTreeSet<String>> {
    let mut pool: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    Sets::read().each_element(|element| {
        pool.entry(element.name().to_owned()).or_default().insert(element.written().to_owned());
        Vec::<()>::new()
    });
    pool
}

/// The element with another value in one of its attributes or its text.
fn tweaked(element: &str) -> Vec<String> {
    let quoted = element.match_indices("=\"").map(|(at, _)| at + 2);
    let end = |at: usize| element[at..].find('"').map(|length| at + length);
    let start_tag = element.find('>').unwrap_or(0);
    let values = quoted.filter(|at| *at < start_tag).filter_map(|at| Some(at..end(at)?));
    values.map(|value| format!("{}Zzz{}", &element[..value.end], &element[value.end..])).collect()
}

/// The start tags of the ancestors of an element below the root, each with what the schema demands beside it, and the end
/// tags.
fn around(part: Node<'_, '_>, text: &str) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    let ancestors: Vec<_> = part.ancestors().skip(1).filter(Node::is_element).collect();
    for ancestor in ancestors.iter().rev().skip(1) {
        let start = ancestor.range().start;
        let content = ancestor.first_child().expect("an ancestor holds something").range().start;
        before.push_str(&text[start..content]);
        let is_name = |node: &Node<'_, '_>| node.has_tag_name("DisplayName") && *node != part;
        let is_provider = ancestor.has_tag_name("ClaimsProvider");
        if let Some(name) = ancestor.children().find(is_name).filter(|_| is_provider) {
            before.push_str(&text[name.range()]);
        }
        after.insert_str(0, &format!("</{}>", ancestor.tag_name().name()));
    }
    (before, after)
}

impl Part {
    /// What a branch says that has this in the place of the part.
    fn with(&self, part: &str) -> String {
        let (before, after) = &self.around;
        format!("{before}{part}{after}")
    }
}

#[test]
fn a_branch_is_judged_beside_another_as_it_is_alone() {
    let parts = parts(&Trunk::read());
    assert!(parts.len() > 300, "{} parts", parts.len());
    let config =
        Config { cases: CASES, failure_persistence: None, rng_seed: RngSeed::Fixed(0xB2C), ..Config::default() };
    let any = proptest::arbitrary::any::<(Index, bool, Index, Option<(Index, Index)>, bool)>();
    let lost = RefCell::new(BTreeMap::new());
    let result = TestRunner::new(config).run(&any, |(part, is_removed, broken, other, is_first)| {
        let mut trunk = Trunk::read();
        let part = part.get(&parts);
        let text = &mut trunk.bases[part.base].1;
        let sound = part.with(&text[part.range.clone()]);
        // Half of the parts are left out.
        let broken = if is_removed { "" } else { broken.get(&part.others).as_str() };
        text.replace_range(part.range.clone(), broken);
        let other = other.map_or_else(String::new, |(part, other)| {
            let part = part.get(&parts);
            part.with(other.get(&part.others).as_str())
        });
        let contents = if is_first { [&sound, &other] } else { [&other, &sound] };
        for (code, finding) in trunk.lost([("A", contents[0]), ("Z", contents[1])]) {
            let example = format!("{finding}\n  {broken:?} in the base, and branches with {contents:?}\n");
            lost.borrow_mut().entry(code).or_insert(example);
        }
        Ok(())
    });
    let lost: String = lost.into_inner().into_values().collect();
    assert!(result.is_ok() && lost.is_empty(), "lost:\n{lost}");
}

/// What one branch mends or breaks by an element that the finding is not about.
struct Known {
    code: &'static str,
    /// What is written in the base, and what stands there instead.
    base: [&'static str; 2],
    sound: String,
    broken: String,
}

const PAGE: &str = "<Item Key=\"setting.operatingMode\">Email</Item>";

/// A technical profile that nothing runs and that lacks metadata, before another one.
const UNUSED: &str = "<TechnicalProfile Id=\"Unused\"><DisplayName>Unused</DisplayName><IncludeTechnicalProfile \
    ReferenceId=\"REST-Common\" /></TechnicalProfile><TechnicalProfile Id=\"GenerateOtp\">";

fn profile(id: &str, content: &str) -> String {
    format!(
        "<ClaimsProviders><ClaimsProvider><DisplayName>Any</DisplayName><TechnicalProfiles><TechnicalProfile Id=\"{id}\">\
         {content}</TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders>"
    )
}

fn journey(exchange: &str) -> String {
    format!(
        "<UserJourneys><UserJourney Id=\"SignUpOrSignIn\"><OrchestrationSteps><OrchestrationStep Order=\"2\" \
         Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"{exchange}\" \
         TechnicalProfileReferenceId=\"SelfAsserted-SignUp\" /></ClaimsExchanges></OrchestrationStep></OrchestrationSteps>\
         </UserJourney></UserJourneys>"
    )
}

const ASSERTION: &str = "<BuildingBlocks><ClaimsTransformations><ClaimsTransformation Id=\"AssertNew\" \
    TransformationMethod=\"AssertBooleanClaimIsEqualToValue\"><InputClaims><InputClaim ClaimTypeReferenceId=\"newUser\" \
    TransformationClaimType=\"inputClaim\" /></InputClaims><InputParameters><InputParameter Id=\"valueToCompareTo\" \
    DataType=\"boolean\" Value=\"true\" /></InputParameters></ClaimsTransformation></ClaimsTransformations></BuildingBlocks>";

fn known() -> Vec<Known> {
    let claim = "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"loyaltyLevel\" /></OutputClaims>";
    let version = "<BuildingBlocks><ContentDefinitions><ContentDefinition Id=\"api.selfasserted\"><DataUri>\
        urn:com:microsoft:aad:b2c:elements:contract:selfasserted:1.2.0</DataUri></ContentDefinition></ContentDefinitions>\
        </BuildingBlocks>";
    let rest = "<Protocol Name=\"Proprietary\" Handler=\"Web.TPEngine.Providers.RestfulProvider, Web.TPEngine, \
        Version=1.0.0.0, Culture=neutral, PublicKeyToken=null\" />";
    let assertion = "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId=\"AssertNew\" />\
        </OutputClaimsTransformations>";
    let includes = "<DisplayName>Any</DisplayName><Metadata><Item Key=\"ServiceUrl\">https://fabrikam.example/</Item>\
        </Metadata><IncludeTechnicalProfile ReferenceId=\"Unused\" />";
    let calls_common = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"REST-Common\" />\
        </ValidationTechnicalProfiles>";
    let session = "<Protocol Name=\"Proprietary\" Handler=\"Web.TPEngine.SSO.NoopSSOSessionProvider, Web.TPEngine, \
        Version=1.0.0.0, Culture=neutral, PublicKeyToken=null\" />";
    let known =
        |code, base, sound: &str, broken: &str| Known { code, base, sound: sound.into(), broken: broken.into() };
    vec![
        known(
            "CS0615",
            [
                "<OutputClaim ClaimTypeReferenceId=\"password\" Required=\"true\" />",
                "<OutputClaim ClaimTypeReferenceId=\"password\" /><OutputClaim ClaimTypeReferenceId=\"loyaltyLevel\" />",
            ],
            &profile("login-NonInteractive", claim),
            "",
        ),
        known(
            "CS0602",
            [PAGE, "<Item Key=\"setting.forgotPasswordLinkOverride\">Forgot</Item>"],
            &journey("Forgot"),
            "",
        ),
        // It is run in one branch, and a part of others in the other.
        known("CS0402", [PAGE, PAGE], "", &profile("SelfAsserted-SignIn", calls_common)),
        known("CS0623", [PAGE, PAGE], "", &profile("REST-Loyalty", session)),
        known("CS0606", [PAGE, PAGE], "", &profile("JwtIssuer", rest)),
        known("CS0620", [PAGE, PAGE], "", version),
        known(
            "CS0532",
            [PAGE, "<Item Key=\"UserMessageIfClaimsTransformationBooleanValueIsNotEqual\">No</Item>"],
            &(ASSERTION.to_owned() + &profile("login-NonInteractive", assertion)),
            "",
        ),
        known("CS0402", ["<TechnicalProfile Id=\"GenerateOtp\">", UNUSED], &profile("Any", includes), ""),
    ]
}

#[test]
fn what_a_sound_branch_mends_is_said_of_the_other() {
    for Known { code, base: [written, instead], sound, broken } in known() {
        let mut trunk = Trunk::read();
        let (_, text) = trunk.bases.iter_mut().find(|(_, text)| text.contains(written)).expect("it is there");
        *text = text.replacen(written, instead, 1);
        for names in [["A", "Z"], ["Z", "A"]] {
            let [sound, broken] = [(names[0], &sound), (names[1], &broken)].map(|(name, it)| trunk.branch(name, it));
            let says = |branches: &[_]| trunk.findings(branches).into_keys().any(|(found, ..)| found == code);
            assert!(!says(&sound), "{code} of the sound branch: {:?}", trunk.findings(&sound));
            assert!(says(&broken), "{code} of the other: {:?}", trunk.findings(&broken));
            assert!(says(&[&sound[..], &broken].concat()), "{code} of both, {names:?}");
        }
    }
}
