//! Names that collide, said before anybody generates code: in a check it is a warning.

use super::customization::Customization;
use super::names::{Named, Names};
use super::select;
use super::selectors::{Report, Selectors};
use crate::diagnostic::codes::NAME_COLLISION;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Policy, PolicySet};
use crate::options::Options;

/// Looks for items of each policy that would have one Rust name, with the names that the options give. What else is wrong
/// with the arguments is said when code is generated.
pub fn check(set: &PolicySet<'_>, options: &Options, diagnostics: &mut Diagnostics) {
    for policy in &set.policies {
        if diagnostics.is_full() {
            return;
        }
        for finding in collisions(policy, options) {
            let finding = finding.note("code generation refuses this; B2C has no Rust names");
            diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
    }
}

fn collisions(policy: &Policy<'_>, options: &Options) -> Vec<Diagnostic> {
    let (mut findings, mut unmatched) = (Diagnostics::default(), Vec::new());
    let mut report = Report { diagnostics: &mut findings, unmatched: &mut unmatched, are_shared: true };
    let selection = select::select(policy, options, &mut report);
    let selectors = Selectors { policy, selection: &selection, options };
    let customization = Customization::read(&selectors, &mut report);
    let mut collisions = Diagnostics::default();
    Names::assign(&Named::of(&selection), policy, &customization, &mut collisions);
    collisions.into_vec().into_iter().filter(|finding| finding.code == NAME_COLLISION).collect()
}
