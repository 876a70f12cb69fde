//! Who signed in, from the typed claims.

use crate::contoso::{PROVIDERS, SignedIn};
use crate::picture::Picture;
use claimsmith::{Email, SubjectKey};

/// What the application remembers of a sign-in. A real one would keep less in the session.
pub(crate) struct User {
    /// The key of an account: the provider, and the provider's immutable id of the user.
    pub(crate) subject: SubjectKey,
    pub(crate) profile_id: String,
    /// A nickname or a name for display; any text.
    pub(crate) name: Option<String>,
    pub(crate) picture: Option<Picture>,
    pub(crate) email: Option<Email>,
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
    /// `None`: the policy does not say which claim identifies a user. `emulators`: origins of emulated providers, whose
    /// pictures are shown as well.
    pub(crate) fn new(signed_in: &SignedIn, emulators: &[String]) -> Option<Self> {
        let subject = signed_in.subject()?.clone();
        let (name, picture, claims, json) = match signed_in {
            SignedIn::QqOauth(user) => {
                let claims = &user.claims;
                let rows = vec![
                    claim("issuer_user_id", &claims.issuer_user_id),
                    claim("display_name", &claims.display_name),
                    claim("identity_provider", &claims.identity_provider),
                    claim("authentication_source", &claims.authentication_source),
                    claim("profile_picture_url", &claims.profile_picture_url),
                    claim("small_picture_url", &claims.small_picture_url),
                ];
                let picture = claims.profile_picture_url.as_ref().or(claims.small_picture_url.as_ref());
                (claims.display_name.as_ref(), picture, rows, serde_json::to_string_pretty(claims))
            }
            SignedIn::GitHubOauth2(user) => {
                let claims = &user.claims;
                let rows = vec![
                    claim("issuer_user_id", &claims.issuer_user_id),
                    claim("display_name", &claims.display_name),
                    claim("email", &claims.email),
                    claim("email_verified", &claims.email_verified),
                    claim("identity_provider", &claims.identity_provider),
                    claim("authentication_source", &claims.authentication_source),
                    claim("user_name", &claims.user_name),
                    claim("profile_picture_url", &claims.profile_picture_url),
                ];
                let name = claims.display_name.as_ref().or(claims.user_name.as_ref());
                (name, claims.profile_picture_url.as_ref(), rows, serde_json::to_string_pretty(claims))
            }
        };
        Some(Self {
            subject,
            profile_id: signed_in.profile_id().to_owned(),
            name: name.filter(|name| !name.trim().is_empty()).cloned(),
            picture: picture.and_then(|address| Picture::new(address, emulators)),
            email: signed_in.email().cloned(),
            claims,
            json: json.expect("claims are texts and Booleans under distinct names"),
        })
    }
}

/// The label of a provider's button.
pub(crate) fn provider_name(profile_id: &str) -> &str {
    PROVIDERS.iter().find(|provider| provider.id == profile_id).map_or(profile_id, |provider| &provider.display_name)
}

fn claim(field: &'static str, value: &impl ClaimField) -> Claim {
    let (rust_type, value) = value.show();
    Claim { field, rust_type, value }
}

/// The field types of this policy's claims: `String` where the policy always sets the claim, else an `Option`.
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

impl ClaimField for Option<bool> {
    fn show(&self) -> (&'static str, Option<String>) {
        ("Option<bool>", self.map(|value| value.to_string()))
    }
}
