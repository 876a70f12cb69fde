//! Compiles Azure AD B2C custom policies: XML to diagnostics, a merged model and Rust tokens.
//!
//! An ordinary library: it opens no file but through a [`Loader`], prints nothing, reads no environment
//! variable and keeps nothing between calls. [`compile`] is the only entry; the macro, the build script and the command
//! line differ only in what they do with its [`Outcome`].
//!
//! One direction, one type a stage, each goes on after an error:
//!
//! | stage | module | result |
//! |---|---|---|
//! | 0 options | [`options`] | [`Options`] |
//! | 1 load | [`load`], [`settings`] | [`SourceMap`], settings substituted |
//! | 2 xml | [`xml`] | a document |
//! | 2b validate | [`schema`] | findings about the structure |
//! | 3 parse | [`parse`] | [`ast::PolicyFile`] |
//! | 4 merge | [`model`] | [`model::PolicySet`] |
//! | 5 check | [`rules`] | findings about the meaning |
//! | 6 lint | [`lints`] | warnings about security and likely mistakes |
//! | 7 lower | [`lower`] | [`ir::Sdk`] |
//! | 8 emit | [`emit`] | tokens |
//!
//! Beside them: [`suppression`] (comments that allow a warning), `certainty` (fixes that every chain agrees on), [`protocol`] (what metadata keys mean, as tables),
//! [`predicate`] (the methods of predicates, as a table), [`transformation`] (those of claims transformations),
//! `url` (the parts of a URL), `secrets` (values nobody should see), `exposure` (settings that look like ones), [`naming`] (Rust names),
//! [`attribute`] (attributes that the caller gives), [`diagnostic`] (findings and how they are shown), [`inspect`] (what a
//! policy set holds, as data), [`publish`] (the policies as B2C takes them), [`parallel`] (the same work for many
//! items), `sdk` (a crate on disk, feature `sdk`), `api` (the public API of generated code, and what changes of it; the
//! same feature).

// Input must never reach a panic. Tests may.
#![cfg_attr(not(test), deny(clippy::unwrap_used))]

#[cfg(feature = "sdk")]
pub mod api;
pub mod ast;
pub mod attribute;
mod certainty;
pub mod diagnostic;
pub mod emit;
mod exposure;
pub mod inspect;
pub mod ir;
pub mod json;
pub mod lints;
pub mod load;
pub mod loader;
pub mod lower;
pub mod model;
pub mod naming;
pub mod options;
pub mod parallel;
pub mod parse;
pub mod predicate;
pub mod protocol;
pub mod publish;
pub mod rules;
pub mod schema;
#[cfg(feature = "sdk")]
pub mod sdk;
mod secrets;
pub mod settings;
pub mod source;
pub mod suppression;
pub mod transformation;
mod url;
pub mod xml;

pub use diagnostic::{Diagnostic, Severity};
pub use options::{
    Argument, ArgumentPlace, DeclaredKey, DeclaredKeys, ItemAttribute, KeyUse, Options, Purpose, Rename, TypeOverride,
};
pub use source::SourceMap;

use diagnostic::codes::{self, Code, UNKNOWN_SELECTOR};
use diagnostic::withhold::{redact, withhold};
use diagnostic::{Diagnostics, suggest};
use loader::Loader;
use std::collections::BTreeMap;

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Every file that was read.
    pub sources: SourceMap,
    /// The syntax trees of the files that could be parsed.
    pub files: BTreeMap<source::FileId, ast::PolicyFile>,
    /// The findings, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether there were more findings than are kept.
    pub truncated: bool,
    /// Arguments that match nothing in this policy, when they serve several: what matches nothing in any of them is wrong.
    pub unmatched: Vec<Diagnostic>,
    /// What can be generated: the healthy part of the policy. `None` when nothing can, or nothing was asked for.
    pub sdk: Option<ir::Sdk>,
    /// What the policies hold, one entry a leaf; nothing when the options do not want it.
    pub inventory: Vec<inspect::Inventory>,
    /// The answer to the question of the options.
    pub answer: Option<inspect::Answer>,
    /// For each leaf the files it is made of, as far as they were found: root base first, the leaf last.
    pub chains: Vec<Vec<source::FileId>>,
    /// The files whose base is the overlay of the options, although they name another.
    pub relinked: Vec<load::Relinked>,
    /// Where the settings that the files use stand in the settings file, by their names.
    pub used_settings: Vec<source::Span>,
}

impl Outcome {
    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Runs the stages over the policies that the options name.
#[must_use]
pub fn compile(options: &Options, loader: &dyn Loader) -> Outcome {
    let mut sources = SourceMap::default();
    let mut diagnostics = denied(options);
    let mut loaded = load::load(options, loader, &mut sources, &mut diagnostics);
    let set = model::policy_set(&loaded, &mut diagnostics);
    let checked = rules::check(&set, options, &mut diagnostics);
    if let Some(declared) = &options.keys {
        rules::check_keys(&set, declared, loaded.is_complete, &mut sources, &mut diagnostics);
    }
    if options.purpose == Purpose::Check || !options.deny.is_empty() {
        lints::lint(&set, &checked.places, &mut diagnostics);
    }
    if options.purpose == Purpose::Check {
        certainty::settle(&set, &loaded, &checked.of_files, &mut diagnostics);
    }
    let mut unmatched = Vec::new();
    let sdk = match options.purpose {
        Purpose::Check => {
            lower::forecast(&set, options, &mut diagnostics);
            None
        }
        Purpose::Generate => lower::lower(&set, options, &sources, &mut diagnostics, &mut unmatched),
    };
    let (inventory, answer) = shown(options, (&set, &loaded), &sources, &diagnostics);
    let truncated = diagnostics.is_truncated();
    let is_complete = options.purpose == Purpose::Check && !truncated && loaded.is_complete;
    point_at_arguments(&mut unmatched, options, &mut sources);
    let unnamed_environment = loaded.unnamed_environment.take();
    let diagnostics = diagnostics.map(|mut findings| {
        if let Some(unnamed) = &unnamed_environment {
            unnamed.join(&mut findings, &sources);
        }
        let mut findings = suppression::apply(findings, loaded.files.values(), is_complete);
        point_at_arguments(&mut findings, options, &mut sources);
        withhold(&mut findings, loaded.confidential.iter().copied(), &sources);
        redact(&mut findings, &sources);
        findings
    });
    let load::Loaded { files, found: chains, relinked, used_settings, .. } = loaded;
    Outcome {
        files,
        diagnostics: diagnostics.into_sorted(&sources),
        truncated,
        unmatched,
        sdk,
        inventory,
        answer,
        chains,
        relinked,
        used_settings,
        sources,
    }
}

/// What the options want to know of the policies, without the settings that look like secrets.
fn shown(
    options: &Options,
    (set, loaded): (&model::PolicySet<'_>, &load::Loaded),
    sources: &SourceMap,
    diagnostics: &Diagnostics,
) -> (Vec<inspect::Inventory>, Option<inspect::Answer>) {
    if !options.inventory && options.inspect.is_none() {
        return (Vec::new(), None);
    }
    let public = exposure::public(loaded, sources);
    let without = public.as_ref().map(|(loaded, _)| model::policy_set(loaded, &mut Diagnostics::default()));
    let set = without.as_ref().unwrap_or(set);
    let sources = public.as_ref().map_or(sources, |(_, sources)| sources);
    let inventory = if options.inventory { inspect::inventory(set, sources) } else { Vec::new() };
    (inventory, options.inspect.as_ref().map(|question| inspect::answer(question, set, sources, diagnostics)))
}

/// Gives findings about an argument the place at which the caller's file says it.
fn point_at_arguments(findings: &mut [Diagnostic], options: &Options, sources: &mut SourceMap) {
    let mut adopted: BTreeMap<String, source::FileId> = BTreeMap::new();
    for finding in findings.iter_mut() {
        // The beginning of a file that could not be read is a place for those who have none.
        if finding.primary.as_ref().is_some_and(|label| sources.get(label.span.file).is_read()) {
            continue;
        }
        let Some(place) = finding.argument.and_then(|argument| options.argument_places.get(&argument)) else {
            continue;
        };
        let source = place.sources.get(place.span.file);
        let add = || sources.adopt(std::sync::Arc::new(source.clone()));
        let file = *adopted.entry(source.path().to_owned()).or_insert_with(add);
        let span = source::Span { file, ..place.span };
        finding.primary = Some(diagnostic::Label { span, text: "named here".to_owned() });
    }
}

/// An empty collection that takes the warnings the options deny as errors.
fn denied(options: &Options) -> Diagnostics {
    let is_all = options.deny.iter().any(|argument| argument.value == "warnings");
    let named = options.deny.iter().filter_map(|argument| Code::find(&argument.value));
    let mut diagnostics = Diagnostics::denying(if is_all { codes::ALL.to_vec() } else { named.collect() });
    for argument in options.deny.iter().filter(|it| it.value != "warnings" && Code::find(&it.value).is_none()) {
        let near = suggest::nearest(&argument.value, codes::ALL.iter().map(|code| code.id));
        let mut finding =
            Diagnostic::new(UNKNOWN_SELECTOR, format!("`deny` names `{}`, which is no code", argument.value)).help(
                near.map_or_else(
                    || "name a code such as `CS0401`, or `warnings`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                ),
            );
        finding.argument = Some(argument.index);
        diagnostics.push(finding);
    }
    diagnostics
}
