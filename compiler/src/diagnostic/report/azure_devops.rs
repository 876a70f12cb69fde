//! `azure-devops`: logging commands, which Azure Pipelines lists on the page of a build.

use super::{Finding, NameFile, full_text};

/// One line: `##vso[task.logissue type=error;sourcepath=…;linenumber=…;columnnumber=…;code=…]message`.
#[must_use]
pub fn azure_devops(finding: Finding<'_>, name_file: NameFile<'_>) -> String {
    let Finding { diagnostic, sources, .. } = finding;
    let mut properties = vec![("type", diagnostic.severity.name().to_owned())];
    if let Some(label) = &diagnostic.primary {
        let source = sources.get(label.span.file);
        let (line, column) = source.line_column(label.span.start);
        properties.push(("sourcepath", name_file(source.path())));
        properties.push(("linenumber", line.to_string()));
        properties.push(("columnnumber", column.to_string()));
    }
    properties.push(("code", diagnostic.code.id.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", escaped_property(value))).collect();
    format!("##vso[task.logissue {}]{}", properties.join(";"), escaped(&full_text(diagnostic, sources)))
}

/// A message: what the agent decodes in it, and nothing that would end the command.
fn escaped(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(']', "%5D").replace(';', "%3B")
}
