//! Metadata keys of technical profiles, and the element that decides whether a technical profile is offered.

use claimsmith_compiler::protocol::{self, MetadataKey, Need, Support, condition, oauth2};

/// What a metadata key, in any case, does in each kind of technical profile that has it.
pub(super) fn explain(term: &str) -> Option<String> {
    let rows = rows(term);
    if !rows.is_empty() {
        return Some(rows.into_iter().map(page).collect::<Vec<_>>().join("\n"));
    }
    follow_up_keys(term).or_else(|| conditions(term))
}

/// Every key, and the known key that is nearest to the term where a number stands in it.
pub(super) fn names(term: &str) -> Vec<String> {
    let near = protocol::nearest(oauth2::METADATA, term).map(String::from);
    oauth2::METADATA.iter().map(|row| row.key.to_owned()).chain(near).collect()
}

fn rows(term: &str) -> Vec<&'static MetadataKey> {
    let key = protocol::find(oauth2::METADATA, term);
    key.or_else(|| oauth2::METADATA.iter().find(|row| row.key.eq_ignore_ascii_case(term))).into_iter().collect()
}

/// Every key of a follow-up request: `claimsmith.follow_up`, with or without a number.
fn follow_up_keys(term: &str) -> Option<String> {
    let rest = term.strip_prefix("claimsmith.follow_up")?;
    let number = rest.strip_prefix('.').unwrap_or("N");
    if number.contains('.') || rest == "." {
        return None;
    }
    let rows = oauth2::METADATA.iter().filter(|row| row.key.starts_with("claimsmith.follow_up."));
    Some(rows.map(page).collect::<Vec<_>>().join("\n"))
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

fn page(row: &MetadataKey) -> String {
    let required = match row.need {
        Need::Optional => "no",
        Need::Always => "yes, once the policy is merged with its bases",
        Need::WithCode => "yes, once the policy is merged with its bases, unless `response_types` is `id_token`",
    };
    format!(
        "{}: a metadata key of OAuth2 technical profiles\n\n\
         \x20 value     {}\n\
         \x20 required  {required}\n\
         \x20 default   {}\n\
         \x20 effect    {}\n\
         \x20 support   {}\n",
        row.key,
        row.kind.describe(),
        row.default,
        row.effect,
        support(row.support),
    )
}

fn support(support: Support) -> &'static str {
    match support {
        Support::Compiled => "compiled",
        Support::NoEffect => "accepted, without effect on a sign-in",
    }
}
