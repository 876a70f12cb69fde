//! Stage 6: what works and is still not good: security, and likely mistakes. Every finding is a warning.
//!
//! One file a lint.

use crate::diagnostic::Diagnostics;
use crate::model::{Policy, PolicySet};

type Lint = fn(&Policy<'_>, &mut Diagnostics);

/// Every lint.
const LINTS: &[Lint] = &[];

/// Runs every lint over every leaf.
pub fn lint(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    for policy in &set.policies {
        for lint in LINTS {
            lint(policy, diagnostics);
        }
    }
}
