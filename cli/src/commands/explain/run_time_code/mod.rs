//! The codes with which Azure AD B2C ends a sign-in, in our own words (B2C: "error code reference").
//!
//! - `policy`: the policy is wrong, or the policy keys of the tenant
//! - `provider`: another provider or a service that the policy calls
//! - `application`: the application's registration or its requests
//! - `user`: what the user did, and faults of the service

mod application;
mod policy;
mod provider;
mod user;

use super::{code, rows};
use claimsmith_compiler::diagnostic::codes::Code;

const PREFIX: &str = "AADB2C";

/// A code of Azure AD B2C.
#[derive(Debug)]
struct RunTimeCode {
    /// The digits behind `AADB2C`.
    number: u32,
    /// What happened.
    meaning: &'static str,
    /// What in a policy leads to it.
    causes: &'static [&'static str],
    /// What to do.
    advice: &'static str,
    /// Our codes that find a cause before the policy runs.
    found_by: &'static [Code],
}

/// A code that no part of a policy causes.
const fn plain(number: u32, meaning: &'static str, advice: &'static str) -> RunTimeCode {
    RunTimeCode { number, meaning, causes: &[], advice, found_by: &[] }
}

/// Whose matter a code is, and the codes.
const TABLES: &[(&str, &[RunTimeCode])] = &[
    ("the policy, or the policy keys of the tenant", policy::CODES),
    ("another provider, or a service that the policy calls", provider::CODES),
    ("the application: its registration or its request", application::CODES),
    ("the user", user::CODES),
    ("the service", user::SERVICE),
];

/// The page of a code: `AADB2C90025` in any case, or the digits alone.
pub(super) fn explain(term: &str) -> Option<String> {
    let digits = match term.get(..PREFIX.len()) {
        Some(prefix) if prefix.eq_ignore_ascii_case(PREFIX) => term.get(PREFIX.len()..)?,
        _ => term,
    };
    let is_code = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = digits.parse().ok().filter(|_| is_code)?;
    let all = TABLES.iter().flat_map(|(matter, codes)| codes.iter().map(move |code| (*matter, code)));
    let (matter, code) = all.into_iter().find(|(_, code)| code.number == number)?;
    Some(page(matter, code))
}

/// Every code.
pub(super) fn names() -> Vec<String> {
    let codes = TABLES.iter().flat_map(|(_, codes)| codes.iter());
    codes.map(|code| format!("{PREFIX}{}", code.number)).collect()
}

/// The pages of the codes that a text names, each once, in the order of the text.
pub(super) fn named_in(text: &str) -> Vec<String> {
    let mut known = Vec::new();
    let mut pages = Vec::new();
    for (at, _) in text.match_indices(PREFIX) {
        let Some(term) = text.get(at..at + PREFIX.len() + 5) else { continue };
        if !known.contains(&term)
            && let Some(page) = explain(term)
        {
            known.push(term);
            pages.push(page);
        }
    }
    pages
}

fn page(matter: &str, code: &RunTimeCode) -> String {
    let row = |name: &str, lines: Vec<String>| (name.to_owned(), lines);
    let page = [
        row("meaning", vec![code.meaning.to_owned()]),
        row("lies with", vec![matter.to_owned()]),
        row("causes", code.causes.iter().map(|cause| (*cause).to_owned()).collect()),
        row("to do", vec![code.advice.to_owned()]),
        row("found by", code::list(code.found_by)),
    ];
    format!("{PREFIX}{}: an error of Azure AD B2C at run time\n\n{}", code.number, rows(&page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_code_stands_once_and_in_order() {
        let mut known = BTreeSet::new();
        for (matter, codes) in TABLES {
            assert!(codes.is_sorted_by_key(|code| code.number), "{matter}");
            for code in *codes {
                assert!(known.insert(code.number), "{} stands twice", code.number);
                assert!((90000..=99999).contains(&code.number), "{}", code.number);
            }
        }
    }

    #[test]
    fn what_a_policy_causes_has_its_causes() {
        for code in policy::CODES {
            assert!(!code.causes.is_empty(), "{}", code.number);
        }
    }

    #[test]
    fn a_code_is_found_in_any_case_and_without_its_prefix() {
        let page = explain("AADB2C90025").unwrap_or_default();
        assert!(page.starts_with("AADB2C90025: "), "{page}");
        for same in ["aadb2c90025", "90025"] {
            assert_eq!(explain(same).as_deref(), Some(page.as_str()), "{same}");
        }
        for wrong in ["AADB2C9002", "AADB2C900250", "AADB2C", "+9025", "", "AADB2C+9002", "ÄÄDB2C90025"] {
            assert_eq!(explain(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_in_a_text_are_explained_once() {
        let text = "server_error: AADB2C90273: … AADB2C90273 AADB2C99999 AADB2C90037\u{e9} AADB2C9";
        let pages = named_in(text);
        assert_eq!(pages.len(), 2, "{pages:?}");
    }
}
