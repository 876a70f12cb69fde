//! The settings file, read once for the many environments that stand in it.

use super::file;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::loader::Loader;
use crate::options::Argument;
use crate::settings::{self, AppSettings};
use crate::source::{Source, SourceMap, Span};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// A settings file and what was found in it. With a thousand tenants, reading it for each of them would cost a thousand times
/// a thousand: [`Options::read_settings`](crate::Options::read_settings) takes it ready.
pub struct ReadSettings {
    path: String,
    source: Option<Arc<Source>>,
    settings: Option<AppSettings>,
    findings: Vec<Diagnostic>,
    confidential: Vec<Span>,
}

impl ReadSettings {
    /// Reads the file at this path, `/` between its parts. What is wrong with it is reported by every compilation that
    /// is given it.
    pub fn read(path: &str, loader: &dyn Loader) -> Self {
        let path = file::normalize(path);
        let mut sources = SourceMap::default();
        let mut diagnostics = Diagnostics::default();
        let text = file::read_settings(&path, loader, &mut sources, &mut diagnostics);
        let settings = text.and_then(|text| AppSettings::parse(&sources, text, &mut diagnostics));
        let confidential = match (&settings, text) {
            (Some(settings), _) => settings.confidential().to_vec(),
            (None, Some(text)) => settings::confidential_lines(&sources, text),
            (None, None) => Vec::new(),
        };
        let source = sources.into_sources().into_iter().next();
        Self { path, source, settings, findings: diagnostics.into_vec(), confidential }
    }

    /// The path as findings show it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What the file says; nothing when it has no list of environments.
    #[must_use]
    pub fn settings(&self) -> Option<&AppSettings> {
        self.settings.as_ref()
    }

    /// Whether something is wrong with it.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Where values stand that nobody should see.
    pub(super) fn confidential(&self) -> &[Span] {
        &self.confidential
    }

    /// Whether anything is to be said of it, be it a warning.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Adds the file to an empty map, where its places hold.
    pub(super) fn hand_over(&self, sources: &mut SourceMap) {
        debug_assert!(sources.iter().next().is_none(), "places are those of the first file");
        if let Some(source) = &self.source {
            sources.adopt(Arc::clone(source));
        }
    }

    /// Reports what is wrong with the file as a whole and with the entries of these environments, by their names in lower
    /// case; of all of them where it is not known which matter. What is wrong with the others is none of their concern.
    pub(super) fn report(
        &self,
        named: Option<&Argument>,
        environments: Option<&BTreeSet<String>>,
        diagnostics: &mut Diagnostics,
    ) {
        let owner = |finding: &Diagnostic| self.settings.as_ref()?.owner(finding.primary.as_ref()?.span);
        let matters = |finding: &&Diagnostic| match (owner(finding), environments) {
            (Some(owner), Some(environments)) => environments.contains(&owner.to_lowercase()),
            _ => true,
        };
        for mut finding in self.findings.iter().filter(matters).cloned() {
            if self.source.as_ref().is_none_or(|source| !source.is_read()) {
                finding.argument = named.map(|named| named.index);
            }
            diagnostics.push(finding);
        }
    }
}

/// Without any value: some are secrets.
impl fmt::Debug for ReadSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReadSettings").field("path", &self.path).finish_non_exhaustive()
    }
}
