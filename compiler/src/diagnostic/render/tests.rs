use super::super::codes::{
    DATA_TYPE_CHANGED, FILE_NOT_FOUND, INVALID_VALUE, UNKNOWN_ELEMENT, UNKNOWN_METADATA_KEY, XML_MALFORMED,
};
use super::*;
use crate::diagnostic::Applicability::{MachineApplicable, MaybeIncorrect};
use crate::source::Span;

const EXTENSIONS: &str = "\
<TechnicalProfile Id=\"Facebook-OAUTH\">
  <Metadata>
    <Item Key=\"authorisation_endpoint\">https://x</Item>
  </Metadata>
</TechnicalProfile>
";

/// Line ends of Windows, a tab, and characters of two and three bytes.
const BASE: &str = "<a/>\r\n\t<claim id=\"é你x\" type=\"string\"/>\r\n<b/>";

fn sources() -> (SourceMap, FileId, FileId) {
    let mut sources = SourceMap::default();
    let extensions = sources.add("policies/Extensions.xml", EXTENSIONS);
    let base = sources.add("policies/Base.xml", BASE);
    (sources, extensions, base)
}

fn at(sources: &SourceMap, file: FileId, needle: &str) -> Span {
    let start = sources.get(file).original().find(needle).expect("the needle is in the text");
    Span { file, start: start as u32, end: (start + needle.len()) as u32 }
}

fn misspelt(sources: &SourceMap, file: FileId) -> Diagnostic {
    let key = at(sources, file, "authorisation_endpoint");
    Diagnostic::new(UNKNOWN_METADATA_KEY, "unknown metadata key `authorisation_endpoint`")
        .at(key, "not a key of the OAuth2 protocol handler")
        .label(at(sources, file, "Facebook-OAUTH"), "in this technical profile")
        .note("keys are case-sensitive\nand never trimmed")
        .help("see the table of keys")
        .replace(key, "authorization_endpoint", "a key with a similar name exists", MachineApplicable)
}

const MISSPELT: &str = "\
[CS0401]: unknown metadata key `authorisation_endpoint`
 --> policies/Extensions.xml:3:16
  |
1 | <TechnicalProfile Id=\"Facebook-OAUTH\">
  |                       -------------- in this technical profile
2 |   <Metadata>
3 |     <Item Key=\"authorisation_endpoint\">https://x</Item>
  |                ^^^^^^^^^^^^^^^^^^^^^^ not a key of the OAuth2 protocol handler
  |
  = note: keys are case-sensitive
          and never trimmed
  = help: see the table of keys
help: a key with a similar name exists
  |
3 -     <Item Key=\"authorisation_endpoint\">https://x</Item>
3 +     <Item Key=\"authorization_endpoint\">https://x</Item>
  |";

#[test]
fn a_finding_with_everything_looks_as_if_rustc_had_made_it() {
    let (sources, file, _) = sources();
    let finding = misspelt(&sources, file);
    assert_eq!(plain(&finding, &sources), MISSPELT);
    assert_eq!(terminal(&finding, &sources, false), format!("warning{MISSPELT}"));
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    let (sources, file, _) = sources();
    let finding = misspelt(&sources, file);
    let colored = terminal(&finding, &sources, true);
    assert!(colored.contains("\u{1b}["));
    let mut stripped = String::new();
    for (index, part) in colored.split("\u{1b}[").enumerate() {
        stripped.push_str(if index == 0 { part } else { part.split_once('m').expect("a style ends").1 });
    }
    assert_eq!(stripped, terminal(&finding, &sources, false));
}

#[test]
fn an_error_without_a_place_is_its_words() {
    let (sources, ..) = sources();
    let bare = Diagnostic::new(FILE_NOT_FOUND, "file `a.xml` does not exist");
    assert_eq!(plain(&bare, &sources), "[CS0001]: file `a.xml` does not exist");
    let advised = bare.note("looked in `policies`").help("check the spelling").help("or add it");
    assert_eq!(
        terminal(&advised, &sources, false),
        "\
error[CS0001]: file `a.xml` does not exist
 |
 = note: looked in `policies`
 = help: check the spelling
 = help: or add it"
    );
}

#[test]
fn places_in_several_files_have_a_snippet_each() {
    let (sources, extensions, base) = sources();
    let finding = Diagnostic::new(DATA_TYPE_CHANGED, "claim `x` changes its type")
        .at(at(&sources, extensions, "Facebook-OAUTH"), "here")
        .label(at(&sources, base, "string"), "declared here")
        .label(at(&sources, base, "<b/>"), "")
        .replace(at(&sources, base, "string"), "boolean", "use its type", MaybeIncorrect);
    assert_eq!(
        terminal(&finding, &sources, false),
        "\
error[CS0309]: claim `x` changes its type
 --> policies/Extensions.xml:1:23
  |
1 | <TechnicalProfile Id=\"Facebook-OAUTH\">
  |                       ^^^^^^^^^^^^^^ here
  |
 ::: policies/Base.xml:2:24
  |
2 |     <claim id=\"é你x\" type=\"string\"/>
  |                            ------ declared here
3 | <b/>
  | ----
  |
help: use its type
 --> policies/Base.xml:2:24
  |
2 -     <claim id=\"é你x\" type=\"string\"/>
2 +     <claim id=\"é你x\" type=\"boolean\"/>
  |"
    );
}

#[test]
fn windows_line_ends_tabs_and_wide_characters_keep_the_underline_in_place() {
    let (sources, _, base) = sources();
    let finding = Diagnostic::new(INVALID_VALUE, "`é你x` is not an id").at(at(&sources, base, "é你x"), "not an id");
    assert_eq!(
        plain(&finding, &sources),
        "\
[CS0207]: `é你x` is not an id
 --> policies/Base.xml:2:13
  |
2 |     <claim id=\"é你x\" type=\"string\"/>
  |                ^^^^ not an id"
    );
    let line = at(&sources, base, "<a/>\r\n");
    let whole = Diagnostic::new(UNKNOWN_ELEMENT, "`a`").at(line, "the line end is not underlined");
    assert!(plain(&whole, &sources).ends_with("1 | <a/>\n  | ^^^^ the line end is not underlined"));
}

#[test]
fn a_place_over_several_lines_and_a_change_of_two_tags() {
    let (sources, file, _) = sources();
    let open = at(&sources, file, "Metadata");
    let element =
        at(&sources, file, "<Metadata>\n    <Item Key=\"authorisation_endpoint\">https://x</Item>\n  </Metadata>\n");
    let close = Span { start: element.end - 10, end: element.end - 2, file };
    let mut finding = Diagnostic::new(UNKNOWN_ELEMENT, "`Metadata` is not known here").at(element, "this");
    let edits = [open, close].map(|span| Edit { span, replacement: "InputClaims".into() }).to_vec();
    finding.fix = Some(Fix { message: "rename it".into(), applicability: MaybeIncorrect, edits });
    assert_eq!(
        plain(&finding, &sources),
        "\
[CS0201]: `Metadata` is not known here
 --> policies/Extensions.xml:2:3
  |
2 | /   <Metadata>
3 | |     <Item Key=\"authorisation_endpoint\">https://x</Item>
4 | |   </Metadata>
  | |_____________^ this
  |
help: rename it
  |
2 ~   <InputClaims>
3 |     <Item Key=\"authorisation_endpoint\">https://x</Item>
4 ~   </InputClaims>
  |"
    );
}

#[test]
fn the_end_of_a_file_can_be_pointed_at() {
    let (sources, file, _) = sources();
    let end = EXTENSIONS.len() as u32;
    let finding =
        Diagnostic::new(XML_MALFORMED, "an element has no end").at(Span { file, start: end, end }, "expected here");
    assert_eq!(
        plain(&finding, &sources),
        "\
[CS0101]: an element has no end
 --> policies/Extensions.xml:6:1
  |
6 |
  | ^ expected here"
    );
}

#[test]
fn a_long_line_is_cut_around_what_matters() {
    let mut sources = SourceMap::default();
    let filler = |character: &str| character.repeat(5000);
    let text = format!("<x>{}<a bad=\"\"/>{}<b worse=\"\"/>{}\n", filler("a"), filler("b"), filler("c"));
    let file = sources.add("long.xml", text);
    let bad = at(&sources, file, "bad");
    let finding = Diagnostic::new(UNKNOWN_ELEMENT, "`bad` is not known")
        .at(bad, "here")
        .label(at(&sources, file, "worse"), "and here")
        .replace(bad, "good", "rename it", MaybeIncorrect);
    let rendered = plain(&finding, &sources);
    assert!(rendered.lines().all(|line| line.chars().count() <= 150), "{rendered}");
    assert!(rendered.contains(" --> long.xml:1:5007\n"), "{rendered}");
    assert!(rendered.contains(" ::: long.xml:1:10018\n"), "{rendered}");
    let (left, right) = ("a".repeat(37), "b".repeat(35));
    assert!(
        rendered
            .ends_with(&format!("1 - ...{left}<a bad=\"\"/>{right}...\n1 + ...{left}<a good=\"\"/>{right}...\n  |")),
        "{rendered}"
    );
    let everything = Span { file, start: 0, end: 15_000 };
    let whole = Diagnostic::new(UNKNOWN_ELEMENT, "`x`").at(everything, "all of it").replace(
        everything,
        "<x/>",
        "leave it out",
        MaybeIncorrect,
    );
    let rendered = plain(&whole, &sources);
    assert!(rendered.len() < 500 && rendered.ends_with("help: leave it out"), "{rendered}");
}

#[test]
fn a_huge_line_is_named_and_not_drawn() {
    let mut sources = SourceMap::default();
    let file = sources.add("huge.xml", format!("<x>{}<a bad=\"\"/></x>\n", "é".repeat(MOST_DRAWN)));
    let finding = Diagnostic::new(UNKNOWN_ELEMENT, "`bad` is not known").at(at(&sources, file, "bad"), "here");
    let column = "<x>".len() + MOST_DRAWN + "<a ".len() + 1;
    assert_eq!(
        plain(&finding, &sources),
        format!("[CS0201]: `bad` is not known\n--> huge.xml:1:{column}\n = note: here")
    );
}

fn substituted(name: &str, value: &str) -> (SourceMap, FileId) {
    let mut sources = SourceMap::default();
    let placeholder = format!("{{Settings:{name}}}");
    let file = sources.add("a.xml", format!("<a b=\"{placeholder}\"/>"));
    let segment = Segment {
        text: 6..6 + value.len() as u32,
        original: 6..6 + placeholder.len() as u32,
        setting: name.into(),
        origin: "environment Dev of appsettings.json".into(),
        is_confidential: crate::settings::is_confidential(name),
    };
    sources.get_mut(file).substitute(format!("<a b=\"{value}\"/>"), vec![segment]);
    (sources, file)
}

fn invalid_setting(name: &str, value: &str) -> String {
    let (sources, file) = substituted(name, value);
    let place = at(&sources, file, &format!("{{Settings:{name}}}"));
    let finding = Diagnostic::new(INVALID_VALUE, "not a boolean").at(place, "").replace(
        place,
        "true",
        "write `true`",
        MaybeIncorrect,
    );
    plain(&finding, &sources)
}

#[test]
fn a_replaced_piece_is_explained_and_never_edited() {
    assert_eq!(
        invalid_setting("Mode", "maybe"),
        "\
[CS0207]: not a boolean
 --> a.xml:1:7
  |
1 | <a b=\"{Settings:Mode}\"/>
  |       ^^^^^^^^^^^^^^^
  |
  = note: setting `Mode` is replaced by `maybe` from environment Dev of appsettings.json"
    );
}

#[test]
fn a_value_that_is_long_or_may_be_secret_is_not_shown() {
    let note = "= note: setting `Mode` is replaced by the value from environment Dev of appsettings.json";
    assert!(invalid_setting("Mode", &"x".repeat(41)).ends_with(note));
    assert!(invalid_setting("Mode", "x\ny").ends_with(note));
    for name in ["ClientSecret", "AppInsightsKey", "adminPassword"] {
        assert!(!invalid_setting(name, "hunter2").contains("hunter2"));
    }
}

#[test]
fn a_place_beside_a_replaced_piece_needs_no_explanation_and_may_be_edited() {
    let (sources, file) = substituted("Mode", "maybe");
    let name = Span { file, start: 3, end: 4 };
    let finding = Diagnostic::new(UNKNOWN_ELEMENT, "`b`").at(name, "").replace(name, "c", "rename it", MaybeIncorrect);
    assert!(setting_notes(&finding, &sources).is_empty());
    assert!(offered_fix(&finding, &sources).is_some());
}

#[test]
fn places_far_apart_in_a_file_are_drawn_both() {
    let mut sources = SourceMap::default();
    let text = format!("<a>\n<claim id=\"far\"/>\n{}<use ref=\"Far\"/>\n</a>", "<b/>\n".repeat(MOST_DRAWN / 4));
    let file = sources.add("a.xml", text);
    let finding = Diagnostic::new(INVALID_VALUE, "far")
        .at(at(&sources, file, "Far"), "matches only without regard to case")
        .label(at(&sources, file, "far"), "declared here");
    let line = MOST_DRAWN / 4 + 3;
    assert_eq!(
        terminal(&finding, &sources, false),
        format!(
            "error[CS0207]: far\n    --> a.xml:{line}:11\n     |\n{line} | <use ref=\"Far\"/>\n     |           ^^^ matches only \
             without regard to case\n     |\n    ::: a.xml:2:12\n     |\n   2 | <claim id=\"far\"/>\n     |            --- \
             declared here"
        )
    );
}

#[test]
fn nothing_in_a_policy_reaches_the_terminal_as_a_command() {
    let mut sources = SourceMap::default();
    let file = sources.add("a\u{1b}[2J.xml", "<a\u{9b}2J \u{1b}[31m\u{202e}/>");
    let finding = Diagnostic::new(INVALID_VALUE, "value `\u{1b}[2J\r\nx\u{9b}`")
        .at(Span { file, start: 0, end: 4 }, "la\u{1b}bel\nof two lines")
        .note("\u{1b}[2J")
        .help("\u{9b}")
        .replace(Span { file, start: 0, end: 1 }, "\u{1b}\u{9b}", "\u{1b}", MaybeIncorrect);
    let rendered = terminal(&finding, &sources, false);
    assert!(!rendered.contains(|character: char| character.is_control() && character != '\n'), "{rendered:?}");
}

/// Any text, any range, any change: no panic, and no flood.
#[test]
fn every_input_can_be_rendered() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..4000 {
        let mut sources = SourceMap::default();
        let files = [random.text(), random.text()].map(|text| sources.add("a.xml", text));
        let mut span = || {
            let file = files[random.below(2)];
            let length = sources.get(file).original().len();
            let start = random.below(length + 3);
            let end = start + if random.below(4) == 0 { random.below(length + 3) } else { random.below(20) };
            Span { file, start: start as u32, end: end as u32 }
        };
        let places: Vec<Span> = (0..5).map(|_| span()).collect();
        let mut finding = Diagnostic::new(INVALID_VALUE, "message").at(places[0], "primary");
        finding.labels = places[1..3].iter().map(|span| Label { span: *span, text: "label".into() }).collect();
        let edits = places[3..].iter().map(|span| Edit { span: *span, replacement: random.text() }).collect();
        finding.fix = Some(Fix { message: "fix".into(), applicability: MaybeIncorrect, edits });
        let rendered = terminal(&finding, &sources, random.below(2) == 0);
        assert!(rendered.len() < 40_000, "{}", rendered.len());
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn text(&mut self) -> String {
        let pieces = ["a", "<x>", "\n", "\r\n", "\r", "\t", "é", "你", "👩‍🦰", "\u{301}", "\u{9b}", "\u{1b}", " ", ""];
        let mut text = String::new();
        for _ in 0..self.below(30) {
            let piece = pieces[self.below(pieces.len())];
            let times = if self.below(12) == 0 { self.below(600) } else { 1 };
            text.push_str(&piece.repeat(times));
        }
        text
    }
}

#[test]
fn a_place_without_a_finding_is_drawn_on_its_first_line() {
    let excerpt = |text: &str, marked: &str| {
        let mut sources = SourceMap::default();
        let file = sources.add("claimsmith.toml", text);
        let start = text.find(marked).expect("it is there");
        let [start, end] = [start, start + marked.len()].map(|at| u32::try_from(at).expect("it is short"));
        super::excerpt(&sources, Span { file, start, end })
    };
    assert_eq!(excerpt("a = 1\r\nb = \"x\"\r\n", "\"x\""), "  |\n2 | b = \"x\"\n  |     ^^^");
    assert_eq!(excerpt("a = [\n  1,\n]\n", "[\n  1,\n]"), "  |\n1 | a = [\n  |     ^");
    assert_eq!(excerpt("a = \"\u{1b}[31m\"", "\"\u{1b}[31m\""), "  |\n1 | a = \"␛[31m\"\n  |     ^^^^^^^");
    let long = format!("a = \"{}\"", "x".repeat(20_000));
    assert_eq!(excerpt(&long, "x"), "", "nobody reads such a line");
}
