//! `claimsmith explain`: error codes, metadata keys and claim resolvers.

use crate::arguments::Explain;
use crate::output::{self, Failure, Status, printable};
use claimsmith_compiler::diagnostic::codes::{self, Code};
use claimsmith_compiler::diagnostic::suggest::nearest;
use claimsmith_compiler::protocol::resolver::{self, ClaimResolver, Filler, RESOLVERS};
use claimsmith_compiler::protocol::{self, MetadataKey, Need, condition, oauth2};
use std::borrow::Cow;

/// Code and text of every page of `docs/errors`, in the order of the codes.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Prints what the terms mean.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn run(arguments: &Explain) -> Result<Status, Failure> {
    let mut explanations = Vec::new();
    let mut status = Status::Clean;
    for term in &arguments.terms {
        match explain(term.trim()) {
            Some(explanation) => explanations.push(explanation),
            None => {
                status = Status::Errors;
                output::fail(&unknown(term.trim()));
            }
        }
    }
    output::result(&explanations.join("\n"))?;
    Ok(status)
}

fn explain(term: &str) -> Option<String> {
    if let Some(code) = Code::find(term) {
        return Some(code_page(code));
    }
    let key = protocol::find(oauth2::METADATA, term);
    let key = key.or_else(|| oauth2::METADATA.iter().find(|row| row.key.eq_ignore_ascii_case(term)));
    key.map(metadata_key)
        .or_else(|| follow_up_keys(term))
        .or_else(|| conditions(term))
        .or_else(|| claim_resolvers(term))
}

/// Every key of a follow-up request: `claimsmith.follow_up`, with or without a number.
fn follow_up_keys(term: &str) -> Option<String> {
    let rest = term.strip_prefix("claimsmith.follow_up")?;
    let number = rest.strip_prefix('.').unwrap_or("N");
    if number.contains('.') || rest == "." {
        return None;
    }
    let rows = oauth2::METADATA.iter().filter(|row| row.key.starts_with("claimsmith.follow_up."));
    Some(rows.map(metadata_key).collect::<Vec<_>>().join("\n"))
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

fn code_page(code: Code) -> String {
    match PAGES.iter().find(|(id, _)| *id == code.id) {
        Some((_, page)) => (*page).to_owned(),
        None => format!("{}: {} ({})\n", code.id, code.title, code.severity.name()),
    }
}

fn metadata_key(row: &MetadataKey) -> String {
    let required = match row.need {
        Need::Optional => "no".to_owned(),
        Need::Always => "yes, once the policy is merged with its bases".to_owned(),
        need => format!("yes, once the policy is merged with its bases, {}", need.describe()),
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
        row.support.describe(),
    )
}

/// A claim resolver such as `{OIDC:LoginHint}`, with or without its braces, or all of a namespace such as `OIDC`.
fn claim_resolvers(term: &str) -> Option<String> {
    let plain = term.strip_prefix('{').and_then(|term| term.strip_suffix('}')).unwrap_or(term);
    if let Some((namespace, name)) = plain.split_once(':') {
        return resolver::find(namespace, name).map(|row| claim_resolver(row, name));
    }
    let of_namespace = |row: &&ClaimResolver| !plain.is_empty() && row.namespace.eq_ignore_ascii_case(plain);
    let rows: Vec<&ClaimResolver> = RESOLVERS.iter().filter(of_namespace).collect();
    if rows.is_empty() {
        return resolver::find("", plain).map(|row| claim_resolver(row, plain));
    }
    let pages: Vec<String> = rows.into_iter().map(|row| claim_resolver(row, "NAME")).collect();
    Some(pages.join("\n"))
}

fn claim_resolver(row: &ClaimResolver, name: &str) -> String {
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

fn unknown(term: &str) -> Failure {
    let failure = Failure::new(format!(
        "`{}` is neither an error code, nor a metadata key, nor a claim resolver",
        printable(term)
    ));
    let resolvers: Vec<String> = RESOLVERS.iter().map(|row| row.written("NAME")).collect();
    let codes = codes::ALL.iter().map(|code| code.id);
    let others = codes.chain(resolvers.iter().map(String::as_str));
    let near = protocol::nearest(oauth2::METADATA, term).or_else(|| nearest(term, others).map(Cow::Borrowed));
    match near {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(
            "give a code such as `CS0101`, a metadata key such as `HttpBinding`, or a claim resolver such as \
             `{OIDC:LoginHint}`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_of_a_code() {
        for (id, _) in PAGES {
            assert!(Code::find(id).is_some(), "docs/errors/{id}.md has no row in the table of codes");
        }
    }

    #[test]
    fn a_code_without_a_page_has_its_title() {
        let code = Code { id: "CS9999", severity: claimsmith_compiler::Severity::Warning, title: "a title" };
        assert_eq!(code_page(code), "CS9999: a title (warning)\n");
    }
}
