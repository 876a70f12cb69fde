//! A profile has the cryptographic keys that it needs: by the tables of its kind, and on an OAuth2 profile by what its
//! requests and its id_token rest on.

use super::doubt::Doubts;
use super::{at_profile, values, with_roles};
use crate::ast::Text;
use crate::diagnostic::codes::{CASE_ONLY_MATCH, MISSING_CRYPTOGRAPHIC_KEY};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::policy_key::PolicyKey;
use crate::protocol::when::When;
use crate::protocol::{Role, role_of, value};
use crate::rules::requests_claims;
use crate::settings::has_placeholder;
use claimsmith_profile::SignatureAlgorithm;

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for (profile, role) in with_roles(fresh) {
        // A key that waits for a setting may be any key.
        if profile.cryptographic_keys.iter().any(|key| has_placeholder(&key.id)) {
            continue;
        }
        profile.cryptographic_keys.iter().for_each(|key| spelling(&key.id, role, diagnostics));
        if role == Role::OAuth2Federation {
            of_oauth2(profile, doubts, diagnostics);
        } else if !fresh.is_part(profile) {
            by_table(profile, role, fresh.included_and_run(profile), doubts, diagnostics);
        }
    }
}

/// Whether B2C tells upper case from lower case here is written down nowhere.
fn spelling(id: &Text, role: Role, diagnostics: &mut Diagnostics) {
    let known = role.policy_keys().iter().find(|key| key.id.eq_ignore_ascii_case(id));
    let Some(known) = known.filter(|known| known.id != id.value) else { return };
    diagnostics.push(
        Diagnostic::new(CASE_ONLY_MATCH, format!("the cryptographic key `{}` is called `{}`", id.value, known.id))
            .at(id.span, "matches only without regard to case")
            .replace(id.span, known.id, "use the documented spelling", Applicability::MachineApplicable),
    );
}

fn of_oauth2(profile: &TechnicalProfile<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    // One finding a key: the first reason is enough.
    let reasons = [authentication(profile, doubts), proof(profile), symmetric_id_token(profile)];
    let mut missing: Vec<(&str, &str)> = Vec::new();
    for (id, why) in reasons.into_iter().flatten() {
        if profile.cryptographic_key(id).is_none() && missing.iter().all(|(other, _)| *other != id) {
            missing.push((id, why));
        }
    }
    for (id, why) in missing {
        diagnostics.push(finding(profile, Role::OAuth2Federation, id, why));
    }
}

/// What the profile lacks and the one that it includes, which runs itself, does not lack as well.
fn by_table(
    profile: &TechnicalProfile<'_>,
    role: Role,
    included: Option<&TechnicalProfile<'_>>,
    doubts: &Doubts,
    diagnostics: &mut Diagnostics,
) {
    for key in role.policy_keys() {
        let Some(when) = key.needed.filter(|_| lacks(profile, role, key)) else { continue };
        let is_said_there = included.is_some_and(|it| role_of(it).is_some_and(|role| lacks(it, role, key)));
        if !is_said_there && !when.keys().iter().any(|key| doubts.about(profile, key)) {
            let because = match when {
                When::Always => String::new(),
                _ => format!(", {}", when.describe()),
            };
            let mut finding = finding(profile, role, key.id, &format!("needs it {}{because}", key.purpose));
            if key.runs_without {
                finding.severity = Severity::Warning;
                finding = finding.note("B2C's reference requires it; policies without it are in use");
            }
            diagnostics.push(finding);
        }
    }
    // The id of the key is the name of the header, so any key will do.
    if lacks_header(profile) && !included.is_some_and(lacks_header) {
        let message = format!("the technical profile `{}` has no cryptographic key", profile.id.value);
        let finding = at_profile(
            Diagnostic::new(MISSING_CRYPTOGRAPHIC_KEY, message),
            profile,
            "needs one, when `AuthenticationType` is `ApiKeyHeader`: its id is the name of the header",
        );
        diagnostics.push(finding.help(add("x-functions-key")));
    }
}

fn lacks(profile: &TechnicalProfile<'_>, role: Role, key: &PolicyKey) -> bool {
    let needed = role.policy_keys().iter().find(|row| row.id == key.id).and_then(|row| row.needed);
    needed.is_some_and(|when| when.holds(&values(profile))) && profile.cryptographic_key(key.id).is_none()
}

fn lacks_header(profile: &TechnicalProfile<'_>) -> bool {
    profile.metadata_is("AuthenticationType", "ApiKeyHeader") && profile.cryptographic_keys.is_empty()
}

fn finding(profile: &TechnicalProfile<'_>, role: Role, id: &str, why: &str) -> Diagnostic {
    let message = format!("the technical profile `{}` has no cryptographic key `{id}`", profile.id.value);
    let finding = at_profile(Diagnostic::new(MISSING_CRYPTOGRAPHIC_KEY, message), profile, why);
    // No profile has this many keys; more need not be compared. One that is known is no slip.
    let is_known = |id: &str| role.policy_keys().iter().any(|key| key.id.eq_ignore_ascii_case(id));
    let mut others = profile.cryptographic_keys.iter().take(MOST_KEYS).filter(|key| !is_known(&key.id));
    match others.find(|key| nearest(&key.id, [id]).is_some()) {
        Some(slip) => finding.label(slip.id.span, "is this the key?").did_you_mean(slip.id.span, &slip.id, id),
        None => finding.help(add(id)),
    }
}

const MOST_KEYS: usize = 20;

fn add(id: &str) -> String {
    format!("add `<Key Id=\"{id}\" StorageReferenceId=\"B2C_1A_…\" />` to its `CryptographicKeys`")
}

/// The id of a key and what it is for.
type Needed = (&'static str, &'static str);

fn authentication(profile: &TechnicalProfile<'_>, doubts: &Doubts) -> Option<Needed> {
    let rests_on = ["response_types", "token_endpoint_auth_method"];
    if profile.receives_id_token() || rests_on.iter().any(|key| doubts.about(profile, key)) {
        None
    } else if profile.metadata_is("token_endpoint_auth_method", "private_key_jwt") {
        Some(("assertion_signing_key", "needs it to sign what it authenticates with at the token endpoint"))
    } else if profile.metadata("claimsmith.client_secret_issuer").is_some() {
        Some(("client_secret", "needs it, a P-256 private key in PEM, to sign its client secret"))
    } else {
        Some(("client_secret", "needs it to authenticate at the token endpoint"))
    }
}

fn proof(profile: &TechnicalProfile<'_>) -> Option<Needed> {
    profile.metadata("claimsmith.claims_proof_parameter").filter(|_| requests_claims(profile))?;
    Some(("client_secret", "needs it for the parameter of `claimsmith.claims_proof_parameter`"))
}

fn symmetric_id_token(profile: &TechnicalProfile<'_>) -> Option<Needed> {
    let is_validated = ["JWKS", "METADATA"].iter().any(|key| profile.metadata(key).is_some());
    let item = profile.metadata("claimsmith.id_token_algorithms").filter(|_| is_validated)?;
    let algorithms = value::algorithms(&item.value).ok()?;
    let why = "needs it to validate an id_token that is signed with HS256";
    algorithms.contains(&SignatureAlgorithm::Hs256).then_some(("client_secret", why))
}
