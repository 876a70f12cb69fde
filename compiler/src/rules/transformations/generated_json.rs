//! `GenerateJson`: the paths of its claims and parameters make one document. A number in a path is an index of an array,
//! which begins at 0 and has no gaps.

use super::{name_of, of_method};
use crate::ast::{ClaimsTransformation, Text};
use crate::diagnostic::codes::JSON_MEMBERS;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use std::collections::BTreeMap;

/// A value of the document to be. Children refer to others by their position in the list, so nothing recurses.
struct Node<'t> {
    /// The first path that leads to or through it.
    path: &'t Text,
    /// The part of that path up to here, in bytes.
    length: usize,
    /// Whether that path is of a parameter, not of a claim.
    is_parameter: bool,
    /// The path that ends here.
    value: Option<&'t Text>,
    children: BTreeMap<&'t str, usize>,
}

impl<'t> Node<'t> {
    fn new(path: &'t Text, length: usize, is_parameter: bool) -> Self {
        Self { path, length, is_parameter, value: None, children: BTreeMap::new() }
    }

    /// How the place of the value is written, for people.
    fn name(&self) -> &str {
        self.path.get(..self.length).unwrap_or_default()
    }
}

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for transformation in of_method(fresh, "GenerateJson") {
        let nodes = document(transformation, diagnostics);
        nodes.iter().for_each(|node| children(node, &nodes, diagnostics));
    }
}

/// Every value of the document, the whole first; reports paths that end where others go on.
fn document<'t>(transformation: &'t ClaimsTransformation, diagnostics: &mut Diagnostics) -> Vec<Node<'t>> {
    let claims = transformation.input_claims.iter().map(|claim| (name_of(claim), false));
    let paths = claims.chain(transformation.input_parameters.iter().map(|parameter| (&parameter.id, true)));
    let mut nodes: Vec<Node<'t>> = Vec::new();
    for (path, is_parameter) in paths {
        if nodes.is_empty() {
            nodes.push(Node::new(path, 0, is_parameter));
        }
        let (mut at, mut length) = (0, 0);
        for segment in path.value.split('.') {
            length += segment.len() + usize::from(length > 0);
            let next = nodes.len();
            let Some(node) = nodes.get_mut(at) else { break };
            at = *node.children.entry(segment).or_insert(next);
            if at == next {
                nodes.push(Node::new(path, length, is_parameter));
            }
        }
        if let Some(node) = nodes.get_mut(at) {
            value(node, path, is_parameter, diagnostics);
        }
    }
    nodes
}

/// Notes that a path ends at a value.
fn value<'t>(node: &mut Node<'t>, path: &'t Text, is_parameter: bool, diagnostics: &mut Diagnostics) {
    match node.value {
        // Twice among the claims or among the parameters is reported as such.
        Some(first) if is_parameter != node.is_parameter => diagnostics.push(
            Diagnostic::new(JSON_MEMBERS, format!("`{}` is both a claim and a parameter", path.value))
                .at(path.span, "would be written twice")
                .label(first.span, "written here")
                .help("remove one of the two"),
        ),
        Some(_) => {}
        None => node.value = Some(path),
    }
}

fn children(node: &Node<'_>, nodes: &[Node<'_>], diagnostics: &mut Diagnostics) {
    let Some(first) = node.children.values().filter_map(|at| nodes.get(*at)).min_by_key(|it| it.path.span) else {
        return;
    };
    if let Some(value) = node.value {
        diagnostics.push(
            Diagnostic::new(JSON_MEMBERS, format!("`{}` cannot be a value and hold `{}`", value.value, first.name()))
                .at(value.span, "a value")
                .label(first.path.span, "a member of it")
                .help("give one of the two another name"),
        );
        return;
    }
    let mut elements: BTreeMap<usize, &Node<'_>> = BTreeMap::new();
    let mut member = None;
    for (segment, at) in &node.children {
        let Some(child) = nodes.get(*at) else { continue };
        match index(segment) {
            Some(index) => {
                elements.insert(index, child);
            }
            None => member = member.or(Some(child)),
        }
    }
    let Some((_, element)) = elements.first_key_value() else { return };
    match member {
        Some(member) => diagnostics.push(
            Diagnostic::new(JSON_MEMBERS, format!("{} cannot be an array and an object", place(node)))
                .at(member.path.span, "a member of an object")
                .label(element.path.span, "an element of an array"),
        ),
        None => array(node, &elements, diagnostics),
    }
}

/// Its elements are there from the first to the last.
fn array(node: &Node<'_>, elements: &BTreeMap<usize, &Node<'_>>, diagnostics: &mut Diagnostics) {
    if let Some((expected, (index, element))) = elements.iter().enumerate().find(|(at, (index, _))| at != *index) {
        let message = format!("the array {} has an element {index} and none {expected}", place(node));
        diagnostics.push(
            Diagnostic::new(JSON_MEMBERS, message)
                .at(element.path.span, format!("element {index}"))
                .help("count the elements of an array from 0, without gaps"),
        );
        return;
    }
    let by_claim = elements.values().find(|element| !element.is_parameter);
    if let (Some(claim), Some(first)) = (by_claim, elements.get(&0).filter(|element| element.is_parameter)) {
        let message = format!("the array {} begins with a parameter and goes on with a claim", place(node));
        diagnostics.push(
            Diagnostic::new(JSON_MEMBERS, message)
                .at(first.path.span, "element 0 is a parameter")
                .label(claim.path.span, "this element is a claim")
                .help("number the elements that are claims first: B2C writes claims before parameters"),
        );
    }
}

fn place(node: &Node<'_>) -> String {
    if node.length == 0 { "that is the whole document".to_owned() } else { format!("`{}`", node.name()) }
}

/// The index that a segment is.
fn index(segment: &str) -> Option<usize> {
    let is_number = !segment.is_empty() && segment.bytes().all(|it| it.is_ascii_digit());
    segment.parse().ok().filter(|_| is_number && (segment == "0" || !segment.starts_with('0')))
}
