//! The regular expressions of a policy's transformations: compiled once, matched with a bound on backtracking.

#[cfg(feature = "regex")]
pub(crate) use compiled::Patterns;
#[cfg(not(feature = "regex"))]
pub(crate) use missing::Patterns;

#[cfg(feature = "regex")]
mod compiled {
    use crate::transformation::fault::Fault;
    use claimsmith_profile::transformation::Pattern;
    use fancy_regex::{Regex, RegexBuilder};
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex, PoisonError};

    /// Steps back that one search may take before it is given up: some tens of milliseconds. Patterns without look-around and
    /// back-references never go back; a pattern that needs so many is catastrophic for its text.
    const MOST_STEPS_BACK: usize = 1_000_000;

    const INVALID: Fault = Fault::Failed("its regular expression cannot be compiled");
    const TOO_SLOW: Fault = Fault::Failed("its regular expression takes too many steps for this text");

    /// Compiled regular expressions, by their text.
    #[derive(Default)]
    pub(crate) struct Patterns(Mutex<BTreeMap<String, Arc<Regex>>>);

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
            self.get(pattern)?.is_match(text).map_err(|_| TOO_SLOW)
        }

        /// What the groups of these names hold in the first match, the empty text for a group that takes no part in it, as in
        /// .NET; `None` when nothing matches.
        ///
        /// # Errors
        /// When it takes too many steps.
        pub(crate) fn groups<'n>(
            &self,
            pattern: &Pattern,
            text: &str,
            names: impl Iterator<Item = &'n str>,
        ) -> Result<Option<Vec<String>>, Fault> {
            let captures = self.get(pattern)?;
            let captures = captures.captures(text).map_err(|_| TOO_SLOW)?;
            Ok(captures.map(|captures| {
                let group = |name| captures.name(name).map_or("", |group| group.as_str());
                names.map(|name| group(name).to_owned()).collect()
            }))
        }

        fn get(&self, pattern: &Pattern) -> Result<Arc<Regex>, Fault> {
            // What a panic elsewhere leaves behind is a map all the same.
            let mut compiled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = compiled.get(pattern.0.as_ref()) {
                return Ok(Arc::clone(known));
            }
            let built = RegexBuilder::new(&pattern.0).backtrack_limit(MOST_STEPS_BACK).build();
            let built = Arc::new(built.map_err(|_| INVALID)?);
            compiled.insert(pattern.0.to_string(), Arc::clone(&built));
            Ok(built)
        }
    }
}

#[cfg(not(feature = "regex"))]
mod missing {
    use crate::transformation::fault::Fault;
    use crate::transformation::feature::WITHOUT_REGEX;
    use claimsmith_profile::transformation::Pattern;

    /// No regular expressions: the feature is off.
    #[derive(Default)]
    pub(crate) struct Patterns;

    #[allow(clippy::unused_self, reason = "as with the feature")]
    impl Patterns {
        pub(crate) fn add(&self, _: &Pattern) -> Result<(), Fault> {
            Err(WITHOUT_REGEX)
        }

        pub(crate) fn is_match(&self, _: &Pattern, _: &str) -> Result<bool, Fault> {
            Err(WITHOUT_REGEX)
        }

        pub(crate) fn groups<'n>(
            &self,
            _: &Pattern,
            _: &str,
            _: impl Iterator<Item = &'n str>,
        ) -> Result<Option<Vec<String>>, Fault> {
            Err(WITHOUT_REGEX)
        }
    }
}

#[cfg(all(test, feature = "regex"))]
mod tests {
    use super::Patterns;
    use crate::transformation::fault::Fault;
    use claimsmith_profile::text;
    use claimsmith_profile::transformation::Pattern;

    fn pattern(regular_expression: &'static str) -> Pattern {
        Pattern(text(regular_expression))
    }

    #[test]
    fn groups_are_read_by_name() {
        let patterns = Patterns::default();
        let address = pattern(r"^(?<alias>[^@]+)@(?:(?<sub>[a-z]+)\.)?example\.org$");
        let groups = |text: &str| patterns.groups(&address, text, ["sub", "alias", "other"].into_iter());
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
