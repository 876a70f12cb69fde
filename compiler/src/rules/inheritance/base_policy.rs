//! What `BasePolicy` says of the base: its id as the base spells it, and its tenant, which is the policy's own.

use crate::diagnostic::codes::BASE_TENANT;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{PolicySet, Scope};
use crate::rules::{is_refused, report_case};

/// The one tenant whose policies others may derive from: B2C's own.
const SYSTEM_TENANT: &str = "cpimcore.onmicrosoft.com";

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    for scope in set.scopes() {
        tenant(scope, diagnostics);
        spelling(scope, diagnostics);
    }
}

fn tenant(scope: Scope<'_, '_>, diagnostics: &mut Diagnostics) {
    let Some(file) = scope.file() else { return };
    let base = file.base.as_ref().and_then(|base| base.tenant_id.as_ref());
    let Some((own, base)) = file.tenant_id.as_ref().zip(base) else { return };
    let is_settled = [own, base].iter().all(|tenant| !tenant.contains('{'));
    if !is_settled || own.eq_ignore_ascii_case(base) || base.eq_ignore_ascii_case(SYSTEM_TENANT) {
        return;
    }
    if is_refused(&[own.span, base.span], diagnostics) {
        return;
    }
    let message = format!("the base is looked for in the tenant `{}`, not in `{}`", base.value, own.value);
    diagnostics.push(
        Diagnostic::new(BASE_TENANT, message)
            .at(base.span, "another tenant than that of the policy")
            .label(own.span, "the tenant of the policy")
            .note("a policy inherits from policies of its own tenant")
            .replace(base.span, own.as_str(), "name the policy's own tenant", Applicability::MaybeIncorrect),
    );
}

fn spelling(scope: Scope<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut layers = scope.layers().map(|layer| layer.file);
    let (Some(file), Some(base)) = (layers.next(), layers.next()) else { return };
    let reference = file.base.as_ref().and_then(|base| base.policy_id.as_ref());
    let Some((reference, declared)) = reference.zip(base.policy_id.as_ref()) else { return };
    if reference.eq_ignore_ascii_case(declared) {
        report_case("policy", reference, declared, diagnostics);
    }
}
