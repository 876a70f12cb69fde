//! What a step may ask for beside its claims: the time, chance, the language, a policy key, a compiled pattern.

use super::fault::Fault;
use super::pattern::Patterns;
use crate::config::Randomness;
use crate::secret::Secret;
use claimsmith_profile::Text;
use claimsmith_profile::transformation::{Instant, Localized};

/// What the steps of one run may ask for.
#[derive(Clone, Copy)]
pub(crate) struct Context<'c> {
    /// Seconds since 1970.
    pub(crate) now: u64,
    pub(crate) randomness: &'c dyn Randomness,
    /// The language of the policy's texts; `None` when it has texts in none.
    pub(crate) language: Option<&'c str>,
    /// The policy keys by their names.
    pub(crate) policy_keys: &'c [(Text, Secret)],
    pub(crate) patterns: &'c Patterns,
}

impl<'c> Context<'c> {
    /// Now, as a `dateTime` holds it. The clock says seconds; it ends with the year 9999, as the calendar of .NET does.
    #[cfg_attr(not(feature = "dates"), allow(dead_code, reason = "for dates"))]
    pub(super) fn instant(self) -> Instant {
        const LATEST: u64 = 253_402_300_799;
        Instant(i64::try_from(self.now.min(LATEST)).unwrap_or(0) * 10_000_000)
    }

    /// Fills a buffer with random bytes.
    pub(super) fn random(self, buffer: &mut [u8]) -> Result<(), Fault> {
        self.randomness.fill(buffer).map_err(|_| Fault::Failed("the source of randomness failed"))
    }

    /// The secret of a policy key.
    pub(super) fn policy_key(self, name: &str) -> Result<&'c [u8], Fault> {
        let key = self.policy_keys.iter().find(|(known, _)| known == name);
        let key = key.ok_or(Fault::Failed("its policy key (`randomizerSecret`) was not given in the configuration"))?;
        Ok(key.1.expose().as_bytes())
    }

    /// What a policy says in the language of the run, else in none in particular.
    pub(super) fn localized<T>(self, texts: &[Localized<T>]) -> Option<&T> {
        let said = |culture: &str| texts.iter().find(|text| text.culture.eq_ignore_ascii_case(culture));
        let said = self.language.and_then(said).or_else(|| said(""));
        said.map(|text| &text.value)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::config::{RandomnessError, SystemRandomness};
    use claimsmith_profile::text;

    /// 2022-01-14T11:40:35Z, nothing else.
    pub(in crate::transformation) fn with_context<T>(run: impl FnOnce(Context<'_>) -> T) -> T {
        let patterns = Patterns::default();
        let now = 1_642_160_435;
        run(Context { now, randomness: &SystemRandomness, language: None, policy_keys: &[], patterns: &patterns })
    }

    #[test]
    fn a_text_of_the_language_comes_before_one_of_none() {
        let said = |culture: &'static str, value| Localized { culture: text(culture), value };
        let texts = [said("en", 1), said("", 2), said("es-MX", 3)];
        with_context(|context| {
            for (language, expected) in [(Some("EN"), 1), (Some("es-mx"), 3), (Some("es"), 2), (None, 2)] {
                let context = Context { language, ..context };
                assert_eq!(context.localized(&texts), Some(&expected), "{language:?}");
            }
            let other = Context { language: Some("de"), ..context };
            assert_eq!(other.localized(&texts[..1]), None, "a language without texts has none");
            assert_eq!(context.localized(&texts[..1]), None);
        });
    }

    #[test]
    fn what_is_not_there_is_said() {
        struct Broken;
        impl Randomness for Broken {
            fn fill(&self, _: &mut [u8]) -> Result<(), RandomnessError> {
                Err(RandomnessError)
            }
        }
        with_context(|context| {
            let keys = [(text("B2C_1A_Salt"), Secret::from("hunter2"))];
            let context = Context { policy_keys: &keys, randomness: &Broken, ..context };
            assert_eq!(context.policy_key("B2C_1A_Salt"), Ok(&b"hunter2"[..]));
            assert!(matches!(context.policy_key("B2C_1A_Other"), Err(Fault::Failed(_))));
            assert!(matches!(context.random(&mut [0]), Err(Fault::Failed(_))));
        });
    }
}
