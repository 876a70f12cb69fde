//! Who signed in.

use crate::contoso::{PROVIDERS, SignedIn};
use claimsmith::SubjectKey;

/// What the application remembers of a sign-in. A real one would find or make an account by [`User::subject`] here, and
/// keep less in the session.
pub(crate) struct User {
    /// The key of an account: the provider, and the provider's immutable id of the user.
    pub(crate) subject: Option<SubjectKey>,
    pub(crate) name: String,
    pub(crate) claims: Vec<Claim>,
    pub(crate) json: String,
}

/// One field of a generated claims struct.
pub(crate) struct Claim {
    pub(crate) field: &'static str,
    pub(crate) rust_type: &'static str,
    /// `None`: the provider did not say.
    pub(crate) value: Option<String>,
}

impl User {
    pub(crate) fn new(signed_in: &SignedIn) -> Self {
        let subject = signed_in.subject().cloned();
        let (name, claims, json) = match signed_in {
            SignedIn::QqOauth(user) => {
                let claims = &user.claims;
                let rows = vec![
                    claim("issuer_user_id", &claims.issuer_user_id),
                    claim("display_name", &claims.display_name),
                    claim("identity_provider", &claims.identity_provider),
                    claim("authentication_source", &claims.authentication_source),
                ];
                (claims.display_name.clone(), rows, serde_json::to_string_pretty(claims))
            }
            SignedIn::GitHubOauth2(user) => {
                let claims = &user.claims;
                let rows = vec![
                    claim("issuer_user_id", &claims.issuer_user_id),
                    claim("display_name", &claims.display_name),
                    claim("email", &claims.email),
                    claim("identity_provider", &claims.identity_provider),
                    claim("authentication_source", &claims.authentication_source),
                    claim("user_name", &claims.user_name),
                    claim("profile_picture_url", &claims.profile_picture_url),
                ];
                let name = claims.display_name.clone().or_else(|| claims.user_name.clone());
                (name, rows, serde_json::to_string_pretty(claims))
            }
        };
        let name = name.unwrap_or_else(|| format!("a user of {}", provider_name(signed_in.profile_id())));
        let json = json.expect("claims are texts under distinct names");
        Self { subject, name, claims, json }
    }
}

/// The label of the provider's button.
fn provider_name(profile_id: &str) -> &str {
    PROVIDERS.iter().find(|provider| provider.id == profile_id).map_or(profile_id, |provider| &provider.display_name)
}

fn claim(field: &'static str, value: &impl ClaimField) -> Claim {
    let (rust_type, value) = value.show();
    Claim { field, rust_type, value }
}

/// The field types of this policy's claims: `String` where the policy always sets the claim, else `Option<String>`.
trait ClaimField {
    fn show(&self) -> (&'static str, Option<String>);
}

impl ClaimField for String {
    fn show(&self) -> (&'static str, Option<String>) {
        ("String", Some(self.clone()))
    }
}

impl ClaimField for Option<String> {
    fn show(&self) -> (&'static str, Option<String>) {
        ("Option<String>", self.clone())
    }
}
