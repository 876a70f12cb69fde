//! What a policy set holds, as data: the material of `claimsmith inspect`.
//!
//! - `inventory`: a leaf in short; made in every run
//! - `profile`: a technical profile, merged, with the origin of each value
//! - `overrides`: what each file changes of what its bases declare
//! - `graph`: which policy derives from which, and the steps of a journey
//! - [`summary`]: everything a leaf says, and how much of it Claimsmith runs
//!
//! below them
//! - `element`: an element with an id, and its values
//! - `value`: one value of an element, and how those of a base and a derived policy meet

mod element;
mod graph;
mod inventory;
mod overrides;
mod profile;
pub mod summary;
mod value;

pub use graph::{Exchange, Journey, JourneyGraph, PolicyNode, Precondition, ProfileReference, Selection, Step};
pub use inventory::{B2cRedirectUri, Certainty, Inventory, PolicyKey, Provider};
pub use overrides::{Change, ChangeKind, FileOverrides, Override};
pub use profile::{MergedProfile, MergedValue};
pub use value::{Path, PlacedValue};

use crate::diagnostic::Diagnostics;
use crate::diagnostic::suggest::nearest;
use crate::model::PolicySet;
use crate::source::SourceMap;
pub(crate) use inventory::inventory;

/// What is asked about a policy set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The technical profile with this id in every leaf.
    TechnicalProfile(String),
    /// What each file changes of its bases.
    Overrides,
    /// Which policy derives from which.
    Inheritance,
    /// Everything that each leaf says, and how much of it Claimsmith runs.
    Summary,
    /// The user journey or sub-journey with this id in every leaf; the default user journey without one.
    Journey(Option<String>),
}

/// The answer to a [`Question`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The technical profile in each leaf that has it.
    TechnicalProfile(Found<MergedProfile>),
    /// The files that change something of their bases, bases first.
    Overrides(Vec<FileOverrides>),
    /// The policies, bases first.
    Inheritance(Vec<PolicyNode>),
    /// One summary a leaf.
    Summary(Vec<summary::Summary>),
    /// The journey in each leaf that has it.
    Journey(Found<JourneyGraph>),
}

/// Fewer characters are part of too many ids, in characters.
const SHORTEST_PART: usize = 2;

/// What was found under an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// One entry a leaf that has it.
    pub items: Vec<T>,
    /// The nearest id when no leaf has it.
    pub nearest: Option<String>,
}

impl<T> Found<T> {
    /// What was found; when it is nothing, the nearest of the known ids.
    fn new<'i>(items: Vec<T>, id: &str, known: impl IntoIterator<Item = &'i str>) -> Self {
        if !items.is_empty() {
            return Self { items, nearest: None };
        }
        let known: Vec<&str> = known.into_iter().collect();
        let near = nearest(id, known.iter().copied()).or_else(|| with_part(id, &known));
        Self { items, nearest: near.map(str::to_owned) }
    }
}

/// The shortest id that begins with this text, or that has it inside: `KakaoProfile` for `kakao`.
fn with_part<'i>(part: &str, known: &[&'i str]) -> Option<&'i str> {
    let part = part.trim().to_lowercase();
    let fits = |id: &&&str| part.chars().count() >= SHORTEST_PART && id.to_lowercase().contains(&part);
    let rank = |id: &&&str| (!id.to_lowercase().starts_with(&part), id.len(), id.to_lowercase());
    known.iter().filter(fits).min_by_key(rank).copied()
}

/// Answers a question about a set that has been checked, with these findings.
pub(crate) fn answer(
    question: &Question,
    set: &PolicySet<'_>,
    sources: &SourceMap,
    diagnostics: &Diagnostics,
) -> Answer {
    match question {
        Question::TechnicalProfile(id) => Answer::TechnicalProfile(profile::find(id, set, sources)),
        Question::Overrides => Answer::Overrides(overrides::overrides(set, sources)),
        Question::Inheritance => Answer::Inheritance(graph::inheritance(set, sources)),
        Question::Summary => Answer::Summary(summary::summaries(set, sources, diagnostics)),
        Question::Journey(id) => Answer::Journey(graph::journeys(id.as_deref(), set, sources)),
    }
}
