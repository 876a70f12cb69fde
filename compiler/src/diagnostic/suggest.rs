//! "Did you mean": the nearest known name.

/// Longer names are no slips of the keyboard, and comparing them costs the product of their lengths.
const LONGEST: usize = 100;

/// Names further apart are different names, however long.
const MOST_EDITS: usize = 8;

/// The name nearest to `wrong`: one that differs only in case, else the one with the smallest edit distance, at most a
/// third of its length (rustc's rule) and at most eight letters. Ties go to the first in alphabetical order.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wrong.trim().to_lowercase();
    let length = folded.chars().count();
    let most = (length.max(3) / 3).min(MOST_EDITS);
    if length > LONGEST {
        return None;
    }
    let letters = Letters::of(&folded);
    known
        .into_iter()
        // Two names are at least as far apart as their lengths.
        .filter(|name| name.chars().count().abs_diff(length) <= most)
        .map(|name| (name.to_lowercase(), name))
        .filter(|(lower, _)| letters.least_distance(&Letters::of(lower)) <= most)
        .map(|(lower, name)| (strsim::osa_distance(&folded, &lower), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, name)| name)
}

/// How often each letter stands in a name, those that share their last five bits counted together. Comparing two of these
/// costs little, and most names that are known are far from the wrong one.
struct Letters([u8; 32]);

impl Letters {
    fn of(name: &str) -> Self {
        let mut counts = [0u8; 32];
        for letter in name.chars() {
            if let Some(count) = counts.get_mut(letter as usize % 32) {
                *count = count.saturating_add(1);
            }
        }
        Self(counts)
    }

    /// A lower bound of the edit distance: an edit adds a letter, drops one, or does both.
    fn least_distance(&self, other: &Self) -> usize {
        let surplus = |a: &Self, b: &Self| {
            a.0.iter().zip(&b.0).map(|(more, less)| usize::from(more.saturating_sub(*less))).sum::<usize>()
        };
        surplus(self, other).max(surplus(other, self))
    }
}

/// The shortest name of which a wrong letter is certainly a slip of the keyboard.
const SHORTEST_SLIP: usize = 6;

/// Whether a name is certainly a slip of the keyboard for another: one letter too many, too few or wrong, or two letters
/// swapped, in a long name. Names that differ in a digit or a sign are different names, and so may be those that differ in
/// their last letter: one and several (`otherMail`, `otherMails`), or a series (`roleA`, `roleB`).
#[must_use]
pub fn is_slip(wrong: &str, meant: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|it| it.is_alphabetic()).collect::<String>().to_lowercase();
    let others = |name: &str| name.chars().filter(|it| !it.is_alphabetic()).collect::<String>();
    let length = wrong.chars().count().min(meant.chars().count());
    (SHORTEST_SLIP..=LONGEST).contains(&length)
        && others(wrong.trim()) == others(meant)
        && strsim::osa_distance(&letters(wrong), &letters(meant)) <= 1
        && !differ_at_end(&letters(wrong), &letters(meant))
}

fn differ_at_end(wrong: &str, meant: &str) -> bool {
    let same = wrong.chars().zip(meant.chars()).take_while(|(a, b)| a == b).count();
    same + 1 == wrong.chars().count().max(meant.chars().count())
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
    fn the_distance_of_the_letters_is_never_more_than_that_of_the_names() {
        let names =
            ["", "a", "claims", "claimsProvider", "providerClaims", "aaaa", "aaab", "señor", "senor", "中文", "ab"];
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (a, b))) {
            assert!(Letters::of(a).least_distance(&Letters::of(b)) <= strsim::osa_distance(a, b), "{a} {b}");
        }
        assert_eq!(Letters::of("claims").least_distance(&Letters::of("clamps")), 1);
    }

    #[test]
    fn a_slip_is_one_letter_of_a_long_name() {
        assert!(is_slip("Otherxmail", "otherMail") && is_slip("otherMial", "otherMail"));
        assert!(is_slip("otherMails", "OTHERMAILS"));
        assert!(is_slip("displaName", "displayName") && is_slip("emial_address", "email_address"));
        for (wrong, meant) in [
            ("otherMail", "otherMails"),
            ("otherMailss", "otherMails"),
            ("extension_roleA", "extension_roleB"),
            ("claim1", "claim2"),
            ("objectId1", "objectId"),
            ("mail", "email"),
            ("a_names", "anames"),
        ] {
            assert!(!is_slip(wrong, meant), "{wrong}");
        }
    }

    #[test]
    fn few_names_are_listed_when_none_is_near() {
        assert_eq!(did_you_mean("xyzzy", ["b", "a"]).as_deref(), Some("known here: `a`, `b`"));
    }
}
