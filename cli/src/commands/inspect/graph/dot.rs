//! A drawing in the language of Graphviz.

use super::drawing::{Drawing, Node, Shape};
use crate::output::printable;
use std::fmt::Write;

pub(super) fn write(drawing: &Drawing) -> String {
    let mut text =
        "digraph claimsmith {\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n"
            .to_owned();
    let in_group = |group: Option<usize>| drawing.nodes.iter().enumerate().filter(move |(_, node)| node.group == group);
    for (group, name) in drawing.groups.iter().enumerate() {
        let _ = writeln!(text, "  subgraph cluster_{group} {{\n    label={};", quoted(std::slice::from_ref(name)));
        for (at, node) in in_group(Some(group)) {
            let _ = writeln!(text, "    {}", declaration(at, node));
        }
        text.push_str("  }\n");
    }
    for (at, node) in in_group(None) {
        let _ = writeln!(text, "  {}", declaration(at, node));
    }
    for edge in &drawing.edges {
        let mut attributes = Vec::new();
        if !edge.lines.is_empty() {
            attributes.push(format!("label={}", quoted(&edge.lines)));
        }
        if edge.is_aside {
            attributes.push("style=dashed".to_owned());
        }
        let attributes = if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
        let _ = writeln!(text, "  n{} -> n{}{attributes};", edge.from, edge.to);
    }
    text.push_str("}\n");
    text
}

fn declaration(at: usize, node: &Node) -> String {
    let style = match node.shape {
        Shape::Plain => "",
        Shape::RelyingParty => ", style=bold",
        Shape::TechnicalProfile => ", shape=ellipse",
        Shape::Missing => ", style=dotted",
    };
    format!("n{at} [label={}{style}];", quoted(&node.lines))
}

/// A label: names of a policy can hold quotes, backslashes and what looks like an HTML entity.
fn quoted(lines: &[String]) -> String {
    let escape = |line: &String| printable(line).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;");
    format!("\"{}\"", lines.iter().map(escape).collect::<Vec<_>>().join("\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_what_the_language_would_read() {
        let line = "a \"b\" \\N &lt; {x|y}\u{1b}\n".to_owned();
        assert_eq!(quoted(&[line, "c".to_owned()]), "\"a \\\"b\\\" \\\\N &amp;lt; {x|y}\u{fffd} \\nc\"");
    }
}
