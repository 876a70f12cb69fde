//! `PublicPolicyUri` is documented as `http://<TenantId>/<PolicyId>`; nothing checks it, and a copied file keeps the old one.

use crate::ast::{PolicyFile, Text};
use crate::diagnostic::codes::PUBLIC_POLICY_URI;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::rules::is_refused;
use crate::settings::has_placeholder;

pub(super) fn lint(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        let Some((uri, tenant, id)) = parts(file) else { continue };
        let rest = uri.split_once("://").map_or(uri.as_str(), |(_, rest)| rest);
        let expected = format!("{}/{}", tenant.value, id.value);
        if rest.trim_end_matches('/').eq_ignore_ascii_case(&expected) {
            continue;
        }
        if is_refused(&[uri.span, tenant.span, id.span], diagnostics) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(PUBLIC_POLICY_URI, "`PublicPolicyUri` names another policy".to_owned())
                .at(uri.span, format!("not `http://{expected}`"))
                .label(id.span, "the id of this policy")
                .replace(uri.span, format!("http://{expected}"), "name this policy", Applicability::MaybeIncorrect),
        );
    }
}

fn parts(file: &PolicyFile) -> Option<(&Text, &Text, &Text)> {
    let parts = (file.public_policy_uri.as_ref()?, file.tenant_id.as_ref()?, file.policy_id.as_ref()?);
    let is_open = [parts.0, parts.1, parts.2].into_iter().any(|text| has_placeholder(text));
    (!is_open).then_some(parts)
}
