use super::*;
use crate::config::Clock;
use crate::pattern::{Compiled, CompiledOnce, MOST_STEPS};
use claimsmith_profile::transformation::{
    CharacterRange, ClaimValidation, DateBound, Enumeration, Localized, Mask, Pattern, PatternRestriction, Predicate,
    PredicateGroup, PredicateTest, PredicateValidation, ReplacementPiece,
};
use claimsmith_profile::{List, OutputClaim, Profile};
use proptest::prelude::*;
use std::borrow::Cow;

/// 2024-02-29T13:04:05Z.
struct LeapDay;

impl Clock for LeapDay {
    fn now(&self) -> u64 {
        1_709_211_845
    }
}

fn group(id: &'static str, match_at_least: u16, tests: Vec<PredicateTest>) -> PredicateGroup {
    let predicates = tests.into_iter().enumerate();
    let predicates =
        predicates.map(|(at, test)| Predicate { id: at.to_string().into(), help_text: vec![].into(), test });
    PredicateGroup { id: id.into(), help_text: vec![].into(), match_at_least, predicates: predicates.collect() }
}

fn asking(groups: Vec<PredicateGroup>) -> PredicateValidation {
    PredicateValidation { id: "Validation".into(), groups: groups.into() }
}

fn set(ranges: &[(char, char)]) -> PredicateTest {
    let ranges: List<_> = ranges.iter().map(|(first, last)| CharacterRange { first: *first, last: *last }).collect();
    PredicateTest::IncludesCharacters(ranges)
}

fn regex(pattern: &'static str) -> PredicateTest {
    PredicateTest::MatchesRegex(Pattern(pattern.into()))
}

/// Compiles the pattern for this one answer.
fn compile_and_match(pattern: &Pattern, text: &str) -> bool {
    Compiled::new(pattern, MOST_STEPS).is_some_and(|compiled| compiled.is_match(text))
}

fn says(test: PredicateTest, text: &str) -> bool {
    let today = day::of_moment(LeapDay.now());
    holds(&asking(vec![group("", 1, vec![test])]), text, today, &compile_and_match)
}

#[test]
fn a_pattern_matches_anywhere_and_minds_the_case() {
    assert!(says(regex("[0-9]"), "a1") && !says(regex("^[0-9]+$"), "a1"));
    assert!(says(regex("b"), "abc") && !says(regex("B"), "abc"));
    // What surrounds a text: neither the first nor the last character is a blank, or there is none.
    let unpadded = r"(\A\S.*\S\z)|(\A\S+\z)|(\A\z)";
    assert!(says(regex(unpadded), "a b") && says(regex(unpadded), "") && !says(regex(unpadded), " a"));
}

/// Without a limit it takes 2^n steps for n letters `a` before another one.
const CATASTROPHIC: &str = r"(?:(?=a)a|a)+\z";

#[test]
fn what_cannot_be_matched_does_not_hold() {
    assert!(!says(regex("("), "("), "no pattern");
    assert!(!says(regex(CATASTROPHIC), &("a".repeat(40) + "b")), "too many steps");
    assert!(says(regex("a(?!b)"), &"a".repeat(2_048)) && !says(regex("a(?!b)"), &"a".repeat(2_049)), "too long");
    assert!(says(regex(r"\Aa+\z"), &"a".repeat(100_000)), "a long text, where no step back is needed");
}

#[test]
fn a_set_asks_for_one_of_its_characters() {
    let signs = || set(&[('[', '['), (']', ']'), ('\\', '\\'), ('-', '-')]);
    assert!(says(signs(), "a-b") && says(signs(), "\\") && says(signs(), "]"));
    assert!(!says(signs(), "ab") && !says(signs(), ""));
    assert!(says(set(&[('a', 'z')]), "Az") && !says(set(&[('a', 'z')]), "É"));
    assert!(!says(set(&[]), "a"), "nothing is in an empty set");
}

#[test]
fn a_length_counts_utf_16_units_and_includes_both_bounds() {
    let length = |minimum, maximum| PredicateTest::IsLengthRange { minimum, maximum };
    assert!(says(length(3, 5), "abc") && says(length(3, 5), "abcde"));
    assert!(!says(length(3, 5), "ab") && !says(length(3, 5), "abcdef"));
    assert!(says(length(2, 2), "😀") && says(length(1, 1), "é") && says(length(0, 0), ""));
    assert!(says(length(0, u32::MAX), "abc") && !says(length(2, 1), "ab"));
}

#[test]
fn dates_lie_between_two_days_both_included() {
    let range = |minimum, maximum| PredicateTest::IsDateRange { minimum, maximum };
    let first = DateBound::Day { year: 2010, month: 1, day: 1 };
    let past = || range(first, DateBound::Today);
    assert!(says(past(), "2010-01-01") && says(past(), "2024-02-29") && says(past(), "2024-02-29T23:00:00Z"));
    assert!(!says(past(), "2009-12-31") && !says(past(), "2024-03-01") && !says(past(), "2023-02-29"));
    assert!(!says(past(), "") && !says(past(), "Today"));
    assert!(says(range(DateBound::Today, DateBound::Today), "2024-02-29"));
}

#[test]
fn so_many_predicates_of_every_group_hold() {
    let classes = vec![set(&[('a', 'z')]), set(&[('A', 'Z')]), set(&[('0', '9')]), set(&[('!', '/')])];
    let length = vec![PredicateTest::IsLengthRange { minimum: 8, maximum: 64 }];
    let validation = asking(vec![group("length", 1, length), group("classes", 3, classes)]);
    let today = day::of_moment(0);
    for (text, expected) in [("Wildrose7", true), ("wildroses", false), ("Wr7!", false), ("wildrose7!", true)] {
        assert_eq!(holds(&validation, text, today, &compile_and_match), expected, "{text}");
    }
    assert!(holds(&asking(vec![]), "anything", today, &compile_and_match), "nothing is asked");
}

fn profile(validation: ClaimValidation) -> Profile {
    Profile {
        outputs: vec![OutputClaim::string("id", "id"), OutputClaim::string("tags", "tags")].into(),
        validations: vec![ClaimValidation { claim: 1, ..validation }].into(),
        ..Profile::EMPTY
    }
}

fn rules(profile: &Profile, value: ClaimValue) -> Vec<ViolatedRule> {
    let field = Some(value);
    let violations = ClaimRules::new(Cow::Borrowed(profile)).validate(&[&field], &LeapDay);
    assert!(violations.iter().all(|violation| violation.claim == "tags"));
    violations.into_iter().map(|violation| violation.rule).collect()
}

#[test]
fn each_text_of_a_collection_is_asked() {
    let values = vec!["a".into(), "b".into(), "7".into(), "true".into()].into();
    let listed = profile(ClaimValidation {
        enumeration: Some(Enumeration { values, multiple: false }),
        ..ClaimValidation::EMPTY
    });
    let collection = |texts: &[&str]| ClaimValue::StringCollection(texts.iter().map(|it| (*it).to_owned()).collect());
    assert_eq!(rules(&listed, collection(&["a", "b"])), []);
    assert_eq!(rules(&listed, collection(&["a", "c"])), [ViolatedRule::Enumeration]);
    assert_eq!(rules(&listed, collection(&[])), [], "no value");
    assert_eq!(rules(&listed, ClaimValue::Int(7)), []);
    assert_eq!(rules(&listed, ClaimValue::Long(8)), [ViolatedRule::Enumeration]);
    assert_eq!(rules(&listed, ClaimValue::Boolean(true)), []);
}

#[test]
fn every_rule_is_asked_and_each_is_named_once() {
    let help = |text: &'static str| vec![Localized { culture: "".into(), value: text.into() }].into();
    let asked = profile(ClaimValidation {
        enumeration: Some(Enumeration { values: vec!["abc".into()].into(), multiple: false }),
        pattern: Some(PatternRestriction { pattern: Pattern(r"\A[a-z]+\z".into()), help_text: help("letters") }),
        predicates: Some(asking(vec![
            group("first", 1, vec![regex("a"), regex("b")]),
            group("second", 2, vec![regex("a"), regex("c")]),
        ])),
        ..ClaimValidation::EMPTY
    });
    assert_eq!(rules(&asked, ClaimValue::String("abc".into())), []);
    let field = Some(ClaimValue::String("A".into()));
    let violations = ClaimRules::new(Cow::Borrowed(&asked)).validate(&[&field], &LeapDay);
    let words: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "the claim tags has a value that the policy does not list",
            "the claim tags does not match the pattern of the policy",
            "the claim tags does not satisfy the group first of the validation Validation",
            "the claim tags does not satisfy the group second of the validation Validation",
        ]
    );
    let helps: Vec<_> = violations.iter().map(|violation| violation.help_text(None)).collect();
    assert_eq!(helps, [None, Some("letters"), None, None]);
}

#[test]
fn help_texts_are_those_of_the_nearest_language() {
    let text = |culture: &'static str, value: &'static str| Localized { culture: culture.into(), value: value.into() };
    let texts = [text("", "own"), text("en", "English"), text("zh-hant", "Chinese"), text("pt-BR", "Brazilian")];
    let violation = ClaimViolation::new("a", ViolatedRule::Pattern, &texts.to_vec().into());
    for (culture, expected) in [
        ("en-GB", "English"),
        ("zh-Hant-TW", "Chinese"),
        ("zh-TW", "Chinese"),
        ("pt-br-x-a", "Brazilian"),
        ("pt", "own"),
        ("zh-CN", "own"),
    ] {
        let culture = crate::resolver::Culture::new(culture).expect("a culture");
        assert_eq!(violation.help_text(Some(&culture)), Some(expected), "{culture:?}");
    }
    assert_eq!(violation.help_text(None), Some("own"));
}

#[cfg(feature = "regex")]
#[test]
fn a_regular_expression_is_compiled_once() {
    use crate::pattern::count;
    let letters = PatternRestriction { pattern: Pattern("^[a-z]+$".into()), help_text: vec![].into() };
    let mut profile = profile(ClaimValidation {
        pattern: Some(letters),
        // The first is that of the restriction; the last is none.
        predicates: Some(asking(vec![group("any", 1, vec![regex("^[a-z]+$"), regex("b"), regex("(")])])),
        ..ClaimValidation::EMPTY
    });
    profile.masks = vec![(1, star("[0-9]")), (0, star("(?<=a)x"))].into();
    let rules = ClaimRules::of(profile.clone());
    let field = Some(ClaimValue::StringCollection(["abc", "b1", "ab"].map(str::to_owned).to_vec()));
    let validate = |rules: &ClaimRules<'_>| assert_eq!(rules.validate(&[&field], &LeapDay).len(), 1);
    assert_eq!(count::while_running(|| validate(&rules)), 3);
    let masked = |rules: &ClaimRules<'_>, index| rules.masked(index, &field);
    assert_eq!(count::while_running(|| assert_eq!(masked(&rules, 0).as_deref(), Some("abc, b*, ab"))), 1);
    // Whatever comes afterwards finds them compiled, also in another thread.
    let again = || {
        validate(&rules);
        assert_eq!(masked(&rules, 0).as_deref(), Some("abc, b*, ab"));
    };
    assert_eq!(count::while_running(again), 0);
    let elsewhere = std::thread::scope(|scope| scope.spawn(|| count::while_running(again)).join());
    assert_eq!(elsewhere.expect("the thread ends well"), 0);
    // A mask that nobody asked for was not compiled yet.
    assert_eq!(count::while_running(|| drop(masked(&rules, 1))), 1);
    // Claims by name have nothing that outlives the call.
    let claims = crate::ClaimSet::from_iter([("tags".to_owned(), ClaimValue::String("abc".to_owned()))]);
    assert_eq!(count::while_running(|| drop(claims.validate(&profile, &LeapDay))), 3);
}

#[test]
fn the_place_of_a_claim_goes_on_behind_the_output_claims() {
    use claimsmith_profile::transformation::{Transformations, TransformedClaim};
    let further = TransformedClaim { claim: "further".into(), ..TransformedClaim::EMPTY };
    let transformations = Transformations { claims: vec![further].into(), ..Transformations::EMPTY };
    let profile = Profile { transformations, ..profile(ClaimValidation::EMPTY) };
    let ids = [0, 1, 2, 3].map(|place| claim_id(&profile, place));
    assert_eq!(ids, ["id", "tags", "further", ""]);
}

fn replacing(pattern: &'static str, replacement: Vec<ReplacementPiece>) -> Mask {
    Mask::Regex { pattern: Pattern(pattern.into()), replacement: replacement.into() }
}

fn star(pattern: &'static str) -> Mask {
    replacing(pattern, vec![ReplacementPiece::Text("*".into())])
}

fn masked(mask: &Mask, text: &str) -> String {
    mask::masked(mask, text, &CompiledOnce::default())
}

#[test]
fn a_simple_mask_takes_the_place_of_the_first_characters() {
    let mask = Mask::Simple("XXX-XXX-".into());
    assert_eq!(masked(&mask, "555-010-4477"), "XXX-XXX-4477");
    assert_eq!(masked(&mask, "555"), "XXX-XXX-");
    assert_eq!(masked(&Mask::Simple("--".into()), "日本語"), "--語");
}

#[test]
fn a_mask_with_a_pattern_replaces_every_match() {
    assert_eq!(masked(&star("(?<=.).(?=.*@)"), "ada.l@contoso.com"), "a****@contoso.com");
    assert_eq!(masked(&star("(?<=.{2}).(?=.*@)"), "ada.l@contoso.com"), "ad***@contoso.com");
    assert_eq!(masked(&star("[0-9]"), "no digit"), "no digit");
    let pieces = vec![
        ReplacementPiece::Text("<".into()),
        ReplacementPiece::Before,
        ReplacementPiece::Group(1),
        ReplacementPiece::Group(2),
        ReplacementPiece::Group(9),
        ReplacementPiece::Behind,
        ReplacementPiece::Whole,
        ReplacementPiece::Text(">".into()),
    ];
    assert_eq!(masked(&replacing("(b)|(x)", pieces), "abc"), "a<abcabc>c");
}

/// The results that .NET's documentation of `Regex.Replace` leads to: an empty match behind another one counts.
#[test]
fn empty_matches_are_replaced_as_in_dotnet() {
    assert_eq!(masked(&star("x*"), "axb"), "*a**b*");
    assert_eq!(masked(&star("x*"), "é"), "*é*");
    assert_eq!(masked(&star("\\z"), ""), "*");
}

#[test]
fn a_mask_that_fails_shows_nothing() {
    assert_eq!(masked(&star("("), "secret"), "******");
    assert_eq!(masked(&star(CATASTROPHIC), &("a".repeat(60) + "b")), "*".repeat(61), "too many steps");
    assert_eq!(masked(&star("x"), &"a".repeat(2_049)), "*".repeat(2_049));
    let behind_the_first = |length| masked(&star(r"(?<=[^\n])[^\n](?=[^\n]*@)"), &("a".repeat(length) + "@b"));
    assert_eq!(behind_the_first(900), format!("a{}@b", "*".repeat(899)));
    assert_eq!(behind_the_first(1_500), "*".repeat(1_502), "longer than it takes");
}

/// A line feed behind what a pattern matches at its end is none of the match.
#[test]
fn the_end_of_a_text_is_replaced_without_its_line_feed() {
    assert_eq!(masked(&star(r"[0-9]{2}(?=\n?\z)"), "12345\n"), "123*\n");
    let pieces = vec![ReplacementPiece::Group(2), ReplacementPiece::Group(1), ReplacementPiece::Group(0)];
    assert_eq!(masked(&replacing(r"(a)(b)(?=\n?\z)", pieces), "xab"), "xbaab");
    assert_eq!(masked(&star(r"(?:a(?=\n?\z)|b)"), "ab\n"), "a*\n");
    assert_eq!(masked(&star(r"(?:a(?=\n?\z)|b)"), "ba\n"), "**\n");
}

proptest! {
    #[test]
    fn masks_and_predicates_take_any_text(text in any::<String>(), mask in ".{0,9}") {
        let hidden = masked(&Mask::Simple(mask.clone().into()), &text);
        prop_assert!(hidden.starts_with(&mask));
        prop_assert_eq!(hidden.chars().count(), text.chars().count().max(mask.chars().count()));
        let everything = masked(&star("(?s:.)"), &text);
        prop_assert_eq!(everything, "*".repeat(text.chars().count()));
        let today = day::of_moment(LeapDay.now());
        let _ = day::parse(&text);
        // More predicates never make a group easier to satisfy.
        let both = asking(vec![group("", 2, vec![regex("a"), set(&[('b', 'z')])])]);
        let one = asking(vec![group("", 1, vec![regex("a")])]);
        let holds = |validation| holds(validation, &text, today, &compile_and_match);
        prop_assert!(!holds(&both) || holds(&one));
    }
}
