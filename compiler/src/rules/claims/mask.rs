//! A mask hides a part of a text: it has what it needs, and a text to hide.

use crate::ast::Mask;
use crate::diagnostic::codes::MASK;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Fresh;
use claimsmith_profile::DataType;

/// The data types whose values are text.
const TEXT: &[DataType] = &[DataType::String, DataType::PhoneNumber];

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for claim_type in fresh.claim_types() {
        for mask in claim_type.declarations.iter().filter_map(|declaration| declaration.mask.as_ref()) {
            kind(mask, &claim_type.id.value, diagnostics);
        }
        let (Some(mask), Some(data_type)) = (claim_type.mask, claim_type.data_type) else { continue };
        if !TEXT.contains(&data_type.value) {
            let name = data_type.value.name();
            diagnostics.push(warning(
                Diagnostic::new(MASK, format!("a mask does not hide claims of type `{name}`"))
                    .at(mask.span, "replaces characters of a text")
                    .label(data_type.span, format!("the data type of `{}`", claim_type.id.value))
                    .help("remove the mask"),
            ));
        }
    }
}

fn kind(mask: &Mask, claim: &str, diagnostics: &mut Diagnostics) {
    match (mask.kind.as_str(), &mask.regex) {
        ("Regex", None) => diagnostics.push(
            Diagnostic::new(MASK, format!("the mask of `{claim}` has no regular expression"))
                .at(mask.kind.span, "replaces what a regular expression matches")
                .help("add the attribute `Regex`, or write `Simple` to replace the first characters"),
        ),
        ("Simple", Some(regex)) => diagnostics.push(warning(
            Diagnostic::new(MASK, format!("the mask of `{claim}` does not use its regular expression"))
                .at(regex.span, "has no effect")
                .label(mask.kind.span, "replaces the first characters, whatever they are")
                .help("write `Type=\"Regex\"`, or remove the attribute"),
        )),
        ("Simple", None) if mask.mask.is_empty() => diagnostics.push(warning(
            Diagnostic::new(MASK, format!("the mask of `{claim}` hides nothing"))
                .at(mask.span, "as many characters are hidden as the mask has")
                .help("write the characters to show in place of the first ones, such as `XXX-XXX-`"),
        )),
        _ => {}
    }
}

fn warning(mut finding: Diagnostic) -> Diagnostic {
    finding.severity = Severity::Warning;
    finding
}
