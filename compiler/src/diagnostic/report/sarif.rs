//! `sarif`: one document in the Static Analysis Results Interchange Format (SARIF 2.1.0), which code scanning services and
//! editors read. The numbers in the comments are sections of its specification.

use super::{Finding, NameFile, full_text};
use crate::diagnostic::codes::{self, Code};
use crate::diagnostic::render::offered_fix;
use crate::diagnostic::{Diagnostic, Fix, Label, Severity};
use crate::json::{array, object, quote};
use crate::source::{SourceMap, Span};
use crate::xml::ElementPaths;
use std::collections::BTreeMap;

/// What stands for the root of the repository, in GitHub's and Microsoft's words.
const ROOT: &str = "%SRCROOT%";

/// The program that reports, and how its run went.
#[derive(Debug, Clone, Copy)]
pub struct Tool<'t> {
    /// Its version.
    pub version: &'t str,
    /// Address of its repository, below which the pages of the codes are.
    pub repository: &'t str,
    /// Whether there were more findings than a run keeps.
    pub truncated: bool,
}

/// The document, on one line. Findings without a place, such as an argument that names nothing, are notifications of the
/// tool: a result that nothing can be shown for is refused by code scanning services.
#[must_use]
pub fn sarif(findings: &[Finding<'_>], tool: Tool<'_>, name_file: NameFile<'_>) -> String {
    let mut writer = Writer { name_file, paths: BTreeMap::new(), seen: BTreeMap::new() };
    let mut results = Vec::new();
    let mut notifications = Vec::new();
    for finding in findings {
        match &finding.diagnostic.primary {
            Some(primary) => results.push(writer.result(*finding, primary)),
            None => notifications.push(notification(finding.diagnostic, finding.sources)),
        }
    }
    // Nobody knows what a file would say that could not be read.
    let is_unread = |it: &Finding<'_>| match &it.diagnostic.primary {
        Some(primary) => !it.sources.get(primary.span.file).is_read(),
        None => true,
    };
    let is_failure = |it: &Finding<'_>| it.diagnostic.severity == Severity::Error && is_unread(it);
    let successful = !findings.iter().any(is_failure);
    if tool.truncated {
        let text = message("there are more findings than are listed");
        notifications.push(object(&[("level", quote("warning")), ("message", text)]));
    }
    let invocation = object(&[
        ("executionSuccessful", successful.to_string()),
        ("toolExecutionNotifications", array(&notifications)),
    ]);
    let root = object(&[("description", message("the root of the repository"))]);
    let run = object(&[
        ("tool", object(&[("driver", driver(tool))])),
        ("invocations", array(&[invocation])),
        ("originalUriBaseIds", object(&[(ROOT, root)])),
        ("columnKind", quote("unicodeCodePoints")),
        ("results", array(&results)),
    ]);
    object(&[
        ("$schema", quote("https://json.schemastore.org/sarif-2.1.0.json")),
        ("version", quote("2.1.0")),
        ("runs", array(&[run])),
    ])
}

fn driver(tool: Tool<'_>) -> String {
    let rules: Vec<String> = codes::ALL.iter().map(|code| rule(*code, tool.repository)).collect();
    object(&[
        ("name", quote("claimsmith")),
        ("semanticVersion", quote(tool.version)),
        ("informationUri", quote(tool.repository)),
        ("rules", array(&rules)),
    ])
}

fn rule(code: Code, repository: &str) -> String {
    let page = format!("{repository}/blob/main/docs/errors/{}.md", code.id);
    object(&[
        ("id", quote(code.id)),
        ("shortDescription", message(code.title)),
        ("helpUri", quote(&page)),
        // GitHub shows no page without a text of its own.
        ("help", message(&format!("{}. See {page}", code.title))),
        ("defaultConfiguration", object(&[("level", quote(code.severity.name()))])),
    ])
}

fn rule_index(code: Code) -> usize {
    codes::ALL.iter().position(|known| known.id == code.id).unwrap_or(0)
}

/// 3.11.5 and 3.11.6: braces are doubled, because single ones enclose placeholders; a bracket that would begin a link is
/// escaped, because the text comes from a policy.
fn message(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    let text = if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text };
    object(&[("text", quote(&text))])
}

fn notification(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    object(&[
        ("level", quote(diagnostic.severity.name())),
        ("message", message(&full_text(diagnostic, sources))),
        (
            "associatedRule",
            object(&[("id", quote(diagnostic.code.id)), ("index", rule_index(diagnostic.code).to_string())]),
        ),
    ])
}

struct Writer<'f> {
    name_file: NameFile<'f>,
    /// By file path; a file has the same original text in every run.
    paths: BTreeMap<&'f str, ElementPaths<'f>>,
    /// How often a fingerprint has been written.
    seen: BTreeMap<u128, usize>,
}

impl<'f> Writer<'f> {
    fn result(&mut self, finding: Finding<'f>, primary: &Label) -> String {
        let Finding { diagnostic, sources, affected } = finding;
        let source = sources.get(primary.span.file);
        let paths = self.paths.entry(source.path()).or_insert_with(|| ElementPaths::new(source.original()));
        let element = paths.at(primary.span.start);
        let fingerprint = fingerprint(&[diagnostic.code.id, &element, &diagnostic.message]);
        let occurrence = self.seen.entry(fingerprint).or_default();
        *occurrence += 1;
        let fingerprint = format!("{fingerprint:032x}:{occurrence}");
        let related: Vec<String> =
            diagnostic.labels.iter().enumerate().map(|(at, it)| self.related(at, it, sources)).collect();
        let fix = offered_fix(diagnostic, sources).map(|fix| self.fix(fix, sources));
        let environments: Vec<String> = affected.environments.iter().map(|name| quote(name)).collect();
        object(&[
            ("ruleId", quote(diagnostic.code.id)),
            ("ruleIndex", rule_index(diagnostic.code).to_string()),
            ("level", quote(diagnostic.severity.name())),
            ("message", message(&full_text(diagnostic, sources))),
            ("locations", array(&[self.location(primary, &element, sources)])),
            ("relatedLocations", array(&related)),
            ("partialFingerprints", object(&[("claimsmithElement/v1", quote(&fingerprint))])),
            ("fixes", array(fix.as_slice())),
            (
                "properties",
                object(&[("policies", affected.policies.to_string()), ("environments", array(&environments))]),
            ),
        ])
    }

    fn location(&self, primary: &Label, element: &str, sources: &SourceMap) -> String {
        let mut members = vec![("physicalLocation", self.physical(primary.span, sources))];
        if !element.is_empty() {
            let logical = object(&[("fullyQualifiedName", quote(element)), ("kind", quote("element"))]);
            members.push(("logicalLocations", array(&[logical])));
        }
        if !primary.text.is_empty() {
            members.push(("message", message(&primary.text)));
        }
        object(&members)
    }

    fn related(&self, at: usize, label: &Label, sources: &SourceMap) -> String {
        let mut members = vec![("id", at.to_string()), ("physicalLocation", self.physical(label.span, sources))];
        if !label.text.is_empty() {
            members.push(("message", message(&label.text)));
        }
        object(&members)
    }

    fn physical(&self, span: Span, sources: &SourceMap) -> String {
        object(&[("artifactLocation", self.artifact(span, sources)), ("region", region(span, sources))])
    }

    fn artifact(&self, span: Span, sources: &SourceMap) -> String {
        let name = (self.name_file)(sources.get(span.file).path());
        if is_absolute(&name) {
            let slash = if name.starts_with('/') { "" } else { "/" };
            return object(&[("uri", quote(&format!("file://{slash}{}", percent_encoded(&name))))]);
        }
        object(&[("uri", quote(&percent_encoded(&name))), ("uriBaseId", quote(ROOT))])
    }

    /// The edits by file, as they were ordered.
    fn fix(&self, fix: &Fix, sources: &SourceMap) -> String {
        let mut changes: Vec<(String, Vec<String>)> = Vec::new();
        for edit in &fix.edits {
            let artifact = self.artifact(edit.span, sources);
            let inserted = object(&[("text", quote(&edit.replacement))]);
            let replacement = object(&[("deletedRegion", region(edit.span, sources)), ("insertedContent", inserted)]);
            match changes.iter_mut().find(|(known, _)| *known == artifact) {
                Some((_, replacements)) => replacements.push(replacement),
                None => changes.push((artifact, vec![replacement])),
            }
        }
        let changes: Vec<String> = changes
            .into_iter()
            .map(|(artifact, replacements)| {
                object(&[("artifactLocation", artifact), ("replacements", array(&replacements))])
            })
            .collect();
        object(&[("description", message(&fix.message)), ("artifactChanges", array(&changes))])
    }
}

fn region(span: Span, sources: &SourceMap) -> String {
    let source = sources.get(span.file);
    let ((line, column), (end_line, end_column)) = (source.line_column(span.start), source.line_column(span.end));
    object(&[
        ("startLine", line.to_string()),
        ("startColumn", column.to_string()),
        ("endLine", end_line.to_string()),
        ("endColumn", end_column.to_string()),
    ])
}

/// Also with a drive letter.
fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.as_bytes().get(1) == Some(&b':')
}

/// A path as a URI (RFC 3986): everything encoded but unreserved characters and the slashes. A drive letter keeps its
/// colon.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for (at, byte) in path.bytes().enumerate() {
        let is_drive = byte == b':' && at == 1 && is_absolute(path);
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || is_drive {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// FNV-1a, 128 bits: the same in every version and on every platform, which the hashes of the standard library do not
/// promise. Nobody gains anything from a collision.
fn fingerprint(parts: &[&str]) -> u128 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        // The offset basis, and the published value of "a" followed by our separator, computed by the definition.
        assert_eq!(fingerprint(&[]), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        let prime: u128 = (1 << 88) + (1 << 8) + 0x3b;
        let a = (0x6c62_272e_07bb_0142_62b8_2175_6295_c58d ^ u128::from(b'a')).wrapping_mul(prime);
        assert_eq!(a, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(fingerprint(&["a"]), a.wrapping_mul(prime));
    }

    #[test]
    fn texts_of_a_policy_are_no_markup() {
        assert_eq!(message("{Settings:X}"), r#"{"text":"{{Settings:X}}"}"#);
        assert_eq!(message("[x](http://evil.example)"), r#"{"text":"\\[x\\](http://evil.example)"}"#);
        assert_eq!(message("bases = [\"a\"]"), r#"{"text":"bases = [\"a\"]"}"#);
    }

    #[test]
    fn paths_are_uris() {
        assert_eq!(percent_encoded("a b/ä:%.xml"), "a%20b/%C3%A4%3A%25.xml");
        assert_eq!(percent_encoded("C:/a"), "C:/a");
    }
}
