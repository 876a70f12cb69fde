//! What differs between two versions of our own policies is what differs in the code: no more and no less.

mod common;

use claimsmith_compiler::api::{Api, Change, CrateFacts, Kind, compare};
use claimsmith_compiler::emit::{Style, emit};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Purpose, compile};
use common::run;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn of(sdk: &Sdk) -> Api {
    Api::of(CrateFacts::default(), [sdk]).expect("one policy needs no module")
}

fn between(old: &Sdk, new: &Sdk) -> Vec<Change> {
    compare(&[of(old)], &[of(new)])
}

/// Every policy that golden files are made from, and every provider of ours.
fn own_policies() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in ["tests/golden", "policies/providers"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "xml") {
                let text = std::fs::read_to_string(&path).expect("the policy is text");
                let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
                files.push((format!("{folder}/{name}"), text));
            }
        }
    }
    files.sort();
    files
}

/// The policy, when it has no error.
fn healthy(text: &str) -> Option<Sdk> {
    let outcome = run(&[("policy.xml", text)], Purpose::Generate);
    if outcome.has_errors() { None } else { outcome.sdk }
}

/// The generated code without its documentation.
fn code(sdk: &Sdk) -> String {
    without_docs(emit(sdk, Style { lines: false })).to_string()
}

fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let token = match token {
            TokenTree::Group(group) => {
                let inner = without_docs(group.stream());
                let is_doc = group.stream().into_iter().next().is_some_and(|it| it.to_string() == "doc");
                if is_doc {
                    // The `#` before it.
                    kept.pop();
                    continue;
                }
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))
            }
            other => other,
        };
        kept.push(token);
    }
    kept.into_iter().collect()
}

/// The text with one line taken out, with a letter added to each attribute value of it, and with one added to its
/// content.
fn slips(text: &str) -> impl Iterator<Item = String> + '_ {
    let lines: Vec<&str> = text.lines().collect();
    (0..lines.len()).flat_map(move |at| {
        let line = lines[at];
        let with = |other: Option<String>| {
            let before = lines[..at].iter().map(|it| (*it).to_owned());
            let after = lines[at + 1..].iter().map(|it| (*it).to_owned());
            before.chain(other).chain(after).collect::<Vec<_>>().join("\n")
        };
        let mut slips = vec![with(None)];
        let quotes: Vec<usize> = line.match_indices('"').map(|(at, _)| at).skip(1).step_by(2).collect();
        slips.extend(quotes.into_iter().map(|at| with(Some(format!("{}x{}", &line[..at], &line[at..])))));
        if let Some(end) = line.rfind("</") {
            slips.push(with(Some(format!("{}x{}", &line[..end], &line[end..]))));
        }
        slips.push(with(Some(line.replace("\"true\"", "\"false\""))));
        slips
    })
}

#[test]
fn a_policy_does_not_differ_from_itself() {
    for (name, text) in own_policies() {
        let outcome = compile(
            &Options { search_parent_folders: true, ..Options::new([name.as_str()], Purpose::Generate) },
            &DiskLoader::new(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")),
        );
        let sdk = outcome.sdk.unwrap_or_else(|| panic!("{name}: {:?}", outcome.diagnostics));
        assert_eq!(between(&sdk, &sdk), [], "{name}");
        // Nor does where it stands matter.
        if let Some(moved) =
            healthy(&format!("\n\n{}", text.trim_start_matches('\u{feff}')).replace("\n\n<?xml", "<?xml"))
        {
            assert_eq!(between(&sdk, &moved), [], "{name}");
        }
    }
}

#[test]
fn every_change_of_the_code_is_seen_and_nothing_else() {
    let mut seen = BTreeSet::new();
    let mut healthy_slips = 0;
    for (name, text) in own_policies().into_iter().filter(|(name, _)| is_broken_here(name)) {
        let Some(original) = healthy(&text) else { continue };
        let original_code = code(&original);
        for slip in slips(&text) {
            let Some(changed) = healthy(&slip) else { continue };
            healthy_slips += 1;
            let changes = between(&original, &changed);
            let is_same = code(&changed) == original_code;
            let only_docs = changes.iter().all(|it| it.kind == Kind::Documentation);
            assert_eq!(is_same, only_docs, "{name}: {changes:?}\n{}", first_difference(&text, &slip));
            assert_eq!(between(&changed, &original).is_empty(), changes.is_empty(), "{name}");
            seen.extend(changes.into_iter().map(|change| change.kind.name()));
        }
    }
    assert!(healthy_slips > 300, "{healthy_slips}");
    assert!(seen.len() > 15, "{seen:?}");
}

/// The policies that have the most in them: to break all of them takes a minute.
fn is_broken_here(name: &str) -> bool {
    ["every_key", "qq.xml"].iter().any(|part| name.contains(part))
}

fn first_difference(old: &str, new: &str) -> String {
    let pair = old.lines().zip(new.lines()).find(|(old, new)| old != new);
    pair.map_or_else(String::new, |(old, new)| format!("{old}\n{new}"))
}
