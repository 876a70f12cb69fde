//! What a policy uses that Microsoft Entra External ID has no counterpart for.

use super::application::Application;
use super::context::Context;
use super::page::Page;
use crate::json::record::record;
use crate::model::offered::is_federation;
use crate::protocol::Role;

record! {
    /// Something that Microsoft Entra External ID has no counterpart for, or a lesser one.
    pub struct Feature {
        /// Its name: `javascript`, `custom_pages`, `second_factor_other_than_text_message`, `other_providers`,
        /// `age_gating`.
        pub name: String,
        /// Whether the policy uses it.
        pub used: bool,
        /// Ids of what uses it.
        pub used_by: Vec<String>,
        /// What External ID has instead.
        pub remark: String,
    }
}

/// Every feature, used or not, always in this order.
pub(super) fn features(context: &Context<'_, '_>, applications: &[Application], pages: &[Page]) -> Vec<Feature> {
    let feature = |name: &str, remark: &str, used_by: Vec<String>| Feature {
        name: name.to_owned(),
        used: !used_by.is_empty(),
        used_by,
        remark: remark.to_owned(),
    };
    let scripts = applications.iter().filter(|it| it.scripts).map(|it| it.id.clone().unwrap_or_default());
    let own_pages = pages.iter().filter(|page| page.custom).map(|page| page.id.clone());
    let federations = context.profiles.iter().filter(|it| is_federation(it.profile)).map(|it| it.id());
    vec![
        feature("javascript", "its pages run no scripts of the tenant", scripts.collect()),
        feature("custom_pages", "its pages can be branded, not replaced", own_pages.collect()),
        feature(
            "second_factor_other_than_text_message",
            "its second factor is a text message only",
            other_second_factors(context),
        ),
        feature(
            "other_providers",
            "the high scale compatibility mode, which keeps credentials, has no social providers",
            federations.collect(),
        ),
        feature("age_gating", "the high scale compatibility mode has none", age_gates(context)),
    ]
}

/// Calls and authenticator apps.
fn other_second_factors(context: &Context<'_, '_>) -> Vec<String> {
    let factors = context.with_role(&[Role::PhoneFactor, Role::MultifactorAuthentication]).filter(|known| {
        let is = |key: &str, values: &[&str]| {
            known.metadata(key).is_some_and(|value| values.iter().any(|it| value.trim().eq_ignore_ascii_case(it)))
        };
        match known.role {
            // Without the key the user may choose a call.
            Some(Role::PhoneFactor) => !is("setting.authenticationMode", &["sms"]),
            _ => is("Operation", &["BeginVerifyOTP", "VerifyOTP", "GetAvailableDevices"]),
        }
    });
    factors.map(|known| known.id()).collect()
}

fn age_gates(context: &Context<'_, '_>) -> Vec<String> {
    let transformations = context.policy.claims_transformations.iter().map(|it| it.current);
    let is_gate = |method: &str| method.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("GetAgeGroup"));
    transformations.filter(|it| is_gate(it.method.as_str())).map(|it| it.id.value.clone()).collect()
}
