//! What was found before rules run in parallel.

use super::{Code, Diagnostic, Diagnostics, Identity, Severity};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the rules that run in parallel see of what was found before them: the errors, and how much still fits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Earlier {
    pub(super) errors: Arc<[Diagnostic]>,
    pub(super) warnings: usize,
    denied: Vec<Code>,
    compared: usize,
}

impl Earlier {
    /// What a rule finds that sees this.
    pub(crate) fn with(&self, rule: impl FnOnce(&mut Diagnostics)) -> Diagnostics {
        let mut findings = Diagnostics::denying(self.denied.clone());
        findings.compared.set(self.compared);
        findings.earlier = self.clone();
        rule(&mut findings);
        findings
    }
}

impl Diagnostics {
    /// What rules that run in parallel see of these findings.
    pub(crate) fn earlier(&self) -> Earlier {
        Earlier {
            errors: self.errors().cloned().collect(),
            warnings: self.count(Severity::Warning),
            denied: self.denied.clone(),
            compared: self.compared.get(),
        }
    }

    /// As [`Self::earlier`] without these findings: whoever looks again would hold them for explained.
    pub(crate) fn earlier_without(&self, findings: &BTreeSet<Identity>) -> Earlier {
        Earlier {
            errors: self.errors().filter(|error| !findings.contains(&error.identity())).cloned().collect(),
            warnings: 0,
            denied: Vec::new(),
            compared: self.compared.get(),
        }
    }

    /// Counts what others have compared for their suggestions.
    pub(crate) fn count_compared(&self, findings: &Self) {
        let compared = findings.compared.get().saturating_sub(findings.earlier.compared);
        self.compared.set(self.compared.get().saturating_add(compared));
    }

    /// Adds what others found.
    pub(crate) fn append(&mut self, findings: Self) {
        self.count_compared(&findings);
        self.truncated |= findings.truncated;
        findings.list.into_iter().for_each(|finding| self.push(finding));
    }
}
