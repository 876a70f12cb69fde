//! Steps over JSON and XML.

use super::OTHER_GROUP;
use crate::claims::ClaimValue::{self, Long, String};
use crate::transformation::bag::{Bag, Outputs};
use crate::transformation::fault::Fault;
use crate::transformation::json;
use claimsmith_profile::DataType;
use claimsmith_profile::transformation::{JsonMember, JsonSegment, JsonSource, NamedSlot, Slot, Step};

pub(super) fn run(step: &Step, bag: Bag<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::CreateJsonArray { input, output } => {
            Outputs::one(*output, String(json::create_json_array(bag.text(*input)?)))
        }
        Step::GenerateJson { members, output } => {
            let members: Vec<_> = members.iter().map(|member| json_member(member, bag)).collect();
            Outputs::one(*output, String(json::generate_json(&members)?))
        }
        Step::GetClaimFromJson { input, member, output } => {
            Outputs::one(*output, String(json::get_claim_from_json(bag.text(*input)?, member)?))
        }
        Step::GetNumericClaimFromJson { input, member, output } => {
            Outputs::one(*output, Long(json::get_numeric_claim_from_json(bag.text(*input)?, member)?))
        }
        Step::GetSingleItemFromJson { input, key, value } => {
            let (name, first) = json::get_single_item_from_json(bag.text(*input)?)?;
            Outputs::none().set_or_clear(*key, name.map(String)).set_or_clear(*value, first.map(String))
        }
        Step::GetSingleValueFromJsonArray { input, output } => {
            let first = json::get_single_value_from_json_array(bag.text(*input)?)?;
            Outputs::none().set_or_clear(*output, first.map(String))
        }
        Step::XmlStringToJsonString { input, output } => xml(*input, *output, bag)?,
        _ => from_array(step, bag)?,
    })
}

/// The path of a member, and its value.
fn json_member<'m>(member: &'m JsonMember, bag: Bag<'_>) -> (&'m [JsonSegment], Option<ClaimValue>) {
    let value = match &member.source {
        JsonSource::Claim(slot) => bag.value(*slot).cloned(),
        JsonSource::Constant(constant) => Some(ClaimValue::from(constant)),
    };
    (&member.path, value)
}

fn from_array(step: &Step, bag: Bag<'_>) -> Result<Outputs, Fault> {
    fn keys(outputs: &[NamedSlot]) -> Vec<(&str, DataType)> {
        outputs.iter().map(|output| (output.name.as_ref(), output.slot.data_type)).collect()
    }
    let (outputs, values) = match step {
        Step::GetClaimsFromJsonArray {
            input,
            fails_without_claim,
            keeps_empty_claims,
            key_name,
            value_name,
            outputs,
        } => {
            let (fails, keeps, keys) = (*fails_without_claim, *keeps_empty_claims, keys(outputs));
            let json = bag.text(*input)?;
            (outputs, json::get_claims_from_json_array(json, fails, keeps, key_name, value_name, &keys)?)
        }
        Step::GetClaimsFromJsonArrayV2 {
            input,
            fails_without_claim,
            keeps_empty_claims,
            key_name,
            value_name,
            outputs,
        } => {
            let (fails, keeps, keys) = (*fails_without_claim, *keeps_empty_claims, keys(outputs));
            let objects = bag.texts(*input)?;
            (outputs, json::get_claims_from_json_array_v2(objects, fails, keeps, key_name, value_name, &keys)?)
        }
        _ => return Err(OTHER_GROUP),
    };
    let values = outputs.iter().zip(values);
    Ok(values.fold(Outputs::none(), |all, (output, value)| all.and_if(output.slot, value)))
}

#[cfg(feature = "xml")]
fn xml(input: Slot, output: Slot, bag: Bag<'_>) -> Result<Outputs, Fault> {
    let json = crate::transformation::xml::xml_string_to_json_string(bag.text(input)?)?;
    Ok(Outputs::one(output, String(json)))
}

#[cfg(not(feature = "xml"))]
fn xml(_: Slot, _: Slot, _: Bag<'_>) -> Result<Outputs, Fault> {
    Err(crate::transformation::feature::WITHOUT_XML)
}
