//! The regular expressions of a profile's transformations, each compiled once.

use super::fault::Fault;
use super::feature::WITHOUT_REGEX;
use crate::pattern::{Compiled, MOST_STEPS};
use claimsmith_profile::transformation::Pattern;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

const INVALID: Fault = Fault::Failed("its regular expression cannot be compiled");
const TOO_SLOW: Fault = Fault::Failed("its regular expression takes too many steps for this text");

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
    /// When it takes too many steps.
    pub(crate) fn is_match(&self, pattern: &Pattern, text: &str) -> Result<bool, Fault> {
        self.get(pattern)?.try_match(text).map_err(|_| TOO_SLOW)
    }

    /// What the groups of these names hold in the first match, as [`Compiled::named`] says.
    ///
    /// # Errors
    /// When it takes too many steps.
    pub(crate) fn groups(&self, pattern: &Pattern, text: &str, names: &[&str]) -> Result<Option<Vec<String>>, Fault> {
        self.get(pattern)?.named(text, names).map_err(|_| TOO_SLOW)
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
        let catastrophic = pattern(r"^(?:(a+)+(?=b)){2}$");
        let text = "a".repeat(200) + "c";
        assert!(matches!(patterns.is_match(&catastrophic, &text), Ok(false) | Err(Fault::Failed(_))));
        let nested = pattern(r"^(?:(?=(a|aa)+$)a|b)*\1c$|^(a*)*\2d$");
        assert!(matches!(patterns.is_match(&nested, &text), Ok(false) | Err(Fault::Failed(_))));
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        assert!(matches!(Patterns::default().add(&pattern("(")), Err(Fault::Failed(_))));
    }
}
