//! Steps over collections of texts.

use super::OTHER_GROUP;
use crate::claims::ClaimValue::{Boolean, String, StringCollection};
use crate::transformation::bag::{Bag, Outputs};
use crate::transformation::fault::Fault;
use crate::transformation::{string, string_collection};
use claimsmith_profile::transformation::Step;

pub(super) fn run(step: &Step, bag: Bag<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::StringJoin { input, delimiter, output } => {
            Outputs::one(*output, String(string::string_join(bag.texts(*input)?, delimiter)?))
        }
        Step::StringSplit { input, delimiter, output } => {
            Outputs::one(*output, StringCollection(string::string_split(bag.text(*input)?, delimiter)?))
        }
        Step::AddItemToStringCollection { item, collection, output } => {
            let (item, collection) = (bag.text(*item)?, bag.optional_texts(*collection)?);
            let texts = string_collection::add_item_to_string_collection(item, collection);
            Outputs::one(*output, StringCollection(texts))
        }
        Step::AddParameterToStringCollection { collection, item, output } => {
            let collection = bag.optional_texts(*collection)?;
            let texts = string_collection::add_parameter_to_string_collection(collection, item);
            Outputs::one(*output, StringCollection(texts))
        }
        Step::GetSingleItemFromStringCollection { collection, output } => {
            let item = string_collection::get_single_item_from_string_collection(bag.texts(*collection)?);
            Outputs::none().set_or_clear(*output, item.map(String))
        }
        Step::StringCollectionContains { collection, item, ignores_case, result } => {
            let collection = bag.texts(*collection)?;
            let contains = string_collection::string_collection_contains(collection, item, *ignores_case);
            Outputs::one(*result, Boolean(contains))
        }
        Step::StringCollectionContainsClaim { collection, item, ignores_case, result } => {
            let (collection, item) = (bag.texts(*collection)?, bag.text(*item)?);
            let contains = string_collection::string_collection_contains_claim(collection, item, *ignores_case);
            Outputs::one(*result, Boolean(contains))
        }
        _ => return Err(OTHER_GROUP),
    })
}
