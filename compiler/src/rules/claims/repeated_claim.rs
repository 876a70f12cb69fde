//! A claim listed twice in one list of one element: B2C tolerates it, and which of the two counts is not documented.

use crate::ast::ClaimReference;
use crate::diagnostic::codes::REPEATED_CLAIM;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{PolicySet, fold};
use crate::rules::technical_profiles;
use std::collections::BTreeMap;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    for profile in set.layers.iter().flat_map(|layer| technical_profiles(layer.file)) {
        for list in [&profile.input_claims, &profile.persisted_claims, &profile.output_claims] {
            repeated(list, diagnostics);
        }
    }
}

fn repeated(list: &[ClaimReference], diagnostics: &mut Diagnostics) {
    if list.len() < 2 {
        return;
    }
    let mut first: BTreeMap<String, &ClaimReference> = BTreeMap::new();
    for reference in list {
        if let Some(earlier) = first.insert(fold(&reference.claim_type), reference) {
            diagnostics.push(finding(earlier, reference));
        }
    }
}

fn finding(earlier: &ClaimReference, again: &ClaimReference) -> Diagnostic {
    let message = format!("the claim `{}` is listed twice", again.claim_type.value);
    let finding = Diagnostic::new(REPEATED_CLAIM, message)
        .at(again.claim_type.span, "whether this one, the first or both count is not documented")
        .label(earlier.claim_type.span, "listed first here");
    if says_the_same(earlier, again) {
        finding.replace(again.span, "", "remove this one, which says the same", Applicability::MachineApplicable)
    } else {
        finding.help("keep one of them, or name the claim that was meant; for a value under two names, copy the claim")
    }
}

/// Whether the two elements differ in nothing but their spelling.
fn says_the_same(a: &ClaimReference, b: &ClaimReference) -> bool {
    let texts = |reference: &'_ ClaimReference| {
        let optional = [&reference.partner_claim_type, &reference.default_value];
        optional.map(|text| text.as_ref().map(|text| text.value.clone()))
    };
    let flags = |reference: &ClaimReference| {
        [&reference.always_use_default_value, &reference.required].map(|flag| flag.as_ref().map(|flag| flag.value))
    };
    let sources = |reference: &ClaimReference| reference.from.iter().map(|id| id.value.clone()).collect::<Vec<_>>();
    texts(a) == texts(b) && flags(a) == flags(b) && sources(a) == sources(b)
}

#[cfg(test)]
mod tests {
    use crate::loader::MemoryLoader;
    use crate::{Options, Purpose, compile};

    /// The text once the only finding of this kind is mended, if it has a fix.
    fn mended(claims: &str) -> Option<String> {
        let policy = format!(
            "<TrustFrameworkPolicy xmlns='{}' PolicySchemaVersion='0.3.0.0' TenantId='a.example' PolicyId='B2C_1A_a' \
             PublicPolicyUri='http://a.example/B2C_1A_a'><ClaimsProviders><ClaimsProvider><TechnicalProfiles>\
             <TechnicalProfile Id='P'><OutputClaims>{claims}</OutputClaims></TechnicalProfile></TechnicalProfiles>\
             </ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>",
            crate::xml::NAMESPACE
        );
        let loader: MemoryLoader = [("a.xml", policy.clone())].into_iter().collect();
        let outcome = compile(&Options::new(["a.xml"], Purpose::Check), &loader);
        let mut findings = outcome.diagnostics.iter().filter(|finding| finding.code.id == "CS0503");
        let edits = &findings.next().expect("a finding").fix.as_ref()?.edits;
        assert!(findings.next().is_none());
        let mut text = policy;
        text.replace_range(edits[0].span.start as usize..edits[0].span.end as usize, &edits[0].replacement);
        let (_, rest) = text.split_once("<OutputClaims>").expect("there");
        rest.split_once("</OutputClaims>").map(|(claims, _)| claims.to_owned())
    }

    #[test]
    fn what_is_said_twice_is_removed_with_its_line() {
        let claim = "<OutputClaim ClaimTypeReferenceId='a' Required='true'/>";
        assert_eq!(mended(&format!("\n  {claim}\n  {claim}\n")), Some(format!("\n  {claim}\n")));
        let spelled = "<OutputClaim Required='1' ClaimTypeReferenceId='A' ></OutputClaim>";
        assert_eq!(mended(&format!("{claim}{spelled}")), Some(claim.to_owned()));
        assert_eq!(mended(&format!("{claim}<OutputClaim ClaimTypeReferenceId='a'/>")), None);
        assert_eq!(
            mended(&format!("{claim}<OutputClaim ClaimTypeReferenceId='a' Required='true' PartnerClaimType='b'/>")),
            None
        );
    }
}
