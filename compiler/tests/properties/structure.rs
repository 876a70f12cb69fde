//! Elements and attributes in the wrong place, missing, repeated or misspelled; stray text; repeated ids.

use crate::digest::{KEYS, REQUIRED_ATTRIBUTES, REQUIRED_CHILDREN, is_repeatable};
use crate::policies::{Element, Sets};
use crate::slip::{Slip, all_are_found, are_found, error};

const CASES: usize = 200;
const CASES_OF_A_ROW: usize = 8;

/// Ways to misspell a name.
fn misspelled(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let doubled: String = name.chars().chain(letters.last().copied()).collect();
    let (first, rest) = letters.split_first().expect("a name");
    let other_case = if first.is_uppercase() { first.to_ascii_lowercase() } else { first.to_ascii_uppercase() };
    let other_case: String = std::iter::once(other_case).chain(rest.iter().copied()).collect();
    let mut exchanged = letters.clone();
    exchanged.swap(0, 1);
    [doubled, other_case, exchanged.into_iter().collect()].into_iter().filter(|wrong| wrong != name).collect()
}

/// The other spelling of an id.
fn in_other_case(id: &str) -> String {
    let flipped = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    id.chars().map(flipped).collect()
}

#[test]
fn an_element_out_of_order() {
    let sets = Sets::read();
    let slips = sets.each_element(|parent| {
        let children: Vec<_> = parent.children().collect();
        let pairs = children.windows(2).filter(|pair| pair[0].name() != pair[1].name());
        pairs
            .map(|pair| {
                let (first, second) = (pair[0].node.range(), pair[1].node.range());
                let gap = parent.between(first.end, second.start);
                let exchanged = format!("{}{gap}{}", pair[1].written(), pair[0].written());
                let second_place = first.start + second.len() + gap.len();
                let mut slip = Slip::new(parent.at, first.start..second.end, exchanged, error(&["CS0202"]));
                slip.places.push(second_place);
                slip
            })
            .collect()
    });
    are_found(&sets, &slips, CASES);
}

#[test]
fn a_missing_element() {
    let sets = Sets::read();
    let kinds = REQUIRED_CHILDREN.iter().map(|(parent, child)| {
        let slips = sets.each_element(|element| {
            let gone: Vec<_> = element.children().filter(|it| it.name() == *child).collect();
            if element.name() != *parent || gone.is_empty() {
                return Vec::new();
            }
            let edits = gone.iter().rev().map(|it| (it.node.range(), String::new())).collect();
            vec![Slip { at: element.at, edits, places: vec![element.start()], expected: error(&["CS0203"]) }]
        });
        (format!("{parent}/{child}"), slips)
    });
    all_are_found(&sets, kinds, CASES_OF_A_ROW);
}

#[test]
fn a_repeated_element() {
    let sets = Sets::read();
    let slips = sets.each_element(|element| {
        if element.parent().is_empty() || is_repeatable(element.parent(), element.name()) {
            return Vec::new();
        }
        let end = element.node.range().end;
        let mut slip = Slip::new(element.at, end..end, format!("\n{}", element.written()), error(&["CS0204"]));
        slip.places = vec![end + 1];
        vec![slip]
    });
    are_found(&sets, &slips, CASES);
}

#[test]
fn an_unknown_element() {
    let sets = Sets::read();
    let slips = sets.each_element(|element| {
        let place = element.content_start().filter(|_| element.holds_elements());
        let insert = |at| Slip::new(element.at, at..at, "<Unheard Of='it' />", error(&["CS0201"]));
        place.map(insert).into_iter().collect()
    });
    are_found(&sets, &slips, CASES);
}

#[test]
fn a_misspelled_element() {
    let sets = Sets::read();
    let slips = sets.each_element(|element| {
        if element.parent().is_empty() {
            return Vec::new();
        }
        let renamed = |name: String| {
            let start = element.start() + 1;
            let end_tag = format!("</{}>", element.name());
            let mut edits = vec![(start..element.name_end(), name.clone())];
            if element.written().ends_with(&end_tag) {
                let end = element.node.range().end;
                edits.insert(0, (end - end_tag.len()..end, format!("</{name}>")));
            }
            Slip { at: element.at, edits, places: vec![start], expected: error(&["CS0201"]) }
        };
        misspelled(element.name()).into_iter().map(renamed).collect()
    });
    are_found(&sets, &slips, CASES);
}

#[test]
fn an_unknown_attribute() {
    let sets = Sets::read();
    let slips = sets.each_element(|element| {
        let at = element.name_end();
        vec![Slip::new(element.at, at..at, " Unheard='of'", error(&["CS0205"]))]
    });
    are_found(&sets, &slips, CASES);
}

#[test]
fn a_misspelled_attribute() {
    let sets = Sets::read();
    let slips = sets.each_element(|element| {
        let attributes = element.node.attributes();
        let renamed = attributes.flat_map(|attribute| {
            misspelled(attribute.name())
                .into_iter()
                .map(move |name| Slip::new(element.at, attribute.range_qname(), name, error(&["CS0205"])))
        });
        renamed.collect()
    });
    are_found(&sets, &slips, CASES);
}

#[test]
fn a_missing_attribute() {
    let sets = Sets::read();
    let rows = REQUIRED_ATTRIBUTES.iter();
    let rows = rows.flat_map(|(parent, name, attributes)| attributes.iter().map(move |it| (parent, name, it)));
    let kinds = rows.map(|(parent, name, attribute)| {
        let slips = sets.each_element(|element| {
            if element.name() != *name || !(parent.is_empty() || element.parent() == *parent) {
                return Vec::new();
            }
            let gone = element.node.attribute_node(*attribute).expect("a required attribute is there").range();
            let mut slip = Slip::new(element.at, gone, "", error(&["CS0206"]));
            slip.places = vec![element.start()];
            vec![slip]
        });
        (format!("{parent}/{name}@{attribute}"), slips)
    });
    all_are_found(&sets, kinds, CASES_OF_A_ROW);
}

#[test]
fn a_repeated_id() {
    let sets = Sets::read();
    let kinds = KEYS.iter().map(|(parent, name, attribute, is_id)| {
        let slips = sets.each_element(|element| {
            if element.name() != *name || element.parent() != *parent {
                return Vec::new();
            }
            let id = element.node.attribute(*attribute).expect("an id is there");
            let ids = [Some(id.to_owned()), is_id.then(|| in_other_case(id)).filter(|other| other != id)];
            ids.into_iter().flatten().map(|id| repeated(element, attribute, &id)).collect()
        });
        (format!("{parent}/{name}@{attribute}"), slips)
    });
    all_are_found(&sets, kinds, CASES_OF_A_ROW);
}

fn repeated(element: &Element<'_, '_>, attribute: &str, id: &str) -> Slip {
    let (range, value) = (element.node.range(), element.value(attribute).expect("there"));
    let mut copy = element.written().to_owned();
    copy.replace_range(value.start - range.start..value.end - range.start, id);
    let mut slip = Slip::new(element.at, range.end..range.end, format!("\n{copy}"), error(&["CS0208"]));
    slip.places = vec![range.end + 1];
    slip
}

#[test]
fn stray_text() {
    let sets = Sets::read();
    let slips = sets.each_element(|element| {
        let place = element.content_start().filter(|_| element.holds_elements());
        let insert = |at| Slip::new(element.at, at..at, "--&gt; left over", error(&["CS0209"]));
        place.map(insert).into_iter().collect()
    });
    are_found(&sets, &slips, CASES);
}

#[test]
fn text_that_is_not_xml() {
    let sets = Sets::read();
    let slips = sets.each_element(|element| {
        let attributes = element.node.attributes().map(|attribute| attribute.range_value().start);
        let content = element.content_start().filter(|_| element.holds_elements());
        let values = attributes.map(|at| (at, "<yourtenant>")).chain(content.map(|at| (at, "R&D")));
        values.map(|(at, text)| Slip::new(element.at, at..at, text, error(&["CS0101"]))).collect()
    });
    are_found(&sets, &slips, CASES);
}
