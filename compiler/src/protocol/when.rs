//! Conditions on the metadata of a technical profile.

use super::value::boolean;

/// What the metadata of a technical profile must say for something to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In any case.
    Always,
    /// The key is there.
    Given(&'static str),
    /// The key is not there.
    Missing(&'static str),
    /// The key is there with this value, in any case; booleans are compared as such.
    Is(&'static str, &'static str),
    /// The key is not there, or has another value.
    IsNot(&'static str, &'static str),
    /// The key is there, and one of the words of its value is this.
    Holds(&'static str, &'static str),
    /// All of these hold.
    All(&'static [When]),
}

impl When {
    /// Whether it holds for a profile whose items are looked up with `value`, which gives the value of a key.
    #[must_use]
    pub fn holds<'v>(self, value: &dyn Fn(&str) -> Option<&'v str>) -> bool {
        match self {
            Self::Always => true,
            Self::Given(key) => value(key).is_some(),
            Self::Missing(key) => value(key).is_none(),
            Self::Is(key, wanted) => value(key).is_some_and(|text| is_same(text, wanted)),
            Self::IsNot(key, unwanted) => !value(key).is_some_and(|text| is_same(text, unwanted)),
            Self::Holds(key, word) => {
                value(key).is_some_and(|text| text.split_whitespace().any(|it| it.eq_ignore_ascii_case(word)))
            }
            Self::All(all) => all.iter().all(|it| it.holds(value)),
        }
    }

    /// The keys it looks at.
    #[must_use]
    pub fn keys(self) -> Vec<&'static str> {
        match self {
            Self::Always => Vec::new(),
            Self::Given(key) | Self::Missing(key) => vec![key],
            Self::Is(key, _) | Self::IsNot(key, _) | Self::Holds(key, _) => vec![key],
            Self::All(all) => all.iter().flat_map(|it| it.keys()).collect(),
        }
    }

    /// Whether it may end to hold when a key is added.
    #[must_use]
    pub fn rests_on_absence(self) -> bool {
        match self {
            Self::Missing(_) | Self::IsNot(..) => true,
            Self::All(all) => all.iter().any(|it| it.rests_on_absence()),
            _ => false,
        }
    }

    /// It in a few words that complete "is needed …".
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Always => "always".to_owned(),
            Self::Given(key) => format!("with `{key}`"),
            Self::Missing(key) => format!("without `{key}`"),
            Self::Is(key, value) => format!("when `{key}` is `{value}`"),
            Self::IsNot(key, value) => format!("unless `{key}` is `{value}`"),
            Self::Holds(key, word) => format!("when `{key}` holds `{word}`"),
            Self::All(all) => all.iter().map(|it| it.describe()).collect::<Vec<_>>().join(", "),
        }
    }
}

/// Whether two values mean the same: without regard to case, and `1` is `true`.
fn is_same(text: &str, wanted: &str) -> bool {
    let text = text.trim();
    text.eq_ignore_ascii_case(wanted) || boolean(wanted).is_some_and(|wanted| boolean(text) == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(key: &str) -> Option<&'static str> {
        [("a", "1"), ("b", "code id_token"), ("c", "Basic")].iter().find(|it| it.0 == key).map(|it| it.1)
    }

    #[test]
    fn values_are_compared_by_what_they_mean() {
        for holding in [
            When::Always,
            When::Given("a"),
            When::Missing("z"),
            When::Is("a", "true"),
            When::IsNot("a", "false"),
            When::IsNot("z", "true"),
            When::Is("c", "basic"),
            When::Holds("b", "code"),
            When::All(&[When::Given("a"), When::Holds("b", "id_token")]),
        ] {
            assert!(holding.holds(&value), "{holding:?}");
        }
        for failing in [
            When::Given("z"),
            When::Missing("a"),
            When::Is("b", "code"),
            When::IsNot("a", "true"),
            When::Holds("b", "token"),
            When::All(&[When::Always, When::Given("z")]),
        ] {
            assert!(!failing.holds(&value), "{failing:?}");
        }
    }

    #[test]
    fn a_condition_says_what_it_rests_on() {
        let both = When::All(&[When::Is("a", "x"), When::Missing("b")]);
        assert_eq!(both.keys(), ["a", "b"]);
        assert!(both.rests_on_absence() && !When::Given("a").rests_on_absence());
        assert_eq!(both.describe(), "when `a` is `x`, without `b`");
    }
}
