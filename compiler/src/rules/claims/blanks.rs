//! White space is a part of character sets, regular expressions and masks; where that is hardly meant, it is said.

use crate::ast::Text;
use crate::diagnostic::codes::Code;
use crate::diagnostic::codes::{MASK, PREDICATE_METHOD};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::PolicySet;
use crate::predicate::{self, ParameterKind};

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    for file in set.scopes().filter_map(|scope| scope.file()) {
        for predicate in &file.predicates {
            let Some(method) = predicate::find(&predicate.method) else { continue };
            for given in &predicate.parameters {
                let (what, help) = match method.parameter(&given.id).map(|parameter| parameter.kind) {
                    Some(ParameterKind::CharacterSet) => {
                        ("character set", "write a range from the blank to itself: ` - `")
                    }
                    Some(ParameterKind::RegularExpression) => ("regular expression", "write a class: `[ ]`"),
                    _ => continue,
                };
                let what = format!("the {what} of `{}`", predicate.id.value);
                said(finding(PREDICATE_METHOD, &what, help, &given.value), diagnostics);
            }
        }
        for claim_type in &file.claim_types {
            let Some(mask) = &claim_type.mask else { continue };
            let what = format!("the mask of `{}`", claim_type.id.value);
            said(finding(MASK, &what, "write characters that are seen, such as `*`", &mask.mask), diagnostics);
        }
    }
}

fn said(finding: Option<Diagnostic>, diagnostics: &mut Diagnostics) {
    finding.into_iter().for_each(|finding| diagnostics.push(finding));
}

fn finding(code: Code, what: &str, help: &'static str, text: &Text) -> Option<Diagnostic> {
    let ends = text.trim_matches([' ', '\t']);
    let finding = if text.is_empty() {
        return None;
    } else if text.trim().is_empty() {
        Diagnostic::new(code, format!("{what} is nothing but white space"))
            .at(text.span, "kept as it is written")
            .note("many readers of XML drop such a text; what B2C does is not documented")
            .help(help)
    } else if ends.starts_with('\n') || ends.ends_with('\n') {
        Diagnostic::new(code, format!("{what} begins or ends with a line break"))
            .at(text.span, "the white space around it is a part of it")
            .help("write tags and value on one line")
    } else {
        return None;
    };
    Some(Diagnostic { severity: Severity::Warning, ..finding })
}
