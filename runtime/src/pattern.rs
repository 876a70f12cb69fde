//! Regular expressions of a policy: compiled, and matched with a limit on backtracking.
//!
//! The compiler has rewritten them from .NET, see `Pattern`. A text that takes more steps than the limit counts as one that
//! does not match: B2C gives up as well, and a claim that a stranger chose must not keep the application busy.

#[cfg(feature = "regex")]
pub(crate) use with_engine::Compiled;
#[cfg(not(feature = "regex"))]
pub(crate) use without_engine::Compiled;

use claimsmith_profile::transformation::Pattern;
use std::sync::OnceLock;

/// Steps back in one search.
pub(crate) const MOST_STEPS: usize = 1_000_000;

/// A pattern that is compiled when it is first asked for, and never again.
#[derive(Debug, Default)]
pub(crate) struct CompiledOnce(OnceLock<Option<Compiled>>);

impl CompiledOnce {
    /// The pattern, ready to match; `None` for a text that is no pattern. It is the same pattern at every call.
    pub(crate) fn get(&self, pattern: &Pattern, most_steps: usize) -> Option<&Compiled> {
        self.0.get_or_init(|| Compiled::new(pattern, most_steps)).as_ref()
    }
}

/// How many patterns this thread has compiled.
#[cfg(all(test, feature = "regex"))]
pub(crate) mod count {
    use std::cell::Cell;

    thread_local! {
        static COMPILED: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn add() {
        COMPILED.set(COMPILED.get() + 1);
    }

    /// The patterns that are compiled while something runs.
    pub(crate) fn while_running(run: impl FnOnce()) -> usize {
        let before = COMPILED.get();
        run();
        COMPILED.get() - before
    }
}

/// A match: where it begins and ends, in bytes, and its groups, from the whole match on.
pub(crate) struct Found<'t> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) groups: Vec<&'t str>,
}

/// The limit on backtracking was reached.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooManySteps;

#[cfg(feature = "regex")]
mod with_engine {
    use super::{Found, TooManySteps};
    use claimsmith_profile::transformation::Pattern;
    use fancy_regex::{Regex, RegexBuilder};

    /// A pattern, ready to match.
    #[derive(Debug)]
    pub(crate) struct Compiled(Regex);

    impl Compiled {
        /// `None` for a text that is no pattern or becomes too large, which no compiled policy has.
        pub(crate) fn new(pattern: &Pattern, most_steps: usize) -> Option<Self> {
            #[cfg(test)]
            super::count::add();
            let mut builder = RegexBuilder::new(&pattern.0);
            builder.backtrack_limit(most_steps).delegate_size_limit(Pattern::LARGEST_PROGRAM).build().ok().map(Self)
        }

        /// Whether it matches somewhere.
        pub(crate) fn is_match(&self, text: &str) -> bool {
            self.try_match(text).unwrap_or(false)
        }

        /// Whether it matches somewhere; an error when it takes too many steps.
        pub(crate) fn try_match(&self, text: &str) -> Result<bool, TooManySteps> {
            self.0.is_match(text).map_err(|_| TooManySteps)
        }

        /// What the groups of these names hold in the first match: the empty text for one that takes no part in it, as in
        /// .NET. `None` when nothing matches; an error when it takes too many steps.
        pub(crate) fn named(&self, text: &str, names: &[&str]) -> Result<Option<Vec<String>>, TooManySteps> {
            let captures = self.0.captures(text).map_err(|_| TooManySteps)?;
            Ok(captures.map(|captures| {
                let group = |name: &&str| captures.name(name).map_or("", |group| group.as_str()).to_owned();
                names.iter().map(group).collect()
            }))
        }

        /// The first match that begins at `from` or later; an error when it takes too many steps.
        pub(crate) fn find<'t>(&self, text: &'t str, from: usize) -> Result<Option<Found<'t>>, TooManySteps> {
            let Some(captures) = self.0.captures_from_pos(text, from).map_err(|_| TooManySteps)? else {
                return Ok(None);
            };
            let Some(whole) = captures.get(0) else { return Ok(None) };
            let groups = captures.iter().map(|group| group.map_or("", |group| group.as_str())).collect();
            Ok(Some(Found { start: whole.start(), end: whole.end(), groups }))
        }
    }
}

#[cfg(not(feature = "regex"))]
mod without_engine {
    use super::{Found, TooManySteps};
    use claimsmith_profile::transformation::Pattern;

    /// No pattern: the runtime was built without the feature `regex`, which generated code asks for.
    #[derive(Debug)]
    pub(crate) enum Compiled {}

    impl Compiled {
        pub(crate) fn new(_pattern: &Pattern, _most_steps: usize) -> Option<Self> {
            None
        }

        pub(crate) fn is_match(&self, _text: &str) -> bool {
            match *self {}
        }

        pub(crate) fn try_match(&self, _text: &str) -> Result<bool, TooManySteps> {
            match *self {}
        }

        pub(crate) fn named(&self, _text: &str, _names: &[&str]) -> Result<Option<Vec<String>>, TooManySteps> {
            match *self {}
        }

        pub(crate) fn find<'t>(&self, _text: &'t str, _from: usize) -> Result<Option<Found<'t>>, TooManySteps> {
            match *self {}
        }
    }
}
