//! Reads a source as XML, and knows where everything in it stands.
//!
//! A document type declaration is refused, so no entity can expand; the number of nodes and their depth are bounded, so
//! later stages may walk the tree without bounds of their own.

mod element;
mod element_path;
mod markup;
mod well_formed;

pub use element::{Attribute, Element};
pub(crate) use element::{ForeignAttribute, Written};
pub use element_path::ElementPaths;

use crate::diagnostic::codes::{NOT_A_POLICY, XML_DOCUMENT_TYPE, XML_LIMIT, XML_MALFORMED};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Source, SourceMap, Span, Spanned};
use markup::{Tag, TagKind};
use memchr::{memchr, memchr2_iter};
use roxmltree::{Document, Error, Node, ParsingOptions};

/// The namespace of every policy element.
pub const NAMESPACE: &str = "http://schemas.microsoft.com/online/cpim/schemas/2013/06";

/// Name of the root element.
pub const ROOT: &str = "TrustFrameworkPolicy";

const MOST_NODES: u32 = 200_000;
const MOST_DEPTH: usize = 64;
/// The parser compares every attribute of an element with every other.
const MOST_ATTRIBUTES: usize = 64;
/// A policy declares the schema's own and two of the W3C's.
const MOST_NAMESPACES: usize = 32;

/// Parses the working text of a file; `None` after reporting why that is not possible.
pub fn parse<'s>(sources: &'s SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> Option<Document<'s>> {
    let source = sources.get(file);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    if let Some(offset) = limit_exceeded(source.text()) {
        diagnostics.push(limit(span(source, file, offset..offset + 1)));
        return None;
    }
    match Document::parse_with_options(source.text(), options) {
        Ok(document) => match well_formed::fault(source.text()) {
            None => Some(document),
            Some(fault) => {
                let finding =
                    Diagnostic::new(XML_MALFORMED, format!("the file is not well-formed XML: {}", fault.what));
                let finding = finding.at(span(source, file, fault.at), "not allowed").help(fault.advice);
                diagnostics.push(of_a_setting(finding, source));
                None
            }
        },
        Err(error) => {
            diagnostics.push(of_a_setting(malformed(source, file, &error), source));
            None
        }
    }
}

/// The root element, after a check that it is a policy; `None` for something else.
pub fn root<'a, 'i>(
    document: &'a Document<'i>,
    sources: &'a SourceMap,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<Element<'a, 'i>> {
    let root = Element { node: document.root_element(), source: sources.get(file), file };
    if root.name() != ROOT {
        let found = root.name();
        let mut finding = Diagnostic::new(NOT_A_POLICY, format!("the root element is `{found}`, not `{ROOT}`"))
            .at(root.name_span(), "not a policy");
        if found == "TrustFrameworkPolicies" {
            finding = finding.help("this is an export of user flows: put each policy inside it into a file of its own");
        }
        diagnostics.push(finding);
        return None;
    }
    if root.node.tag_name().namespace() != Some(NAMESPACE) {
        diagnostics.push(
            Diagnostic::new(NOT_A_POLICY, format!("`{ROOT}` is not in the policy namespace"))
                .at(root.name_span(), "namespace missing or different")
                .help(format!("write `xmlns=\"{NAMESPACE}\"` on this element")),
        );
    }
    Some(root)
}

/// Where the markup passes a limit: the nesting, the attributes of one element, or the namespace declarations of the file.
/// A scan before the tree is built, because the parser offers no such bounds: it compares every attribute of an element
/// with every other, and copies the inherited namespaces into each element that declares one.
fn limit_exceeded(text: &str) -> Option<usize> {
    let (mut depth, mut namespaces, mut at) = (0usize, 0usize, 0usize);
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| memchr(b'<', rest)) {
        let start = at + found;
        let rest = text.get(start..)?;
        // Markup that does not end is the parser's to report.
        at = match markup::other_end(rest) {
            Some(end) => start + end?,
            None => {
                let tag = Tag::of(rest)?;
                namespaces += tag.namespaces;
                match tag.kind {
                    TagKind::Start => depth += 1,
                    TagKind::End => depth = depth.saturating_sub(1),
                    TagKind::Empty => {}
                }
                if depth > MOST_DEPTH || namespaces > MOST_NAMESPACES || tag.attributes > MOST_ATTRIBUTES {
                    return Some(start);
                }
                start + tag.length
            }
        };
    }
    None
}

fn limit(at: Span) -> Diagnostic {
    Diagnostic::new(XML_LIMIT, "the file has too many or too deeply nested elements, or too many attributes")
        .at(at, "the limit is passed here")
        .note(format!(
            "at most {MOST_NODES} nodes, {MOST_DEPTH} levels, and {MOST_ATTRIBUTES} attributes an element are read"
        ))
}

fn malformed(source: &Source, file: FileId, error: &Error) -> Diagnostic {
    if matches!(error, Error::DtdDetected) {
        let start = source.text().find("<!DOCTYPE").unwrap_or(0);
        return Diagnostic::new(XML_DOCUMENT_TYPE, "a policy may not have a document type declaration")
            .at(span(source, file, start..start + "<!DOCTYPE".len()), "entities are never expanded")
            .help("remove the declaration and write the text of its entities in place");
    }
    if matches!(error, Error::NodesLimitReached) {
        return limit(span(source, file, 0..1));
    }
    let text = source.text();
    let (start, label) = match error {
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => (text.trim_end().len(), "the file ends here"),
        _ => (offset_of(text, error.pos()), "reading stops here"),
    };
    if let Some(comment) = unended_comment(text, start, error) {
        let fault = "a comment is not ended";
        return Diagnostic::new(XML_MALFORMED, format!("the file is not well-formed XML: {fault}"))
            .at(span(source, file, comment..comment + "<!--".len()), "begins here")
            .help("write `-->` at its end");
    }
    let mut finding = Diagnostic::new(
        XML_MALFORMED,
        format!("the file is not well-formed XML: {}", fault(error, text.get(start..).unwrap_or_default())),
    )
    .at(span(source, file, start..next_boundary(text, start)), label)
    .maybe_help(curly_quotes(error, text, start).or_else(|| advice(error, text.get(start..).unwrap_or_default())));
    if matches!(error, Error::UnclosedRootNode | Error::UnexpectedEndOfStream | Error::UnexpectedCloseTag(..))
        && let Some(opened) = markup::open_element(text.get(..start).unwrap_or_default())
    {
        finding = finding.label(span(source, file, opened), "opened here and not closed");
    }
    finding
}

/// The finding, with what to do when it is the value of a setting that breaks the file: the policy has nothing to be mended.
fn of_a_setting(finding: Diagnostic, source: &Source) -> Diagnostic {
    let mut labels = finding.primary.iter().chain(&finding.labels);
    if labels.all(|label| source.segment_at(&(label.span.start..label.span.end)).is_none()) {
        return finding;
    }
    let finding = Diagnostic { help: Vec::new(), ..finding };
    finding.help("values of settings are inserted as they are: write `&lt;` for `<`, `&amp;` for `&` and `&quot;` for `\"` in them")
}

/// Where a comment begins that has no end, or that goes on to the end of the next one.
fn unended_comment(text: &str, start: usize, error: &Error) -> Option<usize> {
    match error {
        Error::InvalidComment(_) => {
            let comment = text.get(start..)?.strip_prefix("<!--")?;
            comment.get(..comment.find("-->")?)?.contains("<!--").then_some(start)
        }
        _ if start < text.trim_end().len() => None,
        _ => markup::unended(text).filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with("<!--"))),
    }
}

/// The quotes that text processors put in the place of straight ones.
const CURLY_QUOTES: [char; 8] =
    ['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{ab}', '\u{bb}'];

/// Advice for a value in quotes that XML does not know, or that ends with one.
fn curly_quotes(error: &Error, text: &str, start: usize) -> Option<String> {
    let is_curly = match error {
        Error::InvalidChar2("a quote", ..) => text.get(start..)?.starts_with(CURLY_QUOTES),
        Error::InvalidChar(b'"' | b'\'', b'<', _) => {
            let before = text.get(..start)?;
            before.get(before.rfind('=')?..)?.contains(CURLY_QUOTES)
        }
        _ => false,
    };
    is_curly.then(|| "write straight quotes, `\"`: curly ones come from a text processor or a web page".to_owned())
}

/// What is wrong, in roxmltree's words where those are clear, without the position, which the label shows better; `rest` is
/// what stands at the place of the error, because those words take a byte for a character.
fn fault(error: &Error, rest: &str) -> String {
    let found = rest.chars().next().filter(|found| !found.is_ascii());
    match (error, found) {
        (Error::InvalidChar2(expected, ..), Some(found)) => return format!("expected {expected} not '{found}'"),
        (Error::InvalidChar(expected, ..), Some(found)) => {
            return format!("expected '{}' not '{found}'", char::from(*expected));
        }
        _ => {}
    }
    match error {
        Error::InvalidChar(b'"' | b'\'', b'<', _) => "`<` stands in an attribute value".to_owned(),
        Error::UnknownToken(_) => "only one root element, comments and white space may stand here".to_owned(),
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => "it ends before its root element does".to_owned(),
        Error::NoRootNode => "it has no element".to_owned(),
        _ => error.to_string().replace(&format!(" at {}", error.pos()), ""),
    }
}

/// What to do, if that is certain; `rest` is what stands at the place of the error.
fn advice(error: &Error, rest: &str) -> Option<String> {
    let help = match error {
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => "an end tag or a closing quote is missing".to_owned(),
        Error::UnexpectedDeclaration(_) => "remove what stands before `<?xml`".to_owned(),
        Error::InvalidChar2("a quote", ..) => "write the value in quotes".to_owned(),
        Error::InvalidComment(_) => "write one `-` for each `--` within the comment".to_owned(),
        Error::UnexpectedCloseTag(expected, _, _) => format!("close `{expected}` first: write `</{expected}>`"),
        Error::UnknownEntityReference(_, _) => "write the character itself, or `&amp;` for an ampersand".to_owned(),
        Error::MalformedEntityReference(_) if rest.starts_with("&#") => {
            "remove it: XML has no character of this number".to_owned()
        }
        Error::MalformedEntityReference(_) => "write `&amp;` for an ampersand".to_owned(),
        Error::InvalidChar(b'"' | b'\'', b'<', _) => {
            "write the value in place of a placeholder such as `<name>`, or `&lt;` for a less-than sign".to_owned()
        }
        Error::DuplicatedAttribute(name, _) => format!("keep one `{name}`"),
        _ => return None,
    };
    Some(help)
}

fn offset_of(text: &str, position: roxmltree::TextPos) -> usize {
    let row = position.row.saturating_sub(1) as usize;
    let line_start = text.split_inclusive('\n').take(row).map(str::len).sum::<usize>();
    let column = position.col.saturating_sub(1) as usize;
    let line = text.get(line_start..).unwrap_or("");
    (line_start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)).min(text.len())
}

fn next_boundary(text: &str, start: usize) -> usize {
    text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |next| start + next.len_utf8())
}

fn span(source: &Source, file: FileId, range: std::ops::Range<usize>) -> Span {
    let range = source.to_original(range);
    Span { file, start: range.start, end: range.end.max(range.start) }
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What it says, and where it stands, markers included.
    pub text: Spanned<String>,
    /// The element behind it in the same parent.
    pub next: Option<Span>,
}

/// The comments of a document that contain `needle`, in any case, in document order.
#[must_use]
pub fn comments(document: &Document<'_>, sources: &SourceMap, file: FileId, needle: &str) -> Vec<Comment> {
    let source = sources.get(file);
    // Few comments do, and to look at their text alone is quicker than to walk through the tree.
    if !markup::comments(source.text()).any(|comment| contains_in_any_case(comment, needle)) {
        return Vec::new();
    }
    let mut comments: Vec<Comment> = Vec::new();
    // Comments that no element has followed yet: the next element in document order is a sibling of theirs or none is.
    let mut waiting: Vec<(usize, Option<Node<'_, '_>>)> = Vec::new();
    for node in document.root().descendants() {
        if node.is_element() {
            for (at, parent) in waiting.drain(..) {
                let comment = comments.get_mut(at).filter(|_| node.parent() == parent);
                comment.into_iter().for_each(|comment| comment.next = Some(span(source, file, node.range())));
            }
        } else if let Some(text) = node.text().filter(|_| node.is_comment())
            && contains_in_any_case(text, needle)
        {
            waiting.push((comments.len(), node.parent()));
            let text = Spanned::new(text.to_owned(), span(source, file, node.range()));
            comments.push(Comment { text, next: None });
        }
    }
    comments
}

fn contains_in_any_case(text: &str, needle: &str) -> bool {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let Some(first) = needle.first() else { return true };
    let mut starts = memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text);
    starts.any(|at| text.get(at..at + needle.len()).is_some_and(|found| found.eq_ignore_ascii_case(needle)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(text: &str) -> Diagnostic {
        let mut sources = SourceMap::default();
        let file = sources.add("a.xml", text);
        let mut diagnostics = Diagnostics::default();
        if let Some(document) = parse(&sources, file, &mut diagnostics) {
            assert!(root(&document, &sources, file, &mut diagnostics).is_none());
        }
        diagnostics.as_slice()[0].clone()
    }

    #[test]
    fn what_is_not_a_policy_is_refused_with_its_code() {
        for (text, code) in [
            ("<a><b></a>", XML_MALFORMED),
            ("", XML_MALFORMED),
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", XML_DOCUMENT_TYPE),
            ("<a/>", NOT_A_POLICY),
        ] {
            assert_eq!(finding(text).code, code, "{text}");
        }
        assert_eq!(finding(&"<a>".repeat(100_000)).code, XML_LIMIT);
        let attributes: String = (0..40_000).map(|at| format!(" a{at}=''")).collect();
        assert_eq!(finding(&format!("<a{attributes}/>")).code, XML_LIMIT);
        assert_eq!(finding(&format!("<?a '?><a{attributes}/>")).code, XML_LIMIT, "behind an instruction");
        let namespaces = "<c xmlns:q='v'/>".repeat(30_000);
        assert_eq!(finding(&format!("<a>{namespaces}</a>")).code, XML_LIMIT);
    }

    #[test]
    fn the_message_says_what_is_wrong_and_not_where() {
        for (text, message) in [
            ("<a b='<c>'/>", "`<` stands in an attribute value"),
            ("<a b='' b=''/>", "attribute 'b' is already defined"),
            ("<a><!-- a -- b --></a>", "comment contains '--'"),
            ("<a>&nbsp;</a>", "unknown entity reference 'nbsp'"),
            ("<a>", "it ends before its root element does"),
            ("<a/><a/>", "only one root element, comments and white space may stand here"),
        ] {
            assert_eq!(finding(text).message, format!("the file is not well-formed XML: {message}"));
        }
    }

    #[test]
    fn deep_nesting_is_measured_outside_comments_and_quotes() {
        let text = format!("<a>{}<b c='>'/><!-- {} --></a>", "<x/>".repeat(1000), "<y>".repeat(1000));
        assert_eq!(limit_exceeded(&text), None);
    }

    #[test]
    fn blanks_are_a_text_where_they_are_asked_for() {
        for (text, exact) in [
            ("<TrustFrameworkPolicy> </TrustFrameworkPolicy>", " "),
            ("<TrustFrameworkPolicy> a </TrustFrameworkPolicy>", " a "),
            ("<TrustFrameworkPolicy>\n  a</TrustFrameworkPolicy>", "\n  a"),
            ("<TrustFrameworkPolicy>\n  </TrustFrameworkPolicy>", ""),
            ("<TrustFrameworkPolicy> <!-- a --> </TrustFrameworkPolicy>", ""),
            ("<TrustFrameworkPolicy/>", ""),
        ] {
            let mut sources = SourceMap::default();
            let file = sources.add("a.xml", text);
            let mut diagnostics = Diagnostics::default();
            let document = parse(&sources, file, &mut diagnostics).expect("well-formed");
            let found = root(&document, &sources, file, &mut diagnostics).expect("a policy").exact_text();
            assert_eq!(found.value, exact, "{text}");
            let place = &text[found.span.start as usize..found.span.end as usize];
            assert_eq!(place, if exact.is_empty() { "TrustFrameworkPolicy" } else { exact }, "{text}");
        }
    }

    #[test]
    fn text_and_attribute_places_are_exact() {
        let text = "<TrustFrameworkPolicy A=\"v\">\n  hello\n</TrustFrameworkPolicy>";
        let mut sources = SourceMap::default();
        let file = sources.add("a.xml", text);
        let mut diagnostics = Diagnostics::default();
        let document = parse(&sources, file, &mut diagnostics).expect("well-formed");
        let root = root(&document, &sources, file, &mut diagnostics).expect("a policy");
        let at = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(at(root.text().span), "hello");
        assert_eq!(at(root.name_span()), "TrustFrameworkPolicy");
        assert_eq!(at(root.attribute("A").expect("there").span), "v");
    }
}
