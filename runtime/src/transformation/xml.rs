//! XML as JSON.

use super::fault::Fault;
use super::json_tree::separate;
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;
use std::collections::BTreeMap;

/// Most elements, attributes and texts together.
const MOST_NODES: u32 = 16_384;
/// Deepest nesting of elements: as deep as JSON is read.
const MOST_DEPTH: usize = 64;
/// The parser compares every attribute of an element with every other.
const MOST_ATTRIBUTES: usize = 64;
/// The parser copies the namespaces in scope to each element that declares one.
const MOST_NAMESPACES: usize = 64;

const NOT_XML: Fault = Fault::Failed("a claim is no XML that can be read: its syntax, its size, or a document type");

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
/// [`Fault::Failed`] for what is no XML, and what is too large or too deep.
pub(crate) fn xml_string_to_json_string(xml: &str) -> Result<String, Fault> {
    // .NET reads text, in which a byte order mark is no character.
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    if !is_within_bounds(xml.as_bytes()) {
        return Err(NOT_XML);
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|_| NOT_XML)?;
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

/// Whether the tags of a text keep what they nest, attributes and namespaces within bounds, and no document type is
/// declared. What is no XML may be within them: the parser says so.
fn is_within_bounds(xml: &[u8]) -> bool {
    let (mut depth, mut namespaces, mut position) = (0_usize, 0_usize, 0_usize);
    while let Some(offset) = xml[position..].iter().position(|byte| *byte == b'<') {
        let markup = &xml[position + offset..];
        let (length, is_start) = match markup {
            [b'<', b'!', b'-', b'-', ..] => (end_of(markup, b"-->"), false),
            [b'<', b'!', b'[', ..] => (end_of(markup, b"]]>"), false),
            [b'<', b'!', ..] => return false,
            [b'<', b'?', ..] => (end_of(markup, b"?>"), false),
            [b'<', b'/', ..] => {
                depth = depth.saturating_sub(1);
                (end_of(markup, b">"), false)
            }
            _ => (end_of_tag(markup), true),
        };
        let tag = &markup[..length];
        if is_start {
            namespaces += tag.windows(6).filter(|window| window == b"xmlns=" || window == b"xmlns:").count();
            depth += usize::from(!tag.ends_with(b"/>"));
            let attributes = tag.iter().filter(|byte| **byte == b'=').count();
            if depth > MOST_DEPTH || namespaces > MOST_NAMESPACES || attributes > MOST_ATTRIBUTES {
                return false;
            }
        }
        position += offset + length;
    }
    true
}

/// Behind what ends the markup; at the end of the text when nothing does.
fn end_of(markup: &[u8], end: &[u8]) -> usize {
    markup.windows(end.len()).position(|window| window == end).map_or(markup.len(), |at| at + end.len())
}

/// Behind the tag that begins here; `>` within quotes does not end it.
fn end_of_tag(markup: &[u8]) -> usize {
    let mut quote = None;
    for (position, byte) in markup.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return position + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), _) if open == *byte => quote = None,
            _ => {}
        }
    }
    markup.len()
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
        assert_eq!(xml_string_to_json_string(&nested(MOST_DEPTH + 1)), Err(NOT_XML));
        assert_eq!(xml_string_to_json_string(&"<a>".repeat(1_000_000)), Err(NOT_XML));
        let with_attributes = |count: usize| {
            let attributes: String = (0..count).map(|index| format!(" a{index}=''")).collect();
            format!("<a{attributes}/>")
        };
        assert!(xml_string_to_json_string(&with_attributes(MOST_ATTRIBUTES)).is_ok());
        assert_eq!(xml_string_to_json_string(&with_attributes(MOST_ATTRIBUTES + 1)), Err(NOT_XML));
        let with_elements = |element: &str, count| format!("<a>{}</a>", element.repeat(count));
        assert!(xml_string_to_json_string(&with_elements("<b/>", 1_000)).is_ok());
        assert_eq!(xml_string_to_json_string(&with_elements("<b/>", 20_000)), Err(NOT_XML));
        assert!(xml_string_to_json_string(&with_elements("<b xmlns='c'/>", MOST_NAMESPACES)).is_ok());
        assert_eq!(xml_string_to_json_string(&with_elements("<b xmlns='c'/>", MOST_NAMESPACES + 1)), Err(NOT_XML));
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
