//! Derives that the caller gives, for every claims struct or for one.

use crate::diagnostic::codes::{CONTRADICTORY_ARGUMENTS, INVALID_DERIVE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::naming;
use crate::options::{Argument, Options};

/// What every claims struct implements.
const OWN_DERIVES: &[&str] = &["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// The derives of every claims struct.
pub(super) fn check(options: &Options, diagnostics: &mut Diagnostics) {
    for (at, derive) in options.derive.iter().enumerate() {
        let earlier = options.derive.iter().take(at).map(|earlier| earlier.value.as_str());
        let findings = [refused(&derive.value, derive), repeated(&derive.value, derive, earlier)];
        findings.into_iter().flatten().for_each(|finding| diagnostics.push(finding));
    }
}

/// A derive is a path and nothing else, and none that every claims struct has.
pub(super) fn refused(derive: &str, argument: &Argument) -> Option<Diagnostic> {
    let message = if !naming::is_path(derive) {
        format!("the derive `{derive}` is not a path")
    } else if derive.rsplit("::").next().is_some_and(|name| OWN_DERIVES.contains(&name)) {
        format!("every claims struct implements `{derive}` already")
    } else {
        return None;
    };
    let mut finding = Diagnostic::new(INVALID_DERIVE, message)
        .help("write a further derive as in `#[derive(…)]`, for example `Eq` or `Hash`");
    finding.argument = Some(argument.index);
    Some(finding)
}

/// A trait that is implemented twice would be an error of rustc's, far from its cause.
pub(super) fn repeated<'e>(
    derive: &str,
    argument: &Argument,
    mut earlier: impl Iterator<Item = &'e str>,
) -> Option<Diagnostic> {
    if !earlier.any(|earlier| earlier == derive) {
        return None;
    }
    let message = format!("one claims struct would get the derive `{derive}` twice");
    let mut finding = Diagnostic::new(CONTRADICTORY_ARGUMENTS, message)
        .help("`derive` is for every claims struct, `attributes` for one: keep it in one of the two");
    finding.argument = Some(argument.index);
    Some(finding)
}
