//! The schema against published policies.
//!
//! Those policies never enter the project, so the test reads them from the folder that `CLAIMSMITH_CORPUS` names, and
//! does nothing without it. It stands here and not among the integration tests because it needs this stage alone: the
//! findings of the other stages would hide what this one says.

use crate::diagnostic::Diagnostics;
use crate::source::SourceMap;
use crate::xml;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const VARIABLE: &str = "CLAIMSMITH_CORPUS";

fn policy_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            policy_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            files.push(path);
        }
    }
    files.sort();
}

/// The files of the index that another reader found faults of structure in. Entries of that kind name the file with its
/// folder, the others only its name.
fn expected(corpus: &Path) -> BTreeSet<String> {
    let index = std::fs::read_to_string(corpus.join("index.json")).expect("the index of the corpus");
    index
        .split("\"file\": \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|file| file.contains('/'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_findings_are_those_of_an_independent_reading() {
    let Some(corpus) = std::env::var_os(VARIABLE).map(PathBuf::from) else {
        println!("not run: {VARIABLE} does not name a folder with published policies");
        return;
    };
    let mut files = Vec::new();
    policy_files(&corpus, &mut files);
    let (mut found, mut time, mut checked, mut malformed) = (BTreeSet::new(), Duration::ZERO, 0, BTreeSet::new());
    for path in &files {
        let name = path.strip_prefix(&corpus).expect("inside the corpus").to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(path).expect("UTF-8");
        let mut sources = SourceMap::default();
        let file = sources.add(name.clone(), text.trim_start_matches('\u{feff}'));
        let mut diagnostics = Diagnostics::default();
        let document = xml::parse(&sources, file, &mut diagnostics);
        let root = document.as_ref().and_then(|document| xml::root(document, &sources, file, &mut diagnostics));
        let Some(root) = root else {
            malformed.insert(name);
            continue;
        };
        checked += 1;
        let begin = Instant::now();
        super::validate(&root, &mut diagnostics);
        time += begin.elapsed();
        for finding in diagnostics.into_sorted(&sources) {
            let place = finding.primary.as_ref().map(|label| sources.location(label.span)).unwrap_or_default();
            println!("{place}: {}: {} {:?}", finding.code.id, finding.message, finding.help);
            found.insert(name.clone());
        }
    }
    println!("{checked} files in {time:?}, {} with findings, not read: {malformed:?}", found.len());
    let mut expected = expected(&corpus);
    // Nothing but settings without a value, which is reported as that (CS0005) and not as a wrong value.
    let settings = |file: &String| file.starts_with("samples/password-passwordrules/policy/PwdRules-");
    expected.retain(|file| !malformed.contains(file) && !settings(file));
    assert_eq!(found, expected);
}
