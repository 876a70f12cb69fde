//! What `claimsmith inspect summary` is told: that it is true, complete and free of secrets.

use crate::common;
use crate::common::{OAUTH2, claims_schema, policy, provider};
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::inspect::summary::{Summary, Support, TechnicalProfile, schema};
use claimsmith_compiler::inspect::{Answer, Question};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::json::record::Encode;
use claimsmith_compiler::json::{self, Kind};
use claimsmith_compiler::loader::{DiskLoader, Loader, MemoryLoader};
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, Severity, SourceMap, compile, parallel};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn summaries(options: &Options, loader: &dyn Loader) -> Vec<Summary> {
    let mut options = options.clone();
    options.inspect = Some(Question::Summary);
    match compile(&options, loader).answer {
        Some(Answer::Summary(summaries)) => summaries,
        _ => panic!("the question has an answer"),
    }
}

/// The profiles that `generate` compiles when only these are named, and what its errors say.
fn compiled(options: &Options, profiles: Vec<&str>, loader: &dyn Loader) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut options = options.clone();
    options.purpose = Purpose::Generate;
    options.profiles = Some(profiles.into_iter().map(Argument::new).collect());
    let Outcome { sdk, diagnostics, .. } = compile(&options, loader);
    let errors = diagnostics.into_iter().filter(|finding| finding.severity == Severity::Error);
    let (clients, functions) = ids(sdk);
    (&clients | &functions, errors.map(|error| error.message).collect())
}

/// The technical profiles of what is generated: clients and functions.
fn ids(sdk: Option<Sdk>) -> (BTreeSet<String>, BTreeSet<String>) {
    let Some(sdk) = sdk else { return Default::default() };
    let clients = sdk.profiles.into_iter().map(|client| client.profile.id.into_owned());
    (clients.collect(), sdk.functions.into_iter().map(|function| function.profile.id.into_owned()).collect())
}

/// Where the summary says that something runs and `generate` does not compile it, or the other way round.
fn untruths(options: &Options, loader: &dyn Loader) -> Vec<String> {
    judged(options, loader).1
}

/// How many profiles run, and the untruths. What is not compiled beside all others is named alone, because an error of
/// another one may have been in its way; but not when `generate` says of this very profile what the summary says.
fn judged(options: &Options, loader: &dyn Loader) -> (usize, Vec<String>) {
    let summaries = summaries(options, loader);
    let Some(summary) = summaries.first() else { return (0, Vec::new()) };
    let profiles = &summary.technical_profiles;
    let (together, errors) = compiled(options, profiles.iter().map(|it| it.id.as_str()).collect(), loader);
    let is_refused = |it: &TechnicalProfile| {
        it.support != Support::Runs && it.reason.contains(&format!("`{}`", it.id)) && errors.contains(&it.reason)
    };
    let is_compiled = |it: &TechnicalProfile| {
        let is_expected = it.protocol.as_deref() == Some("OAuth2") || it.support == Support::Runs;
        let may_be_alone = is_expected && !is_refused(it);
        together.contains(&it.id)
            || (may_be_alone && compiled(options, vec![it.id.as_str()], loader).0.contains(&it.id))
    };
    let wrong = profiles.iter().filter(|it| is_compiled(it) != (it.support == Support::Runs));
    let wrong = wrong.map(|it| format!("{} of {}: {} ({})", it.id, summary.policy_id, it.support.name(), it.reason));
    let wrong = wrong.chain(untruths_of_parts(summary, options, loader)).collect();
    (profiles.iter().filter(|it| it.support == Support::Runs).count(), wrong)
}

/// Where the summary is wrong about steps, transformations and applications.
fn untruths_of_parts(summary: &Summary, options: &Options, loader: &dyn Loader) -> Vec<String> {
    let runs = |id: &str| summary.technical_profiles.iter().any(|it| it.id == id && it.support == Support::Runs);
    let mut wrong = Vec::new();
    for (journey, step) in summary.journeys.iter().flat_map(|it| it.steps.iter().map(move |step| (it, step))) {
        let mut exchanges = step.exchanges.iter().map(|it| runs(&it.technical_profile)).peekable();
        let is_selection = matches!(step.step_type.as_str(), "ClaimsProviderSelection" | "CombinedSignInAndSignUp");
        let offers = step.selections.iter().filter_map(|it| it.technical_profile.as_ref()).any(|id| runs(id));
        let all_run = step.step_type == "ClaimsExchange" && exchanges.peek().is_some() && exchanges.all(|runs| runs);
        let expected = (all_run, is_selection && offers);
        if (step.support == Support::Runs, step.support == Support::TypesOnly) != expected {
            wrong.push(format!("step {} of {} in {}", step.order, journey.id, summary.policy_id));
        }
    }
    // What is not compiled keeps the profiles that use it from being compiled.
    for transformation in summary.claims_transformations.iter().filter(|it| it.support != Support::Runs) {
        let users = transformation.used_by.iter().filter(|id| runs(id));
        wrong.extend(users.map(|id| format!("{id} runs with {} in {}", transformation.id, summary.policy_id)));
    }
    // Tokens are issued by nobody here.
    wrong.extend(summary.applications.iter().filter(|it| it.support == Support::Runs).map(|it| it.place.clone()));
    wrong.extend(untruth_of_journey(summary, options, loader));
    wrong
}

/// What of the default user journey runs is what `generate` compiles without being told which profiles.
fn untruth_of_journey(summary: &Summary, options: &Options, loader: &dyn Loader) -> Option<String> {
    let mut waiting: Vec<_> = summary.journeys.iter().filter(|it| it.is_default).collect();
    let mut seen = BTreeSet::new();
    let (mut running, mut called) = (BTreeSet::new(), BTreeSet::new());
    while let Some(journey) = waiting.pop() {
        if !seen.insert(&journey.id) {
            continue;
        }
        for step in &journey.steps {
            let exchanged = step.exchanges.iter().map(|it| &it.technical_profile);
            called.extend(exchanged.clone().cloned());
            let profiles = exchanged.filter_map(|id| summary.technical_profiles.iter().find(|it| it.id == *id));
            running.extend(profiles.filter(|it| it.support == Support::Runs).map(|it| it.id.clone()));
            waiting.extend(summary.journeys.iter().filter(|it| step.sub_journeys.contains(&it.id)));
        }
    }
    let mut options = options.clone();
    options.purpose = Purpose::Generate;
    // Functions come of what validates pages, too.
    let (clients, functions) = ids(compile(&options, loader).sdk);
    let is_true = running.is_empty() || &clients | &(&functions & &called) == running;
    (!is_true).then(|| format!("{running:?} run in the default user journey of {}", summary.policy_id))
}

fn parsed(text: &str) -> Kind {
    let mut sources = SourceMap::default();
    let file = sources.add("summary.json", text);
    json::parse(&sources, file, &mut Diagnostics::default()).expect("a summary is JSON").kind
}

fn texts(value: &Kind) -> Vec<String> {
    match value {
        Kind::Array(items) => items.iter().map(|it| text(&it.kind)).collect(),
        _ => Vec::new(),
    }
}

fn text(value: &Kind) -> String {
    match value {
        Kind::String(text) => text.clone(),
        _ => String::new(),
    }
}

/// Leaf and chain of every policy of the corpus.
fn corpus() -> Option<(PathBuf, Vec<Options>)> {
    let Some(folder) = std::env::var_os("CLAIMSMITH_CORPUS").map(PathBuf::from) else {
        println!("CLAIMSMITH_CORPUS names no folder of policies: nothing to read");
        return None;
    };
    let index = parsed(&std::fs::read_to_string(folder.join("index.json")).expect("the corpus has an index"));
    let Kind::Array(entries) = index else { panic!("the index is a list") };
    let options = entries.iter().map(|entry| {
        let Kind::Object(members) = &entry.kind else { panic!("an entry is an object") };
        let member = |name: &str| members.iter().find(|it| it.name.value == name).map(|it| &it.value.kind);
        let leaf = member("leaf").map(text).unwrap_or_default();
        let chain = member("chain").map(texts).unwrap_or_default().into_iter().filter(|file| *file != leaf);
        let mut options = Options::new([leaf.clone()], Purpose::Check);
        options.bases = chain.map(Argument::new).collect();
        options
    });
    Some((folder, options.collect()))
}

#[test]
fn what_runs_is_what_generate_compiles_in_the_corpus() {
    let Some((folder, entries)) = corpus() else { return };
    assert!(entries.len() > 300, "the index has {} entries", entries.len());
    let found = parallel::map(&entries, |options| judged(options, &DiskLoader::new(&folder)));
    let running: usize = found.iter().map(|(running, _)| running).sum();
    let wrong: Vec<String> = found.into_iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{} untruths:\n{}", wrong.len(), wrong.join("\n"));
    println!("{running} technical profiles run, as `generate` says");
    assert!(running > 100, "only {running} technical profiles run");
}

#[test]
fn what_runs_is_what_generate_compiles_in_our_policies() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let loader = DiskLoader::new(&folder);
    let mut files = vec!["SignUpOrSignIn.xml".to_owned()];
    for file in std::fs::read_dir(folder.join("providers")).expect("the providers are there").flatten() {
        files.push(format!("providers/{}", file.file_name().to_string_lossy()));
    }
    files.sort();
    let mut running = 0;
    for file in &files {
        let options = Options::new([file.as_str()], Purpose::Check);
        let wrong = untruths(&options, &loader);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let summaries = summaries(&options, &loader);
        running += summaries[0].technical_profiles.iter().filter(|it| it.support == Support::Runs).count();
    }
    assert!(running >= files.len() - 1, "only {running} profiles of {} files run", files.len());
}

fn memory(files: &[(&str, &str)]) -> MemoryLoader {
    files.iter().map(|(path, text)| (*path, *text)).collect()
}

fn of_profiles(schema: &str, profiles: &str, more: &str) -> Summary {
    let text = policy("B2C_1A_A", None, &(schema.to_owned() + &provider(profiles) + more));
    let mut all = summaries(&Options::new(["a.xml"], Purpose::Check), &memory(&[("a.xml", &text)]));
    all.pop().expect("one leaf")
}

fn oauth2(id: &str, inside: &str) -> String {
    format!("<TechnicalProfile Id=\"{id}\"><DisplayName>A</DisplayName>{OAUTH2}{inside}</TechnicalProfile>")
}

const SUBJECT: &str = "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" />\
    <OutputClaim ClaimTypeReferenceId=\"identityProvider\" DefaultValue=\"id.example\" AlwaysUseDefaultValue=\"true\" />\
    </OutputClaims>";

const CLAIMS: &[(&str, &str)] =
    &[("issuerUserId", "string"), ("identityProvider", "string"), ("extension_level", "int"), ("when", "dateTime")];

#[test]
fn the_reason_says_what_is_in_the_way() {
    let of_type =
        "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"when\" DefaultValue=\"2024-01-31\" /></OutputClaims>";
    let profiles = oauth2("Runs", SUBJECT) + &oauth2("Typed", of_type) + &oauth2("Broken", "<Nothing />");
    let summary = of_profiles(&claims_schema(CLAIMS), &profiles, "");
    let found = |id: &str| {
        let profile = summary.technical_profiles.iter().find(|it| it.id == id).expect("the profile is there");
        (profile.support, profile.reason.clone())
    };
    assert_eq!(found("Runs").0, Support::Runs);
    assert_eq!(
        found("Typed"),
        (Support::ChecksOnly, "a default value of type `dateTime` is not yet compiled".to_owned())
    );
    assert_eq!(found("Broken").0, Support::ChecksOnly);
    assert!(found("Broken").1.contains("claimsmith check"), "{}", found("Broken").1);
}

/// What is not supported is what `check` refuses, and what is checked only has an error when it is wrong.
#[test]
fn the_words_of_the_table_are_kept_by_check() {
    let of = |method: &str, input: &str, kind: &str, protocol: &str, claim: &str| {
        let schema = claims_schema(CLAIMS).replace(
            "</ClaimsSchema>",
            &format!(
                "</ClaimsSchema><ClaimsTransformations><ClaimsTransformation Id=\"T\" TransformationMethod=\"{method}\">\
                 <InputParameters><InputParameter Id=\"{input}\" DataType=\"string\" Value=\"a\" /></InputParameters>\
                 <OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" \
                 TransformationClaimType=\"createdClaim\" /></OutputClaims></ClaimsTransformation></ClaimsTransformations>"
            ),
        );
        let rest = format!(
            "<UserJourneys><UserJourney Id=\"J\"><OrchestrationSteps><OrchestrationStep Order=\"1\" Type=\"{kind}\">\
             <ClaimsExchanges><ClaimsExchange Id=\"E\" TechnicalProfileReferenceId=\"A\" /></ClaimsExchanges>\
             </OrchestrationStep></OrchestrationSteps></UserJourney></UserJourneys><RelyingParty><DefaultUserJourney \
             ReferenceId=\"J\" /><TechnicalProfile Id=\"PolicyProfile\"><DisplayName>P</DisplayName><Protocol \
             Name=\"{protocol}\" /><OutputClaims><OutputClaim ClaimTypeReferenceId=\"{claim}\" \
             PartnerClaimType=\"sub\" /></OutputClaims><SubjectNamingInfo ClaimType=\"sub\" /></TechnicalProfile>\
             </RelyingParty>"
        );
        let text = policy("B2C_1A_A", None, &(schema + &provider(&oauth2("A", SUBJECT)) + &rest));
        let mut options = Options::new(["a.xml"], Purpose::Check);
        options.inspect = Some(Question::Summary);
        let outcome = compile(&options, &memory(&[("a.xml", &text)]));
        let errors: Vec<&str> = common::codes(&outcome);
        let Some(Answer::Summary(mut found)) = outcome.answer else { panic!("the question has an answer") };
        let summary = found.remove(0);
        let support = [
            summary.claims_transformations[0].support,
            summary.journeys[0].steps[0].support,
            summary.applications[0].support,
        ];
        (support, errors.into_iter().map(str::to_owned).collect::<BTreeSet<String>>())
    };
    let usual = ["CreateStringClaim", "value", "ClaimsExchange", "OpenIdConnect", "issuerUserId"];
    let (support, good) = of(usual[0], usual[1], usual[2], usual[3], usual[4]);
    assert_eq!(support, [Support::Runs, Support::Runs, Support::ChecksOnly], "{good:?}");
    for (at, word, part, expected) in [
        (0, "Unheard", 0, Support::NotSupported),
        (1, "unheard", 0, Support::Runs),
        (2, "Unheard", 1, Support::NotSupported),
        (3, "Unheard", 2, Support::NotSupported),
        (4, "identityProviderAccessToken", 2, Support::ChecksOnly),
    ] {
        let mut words = usual;
        words[at] = word;
        let (support, found) = of(words[0], words[1], words[2], words[3], words[4]);
        assert_eq!(support[part], expected, "{word}");
        assert!(found.difference(&good).next().is_some(), "`check` says nothing of {word}: {found:?}");
    }
}

/// A profile that is complete in one policy and not in another is judged in each for itself.
#[test]
fn what_another_policy_lacks_is_not_counted() {
    let base = policy(
        "B2C_1A_Base",
        None,
        &(claims_schema(CLAIMS) + &provider(&oauth2("A", SUBJECT).replace(">1234<", "><"))),
    );
    let base = base.replace("<Item Key=\"client_id\"></Item>", "");
    let item = "<TechnicalProfile Id=\"A\"><Metadata><Item Key=\"client_id\">1</Item></Metadata></TechnicalProfile>";
    let with = policy("B2C_1A_With", Some("B2C_1A_Base"), &provider(item));
    let without = policy("B2C_1A_Without", Some("B2C_1A_Base"), "");
    let loader = memory(&[("base.xml", &base), ("with.xml", &with), ("without.xml", &without)]);
    for order in [["with.xml", "without.xml"], ["without.xml", "with.xml"]] {
        let found = summaries(&Options::new(order, Purpose::Check), &loader);
        let support: Vec<Support> = found.iter().map(|it| it.technical_profiles[0].support).collect();
        let expected = if order[0] == "with.xml" {
            [Support::Runs, Support::ChecksOnly]
        } else {
            [Support::ChecksOnly, Support::Runs]
        };
        assert_eq!(
            support,
            expected,
            "{:?}",
            found.iter().map(|it| &it.technical_profiles[0].reason).collect::<Vec<_>>()
        );
        for file in order {
            let wrong = untruths(&Options::new([file, "base.xml"], Purpose::Check), &loader);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    }
}

#[test]
fn users_of_a_provider_are_told_apart_by_issuer_and_id() {
    let steps = "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId=\"Make\" />\
                 </OutputClaimsTransformations>";
    let schema = claims_schema(CLAIMS).replace(
        "</ClaimsSchema>",
        "</ClaimsSchema><ClaimsTransformations><ClaimsTransformation Id=\"Make\" \
         TransformationMethod=\"CreateAlternativeSecurityId\" /></ClaimsTransformations>",
    );
    let summary = of_profiles(&schema, &oauth2("A", &(SUBJECT.to_owned() + steps)), "");
    let subject = summary.providers[0].subject.as_ref().expect("a subject");
    assert_eq!((subject.issuer.as_str(), subject.id_claim_type.as_str()), ("id.example", "issuerUserId"));
    assert_eq!(
        (subject.id_partner_claim_type.as_str(), &subject.identity_transformations[..]),
        ("id", &["Make".to_owned()][..])
    );
    assert_eq!(summary.claims_transformations[0].used_by, ["A"]);
    assert!(summary.claims[2].extension_attribute && !summary.claims[0].extension_attribute);
    assert_eq!(summary.claims[0].uses[0].section, "OutputClaims");
    let registration = &summary.registrations[0];
    assert_eq!(
        (registration.client_id.as_deref(), registration.application_path.as_str()),
        (Some("1234"), "/signin/a/callback")
    );
    assert!(registration.b2c_redirect_uris.iter().any(|it| it.uri.contains("/te/contoso.onmicrosoft.com/")));
}

/// Everything that the compiler knows to be a secret, in every place that a policy can have one.
#[test]
fn no_secret_is_told() {
    const SECRET: &str = "5ecret-0f-the-tenant";
    let rest = format!(
        "<TechnicalProfile Id=\"Rest\"><DisplayName>R</DisplayName>\
         <Protocol Name=\"Proprietary\" Handler=\"Web.TPEngine.Providers.RestfulProvider, Web.TPEngine\" /><Metadata>\
         <Item Key=\"ServiceUrl\">https://user:{SECRET}@api.example/{{tenant}}/a?code={SECRET}&amp;p=1&amp;sig={SECRET}</Item>\
         <Item Key=\"AuthenticationType\">None</Item><Item Key=\"client_secret\">{SECRET}</Item>\
         <Item Key=\"api_key\">{SECRET}</Item></Metadata>\
         <InputClaims><InputClaim ClaimTypeReferenceId=\"issuerUserId\" DefaultValue=\"{SECRET}\" /></InputClaims>\
         </TechnicalProfile>"
    );
    let parts = "<ClaimsTransformations><ClaimsTransformation Id=\"T\" TransformationMethod=\"CreateStringClaim\">\
         <InputParameters><InputParameter Id=\"value\" DataType=\"string\" Value=\"SECRET\" /></InputParameters>\
         </ClaimsTransformation></ClaimsTransformations><ContentDefinitions><ContentDefinition Id=\"p\">\
         <LoadUri>https://pages.example/a.html?sig=SECRET</LoadUri><RecoveryUri>https://u:SECRET@b.example</RecoveryUri>\
         <DataUri>urn:com:microsoft:aad:b2c:elements:contract:selfasserted:2.1.0</DataUri></ContentDefinition>\
         </ContentDefinitions>";
    let schema = claims_schema(CLAIMS)
        .replace("</ClaimsSchema>", &("</ClaimsSchema>".to_owned() + &parts.replace("SECRET", SECRET)));
    let party = format!(
        "<RelyingParty><DefaultUserJourney ReferenceId=\"J\" /><TechnicalProfile Id=\"PolicyProfile\">\
         <DisplayName>P</DisplayName><Protocol Name=\"OpenIdConnect\" /><OutputClaims><OutputClaim \
         ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"api_key\" DefaultValue=\"{SECRET}\" /></OutputClaims>\
         <SubjectNamingInfo ClaimType=\"sub\" /></TechnicalProfile></RelyingParty>"
    );
    let summary = of_profiles(&schema, &rest, &party);
    let text = summary.encode();
    assert!(!text.contains(SECRET), "{text}");
    assert_eq!(summary.rest_calls[0].url.as_deref(), Some("https://api.example/{tenant}/a?code=…&p=1&sig=…"));
    assert_eq!(summary.pages[0].load_uri.as_deref(), Some("https://pages.example/a.html?sig=…"));
    assert!(matches!(parsed(&text), Kind::Object(_)));
}

/// The schema is made of the same declarations as the summary.
#[test]
fn the_schema_on_disk_is_that_of_the_summary() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/inventory.schema.json");
    if std::env::var_os("CLAIMSMITH_BLESS").is_some() {
        std::fs::write(&path, schema()).expect("the schema can be written");
    }
    let found = std::fs::read_to_string(&path).expect("the schema is there");
    assert!(found == schema(), "docs/inventory.schema.json is not that of the code (CLAIMSMITH_BLESS=1 writes it)");
    assert!(matches!(parsed(&found), Kind::Object(_)));
}
