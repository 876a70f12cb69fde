//! `json`: an object a finding in the words of rustc, for programs that follow along.

use super::Affected;
use crate::diagnostic::render::{offered_fix, setting_notes, terminal};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::json::{array, object, quote};
use crate::source::{SourceMap, Span};

/// One line of JSON with the member names and meanings of rustc's `--error-format=json`. Notes, help and the fix are
/// its `children`; the edits of the fix are spans with `suggested_replacement`. Ours is `affected`, with the number of
/// policies and the names of the environments.
#[must_use]
pub fn json(diagnostic: &Diagnostic, sources: &SourceMap, affected: &Affected) -> String {
    let primary = diagnostic.primary.iter().map(|label| (label, true));
    let labels = primary.chain(diagnostic.labels.iter().map(|label| (label, false)));
    let spans: Vec<String> = labels
        .map(|(label, is_primary)| {
            let text = lines(diagnostic, sources, label.span);
            span(sources, label.span, is_primary, Some(label.text.as_str()), None, text)
        })
        .collect();
    let notes = diagnostic.notes.iter().cloned().chain(setting_notes(diagnostic, sources));
    let mut children: Vec<String> = notes.map(|note| child("note", &note, &[])).collect();
    children.extend(diagnostic.help.iter().map(|help| child("help", help, &[])));
    children.extend(offered_fix(diagnostic, sources).map(|fix| suggestion(fix, diagnostic, sources)));
    let environments: Vec<String> = affected.environments.iter().map(|name| quote(name)).collect();
    let affected = object(&[("policies", affected.policies.to_string()), ("environments", array(&environments))]);
    let code = object(&[("code", quote(diagnostic.code.id)), ("explanation", null())]);
    object(&[
        ("$message_type", quote("diagnostic")),
        ("message", quote(&diagnostic.message)),
        ("code", code),
        ("level", quote(diagnostic.severity.name())),
        ("spans", array(&spans)),
        ("children", array(&children)),
        ("rendered", quote(&format!("{}\n", terminal(diagnostic, sources, false)))),
        ("affected", affected),
    ])
}

/// The last line of the `json` format: how many errors and warnings there were in how many policies.
#[must_use]
pub fn json_summary(errors: usize, warnings: usize, policies: usize) -> String {
    object(&[
        ("$message_type", quote("summary")),
        ("errors", errors.to_string()),
        ("warnings", warnings.to_string()),
        ("policies", policies.to_string()),
    ])
}

fn suggestion(fix: &Fix, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let spans: Vec<String> = fix
        .edits
        .iter()
        .map(|edit| {
            let text = lines(diagnostic, sources, edit.span);
            span(sources, edit.span, true, None, Some((edit, fix.applicability)), text)
        })
        .collect();
    child("help", &fix.message, &spans)
}

fn child(level: &str, message: &str, spans: &[String]) -> String {
    object(&[
        ("message", quote(message)),
        ("code", null()),
        ("level", quote(level)),
        ("spans", array(spans)),
        ("children", array(&[])),
        ("rendered", null()),
    ])
}

fn span(
    sources: &SourceMap,
    span: Span,
    is_primary: bool,
    label: Option<&str>,
    edit: Option<(&Edit, Applicability)>,
    text: String,
) -> String {
    let source = sources.get(span.file);
    let start = source.line_column(span.start);
    let end = source.line_column(span.end);
    let label = label.filter(|label| !label.is_empty());
    let applicability = edit.map(|(_, applicability)| match applicability {
        Applicability::MachineApplicable => "MachineApplicable",
        Applicability::MaybeIncorrect => "MaybeIncorrect",
    });
    object(&[
        ("file_name", quote(source.path())),
        ("byte_start", source.file_offset(span.start).to_string()),
        ("byte_end", source.file_offset(span.end).to_string()),
        ("line_start", start.0.to_string()),
        ("line_end", end.0.to_string()),
        ("column_start", start.1.to_string()),
        ("column_end", end.1.to_string()),
        ("is_primary", is_primary.to_string()),
        ("text", text),
        ("label", label.map_or_else(null, quote)),
        ("suggested_replacement", edit.map_or_else(null, |(edit, _)| quote(&edit.replacement))),
        ("suggestion_applicability", applicability.map_or_else(null, quote)),
        ("expansion", null()),
    ])
}

/// The lines of a span with the columns of the part that belongs to it; none where a secret would be read.
fn lines(diagnostic: &Diagnostic, sources: &SourceMap, span: Span) -> String {
    if diagnostic.is_confidential {
        return array(&[]);
    }
    let source = sources.get(span.file);
    let (start, end) = (source.line_column(span.start), source.line_column(span.end));
    let lines = (start.0..=end.0).map(|number| {
        let text = source.line(number);
        let from = if number == start.0 { start.1 } else { 1 };
        let to = if number == end.0 { u64::from(end.1) } else { text.chars().count() as u64 + 1 };
        object(&[("text", quote(text)), ("highlight_start", from.to_string()), ("highlight_end", to.to_string())])
    });
    array(&lines.collect::<Vec<String>>())
}

fn null() -> String {
    "null".to_owned()
}
