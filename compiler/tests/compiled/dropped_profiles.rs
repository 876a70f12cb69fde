//! No technical profile vanishes silently: one that code was to be generated for and is not has an error.

use crate::common::{OAUTH2, claims_schema, codes, policy, provider, run};
use claimsmith_compiler::json::{self, Kind};
use claimsmith_compiler::loader::{DiskLoader, MemoryLoader};
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, Severity, SourceMap, compile};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The technical profiles of the first leaf that were wanted and are not there, by their ids in lower case.
fn dropped(outcome: &Outcome) -> BTreeSet<String> {
    let (Some(sdk), Some(chain)) = (&outcome.sdk, outcome.chains.first()) else { return BTreeSet::new() };
    let files = chain.iter().filter_map(|file| outcome.files.get(file));
    let profiles = files.flat_map(|file| &file.claims_providers).flat_map(|it| &it.technical_profiles);
    let mut dropped: BTreeSet<String> = profiles.map(|it| it.id.to_ascii_lowercase()).collect();
    let clients = sdk.profiles.iter().map(|it| &*it.profile.id);
    let functions = sdk.functions.iter().map(|it| &*it.profile.id);
    for id in clients.chain(functions).chain(sdk.omitted.iter().map(|it| it.id.as_str())) {
        dropped.remove(&id.to_ascii_lowercase());
    }
    dropped
}

/// The ids of the technical profiles of the chain that could become code, for `profiles`.
fn compilable(outcome: &Outcome) -> Vec<Argument> {
    let files = outcome.chains.first().into_iter().flatten().filter_map(|file| outcome.files.get(file));
    let profiles = files.flat_map(|file| &file.claims_providers).flat_map(|it| &it.technical_profiles);
    let names = profiles.filter(|it| {
        let protocol = it.protocol.as_ref();
        protocol.is_some_and(|protocol| {
            let handler =
                protocol.handler.as_ref().is_some_and(|it| it.contains("ClaimsTransformationProtocolProvider"));
            protocol.name.as_str() == "OAuth2" || handler
        })
    });
    let ids: BTreeSet<&str> = names.map(|it| it.id.as_str()).collect();
    ids.into_iter().map(Argument::new).collect()
}

/// Compiles what the policy wants, and then whatever could be wanted of it. How many profiles were dropped, each time with
/// an error.
fn never_silent(options: &Options, loader: &DiskLoader, name: &str) -> usize {
    let outcome = compile(options, loader);
    let all = Options { profiles: Some(compilable(&outcome)), ..options.clone() };
    [outcome, compile(&all, loader)].iter().map(|outcome| explained(outcome, name)).sum()
}

fn explained(outcome: &Outcome, name: &str) -> usize {
    let dropped = dropped(outcome);
    assert!(dropped.is_empty() || outcome.has_errors(), "{name}: {dropped:?} vanish without an error");
    // The error for which nobody knew a reason is a net, and nothing should fall into it.
    let unexplained = outcome.diagnostics.iter().find(|it| it.message.contains("no finding says why"));
    assert!(unexplained.is_none(), "{name}: {unexplained:?}");
    dropped.len()
}

/// What is generated over all providers would lack one of them, and every use of it would be a further error of rustc's.
#[test]
fn nothing_over_all_providers_is_generated_when_an_error_may_hide_one() {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies").join(name);
        std::fs::read_to_string(path).expect("our own policy")
    };
    let compiled = |from: &str, to: &str| {
        let names = ["TrustFrameworkBase.xml", "TrustFrameworkExtensions.xml", "SignUpOrSignIn.xml"];
        let texts: Vec<String> = names.iter().map(|name| read(name)).collect();
        assert!(from.is_empty() || texts.iter().any(|text| text.contains(from)), "{from}");
        let changed = texts.iter().map(|text| if from.is_empty() { text.clone() } else { text.replacen(from, to, 1) });
        let files: MemoryLoader = names.into_iter().zip(changed).collect();
        let outcome = compile(&Options::new(["SignUpOrSignIn.xml"], Purpose::Generate), &files);
        (
            codes(&outcome).first().map(|code| (*code).to_owned()),
            outcome.sdk.map(|sdk| (sdk.complete, sdk.profiles.len())),
        )
    };
    assert_eq!(compiled("", ""), (None, Some((true, 2))));
    for (from, to) in [
        ("<Protocol Name=\"OAuth2\" />", "<Protocol Name=\"OpenIdConnect\" />"),
        ("<Protocol Name=\"OAuth2\" />", "<Protocol Name=\"Oauth2\" />"),
        ("TechnicalProfileReferenceId=\"GitHub-OAUTH2\"", "TechnicalProfileReferenceId=\"GitHb-OAUTH2\""),
        ("TargetClaimsExchangeId=\"QQExchange\"", "TargetClaimsExchangeId=\"QExchange\""),
    ] {
        let (code, generated) = compiled(from, to);
        assert!(code.is_some(), "{to}");
        assert!(generated.is_none_or(|(is_complete, _)| !is_complete), "{to}: {code:?}");
    }
}

#[test]
fn our_own_policies_drop_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let loader = DiskLoader::new(&root);
    let mut files = vec!["policies/SignUpOrSignIn.xml".to_owned(), "policies/AgeGate.xml".to_owned()];
    for entry in std::fs::read_dir(root.join("policies/providers")).expect("the folder is there") {
        let name = entry.expect("an entry").file_name();
        files.push(format!("policies/providers/{}", name.to_string_lossy()));
    }
    assert!(files.len() > 10);
    for file in files {
        let mut options = Options::new([file.as_str()], Purpose::Generate);
        options.search_parent_folders = true;
        assert_eq!(explained(&compile(&options, &loader), &file), 0, "{file}");
    }
}

/// Every line of our smaller policies once left out: what is then missing is missing with an error.
#[test]
fn what_damaged_policies_lose_has_an_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut lost = 0;
    for file in ["policies/AgeGate.xml", "policies/providers/weibo.xml", "policies/providers/facebook.xml"] {
        let whole = std::fs::read_to_string(root.join(file)).expect("the policy is text");
        let lines: Vec<&str> = whole.lines().collect();
        for left_out in 0..lines.len() {
            let kept = lines.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, line)| *line);
            let text = kept.collect::<Vec<_>>().join("\n");
            lost += explained(&run(&[("a.xml", &text)], Purpose::Generate), &format!("{file}:{}", left_out + 1));
        }
    }
    assert!(lost > 0, "no line mattered");
}

#[test]
fn what_published_policies_lose_has_an_error() {
    let Some(corpus) = std::env::var_os("CLAIMSMITH_CORPUS").map(PathBuf::from) else {
        println!("CLAIMSMITH_CORPUS names no folder of policies: nothing to read");
        return;
    };
    let loader = DiskLoader::new(&corpus);
    let (mut count, mut lost) = (0, 0);
    for (leaf, bases) in entries(&corpus) {
        let mut options = Options::new([leaf.as_str()], Purpose::Generate);
        options.bases = bases.iter().map(|file| Argument::new(file.as_str())).collect();
        lost += never_silent(&options, &loader, &leaf);
        count += 1;
    }
    assert!(count > 300, "the index has {count} entries");
    println!("{lost} technical profiles of {count} policies are left out, each with an error");
}

/// The leaves that the index of the corpus lists, with the other files of their chains.
fn entries(corpus: &Path) -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(corpus.join("index.json")).expect("the index of the corpus");
    let mut sources = SourceMap::default();
    let file = sources.add("index.json", text);
    let index = json::parse(&sources, file, &mut claimsmith_compiler::diagnostic::Diagnostics::default());
    let Some(Kind::Array(entries)) = index.map(|it| it.kind) else { panic!("the index is a list") };
    let string = |kind: &Kind| if let Kind::String(text) = kind { text.clone() } else { String::new() };
    let entry = |entry: &json::Value| {
        let Kind::Object(members) = &entry.kind else { panic!("an entry is an object") };
        let member = |name: &str| members.iter().find(|it| it.name.value == name).map(|it| &it.value.kind);
        let leaf = member("leaf").map(string).unwrap_or_default();
        let Some(Kind::Array(chain)) = member("chain") else { return (leaf, Vec::new()) };
        let bases = chain.iter().map(|it| string(&it.kind)).filter(|file| *file != leaf).collect();
        (leaf, bases)
    };
    entries.iter().map(entry).collect()
}

/// A claims transformation over `a` that writes `b`.
fn transformation(method: &str, parameter: &str, output: &str) -> String {
    format!(
        "<ClaimsTransformations><ClaimsTransformation Id='T' TransformationMethod='{method}'><InputClaims>\
         <InputClaim ClaimTypeReferenceId='a' TransformationClaimType='inputClaim'/></InputClaims>{parameter}<OutputClaims>\
         <OutputClaim ClaimTypeReferenceId='b' TransformationClaimType='{output}'/></OutputClaims></ClaimsTransformation>\
         </ClaimsTransformations>"
    )
}

/// Two pages: `shown`, which the technical profiles name, has `text` under the id `greeting`; `other` has it under `elsewhere`.
fn pages(element_type: &str, text: &str) -> String {
    let page = |id: &str| {
        format!(
            "<ContentDefinition Id='{id}'><LoadUri>~/a</LoadUri><RecoveryUri>~/b</RecoveryUri>\
             <DataUri>urn:com:microsoft:aad:b2c:elements:contract:selfasserted:2.1.7</DataUri><LocalizedResourcesReferences>\
             <LocalizedResourcesReference Language='en' LocalizedResourcesReferenceId='{id}.en'/>\
             </LocalizedResourcesReferences></ContentDefinition>"
        )
    };
    let resources = |page: &str, id: &str| {
        format!(
            "<LocalizedResources Id='{page}.en'><LocalizedStrings><LocalizedString \
             ElementType='{element_type}TransformationClaimType' StringId='{id}'>{text}</LocalizedString>\
             </LocalizedStrings></LocalizedResources>"
        )
    };
    format!(
        "<ContentDefinitions>{}{}</ContentDefinitions><Localization Enabled='true'><SupportedLanguages DefaultLanguage='en'>\
         <SupportedLanguage>en</SupportedLanguage></SupportedLanguages>{}{}</Localization>",
        page("shown"),
        page("other"),
        resources("shown", "greeting"),
        resources("other", "elsewhere")
    )
}

/// A client and a function that run `T`, in a file without relying party.
fn both(transformation: &str, pages: &str) -> String {
    let item = "<Item Key='ContentDefinitionReferenceId'>shown</Item>";
    let output = "<OutputClaims><OutputClaim ClaimTypeReferenceId='b'/></OutputClaims>";
    let runs =
        "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId='T'/></OutputClaimsTransformations>";
    let oauth2 = OAUTH2.replace("</Metadata>", &format!("{item}</Metadata>"));
    let outputs = "<OutputClaims><OutputClaim ClaimTypeReferenceId='issuerUserId'/>\
                   <OutputClaim ClaimTypeReferenceId='identityProvider' DefaultValue='a'/>\
                   <OutputClaim ClaimTypeReferenceId='a'/></OutputClaims>";
    let profiles = format!(
        "<TechnicalProfile Id='Site'><DisplayName>A</DisplayName>{oauth2}{outputs}{runs}</TechnicalProfile>\
         <TechnicalProfile Id='Gate'><DisplayName>A</DisplayName><Protocol Name='Proprietary' \
         Handler='Web.TPEngine.Providers.ClaimsTransformationProtocolProvider, Web.TPEngine'/><Metadata>{item}</Metadata>\
         {output}{runs}</TechnicalProfile>"
    );
    let claims = [("issuerUserId", "string"), ("identityProvider", "string"), ("a", "string"), ("b", "string")];
    let end = "</ClaimsSchema>";
    let blocks = claims_schema(&claims).replace(end, &format!("{end}{transformation}{pages}"));
    policy("B2C_1A_A", None, &(blocks + &provider(&profiles)))
}

/// The errors of `check` and of `generate`, and what the latter drops.
fn outcomes(text: &str) -> [Vec<&'static str>; 3] {
    let errors = |outcome: &Outcome| -> Vec<&'static str> {
        let errors = outcome.diagnostics.iter().filter(|it| it.severity == Severity::Error);
        errors.map(|it| it.code.id).collect()
    };
    let generated = run(&[("a.xml", text)], Purpose::Generate);
    explained(&generated, text);
    let dropped = dropped(&generated);
    let kinds = ["site", "gate"].into_iter().filter(|id| dropped.contains(*id)).collect();
    [errors(&run(&[("a.xml", text)], Purpose::Check)), errors(&generated), kinds]
}

fn format(id: &str) -> String {
    let parameter = format!(
        "<InputParameters><InputParameter Id='stringFormatId' DataType='string' Value='{id}'/></InputParameters>"
    );
    transformation("FormatLocalizedString", &parameter, "outputClaim")
}

#[test]
fn localized_format_strings_are_checked_without_a_relying_party() {
    let pages = |text: &str| pages("FormatLocalizedString", text);
    let nothing: &[&str] = &[];
    let both_kinds = ["site", "gate"];
    assert_eq!(outcomes(&both(&format("greeting"), &pages("Hello {0}"))), [nothing; 3]);
    // One for each of the two pages.
    for wrong in ["Hello {0", "Hello {3}", "Hello {0} of {RelyingPartyTenantId}"] {
        let [checked, generated, dropped] = outcomes(&both(&format("greeting"), &pages(wrong)));
        assert_eq!((checked, generated), (vec!["CS0526"], vec!["CS0526"]), "{wrong}");
        assert_eq!(dropped, both_kinds, "{wrong}");
    }
    // Another policy may still add the text, as long as no code reads it.
    let missing = both(&format("nowhere"), &pages("Hello {0}"));
    assert_eq!(outcomes(&missing), [vec![], vec!["CS0530"], both_kinds.to_vec()]);
    assert!(codes(&run(&[("a.xml", &missing)], Purpose::Check)).contains(&"CS0530"));
    let elsewhere = both(&format("elsewhere"), &pages("Hello {0}"));
    assert_eq!(outcomes(&elsewhere), [vec![], vec!["CS0530"], both_kinds.to_vec()]);
}

/// Each page may have a text of its own under one id, for a transformation with claims of its own.
#[test]
fn texts_of_other_pages_are_not_those_of_a_transformation() {
    let wrong = pages("FormatLocalizedString", "Hello {3}").replace("'greeting'", "'elsewhere'");
    let right = wrong.replacen("StringId='elsewhere'>Hello {3}", "StringId='elsewhere'>Hello {0}", 1);
    let nothing: &[&str] = &[];
    assert_eq!(outcomes(&both(&format("elsewhere"), &right)), [nothing; 3]);
    assert_eq!(outcomes(&both(&format("elsewhere"), &wrong))[0], ["CS0526"]);
}

#[test]
fn localized_strings_are_checked_without_a_relying_party() {
    let get = |id: &str| transformation("GetLocalizedStringsTransformation", "", id).replace("inputClaim", "a");
    let without_input = |id: &str| {
        let text = get(id);
        let (start, end) =
            (text.find("<InputClaims>").expect("it is there"), text.find("<OutputClaims>").expect("so is this"));
        text[..start].to_owned() + &text[end..]
    };
    let pages = pages("GetLocalizedStrings", "Hello");
    assert_eq!(outcomes(&both(&without_input("greeting"), &pages)), [const { Vec::<&str>::new() }; 3]);
    for id in ["nowhere", "elsewhere"] {
        let expected = [vec![], vec!["CS0530"], vec!["site", "gate"]];
        assert_eq!(outcomes(&both(&without_input(id), &pages)), expected, "{id}");
    }
}

/// What one policy is warned of and another refused is refused, whichever is looked at first.
#[test]
fn an_error_of_one_leaf_is_an_error_of_all() {
    let base = both(&format("nowhere"), &pages("FormatLocalizedString", "Hello"));
    let leaf = |id: &str, content: &str| policy(id, Some("B2C_1A_A"), content);
    let party = "<RelyingParty><DefaultUserJourney ReferenceId='J'/><TechnicalProfile Id='P'><DisplayName>A</DisplayName>\
                 <Protocol Name='OpenIdConnect'/><SubjectNamingInfo ClaimType='sub'/></TechnicalProfile></RelyingParty>";
    let files = [("b.xml", leaf("B2C_1A_B", "")), ("c.xml", leaf("B2C_1A_C", party)), ("a.xml", base)];
    for order in [["b.xml", "c.xml"], ["c.xml", "b.xml"]] {
        let loader: claimsmith_compiler::loader::MemoryLoader =
            files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let mut options = Options::new(order, Purpose::Check);
        options.bases = vec![Argument::new("a.xml")];
        let outcome = compile(&options, &loader);
        let found: Vec<Severity> =
            outcome.diagnostics.iter().filter(|it| it.code.id == "CS0530").map(|it| it.severity).collect();
        assert_eq!(found, [Severity::Error], "{order:?}");
    }
}

/// What only code generation refuses is a warning before, of whoever would become code.
#[test]
fn a_check_says_what_will_not_be_compiled() {
    let matched = |pattern: &str| {
        let parameters = [["matchTo", pattern], ["outputClaimIfMatched", "b"]]
            .map(|[id, value]| format!("<InputParameter Id='{id}' DataType='string' Value='{value}'/>"));
        let parameters = format!("<InputParameters>{}</InputParameters>", parameters.concat());
        let text =
            transformation("SetClaimsIfRegexMatch", &parameters, "outputClaim").replace("inputClaim", "claimToMatch");
        let result = "<OutputClaim ClaimTypeReferenceId='c' TransformationClaimType='regexCompareResultClaim'/>";
        let text = text.replace("<OutputClaims>", &format!("<OutputClaims>{result}"));
        let pages = pages("FormatLocalizedString", "Hello");
        both(&text, &pages)
            .replace("</ClaimsSchema>", "<ClaimType Id='c'><DataType>boolean</DataType></ClaimType></ClaimsSchema>")
    };
    let checked = |text: &str| {
        let outcome = run(&[("a.xml", text)], Purpose::Check);
        let found = outcome.diagnostics.iter().filter(|it| it.code.id == "CS0704");
        found.map(|it| (it.severity, it.notes.clone())).collect::<Vec<_>>()
    };
    let (good, bad) = (matched("^[a-z]+$"), matched("[a-z-[aeiou]]"));
    assert_eq!(checked(&good), []);
    // One for the client and the function.
    let note = "code generation refuses this; B2C takes it".to_owned();
    assert_eq!(checked(&bad), [(Severity::Warning, vec![note])]);
    assert_eq!(outcomes(&bad), [vec![], vec!["CS0704"], vec!["site", "gate"]]);
    // Nothing is made of what is switched off.
    let runs_nothing = bad.replace("<OutputClaimsTransformation ReferenceId='T'/>", "");
    assert_eq!(checked(&runs_nothing.replace("<OutputClaimsTransformations></OutputClaimsTransformations>", "")), []);
}

#[test]
fn a_policy_key_without_name_is_an_error() {
    let hash = |key: &str| {
        let parameter = format!(
            "<InputParameters><InputParameter Id='randomizerSecret' DataType='string' Value='{key}'/></InputParameters>"
        );
        let text = transformation("Hash", &parameter, "hash");
        let input = "TransformationClaimType='inputClaim'/>";
        let salt = "<InputClaim ClaimTypeReferenceId='a' TransformationClaimType='salt'/>";
        text.replace(input, &format!("TransformationClaimType='plaintext'/>{salt}"))
    };
    let pages = pages("FormatLocalizedString", "Hello");
    assert_eq!(outcomes(&both(&hash("B2C_1A_Hash"), &pages)), [const { Vec::<&str>::new() }; 3]);
    let [_, generated, dropped] = outcomes(&both(&hash("密"), &pages));
    assert!(generated.contains(&"CS0701") || generated.contains(&"CS0702"), "{generated:?}");
    assert!(dropped.contains(&"site"), "{dropped:?}");
    // `client_secret` is a field already, of another key.
    let [_, generated, dropped] = outcomes(&both(&hash("client-secret"), &pages));
    assert_eq!((generated.len(), dropped.contains(&"site")), (1, true), "{generated:?}");
}

#[test]
fn more_claims_than_there_are_places_is_an_error() {
    let input = "<InputClaim ClaimTypeReferenceId='a' TransformationClaimType='inputClaim'/>";
    // A file has at most 1 MiB.
    let wide = |id: &str| {
        let text = format("greeting").replace("Id='T'", &format!("Id='{id}'"));
        text.replace(input, &"<InputClaim ClaimTypeReferenceId='a'/>".repeat(23_000))
    };
    let end = "</ClaimsSchema>";
    let declared = claims_schema(&[("a", "string"), ("b", "string")]);
    let base = |id: &str, base: Option<&str>, step: &str| {
        policy(id, base, &declared.replace(end, &format!("{end}{}", wide(step))))
    };
    let named = "<BasePolicy><TenantId>contoso.onmicrosoft.com</TenantId><PolicyId>B2C_1A_B</PolicyId></BasePolicy>";
    let run_one = "<OutputClaimsTransformation ReferenceId='T'/>";
    let run_three: String = ["T", "U", "V"].iter().map(|id| run_one.replace("'T'", &format!("'{id}'"))).collect();
    let leaf = both(&wide("T"), &pages("FormatLocalizedString", "Hello {0}"));
    let leaf = leaf.replace("<BuildingBlocks>", &format!("{named}<BuildingBlocks>")).replace(run_one, &run_three);
    let files =
        [("a.xml", leaf), ("b.xml", base("B2C_1A_B", Some("B2C_1A_C"), "U")), ("c.xml", base("B2C_1A_C", None, "V"))];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let outcome = run(&files, Purpose::Generate);
    assert_eq!(explained(&outcome, "many claims"), 2);
    let generated = codes(&outcome);
    assert!(generated.contains(&"CS0704"), "{} findings", generated.len());
}
