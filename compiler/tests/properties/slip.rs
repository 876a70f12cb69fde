//! One change of a policy, and whether the compiler says what it should.

use crate::policies::{At, Sets};
use claimsmith_compiler::{Outcome, Severity};
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use std::ops::Range;

/// How far from its place a slip may be reported, in lines.
const NEAR: u32 = 3;

/// A change that makes a policy wrong.
#[derive(Debug, Clone)]
pub(crate) struct Slip {
    /// The file.
    pub(crate) at: At,
    /// What is replaced by what, from the last place to the first.
    pub(crate) edits: Vec<(Range<usize>, String)>,
    /// Where that is, in the changed text. A finding near any of these is right.
    pub(crate) places: Vec<usize>,
    /// What has to be said.
    pub(crate) expected: Expected,
}

/// What has to be said of a slip.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected {
    /// One of these codes.
    pub(crate) codes: &'static [&'static str],
    /// With this severity, unless there is no evidence for either.
    pub(crate) severity: Option<Severity>,
}

/// An error of this code.
pub(crate) const fn error(codes: &'static [&'static str]) -> Expected {
    Expected { codes, severity: Some(Severity::Error) }
}

impl Slip {
    /// One replacement, which is also the place.
    pub(crate) fn new(at: At, range: Range<usize>, replacement: impl Into<String>, expected: Expected) -> Self {
        Self { at, places: vec![range.start], edits: vec![(range, replacement.into())], expected }
    }

    fn judge(&self, sets: &Sets) -> Result<(), TestCaseError> {
        let mut set = sets.0[self.at.set].clone();
        let (path, text) = &mut set.files[self.at.file];
        for (range, replacement) in &self.edits {
            text.replace_range(range.clone(), replacement);
        }
        let line_of = |place: usize| text[..place].matches('\n').count() + 1;
        let lines: Vec<u32> = self.places.iter().map(|place| u32::try_from(line_of(*place)).expect("small")).collect();
        let path = path.clone();
        let outcome = set.check();
        let is_right = outcome.diagnostics.iter().any(|finding| {
            let Some(place) = &finding.primary else { return false };
            let source = outcome.sources.get(place.span.file);
            let line = source.line_column(place.span.start).0;
            self.expected.codes.contains(&finding.code.id)
                && self.expected.severity.is_none_or(|severity| finding.severity == severity)
                && source.path() == path
                && lines.iter().any(|wanted| wanted.abs_diff(line) <= NEAR)
        });
        if is_right {
            return Ok(());
        }
        let changed = self.edits.iter().map(|(_, replacement)| replacement.as_str()).collect::<Vec<_>>().join(" … ");
        Err(TestCaseError::fail(format!(
            "{path}:{lines:?}: `{changed}` should be reported as {:?}, but this was said:\n{}",
            self.expected,
            said(&outcome)
        )))
    }
}

/// The findings, one a line.
pub(crate) fn said(outcome: &Outcome) -> String {
    let findings = outcome.diagnostics.iter().map(|finding| {
        let place = finding.primary.as_ref().map(|label| outcome.sources.location(label.span)).unwrap_or_default();
        format!("  {place}: {}[{}]: {}\n", finding.severity.name(), finding.code.id, finding.message)
    });
    findings.collect()
}

/// Tries this many of the slips, the same ones in every run; all when there are no more. Says of the first that is not
/// found what was said instead.
fn attempt(sets: &Sets, slips: &[Slip], cases: usize) -> Result<(), String> {
    if slips.is_empty() {
        return Err("the policies have no place for it".to_owned());
    }
    if slips.len() <= cases {
        return slips.iter().try_for_each(|slip| slip.judge(sets)).map_err(|failure| failure.to_string());
    }
    let cases = u32::try_from(cases).expect("a small number");
    let config = Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(0xB2C), ..Config::default() };
    let any = proptest::arbitrary::any::<Index>();
    TestRunner::new(config).run(&any, |index| index.get(slips).judge(sets)).map_err(|failure| failure.to_string())
}

/// Asserts that the slips are found; so many are tried.
pub(crate) fn are_found(sets: &Sets, slips: &[Slip], cases: usize) {
    if let Err(failure) = attempt(sets, slips, cases) {
        panic!("{failure}");
    }
}

/// Asserts that slips of several kinds are found; so many of each are tried. All kinds that are not found are named.
pub(crate) fn all_are_found(sets: &Sets, kinds: impl IntoIterator<Item = (String, Vec<Slip>)>, cases: usize) {
    let failed = |(kind, slips): (String, Vec<Slip>)| {
        attempt(sets, &slips, cases).err().map(|failure| format!("{kind}: {failure}"))
    };
    let failed: Vec<String> = kinds.into_iter().filter_map(failed).collect();
    assert!(failed.is_empty(), "{} kinds are not found:\n{}", failed.len(), failed.join("\n"));
}
