//! Format strings are those of .NET, and every argument they use is there. Otherwise the sign-in fails.

use super::{known_value, part, with_methods};
use crate::ast::Text;
use crate::diagnostic::codes::FORMAT_STRING;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Fresh;
use crate::transformation::format_string::{FormatFault, FormatString, LONGEST, parse};
use crate::transformation::method::{Method, ParameterKind};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (transformation, method) in with_methods(fresh) {
        for parameter in &transformation.input_parameters {
            let kind = method.parameter(&parameter.id).map(|it| it.kind);
            let Some(ParameterKind::FormatString { arguments, expressions }) = kind else { continue };
            let Some(text) = known_value(parameter) else { continue };
            let format = parse(text, expressions);
            let is_constant = format.as_ref().is_ok_and(FormatString::is_constant);
            check_one(text, format, arguments, &format!("`{}` has", method.name), diagnostics);
            length(text, diagnostics);
            if is_constant {
                diagnostics.push(constant(text, method));
            }
        }
    }
}

/// A format string, as it is read, over this many arguments; `owner` says whose they are: "`FormatStringClaim` has".
pub(super) fn check_one(
    text: &Text,
    format: Result<FormatString, FormatFault>,
    arguments: usize,
    owner: &str,
    diagnostics: &mut Diagnostics,
) {
    let format = match format {
        Ok(format) => format,
        Err(fault) => {
            let message = format!("the format string is not valid: {}", fault.message);
            diagnostics.push(Diagnostic::new(FORMAT_STRING, message).at(part(text, &fault.range), "here"));
            return;
        }
    };
    if let Some((index, range)) = format.arguments().find(|(index, _)| *index >= arguments) {
        let count = match arguments {
            0 => "no argument".to_owned(),
            1 => "one argument, `{0}`".to_owned(),
            more => format!("{more} arguments, `{{0}}` to `{{{}}}`", more - 1),
        };
        let message = format!("the format string uses `{{{index}}}`, and {owner} {count}");
        diagnostics.push(
            Diagnostic::new(FORMAT_STRING, message)
                .at(part(text, &range), "no input claim stands for it")
                .help("arguments are counted from 0 in the order of the input claims"),
        );
    }
}

fn length(text: &Text, diagnostics: &mut Diagnostics) {
    let length = text.chars().count();
    if length > LONGEST {
        let message = format!("the format string has {length} characters, and B2C takes {LONGEST}");
        let help = "put the text into a localized string or the template of the mail service";
        diagnostics.push(Diagnostic::new(FORMAT_STRING, message).at(text.span, "too long").help(help));
    }
}

fn constant(text: &Text, method: &Method) -> Diagnostic {
    let message = format!("the format string of `{}` uses no argument", method.name);
    let finding = Diagnostic::new(FORMAT_STRING, message)
        .at(text.span, "the result is always this text")
        .help("use `{0}`, or make a constant with `CreateStringClaim`");
    Diagnostic { severity: Severity::Warning, ..finding }
}
