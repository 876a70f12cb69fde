//! Functions from claims to claims: what is there of one, and what differs between two for the same technical profile.

use super::attributes;
use super::change::{Change, Kind, Level};
use super::claims;
use super::compare::matched;
use super::derives::CommonDerives;
use super::modules;
use super::surface::{self, Claim, Field, Policy};
use super::validation::{self, ClaimRules};
use super::written;
use crate::attribute::Attribute;
use crate::ir::{self, Place, Places};
use claimsmith_profile::transformation::Transformation;
use std::collections::BTreeSet;

/// What is generated from a technical profile that does nothing but run claims transformations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Id of the technical profile.
    pub id: String,
    /// `DisplayName`: the first line of its documentation.
    pub display_name: String,
    /// Name of the function.
    pub name: String,
    /// The stem of the names of its types.
    pub stem: String,
    /// Its module below `profiles`; `None` where everything stands at the root.
    pub module: Option<String>,
    /// Where the technical profile is declared.
    pub place: Place,
    /// Where its parts stand.
    pub places: Places,
    /// What it is given.
    pub inputs: Vec<FunctionInput>,
    /// What it gives.
    pub claims: Vec<Claim>,
    /// Methods of the claims struct: what the policy asks of claims, and how it shows them.
    pub claims_methods: BTreeSet<String>,
    /// What stands behind those methods.
    pub claim_rules: Vec<ClaimRules>,
    /// Attributes that the caller gave the claims struct.
    pub attributes: Vec<Attribute>,
    /// The claims transformations that it runs.
    pub transformations: Vec<String>,
    /// What makes two lists of them the same.
    exact_transformations: String,
}

/// A claim that a function is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionInput {
    /// Id of the claim type.
    pub claim: String,
    /// What the function takes when nothing is given.
    pub default: Option<String>,
    /// Whether the function fails without a value.
    pub is_required: bool,
    /// The field.
    pub field: Field,
}

pub(super) fn function(function: &ir::Function, module: Option<String>) -> Function {
    let profile = &function.profile;
    let steps = &profile.transformations;
    let runs: Vec<&Transformation> = steps.before.iter().chain(steps.after.iter()).collect();
    Function {
        id: profile.id.to_string(),
        display_name: profile.display_name.to_string(),
        name: function.name.clone(),
        stem: function.stem.clone(),
        module,
        place: function.place.clone(),
        places: function.places.clone(),
        inputs: function.inputs.iter().filter_map(|field| input(field, function)).collect(),
        claims: function.claims.iter().filter_map(|field| surface::claim(field, profile, &runs)).collect(),
        claims_methods: validation::methods(profile, &function.claims),
        claim_rules: validation::rules(profile, &function.claims),
        attributes: function.attributes.clone(),
        transformations: runs.iter().map(|it| it.id.to_string()).collect(),
        exact_transformations: exact(function),
    }
}

/// What a function does, with claims by their ids: their places differ when another claim is there. Defaults that nobody can
/// change are part of it.
fn exact(function: &ir::Function) -> String {
    let profile = &function.profile;
    let steps = &profile.transformations;
    let outputs = profile.outputs.iter().map(|it| &it.claim);
    let mut text = format!("{:?} {:?} {:?}", steps.before, steps.after, steps.languages);
    for (index, claim) in outputs.chain(steps.claims.iter().map(|it| &it.claim)).enumerate() {
        text = text.replace(&format!("Slot {{ index: {index},"), &format!("Slot {{ {claim},"));
    }
    let is_open = |index: usize| function.inputs.iter().any(|field| field.index == index);
    let fixed = profile.inputs.iter().enumerate().filter(|(index, _)| !is_open(*index));
    fixed.fold(text, |text, (_, it)| format!("{text} {} {:?} {:?}", it.claim, it.default, it.resolver))
}

fn input(field: &ir::ClaimField, function: &ir::Function) -> Option<FunctionInput> {
    let input = function.profile.inputs.get(field.index)?;
    Some(FunctionInput {
        claim: field.claim.clone(),
        default: written::default_value(input.default.as_ref(), input.resolver.as_ref()),
        is_required: !field.optional,
        field: surface::field(field),
    })
}

/// The functions of two policies that belong together, and those of one side only.
pub(super) struct Matched<'p> {
    pairs: Vec<(&'p Function, &'p Function)>,
    removed: Vec<&'p Function>,
    added: Vec<&'p Function>,
}

impl<'p> Matched<'p> {
    pub(super) fn of(old: &'p Policy, new: &'p Policy) -> Self {
        let is_same = |a: &Function, b: &Function| a.id.eq_ignore_ascii_case(&b.id);
        let (mut pairs, removed, added) = matched(&old.functions, &new.functions, is_same);
        // A profile whose id changed while its Rust name did not is still the same function.
        let (renamed, removed, added) = matched(removed, added, |a: &Function, b: &Function| a.name == b.name);
        pairs.extend(renamed);
        Self { pairs, removed, added }
    }

    /// The attributes of the claims structs that belong together.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'p [Attribute], &'p [Attribute])> {
        self.pairs.iter().map(|(old, new)| (old.attributes.as_slice(), new.attributes.as_slice()))
    }

    /// What differs.
    pub(super) fn changes(&self, new: &Policy, derives: &CommonDerives<'_>) -> Vec<Change> {
        let removed = self.removed.iter().map(|function| removed(function, new));
        let added = self.added.iter().map(|function| added(function));
        let compared = self.pairs.iter().flat_map(|(old, after)| {
            let moved = modules::of_functions(old, after, new).map(|change| placed(of(after, change), old, after));
            compare(old, after, derives).into_iter().chain(moved)
        });
        removed.chain(added).chain(compared).collect()
    }
}

fn removed(function: &Function, new: &Policy) -> Change {
    let Function { id, name, stem, .. } = function;
    let reason = match new.omitted.get(&id.to_ascii_lowercase()) {
        Some(reason) => format!("its technical profile `{id}` {reason}"),
        None => {
            format!("the policy does not define the technical profile `{id}`, or not as one of claims transformations")
        }
    };
    let message = format!("the function `{name}` vanished with `{stem}Inputs` and `{stem}Claims`: {reason}");
    let change = Change::new(Kind::FunctionRemoved, Level::Breaking, name.clone(), message)
        .advice("remove the calls, or name the technical profile among the `profiles`")
        .values(Some(id), None)
        .places(Some(&function.place), None);
    of(function, change)
}

fn added(function: &Function) -> Change {
    let message = format!("there is the function `{}`, from the technical profile `{}`", function.name, function.id);
    let change = Change::new(Kind::FunctionAdded, Level::Minor, function.name.clone(), message)
        .advice("nothing; it is there to be called")
        .values(None, Some(&function.id))
        .places(None, Some(&function.place));
    of(function, change)
}

fn of(function: &Function, change: Change) -> Change {
    Change { profile: Some(function.id.clone()), ..change }
}

fn compare(old: &Function, new: &Function, derives: &CommonDerives<'_>) -> Vec<Change> {
    let claims_struct = format!("{}Claims", new.stem);
    let mut changes = names(old, new);
    changes.extend(methods(old, new, &claims_struct));
    changes.extend(derives.changes_of(&old.attributes, &new.attributes, &claims_struct));
    changes.extend(attributes::compare(&old.attributes, &new.attributes, &claims_struct));
    let outputs = (&old.places.outputs, &new.places.outputs);
    changes.extend(claims::claims((&old.claims, &new.claims), outputs, &claims_struct));
    changes.extend(inputs(old, new));
    changes.extend(validation::compare(&old.claim_rules, &new.claim_rules, &claims_struct));
    changes.extend(transformations(old, new));
    changes.into_iter().map(|change| placed(of(new, change), old, new)).collect()
}

/// A change without a place of its own is at the technical profile.
fn placed(change: Change, old: &Function, new: &Function) -> Change {
    if change.place().is_some() { change } else { change.places(Some(&old.place), Some(&new.place)) }
}

fn names(old: &Function, new: &Function) -> Vec<Change> {
    let mut changes = Vec::new();
    if (&old.name, &old.stem) != (&new.name, &new.stem) {
        let message = format!("`{}` with its inputs and claims is called `{}`", old.name, new.name);
        changes.push(
            Change::new(Kind::FunctionName, Level::Breaking, new.name.clone(), message)
                .advice(format!("use the new name, or keep the old one: rename `{}` to `{}`", new.id, old.name))
                .values(Some(&old.name), Some(&new.name)),
        );
    }
    if (&old.id, &old.display_name) != (&new.id, &new.display_name) {
        let written = |function: &Function| format!("{} ({})", function.id, function.display_name);
        let message = format!("the documentation of `{}` names its technical profile otherwise", new.name);
        changes.push(
            Change::new(Kind::Documentation, Level::Patch, new.name.clone(), message)
                .advice("nothing")
                .values(Some(&written(old)), Some(&written(new))),
        );
    }
    changes
}

fn methods(old: &Function, new: &Function, owner: &str) -> Vec<Change> {
    let removed = old.claims_methods.difference(&new.claims_methods).map(|method| {
        Change::new(
            Kind::MethodRemoved,
            Level::Breaking,
            format!("{owner}::{method}"),
            format!("`{owner}::{method}` is gone"),
        )
        .advice("remove the calls: the policy no longer says how")
        .values(Some(method), None)
    });
    let added = new.claims_methods.difference(&old.claims_methods).map(|method| {
        Change::new(
            Kind::MethodAdded,
            Level::Minor,
            format!("{owner}::{method}"),
            format!("there is `{owner}::{method}`"),
        )
        .advice("nothing; it is there to be used")
        .values(None, Some(method))
    });
    removed.chain(added).collect()
}

fn inputs(old: &Function, new: &Function) -> Vec<Change> {
    let owner = format!("{}Inputs", new.stem);
    let is_same = |a: &FunctionInput, b: &FunctionInput| a.claim.eq_ignore_ascii_case(&b.claim);
    let (pairs, removed, added) = matched(&old.inputs, &new.inputs, is_same);
    let mut changes: Vec<Change> =
        removed.into_iter().map(|it| claims::removed_input(&it.field, &owner, "nothing reads it any more")).collect();
    for input in added {
        let item = format!("{owner}::{}", input.field.name);
        let (level, advice) = match input.is_required {
            true => (Level::Breaking, "give it in every call"),
            false => (
                Level::Minor,
                "nothing; only code that writes out all inputs without `..Default::default()` has to name it",
            ),
        };
        let message = format!("there is `{item}`, `{}`", input.field.full_type());
        changes.push(
            Change::new(Kind::InputAdded, level, item, message)
                .advice(advice)
                .values(None, Some(&input.field.full_type())),
        );
    }
    for (before, after) in pairs {
        changes.extend(claims::field(&before.field, &after.field, &owner));
        let item = format!("{owner}::{}", after.field.name);
        changes.extend(input_type(before, after, &item));
        changes.extend(default(before, after, &item));
    }
    changes
}

fn input_type(before: &FunctionInput, after: &FunctionInput, item: &str) -> Option<Change> {
    let (was, is) = (before.field.full_type(), after.field.full_type());
    let kind = match (before.is_required, after.is_required) {
        (false, true) => Kind::InputRequired,
        (true, false) => Kind::InputOptional,
        _ => Kind::InputType,
    };
    (was != is).then(|| {
        Change::new(kind, Level::Breaking, item, format!("`{item}` is `{is}` instead of `{was}`"))
            .advice("change what sets it")
            .values(Some(&was), Some(&is))
    })
}

fn default(before: &FunctionInput, after: &FunctionInput, item: &str) -> Option<Change> {
    let (was, is) = (before.default.as_deref(), after.default.as_deref());
    (was != is).then(|| {
        let [old, new] = [was, is].map(|default| shown(default.unwrap_or_default()));
        Change::new(
            Kind::ClaimDefault,
            Level::Patch,
            item,
            format!("the default of `{item}` is {new} instead of {old}"),
        )
        .advice("change what relies on the old default")
        .values(was, is)
    })
}

fn transformations(old: &Function, new: &Function) -> Option<Change> {
    let written = |function: &Function| function.transformations.join(", ");
    let (was, is) = (written(old), written(new));
    let message = if was == is {
        format!("`{}` does something else with its claims transformations or defaults", new.name)
    } else {
        format!("`{}` runs {} instead of {}", new.name, shown(&is), shown(&was))
    };
    (old.exact_transformations != new.exact_transformations).then(|| {
        Change::new(Kind::Transformations, Level::Patch, new.name.clone(), message)
            .advice("nothing in code; see that what it gives is what you expect")
            .values(Some(&was), Some(&is))
    })
}

fn shown(ids: &str) -> String {
    if ids.is_empty() { "nothing".to_owned() } else { format!("`{ids}`") }
}
