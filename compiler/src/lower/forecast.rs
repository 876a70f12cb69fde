//! What code generation will refuse although B2C takes it, said before anybody generates code: in a check it is a warning.

use super::customization::Customization;
use super::names::{Named, Names};
use super::selectors::{Report, Selectors};
use super::{refuse, select};
use crate::diagnostic::codes::{NAME_COLLISION, NOT_COMPILED};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Policy, PolicySet};
use crate::options::Options;
use crate::source::Span;
use std::collections::BTreeSet;

/// Looks, in what each policy would generate, for items that would have one Rust name, with the names that the options give,
/// and for what is not compiled. What else is wrong with the arguments is said when code is generated.
pub fn check(set: &PolicySet<'_>, options: &Options, diagnostics: &mut Diagnostics) {
    // What is never filled, say, is not news where it is not compiled either.
    let place = |finding: &Diagnostic| finding.primary.as_ref().map(|label| label.span);
    let said: BTreeSet<Span> = diagnostics.as_slice().iter().filter_map(place).collect();
    for policy in &set.policies {
        if diagnostics.is_full() {
            return;
        }
        let is_news = |it: &Diagnostic| it.code == NAME_COLLISION || place(it).is_none_or(|it| !said.contains(&it));
        for finding in refused(policy, options).into_iter().filter(is_news) {
            let note = if finding.code == NAME_COLLISION { "B2C has no Rust names" } else { "B2C takes it" };
            let finding = finding.note(format!("code generation refuses this; {note}"));
            diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
    }
}

fn refused(policy: &Policy<'_>, options: &Options) -> Vec<Diagnostic> {
    let (mut findings, mut unmatched) = (Diagnostics::default(), Vec::new());
    let mut report = Report { diagnostics: &mut findings, unmatched: &mut unmatched, are_shared: true };
    let selection = select::select(policy, options, &mut report);
    let selectors = Selectors { policy, selection: &selection, options };
    let customization = Customization::read(&selectors, &mut report);
    let mut refused = Diagnostics::default();
    Names::assign(&Named::of(&selection), policy, &customization, &mut refused);
    selection.all().for_each(|profile| refuse::check(profile, policy, &mut refused));
    refused.into_vec().into_iter().filter(|finding| [NAME_COLLISION, NOT_COMPILED].contains(&finding.code)).collect()
}
