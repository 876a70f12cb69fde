//! XML as JSON.

use super::fault::Fault;
use super::json_tree::separate;
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;
use std::collections::BTreeMap;

/// Most elements, attributes and texts together; and as many declarations of namespaces, which the parser keeps in order.
const MOST_NODES: u32 = 16_384;
/// Deepest nesting of elements: as deep as JSON is read.
const MOST_DEPTH: usize = 64;
/// The parser compares every attribute of an element with every other.
const MOST_ATTRIBUTES: usize = 64;
/// The parser copies the namespaces in scope to each element that declares one.
const MOST_NAMESPACES: usize = 64;

const NOT_XML: Fault = Fault::Failed("a claim is no XML that can be read: its syntax, or a document type");
const TOO_MUCH: Fault = Fault::Failed(
    "a claim is XML with more than 16384 nodes or declared namespaces, 64 levels, 64 attributes of an element, or 64 \
     namespaces declared around one",
);

/// XML as JSON, as Json.NET writes an XML document, which is what the one example of Microsoft looks like:
///
/// - an object with the root element as its member;
/// - an element with nothing but text is a text, an empty one the empty text, and `<a/>` null;
/// - any other is an object: attributes are members `@name`, texts `#text`, elements members with their name, and of
///   several with one name there is an array in the place of the first;
/// - names are written with their prefixes, and a declaration of a namespace is an attribute, one of the first of its
///   element; one that says what holds there anyway is left out.
///
/// Text of blanks only is left out. Unlike Json.NET it leaves out the XML declaration, comments and processing
/// instructions, and a CDATA section is text. A document type is refused.
///
/// Microsoft: claims transformations reference, `XmlStringToJsonString`, which shows a tree of elements; the rest is
/// chosen.
///
/// # Errors
/// [`Fault::Failed`] for what is no XML, and, as another one, for what has more than 16 384 nodes or declarations of namespaces,
/// 64 levels, or 64 attributes of one element, or lies in the scope of more than 64 declarations.
pub(crate) fn xml_string_to_json_string(xml: &str) -> Result<String, Fault> {
    // .NET reads text, in which a byte order mark is no character.
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    check_bounds(xml.as_bytes())?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => TOO_MUCH,
        _ => NOT_XML,
    })?;
    let root = document.root_element();
    let mut json = String::with_capacity(xml.len());
    json.push('{');
    write_name(qualified_name(root, xml), &mut json);
    write_element(root, xml, &mut json);
    json.push('}');
    Ok(json)
}

/// What an element has at one name: one value, or several in an array.
enum Part<'a, 'i> {
    Text(&'a str),
    Element(Node<'a, 'i>),
}

/// Calls itself for the elements of an element, which are nested within bounds.
fn write_element(element: Node<'_, '_>, xml: &str, json: &mut String) {
    let attributes = attributes(element, xml);
    let groups = groups(element, xml);
    match groups.as_slice() {
        [] if attributes.is_empty() => json.push_str(if is_self_closing(element, xml) { "null" } else { "\"\"" }),
        [(_, parts)] if attributes.is_empty() && matches!(parts.as_slice(), [Part::Text(_)]) => {
            write_parts(parts, xml, json);
        }
        _ => {
            json.push('{');
            for (index, (name, value)) in attributes.iter().enumerate() {
                separate(index, json);
                write_name(name, json);
                write_text(value, json);
            }
            for (index, (name, parts)) in groups.iter().enumerate() {
                separate(attributes.len() + index, json);
                write_name(name, json);
                write_parts(parts, xml, json);
            }
            json.push('}');
        }
    }
}

fn write_parts(parts: &[Part<'_, '_>], xml: &str, json: &mut String) {
    let is_array = parts.len() > 1;
    if is_array {
        json.push('[');
    }
    for (index, part) in parts.iter().enumerate() {
        separate(index, json);
        match part {
            Part::Text(text) => write_text(text, json),
            Part::Element(element) => write_element(*element, xml, json),
        }
    }
    if is_array {
        json.push(']');
    }
}

/// Declarations of namespaces, then attributes, named as in JSON.
fn attributes<'a>(element: Node<'a, '_>, xml: &'a str) -> Vec<(String, &'a str)> {
    let mut attributes: Vec<(String, &str)> = own_namespaces(element)
        .map(|(prefix, uri)| (prefix.map_or_else(|| "@xmlns".to_owned(), |prefix| format!("@xmlns:{prefix}")), uri))
        .collect();
    for attribute in element.attributes() {
        let name = xml.get(attribute.range_qname()).unwrap_or_else(|| attribute.name());
        attributes.push((format!("@{name}"), attribute.value()));
    }
    attributes
}

/// The namespaces that an element declares, and not one around it.
fn own_namespaces<'a>(element: Node<'a, '_>) -> impl Iterator<Item = (Option<&'a str>, &'a str)> {
    let parent = element.parent_element();
    let inherited = move |prefix, uri| parent.is_some_and(|parent| parent.lookup_namespace_uri(prefix) == Some(uri));
    let namespaces = element.namespaces().map(|namespace| (namespace.name(), namespace.uri()));
    namespaces.filter(move |(prefix, uri)| *prefix != Some("xml") && !inherited(*prefix, *uri))
}

/// The texts and elements of an element by their names in JSON, in the order in which these come first.
fn groups<'a, 'i>(element: Node<'a, 'i>, xml: &'a str) -> Vec<(&'a str, Vec<Part<'a, 'i>>)> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<(&str, Vec<Part<'_, '_>>)> = Vec::new();
    for child in element.children() {
        let (name, part) = match child.text().filter(|_| child.is_text()) {
            Some(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()) => continue,
            Some(text) => ("#text", Part::Text(text)),
            None if child.is_element() => (qualified_name(child, xml), Part::Element(child)),
            None => continue,
        };
        let place = *places.entry(name).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, parts)) => parts.push(part),
            None => groups.push((name, vec![part])),
        }
    }
    groups
}

/// The name of an element with its prefix, which the parser has resolved, as its tag has it.
fn qualified_name<'a>(element: Node<'a, '_>, xml: &'a str) -> &'a str {
    let tag = xml.get(element.range()).and_then(|tag| tag.strip_prefix('<')).unwrap_or_default();
    tag.split(|character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>'))
        .next()
        .unwrap_or_default()
}

fn is_self_closing(element: Node<'_, '_>, xml: &str) -> bool {
    xml.get(element.range()).is_some_and(|tag| tag.ends_with("/>"))
}

fn write_name(name: &str, json: &mut String) {
    write_text(name, json);
    json.push(':');
}

fn write_text(text: &str, json: &mut String) {
    json.push_str(&Value::from(text).to_string());
}

/// That the tags of a text keep what they nest, attributes and namespaces within bounds, and no document type is declared. What
/// is no XML may be within them: the parser says so.
fn check_bounds(xml: &[u8]) -> Result<(), Fault> {
    // For each open element how many namespaces it declares.
    let (mut open, mut declared, mut position) = (Vec::<usize>::new(), 0_usize, 0_usize);
    while let Some(offset) = xml[position..].iter().position(|byte| *byte == b'<') {
        let markup = &xml[position + offset..];
        let length = match markup {
            [b'<', b'!', b'-', b'-', ..] => end_of(markup, b"-->"),
            [b'<', b'!', b'[', ..] => end_of(markup, b"]]>"),
            [b'<', b'!', ..] => return Err(NOT_XML),
            [b'<', b'?', ..] => end_of(markup, b"?>"),
            [b'<', b'/', ..] => {
                open.pop();
                end_of(markup, b">")
            }
            _ => {
                let tag = StartTag::read(markup);
                declared += tag.namespaces;
                let is_empty = markup[..tag.length].ends_with(b"/>");
                let depth = open.len() + usize::from(!is_empty);
                let in_scope = open.iter().sum::<usize>() + tag.namespaces;
                if tag.attributes > MOST_ATTRIBUTES
                    || depth > MOST_DEPTH
                    || in_scope > MOST_NAMESPACES
                    || declared > MOST_NODES as usize
                {
                    return Err(TOO_MUCH);
                }
                if !is_empty {
                    open.push(tag.namespaces);
                }
                tag.length
            }
        };
        position += offset + length;
    }
    Ok(())
}

/// Behind what ends the markup; at the end of the text when nothing does.
fn end_of(markup: &[u8], end: &[u8]) -> usize {
    markup.windows(end.len()).position(|window| window == end).map_or(markup.len(), |at| at + end.len())
}

/// The bounds of the tag that begins an element.
struct StartTag {
    /// Up to behind its `>`, or to the end of the text.
    length: usize,
    /// Its attributes, declarations of namespaces among them: none is looked at beyond the most there may be.
    attributes: usize,
    /// Its declarations of namespaces.
    namespaces: usize,
}

impl StartTag {
    /// The tag at the begin of this markup. `>` and `=` within quotes are text.
    fn read(markup: &[u8]) -> Self {
        let mut tag = Self { length: markup.len(), attributes: 0, namespaces: 0 };
        let mut quote = None;
        for (position, byte) in markup.iter().enumerate() {
            match (quote, byte) {
                (None, b'>') => {
                    tag.length = position + 1;
                    break;
                }
                (None, b'"' | b'\'') => quote = Some(*byte),
                (None, b'=') if tag.attributes <= MOST_ATTRIBUTES => {
                    tag.attributes += 1;
                    tag.namespaces += usize::from(declares_namespace(&markup[..position]));
                }
                (Some(open), _) if open == *byte => quote = None,
                _ => {}
            }
        }
        tag
    }
}

/// Whether what stands before a `=` ends with the name of a declaration: `xmlns` or `xmlns:p`.
fn declares_namespace(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let is_no_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'=');
    let name = before.rsplit(is_no_name).next().unwrap_or_default();
    name == b"xmlns" || name.starts_with(b"xmlns:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn elements_become_members() {
        for (xml, expected) in [
            ("<a>b</a>", r#"{"a":"b"}"#),
            ("<a/>", r#"{"a":null}"#),
            ("<a />", r#"{"a":null}"#),
            ("<a></a>", r#"{"a":""}"#),
            ("<a> \n </a>", r#"{"a":""}"#),
            ("<a> b </a>", r#"{"a":" b "}"#),
            ("<a><b>1</b><c>2</c></a>", r#"{"a":{"b":"1","c":"2"}}"#),
            ("<a><b>1</b><c>2</c><b/></a>", r#"{"a":{"b":["1",null],"c":"2"}}"#),
            ("<a x='1'/>", r#"{"a":{"@x":"1"}}"#),
            ("<a x='1'></a>", r#"{"a":{"@x":"1"}}"#),
            ("<a x=\"1\" y='&lt;>'>b</a>", r##"{"a":{"@x":"1","@y":"<>","#text":"b"}}"##),
            ("<a>one<b/>two</a>", r##"{"a":{"#text":["one","two"],"b":null}}"##),
            ("<a><![CDATA[<b>]]></a>", r#"{"a":"<b>"}"#),
            ("<a>&#233;&amp;\"\\</a>", r#"{"a":"é&\"\\"}"#),
            ("\u{feff}<?xml version='1.0' encoding='utf-16'?><!-- c --><a><!-- <x> --><?p q?>b</a>", r#"{"a":"b"}"#),
            (
                "<p:a xmlns:p='urn:p' xmlns='urn:d' z='0' p:y='1'><b xmlns='urn:d' xml:lang='en'/><b xmlns='urn:e'/></p:a>",
                concat!(
                    r#"{"p:a":{"@xmlns:p":"urn:p","@xmlns":"urn:d","@z":"0","@p:y":"1","#,
                    r#""b":[{"@xml:lang":"en"},{"@xmlns":"urn:e"}]}}"#
                ),
            ),
        ] {
            assert_eq!(xml_string_to_json_string(xml).as_deref(), Ok(expected), "{xml}");
        }
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        for xml in [
            "",
            "a",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a x=1/>",
            "<a x='1' x='2'/>",
            "<p:a/>",
            "<a>&e;</a>",
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
            "<!doctype a><a/>",
            "{\"a\":1}",
            "<a b='",
            "<a><!-- ",
            "<",
        ] {
            assert_eq!(xml_string_to_json_string(xml), Err(NOT_XML), "{xml}");
        }
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let nested = |depth| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(xml_string_to_json_string(&nested(MOST_DEPTH)).is_ok());
        assert_eq!(xml_string_to_json_string(&nested(MOST_DEPTH + 1)), Err(TOO_MUCH));
        assert_eq!(xml_string_to_json_string(&"<a>".repeat(1_000_000)), Err(TOO_MUCH));
        let with_attributes = |count: usize| {
            let attributes: String = (0..count).map(|index| format!(" a{index}='='")).collect();
            format!("<a{attributes}/>")
        };
        assert!(xml_string_to_json_string(&with_attributes(MOST_ATTRIBUTES)).is_ok());
        assert_eq!(xml_string_to_json_string(&with_attributes(MOST_ATTRIBUTES + 1)), Err(TOO_MUCH));
        let with_elements = |element: &str, count| format!("<a>{}</a>", element.repeat(count));
        assert!(xml_string_to_json_string(&with_elements("<b/>", 1_000)).is_ok());
        assert_eq!(xml_string_to_json_string(&with_elements("<b/>", 20_000)), Err(TOO_MUCH));
        assert_eq!(xml_string_to_json_string(&with_elements("<b xmlns='c'/>", 20_000)), Err(TOO_MUCH));
        assert_eq!(xml_string_to_json_string(&format!("<a {}", "=".repeat(1_000_000))), Err(TOO_MUCH));
    }

    #[test]
    fn what_stands_in_quotes_is_no_attribute() {
        let query: String = (0..200).map(|index| format!("p{index}=xmlns=&amp;")).collect();
        let xml = format!("<a u='{query}' v=\"{}\"/>", "xmlns:p='q' ".repeat(70));
        let json = xml_string_to_json_string(&xml).expect("two attributes");
        assert!(json.starts_with(r#"{"a":{"@u":"p0=xmlns=&p1="#), "{json}");
    }

    #[test]
    fn namespaces_count_where_they_are_in_scope() {
        let siblings = |element: &str, count: usize| format!("<a>{}</a>", element.repeat(count));
        for element in ["<b xmlns='c'/>", "<n:b xmlns:n = \"c\" n:d='e'>f</n:b>", "<b xmlns='c'><d xmlns='e'/></b>"] {
            assert!(xml_string_to_json_string(&siblings(element, 1_000)).is_ok(), "{element}");
        }
        let declared =
            |from: usize, to: usize| -> String { (from..to).map(|index| format!(" xmlns:n{index}='c'")).collect() };
        let nested = |inner: usize| format!("<a{}><b{}><c/></b></a>", declared(0, 32), declared(32, inner));
        assert!(xml_string_to_json_string(&nested(MOST_NAMESPACES)).is_ok());
        assert_eq!(xml_string_to_json_string(&nested(MOST_NAMESPACES + 1)), Err(TOO_MUCH));
        let root = format!("<a{}><b xmlns='c'/></a>", declared(0, MOST_NAMESPACES));
        assert_eq!(xml_string_to_json_string(&root), Err(TOO_MUCH));
    }

    proptest! {
        #[test]
        fn it_is_json_or_fails(
            xml in "<a>(<[ab]( x='.{0,3}')?(>|/>)|</[ab]>|[^<&]{0,3}){0,8}</a>",
            other in "[<>/!?='\"a\\[-]{0,20}",
        ) {
            for xml in [&xml, &other] {
                if let Ok(json) = xml_string_to_json_string(xml) {
                    prop_assert!(serde_json::from_str::<&serde_json::value::RawValue>(&json).is_ok(), "{}", json);
                }
            }
        }

        #[test]
        fn a_text_comes_through(text in "[^<&\u{0}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}]{1,20}") {
            prop_assume!(!text.contains("]]>") && !text.bytes().all(|byte| byte.is_ascii_whitespace()));
            let expected = format!("{{\"a\":{}}}", Value::from(text.as_str()));
            prop_assert_eq!(xml_string_to_json_string(&format!("<a>{text}</a>")), Ok(expected));
        }
    }
}
