//! Metadata keys and cryptographic keys of technical profiles, and the element that decides whether one is offered.

use super::rows;
use claimsmith_compiler::protocol::policy_key::PolicyKey;
use claimsmith_compiler::protocol::{self, MetadataKey, Need, Role, condition, oauth2};

/// The most kinds of technical profiles that are listed in a heading.
const MOST_LISTED: usize = 3;

/// What a key, in any case, does in each kind of technical profile that has it.
pub(super) fn explain(term: &str) -> Option<String> {
    metadata_key(term).or_else(|| follow_up_keys(term)).or_else(|| policy_key(term)).or_else(|| conditions(term))
}

/// Every key, and the known key that is nearest to the term where a number stands in it.
pub(super) fn names(term: &str) -> Vec<String> {
    let near = protocol::nearest(oauth2::METADATA, term).map(String::from);
    let keys = Role::ALL.into_iter().flat_map(Role::metadata).map(|row| row.key);
    let policy_keys = Role::ALL.into_iter().flat_map(Role::policy_keys).map(|key| key.id);
    keys.chain(policy_keys).map(str::to_owned).chain(near).collect()
}

/// A page for each meaning that the key has.
fn metadata_key(term: &str) -> Option<String> {
    let mut meanings: Vec<(&MetadataKey, Vec<Role>)> = Vec::new();
    for role in Role::ALL {
        let in_any_case = || role.metadata().find(|row| row.key.eq_ignore_ascii_case(term));
        let Some(row) = role.key(term).or_else(in_any_case) else { continue };
        match meanings.iter_mut().find(|(known, _)| is_same(known, row)) {
            Some((_, roles)) => roles.push(role),
            None => meanings.push((row, vec![role])),
        }
    }
    let pages: Vec<String> = meanings.iter().map(|(row, roles)| page(row, roles)).collect();
    (!pages.is_empty()).then(|| pages.join("\n"))
}

fn is_same(one: &MetadataKey, other: &MetadataKey) -> bool {
    (one.key, one.kind, one.need, one.default, one.effect, one.support)
        == (other.key, other.kind, other.need, other.default, other.effect, other.support)
}

/// Every key of a follow-up request: `claimsmith.follow_up`, with or without a number.
fn follow_up_keys(term: &str) -> Option<String> {
    let rest = term.strip_prefix("claimsmith.follow_up")?;
    let number = rest.strip_prefix('.').unwrap_or("N");
    if number.contains('.') || rest == "." {
        return None;
    }
    let rows = oauth2::METADATA.iter().filter(|row| row.key.starts_with("claimsmith.follow_up."));
    Some(rows.map(|row| page(row, &[Role::OAuth2Federation])).collect::<Vec<_>>().join("\n"))
}

/// The element that decides whether a technical profile is offered.
fn conditions(term: &str) -> Option<String> {
    term.eq_ignore_ascii_case("EnabledForUserJourneys").then(|| {
        let values = condition::VALUES.iter().map(|(value, meaning)| format!("  {value}\n      {meaning}\n"));
        let head =
            "EnabledForUserJourneys: an element of a technical profile, which says when its button is offered\n\n";
        head.to_owned() + &values.collect::<String>()
    })
}

fn page(row: &MetadataKey, roles: &[Role]) -> String {
    let merged = "yes, once the policy is merged with its bases";
    let required = match row.need {
        Need::Optional => "no".to_owned(),
        Need::Always => merged.to_owned(),
        need => format!("{merged}, {}", need.describe()),
    };
    let row_of = |name: &str, text: String| (name.to_owned(), vec![text]);
    let mut page = vec![
        row_of("value", row.kind.describe()),
        row_of("required", required),
        row_of("default", row.default.to_owned()),
        row_of("effect", row.effect.to_owned()),
        row_of("support", row.support.describe().to_owned()),
    ];
    if roles.len() > MOST_LISTED {
        let kinds = roles.iter().map(|role| role.name().trim_end_matches(" technical profile"));
        page.push(row_of("kinds", kinds.collect::<Vec<_>>().join(", ")));
    }
    format!("{}: a metadata key of {}\n\n{}", row.key, listed(roles), rows(&page))
}

/// `OAuth2 technical profiles and JWT issuers`
fn listed(roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().map(|role| plural(role.name())).collect();
    match names.split_last() {
        _ if roles.len() > MOST_LISTED => format!("{} kinds of technical profiles", roles.len()),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The name of a role for several: it is the noun that has the `s`, not what follows it.
fn plural(name: &str) -> String {
    for noun in ["technical profile", "issuer"] {
        if let Some((before, after)) = name.split_once(noun) {
            return format!("{before}{noun}s{after}");
        }
    }
    name.to_owned()
}

/// A page for each use of a cryptographic key.
fn policy_key(term: &str) -> Option<String> {
    let mut uses: Vec<(&PolicyKey, Vec<Role>)> = Vec::new();
    for role in Role::ALL {
        for key in role.policy_keys().iter().filter(|key| key.id.eq_ignore_ascii_case(term)) {
            let is_same = |known: &PolicyKey| known.purpose == key.purpose && known.needed == key.needed;
            match uses.iter_mut().find(|(known, _)| is_same(known)) {
                Some((_, roles)) => roles.push(role),
                None => uses.push((key, vec![role])),
            }
        }
    }
    let pages = uses.iter().map(|(key, roles)| {
        let required = key.needed.map_or_else(|| "no".to_owned(), |when| Need::When(when).describe());
        let page = [("needed".to_owned(), vec![key.purpose.to_owned()]), ("required".to_owned(), vec![required])];
        format!("{}: a cryptographic key of {}\n\n{}", key.id, listed(roles), rows(&page))
    });
    let pages: Vec<String> = pages.collect();
    (!pages.is_empty()).then(|| pages.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_plural() {
        for role in Role::ALL {
            assert_ne!(plural(role.name()), role.name(), "{role:?}");
        }
        assert_eq!(plural("technical profile without protocol"), "technical profiles without protocol");
    }
}
