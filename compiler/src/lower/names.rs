//! Rust names of clients and claims: from the id, or from a rename; a collision is an error with both places.

use crate::ast::Text;
use crate::diagnostic::codes::{INVALID_NAME, NAME_COLLISION, UNKNOWN_SELECTOR};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::naming;
use crate::options::{Argument, Options, Rename};
use std::collections::BTreeMap;

/// Types that every policy generates beside its clients.
const OWN_TYPES: &[&str] = &["Policy", "PolicyConfig", "SignedIn"];

/// What the names of the types of one client end in.
const SUFFIXES: &[&str] = &["", "Config", "Inputs", "Claims"];

/// The names that were assigned, by profile id and claim id in lower case.
#[derive(Debug, Default)]
pub(super) struct Names {
    clients: BTreeMap<String, (String, String)>,
    claims: BTreeMap<(String, String), String>,
}

impl Names {
    pub(super) fn assign(
        policy: &Policy<'_>,
        profiles: &[&TechnicalProfile<'_>],
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        for rename in &options.rename {
            check_rename(rename, policy, profiles, diagnostics);
        }
        let mut names = Self::default();
        names.assign_clients(profiles, options, diagnostics);
        for profile in profiles {
            for list in [&profile.input_claims, &profile.output_claims] {
                names.assign_claims(profile, list, options, diagnostics);
            }
        }
        names
    }

    /// Name of the client type of a profile.
    pub(super) fn client(&self, profile: &Text) -> Option<String> {
        self.clients.get(&profile.to_ascii_lowercase()).map(|(name, _)| name.clone())
    }

    /// Name of the field and method of a profile on the policy.
    pub(super) fn field(&self, profile: &Text) -> Option<String> {
        self.clients.get(&profile.to_ascii_lowercase()).map(|(_, field)| field.clone())
    }

    /// Name of the field of a claim.
    pub(super) fn claim(&self, profile: &Text, claim: &str) -> Option<String> {
        self.claims.get(&(profile.to_ascii_lowercase(), claim.to_ascii_lowercase())).cloned()
    }

    fn assign_clients(&mut self, profiles: &[&TechnicalProfile<'_>], options: &Options, diagnostics: &mut Diagnostics) {
        let mut taken: BTreeMap<String, &Text> = BTreeMap::new();
        for profile in profiles {
            let renamed = rename(options, &[&profile.id.value]);
            let Some(name) = renamed.or_else(|| naming::type_name(profile.id)) else {
                diagnostics.push(unnameable("technical profile", profile.id));
                continue;
            };
            let own = OWN_TYPES.contains(&name.as_str());
            let field = naming::field_name(&name).unwrap_or_else(|| name.to_ascii_lowercase());
            let types = SUFFIXES.iter().map(|suffix| format!("{name}{suffix}"));
            // Types are capitalised, so the field never meets one of them.
            let clash = types.chain([field.clone()]).find_map(|name| taken.insert(name, profile.id));
            if own || clash.is_some() {
                diagnostics.push(collision(&name, "technical profile", profile.id, clash));
                continue;
            }
            self.clients.insert(profile.id.to_ascii_lowercase(), (name, field));
        }
    }

    fn assign_claims(
        &mut self,
        profile: &TechnicalProfile<'_>,
        list: &[ClaimReference<'_>],
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) {
        let mut taken: BTreeMap<String, &Text> = BTreeMap::new();
        for reference in list {
            let claim = reference.claim_type;
            let pair = format!("{}/{}", profile.id.value, claim.value);
            let Some(name) = rename(options, &[&pair, &claim.value]).or_else(|| naming::field_name(claim)) else {
                diagnostics.push(unnameable("claim", claim));
                continue;
            };
            let clash = taken.insert(name.clone(), claim).filter(|other| !other.eq_ignore_ascii_case(claim));
            if clash.is_some() {
                diagnostics.push(collision(&name, "claim", claim, clash));
                continue;
            }
            self.claims.insert((profile.id.to_ascii_lowercase(), claim.to_ascii_lowercase()), name);
        }
    }
}

/// The name that the first of these selectors was given.
fn rename(options: &Options, selectors: &[&str]) -> Option<String> {
    selectors.iter().find_map(|selector| {
        let found = options.rename.iter().find(|rename| rename.selector.value.eq_ignore_ascii_case(selector))?;
        Some(found.name.value.clone())
    })
}

fn unnameable(kind: &str, id: &Text) -> Diagnostic {
    Diagnostic::new(INVALID_NAME, format!("the {kind} `{}` has no Rust name", id.value))
        .at(id.span, "a name is made of ASCII letters and digits only")
        .help(format!("give it one: `rename = {{ \"{}\" = \"…\" }}`", id.value))
}

fn collision(name: &str, kind: &str, id: &Text, other: Option<&Text>) -> Diagnostic {
    let what = other.map_or_else(
        || format!("the {kind} `{}` and a type of every policy", id.value),
        |other| format!("the {kind}s `{}` and `{}`", other.value, id.value),
    );
    let finding = Diagnostic::new(NAME_COLLISION, format!("{what} would both be `{name}`"))
        .at(id.span, format!("becomes `{name}`"))
        .help(format!("give one of them another name: `rename = {{ \"{}\" = \"…\" }}`", id.value));
    match other {
        Some(other) => finding.label(other.span, format!("becomes `{name}` too")),
        None => finding,
    }
}

fn check_rename(
    rename: &Rename,
    policy: &Policy<'_>,
    profiles: &[&TechnicalProfile<'_>],
    diagnostics: &mut Diagnostics,
) {
    let selector = &rename.selector;
    let known = match selector.value.split_once('/') {
        Some((profile, claim)) => {
            profiles.iter().any(|it| it.id.eq_ignore_ascii_case(profile) && names_claim(it, claim))
        }
        None => {
            profiles.iter().any(|it| it.id.eq_ignore_ascii_case(&selector.value) || names_claim(it, &selector.value))
        }
    };
    // After a wrong name in `profiles` nobody knows what the others would match.
    let none_wanted = profiles.is_empty() && diagnostics.errors().any(|finding| finding.code == UNKNOWN_SELECTOR);
    if !known && !none_wanted {
        diagnostics.push(unknown_selector(selector, policy, profiles));
    }
    if !naming::is_name(&rename.name.value) {
        let message = format!("`{}` is not a Rust name", rename.name.value);
        let mut finding = Diagnostic::new(INVALID_NAME, message).help("use ASCII letters, digits and `_`");
        finding.argument = Some(rename.name.index);
        diagnostics.push(finding);
    }
}

fn names_claim(profile: &TechnicalProfile<'_>, claim: &str) -> bool {
    profile.input_claims.iter().chain(&profile.output_claims).any(|it| it.claim_type.eq_ignore_ascii_case(claim))
}

fn unknown_selector(selector: &Argument, policy: &Policy<'_>, profiles: &[&TechnicalProfile<'_>]) -> Diagnostic {
    let message = format!("`rename` names `{}`, which is neither a profile nor a claim of one", selector.value);
    let claims = policy.claim_types.iter().map(|claim_type| claim_type.id.as_str());
    let known: Vec<&str> = profiles.iter().map(|profile| profile.id.as_str()).chain(claims).collect();
    let mut finding =
        Diagnostic::new(UNKNOWN_SELECTOR, message).maybe_help(did_you_mean(&selector.value, known.iter().copied()));
    finding.argument = Some(selector.index);
    finding
}
