//! The children of one element: which are known, in which order, how often.
//!
//! A list is first walked without allocation. Only when something is wrong with it, it is looked at as a whole, so that
//! one element in the wrong place is one finding and its siblings are none.

use super::element_type::{Child, Content, ElementType};
use super::table::TRUST_FRAMEWORK_POLICY;
use super::validate::Validator;
use super::wording::{LONGEST_COMPARED, either, listed, nearest, quoted};
use crate::diagnostic::codes::{ELEMENT_ORDER, MISSING_ELEMENT, REPEATED_ELEMENT, UNKNOWN_ELEMENT};
use crate::diagnostic::{Diagnostic, suggest};
use crate::xml::Element;
use std::collections::BTreeMap;

/// How the children of an element may be combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// One after the other.
    Sequence,
    /// Those of one kind only.
    Choice,
}

/// The most children a type may list: they are counted in the bits of a `u32`.
pub(super) const MOST_CHILDREN: usize = 32;

/// How many unknown elements are asked whether they explain a missing one, so that the work stays bounded.
const MOST_EXPLANATIONS: usize = 64;

/// A child that the type lists, with its index there.
#[derive(Clone, Copy)]
struct Known<'a, 'i> {
    element: Element<'a, 'i>,
    index: usize,
}

/// Namespace and local name.
type QualifiedName<'a> = (Option<&'a str>, &'a str);

/// Children that the type does not list: the first of its name, and how many more there are.
struct Unknown<'a, 'i> {
    element: Element<'a, 'i>,
    more: usize,
}

impl<'a> Validator<'a, '_> {
    /// Checks the children of an element against the list of its type, and each known child itself.
    pub(super) fn children<'i: 'a>(
        &mut self,
        parent: Element<'a, 'i>,
        kind: &'static ElementType,
        model: Model,
        children: &'static [Child],
    ) {
        let (mut sound, mut seen, mut at) = (true, 0u32, 0);
        for child in parent.children() {
            let Some((index, known)) = self.find(&child, children, at) else {
                sound = false;
                continue;
            };
            let bit = 1u32 << index;
            sound &= known.repeatable || seen & bit == 0;
            sound &= match model {
                Model::Sequence => index >= at,
                Model::Choice => seen & !bit == 0,
            };
            seen |= bit;
            at = index;
            self.element(child, known.element);
        }
        sound &= children.iter().enumerate().all(|(index, child)| !child.required || seen & (1 << index) != 0);
        if !sound && !self.is_full() {
            self.unsound(parent, kind, model, children);
        }
    }

    /// The place of an element in the list of its parent's type, looked for from where the one before it was found.
    fn find<'i: 'a>(
        &self,
        element: &Element<'a, 'i>,
        children: &'static [Child],
        from: usize,
    ) -> Option<(usize, &'static Child)> {
        if !self.is_ours(element) {
            return None;
        }
        let name = element.name();
        let (before, after) = children.split_at_checked(from)?;
        let named = |child: &Child| child.element.name == name;
        let index = after.iter().position(named).map(|index| index + from).or_else(|| before.iter().position(named))?;
        Some((index, children.get(index)?))
    }

    /// Says everything that is wrong with a list of children.
    fn unsound<'i: 'a>(
        &mut self,
        parent: Element<'a, 'i>,
        kind: &'static ElementType,
        model: Model,
        children: &'static [Child],
    ) {
        let (known, unknown) = self.sort_out(parent, kind, children);
        match model {
            Model::Sequence => self.order(kind, &known),
            Model::Choice => self.choice(kind, &known),
        }
        let seen = known.iter().fold(0u32, |seen, child| seen | 1 << child.index);
        let explained = |child: &Child| {
            unknown.values().take(MOST_EXPLANATIONS).any(|unknown| explains(unknown.element, child.element))
        };
        for (index, child) in children.iter().enumerate() {
            if child.required && seen & (1 << index) == 0 && !explained(child) {
                self.report(missing_element(parent, kind, child, known.is_empty() && unknown.is_empty()));
            }
        }
        for unknown in unknown.values() {
            if self.is_full() {
                return;
            }
            self.report(unknown_element(kind, unknown, self.is_ours(&unknown.element)));
        }
    }

    /// The children that the type lists and those that it does not. Repetitions are reported and left out.
    fn sort_out<'i: 'a>(
        &mut self,
        parent: Element<'a, 'i>,
        kind: &'static ElementType,
        children: &'static [Child],
    ) -> (Vec<Known<'a, 'i>>, BTreeMap<QualifiedName<'a>, Unknown<'a, 'i>>) {
        let mut known: Vec<Known<'a, 'i>> = Vec::new();
        let mut unknown: BTreeMap<QualifiedName<'a>, Unknown<'a, 'i>> = BTreeMap::new();
        let mut first: [Option<Element<'a, 'i>>; MOST_CHILDREN] = [None; MOST_CHILDREN];
        for element in parent.children() {
            let Some((index, child)) = self.find(&element, children, 0) else {
                unknown
                    .entry((element.namespace(), element.name()))
                    .and_modify(|unknown| unknown.more += 1)
                    .or_insert(Unknown { element, more: 0 });
                continue;
            };
            let slot = first.get_mut(index);
            match slot.as_ref().and_then(|slot| **slot) {
                Some(earlier) if !child.repeatable => {
                    self.report(repeated(kind, earlier, element));
                    continue;
                }
                Some(_) => {}
                None => {
                    if let Some(slot) = slot {
                        *slot = Some(element);
                    }
                }
            }
            known.push(Known { element, index });
        }
        (known, unknown)
    }

    /// Reports the fewest elements whose removal leaves the rest in order.
    fn order<'i: 'a>(&mut self, kind: &ElementType, known: &[Known<'a, 'i>]) {
        let kept = longest_ordered(known);
        if !kept.contains(&false) {
            return;
        }
        let help = expected_order(kind, known);
        let mut first: [Option<usize>; MOST_CHILDREN] = [None; MOST_CHILDREN];
        let mut last = first;
        for (at, child) in known.iter().enumerate().filter(|(at, _)| kept.get(*at) == Some(&true)) {
            if let (Some(first), Some(last)) = (first.get_mut(child.index), last.get_mut(child.index)) {
                first.get_or_insert(at);
                *last = Some(at);
            }
        }
        for (at, child) in known.iter().enumerate().filter(|(at, _)| kept.get(*at) == Some(&false)) {
            let later = first.iter().skip(child.index + 1).flatten().filter(|place| **place < at).min();
            let earlier = last.iter().take(child.index).flatten().filter(|place| **place > at).max();
            let finding = match (later, earlier) {
                (Some(place), _) => misplaced(kind, child, known.get(*place), "before"),
                (None, Some(place)) => misplaced(kind, child, known.get(*place), "after"),
                (None, None) => continue,
            };
            self.report(finding.help(help.clone()));
            if self.is_full() {
                return;
            }
        }
    }

    fn choice<'i: 'a>(&mut self, kind: &ElementType, known: &[Known<'a, 'i>]) {
        let Some(chosen) = known.first() else { return };
        if let Some(other) = known.iter().find(|other| other.index != chosen.index) {
            let (name, beside, parent) = (other.element.name(), chosen.element.name(), kind.name);
            self.report(
                Diagnostic::new(UNKNOWN_ELEMENT, format!("`{name}` may not stand beside `{beside}` in `{parent}`"))
                    .at(other.element.name_span(), "of another kind")
                    .label(chosen.element.name_span(), format!("`{parent}` holds `{beside}`"))
                    .help(format!("keep either `{beside}` or `{name}`")),
            );
        }
    }
}

/// Which elements belong to a longest list that is in order; among lists of one length the one that begins earliest.
fn longest_ordered(known: &[Known<'_, '_>]) -> Vec<bool> {
    // For each index of the type: length and end of the best list that ends with it.
    let mut best: [Option<(usize, usize)>; MOST_CHILDREN] = [None; MOST_CHILDREN];
    let longer = |a: &(usize, usize), b: &(usize, usize)| a.0.cmp(&b.0).then(b.1.cmp(&a.1));
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(known.len());
    for (at, child) in known.iter().enumerate() {
        let before = best.iter().take(child.index + 1).flatten().max_by(|a, b| longer(a, b)).copied();
        let length = before.map_or(1, |(length, _)| length + 1);
        previous.push(before.map(|(_, end)| end));
        if let Some(slot) = best.get_mut(child.index).filter(|slot| slot.is_none_or(|(known, _)| known < length)) {
            *slot = Some((length, at));
        }
    }
    let mut kept = vec![false; known.len()];
    let mut at = best.iter().flatten().max_by(|a, b| longer(a, b)).map(|(_, end)| *end);
    while let Some(place) = at {
        if let Some(kept) = kept.get_mut(place) {
            *kept = true;
        }
        at = previous.get(place).copied().flatten();
    }
    kept
}

fn misplaced<'a, 'i: 'a>(
    kind: &ElementType,
    child: &Known<'a, 'i>,
    anchor: Option<&Known<'a, 'i>>,
    side: &str,
) -> Diagnostic {
    let (name, parent) = (child.element.name(), kind.name);
    let finding = Diagnostic::new(ELEMENT_ORDER, format!("`{name}` stands in the wrong place in `{parent}`"));
    let Some(anchor) = anchor else { return finding.at(child.element.name_span(), "") };
    let other = anchor.element.name();
    finding
        .at(child.element.name_span(), format!("must stand {side} `{other}`"))
        .label(anchor.element.name_span(), format!("{side} this"))
}

/// The order of the elements that are there: the whole list of a technical profile would hide it.
fn expected_order(kind: &ElementType, known: &[Known<'_, '_>]) -> String {
    let present = known.iter().fold(0u32, |present, child| present | 1 << child.index);
    let names = kind.children().iter().enumerate().filter(|(index, _)| present & (1 << index) != 0);
    format!("write them in this order: {}", listed(names.map(|(_, child)| child.element.name)))
}

fn repeated<'a, 'i: 'a>(kind: &ElementType, first: Element<'a, 'i>, second: Element<'a, 'i>) -> Diagnostic {
    let (name, parent) = (second.name(), kind.name);
    Diagnostic::new(REPEATED_ELEMENT, format!("`{parent}` may hold only one `{name}`"))
        .at(second.name_span(), "one too many")
        .label(first.name_span(), "first here")
        .help(format!("put everything into the first `{name}`, or remove one of the two"))
}

fn missing_element<'a, 'i: 'a>(
    parent: Element<'a, 'i>,
    kind: &'static ElementType,
    child: &'static Child,
    empty: bool,
) -> Diagnostic {
    let (owner, name) = (kind.name, child.element.name);
    let message = if child.repeatable {
        format!("`{owner}` needs at least one `{name}`")
    } else {
        format!("`{owner}` lacks the element `{name}`")
    };
    let finding = Diagnostic::new(MISSING_ELEMENT, message).at(parent.name_span(), format!("needs `<{name}>`"));
    if empty && child.repeatable {
        finding.help(format!("add `<{name}>`, or remove the empty `{owner}`"))
    } else {
        finding.help(format!("add `<{name}>`"))
    }
}

fn unknown_element(kind: &'static ElementType, unknown: &Unknown<'_, '_>, ours: bool) -> Diagnostic {
    let (name, parent) = (unknown.element.name(), kind.name);
    let message = format!("{} is not known in `{parent}`", quoted(name));
    let mut finding = Diagnostic::new(UNKNOWN_ELEMENT, message).at(unknown.element.name_span(), "not known here");
    if unknown.more > 0 {
        finding = finding.note(format!("{} more of this name stand in the same `{parent}`", unknown.more));
    }
    if !ours {
        let namespace = unknown.element.namespace();
        return match namespace {
            Some(namespace) if !namespace.is_empty() => {
                finding.note(format!("it is in the namespace {}", quoted(namespace)))
            }
            _ => finding.note("it is in no namespace"),
        }
        .help("only elements of the policy namespace may stand here");
    }
    let parents = parents_of(name, kind);
    if (1..=6).contains(&parents.len()) {
        return finding.help(format!("{} belongs in {}", quoted(name), either(&parents)));
    }
    let names = kind.children().iter().map(|child| child.element.name);
    match nearest(name, names.clone()) {
        Some(meant) if name.eq_ignore_ascii_case(meant) => {
            finding.help(format!("write `{meant}`: names of elements are compared with case"))
        }
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => match kind.content {
            Content::Text(_) => finding.help(format!("`{parent}` holds text only")),
            Content::Empty => finding.help(format!("`{parent}` holds nothing but attributes")),
            _ if name.len() <= LONGEST_COMPARED => finding.maybe_help(suggest::did_you_mean(name, names)),
            _ => finding,
        },
    }
}

/// Whether an unknown element makes it clear why a required one is missing: it is a misspelling of it, stands around
/// it, or stands where it should stand around.
fn explains<'a, 'i: 'a>(unknown: Element<'a, 'i>, required: &'static ElementType) -> bool {
    let name = unknown.name();
    nearest(name, [required.name]).is_some()
        || unknown.children().any(|child| child.name() == required.name)
        || required.children().iter().any(|child| child.element.name == name)
}

/// The names of the elements in which an element of this name may stand, in alphabetical order; those that may stand
/// in `near` go before all others.
fn parents_of(name: &str, near: &'static ElementType) -> Vec<&'static str> {
    let holds = |kind: &ElementType| kind.children().iter().any(|child| child.element.name == name);
    let nearby = near.children().iter().map(|child| child.element).filter(|child| holds(child));
    let mut parents: Vec<&'static str> = nearby.map(|parent| parent.name).collect();
    if parents.is_empty() {
        collect_types(&TRUST_FRAMEWORK_POLICY, &mut |kind| {
            if holds(kind) {
                parents.push(kind.name);
            }
        });
    }
    parents.sort_unstable();
    parents.dedup();
    parents
}

/// Visits every type of the table, some more than once. The table has no cycle.
pub(super) fn collect_types(kind: &'static ElementType, visit: &mut impl FnMut(&'static ElementType)) {
    visit(kind);
    for child in kind.children() {
        collect_types(child.element, visit);
    }
}
