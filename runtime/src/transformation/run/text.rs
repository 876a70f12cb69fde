//! Steps that compare texts and make texts of texts.

use super::OTHER_GROUP;
use crate::claims::ClaimValue::{Boolean, String};
use crate::transformation::bag::{Bag, Outputs};
use crate::transformation::context::Context;
use crate::transformation::fault::Fault;
use crate::transformation::string;
use claimsmith_profile::transformation::{Format, FormatPiece, NamedSlot, QueryMember, QuerySource, Slot, Step};

pub(super) fn run(step: &Step, bag: Bag<'_>, context: Context<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::AssertStringClaimsAreEqual { left, right, comparison } => {
            string::assert_string_claims_are_equal(bag.text(*left)?, bag.text(*right)?, *comparison)?;
            Outputs::none()
        }
        Step::BuildUri { path, scheme, host, query, output } => {
            let query = query_members(query, bag)?;
            Outputs::one(*output, String(string::build_uri(bag.text(*path)?, scheme, host, &query)?))
        }
        Step::ChangeCase { input, to, output } => {
            Outputs::one(*output, String(string::change_case(bag.text(*input)?, *to)))
        }
        Step::CompareClaims { left, right, operator, ignores_case, result } => {
            let (left, right) = (bag.optional_text(*left)?, bag.optional_text(*right)?);
            Outputs::one(*result, Boolean(string::compare_claims(left, right, *operator, *ignores_case)))
        }
        Step::CompareClaimToValue { input, value, operator, ignores_case, result } => {
            let input = bag.optional_text(*input)?;
            Outputs::one(*result, Boolean(string::compare_claim_to_value(input, value, *operator, *ignores_case)))
        }
        Step::ParseDomain { input, output } => Outputs::one(*output, String(string::parse_domain(bag.text(*input)?))),
        Step::StringContains { input, contained, ignores_case, result } => {
            Outputs::one(*result, Boolean(string::string_contains(bag.text(*input)?, contained, *ignores_case)))
        }
        Step::StringSubstring { input, start, length, output } => {
            Outputs::one(*output, String(string::string_substring(bag.text(*input)?, *start, *length)?))
        }
        Step::StringReplace { input, old, new, output } => {
            Outputs::one(*output, String(string::string_replace(bag.text(*input)?, old, new)?))
        }
        Step::CreateOtpSecret { .. } | Step::CreateRandomString { .. } | Step::GuidAndRandomGenerator { .. } => {
            random(step, context)?
        }
        _ => formatted(step, bag, context)?,
    })
}

fn random(step: &Step, context: Context<'_>) -> Result<Outputs, Fault> {
    let mut random = |buffer: &mut [u8]| context.random(buffer);
    let (output, text) = match step {
        Step::CreateOtpSecret { output } => (output, string::create_otp_secret(&mut random)?),
        Step::CreateRandomString { generator, format, is_base64, maximum, seed, output } => {
            let format = format.as_ref();
            (output, string::create_random_string(*generator, format, *is_base64, *maximum, *seed, &mut random)?)
        }
        Step::GuidAndRandomGenerator { generator, format, is_base64, maximum, seed, output } => {
            let format = format.as_ref();
            (output, string::guid_and_random_generator(*generator, format, *is_base64, *maximum, *seed, &mut random)?)
        }
        _ => return Err(OTHER_GROUP),
    };
    Ok(Outputs::one(*output, String(text)))
}

fn formatted(step: &Step, bag: Bag<'_>, context: Context<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::FormatStringClaim { input, format, output } => {
            let text = string::format_string_claim(bag.optional_text(*input)?, format)?;
            format_output(*output, text, format)
        }
        Step::FormatStringMultipleClaims { first, second, format, output } => {
            let (first, second) = (bag.optional_text(*first)?, bag.optional_text(*second)?);
            format_output(*output, string::format_string_multiple_claims(first, second, format)?, format)
        }
        Step::FormatLocalizedString { arguments, formats, output } => {
            let arguments = arguments.iter().map(|NamedSlot { slot, .. }| bag.optional_text(*slot));
            let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
            let format = context.localized(formats);
            match (string::format_localized_string(&arguments, format)?, format) {
                (Some(text), Some(format)) => format_output(*output, text, format),
                _ => Outputs::none().and_clear(*output),
            }
        }
        _ => return Err(OTHER_GROUP),
    })
}

/// A format string without an argument gives the same text for every user.
fn format_output(output: Slot, text: std::string::String, format: &Format) -> Outputs {
    let is_constant = !format.pieces.iter().any(|piece| matches!(piece, FormatPiece::Argument { .. }));
    if is_constant {
        Outputs::none().and_constant(output, Some(String(text)))
    } else {
        Outputs::one(output, String(text))
    }
}

fn query_members<'q>(query: &'q [QueryMember], bag: Bag<'q>) -> Result<Vec<(&'q str, &'q str)>, Fault> {
    let member = |member: &'q QueryMember| {
        let value = match &member.source {
            QuerySource::Claim(slot) => bag.text(*slot)?,
            QuerySource::Text(text) => text.as_ref(),
        };
        Ok((member.name.as_ref(), value))
    };
    query.iter().map(member).collect()
}
