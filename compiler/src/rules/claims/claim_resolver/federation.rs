//! Claim resolvers of an OAuth2 profile are known, stand where they have a value, and fit the data type of their claim.

use super::{SWITCH, empty, misplaced, named_claim, unknown};
use crate::ast::Text;
use crate::diagnostic::codes::{DEFAULT_VALUE_TYPE, LITERAL_RESOLVER, RESOLVER_DATA_TYPE};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{ClaimReference, ClaimTypes, Fresh, TechnicalProfile};
use crate::protocol::resolver::{self, ClaimResolver, Filler, Reading};
use crate::rules::metadata::doubt::Doubts;
use crate::settings::has_placeholder;
use crate::source::Spanned;
use claimsmith_profile::DataType;

pub(in crate::rules::claims) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    let doubts = Doubts::default();
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        let is_doubtful = doubts.about(profile, SWITCH);
        for reference in profile.input_claims.iter().chain(&profile.output_claims) {
            if diagnostics.is_full() {
                return;
            }
            default_value(reference, (profile, is_doubtful), fresh.declared(), diagnostics);
        }
        for reference in &profile.input_claims {
            input_partner(profile.partner_claim_type(reference, fresh.declared()), diagnostics);
        }
        for reference in &profile.output_claims {
            output_partner(profile.partner_claim_type(reference, fresh.declared()), diagnostics);
        }
    }
}

/// Of a claim of this profile; a slip in the switch of which may have been reported.
fn default_value(
    reference: &ClaimReference<'_>,
    (profile, is_doubtful): (&TechnicalProfile<'_>, bool),
    claim_types: &ClaimTypes<'_>,
    diagnostics: &mut Diagnostics,
) {
    // That a setting has no value has been reported.
    let Some(default) = reference.default_value.filter(|default| !has_placeholder(default)) else { return };
    let reading = resolver::read(default);
    if let Reading::Resolver(known, _) = reading
        && known.filler == Filler::Provider
    {
        diagnostics.push(
            misplaced(default, "as a default value")
                .help(format!("write it as `PartnerClaimType=\"{}\"` of an `OutputClaim`", default.value)),
        );
        return;
    }
    match reading {
        Reading::Text => part_of_text(default, diagnostics),
        _ if !profile.resolves_claims() && is_doubtful => {}
        _ if !profile.resolves_claims() => {
            literal(default, data_type(reference.claim_type, claim_types), profile, diagnostics);
        }
        Reading::Unknown { namespace, name } => diagnostics.push(unknown(default, namespace, name)),
        Reading::Resolver(known, name) => {
            if let Filler::Nobody(reason) = known.filler {
                diagnostics.push(empty(default, known, reason));
            }
            if known.filler == Filler::Claim {
                named_claim(default, name, claim_types, diagnostics);
            }
            fit(reference, default, (known, name), claim_types, diagnostics);
        }
    }
}

fn data_type<'a>(claim_type: &str, claim_types: &ClaimTypes<'a>) -> Option<&'a Spanned<DataType>> {
    claim_types.get(claim_type)?.data_type
}

fn part_of_text(default: &Text, diagnostics: &mut Diagnostics) {
    let Some(part) = resolver::embedded(default) else { return };
    diagnostics.push(
        Diagnostic::new(LITERAL_RESOLVER, format!("the claim resolver `{part}` is used as literal text"))
            .at(default.span, "only a part of the default value")
            .help("a claim resolver is the whole of a default value, or it is text"),
    );
}

/// Without the switch in its metadata a profile takes the braces for text.
fn literal(
    default: &Text,
    data_type: Option<&Spanned<DataType>>,
    profile: &TechnicalProfile<'_>,
    diagnostics: &mut Diagnostics,
) {
    // Braces around a namespace that nobody knows are text in any case.
    if let Reading::Unknown { namespace: None, .. } = resolver::read(default) {
        return;
    }
    let message = match data_type {
        Some(data_type) if data_type.value != DataType::String => (
            DEFAULT_VALUE_TYPE,
            format!("the text `{}` is not a value of type `{}`", default.value, data_type.value.name()),
        ),
        _ => (LITERAL_RESOLVER, format!("the claim resolver `{}` is used as literal text", default.value)),
    };
    let finding = Diagnostic::new(message.0, message.1).at(default.span, "would be filled in with claim resolving on");
    let switch = profile.metadata(SWITCH);
    diagnostics.push(match switch {
        Some(item) => finding.label(item.value.span, "claim resolving is switched off here"),
        None => finding
            .label(profile.id.span, "in this technical profile")
            .help(format!("add `<Item Key=\"{SWITCH}\">true</Item>` to its `Metadata`")),
    });
}

/// A claim resolver gives text. A claim that is none may hold it when the text can be read as its data type.
fn fit(
    reference: &ClaimReference<'_>,
    default: &Text,
    (known, name): (&ClaimResolver, &str),
    claim_types: &ClaimTypes<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(wanted) = data_type(reference.claim_type, claim_types).filter(|it| it.value != DataType::String) else {
        return;
    };
    let same = known.filler == Filler::Claim
        && data_type(name, claim_types).is_some_and(|data_type| data_type.value == wanted.value);
    let (claim, type_name) = (&reference.claim_type.value, wanted.value.name());
    let finding = if same || known.fits.contains(&wanted.value) {
        let mut finding = Diagnostic::new(
            RESOLVER_DATA_TYPE,
            format!("the text of `{}` has to be read as a value of type `{type_name}`", default.value),
        )
        .note("B2C documents claim resolvers for claims of type `string` only");
        finding.severity = Severity::Warning;
        finding
    } else {
        let message = format!("the claim resolver `{}` gives no value of type `{type_name}`", default.value);
        Diagnostic::new(RESOLVER_DATA_TYPE, message).help("use a claim of type `string`")
    };
    diagnostics.push(
        finding.at(default.span, format!("`{claim}` is declared as `{type_name}`")).label(wanted.span, "the data type"),
    );
}

fn input_partner(partner: &Text, diagnostics: &mut Diagnostics) {
    if resolver::is_resolver(partner) {
        diagnostics.push(
            misplaced(partner, "as the name of a parameter")
                .help("an input claim is sent under its `PartnerClaimType`; its value stands in `DefaultValue`"),
        );
    }
}

fn output_partner(partner: &Text, diagnostics: &mut Diagnostics) {
    match resolver::read(partner) {
        Reading::Text => {}
        Reading::Unknown { namespace, name } => diagnostics.push(unknown(partner, namespace, name)),
        Reading::Resolver(known, _) if known.filler == Filler::Provider => {}
        Reading::Resolver(..) => diagnostics.push(
            misplaced(partner, "as what the provider calls the claim")
                .help(format!("write it as `DefaultValue=\"{}\" AlwaysUseDefaultValue=\"true\"`", partner.value)),
        ),
    }
}
