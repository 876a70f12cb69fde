//! Real policies: the public starter packs and samples, with what an independent reading says of each.
//!
//! They are not part of this repository. `.ci/run` names their folder in `CLAIMSMITH_CORPUS`; without that variable the
//! test has nothing to read and says so. `docs/corpus.md` explains each disagreement with the index.

use claimsmith_compiler::json::{self, Kind, Value};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, Severity, SourceMap, compile};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Entries that the index calls clean and that upload refuses all the same, with the codes that say so.
const NOT_CLEAN: &[(&str, &[&str])] = &[
    ("samples/custom-claims-provider/policy/SignUpOrSignin.xml", &["CS0403"]),
    ("samples/custom-claims-provider/policy/TrustFrameworkExtensions.xml", &["CS0403"]),
    ("samples/force-unique-email-across-social-identities/policy/TrustFrameworkExtensions.xml", &["CS0403"]),
    ("samples/lockout/policy/SignUpOrSignin.xml", &["CS0403"]),
    ("samples/lockout/policy/TrustFrameworkExtensions.xml", &["CS0403"]),
    ("samples/sign-up-with-social-and-local-account/SignUpOrSignin.xml", &["CS0403"]),
    ("samples/sign-up-with-social-and-local-account/TrustFrameworkExtensions.xml", &["CS0403"]),
    ("starterpack/scenarios/linkedin-identity-provider/SignUpOrSignin.xml", &["CS0402"]),
    ("starterpack/scenarios/password-change/PasswordChange.xml", &["CS0402"]),
    ("samples/age-gating/policy/PasswordReset.xml", &["CS0618"]),
    ("samples/age-gating/policy/ProfileEdit.xml", &["CS0618"]),
    ("samples/age-gating/policy/SignUpOrSignIn.xml", &["CS0618"]),
    ("samples/custom-sms-displaycontrol/policy/ProfileEditCustomSMS.xml", &["CS0614"]),
    ("samples/groups/policy/SignUpOrSignin_Groups.xml", &["CS0613"]),
    ("samples/guest-signup/policy/GuestSignupOrSignIn.xml", &["CS0320", "CS0609"]),
    ("samples/revoke-sso-sessions/policy/ProfileEdit.xml", &["CS0613"]),
    ("samples/revoke-sso-sessions/policy/SignUpSignIn.xml", &["CS0613"]),
    ("samples/totp/policy/PasswordReset_TOTP.xml", &["CS0613"]),
];

/// Entries with placeholders that have another defect as well, with the codes that say so.
const NOT_ONLY_PLACEHOLDERS: &[(&str, &[&str])] = &[(
    "samples/migrate-to-entra-external-id-for-customers/policy/B2C_1A_Extension_OrchestrateToCiam.xml",
    &["CS0406"],
)];

/// The codes of a placeholder that was not replaced.
const PLACEHOLDER: &[&str] = &["CS0005", "CS0207", "CS0403"];

/// How far from the line in the index a defect may be reported.
const NEAR: u32 = 3;
/// The lines of faults of structure come from another tool, which names the end of the start tag of the element: the
/// attribute or the text that is wrong stands up to so many lines away.
const NEAR_TAG: u32 = 12;

struct Entry {
    leaf: String,
    chain: Vec<String>,
    expect: String,
    /// Broken references.
    problems: Vec<Defect>,
    /// Faults of structure.
    schema: Vec<Defect>,
}

struct Defect {
    /// Path, or only the name of the file.
    file: String,
    line: u32,
    what: String,
    /// B2C takes it, so a warning is right.
    is_tolerated: bool,
}

/// A finding as far as it is compared.
struct Found {
    code: &'static str,
    is_error: bool,
    file: String,
    line: u32,
}

#[test]
fn every_real_policy_is_judged_as_expected() {
    let Some(corpus) = std::env::var_os("CLAIMSMITH_CORPUS").map(PathBuf::from) else {
        println!("CLAIMSMITH_CORPUS names no folder of policies: nothing to read");
        return;
    };
    let entries = index(&corpus);
    assert!(entries.len() > 300, "the index has {} entries", entries.len());
    let judge = |entries: &[Entry]| -> Vec<String> {
        entries.iter().flat_map(|entry| disagreements(entry, &findings(&corpus, entry))).collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let parts = entries.chunks(entries.len().div_ceil(threads));
        let workers: Vec<_> = parts.map(|part| scope.spawn(|| judge(part))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
    println!("{} policies judged as expected", entries.len());
}

#[test]
fn every_disagreement_with_the_index_is_explained() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/corpus.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    for (leaf, codes) in NOT_CLEAN.iter().chain(NOT_ONLY_PLACEHOLDERS) {
        let line = page.lines().find(|line| line.contains(&format!("`{leaf}`")));
        let line = line.unwrap_or_else(|| panic!("docs/corpus.md does not name {leaf}"));
        assert!(codes.iter().all(|code| line.contains(code)), "{leaf}: the page gives other codes");
    }
}

/// Where the findings of an entry are not those that the index promises.
fn disagreements(entry: &Entry, found: &[Found]) -> Vec<String> {
    let errors: BTreeSet<&str> = found.iter().filter(|it| it.is_error).map(|it| it.code).collect();
    let exceptions = |list: &[(&str, &'static [&'static str])]| {
        let listed = list.iter().find(|(leaf, _)| *leaf == entry.leaf);
        listed.map_or(&[][..], |(_, codes)| codes).iter().copied().collect::<BTreeSet<&str>>()
    };
    let unlisted = |allowed: BTreeSet<&'static str>| {
        let (more, less) = (errors.difference(&allowed).copied(), allowed.difference(&errors).copied());
        let more = more.map(|code| first_of(code, found));
        more.chain(less.map(|code| format!("{code} is not reported"))).collect::<Vec<_>>()
    };
    let wrong = match entry.expect.as_str() {
        "clean" => unlisted(exceptions(NOT_CLEAN)),
        "placeholders" => {
            let mut allowed = exceptions(NOT_ONLY_PLACEHOLDERS);
            allowed.extend(PLACEHOLDER.iter().filter(|code| errors.contains(*code)));
            unlisted(allowed).into_iter().chain(missing(entry, found)).collect()
        }
        "base-missing" if !errors.contains("CS0301") => vec!["CS0301 is not reported".to_owned()],
        "malformed" if !errors.contains("CS0101") => vec!["CS0101 is not reported".to_owned()],
        "defective" | "base-missing" | "malformed" => missing(entry, found).collect(),
        other => vec![format!("the index says `{other}`, which this test does not know")],
    };
    wrong.into_iter().map(|wrong| format!("{} ({}): {wrong}", entry.leaf, entry.expect)).collect()
}

fn first_of(code: &str, found: &[Found]) -> String {
    let mut places = found.iter().filter(|it| it.is_error && it.code == code);
    let first = places.next().map(|it| format!(" at {}:{}", it.file, it.line)).unwrap_or_default();
    format!("{code}{first}, and {} more", places.count())
}

/// The defects of the index without a finding at their place.
fn missing<'e>(entry: &'e Entry, found: &'e [Found]) -> impl Iterator<Item = String> + 'e {
    let near = |defect: &Defect, distance: u32| {
        found.iter().any(|it| {
            let is_file = it.file == defect.file || it.file.ends_with(&format!("/{}", defect.file));
            is_file && it.line.abs_diff(defect.line) <= distance && (it.is_error || defect.is_tolerated)
        })
    };
    let problems = entry.problems.iter().filter(move |defect| !near(defect, NEAR));
    let schema = entry.schema.iter().filter(move |defect| !near(defect, NEAR_TAG));
    problems.chain(schema).map(|it| format!("nothing is said at {}:{}: {}", it.file, it.line, it.what))
}

fn findings(corpus: &Path, entry: &Entry) -> Vec<Found> {
    let others = entry.chain.iter().filter(|file| **file != entry.leaf);
    let options = Options::new(std::iter::once(&entry.leaf).chain(others).cloned(), Purpose::Check);
    let Outcome { diagnostics, sources, .. } = compile(&options, &DiskLoader::new(corpus));
    let found = diagnostics.iter().map(|finding| {
        let source = finding.primary.as_ref().map(|label| (sources.get(label.span.file), label.span.start));
        Found {
            code: finding.code.id,
            is_error: finding.severity == Severity::Error,
            file: source.map(|(source, _)| source.path().to_owned()).unwrap_or_default(),
            line: source.map_or(0, |(source, at)| source.line_column(at).0),
        }
    });
    found.collect()
}

fn index(corpus: &Path) -> Vec<Entry> {
    let text = std::fs::read_to_string(corpus.join("index.json")).expect("the corpus has an index");
    let mut sources = SourceMap::default();
    let file = sources.add("index.json", text);
    let mut diagnostics = claimsmith_compiler::diagnostic::Diagnostics::default();
    let value = json::parse(&sources, file, &mut diagnostics).expect("the index is JSON");
    items(&value.kind).iter().map(entry).collect()
}

fn entry(value: &Value) -> Entry {
    Entry {
        leaf: text(member(value, "leaf")),
        chain: items(member(value, "chain")).iter().map(|file| text(&file.kind)).collect(),
        expect: text(member(value, "expect")),
        problems: items(member(value, "problems")).iter().map(defect).collect(),
        schema: items(member(value, "schema")).iter().map(defect).collect(),
    }
}

fn defect(value: &Value) -> Defect {
    let Kind::Number(line) = member(value, "line") else { panic!("a line is a number") };
    let Kind::Object(members) = &value.kind else { panic!("a defect is an object") };
    let is_rule = |rule: &str| {
        members.iter().any(|it| it.name.value == "rule" && matches!(&it.value.kind, Kind::String(text) if text == rule))
    };
    Defect {
        file: text(member(value, "file")),
        line: line.to_string().parse().expect("a small number"),
        what: text(member(value, "what")),
        is_tolerated: is_rule("precondition-claim"),
    }
}

fn member<'v>(value: &'v Value, name: &str) -> &'v Kind {
    let Kind::Object(members) = &value.kind else { panic!("`{name}` is looked for in an object") };
    let found = members.iter().find(|member| member.name.value == name);
    &found.unwrap_or_else(|| panic!("`{name}` is missing")).value.kind
}

fn items(kind: &Kind) -> &[Value] {
    let Kind::Array(items) = kind else { panic!("a list is expected") };
    items
}

fn text(kind: &Kind) -> String {
    let Kind::String(text) = kind else { panic!("a text is expected") };
    text.clone()
}
