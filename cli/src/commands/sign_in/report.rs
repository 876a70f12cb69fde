//! What `sign-in` prints: the authorization URL first, who signed in and the claims last, nothing secret.

use super::arrival::Arrival;
use super::secret_claims::secret_claims;
use crate::arguments::AnswerFormat;
use crate::output::{self, Failure, message, printable};
use claimsmith_runtime::{ClaimSet, ClientConfig, Profile, Secret, SignedIn};
use serde_json::Value;
use std::fmt::Write;
use url::form_urlencoded;

/// Stands for a claim that holds a token or a key.
const HIDDEN: &str = "(secret, not shown)";
/// Below this length a secret would be found in ordinary words.
const SHORTEST_SECRET: usize = 4;

/// Prints one sign-in.
pub(super) struct Report {
    format: AnswerFormat,
    provider: String,
    /// Claims that are secrets by where they come from.
    secret_claims: Vec<String>,
    /// Texts that must not be shown wherever they turn up.
    secrets: Vec<Secret>,
}

impl Report {
    /// A report of a sign-in with this profile.
    pub(super) fn new(format: AnswerFormat, profile: &Profile, config: &ClientConfig) -> Self {
        Self {
            format,
            provider: printable(&profile.display_name),
            secret_claims: secret_claims(profile),
            secrets: config.keys.iter().map(|(_, key)| key.clone()).collect(),
        }
    }

    /// The URL to open.
    pub(super) fn authorize_url(&self, url: &str, arrival: &Arrival) -> Result<(), Failure> {
        match self.format {
            AnswerFormat::Json => output::result(&format!("{{\"authorize_url\": {}}}\n", Value::from(url)))?,
            AnswerFormat::Human => output::result(&format!("to sign in with {}, open\n  {url}\n", self.provider))?,
        }
        message(&match arrival {
            Arrival::Listener { redirect_uri, .. } => {
                format!("waiting for the callback at {}\n", printable(redirect_uri))
            }
            Arrival::StandardInput { redirect_uri } => {
                format!("the browser ends at {}…; paste that whole address here\n", printable(redirect_uri))
            }
        });
        Ok(())
    }

    /// Hides the values of a callback from here on: the code is one.
    pub(super) fn hide_parameters(&mut self, parameters: &[u8]) {
        let values = form_urlencoded::parse(parameters).filter(|(name, _)| matches!(name.as_ref(), "code" | "state"));
        self.secrets.extend(values.map(|(_, value)| Secret::from(value.into_owned())));
    }

    /// Who signed in, and the claims.
    pub(super) fn signed_in(&mut self, signed_in: &SignedIn<ClaimSet>) -> Result<(), Failure> {
        self.secrets.extend(signed_in.tokens.access_token().cloned());
        self.secrets.extend(signed_in.tokens.refresh_token().cloned());
        self.secrets.extend(signed_in.tokens.id_token().cloned());
        let claims = self.shown_claims(&signed_in.claims)?;
        output::result(&match self.format {
            AnswerFormat::Json => json(signed_in, claims)?,
            AnswerFormat::Human => self.human(signed_in, &claims),
        })
    }

    /// The claims without secrets, sorted.
    fn shown_claims(&self, claims: &ClaimSet) -> Result<Vec<(String, Value)>, Failure> {
        let shown = claims.iter().map(|(claim, value)| {
            let value = serde_json::to_value(value).map_err(unwritable)?;
            let secret = self.secret_claims.iter().any(|known| known == claim) || self.is_secret(&value);
            Ok((claim.to_owned(), if secret { Value::from(HIDDEN) } else { value }))
        });
        shown.collect()
    }

    fn is_secret(&self, value: &Value) -> bool {
        let holds = |text: &str| {
            let mut secrets = self.secrets.iter().map(Secret::expose).filter(|secret| secret.len() >= SHORTEST_SECRET);
            secrets.any(|secret| text.contains(secret))
        };
        match value {
            Value::String(text) => holds(text),
            // Claims are texts, numbers, and lists of texts or of objects of texts: no deeper than that.
            Value::Array(items) => items.iter().any(|item| self.is_secret(item)),
            Value::Object(members) => members.values().any(|member| self.is_secret(member)),
            _ => false,
        }
    }

    fn human(&self, signed_in: &SignedIn<ClaimSet>, claims: &[(String, Value)]) -> String {
        let mut text = match signed_in.subject() {
            Some(subject) => {
                let (id, issuer) = (printable(&subject.id), printable(&subject.issuer));
                format!("signed in with {} as {id} of {issuer}\n", self.provider)
            }
            None => {
                format!("signed in with {}; the policy does not say which claim identifies a user\n", self.provider)
            }
        };
        let width = claims.iter().map(|(claim, _)| claim.chars().count()).max().unwrap_or(0);
        for (claim, value) in claims {
            let _ = writeln!(text, "  {:width$}  {}", printable(claim), printable(&line(value)));
        }
        text
    }
}

fn json(signed_in: &SignedIn<ClaimSet>, claims: Vec<(String, Value)>) -> Result<String, Failure> {
    let profile = Value::from(signed_in.profile_id.as_str());
    let subject = serde_json::to_value(signed_in.subject()).map_err(unwritable)?;
    let claims = Value::Object(claims.into_iter().collect());
    Ok(format!("{{\"profile\": {profile}, \"subject\": {subject}, \"claims\": {claims}}}\n"))
}

fn line(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(line_of_item).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn line_of_item(item: &Value) -> String {
    item.as_str().map_or_else(|| item.to_string(), str::to_owned)
}

fn unwritable(_: serde_json::Error) -> Failure {
    Failure::new("the claims cannot be written as JSON")
}
