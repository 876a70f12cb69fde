//! What a leaf holds, in short: its files, providers and keys.

use crate::model::{Policy, PolicySet, TechnicalProfile, offered};
use crate::protocol::value;
use crate::source::SourceMap;
use claimsmith_profile::callback_path;
use claimsmith_profile::rules::is_placeholder;
use std::collections::BTreeMap;

/// What one leaf policy holds with everything it inherits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// `PolicyId`, empty without one.
    pub policy_id: String,
    /// `TenantId`, empty without one.
    pub tenant_id: String,
    /// The files, root base first, the leaf last.
    pub files: Vec<String>,
    /// `DefaultUserJourney` of the relying party.
    pub user_journey: Option<String>,
    /// Number of claim types.
    pub claim_types: usize,
    /// Number of technical profiles by protocol.
    pub technical_profiles: BTreeMap<String, usize>,
    /// The providers a user can choose, in the order of their buttons.
    pub providers: Vec<Provider>,
    /// The policy keys, by storage reference.
    pub keys: Vec<PolicyKey>,
}

/// A provider a user can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// `TechnicalProfile/@Id`
    pub id: String,
    /// `DisplayName`, else the id.
    pub display_name: String,
    /// `Protocol/@Name`
    pub protocol: String,
    /// The endpoints in the order of a sign-in: metadata key and URL.
    pub endpoints: Vec<(String, String)>,
    /// Metadata `client_id`; `None` for a placeholder.
    pub client_id: Option<String>,
    /// Output claims: claim type and partner claim type.
    pub output_claims: Vec<(String, String)>,
    /// Path of the redirect URI below the application's own URL.
    pub callback_path: String,
    /// The redirect URIs of B2C while B2C runs this policy.
    pub b2c_redirect_uris: Vec<B2cRedirectUri>,
    /// Where the profile was first declared: `file:line`.
    pub place: String,
}

/// A redirect URI that B2C may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct B2cRedirectUri {
    /// The URI, all in lower case.
    pub uri: String,
    /// Whether B2C sends this form.
    pub certainty: Certainty,
}

/// Whether B2C sends a form of the redirect URI (metadata `UsePolicyInRedirectUri`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The only form there is: documentation and reports agree.
    Settled,
    /// What the documentation says; reports differ.
    Documented,
    /// What is reported: with the id of the policy that defines the profile.
    Reported,
}

impl Certainty {
    /// Every degree, the surest first.
    pub const ALL: [Self; 3] = [Self::Settled, Self::Documented, Self::Reported];

    /// The word in output for machines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Documented => "documented",
            Self::Reported => "reported",
        }
    }
}

/// A policy key and who uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyKey {
    /// `Key/@StorageReferenceId`
    pub storage_reference_id: String,
    /// The technical profile and the `Key/@Id` of each use.
    pub uses: Vec<(String, String)>,
    /// Where it was first named: `file:line`.
    pub place: String,
}

/// The inventory of every leaf.
#[must_use]
pub(crate) fn inventory(set: &PolicySet<'_>, sources: &SourceMap) -> Vec<Inventory> {
    set.policies.iter().map(|policy| of_policy(policy, sources)).collect()
}

fn of_policy(policy: &Policy<'_>, sources: &SourceMap) -> Inventory {
    let mut technical_profiles = BTreeMap::new();
    for profile in policy.technical_profiles.iter() {
        *technical_profiles.entry(profile.protocol_name().unwrap_or("none").to_owned()).or_default() += 1;
    }
    let offered = offered::offered(policy);
    let federation = offered.iter().filter(|profile| offered::is_federation(profile));
    Inventory {
        policy_id: policy.policy_id().to_owned(),
        tenant_id: policy.tenant_id().to_owned(),
        files: policy.chain.iter().map(|file| sources.get(file.file).path().to_owned()).collect(),
        user_journey: policy
            .relying_party
            .and_then(|party| party.default_user_journey.as_ref())
            .map(|journey| journey.to_string()),
        claim_types: policy.claim_types.iter().count(),
        technical_profiles,
        providers: federation.map(|profile| provider(profile, policy, sources)).collect(),
        keys: keys(policy, sources),
    }
}

const ENDPOINTS: &[&str] =
    &["METADATA", "authorization_endpoint", "AccessTokenEndpoint", "ClaimsEndpoint", "end_session_endpoint"];

fn provider(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, sources: &SourceMap) -> Provider {
    let item = |key: &str| profile.metadata(key).map(|item| item.value.to_string());
    let claim = |reference: &crate::model::ClaimReference<'_>| {
        let partner = profile.partner_claim_type(reference, &policy.claim_types);
        (reference.claim_type.to_string(), partner.to_string())
    };
    Provider {
        id: profile.id.to_string(),
        display_name: profile.display_name.unwrap_or(profile.id).to_string(),
        protocol: profile.protocol_name().unwrap_or("none").to_owned(),
        endpoints: ENDPOINTS.iter().filter_map(|key| Some(((*key).to_owned(), item(key)?))).collect(),
        client_id: item("client_id").filter(|id| !is_placeholder(id)),
        output_claims: profile.output_claims.iter().map(claim).collect(),
        callback_path: callback_path(profile.id),
        b2c_redirect_uris: b2c_redirect_uris(profile, policy),
        place: sources.place(profile.id.span),
    }
}

/// The forms B2C sends as redirect URI, all in lower case. With `UsePolicyInRedirectUri` = `false` the policy is not in
/// the path. Otherwise reports differ from the documentation, so both forms are listed.
pub(super) fn b2c_redirect_uris(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Vec<B2cRedirectUri> {
    let tenant = policy.tenant_id().to_lowercase();
    let Some(name) = tenant.strip_suffix(".onmicrosoft.com") else { return Vec::new() };
    let hosts = [
        format!("https://{name}.b2clogin.com/{tenant}"),
        format!("https://login.microsoftonline.com/te/{tenant}"),
        format!("https://<custom domain>/{tenant}"),
    ];
    let with = |policy_id: &str| format!("/{}", policy_id.to_lowercase());
    let (leaf, defining) = (with(policy.policy_id()), with(defining_policy(profile, policy)));
    let forms = match profile.metadata("UsePolicyInRedirectUri").and_then(|item| value::boolean(&item.value)) {
        Some(false) => vec![(String::new(), Certainty::Settled)],
        Some(true) if leaf == defining => vec![(leaf, Certainty::Settled)],
        Some(true) => vec![(leaf, Certainty::Documented), (defining, Certainty::Reported)],
        None => vec![(String::new(), Certainty::Documented), (defining, Certainty::Reported)],
    };
    let uri = |host: &str, infix: &str| format!("{host}{infix}/oauth2/authresp");
    let pairs = forms.iter().flat_map(|form| hosts.iter().map(move |host| (host, form)));
    pairs.map(|(host, (infix, certainty))| B2cRedirectUri { uri: uri(host, infix), certainty: *certainty }).collect()
}

/// `PolicyId` of the file that declares the profile first.
fn defining_policy<'a>(profile: &TechnicalProfile<'_>, policy: &Policy<'a>) -> &'a str {
    let file = policy.chain.iter().find(|file| file.file == profile.id.span.file);
    file.and_then(|file| file.policy_id.as_ref()).map_or(policy.policy_id(), |id| id.value.as_str())
}

fn keys(policy: &Policy<'_>, sources: &SourceMap) -> Vec<PolicyKey> {
    let mut keys: BTreeMap<&str, PolicyKey> = BTreeMap::new();
    for profile in policy.technical_profiles.iter() {
        for key in &profile.cryptographic_keys {
            let id = &key.storage_reference_id;
            let known = keys.entry(&id.value).or_insert_with(|| PolicyKey {
                storage_reference_id: id.to_string(),
                uses: Vec::new(),
                place: sources.place(id.span),
            });
            known.uses.push((profile.id.to_string(), key.id.to_string()));
        }
    }
    keys.into_values().collect()
}
