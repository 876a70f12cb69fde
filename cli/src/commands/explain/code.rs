//! Our own codes: each has a page.

use claimsmith_compiler::diagnostic::codes::{self, Code};

/// Code and text of every page of `docs/errors`, in the order of the codes.
pub(super) const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page of a code, in any case.
pub(super) fn explain(term: &str) -> Option<String> {
    Code::find(term).map(page)
}

/// Every code.
pub(super) fn names() -> Vec<String> {
    codes::ALL.iter().map(|code| code.id.to_owned()).collect()
}

/// The codes whose checks find something, a line each: for the pages of what B2C says.
pub(super) fn list(found_by: &[Code]) -> Vec<String> {
    found_by.iter().map(|code| format!("{} {}", code.id, code.title)).collect()
}

fn page(code: Code) -> String {
    match PAGES.iter().find(|(id, _)| *id == code.id) {
        Some((_, page)) => (*page).to_owned(),
        None => format!("{}: {} ({})\n", code.id, code.title, code.severity.name()),
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
        assert_eq!(page(code), "CS9999: a title (warning)\n");
    }
}
