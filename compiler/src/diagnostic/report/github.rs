//! `github`: workflow commands, which GitHub Actions shows at the lines of a pull request.

use super::{Finding, NameFile, full_text};

/// One line: `::error file=…,line=…,col=…,endColumn=…,title=CODE::message`, or `::warning …`.
#[must_use]
pub fn github(finding: Finding<'_>, name_file: NameFile<'_>) -> String {
    let Finding { diagnostic, sources, .. } = finding;
    let mut properties: Vec<(&str, String)> = Vec::new();
    if let Some(label) = &diagnostic.primary {
        let source = sources.get(label.span.file);
        let (line, column) = source.line_column(label.span.start);
        let (end_line, end_column) = source.line_column(label.span.end);
        properties.push(("file", name_file(source.path())));
        properties.push(("line", line.to_string()));
        // Columns are allowed within one line only.
        if end_line == line {
            properties.push(("col", column.to_string()));
            properties.push(("endColumn", end_column.to_string()));
        } else {
            properties.push(("endLine", end_line.to_string()));
        }
    }
    properties.push(("title", diagnostic.code.id.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", escaped_property(value))).collect();
    let message = escaped(&full_text(diagnostic, sources));
    format!("::{} {}::{message}", diagnostic.severity.name(), properties.join(","))
}

/// A message: what the runner decodes in it, and nothing that would end the command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
