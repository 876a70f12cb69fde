//! What the caller changes about generated items: names, attributes and types.

use super::derives;
use super::selectors::{Kind, Report, Selectors, Target};
use crate::attribute::Attribute;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{
    CONTRADICTORY_ARGUMENTS, Code, INVALID_ATTRIBUTE, INVALID_NAME, INVALID_TYPE, UNKNOWN_SELECTOR,
};
use crate::model::{Policy, fold};
use crate::naming;
use crate::options::{Argument, ItemAttribute, Options, Rename, TypeOverride};
use claimsmith_profile::DataType;
use std::collections::BTreeMap;

/// The changes that can be made, by what they are made to.
#[derive(Debug, Default)]
pub(super) struct Customization {
    names: BTreeMap<Target, String>,
    attributes: BTreeMap<Target, Vec<Attribute>>,
    types: BTreeMap<Target, String>,
}

impl Customization {
    /// Reads the arguments and reports what is wrong with them.
    pub(super) fn read(selectors: &Selectors<'_, '_>, report: &mut Report<'_>) -> Self {
        let mut customization = Self::default();
        let options = selectors.options;
        let are_void = selectors.are_void(report);
        let mut reader = Reader { selectors, report, are_void };
        for rename in &options.rename {
            reader.rename(rename, &mut customization.names);
        }
        for attribute in &options.attributes {
            reader.attribute(attribute, &mut customization.attributes);
        }
        for own in &options.types {
            reader.own_type(own, &mut customization.types);
        }
        customization
    }

    /// The name that a client was given.
    pub(super) fn client_name(&self, profile: &str) -> Option<String> {
        self.names.get(&Target::Profile(fold(profile))).cloned()
    }

    /// The name that the field of a claim was given.
    pub(super) fn field_name(&self, profile: &str, claim: &str) -> Option<String> {
        nearest(&self.names, profile, claim)
    }

    /// The type that a claim was given.
    pub(super) fn type_of(&self, profile: &str, claim: &str) -> Option<String> {
        nearest(&self.types, profile, claim)
    }

    /// The attributes that a claims struct was given.
    pub(super) fn of_struct(&self, profile: &str) -> Vec<Attribute> {
        self.attributes.get(&Target::Profile(fold(profile))).cloned().unwrap_or_default()
    }

    /// The attributes that a field was given: first those of the claim in every profile, then those in this one.
    pub(super) fn of_field(&self, profile: &str, claim: &str) -> Vec<Attribute> {
        let [here, everywhere] = targets(profile, claim);
        [everywhere, here].iter().filter_map(|target| self.attributes.get(target)).flatten().cloned().collect()
    }
}

/// A claim in one profile, and in all.
fn targets(profile: &str, claim: &str) -> [Target; 2] {
    [Target::Claim(Some(fold(profile)), fold(claim)), Target::Claim(None, fold(claim))]
}

/// What was said of a claim in this profile, else of the claim in every profile.
fn nearest(said: &BTreeMap<Target, String>, profile: &str, claim: &str) -> Option<String> {
    targets(profile, claim).iter().find_map(|target| said.get(target)).cloned()
}

struct Reader<'r, 's, 'a, 'd> {
    selectors: &'r Selectors<'s, 'a>,
    report: &'r mut Report<'d>,
    /// Whether nobody knows what selectors would match.
    are_void: bool,
}

impl Reader<'_, '_, '_, '_> {
    fn rename(&mut self, rename: &Rename, names: &mut BTreeMap<Target, String>) {
        let target = self.target(Kind::Rename, &rename.selector);
        let name = rename.name.value.as_str();
        if !naming::is_name(name) {
            let finding = finding(INVALID_NAME, format!("`{name}` is not a Rust name"), &rename.name);
            return self.report.push(finding.help("use ASCII letters, digits and `_`"));
        }
        self.give(Kind::Rename, target, (&rename.selector, name), names);
    }

    fn own_type(&mut self, own: &TypeOverride, types: &mut BTreeMap<Target, String>) {
        let target = self.target(Kind::Types, &own.selector);
        let path = own.path.value.as_str();
        if !naming::is_path(path) {
            let finding = finding(INVALID_TYPE, format!("`{path}` is not the path of a type"), &own.path);
            return self.report.push(finding.help(
                "write a path such as `crate::Birthday` or `::uuid::Uuid`; for a type with parameters, the path of an alias",
            ));
        }
        if let Some(Target::Claim(_, claim)) = &target
            && let Some(data_type) = data_type(claim, self.selectors.policy)
            && !may_hold(path, data_type)
        {
            let message = format!(
                "`{path}` does not hold the claim `{}`, whose data type is `{}`",
                own.selector.value,
                data_type.name()
            );
            self.report.push(
                finding(INVALID_TYPE, message, &own.path)
                    .help("leave this type out: the field has the right one without it"),
            );
        }
        self.give(Kind::Types, target, (&own.selector, path), types);
    }

    fn attribute(&mut self, item: &ItemAttribute, attributes: &mut BTreeMap<Target, Vec<Attribute>>) {
        let target = self.target(Kind::Attributes, &item.selector);
        let parsed = Attribute::parse(&item.attribute.value);
        let Ok(attribute) = parsed.map_err(|reason| self.refuse(&item.attribute, reason)) else { return };
        if attribute.is("cfg") {
            return self
                .refuse(&item.attribute, "would take the item away, and the rest of the generated code names it");
        }
        if let Some(Target::Claim(..)) = target
            && attribute.is("derive")
        {
            return self.refuse(&item.attribute, "belongs to a struct: name a profile");
        }
        let Some(target) = target else { return };
        let known = attributes.entry(target).or_default();
        derives_of(&attribute, &item.attribute, known, self.selectors.options)
            .into_iter()
            .for_each(|finding| self.report.push(finding));
        known.push(attribute);
    }

    fn refuse(&mut self, attribute: &Argument, reason: &str) {
        let message = format!("the attribute `{}` {reason}", attribute.value);
        let help =
            "write one outer attribute, for example `#[derive(Hash)]` for a profile or `#[doc = \"…\"]` for a claim";
        self.report.push(finding(INVALID_ATTRIBUTE, message, attribute).help(help));
    }

    fn target(&mut self, kind: Kind, selector: &Argument) -> Option<Target> {
        match self.selectors.target(kind, selector) {
            Ok(target) => Some(target),
            Err(finding) => {
                // A contradiction stands whatever is generated.
                if !self.are_void || finding.code != UNKNOWN_SELECTOR {
                    self.report.push(*finding);
                }
                None
            }
        }
    }

    /// Notes what a selector gives its target, which nothing else may have given it.
    fn give(
        &mut self,
        kind: Kind,
        target: Option<Target>,
        (selector, value): (&Argument, &str),
        given: &mut BTreeMap<Target, String>,
    ) {
        let Some(target) = target else { return };
        if given.insert(target, value.to_owned()).is_some() {
            let message = format!("`{}` names `{}` twice", kind.name(), selector.value);
            self.report.push(finding(CONTRADICTORY_ARGUMENTS, message, selector).help("keep one of the two"));
        }
    }
}

fn finding(code: Code, message: String, argument: &Argument) -> Diagnostic {
    let mut finding = Diagnostic::new(code, message);
    finding.argument = Some(argument.index);
    finding
}

/// What is wrong with the derives of an attribute, beside those of the same struct and those of every struct.
fn derives_of(attribute: &Attribute, argument: &Argument, known: &[Attribute], options: &Options) -> Vec<Diagnostic> {
    let mut earlier: Vec<String> = options.derive.iter().map(|derive| derive.value.clone()).collect();
    earlier.extend(known.iter().flat_map(Attribute::derives));
    let mut findings = Vec::new();
    for derive in attribute.derives() {
        findings.extend(derives::refused(&derive, argument));
        findings.extend(derives::repeated(&derive, argument, earlier.iter().map(String::as_str)));
        earlier.push(derive);
    }
    findings
}

fn data_type(claim: &str, policy: &Policy<'_>) -> Option<DataType> {
    let declared = policy.claim_types.iter().find(|claim_type| claim_type.id.eq_ignore_ascii_case(claim))?;
    declared.data_type.map(|data_type| data_type.value)
}

/// Whether a type of Rust's own reads values of a data type; of other types only rustc knows.
fn may_hold(path: &str, data_type: DataType) -> bool {
    let is_text = matches!(
        data_type,
        DataType::String | DataType::Date | DataType::DateTime | DataType::Duration | DataType::PhoneNumber
    );
    match path.trim_start_matches("::") {
        "bool" | "core::primitive::bool" => data_type == DataType::Boolean,
        "i32" | "core::primitive::i32" => data_type == DataType::Int,
        "i64" | "core::primitive::i64" => matches!(data_type, DataType::Int | DataType::Long),
        "String" | "std::string::String" => is_text,
        _ => true,
    }
}
