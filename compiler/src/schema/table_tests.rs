//! The table against what its readers rely on.

use super::children::{MOST_CHILDREN, collect_types};
use super::element_type::{Content, ElementType};
use super::table::TRUST_FRAMEWORK_POLICY;
use super::value::ValueType;
use crate::diagnostic::Severity;
use std::collections::BTreeSet;

fn each_type(mut visit: impl FnMut(&'static ElementType)) {
    collect_types(&TRUST_FRAMEWORK_POLICY, &mut visit);
}

fn assert_distinct(owner: &str, names: Vec<&str>) {
    let distinct: BTreeSet<&str> = names.iter().copied().collect();
    assert!(names.len() <= MOST_CHILDREN, "{owner} lists too many names");
    assert_eq!(distinct.len(), names.len(), "{owner} lists a name twice");
}

#[test]
fn names_are_distinct_and_few_enough_to_be_counted_in_bits() {
    each_type(|kind| {
        assert_distinct(kind.name, kind.children().iter().map(|child| child.element.name).collect());
        assert_distinct(kind.name, kind.attributes.iter().map(|attribute| attribute.name).collect());
    });
}

#[test]
fn every_enumeration_has_distinct_values() {
    let check = |owner: &str, value: ValueType| {
        if let ValueType::Enumeration(values) = value {
            assert!(!values.is_empty(), "{owner} has an enumeration without values");
            assert_distinct(owner, values.to_vec());
        }
    };
    each_type(|kind| {
        kind.attributes.iter().for_each(|attribute| check(kind.name, attribute.value));
        if let Content::Text(value) = kind.content {
            check(kind.name, value);
        }
    });
}

#[test]
fn every_key_leads_to_an_attribute_that_is_required_where_the_schema_declares_the_key() {
    each_type(|kind| {
        for key in kind.keys {
            let target = key.path.iter().fold(kind, |at, name| {
                let child = at.children().iter().find(|child| child.element.name == *name);
                child.unwrap_or_else(|| panic!("the key path {:?} of {} ends at {name}", key.path, kind.name)).element
            });
            let attribute = target.attributes.iter().find(|attribute| attribute.name == key.attribute);
            let is_declared = key.severity == Severity::Error;
            assert!(attribute.is_some_and(|attribute| attribute.required || !is_declared), "{}", kind.name);
        }
    });
}

#[test]
fn no_element_has_children_that_cannot_be_left_out_of_a_choice() {
    each_type(|kind| {
        if let Content::Choice(children) = kind.content {
            assert!(children.iter().all(|child| !child.required), "{}", kind.name);
        }
    });
}
