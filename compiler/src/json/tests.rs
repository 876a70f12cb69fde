use super::*;
use crate::diagnostic::report::short;

fn read(text: &str) -> Result<Value, Vec<Diagnostic>> {
    let mut sources = SourceMap::default();
    let file = sources.add("appsettings.json", text);
    let mut diagnostics = Diagnostics::default();
    let value = parse(&sources, file, &mut diagnostics);
    match value {
        Some(value) if diagnostics.as_slice().is_empty() => Ok(value),
        _ => Err(diagnostics.as_slice().to_vec()),
    }
}

/// The first finding as `line:column: message | label`.
fn fault(text: &str) -> String {
    let mut sources = SourceMap::default();
    sources.add("f", text);
    let finding = read(text).expect_err("the text is faulty").remove(0);
    let label = finding.primary.as_ref().map(|label| label.text.clone()).unwrap_or_default();
    let line = short(&finding, &sources).replace("error[CS0006]: the file is not JSON: ", "");
    format!("{} | {label}", line.trim_start_matches("f:"))
}

fn string(text: &str) -> String {
    match read(text).expect("a string").kind {
        Kind::String(text) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_kind_of_value_has_its_place() {
    let text = "\u{feff}{ \"a\": [1, -0.5e+3, true, false, null], // one\n \"b\" /* two */ : \"x\\n\", \"\": {} }\n";
    let value = read(text).expect("valid");
    let Kind::Object(members) = &value.kind else { panic!("{value:?}") };
    let shown = |span: Span| &text[span.start as usize..span.end as usize];
    assert_eq!(shown(value.span), text.trim_start_matches('\u{feff}').trim());
    let names: Vec<_> = members.iter().map(|member| (member.name.as_str(), shown(member.name.span))).collect();
    assert_eq!(names, [("a", "\"a\""), ("b", "\"b\""), ("", "\"\"")]);
    assert_eq!(shown(members[1].value.span), "\"x\\n\"");
    assert_eq!(members[1].value.kind, Kind::String("x\n".into()));
    assert_eq!(members[2].value.kind, Kind::Object(vec![]));
    let Kind::Array(items) = &members[0].value.kind else { panic!("{members:?}") };
    let items: Vec<_> = items.iter().map(|item| (item.describe(), shown(item.span))).collect();
    assert_eq!(
        items,
        [("a number", "1"), ("a number", "-0.5e+3"), ("a boolean", "true"), ("a boolean", "false"), ("null", "null")]
    );
}

#[test]
fn escapes_become_characters() {
    assert_eq!(string(r#""\"\\\/\b\f\n\r\t\u00e9\u4f60\uD83D\uDE00é""#), "\"\\/\u{8}\u{c}\n\r\té你😀é");
    assert_eq!(fault(r#"["\ud83d"]"#), "1:3: an escape in a string is not a character | this escape");
    assert_eq!(fault(r#"["\ud83d\u0041"]"#), "1:3: an escape in a string is not a character | this escape");
    assert_eq!(fault(r#"["\u00g0"]"#), "1:3: an escape in a string is not a character | this escape");
    assert_eq!(fault(r#"["\é"]"#), "1:3: an escape in a string is not known | this escape");
    assert_eq!(fault(r#"["\"#), "1:3: an escape in a string is not known | this escape");
}

#[test]
fn faults_name_what_was_expected_and_what_was_found() {
    for (text, expected) in [
        ("", "1:1: expected a value | the file ends here"),
        ("{", "1:2: expected a name in double quotes | the file ends here"),
        ("[1 2]", "1:4: expected `,` or `]` | found `2`"),
        ("{\"a\": 1\n \"b\": 2}", "2:2: expected `,` or `}` | found a string"),
        ("{a: 1}", "1:2: expected a name in double quotes | found `a`"),
        ("{\"a\" 1}", "1:6: expected `:` and the value | found `1`"),
        ("{\"a\": }", "1:7: expected a value | found `}`"),
        ("[True]", "1:2: expected a value | found `True`"),
        ("['a']", "1:2: expected a value | found `'`"),
        ("[1,\n]", "1:3: a comma stands after the last item | nothing follows this comma"),
        ("{\"a\":1, }", "1:7: a comma stands after the last item | nothing follows this comma"),
        ("1 2", "1:3: expected the end of the file | found `2`"),
        ("[01]", "1:2: a number is not written as JSON wants it | this number"),
        ("[1.]", "1:2: a number is not written as JSON wants it | this number"),
        ("-", "1:1: a number is not written as JSON wants it | this number"),
        ("[1e+]", "1:2: a number is not written as JSON wants it | this number"),
        ("[\"a\nb\"]", "1:2: a string has no closing quote | starts here"),
        ("[\"a\tb\"]", "1:4: a tab stands in a string | this character"),
        ("[\"a\u{1}b\"]", "1:4: a control character stands in a string | this character"),
        ("[1 /* x", "1:4: a comment has no end | starts here"),
        ("/*/", "1:1: a comment has no end | starts here"),
        ("[/ 1]", "1:2: expected a value | found `/`"),
    ] {
        assert_eq!(fault(text), expected, "{text:?}");
    }
}

#[test]
fn a_superfluous_comma_and_a_missing_one_come_with_advice() {
    let comma = read("[1,]").expect_err("faulty").remove(0);
    let fix = comma.fix.expect("a fix");
    assert_eq!((fix.edits[0].span.start, fix.edits[0].span.end, fix.edits[0].replacement.as_str()), (2, 3, ""));
    assert_eq!(read("[\"a\" \"b\"]").expect_err("faulty")[0].help, ["is a comma missing before it?"]);
    assert_eq!(read("[False]").expect_err("faulty")[0].help, ["write it in lower case: `false`"]);
    assert_eq!(read("{'a': 1}").expect_err("faulty")[0].help, ["JSON has strings in double quotes only"]);
}

#[test]
fn a_repeated_name_is_reported_at_both_places_and_reading_goes_on() {
    let findings = read(r#"{"a": 1, "\u0061": 2, "b": {"c": 0, "c": 0}}"#).expect_err("faulty");
    let places: Vec<_> = findings
        .iter()
        .map(|finding| (finding.primary.as_ref().map(|label| label.span.start), finding.labels[0].span.start))
        .collect();
    assert_eq!(places, [(Some(9), 1), (Some(36), 28)]);
    assert_eq!(findings[0].message, "`a` stands twice in one object");
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(32)).is_ok());
    let finding = read(&"[{\"a\":".repeat(100_000)).expect_err("too deep").remove(0);
    assert_eq!(finding.message, "the file is not JSON: it nests too deeply");
    assert_eq!(finding.notes, ["at most 32 levels are read"]);
}

#[test]
fn what_is_quoted_can_be_read_back() {
    let text: String = (0..0x300).filter_map(char::from_u32).chain("😀\u{2028}".chars()).collect();
    assert_eq!(string(&quote(&text)), text);
    assert_eq!(quote("\u{1}\"\\\n"), r#""\u0001\"\\\n""#);
    assert_eq!(object(&[("a", array(&[quote("x"), "1".into()])), ("b", object(&[]))]), r#"{"a":["x",1],"b":{}}"#);
}

/// Any text: no panic, and every finding lies within the text.
#[test]
fn random_text_is_read_or_refused() {
    let pieces = [
        "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\\", "\\u", "\\ud83d", "00", "1", "-", ".", "e", "true", "nul",
        "//", "/*", "*/", "\n", " ", "é", "你", "\u{feff}", "\u{0}",
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    for round in 0..20_000 {
        let length = random(24);
        let text: String = if round % 2 == 0 {
            (0..length).map(|_| pieces[random(pieces.len())]).collect()
        } else {
            String::from_utf8_lossy(&(0..length).map(|_| random(256) as u8).collect::<Vec<u8>>()).into_owned()
        };
        for finding in read(&text).err().into_iter().flatten() {
            let span = finding.primary.expect("a place").span;
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{text:?} {span:?}");
        }
    }
}
