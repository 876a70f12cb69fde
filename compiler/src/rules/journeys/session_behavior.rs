//! How long a session lasts is within what B2C takes (B2C: "UserJourneyBehaviors").

use super::relying_parties;
use crate::ast::Text;
use crate::diagnostic::codes::SESSION_BEHAVIOR;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::settings::has_placeholder;
use std::ops::RangeInclusive;

const KEEP_ALIVE_IN_DAYS: RangeInclusive<i64> = 0..=90;
const SESSION_EXPIRY_IN_SECONDS: RangeInclusive<i64> = 900..=86_400;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for behaviors in relying_parties(policy).filter_map(|party| party.behaviors.as_ref()) {
        let keep_alive = behaviors.single_sign_on.as_ref().and_then(|it| it.keep_alive_in_days.as_ref());
        let expiry = behaviors.session_expiry_in_seconds.as_ref();
        for (value, name, unit, range) in [
            (keep_alive, "KeepAliveInDays", "days", KEEP_ALIVE_IN_DAYS),
            (expiry, "SessionExpiryInSeconds", "seconds", SESSION_EXPIRY_IN_SECONDS),
        ] {
            let finding = value.and_then(|value| out_of_range(value, name, unit, &range));
            finding.into_iter().for_each(|finding| diagnostics.push(finding));
        }
    }
}

/// What is no number has been reported by the schema.
fn out_of_range(value: &Text, name: &str, unit: &str, range: &RangeInclusive<i64>) -> Option<Diagnostic> {
    let number: i64 = value.trim().parse().ok().filter(|_| !has_placeholder(value))?;
    let (least, most) = (range.start(), range.end());
    (!range.contains(&number)).then(|| {
        Diagnostic::new(SESSION_BEHAVIOR, format!("`{name}` of {number} is out of range"))
            .at(value.span, format!("from {least} to {most} {unit}"))
            .help(format!("choose a value from {least} to {most}"))
    })
}
