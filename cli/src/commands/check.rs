//! `claimsmith check`: what is wrong with policies.

use crate::arguments::{Check, Deny};
use crate::compilation;
use crate::findings::Findings;
use crate::output::{self, Failure, Status};
use claimsmith_compiler::Severity;

/// Prints the findings.
///
/// # Errors
/// When there is nothing to check.
pub(crate) fn run(arguments: &Check) -> Result<Status, Failure> {
    for code in arguments.allowed.iter().filter(|code| code.severity == Severity::Error) {
        output::message(&format!("note: {} is an error; --allow leaves out warnings only\n", code.id));
    }
    let compilation = compilation::check(&arguments.paths, &arguments.options)?;
    let findings = Findings::collect(&compilation, &arguments.allowed);
    output::result(&findings.render(arguments.format, output::color_on_stdout()))?;
    let status = findings.status();
    let denied = arguments.deny == Some(Deny::Warnings) && findings.count(Severity::Warning) > 0;
    if denied && status == Status::Clean {
        output::message("error: there are warnings, and they are denied (--deny warnings)\n");
        return Ok(Status::Errors);
    }
    Ok(status)
}
