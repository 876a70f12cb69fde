//! Methods over regular expressions.

use super::fault::Fault;
use super::pattern::Patterns;
use claimsmith_profile::transformation::Pattern;

/// Whether the pattern matches somewhere in the text, with regard to case; with a match the value, and what the groups of
/// these names hold. Microsoft: string claims transformations, `SetClaimsIfRegexMatch`.
///
/// A group that takes no part in the match holds the empty text, as in .NET. Without a match there is no value and there are
/// no groups, and these outputs keep the values that they had, as with `SetClaimIfBooleansMatch`.
///
/// # Errors
/// [`Fault::Failed`] when the pattern needs too many steps for this text, or the text is longer than the pattern takes in
/// bounded time. .NET would go on; how long B2C lets it is not documented.
pub(super) fn set_claims_if_regex_match(
    input: &str,
    pattern: &Pattern,
    value: Option<&str>,
    groups: &[&str],
    patterns: &Patterns,
) -> Result<(Option<String>, bool, Vec<String>), Fault> {
    let found = if groups.is_empty() {
        patterns.is_match(pattern, input)?.then(Vec::new)
    } else {
        patterns.groups(pattern, input, groups)?
    };
    let value = value.filter(|_| found.is_some()).map(str::to_owned);
    Ok((value, found.is_some(), found.unwrap_or_default()))
}

#[cfg(all(test, feature = "regex"))]
mod tests {
    use super::*;
    use claimsmith_profile::text;

    #[test]
    fn a_match_gives_the_value_and_the_groups() {
        let matched = |input: &str, pattern: &'static str, value: Option<&str>, groups: &[&str]| {
            set_claims_if_regex_match(input, &Pattern(text(pattern)), value, groups, &Patterns::default())
        };
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let five = Some("five".to_owned());
        assert_eq!(matched("a12345b", "[0-9]{5}", Some("five"), &[]), Ok((five.clone(), true, vec![])));
        assert_eq!(matched("a1234b", "[0-9]{5}", Some("five"), &[]), Ok((None, false, vec![])));
        assert_eq!(matched("ABC", "abc", None, &[]), Ok((None, false, vec![])));
        let pattern = "(?<name>[a-z]+)(?:-(?<rest>[0-9]))?";
        let groups = ["rest", "name", "none"];
        assert_eq!(matched("amy", pattern, Some("five"), &groups), Ok((five, true, texts(&["", "amy", ""]))));
        assert_eq!(matched("amy-7", pattern, None, &groups), Ok((None, true, texts(&["7", "amy", ""]))));
        assert_eq!(matched("7", pattern, None, &groups), Ok((None, false, vec![])));
    }
}
