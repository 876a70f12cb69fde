//! A drawing in the language of Mermaid.

use super::drawing::{Drawing, Node, Shape};
use crate::output::printable;
use std::fmt::Write;

pub(super) fn write(drawing: &Drawing) -> String {
    let mut text = "flowchart TD\n".to_owned();
    let in_group = |group: Option<usize>| drawing.nodes.iter().enumerate().filter(move |(_, node)| node.group == group);
    for (group, name) in drawing.groups.iter().enumerate() {
        let _ = writeln!(text, "  subgraph g{group}[{}]", quoted(std::slice::from_ref(name)));
        for (at, node) in in_group(Some(group)) {
            let _ = writeln!(text, "    {}", declaration(at, node));
        }
        text.push_str("  end\n");
    }
    for (at, node) in in_group(None) {
        let _ = writeln!(text, "  {}", declaration(at, node));
    }
    for edge in &drawing.edges {
        let arrow = if edge.is_aside { "-.->" } else { "-->" };
        let label = if edge.lines.is_empty() { String::new() } else { format!("|{}|", quoted(&edge.lines)) };
        let _ = writeln!(text, "  n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    text
}

fn declaration(at: usize, node: &Node) -> String {
    let label = quoted(&node.lines);
    match node.shape {
        Shape::Plain => format!("n{at}[{label}]"),
        Shape::RelyingParty => format!("n{at}[[{label}]]"),
        Shape::TechnicalProfile => format!("n{at}([{label}])"),
        Shape::Missing => format!("n{at}>{label}]"),
    }
}

/// A label: everything that the language, or the HTML and Markdown within it, could read is written as its number.
fn quoted(lines: &[String]) -> String {
    let line = |line: &String| printable(line).chars().map(escaped).collect::<String>();
    format!("\"{}\"", lines.iter().map(line).collect::<Vec<_>>().join("<br/>"))
}

fn escaped(c: char) -> String {
    let is_plain = c.is_ascii_alphanumeric() || !c.is_ascii() || " .,:/=()_-@".contains(c);
    if is_plain { c.to_string() } else { format!("#{};", u32::from(c)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_what_the_language_would_read() {
        let line = "a \"b\" <i> #1; `c` &amp; é".to_owned();
        assert_eq!(quoted(&[line]), "\"a #34;b#34; #60;i#62; #35;1#59; #96;c#96; #38;amp#59; é\"");
    }
}
