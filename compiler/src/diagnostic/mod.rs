//! What is wrong with a policy, as data.
//!
//! - [`codes`]: the one table of codes
//! - [`render`]: the picture with the XML snippet, for compile errors and the terminal
//! - [`report`]: the formats for programs, one file each
//! - [`suggest`]: "did you mean"
//! - `earlier`: what rules that run in parallel see of what was found before

pub mod codes;
mod earlier;
pub mod render;
pub mod report;
pub mod suggest;
pub(crate) mod withhold;

use crate::source::{SourceMap, Span};
use codes::Code;
use earlier::Earlier;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Upload rejects it, or the generated sign-in must fail.
    Error,
    /// Worth a look; nothing fails because of it alone.
    Warning,
}

impl Severity {
    /// The word in every output format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What happened, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` when it is about no file.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// Facts that help to understand it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
    /// A change of the text that mends it.
    pub fix: Option<Fix>,
    /// The caller's argument it is about, by number: the macro points at that literal.
    pub argument: Option<usize>,
    /// Whether a secret stands at its place: the place is named and the line not shown.
    pub is_confidential: bool,
}

/// A place with a few words on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say there; may be empty.
    pub text: String,
}

/// A change of the text that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the change does: "use the declared spelling".
    pub message: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied unseen, in the words of rustc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// Certainly what the author meant.
    MachineApplicable,
    /// Probably what the author meant.
    MaybeIncorrect,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl Fix {
    /// Lets what is removed take its lines along when nothing else stands on them. An element that holds a comment, or stands
    /// beside one, is not removed unseen: nobody else knows whether the comment is about it.
    fn settle(&mut self, sources: &SourceMap) {
        for edit in self.edits.iter_mut().filter(|edit| edit.replacement.is_empty()) {
            let source = sources.get(edit.span.file);
            let removed = edit.span.start as usize..edit.span.end as usize;
            if is_commented(source.original(), removed) {
                self.applicability = Applicability::MaybeIncorrect;
            }
            let range = source.with_lines(edit.span.start..edit.span.end);
            edit.span = Span { start: range.start, end: range.end, ..edit.span };
        }
    }
}

/// Whether a place is that of an element with a comment in it, directly before it, or behind it on its last line.
fn is_commented(text: &str, place: Range<usize>) -> bool {
    let element = text.get(place.clone()).unwrap_or_default();
    let before = text.get(..place.start).unwrap_or_default();
    let behind = text.get(place.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    element.trim_start().starts_with('<')
        && (element.contains("<!--") || before.trim_end().ends_with("-->") || behind.trim_start().starts_with("<!--"))
}

impl Diagnostic {
    /// A finding with the code's own severity and no place yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: clipped(message.into(), LONGEST_SENTENCE),
            primary: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fix: None,
            argument: None,
            is_confidential: false,
        }
    }

    /// Sets the place and what to say there.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: clipped(text.into(), LONGEST_SENTENCE) });
        self
    }

    /// Keeps the text at its places out of every picture, because a secret stands there.
    #[must_use]
    pub fn confidential(mut self) -> Self {
        self.is_confidential = true;
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: clipped(text.into(), LONGEST_SENTENCE) });
        self
    }

    /// The fix, if it may be applied unseen.
    pub(crate) fn certain_fix(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|fix| fix.applicability == Applicability::MachineApplicable)
    }

    /// Code, place and words. No two findings of a run share them.
    pub(crate) fn identity(&self) -> Identity {
        (self.code.id, self.primary.as_ref().map(|label| label.span), self.message.clone())
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(clipped(note.into(), LONGEST_ADVICE));
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(clipped(help.into(), LONGEST_ADVICE));
        self
    }

    /// Adds advice if there is any.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }

    /// Adds the question whether a nearer name was meant, as a replacement of the wrong one. A slip of the keyboard may be
    /// mended unseen.
    #[must_use]
    pub fn did_you_mean(self, span: Span, wrong: &str, near: &str) -> Self {
        let applicability = if suggest::is_slip(wrong, near) {
            Applicability::MachineApplicable
        } else {
            Applicability::MaybeIncorrect
        };
        self.replace(span, near, format!("did you mean `{near}`?"), applicability)
    }

    /// Adds a replacement of one place, which is XML: the replacement is a value and is escaped here.
    #[must_use]
    pub fn replace(
        mut self,
        span: Span,
        replacement: impl Into<String>,
        message: impl Into<String>,
        applicability: Applicability,
    ) -> Self {
        let edits = vec![Edit { span, replacement: escaped(&replacement.into()) }];
        self.fix = Some(Fix { message: message.into(), applicability, edits });
        self
    }
}

/// The most characters of a message or a label. Only a value that nobody wrote by hand makes them longer.
const LONGEST_SENTENCE: usize = 400;

/// The most characters of a note or of advice, which may list names.
const LONGEST_ADVICE: usize = 1_200;

/// A text with its middle left out when it is too long: the end says what is wrong with the value before it.
fn clipped(text: String, longest: usize) -> String {
    if text.len() <= longest || text.chars().count() <= longest {
        return text;
    }
    let tail = longest / 4;
    let start: String = text.chars().take(longest - tail).collect();
    let end: Vec<char> = text.chars().rev().take(tail).collect();
    start + " … " + &end.iter().rev().collect::<String>()
}

/// A value as it stands in an attribute or an element.
fn escaped(value: &str) -> String {
    let mut written = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&apos;"),
            _ => written.push(character),
        }
    }
    written
}

/// The most errors, and the most warnings, of one run: nobody reads more, and a hostile file must not cost more.
const MOST_FINDINGS: usize = 2_000;

/// The most pairs of characters that suggestions compare: some hundred suggestions in a real policy set, some ten in a
/// file made to cost time.
const MOST_COMPARED: usize = 10_000_000;

/// Code, place and words of a finding.
pub(crate) type Identity = (&'static str, Option<Span>, String);

/// Where the stages leave what they find.
///
/// A finding that was already made at the same place with the same words is counted, not repeated: a base policy is
/// read once but merged into every leaf. What one leaf is warned of and another cannot do without is an error, whichever
/// comes first.
#[derive(Debug, Default)]
pub struct Diagnostics {
    denied: Vec<Code>,
    list: Vec<Diagnostic>,
    errors: usize,
    truncated: bool,
    compared: Cell<usize>,
    seen: BTreeMap<Identity, Severity>,
    /// Where errors were found since somebody last asked, those that were known included.
    error_places: BTreeSet<Span>,
    earlier: Earlier,
}

impl Diagnostics {
    /// No findings yet; warnings of these codes will be errors.
    #[must_use]
    pub fn denying(denied: Vec<Code>) -> Self {
        Self { denied, ..Self::default() }
    }

    /// Whether there are as many errors as a run keeps: what costs anything may stop, and nothing is known to be free of
    /// errors any more.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.count(Severity::Error) >= MOST_FINDINGS
    }

    /// Whether findings were left out because there are too many.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    fn count(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.earlier.errors.len() + self.errors,
            Severity::Warning => self.earlier.warnings + self.list.len() - self.errors,
        }
    }

    /// The name nearest to `wrong` among many, as long as the search has not cost too much.
    pub(crate) fn nearest<'a>(&self, wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let pairs = |name: &&str| self.compared.set(self.compared.get().saturating_add(name.len() * wrong.len()));
        if self.suggests() { suggest::nearest(wrong, known.into_iter().inspect(pairs)) } else { None }
    }

    /// Whether [`Self::nearest`] still looks.
    pub(crate) fn suggests(&self) -> bool {
        self.compared.get() < MOST_COMPARED
    }

    /// Adds a finding unless it is known, or there are too many already.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.denied.contains(&diagnostic.code) {
            diagnostic.severity = Severity::Error;
        }
        if self.count(diagnostic.severity) >= MOST_FINDINGS {
            self.truncated = true;
            return;
        }
        let (identity, is_error) = (diagnostic.identity(), diagnostic.severity == Severity::Error);
        if is_error && diagnostic.code.severity == Severity::Error {
            self.error_places.extend(identity.1);
        }
        let known = self.seen.get(&identity).copied();
        if known.is_none_or(|known| known == Severity::Warning && is_error) {
            self.seen.insert(identity, diagnostic.severity);
            self.errors += usize::from(is_error);
            match known {
                // What is a warning of one leaf may be an error of another.
                Some(_) => self.replace_warning(diagnostic),
                None => self.list.push(diagnostic),
            }
        }
    }

    /// Where errors were found since this was last asked, whoever found them first; not where a warning is denied.
    pub(crate) fn take_error_places(&mut self) -> BTreeSet<Span> {
        std::mem::take(&mut self.error_places)
    }

    fn replace_warning(&mut self, error: Diagnostic) {
        let identity = error.identity();
        match self.list.iter_mut().find(|it| it.identity() == identity) {
            Some(known) => *known = error,
            None => self.list.push(error),
        }
    }

    /// Makes an error of what was found of this code at this place. False when nothing was.
    pub(crate) fn raise(&mut self, code: Code, place: Span) -> bool {
        let is_it = |it: &Diagnostic| it.code == code && it.primary.as_ref().is_some_and(|label| label.span == place);
        if let Some(known) = self.list.iter_mut().find(|it| is_it(it)) {
            known.severity = Severity::Error;
            self.count_errors();
            return true;
        }
        self.errors().any(is_it)
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The errors so far.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let own = self.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        self.earlier.errors.iter().chain(own)
    }

    /// All findings so far.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }

    /// The findings in the order in which they were made.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }

    /// Takes back those of the findings from number `first` on that are not wanted.
    pub(crate) fn retain_from(&mut self, first: usize, is_wanted: impl Fn(&Diagnostic) -> bool) {
        let later = self.list.split_off(first.min(self.list.len()));
        let (wanted, others): (Vec<_>, Vec<_>) = later.into_iter().partition(is_wanted);
        self.list.extend(wanted);
        // Somebody else may find them again.
        for other in others {
            self.seen.remove(&other.identity());
        }
        self.count_errors();
    }

    /// Takes back what was found of this code at this place, because another finding says more about it.
    pub(crate) fn remove(&mut self, code: Code, place: Span) {
        let is_other = |it: &Diagnostic| it.code != code || it.primary.as_ref().is_none_or(|label| label.span != place);
        self.list.retain(is_other);
        self.count_errors();
    }

    fn count_errors(&mut self) {
        self.errors = self.list.iter().filter(|it| it.severity == Severity::Error).count();
    }

    /// The findings with a fix that may be applied unseen.
    pub(crate) fn certain(&self) -> BTreeSet<Identity> {
        self.list.iter().filter(|finding| finding.certain_fix().is_some()).map(Diagnostic::identity).collect()
    }

    /// Takes the certainty from the fixes of these findings, with a note that says why.
    pub(crate) fn doubt(&mut self, doubtful: &BTreeSet<Identity>, why: &str) {
        for finding in self.list.iter_mut().filter(|it| doubtful.contains(&it.identity())) {
            if let Some(fix) = &mut finding.fix {
                fix.applicability = Applicability::MaybeIncorrect;
                finding.notes.push(why.to_owned());
            }
        }
    }

    /// The collection with its findings changed.
    #[must_use]
    pub(crate) fn map(mut self, change: impl FnOnce(Vec<Diagnostic>) -> Vec<Diagnostic>) -> Self {
        self.list = change(self.list);
        self
    }

    /// The findings in the order of file path, position and code; those without a place first.
    #[must_use]
    pub fn into_sorted(self, sources: &SourceMap) -> Vec<Diagnostic> {
        let mut list = self.list;
        for fix in list.iter_mut().filter_map(|diagnostic| diagnostic.fix.as_mut()) {
            fix.settle(sources);
        }
        list.sort_by_cached_key(|diagnostic| {
            let place = diagnostic.primary.as_ref().map(|label| {
                let source = sources.get(label.span.file);
                (source.path().to_owned(), label.span.start, label.span.end)
            });
            (place, diagnostic.code.id, diagnostic.message.clone())
        });
        list
    }
}
