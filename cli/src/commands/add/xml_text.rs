//! Inserts an element into the text of a policy; every other byte stays what it is.

use super::element::{Element, Style};
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::xml;
use roxmltree::Node;

/// An element on the way from the root to where something goes: the last one of this name with this attribute, or a new one
/// with all of its attributes.
#[derive(Debug, Clone)]
pub(super) struct Step {
    name: &'static str,
    key: Option<&'static str>,
    attributes: Vec<(&'static str, String)>,
}

impl Step {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, key: None, attributes: Vec::new() }
    }

    /// One that is told from others by this attribute.
    pub(super) fn keyed(name: &'static str, key: &'static str, value: impl Into<String>) -> Self {
        Self { name, key: Some(key), attributes: vec![(key, value.into())] }
    }

    /// An attribute that only a new element gets.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    fn find<'a, 'i>(&self, parent: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
        let is_meant = |child: &Node<'_, '_>| {
            child.tag_name().name() == self.name
                && self.attributes.iter().filter(|(name, _)| Some(*name) == self.key).all(|(name, value)| {
                    child.attribute(*name).is_some_and(|found| found.trim().to_lowercase() == value.to_lowercase())
                })
        };
        parent.children().filter(Node::is_element).rfind(is_meant)
    }

    fn around(&self, inner: Element) -> Element {
        let attributes: Vec<(&str, &str)> =
            self.attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Element::new(self.name, &attributes).with(inner)
    }
}

/// The text with the element at the end of this way, which is made as far as it is not there. `None` for a text that is no
/// XML.
pub(super) fn insert(text: &str, way: &[Step], element: &Element) -> Option<String> {
    let mut sources = SourceMap::default();
    let file = sources.add("", text);
    let document = xml::parse(&sources, file, &mut Diagnostics::default())?;
    let mut parent = document.root_element();
    let mut rest = way;
    while let Some((step, further)) = rest.split_first() {
        let Some(found) = step.find(parent) else { break };
        (parent, rest) = (found, further);
    }
    let element = rest.iter().rev().fold(element.clone(), |inner, step| step.around(inner));
    into_parent(text, parent, &element, &style(text, document.root_element()))
}

/// How the file is written, by what stands in it already.
pub(super) fn style(text: &str, root: Node<'_, '_>) -> Style {
    let own = blanks_before(text, root.range().start).unwrap_or_default();
    let children = root.children().filter(Node::is_element);
    let deeper = children.filter_map(|child| blanks_before(text, child.range().start)?.strip_prefix(own));
    let unit = deeper.into_iter().find(|unit| !unit.is_empty()).unwrap_or("  ");
    Style { newline: newline(text), unit: unit.to_owned(), prefix: prefix(text, root).to_owned() }
}

/// What ends the lines of a text.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn prefix<'t>(text: &'t str, node: Node<'_, '_>) -> &'t str {
    let name = text.get(node.range().start + 1..).unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
    name.get(..end).and_then(|name| name.find(':').and_then(|colon| name.get(..=colon))).unwrap_or_default()
}

/// The indentation of a place that is the first of its line.
fn blanks_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
    line.chars().all(|c| matches!(c, ' ' | '\t')).then_some(line)
}

/// The indentation of the line of a place.
fn indentation(text: &str, at: usize) -> &str {
    let line = text.get(..at).map_or(0, |before| before.rfind('\n').map_or(0, |newline| newline + 1));
    let line = text.get(line..).unwrap_or_default();
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn into_parent(text: &str, parent: Node<'_, '_>, element: &Element, style: &Style) -> Option<String> {
    let newline = style.newline;
    let outer = indentation(text, parent.range().start);
    let children: Vec<Node<'_, '_>> = parent.children().filter(Node::is_element).collect();
    let sibling = children.last().and_then(|last| blanks_before(text, last.range().start));
    let indent = sibling.map_or_else(|| format!("{outer}{}", style.unit), str::to_owned);
    let new = element.text(&indent, style);
    if parent.children().next().is_none() {
        return without_content(text, parent, &format!("{newline}{indent}{new}{newline}{outer}"));
    }
    let own_rank = rank(parent.tag_name().name(), &element.name, element.attribute("Order"));
    let rank_of =
        |child: &Node<'_, '_>| rank(parent.tag_name().name(), child.tag_name().name(), child.attribute("Order"));
    let next = children.iter().position(|child| rank_of(child) > own_rank);
    let at = match next {
        Some(0) => content_start(text, parent)?,
        Some(next) => behind_comments(text, *children.get(next - 1)?),
        None => parent
            .children()
            .rfind(|child| !is_blank(child))
            .map_or_else(|| content_start(text, parent), |last| Some(last.range().end))?,
    };
    let at = behind_blanks(text, at);
    let before = if has_blank_lines(text, parent) { newline.repeat(2) } else { newline.to_owned() };
    let rest = text.get(at..)?;
    let blanks = rest.get(..rest.len() - rest.trim_start().len())?;
    let after = match (blanks.contains('\n'), next) {
        (true, _) => String::new(),
        (false, Some(_)) => format!("{newline}{indent}"),
        (false, None) => format!("{newline}{outer}"),
    };
    let rest = if blanks.contains('\n') { rest } else { rest.trim_start() };
    Some(format!("{}{before}{indent}{new}{after}{rest}", text.get(..at)?))
}

/// An element with nothing in it, `<A />` or `<A></A>`, with this content.
fn without_content(text: &str, parent: Node<'_, '_>, content: &str) -> Option<String> {
    let range = parent.range();
    let (before, whole, after) = (text.get(..range.start)?, text.get(range.clone())?, text.get(range.end..)?);
    let name = format!("{}{}", prefix(text, parent), parent.tag_name().name());
    let start = match whole.strip_suffix("/>") {
        Some(tag) => tag.trim_end(),
        None => whole.get(..whole.rfind("</")?)?.strip_suffix('>')?,
    };
    Some(format!("{before}{start}>{content}</{name}>{after}"))
}

/// Where the start tag of an element with content ends.
fn content_start(text: &str, parent: Node<'_, '_>) -> Option<usize> {
    let start = parent.children().next()?.range().start;
    text.get(..start)?.ends_with('>').then_some(start)
}

/// The end of an element and of the comments on the rest of its line, which are about it.
fn behind_comments(text: &str, node: Node<'_, '_>) -> usize {
    let mut end = node.range().end;
    for next in node.next_siblings().skip(1) {
        let has_newline = next.is_text() && text.get(next.range()).is_some_and(|blanks| blanks.contains('\n'));
        if has_newline || next.is_element() {
            break;
        }
        if next.is_comment() {
            end = next.range().end;
        }
    }
    end
}

/// The end of the line when only blanks are left of it: they belong to what stands before them.
fn behind_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let behind = rest.trim_start_matches([' ', '\t']);
    if behind.starts_with(['\r', '\n']) { at + rest.len() - behind.len() } else { at }
}

fn is_blank(node: &Node<'_, '_>) -> bool {
    node.is_text() && node.text().is_none_or(|text| text.trim().is_empty())
}

/// Whether blank lines stand between most of the children.
fn has_blank_lines(text: &str, parent: Node<'_, '_>) -> bool {
    let gaps = parent.children().filter(|child| is_blank(child) && child.next_sibling().is_some());
    let gaps: Vec<bool> =
        gaps.map(|gap| text.get(gap.range()).is_some_and(|blanks| blanks.matches('\n').count() > 1)).collect();
    gaps.iter().filter(|is_wide| **is_wide).count() * 2 > gaps.len()
}

/// Where the schema wants a child among the others; steps stand by their order.
fn rank(parent: &str, child: &str, order: Option<&str>) -> usize {
    const ROOT: &[&str] = &[
        "BasePolicy",
        "PolicyConstraints",
        "Contacts",
        "DocumentReferences",
        "BuildingBlocks",
        "ClaimsProviders",
        "UserJourneys",
        "SubJourneys",
        "RelyingParty",
    ];
    let names: &[&str] = match parent {
        xml::ROOT => ROOT,
        "BuildingBlocks" => &["ClaimsSchema"],
        "UserJourney" | "SubJourney" => {
            &["AssuranceLevel", "PreserveOriginalAssertion", "Authorization", "OrchestrationSteps", "ClientDefinition"]
        }
        "OrchestrationSteps" => return order.and_then(|order| order.trim().parse().ok()).unwrap_or(usize::MAX),
        "OrchestrationStep" => &["Preconditions", "ClaimsProviderSelections", "ClaimsExchanges", "JourneyList"],
        _ => return 0,
    };
    names.iter().position(|name| *name == child).unwrap_or(names.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(text: &str, way: &[Step]) -> String {
        insert(text, way, &Element::new("New", &[])).expect("the text is XML")
    }

    fn list() -> [Step; 1] {
        [Step::new("List")]
    }

    #[test]
    fn parents_of_every_form_take_a_child() {
        for (before, after) in [
            ("<R>\n  <List />\n</R>", "<R>\n  <List>\n    <New />\n  </List>\n</R>"),
            ("<R>\n\t<List a='>'/>\n</R>", "<R>\n\t<List a='>'>\n\t\t<New />\n\t</List>\n</R>"),
            ("<R>\r\n  <List></List>\r\n</R>", "<R>\r\n  <List>\r\n    <New />\r\n  </List>\r\n</R>"),
            ("<R>\n  <List>\n  </List>\n</R>", "<R>\n  <List>\n    <New />\n  </List>\n</R>"),
            ("<R><List><A /></List></R>", "<R><List><A />\n  <New />\n</List></R>"),
            (
                "<R>\n <List>\n  <A/> <!-- a -->\n </List>\n</R>",
                "<R>\n <List>\n  <A/> <!-- a -->\n  <New />\n </List>\n</R>",
            ),
            (
                "<p:R xmlns:p='u'>\n  <p:List/>\n</p:R>",
                "<p:R xmlns:p='u'>\n  <p:List>\n    <p:New />\n  </p:List>\n</p:R>",
            ),
            (
                "<R>\n\n  <List>\n\n    <A/>\n\n  </List>\n</R>",
                "<R>\n\n  <List>\n\n    <A/>\n\n    <New />\n\n  </List>\n</R>",
            ),
            ("<R>\n  <List>\n    <A/> \t\n  </List>\n</R>", "<R>\n  <List>\n    <A/> \t\n    <New />\n  </List>\n</R>"),
            ("<R>\n  <!-- no list -->\n</R>", "<R>\n  <!-- no list -->\n  <List>\n    <New />\n  </List>\n</R>"),
            ("<R />", "<R>\n  <List>\n    <New />\n  </List>\n</R>"),
        ] {
            assert_eq!(inserted(before, &list()), after, "{before}");
        }
        assert_eq!(insert("<R>", &list(), &Element::new("New", &[])), None);
    }

    #[test]
    fn sections_and_steps_stand_in_their_order() {
        let text = "<TrustFrameworkPolicy>\n  <BasePolicy /> <!-- the base -->\n  <!-- the last -->\n  <RelyingParty />\n\
                    </TrustFrameworkPolicy>\n";
        let new = inserted(text, &[Step::new("UserJourneys")]);
        let expected = "<TrustFrameworkPolicy>\n  <BasePolicy /> <!-- the base -->\n  <UserJourneys>\n    <New />\n  \
                        </UserJourneys>\n  <!-- the last -->\n  <RelyingParty />\n</TrustFrameworkPolicy>\n";
        assert_eq!(new, expected);
        let steps = "<R>\n  <OrchestrationSteps>\n    <OrchestrationStep Order=\"3\" />\n  </OrchestrationSteps>\n</R>";
        let step = |order: &str| Step::keyed("OrchestrationStep", "Order", order);
        let new = inserted(steps, &[Step::new("OrchestrationSteps"), step("2")]);
        assert!(new.find("\"2\"").unwrap() < new.find("\"3\"").unwrap(), "{new}");
        let new = inserted(steps, &[Step::new("OrchestrationSteps"), step("10")]);
        assert!(new.find("\"3\"").unwrap() < new.find("\"10\"").unwrap(), "{new}");
    }

    #[test]
    fn what_is_there_is_found_without_regard_to_case() {
        let text = "<R>\n  <A Id=\"x\" />\n  <A Id=\"Y\" />\n</R>";
        let new = inserted(text, &[Step::keyed("A", "Id", "y").with("Type", "new only")]);
        assert_eq!(new, "<R>\n  <A Id=\"x\" />\n  <A Id=\"Y\">\n    <New />\n  </A>\n</R>");
    }
}
