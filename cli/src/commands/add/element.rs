//! An element as text, in the style of the file it goes into.

use roxmltree::Node;
use std::fmt::Write;

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Style {
    /// What ends a line.
    pub(super) newline: &'static str,
    /// What a level is indented with.
    pub(super) unit: String,
    /// Prefix of the names of elements, with its colon.
    pub(super) prefix: String,
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub(super) name: String,
    /// Its attributes, in order.
    pub(super) attributes: Vec<(String, String)>,
    /// What is in it.
    pub(super) content: Content,
}

/// What is in an element. Policies have no mixed content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Text(String),
    Children(Vec<Child>),
}

/// A child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Child {
    Element(Element),
    Comment(String),
}

impl Element {
    pub(super) fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { name: name.to_owned(), attributes, content: Content::Children(Vec::new()) }
    }

    /// The element with this child behind the others.
    pub(super) fn with(mut self, child: Self) -> Self {
        self.push(child);
        self
    }

    /// Adds a child behind the others.
    pub(super) fn push(&mut self, child: Self) {
        if let Content::Children(children) = &mut self.content {
            children.push(Child::Element(child));
        }
    }

    /// An element of one of our own policies, whose depth is known. Of the comments, which teach readers who have never seen
    /// a policy, those are kept that allow a finding.
    pub(super) fn read(node: Node<'_, '_>) -> Self {
        let attributes = node.attributes().map(|it| (it.name().to_owned(), it.value().to_owned())).collect();
        let children = node.children().filter_map(|child| match child {
            child if child.is_element() => Some(Child::Element(Self::read(child))),
            child if child.is_comment() => {
                let text = child.text().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                text.starts_with("claimsmith: allow").then(|| Child::Comment(text.trim_end_matches(',').to_owned()))
            }
            _ => None,
        });
        let children: Vec<Child> = children.collect();
        let content = match node.text().map(str::trim).filter(|text| !text.is_empty() && children.is_empty()) {
            Some(text) => Content::Text(text.to_owned()),
            None => Content::Children(children),
        };
        Self { name: node.tag_name().name().to_owned(), attributes, content }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    #[cfg(test)]
    pub(super) fn children(&self) -> impl Iterator<Item = &Self> {
        let children = match &self.content {
            Content::Children(children) => children.as_slice(),
            Content::Text(_) => &[],
        };
        children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Comment(_) => None,
        })
    }

    /// The first child with this name.
    pub(super) fn child_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.find_mut(|child| child.name == name)
    }

    /// The first child that is meant.
    pub(super) fn find_mut(&mut self, is_meant: impl Fn(&Self) -> bool) -> Option<&mut Self> {
        let Content::Children(children) = &mut self.content else { return None };
        children.iter_mut().find_map(|child| match child {
            Child::Element(element) if is_meant(element) => Some(element),
            _ => None,
        })
    }

    /// The text of the element without the indentation of its first line and without a line end.
    pub(super) fn text(&self, indent: &str, style: &Style) -> String {
        let mut out = String::new();
        self.write(&mut out, indent, style);
        out
    }

    /// Only elements of our own are written, so the depth is known.
    fn write(&self, out: &mut String, indent: &str, style: &Style) {
        let Style { newline, unit, prefix } = style;
        let _ = write!(out, "<{prefix}{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escaped(value));
        }
        match &self.content {
            Content::Text(text) => {
                let _ = write!(out, ">{}</{prefix}{}>", escaped(text), self.name);
            }
            Content::Children(children) if children.is_empty() => out.push_str(" />"),
            Content::Children(children) => {
                let below = format!("{indent}{unit}");
                out.push('>');
                for child in children {
                    let _ = write!(out, "{newline}{below}");
                    match child {
                        Child::Element(element) => element.write(out, &below, style),
                        Child::Comment(text) => {
                            let _ = write!(out, "<!-- {text} -->");
                        }
                    }
                }
                let _ = write!(out, "{newline}{indent}</{prefix}{}>", self.name);
            }
        }
    }
}

/// A text without anything that XML would read as markup, for element and attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_takes_the_style_of_its_file() {
        let style = Style { newline: "\r\n", unit: "\t".to_owned(), prefix: "p:".to_owned() };
        let mut text = Element::new("Item", &[("Key", "a\"<&")]);
        text.content = Content::Text("x & y".to_owned());
        let element = Element::new("A", &[]).with(text).with(Element::new("B", &[("C", "d")]));
        let expected =
            "<p:A>\r\n\t\t<p:Item Key=\"a&quot;&lt;&amp;\">x &amp; y</p:Item>\r\n\t\t<p:B C=\"d\" />\r\n\t</p:A>";
        assert_eq!(element.text("\t", &style), expected);
    }
}
