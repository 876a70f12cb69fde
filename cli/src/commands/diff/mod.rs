//! `claimsmith diff`: what changes in generated code from one set of policies to another.
//!
//! - this file: from the arguments to the exit status
//! - `side`: what one of the two arguments names, compiled
//! - `revision`: the policies of a revision, as git has them
//! - `report`: the changes as text

mod report;
mod revision;
mod side;

use crate::arguments::Diff;
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, color_on_stderr};
use claimsmith_compiler::api::compare;
use claimsmith_compiler::diagnostic::codes;
use side::Side;

/// Prints the changes; compares nothing when the policies of a side have an error.
///
/// # Errors
/// When an argument names nothing that can be compared, or a file cannot be read.
pub(crate) fn run(arguments: &Diff) -> Result<Status, Failure> {
    let old = Side::compile(&arguments.old, &arguments.options)?;
    let new = Side::compile(&arguments.new, &arguments.options)?;
    let status = report_errors(&old).max(report_errors(&new));
    if status != Status::Clean {
        return Ok(status);
    }
    side::require_pairs(&old, &new, &arguments.options)?;
    let changes = compare(&old.crates, &new.crates);
    let text = report::shown(&changes, old.crates.len().max(new.crates.len()), arguments.format);
    output::result(&new.named(&old.named(&text)))?;
    let is_denied = arguments.deny.is_some_and(|level| changes.iter().any(|change| change.level >= level));
    Ok(if is_denied { Status::Errors } else { Status::Clean })
}

/// Shows the errors of a side. Warnings are for `check`.
fn report_errors(side: &Side) -> Status {
    let selection = Selection { allowed: codes::ALL.to_vec(), ..Selection::default() };
    let findings = Findings::collect(&side.compilation, &selection);
    let status = findings.status();
    if status != Status::Clean {
        output::message(&side.named(&findings.render_beside_result(color_on_stderr())));
        output::message(&format!("note: nothing is compared: `{}` has errors\n", side.argument));
    }
    status
}
