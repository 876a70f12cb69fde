//! What the compiler writes, given to the engine.

use super::rewrite::{Rewritten, rewrite};
use super::{check, program_size};
use claimsmith_profile::transformation::Pattern;
use fancy_regex::{Regex, RegexBuilder};

/// As the runtime compiles it, with a bound of so many bytes.
fn compile(text: &str, most: usize) -> fancy_regex::Result<Regex> {
    RegexBuilder::new(text).delegate_size_limit(most).build()
}

fn rewritten(pattern: &str) -> Rewritten {
    rewrite(&check(pattern).expect(pattern)).unwrap_or_else(|fault| panic!("`{pattern}`: {fault:?}"))
}

pub(super) fn engine(pattern: &str) -> Regex {
    let text = rewritten(pattern).text;
    compile(&text, Pattern::LARGEST_PROGRAM).unwrap_or_else(|error| panic!("`{pattern}`: {text}: {error}"))
}

pub(super) fn matches(pattern: &str, text: &str) -> bool {
    engine(pattern).is_match(text).expect("the pattern is small")
}

fn refusal(pattern: &str) -> String {
    let read = check(pattern).expect(pattern);
    rewrite(&read).map_or_else(|fault| fault.describe(pattern), |_| panic!("`{pattern}` is rewritten"))
}

/// A generator of numbers that is the same everywhere.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// What patterns are thrown together from.
const PARTS: &[&str] = &[
    "a",
    "b",
    "0",
    "-",
    "[",
    "]",
    "^",
    "$",
    ".",
    "*",
    "+",
    "?",
    "{2}",
    "{1,3}",
    "(",
    "(",
    "(?:",
    "(?=",
    "(?!",
    "(?>",
    "(?<n>",
    ")",
    ")",
    ")",
    "|",
    r"\d",
    r"\W",
    r"\b",
    r"\1",
    r"\2",
    r"\.",
    r"\-",
    r"\p{L}",
    r"\P{Nd}",
    r"\u0041",
    r"\k<n>",
    "(?i)",
    "(?-i:",
    "(?m)",
    "(?s)",
    "(?x)",
    "(?n)",
    " ",
    "#",
    "&&",
    "~~",
    "--",
    "a-z",
    "[^",
    "[a-z]",
    r"[\]\\]",
    "[[:alpha:]]",
    "é",
    "😀",
    "<",
    "'",
    "/",
    "\"",
    "(?(1)",
    "(?#c)",
    r"\G",
    r"\Z",
    "(?<=",
    "(?<=",
    "(?<!",
    "{0,40}",
    "{1,256}",
    "{3,}",
    "{2000}",
    r"\w",
    r"\s",
    r"[\w.-]",
    r"[^\W\d_]",
    r"[\p{L}\p{M}' ]",
    r"\p{Lu}",
    r"[^\P{So}Б-ӿ]",
    "[一-龥]",
    "[^é]",
];

/// How it all is to hold together: whatever is accepted and rewritten compiles, in no more bytes than were said.
#[test]
fn what_is_accepted_and_rewritten_is_accepted_by_the_engine() {
    /// Larger programs take an unoptimised engine long; a test of its own compiles some.
    const COMPILED: u64 = 120_000;
    let mut numbers = Numbers(7);
    let (mut valid, mut compiled, mut large, mut looking_back) = (0, 0, 0, 0);
    for _ in 0..20_000 {
        let length = 1 + numbers.below(9);
        let pattern: String = (0..length).map(|_| PARTS[numbers.below(PARTS.len())]).collect();
        let Ok(checked) = check(&pattern) else { continue };
        valid += 1;
        assert!(checked.pieces.iter().all(|piece| pattern.get(piece.range.clone()).is_some()), "`{pattern}`");
        let Ok(rewritten) = rewrite(&checked) else { continue };
        if rewritten.size > COMPILED {
            large += 1;
            continue;
        }
        compiled += 1;
        looking_back += usize::from(rewritten.text.contains("(?<=") || rewritten.text.contains("(?<!"));
        if let Err(error) = compile(&rewritten.text, rewritten.size as usize) {
            panic!("`{pattern}` becomes `{}` of {} bytes: {error}", rewritten.text, rewritten.size);
        }
    }
    let counts = [valid > 2_000, compiled > 1_000, large > 100, looking_back > 50];
    assert_eq!(counts, [true; 4], "too few: {valid} valid, {compiled} compiled, {large} large, {looking_back} back");
}

#[test]
fn every_category_is_as_large_as_it_is_said_to_be() {
    for name in program_size::categories() {
        for pattern in
            [format!(r"\p{{{name}}}{{9}}"), format!(r"[^\p{{{name}}}]*\P{{{name}}}{{0,9}}[a\P{{{name}}}]{{3}}")]
        {
            let rewritten = rewritten(&pattern);
            if let Err(error) = compile(&rewritten.text, rewritten.size as usize) {
                panic!("`{pattern}`, {} bytes: {error}", rewritten.size);
            }
        }
    }
}

#[test]
fn repetitions_of_letters_compile_and_match() {
    for pattern in [r"^\w{1,256}$", r"^[\w ]{0,255}$", r"^\p{L}{1,255}$", r"^[\w.-]{1,128}@[\w.-]{1,128}$"] {
        let rewritten = rewritten(pattern);
        let engine = compile(&rewritten.text, rewritten.size as usize).expect(pattern);
        let text = if pattern.contains('@') { "ann.smith@contoso" } else { "Zoë" };
        assert!(engine.is_match(text).expect(pattern), "{pattern}");
        assert!(!engine.is_match(&"é".repeat(257)).expect(pattern), "{pattern}");
    }
    assert!(matches("^[a-z]{2000}$", &"a".repeat(2000)));
}

#[test]
fn what_would_be_too_large_is_refused_with_its_size() {
    assert_eq!(
        refusal(r"^\w{1,1000}$"),
        "at character 4: with this the pattern becomes too large: what is repeated is copied, here to about 27 MiB of at most 16 MiB"
    );
    for pattern in [
        r"(?:\w{1,40}){1,40}",
        r"(?:(?:(?:a{9}){99}){99}){99}",
        "a{2147483647}",
        "(?:(?:(?:(?=a)b{0}){1000}){1000}){1000}",
        &format!("(?:{})+", r"\p{L}|".repeat(1_000)),
        &"[a-z]{1,1000}".repeat(80),
    ] {
        let why = refusal(pattern);
        assert!(why.contains("too large"), "{pattern}: {why}");
    }
}

#[test]
fn look_behinds_of_any_length_match_as_in_dotnet() {
    for (pattern, text, expected) in [
        ("(?<=a+)b", "aab", true),
        ("(?<=a+)b", "cb", false),
        ("(?<=^.*@)c", "a@c", true),
        ("(?<=^.*@)c", "ac", false),
        ("(?<!foo.*)bar", "bar foo", true),
        ("(?<!foo.*)bar", "foo bar", false),
        ("(?<=a{1,3})b", "aaaab", true),
        (r"(?<=^|\s)x", "a x", true),
        (r"(?<=^|\s)x", "ax", false),
        (r"(?<=\b|é)x", " x", true),
        (r"(?<=\b|é)x", "ax", false),
        (r"(?<=(a|b))c", "bc", true),
        (r"(?<!\p{L}{2,9})1", "éé1", false),
        (r"(?<!\p{L}{2,9})1", "é1", true),
        ("(?<=ab?|c)d", "abd", true),
        (r"(?i)(?<=É+)b", "éÉB", true),
    ] {
        assert_eq!(matches(pattern, text), expected, "`{pattern}` in `{text}`");
    }
    for pattern in [
        r"(?<=\ba+)b",
        "(?<=(?=a)a*)b",
        r"(a)(?<=\1)b",
        "(?<=a*$)b",
        "(?<=(?>a+))b",
        "(?<=(a|bc))d",
        "(?<=(.){2})d",
        "(?<=(?:(?<=x)a)+|b)c",
    ] {
        let why = refusal(pattern);
        assert!(why.contains("a look-behind of no fixed length with"), "`{pattern}`: {why}");
    }
}

#[test]
fn classes_have_the_members_that_dotnet_documents() {
    for (pattern, members, others) in [
        (r"\w", "aZé漢_9٣ª\u{300}", "-Ⅷ\u{20dd}😀𝒳ाः"),
        (r"\d", "0٣९", "a²Ⅷ𝟗"),
        (r"\s", " \t\n\u{b}\u{c}\r\u{85}\u{a0}\u{2028}\u{3000}", "a\u{200b}\u{1c}"),
        (r"\p{L}", "aé漢", "1𝒳"),
        (r"[^\p{L}]", "1😀𝒳", "a"),
        (r"\P{C}", "a1", "\u{1}😀"),
        (r"[\u0000-\uFFFF]", "a漢😀", ""),
        (r"[\W\d]", "-9😀", "a"),
    ] {
        let engine = engine(&format!(r"^{pattern}\z"));
        let is_member = |member: char| engine.is_match(&member.to_string()).expect("short");
        assert!(members.chars().all(is_member), "{pattern}: {members}");
        assert!(!others.chars().any(is_member), "{pattern}: {others}");
    }
}

#[test]
fn case_is_ignored_by_small_letters() {
    for (pattern, members, others) in [
        ("(?i)s", "sS", "ſ"),
        ("(?i)k", "kK\u{212a}", "x"),
        ("(?i)[A-Z]", "azAZ\u{212a}", "ſé"),
        ("(?i)Σ", "σΣ", "ς"),
        ("(?i)[^é]", "eE", "éÉ"),
        ("(?i:a)", "aA", "b"),
        ("(?i)ß", "ßẞ", "s"),
        ("(?i)(?-i:a)", "a", "A"),
        ("(?i)ǆ", "ǆǅǄ", "d"),
    ] {
        let engine = engine(&format!(r"{pattern}\z"));
        let is_member = |member: char| engine.is_match(&member.to_string()).expect("short");
        assert!(members.chars().all(is_member), "{pattern}: {members}");
        assert!(!others.chars().any(is_member), "{pattern}: {others}");
    }
    assert!(matches("^((?i)a|b)c$", "Bc") && !matches("^((?i)a|b)c$", "BC"), "to the end of the group");
    assert!(matches(r"^(?i)(é)\1$", "éÉ") && !matches(r"^(é)\1$", "éÉ"));
    assert!(refusal(r"(?i)[\p{Lu}]").contains("where case is ignored"));
}
