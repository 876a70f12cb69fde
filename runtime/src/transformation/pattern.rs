//! The regular expressions of a profile's transformations, each compiled once.

use super::fault::Fault;
use super::feature::WITHOUT_REGEX;
use crate::pattern::{Compiled, MOST_STEPS, Unanswered};
use claimsmith_profile::transformation::Pattern;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

const INVALID: Fault = Fault::Failed("its regular expression cannot be compiled");
const TOO_SLOW: Fault = Fault::Failed("its regular expression takes too many steps for this text");
const TOO_LONG: Fault = Fault::Failed("the text is too long for its regular expression");

/// Compiled regular expressions, by their text.
#[derive(Default)]
pub(crate) struct Patterns(Mutex<BTreeMap<String, Arc<Compiled>>>);

impl Patterns {
    /// Compiles a pattern unless it is compiled.
    ///
    /// # Errors
    /// When it is none. The compiler lets no such pattern through; a profile made by hand may have one.
    pub(crate) fn add(&self, pattern: &Pattern) -> Result<(), Fault> {
        self.get(pattern).map(drop)
    }

    /// Whether the pattern matches somewhere in the text.
    ///
    /// # Errors
    /// When it takes too many steps, or the text is too long for it.
    pub(crate) fn is_match(&self, pattern: &Pattern, text: &str) -> Result<bool, Fault> {
        self.get(pattern)?.try_match(text).map_err(fault)
    }

    /// What the groups of these names hold in the first match, as [`Compiled::named`] says.
    ///
    /// # Errors
    /// When it takes too many steps, or the text is too long for it.
    pub(crate) fn groups(&self, pattern: &Pattern, text: &str, names: &[&str]) -> Result<Option<Vec<String>>, Fault> {
        self.get(pattern)?.named(text, names).map_err(fault)
    }

    fn get(&self, pattern: &Pattern) -> Result<Arc<Compiled>, Fault> {
        // What a panic elsewhere leaves behind is a map all the same.
        let mut compiled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(pattern.0.as_ref()) {
            return Ok(Arc::clone(known));
        }
        let missing = if cfg!(feature = "regex") { INVALID } else { WITHOUT_REGEX };
        let built = Arc::new(Compiled::new(pattern, MOST_STEPS).ok_or(missing)?);
        compiled.insert(pattern.0.to_string(), Arc::clone(&built));
        Ok(built)
    }
}

fn fault(unanswered: Unanswered) -> Fault {
    match unanswered {
        Unanswered::TooLong => TOO_LONG,
        Unanswered::TooManySteps => TOO_SLOW,
    }
}

#[cfg(all(test, feature = "regex"))]
mod tests {
    use super::*;
    use claimsmith_profile::text;
    use claimsmith_profile::transformation::Pattern;

    fn pattern(regular_expression: &'static str) -> Pattern {
        Pattern(text(regular_expression))
    }

    #[test]
    fn groups_are_read_by_name() {
        let patterns = Patterns::default();
        let address = pattern(r"^(?<alias>[^@]+)@(?:(?<sub>[a-z]+)\.)?example\.org$");
        let groups = |text: &str| patterns.groups(&address, text, &["sub", "alias", "other"]);
        let found = |sub: &str| Ok(Some([sub, "amy", ""].map(str::to_owned).to_vec()));
        assert_eq!(groups("amy@mail.example.org"), found("mail"));
        assert_eq!(groups("amy@example.org"), found(""));
        assert_eq!(groups("amy@example.com"), Ok(None));
        assert_eq!(patterns.is_match(&address, "amy@example.org"), Ok(true));
    }

    #[test]
    fn a_catastrophic_pattern_is_given_up() {
        let patterns = Patterns::default();
        let text = "a".repeat(24) + "c";
        for catastrophic in [r"(?:(?=a)a|a)+\z", r"\A(?:(?=(a|aa)+\z)a|a|b)*\1d\z", r"(a*)*\1d\z"] {
            assert_eq!(patterns.is_match(&pattern(catastrophic), &text), Err(TOO_SLOW), "{catastrophic}");
        }
    }

    /// Look-around at every place of a text, in look-around, behind what is repeated; references; and what even automata take
    /// long for. No text is begun with that is longer than the pattern takes.
    #[test]
    fn a_text_is_not_begun_with_that_would_take_long() {
        let patterns = Patterns::default();
        let text = "b".repeat(1 << 20);
        for slow in [
            r"(?<!a)\w+@",
            r"\A(?:(?=.*a)(?=.*b).)+\z",
            "(?:(?=(?:(?=.*a).)+b).)+c",
            "(?:(?=(?>(?:(?=.*a).)+)).)+c",
            r"(a*)*\1c",
            r"(b+)\1+@",
            "(?<=b+)c",
            "(?:(?!.*c)b)*@",
            "b{1,256}@",
            "(?:a|b)*a(?:a|b){1000}@",
            "(?:b{1,16}){1,16}@",
        ] {
            assert_eq!(patterns.is_match(&pattern(slow), &text), Err(TOO_LONG), "{slow}");
            assert_eq!(patterns.groups(&pattern(slow), &text, &["none"]), Err(TOO_LONG), "{slow}");
            assert_ne!(patterns.is_match(&pattern(slow), "bbb"), Err(TOO_LONG), "{slow}");
        }
    }

    #[test]
    fn the_end_before_a_line_feed_needs_no_steps_back() {
        let patterns = Patterns::default();
        let long = "b".repeat(1 << 18);
        let matches = |regular_expression, text: &str| patterns.is_match(&pattern(regular_expression), text);
        for end in ["", "\n"] {
            assert_eq!(matches(r"\A[a-z]+(?=\n?\z)", &format!("{long}{end}")), Ok(true));
            assert_eq!(matches(r"\A[a-z]+(?=\n?\z)", &format!("{long}\n{end}b")), Ok(false));
        }
        let either = r"(\A\S.*\S(?=\n?\z))|(\A\S+(?=\n?\z))|(\A(?=\n?\z))";
        assert_eq!((matches(either, &long), matches(either, &format!("{long} "))), (Ok(true), Ok(false)));
        assert_eq!(
            (matches(either, "a b\n"), matches(either, " a\n"), matches(either, "\n")),
            (Ok(true), Ok(false), Ok(true))
        );
        assert_eq!(matches(either, &format!("{long}\n")), Err(TOO_LONG), "a text with two ends");
        let both = r"a(?=\n?\z)\n(?=\n?\z)";
        assert_eq!(
            (matches(both, "a\n"), matches(both, "a\n\n"), matches(both, "a")),
            (Ok(true), Ok(false), Ok(false))
        );
        let groups = patterns.groups(&pattern(r"(?<begin>a|ab)(?<rest>b?\n?)(?=\n?\z)"), "ab\n", &["begin", "rest"]);
        assert_eq!(groups, Ok(Some(vec!["a".to_owned(), "b\n".to_owned()])));
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        assert!(matches!(Patterns::default().add(&pattern("(")), Err(Fault::Failed(_))));
    }
}
