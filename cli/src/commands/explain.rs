//! `claimsmith explain`: error codes and metadata keys.

use crate::arguments::Explain;
use crate::output::{self, Failure, Status, printable};
use claimsmith_compiler::diagnostic::codes::{self, Code};
use claimsmith_compiler::diagnostic::suggest::nearest;
use claimsmith_compiler::protocol::{MetadataKey, Support, oauth2};

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
    oauth2::METADATA.iter().find(|row| row.key.eq_ignore_ascii_case(term)).map(metadata_key)
}

fn code_page(code: Code) -> String {
    match PAGES.iter().find(|(id, _)| *id == code.id) {
        Some((_, page)) => (*page).to_owned(),
        None => format!("{}: {} ({})\n", code.id, code.title, code.severity.name()),
    }
}

fn metadata_key(row: &MetadataKey) -> String {
    let required = if row.required { "yes, once the policy is merged with its bases" } else { "no" };
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

fn support(support: Support) -> String {
    match support {
        Support::Compiled => "compiled".to_owned(),
        Support::CompiledFor(values) => {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            format!("compiled for {}; with another value no code is generated yet", values.join(", "))
        }
        Support::NotCompiled => "not yet compiled: with this key no code is generated".to_owned(),
        Support::NoEffect => "accepted, without effect on a sign-in".to_owned(),
    }
}

fn unknown(term: &str) -> Failure {
    let codes = codes::ALL.iter().map(|code| code.id);
    let known = codes.chain(oauth2::METADATA.iter().map(|row| row.key));
    let failure = Failure::new(format!("`{}` is neither an error code nor a metadata key", printable(term)));
    match nearest(term, known) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("give a code such as `CS0101` or a metadata key such as `HttpBinding`"),
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
