//! The providers whose users can sign in: what is asked of them, who their users are, what is registered with them.

use super::context::{Context, Known};
use super::support::Support;
use super::technical_profile::{MappedClaim, mapped};
use crate::ast::ClaimsTransformation;
use crate::inspect::inventory::{B2cRedirectUri, b2c_redirect_uris};
use crate::json::record::record;
use crate::lower::subject_of;
use crate::model::offered::{is_federation, offered};
use crate::naming;
use crate::protocol::Role;
use crate::secrets::public_url;
use claimsmith_profile::callback_path;
use claimsmith_profile::rules::is_placeholder;

record! {
    /// A provider: a technical profile that hands the user over.
    pub struct Provider {
        /// `TechnicalProfile/@Id`
        pub technical_profile: String,
        /// `DisplayName`, else the id.
        pub display_name: String,
        /// `ClaimsProvider/Domain`: what `domain_hint` selects.
        pub domain: Option<String>,
        /// `Protocol/@Name`
        pub protocol: String,
        /// Whether the default user journey reaches it.
        pub offered: bool,
        /// Metadata `client_id`; none for a placeholder.
        pub client_id: Option<String>,
        /// Its endpoints in the order of a sign-in.
        pub endpoints: Vec<ProviderEndpoint>,
        /// The scopes that are asked for.
        pub scopes: Vec<String>,
        /// Metadata `response_types`
        pub response_type: Option<String>,
        /// What is sent with the request.
        pub input_claims: Vec<MappedClaim>,
        /// What is read from its answers.
        pub output_claims: Vec<MappedClaim>,
        /// How its users are told apart; none when the policy does not say.
        pub subject: Option<SubjectMapping>,
        /// Storage references of its policy keys.
        pub keys: Vec<String>,
        /// What Claimsmith makes of it.
        pub support: Support,
        /// Why.
        pub reason: String,
        /// `file:line`
        pub place: String,
    }

    /// An endpoint of a provider.
    pub struct ProviderEndpoint {
        /// The metadata key.
        pub key: String,
        /// The URL; keys in its query are left out.
        pub url: String,
    }

    /// How the users of a provider are told apart: what B2C keeps in `identities` or `alternativeSecurityIds`.
    pub struct SubjectMapping {
        /// The issuer: the constant of `identityProvider`, else the id of the technical profile.
        pub issuer: String,
        /// The claim type with the id of the user.
        pub id_claim_type: String,
        /// What the provider calls it; the claim type itself when a claims transformation gives it.
        pub id_partner_claim_type: String,
        /// The claims transformations that make an alternative security id, or a user identity, of the two.
        pub identity_transformations: Vec<String>,
    }

    /// What is registered with a provider.
    pub struct Registration {
        /// `TechnicalProfile/@Id`
        pub technical_profile: String,
        /// The client id to keep; none when the policy has a placeholder.
        pub client_id: Option<String>,
        /// The variable that generated code reads a client id from.
        pub client_id_variable: String,
        /// Path of the redirect URI below the URL of an application that signs in by itself: to be registered.
        pub application_path: String,
        /// The redirect URIs of that application, one for each URL of it that is known.
        pub application_redirect_uris: Vec<String>,
        /// The redirect URIs of B2C: to be kept only while B2C runs this policy.
        pub b2c_redirect_uris: Vec<RedirectUri>,
    }

    /// A redirect URI that B2C may send.
    pub struct RedirectUri {
        /// The URI, all in lower case.
        pub uri: String,
        /// Whether B2C sends this form: `settled`, `documented` or `reported`.
        pub certainty: String,
    }
}

const ENDPOINTS: &[&str] = &[
    "METADATA",
    "PartnerEntity",
    "request_token_endpoint",
    "authorization_endpoint",
    "AccessTokenEndpoint",
    "access_token_endpoint",
    "ClaimsEndpoint",
    "JWKS",
    "end_session_endpoint",
];

const IDENTITY_METHODS: &[&str] = &[
    "CreateAlternativeSecurityId",
    "CreateUserIdentity",
    "UpdateAlternativeSecurityId",
    "AddItemToUserIdentityCollection",
];

/// The profiles, those that the default user journey reaches first, in the order of their buttons.
fn federations<'c, 'x, 'a>(context: &'x Context<'c, 'a>) -> Vec<(&'x Known<'c, 'a>, bool)> {
    let reached = offered(context.policy);
    let reached: Vec<&Known<'c, 'a>> = reached.iter().filter_map(|profile| context.profile(profile.id)).collect();
    let is_reached = |known: &Known<'c, 'a>| reached.iter().any(|it| it.profile.id.span == known.profile.id.span);
    let others = context.profiles.iter().filter(|known| !is_reached(known)).map(|known| (known, false));
    let all = reached.iter().map(|known| (*known, true)).chain(others);
    all.filter(|(known, _)| is_federation(known.profile)).collect()
}

pub(super) fn providers(context: &Context<'_, '_>) -> Vec<Provider> {
    federations(context).into_iter().map(|(known, offered)| provider(known, offered, context)).collect()
}

fn provider(known: &Known<'_, '_>, offered: bool, context: &Context<'_, '_>) -> Provider {
    let profile = known.profile;
    let endpoint = |key: &&str| {
        let url = known.metadata(key).filter(|value| !value.trim_start().starts_with('<'))?;
        Some(ProviderEndpoint { key: (*key).to_owned(), url: public_url(url.trim()) })
    };
    let scopes = known.metadata("scope").into_iter().flat_map(|scope| scope.split([' ', ',']));
    Provider {
        technical_profile: known.id(),
        display_name: profile.display_name.unwrap_or(profile.id).to_string(),
        domain: profile.domain.map(|domain| domain.to_string()),
        protocol: profile.protocol_name().unwrap_or("none").to_owned(),
        offered,
        client_id: client_id(known),
        endpoints: ENDPOINTS.iter().filter_map(endpoint).collect(),
        scopes: scopes.filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        response_type: known.metadata("response_types").map(str::to_owned),
        input_claims: mapped(&profile.input_claims, known, context),
        output_claims: mapped(&profile.output_claims, known, context),
        subject: subject(known, context),
        keys: profile.cryptographic_keys.iter().map(|key| key.storage_reference_id.to_string()).collect(),
        support: known.verdict.support,
        reason: known.verdict.reason.clone(),
        place: context.place(profile.id.span),
    }
}

fn client_id(known: &Known<'_, '_>) -> Option<String> {
    known.metadata("client_id").filter(|id| !is_placeholder(id)).map(str::to_owned)
}

fn subject(known: &Known<'_, '_>, context: &Context<'_, '_>) -> Option<SubjectMapping> {
    let policy = context.policy;
    let (issuer, claim) = subject_of(known.profile, policy)?;
    let output = known.profile.output_claims.iter().find(|it| it.claim_type.eq_ignore_ascii_case(claim));
    let partner = output.map_or(claim, |output| known.profile.partner_claim_type(output, &policy.claim_types));
    let runs = known.profile.output_claims_transformations.iter();
    let runs = runs.filter_map(|id| policy.claims_transformations.get(id)).map(|it| it.current);
    let is_identity =
        |it: &&ClaimsTransformation| IDENTITY_METHODS.iter().any(|name| it.method.eq_ignore_ascii_case(name));
    Some(SubjectMapping {
        issuer,
        id_claim_type: context.claim_id(claim),
        id_partner_claim_type: partner.to_string(),
        identity_transformations: runs.filter(is_identity).map(|it| it.id.to_string()).collect(),
    })
}

pub(super) fn registrations(context: &Context<'_, '_>) -> Vec<Registration> {
    federations(context).into_iter().map(|(known, _)| registration(known, context)).collect()
}

fn registration(known: &Known<'_, '_>, context: &Context<'_, '_>) -> Registration {
    let profile = known.profile;
    // Other protocols have redirect URIs of other forms.
    let is_known = matches!(known.role, Some(Role::OAuth2Federation | Role::OpenIdConnectFederation));
    let uris = if is_known { b2c_redirect_uris(profile, context.policy) } else { Vec::new() };
    let uri = |it: B2cRedirectUri| RedirectUri { uri: it.uri, certainty: it.certainty.name().to_owned() };
    let name = naming::type_name(profile.id).unwrap_or_default();
    Registration {
        technical_profile: known.id(),
        client_id: client_id(known),
        client_id_variable: naming::client_id_variable(profile.id, &name),
        application_path: callback_path(profile.id),
        application_redirect_uris: Vec::new(),
        b2c_redirect_uris: uris.into_iter().map(uri).collect(),
    }
}
