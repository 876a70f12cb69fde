use super::*;
use crate::diagnostic::codes::{FILE_NOT_FOUND, INVALID_VALUE, UNKNOWN_METADATA_KEY};
use crate::diagnostic::render::terminal;
use crate::diagnostic::{Applicability, Severity};
use crate::json::quote;
use crate::source::{FileId, Segment, Span};

fn json(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    super::json(diagnostic, sources, &Affected { policies: 2, environments: vec!["Test".to_owned()] })
}

fn source() -> (SourceMap, FileId) {
    let mut sources = SourceMap::default();
    let file = sources.add("policies/a.xml", "<a>\r\n\t<é k=\"x\"/>\r\n</a>");
    (sources, file)
}

#[test]
fn short_is_one_line_with_a_place() {
    let (sources, file) = source();
    let place = Span { file, start: 10, end: 11 };
    let mut finding = Diagnostic::new(INVALID_VALUE, "value `x\ny` is\u{1b} wrong").at(place, "here");
    assert_eq!(short(&finding, &sources), "policies/a.xml:2:5: error[CS0207]: value `x y` is␛ wrong");
    finding.severity = Severity::Warning;
    finding.primary = None;
    assert_eq!(short(&finding, &sources), "claimsmith: warning[CS0207]: value `x y` is␛ wrong");
}

#[test]
fn json_of_a_finding_without_a_place() {
    let (sources, _) = source();
    let finding = Diagnostic::new(FILE_NOT_FOUND, "file `a\\b.xml` does not exist");
    assert_eq!(
        json(&finding, &sources),
        concat!(
            r#"{"$message_type":"diagnostic","message":"file `a\\b.xml` does not exist","#,
            r#""code":{"code":"CS0001","explanation":null},"level":"error","spans":[],"children":[],"#,
            r#""rendered":"error[CS0001]: file `a\\b.xml` does not exist\n","affected":{"policies":2,"environments":["Test"]}}"#
        )
    );
}

#[test]
fn json_of_places_notes_help_and_a_fix() {
    let (sources, file) = source();
    let key = Span { file, start: 10, end: 11 };
    let finding = Diagnostic::new(UNKNOWN_METADATA_KEY, "unknown key `k`")
        .at(key, "not \"known\"")
        .label(Span { file, start: 0, end: 19 }, "")
        .note("a note")
        .help("some help")
        .replace(key, "K", "use the known one", Applicability::MachineApplicable);
    let rendered = quote(&format!("{}\n", terminal(&finding, &sources, false)));
    let expected = [
        r#"{"$message_type":"diagnostic","message":"unknown key `k`","code":{"code":"CS0401","explanation":null},"level":"warning","#,
        r#""spans":["#,
        r#"{"file_name":"policies/a.xml","byte_start":10,"byte_end":11,"line_start":2,"line_end":2,"column_start":5,"column_end":6,"is_primary":true,"#,
        r#""text":[{"text":"\t<é k=\"x\"/>","highlight_start":5,"highlight_end":6}],"label":"not \"known\"","#,
        r#""suggested_replacement":null,"suggestion_applicability":null,"expansion":null},"#,
        r#"{"file_name":"policies/a.xml","byte_start":0,"byte_end":19,"line_start":1,"line_end":3,"column_start":1,"column_end":1,"is_primary":false,"#,
        r#""text":[{"text":"<a>","highlight_start":1,"highlight_end":4},{"text":"\t<é k=\"x\"/>","highlight_start":1,"highlight_end":12},"#,
        r#"{"text":"</a>","highlight_start":1,"highlight_end":1}],"label":null,"#,
        r#""suggested_replacement":null,"suggestion_applicability":null,"expansion":null}],"#,
        r#""children":[{"message":"a note","code":null,"level":"note","spans":[],"children":[],"rendered":null},"#,
        r#"{"message":"some help","code":null,"level":"help","spans":[],"children":[],"rendered":null},"#,
        r#"{"message":"use the known one","code":null,"level":"help","spans":["#,
        r#"{"file_name":"policies/a.xml","byte_start":10,"byte_end":11,"line_start":2,"line_end":2,"column_start":5,"column_end":6,"is_primary":true,"#,
        r#""text":[{"text":"\t<é k=\"x\"/>","highlight_start":5,"highlight_end":6}],"label":null,"#,
        r#""suggested_replacement":"K","suggestion_applicability":"MachineApplicable","expansion":null}],"children":[],"rendered":null}],"#,
        r#""rendered":"#,
        &rendered,
        r#","affected":{"policies":2,"environments":["Test"]}}"#,
    ]
    .concat();
    assert_eq!(json(&finding, &sources), expected);
    assert!(rendered.starts_with(r#""warning[CS0401]: unknown key `k`\n --> policies/a.xml:2:5\n"#), "{rendered}");
}

#[test]
fn every_line_of_json_is_json() {
    let (mut sources, file) = source();
    let key = Span { file, start: 10, end: 11 };
    let finding = Diagnostic::new(INVALID_VALUE, "odd \u{1}\u{7f}\u{2028}\" text").at(key, "l").replace(
        key,
        "K",
        "m",
        Applicability::MaybeIncorrect,
    );
    for line in [json(&finding, &sources), json_summary(3, 0, 60)] {
        assert!(!line.contains('\n'));
        let copy = sources.add("out.json", line);
        let mut diagnostics = crate::diagnostic::Diagnostics::default();
        assert!(crate::json::parse(&sources, copy, &mut diagnostics).is_some(), "{diagnostics:?}");
    }
}

#[test]
fn a_replaced_piece_is_noted_and_its_fix_withheld() {
    let (mut sources, file) = source();
    let segment = Segment {
        text: 13..14,
        original: 13..14,
        setting: "S".into(),
        origin: "environment E of s.json".into(),
        is_confidential: false,
    };
    let text = sources.get(file).original().to_owned();
    sources.get_mut(file).substitute(text, vec![segment]);
    let place = Span { file, start: 13, end: 14 };
    let finding =
        Diagnostic::new(INVALID_VALUE, "wrong").at(place, "").replace(place, "y", "m", Applicability::MaybeIncorrect);
    let json = json(&finding, &sources);
    assert!(json.contains(r#""message":"setting `S` is replaced by `x` from environment E of s.json""#), "{json}");
    assert!(!json.contains("MaybeIncorrect"));
}

#[test]
fn the_summary_is_another_message_type() {
    assert_eq!(json_summary(2, 1, 60), r#"{"$message_type":"summary","errors":2,"warnings":1,"policies":60}"#);
}

/// A finding at the attribute value, with everything a build's log could take for its own.
fn hostile() -> (SourceMap, Diagnostic) {
    let mut sources = SourceMap::default();
    let file = sources.add("policies/a,b;c]d:100%.xml", "<a>\r\n\t<é k=\"x\"/>\r\n</a>");
    let finding = Diagnostic::new(INVALID_VALUE, "100% `]\r\n::set-output` ##vso[x]")
        .at(Span { file, start: 10, end: 11 }, "here")
        .help("write: a, b");
    (sources, finding)
}

fn with<'f>(diagnostic: &'f Diagnostic, sources: &'f SourceMap, affected: &'f Affected) -> Finding<'f> {
    Finding { diagnostic, sources, affected }
}

#[test]
fn github_commands_are_escaped() {
    let (sources, mut finding) = hostile();
    let affected = Affected::default();
    let name = |path: &str| format!("root/{path}");
    assert_eq!(
        github(with(&finding, &sources, &affected), &name),
        "::error file=root/policies/a%2Cb;c]d%3A100%25.xml,line=2,col=5,endColumn=6,title=CS0207::\
         100%25 `]%0D%0A::set-output` ##vso[x]%0Ahelp: write: a, b"
    );
    let file = finding.primary.as_ref().map(|label| label.span.file).expect("it has a place");
    finding.severity = Severity::Warning;
    finding = finding.at(Span { file, start: 0, end: 11 }, "here");
    let several = github(with(&finding, &sources, &affected), &name);
    assert!(
        several.starts_with("::warning file=root/policies/a%2Cb;c]d%3A100%25.xml,line=1,endLine=2,title="),
        "{several}"
    );
    finding.primary = None;
    assert!(github(with(&finding, &sources, &affected), &name).starts_with("::warning title=CS0207::100%25"));
}

#[test]
fn azure_commands_are_escaped() {
    let (sources, mut finding) = hostile();
    let affected = Affected::default();
    let name = |path: &str| path.to_owned();
    assert_eq!(
        azure_devops(with(&finding, &sources, &affected), &name),
        "##vso[task.logissue type=error;sourcepath=policies/a,b%3Bc%5Dd:100%AZP25.xml;linenumber=2;columnnumber=5;\
         code=CS0207]100%AZP25 `]%0D%0A::set-output` ##vso[x]%0Ahelp: write: a, b"
    );
    finding.primary = None;
    let without = azure_devops(with(&finding, &sources, &affected), &name);
    assert!(without.starts_with("##vso[task.logissue type=error;code=CS0207]100%AZP25"), "{without}");
}
