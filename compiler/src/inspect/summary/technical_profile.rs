//! Technical profiles and claims transformations: what each is, and what those do that reach outside of B2C.

use super::claim::is_extension_attribute;
use super::context::{Context, Known};
use super::support::{self, Support};
use crate::ast;
use crate::json::record::record;
use crate::model::{ClaimReference, fold};
use crate::protocol::Role;
use crate::secrets::public_url;
use std::collections::BTreeMap;

record! {
    /// A technical profile.
    pub struct TechnicalProfile {
        /// `@Id`
        pub id: String,
        /// `DisplayName`
        pub display_name: Option<String>,
        /// `Protocol/@Name`
        pub protocol: Option<String>,
        /// What it is, in words; none when nothing is known of it.
        pub role: Option<String>,
        /// The claims transformations that run before it.
        pub input_claims_transformations: Vec<String>,
        /// The claims transformations that run after it.
        pub output_claims_transformations: Vec<String>,
        /// The technical profiles that validate what a page asks for.
        pub validation_technical_profiles: Vec<String>,
        /// The technical profile that it includes.
        pub includes: Option<String>,
        /// `EnabledForUserJourneys`
        pub enabled_for_user_journeys: Option<String>,
        /// What Claimsmith makes of it.
        pub support: Support,
        /// Why.
        pub reason: String,
        /// `file:line`
        pub place: String,
    }

    /// A claim that is exchanged with somebody.
    pub struct MappedClaim {
        /// The claim type.
        pub claim_type: String,
        /// What the other side calls it.
        pub partner_claim_type: String,
        /// `DataType` of the claim type.
        pub data_type: Option<String>,
        /// Whether it has a default value, which is not shown: it may be a secret.
        pub has_default: bool,
        /// `@Required`
        pub required: bool,
    }

    /// A claims transformation.
    pub struct Transformation {
        /// `@Id`
        pub id: String,
        /// `@TransformationMethod`
        pub method: String,
        /// The input claims.
        pub input_claims: Vec<TransformationClaim>,
        /// The names of its parameters, without their values: they may be secrets.
        pub input_parameters: Vec<String>,
        /// The output claims.
        pub output_claims: Vec<TransformationClaim>,
        /// The technical profiles that run it.
        pub used_by: Vec<String>,
        /// What Claimsmith makes of it.
        pub support: Support,
        /// Why.
        pub reason: String,
        /// `file:line`
        pub place: String,
    }

    /// A claim of a claims transformation.
    pub struct TransformationClaim {
        /// The claim type.
        pub claim_type: String,
        /// What the method calls it.
        pub transformation_claim_type: String,
    }

    /// A call of a REST API.
    pub struct RestCall {
        /// `TechnicalProfile/@Id`
        pub technical_profile: String,
        /// The URL; keys in its query are left out.
        pub url: Option<String>,
        /// GET or POST.
        pub method: String,
        /// Where the claims are: `SendClaimsIn`.
        pub send_claims_in: String,
        /// `AuthenticationType`
        pub authentication_type: Option<String>,
        /// The claims that are sent.
        pub claims_sent: Vec<MappedClaim>,
        /// The claims that are read from the answer.
        pub claims_received: Vec<MappedClaim>,
        /// Storage references of its policy keys.
        pub keys: Vec<String>,
    }

    /// What is read from the directory, or written to it.
    pub struct DirectoryAccess {
        /// `TechnicalProfile/@Id`
        pub technical_profile: String,
        /// Metadata `Operation`
        pub operation: Option<String>,
        /// The claims by which the user is found.
        pub found_by: Vec<MappedClaim>,
        /// The attributes that are read.
        pub reads: Vec<MappedClaim>,
        /// The attributes that are written.
        pub writes: Vec<MappedClaim>,
        /// Those attributes that the tenant added: `extension_…`.
        pub extension_attributes: Vec<String>,
    }

    /// A check of the user beyond the first factor.
    pub struct SecondFactor {
        /// `TechnicalProfile/@Id`
        pub technical_profile: String,
        /// What it is, in words.
        pub role: String,
        /// What it does: metadata `Operation`, or `setting.authenticationMode` of a page for phone numbers.
        pub operation: Option<String>,
    }
}

fn owned(text: Option<&ast::Text>) -> Option<String> {
    text.map(|text| text.to_string())
}

fn ids(texts: &[&ast::Text]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

pub(super) fn technical_profiles(context: &Context<'_, '_>) -> Vec<TechnicalProfile> {
    context.profiles.iter().map(|known| technical_profile(known, context)).collect()
}

fn technical_profile(known: &Known<'_, '_>, context: &Context<'_, '_>) -> TechnicalProfile {
    let profile = known.profile;
    let validations = profile.validation_technical_profiles.iter();
    TechnicalProfile {
        id: known.id(),
        display_name: owned(profile.display_name),
        protocol: profile.protocol_name().map(str::to_owned),
        role: known.role.map(|role| role.name().to_owned()),
        input_claims_transformations: ids(&profile.input_claims_transformations),
        output_claims_transformations: ids(&profile.output_claims_transformations),
        validation_technical_profiles: validations.map(|it| it.technical_profile.to_string()).collect(),
        includes: owned(profile.include),
        enabled_for_user_journeys: owned(profile.enabled_for_user_journeys),
        support: known.verdict.support,
        reason: known.verdict.reason.clone(),
        place: context.place(profile.id.span),
    }
}

/// The claims of a list of a profile.
pub(super) fn mapped<'a>(
    claims: &[ClaimReference<'a>],
    known: &Known<'_, 'a>,
    context: &Context<'_, 'a>,
) -> Vec<MappedClaim> {
    let one = |claim: &ClaimReference<'a>| MappedClaim {
        claim_type: context.claim_id(claim.claim_type),
        partner_claim_type: known.profile.partner_claim_type(claim, &context.policy.claim_types).to_string(),
        data_type: context.data_type(claim.claim_type),
        has_default: claim.default_value.is_some(),
        required: claim.is_required(),
    };
    claims.iter().map(one).collect()
}

pub(super) fn transformations(context: &Context<'_, '_>) -> Vec<Transformation> {
    let mut used_by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for known in &context.profiles {
        let profile = known.profile;
        for id in profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations) {
            let list = used_by.entry(fold(id)).or_default();
            if list.last().map(String::as_str) != Some(profile.id.as_str()) {
                list.push(known.id());
            }
        }
    }
    let all = context.policy.claims_transformations.iter().map(|it| it.current);
    all.map(|it| transformation(it, used_by.remove(&fold(&it.id)).unwrap_or_default(), context)).collect()
}

fn transformation(it: &ast::ClaimsTransformation, used_by: Vec<String>, context: &Context<'_, '_>) -> Transformation {
    let verdict = support::of_method(&it.method);
    let claim = |claim: &ast::TransformationClaim| TransformationClaim {
        claim_type: context.claim_id(&claim.claim_type),
        transformation_claim_type: claim.transformation_claim_type.as_ref().unwrap_or(&claim.claim_type).to_string(),
    };
    Transformation {
        id: it.id.to_string(),
        method: it.method.to_string(),
        input_claims: it.input_claims.iter().map(claim).collect(),
        input_parameters: it.input_parameters.iter().map(|parameter| parameter.id.to_string()).collect(),
        output_claims: it.output_claims.iter().map(claim).collect(),
        used_by,
        support: verdict.support,
        reason: verdict.reason,
        place: context.place(it.id.span),
    }
}

pub(super) fn rest_calls(context: &Context<'_, '_>) -> Vec<RestCall> {
    context.with_role(&[Role::Restful]).map(|known| rest_call(known, context)).collect()
}

fn rest_call(known: &Known<'_, '_>, context: &Context<'_, '_>) -> RestCall {
    let send_claims_in = known.metadata("SendClaimsIn").unwrap_or("Body").trim();
    let is_posted = ["Body", "Form"].iter().any(|it| send_claims_in.eq_ignore_ascii_case(it));
    let profile = known.profile;
    RestCall {
        technical_profile: known.id(),
        url: known.metadata("ServiceUrl").map(|url| public_url(url.trim())),
        method: if is_posted { "POST" } else { "GET" }.to_owned(),
        send_claims_in: send_claims_in.to_owned(),
        authentication_type: known.metadata("AuthenticationType").map(|it| it.trim().to_owned()),
        claims_sent: mapped(&profile.input_claims, known, context),
        claims_received: mapped(&profile.output_claims, known, context),
        keys: profile.cryptographic_keys.iter().map(|key| key.storage_reference_id.to_string()).collect(),
    }
}

pub(super) fn directory(context: &Context<'_, '_>) -> Vec<DirectoryAccess> {
    context.with_role(&[Role::Directory]).map(|known| directory_access(known, context)).collect()
}

fn directory_access(known: &Known<'_, '_>, context: &Context<'_, '_>) -> DirectoryAccess {
    let profile = known.profile;
    let reads = mapped(&profile.output_claims, known, context);
    let writes = mapped(&profile.persisted_claims, known, context);
    let mut extensions: Vec<String> = Vec::new();
    for name in reads.iter().chain(&writes).map(|claim| &claim.partner_claim_type) {
        if is_extension_attribute(name) && !extensions.contains(name) {
            extensions.push(name.clone());
        }
    }
    DirectoryAccess {
        technical_profile: known.id(),
        operation: known.metadata("Operation").map(|it| it.trim().to_owned()),
        found_by: mapped(&profile.input_claims, known, context),
        reads,
        writes,
        extension_attributes: extensions,
    }
}

const SECOND_FACTORS: &[Role] = &[Role::PhoneFactor, Role::MultifactorAuthentication, Role::OneTimePassword];

pub(super) fn second_factors(context: &Context<'_, '_>) -> Vec<SecondFactor> {
    let factor = |known: &Known<'_, '_>| SecondFactor {
        technical_profile: known.id(),
        role: known.role.map(|role| role.name().to_owned()).unwrap_or_default(),
        operation: known
            .metadata("Operation")
            .or_else(|| known.metadata("setting.authenticationMode"))
            .map(str::to_owned),
    };
    context.with_role(SECOND_FACTORS).map(factor).collect()
}
