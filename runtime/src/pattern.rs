//! Regular expressions of a policy: compiled, and matched in bounded time.
//!
//! The compiler has rewritten them from .NET, see `Pattern`, and refuses what would not compile here. A text comes from a
//! stranger and must not keep the application busy. So a pattern says of how long a text it can tell (`work`): what needs no
//! look-around and no references is matched in time linear in the text and takes long ones; anything else is matched with
//! steps back, and takes few thousand bytes. Where it cannot be told whether a text matches, no answer is made up.

#[cfg(feature = "regex")]
mod engine;
#[cfg(feature = "regex")]
mod work;

#[cfg(feature = "regex")]
pub(crate) use engine::Compiled;
#[cfg(not(feature = "regex"))]
pub(crate) use without_engine::Compiled;

use claimsmith_profile::transformation::Pattern;
use std::sync::OnceLock;

/// Steps back in one search, unless the pattern asks for fewer.
pub(crate) const MOST_STEPS: usize = 1_000_000;

/// A longer text, in bytes, is matched with no pattern that needs steps back: look-around at every place of a text takes
/// time that grows with its square at least. Names, addresses and numbers are far shorter.
pub(crate) const LONGEST: usize = 2_048;

/// A pattern that is compiled when it is first asked for, and never again.
#[derive(Debug, Default)]
pub(crate) struct CompiledOnce(OnceLock<Option<Compiled>>);

impl CompiledOnce {
    /// The pattern, ready to match. It is the same pattern at every call. `None` for a text that is no pattern, which no
    /// compiled policy has; the log says so.
    pub(crate) fn get(&self, pattern: &Pattern, most_steps: usize) -> Option<&Compiled> {
        let compile = || {
            let compiled = Compiled::new(pattern, most_steps);
            if cfg!(feature = "regex") && compiled.is_none() {
                let pattern = pattern.0.as_ref();
                tracing::error!(target: "claimsmith", pattern, "a pattern for values cannot be compiled");
            }
            compiled
        };
        self.0.get_or_init(compile).as_ref()
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

/// Why it cannot be told whether a text matches.
#[cfg_attr(not(feature = "regex"), allow(dead_code, reason = "without the engine nothing is asked"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// The text is longer than the pattern takes in bounded time.
    TooLong,
    /// The limit on steps back was reached.
    TooManySteps,
}

#[cfg(not(feature = "regex"))]
mod without_engine {
    use super::{Found, Unanswered};
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

        pub(crate) fn try_match(&self, _text: &str) -> Result<bool, Unanswered> {
            match *self {}
        }

        pub(crate) fn named(&self, _text: &str, _names: &[&str]) -> Result<Option<Vec<String>>, Unanswered> {
            match *self {}
        }

        pub(crate) fn find<'t>(&self, _text: &'t str, _from: usize) -> Result<Option<Found<'t>>, Unanswered> {
            match *self {}
        }
    }
}
