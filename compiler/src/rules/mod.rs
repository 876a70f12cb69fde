//! Stage 5: semantic rules over a merged policy.
//!
//! One file a rule, one folder a subject:
//!
//! - `references`: what is named is there
//! - `inheritance`: what a derived policy makes of its bases
//! - `metadata`: metadata and cryptographic keys
//! - `keys`: the policy keys that exist in the tenant
//! - `claims`: claim types and predicates, default values, partner claim types, claim resolvers
//! - `transformations`: claims transformations
//! - `journeys`: user journeys and the relying party
//!
//! `completeness` decides how much is made of something that is missing. A rule reports and changes nothing; what its
//! findings mean for the code is decided by the stage after it.

mod claims;
mod completeness;
mod inheritance;
mod journeys;
mod keys;
mod metadata;
mod references;
mod transformations;

pub(crate) use keys::check as check_keys;
pub(crate) use transformations::no_output_claims::finding as no_output_claims;

use crate::ast::{self, ClaimReference, PolicyFile, Text};
use crate::diagnostic::codes::{CASE_ONLY_MATCH, INVALID_VALUE};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Identity};
use crate::model::{Fresh, Policy, PolicySet, TechnicalProfile};
use crate::options::{Options, Purpose};
use crate::parallel;
use crate::source::Span;
use metadata::doubt::Doubts;
use std::collections::BTreeSet;

type SetRule = fn(&PolicySet<'_>, &mut Diagnostics);
/// Looks at single items, each of them once however many leaves share it. It is given nothing that could make of an item
/// something else in another leaf.
type ItemRule = fn(Fresh<'_, '_>, &mut Diagnostics);
/// Looks at whatever there is, and so at every leaf anew.
type Rule = fn(&Policy<'_>, &mut Diagnostics);
type CompletenessOfItems = fn(Fresh<'_, '_>, &Doubts, &mut Diagnostics);
type Completeness = fn(&Policy<'_>, &Doubts, &mut Diagnostics);

/// What is found by looking at all files or all leaves, by subject.
const SET_RULES: &[&[SetRule]] =
    &[references::SET_RULES, inheritance::SET_RULES, claims::SET_RULES, transformations::SET_RULES];

/// What holds for every item, by subject.
const ITEM_RULES: &[&[ItemRule]] =
    &[inheritance::ITEM_RULES, metadata::ITEM_RULES, claims::ITEM_RULES, transformations::ITEM_RULES];

/// What holds for every leaf, by subject.
const RULES: &[&[Rule]] =
    &[references::RULES, inheritance::RULES, metadata::RULES, claims::RULES, transformations::RULES];

/// What must be there before anybody signs in. A base may leave it to the policies that derive from it, and B2C accepts
/// such a base; a profile that is only a part of others may leave it to them. There it is a warning.
///
/// A finding that rests on a key in [`Doubts`] is not made: the slip has been reported.
const COMPLETENESS_OF_ITEMS: &[&[CompletenessOfItems]] =
    &[metadata::COMPLETENESS_OF_ITEMS, claims::COMPLETENESS_OF_ITEMS];

/// The same where it takes more than one item to see it.
const COMPLETENESS: &[&[Completeness]] = &[metadata::COMPLETENESS];

/// How many leaves are looked at before their findings are put together, so that a hostile set cannot keep more.
const BATCH: usize = 256;

/// What one rule, or the rules of one leaf, are about.
enum Subject<'s, 'a> {
    Set(SetRule),
    Leaf(&'s Policy<'a>),
}

/// Runs every rule over every leaf: first those that know nothing of one another, in parallel, then those of the journeys
/// and of completeness, which see what the others found. Says where there are errors.
pub fn check(set: &PolicySet<'_>, options: &Options, diagnostics: &mut Diagnostics) -> Checked {
    let mut places = ErrorPlaces { of_all: diagnostics.take_error_places(), of_leaves: Vec::new() };
    let mut of_files = None;
    let mut subjects: Vec<Subject<'_, '_>> = SET_RULES.iter().copied().flatten().copied().map(Subject::Set).collect();
    let batches = set.policies.chunks(BATCH);
    for batch in batches.chain(set.policies.is_empty().then_some(&[][..])) {
        subjects.extend(batch.iter().map(Subject::Leaf));
        let earlier = diagnostics.earlier();
        let findings = parallel::map(&subjects, |subject| match subject {
            Subject::Set(rule) => (earlier.with(|findings| rule(set, findings)), Diagnostics::default()),
            Subject::Leaf(policy) => {
                let is_last = set.is_complete || policy.relying_party.is_some();
                let missing = is_last.then(|| missing(policy, fresh(policy, options)));
                (earlier.with(|findings| look_at(policy, findings)), missing.unwrap_or_default())
            }
        });
        for (subject, (findings, missing)) in subjects.drain(..).zip(findings) {
            if let Subject::Leaf(_) = subject {
                of_files.get_or_insert_with(|| diagnostics.certain());
            }
            diagnostics.append(findings);
            match subject {
                Subject::Set(_) => places.of_all.append(&mut diagnostics.take_error_places()),
                Subject::Leaf(policy) => {
                    look_at_whole(policy, missing, options, diagnostics);
                    places.of_leaves.push(diagnostics.take_error_places());
                }
            }
        }
    }
    Checked { places, of_files: of_files.unwrap_or_default() }
}

/// What stage 5 leaves to the stages after it, beside its findings.
pub struct Checked {
    /// Where errors stand.
    pub places: ErrorPlaces,
    /// The findings with a certain fix that were made by looking at files and not at what a leaf makes of them.
    pub(crate) of_files: BTreeSet<Identity>,
}

/// Where errors stand, whoever found them first.
pub struct ErrorPlaces {
    /// Those of files and of the whole set.
    pub of_all: BTreeSet<Span>,
    /// Those of each leaf, in the order of the leaves.
    pub of_leaves: Vec<BTreeSet<Span>>,
}

/// What is looked at for completeness. For which items code is wanted differs from leaf to leaf.
fn fresh<'p, 'a>(policy: &'p Policy<'a>, options: &Options) -> Fresh<'p, 'a> {
    match options.purpose {
        Purpose::Generate => policy.as_if_fresh(),
        Purpose::Check => policy.fresh(),
    }
}

fn look_at_whole(policy: &Policy<'_>, missing: Diagnostics, options: &Options, diagnostics: &mut Diagnostics) {
    if policy.relying_party.is_some() {
        for rule in journeys::ITEM_RULES {
            rule(policy.fresh(), diagnostics);
        }
        for rule in journeys::RULES {
            rule(policy, diagnostics);
        }
    }
    completeness::pass_on(missing, policy, options, diagnostics);
}

fn look_at(policy: &Policy<'_>, findings: &mut Diagnostics) {
    for rule in ITEM_RULES.iter().copied().flatten() {
        rule(policy.fresh(), findings);
    }
    for rule in RULES.iter().copied().flatten() {
        rule(policy, findings);
    }
}

/// Everything that the rules about leaves find in one, as if it were the first and whether or not somebody signs in with it:
/// what [`crate::certainty`] compares.
pub(crate) fn look_again(policy: &Policy<'_>, findings: &mut Diagnostics) {
    let fresh = policy.as_if_fresh();
    for rule in ITEM_RULES.iter().copied().flatten().chain(journeys::ITEM_RULES) {
        rule(fresh, findings);
    }
    for rule in RULES.iter().copied().flatten().chain(journeys::RULES) {
        rule(policy, findings);
    }
    findings.append(missing(policy, fresh));
}

/// What has to be there before anybody signs in and is not.
fn missing<'a>(policy: &Policy<'a>, fresh: Fresh<'_, 'a>) -> Diagnostics {
    let (mut missing, doubts) = (Diagnostics::default(), Doubts::default());
    for rule in COMPLETENESS_OF_ITEMS.iter().copied().flatten() {
        rule(fresh, &doubts, &mut missing);
    }
    for rule in COMPLETENESS.iter().copied().flatten() {
        rule(policy, &doubts, &mut missing);
    }
    missing
}

/// What the technical profiles lack that no earlier leaf has merged from the same elements: errors where code is generated
/// for them.
pub(crate) fn missing_by_profile<'p, 'a>(policy: &'p Policy<'a>) -> Vec<(&'p TechnicalProfile<'a>, Diagnostic)> {
    completeness::by_profile(missing(policy, policy.fresh()), policy)
}

/// The technical profiles of a file as they are written, that of the relying party included.
pub(crate) fn technical_profiles(file: &PolicyFile) -> impl Iterator<Item = &ast::TechnicalProfile> {
    let providers = file.claims_providers.iter().flat_map(|provider| &provider.technical_profiles);
    let party = file.relying_party.iter();
    providers.chain(party.flat_map(|party| party.technical_profile.iter().chain(&party.further_technical_profiles)))
}

/// The claim references of a technical profile as they are written.
fn claim_references(profile: &ast::TechnicalProfile) -> impl Iterator<Item = &ClaimReference> {
    profile.input_claims.iter().chain(&profile.persisted_claims).chain(&profile.output_claims)
}

/// Whether the profile asks for claims with an access token, at `ClaimsEndpoint` or in a follow-up request.
fn requests_claims(profile: &TechnicalProfile<'_>) -> bool {
    let is_endpoint = |key: &str| key == "ClaimsEndpoint" || is_follow_up_endpoint(key);
    !profile.receives_id_token() && profile.metadata.iter().any(|item| is_endpoint(&item.key))
}

fn is_follow_up_endpoint(key: &str) -> bool {
    key.starts_with("claimsmith.follow_up.") && key.ends_with(".endpoint")
}

/// Whether the schema has refused one of these values, so that nothing can be said about it.
pub(crate) fn is_refused(values: &[Span], diagnostics: &Diagnostics) -> bool {
    let mut refused = diagnostics.errors().filter(|error| error.code == INVALID_VALUE);
    refused.any(|error| error.primary.as_ref().is_some_and(|label| values.iter().any(|it| it.contains(&label.span))))
}

/// Reports a reference that spells an id in another case than its declaration.
fn report_case(kind: &str, reference: &Text, declared: &Text, diagnostics: &mut Diagnostics) {
    if reference.value == declared.value {
        return;
    }
    diagnostics.push(
        Diagnostic::new(
            CASE_ONLY_MATCH,
            format!("the {kind} `{}` is declared as `{}`", reference.value, declared.value),
        )
        .at(reference.span, "matches only without regard to case")
        .label(declared.span, "declared here")
        .replace(
            reference.span,
            declared.as_str(),
            "use the declared spelling",
            Applicability::MachineApplicable,
        ),
    );
}
