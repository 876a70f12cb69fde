//! "Did you mean": the nearest known name.

/// Longer names are no slips of the keyboard, and comparing them costs the product of their lengths.
const LONGEST: usize = 100;

/// The name nearest to `wrong`: one that differs only in case, else the one with the smallest edit distance, at most a
/// third of its length (rustc's rule). Ties go to the first in alphabetical order.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wrong.trim().to_lowercase();
    let length = folded.chars().count();
    let most = length.max(3) / 3;
    if length > LONGEST {
        return None;
    }
    // Two names are at least as far apart as their lengths.
    let is_comparable = |name: &&str| name.chars().count().abs_diff(length) <= most;
    known
        .into_iter()
        .filter(is_comparable)
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, name)| name)
}

/// Advice that names the nearest known name; without one it lists the names when they are at most eight.
#[must_use]
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(name) = nearest(wrong, known.clone()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let mut names: Vec<&str> = known.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    (1..=8).contains(&names.len()).then(|| format!("known here: {}", listed.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keyboard_finds_its_name() {
        let known = ["authorization_endpoint", "AccessTokenEndpoint", "ClaimsEndpoint"];
        assert_eq!(nearest("authorisation_endpoint", known), Some("authorization_endpoint"));
        assert_eq!(nearest("claimsendpoint ", known), Some("ClaimsEndpoint"));
        assert_eq!(nearest("scope", known), None);
    }

    #[test]
    fn few_names_are_listed_when_none_is_near() {
        assert_eq!(did_you_mean("xyzzy", ["b", "a"]).as_deref(), Some("known here: `a`, `b`"));
    }
}
