//! Claim resolvers such as `{OIDC:LoginHint}`.

use crate::output::printable;
use claimsmith_compiler::protocol::resolver::{self, ClaimResolver, Filler, RESOLVERS};

/// A claim resolver, with or without its braces, or all of a namespace such as `OIDC`.
pub(super) fn explain(term: &str) -> Option<String> {
    let plain = term.strip_prefix('{').and_then(|term| term.strip_suffix('}')).unwrap_or(term);
    if let Some((namespace, name)) = plain.split_once(':') {
        return resolver::find(namespace, name).map(|row| page(row, name));
    }
    let of_namespace = |row: &&ClaimResolver| !plain.is_empty() && row.namespace.eq_ignore_ascii_case(plain);
    let rows: Vec<&ClaimResolver> = RESOLVERS.iter().filter(of_namespace).collect();
    if rows.is_empty() {
        return resolver::find("", plain).map(|row| page(row, plain));
    }
    let pages: Vec<String> = rows.into_iter().map(|row| page(row, "NAME")).collect();
    Some(pages.join("\n"))
}

/// Every resolver, as it is written.
pub(super) fn names() -> Vec<String> {
    RESOLVERS.iter().map(|row| row.written("NAME")).collect()
}

fn page(row: &ClaimResolver, name: &str) -> String {
    let types: Vec<&str> = row.fits.iter().map(|data_type| data_type.name()).collect();
    let types = match types.as_slice() {
        _ if row.filler == Filler::Provider => "of any type that the text can be read as".to_owned(),
        [] => "of type string".to_owned(),
        types => format!("of type string; of type {} with a warning", types.join(", ")),
    };
    format!(
        "{}: a claim resolver\n\n\
         \x20 value      {}\n\
         \x20 filled by  {}\n\
         \x20 claims     {types}\n\
         \x20 needs      {}\n",
        printable(&row.written(name)),
        row.meaning,
        row.filler.describe(),
        match row.filler {
            Filler::Provider => "nothing",
            _ => "metadata `IncludeClaimResolvingInClaimsHandling` = `true`, else it is literal text",
        },
    )
}
