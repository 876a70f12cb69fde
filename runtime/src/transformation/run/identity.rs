//! Steps over alternative security ids and user identities.

use super::OTHER_GROUP;
use crate::claims::ClaimValue::{
    AlternativeSecurityIdCollection, String, StringCollection, UserIdentity, UserIdentityCollection,
};
use crate::transformation::bag::{Bag, Outputs};
use crate::transformation::fault::Fault;
use crate::transformation::{social, user_identity};
use claimsmith_profile::transformation::Step;

pub(super) fn run(step: &Step, bag: Bag<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::CreateAlternativeSecurityId { key, identity_provider, output } => {
            let (key, identity_provider) = (bag.text(*key)?, bag.text(*identity_provider)?);
            Outputs::one(*output, String(social::create_alternative_security_id(key, identity_provider)))
        }
        Step::AddItemToAlternativeSecurityIdCollection { item, collection, output } => {
            let (item, collection) = (bag.text(*item)?, bag.optional_security_ids(*collection)?);
            let ids = social::add_item_to_alternative_security_id_collection(item, collection)?;
            Outputs::one(*output, AlternativeSecurityIdCollection(ids))
        }
        Step::GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation { collection, output } => {
            let ids = bag.security_ids(*collection)?;
            let issuers = social::get_identity_providers_from_alternative_security_id_collection_transformation(ids);
            Outputs::one(*output, StringCollection(issuers))
        }
        Step::RemoveAlternativeSecurityIdByIdentityProvider { identity_provider, collection, output } => {
            let (identity_provider, ids) = (bag.text(*identity_provider)?, bag.security_ids(*collection)?);
            let ids = social::remove_alternative_security_id_by_identity_provider(identity_provider, ids);
            Outputs::one(*output, AlternativeSecurityIdCollection(ids))
        }
        Step::CreateUserIdentity { issuer_user_id, issuer, output } => {
            let (id, issuer) = (bag.text(*issuer_user_id)?, bag.text(*issuer)?);
            Outputs::one(*output, UserIdentity(user_identity::create_user_identity(id, issuer)))
        }
        Step::AddItemToUserIdentityCollection { item, collection, output } => {
            let (item, collection) = (bag.identity(*item)?, bag.optional_identities(*collection)?);
            let identities = user_identity::add_item_to_user_identity_collection(item, collection);
            Outputs::one(*output, UserIdentityCollection(identities))
        }
        Step::RemoveUserIdentityFromCollectionByIssuer { issuer, collection, output } => {
            let (issuer, identities) = (bag.text(*issuer)?, bag.identities(*collection)?);
            let identities = user_identity::remove_user_identity_from_collection_by_issuer(issuer, identities);
            Outputs::one(*output, UserIdentityCollection(identities))
        }
        Step::GetIssuersFromUserIdentityCollectionTransformation { collection, output } => {
            let identities = bag.identities(*collection)?;
            let issuers = user_identity::get_issuers_from_user_identity_collection_transformation(identities);
            Outputs::one(*output, StringCollection(issuers))
        }
        _ => return Err(OTHER_GROUP),
    })
}
