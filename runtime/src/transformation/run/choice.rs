//! Steps that choose among texts of the policy, or whether a claim is copied.

use super::OTHER_GROUP;
use crate::claims::ClaimValue::{Boolean, String};
use crate::transformation::bag::{Bag, Outputs};
use crate::transformation::context::Context;
use crate::transformation::fault::Fault;
use crate::transformation::{predicate, regular_expression, string};
use claimsmith_profile::transformation::{NamedSlot, Slot, Step};

pub(super) fn run(step: &Step, bag: Bag<'_>, context: Context<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::CreateStringClaim { value, output } => {
            Outputs::none().and_constant(*output, Some(String(string::create_string_claim(value))))
        }
        Step::GetLocalizedStringsTransformation { texts, outputs } => {
            let texts = context.localized(texts).map(AsRef::as_ref);
            let texts = string::get_localized_strings_transformation(texts, outputs);
            let pairs = outputs.iter().zip(texts);
            pairs.fold(Outputs::none(), |all, (NamedSlot { slot, .. }, text)| constant_or_clear(all, *slot, text))
        }
        Step::GetMappedValueFromLocalizedCollection { input, collections, output } => {
            let collection = context.localized(collections).map(AsRef::as_ref);
            let value = string::get_mapped_value_from_localized_collection(bag.text(*input)?, collection);
            constant_or_clear(Outputs::none(), *output, value)
        }
        Step::LookupValue { input, fails, entries, output } => {
            constant_or_clear(Outputs::none(), *output, string::lookup_value(bag.text(*input)?, *fails, entries)?)
        }
        Step::SetClaimIfBooleansMatch { input, expected, value, output } => {
            let value = string::set_claim_if_booleans_match(bag.boolean(*input)?, *expected, value);
            Outputs::none().and_constant(*output, value.map(String))
        }
        Step::SetClaimsIfStringsAreEqual {
            input,
            value,
            comparison,
            message,
            code,
            message_output,
            code_output,
            result,
        } => {
            let input = bag.text(*input)?;
            let (message, code, matches) =
                string::set_claims_if_strings_are_equal(input, value, *comparison, message, code);
            let outputs = Outputs::one(*result, Boolean(matches));
            outputs.and_constant(*message_output, message.map(String)).and_constant(*code_output, code.map(String))
        }
        Step::SetClaimsIfStringsMatch { input, value, comparison, text, output, result } => {
            let (text, matches) = string::set_claims_if_strings_match(bag.text(*input)?, value, *comparison, text);
            Outputs::one(*result, Boolean(matches)).and_constant(*output, text.map(String))
        }
        _ => matched(step, bag, context)?,
    })
}

fn constant_or_clear(outputs: Outputs, slot: Slot, text: Option<std::string::String>) -> Outputs {
    match text {
        Some(text) => outputs.and_constant(slot, Some(String(text))),
        None => outputs.and_clear(slot),
    }
}

fn matched(step: &Step, bag: Bag<'_>, context: Context<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::SetClaimsIfRegexMatch { input, pattern, value, extracts_groups, output, result, groups } => {
            let names = groups.iter().map(|group| group.name.as_ref());
            let names: Vec<&str> = if *extracts_groups { names.collect() } else { Vec::new() };
            let input = bag.text(*input)?;
            let (value, matches, texts) = regular_expression::set_claims_if_regex_match(
                input,
                pattern,
                value.as_deref(),
                &names,
                context.patterns,
            )?;
            let outputs = Outputs::one(*result, Boolean(matches));
            let outputs = match output {
                Some(output) => outputs.and_constant(*output, value.map(String)),
                None => outputs,
            };
            let groups = groups.iter().zip(texts);
            groups.fold(outputs, |all, (NamedSlot { slot, .. }, text)| all.and(*slot, String(text)))
        }
        Step::CopyClaimIfPredicateMatch { input, validation, output } => {
            let input = bag.optional_text(*input)?;
            let copy = predicate::copy_claim_if_predicate_match(input, validation, context)?;
            Outputs::none().and_if(*output, copy.map(String))
        }
        _ => return Err(OTHER_GROUP),
    })
}
