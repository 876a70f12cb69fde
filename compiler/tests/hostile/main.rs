//! Hostile input: a clear answer with a place, and bounded work.
//!
//! Nothing is timed here, because a clock says little on a busy machine: what would not end, or would not fit into memory,
//! fails by itself, and `benchmarks/src/bin/hostile_input.rs` shows the times of the same shapes.

mod shapes;

use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, compile};

/// As many errors and as many warnings are kept.
const MOST_FINDINGS: usize = 4_000;

/// Large enough for everything that grows with the square to be felt, small enough for an unoptimised build.
const SIZE: usize = 100_000;

const POLICY: &str = "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\"
  PolicySchemaVersion=\"0.3.0.0\" TenantId=\"contoso.onmicrosoft.com\" PolicyId=\"B2C_1A_X\"
  PublicPolicyUri=\"http://contoso.onmicrosoft.com/B2C_1A_X\">
\t<BuildingBlocks>
\t\té 你 <ClaimsSchema/>
\t</BuildingBlocks>
</TrustFrameworkPolicy>
";

fn check(bytes: impl Into<Vec<u8>>) -> Outcome {
    let loader: MemoryLoader = [("a.xml", bytes)].into_iter().collect();
    compile(&Options::new(["a.xml"], Purpose::Check), &loader)
}

/// Code and `line:column` of each finding.
fn places(outcome: &Outcome) -> Vec<String> {
    let findings = outcome.diagnostics.iter().map(|finding| {
        let place = finding.primary.as_ref().map(|label| outcome.sources.location(label.span)).unwrap_or_default();
        format!("{} {}", finding.code.id, place.trim_start_matches("a.xml:"))
    });
    findings.collect()
}

#[test]
fn every_shape_has_an_answer() {
    for shape in shapes::all(SIZE) {
        let loader: MemoryLoader = shape.files.iter().cloned().collect();
        for purpose in [Purpose::Check, Purpose::Generate] {
            let outcome = compile(&Options::new(shape.files.iter().map(|(path, _)| path), purpose), &loader);
            assert!(outcome.diagnostics.len() <= MOST_FINDINGS, "{}", shape.name);
            // What nothing can be generated from has no place when no profile is there at all.
            assert!(
                outcome.diagnostics.iter().all(|it| it.primary.is_some() || it.code.id == "CS0705"),
                "{}: {:?}",
                shape.name,
                places(&outcome)
            );
            for finding in outcome.diagnostics.iter().take(50) {
                let shown = render::plain(finding, &outcome.sources);
                assert!(!shown.is_empty() && shown.len() < 20_000, "{}: {} bytes", shape.name, shown.len());
            }
        }
    }
}

#[test]
fn what_is_too_much_is_refused_before_it_costs_anything() {
    let megabytes = "<a/>".repeat(10 * 1024 * 1024 / 4);
    assert_eq!(places(&check(megabytes)), ["CS0004 1:1"]);
    assert_eq!(places(&check("<a>".repeat(100_000))), ["CS0104 1:193"]);
    let attributes: String = (0..100_000).map(|at| format!(" a{at}=''")).collect();
    assert_eq!(places(&check(format!("\n<a{attributes}/>"))), ["CS0104 2:1"]);
    let bomb: String =
        (0..20).map(|at| format!("<!ENTITY e{} \"{}\">\n", at + 1, format!("&e{at};").repeat(10))).collect();
    assert_eq!(places(&check(format!("<?xml version='1.0'?>\n<!DOCTYPE a [\n{bomb}]>\n<a>&e20;</a>"))), ["CS0102 2:1"]);
}

#[test]
fn other_encodings_are_named() {
    let units: Vec<u16> = POLICY.encode_utf16().collect();
    let little: Vec<u8> = units.iter().copied().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units.iter().copied().flat_map(u16::to_be_bytes).collect();
    for (bytes, name) in [
        ([vec![0xFF, 0xFE], little.clone()].concat(), "UTF-16"),
        ([vec![0xFE, 0xFF], big.clone()].concat(), "UTF-16"),
        (little, "UTF-16"),
        (big, "UTF-16"),
        (b"<TrustFrameworkPolicy>\n caf\xE9</TrustFrameworkPolicy>".to_vec(), "UTF-8"),
    ] {
        let outcome = check(bytes);
        assert!(places(&outcome).iter().all(|place| place.starts_with("CS0003 ")), "{:?}", places(&outcome));
        let shown = render::plain(&outcome.diagnostics[0], &outcome.sources);
        assert!(shown.contains(name), "{shown}");
    }
}

/// A mark before the file, the ends of lines and tabs move nothing: a column counts characters, a line ends with its line
/// feed.
#[test]
fn columns_are_those_of_an_editor() {
    let expected = ["CS0209 5:3", "CS0203 5:8"];
    assert_eq!(places(&check(POLICY)), expected);
    assert_eq!(places(&check(POLICY.replace('\n', "\r\n"))), expected);
    assert_eq!(places(&check(format!("\u{feff}{POLICY}"))), expected);
    assert_eq!(places(&check(format!("\u{feff}{}", POLICY.replace('\n', "\r\n")))), expected);
    assert_eq!(places(&check(POLICY.replace("\t\t", "  "))), expected);
}

#[test]
fn a_lone_carriage_return_ends_no_line() {
    let outcome = check(POLICY.replace("<ClaimsSchema/>", "\r<ClaimsSchema/>"));
    assert_eq!(places(&outcome), ["CS0209 5:3", "CS0203 5:9"]);
    let shown = render::plain(&outcome.diagnostics[1], &outcome.sources);
    assert!(!shown.contains('\r'), "a terminal would go back to the start of the line");
}

#[test]
fn characters_that_xml_does_not_know_are_shown_where_they_stand() {
    for character in ['\0', '\u{1}', '\u{1b}', '\u{fffe}'] {
        let outcome = check(POLICY.replace("é", &character.to_string()));
        assert_eq!(places(&outcome), ["CS0101 5:3"], "{character:?}");
        let shown = render::terminal(&outcome.diagnostics[0], &outcome.sources, false);
        assert!(!shown.contains(['\0', '\u{1}', '\u{1b}']), "a terminal would obey: {shown:?}");
    }
}

#[test]
fn a_file_with_null_bytes_at_the_end_is_no_xml() {
    let outcome = check(format!("{POLICY}\0\0\0\0"));
    assert_eq!(places(&outcome), ["CS0101 8:1"]);
}
