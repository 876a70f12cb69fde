//! `EnabledForUserJourneys`: which providers a page offers.

use claimsmith_runtime::profile::{Enablement, List, ProviderInfo, text};
use claimsmith_runtime::{ClaimSet, ClaimValue, Client, Policy};
use std::sync::Arc;

struct Listed;

impl Policy for Listed {
    fn providers(&self) -> List<ProviderInfo> {
        let provider = |id: &'static str, enablement| ProviderInfo { id: text(id), enablement, ..ProviderInfo::EMPTY };
        let (claim, item) = (|| text("allowed"), || text("qq.com"));
        vec![
            provider("Always", Enablement::Always),
            provider("Claim", Enablement::OnClaimsExistence { claim: text("tenant") }),
            provider("Item", Enablement::OnItemExistence { claim: claim(), item: item() }),
            provider("NoItem", Enablement::OnItemAbsence { claim: claim(), item: item() }),
        ]
        .into()
    }

    fn client(&self, _profile_id: &str) -> Option<&Client> {
        None
    }
}

fn offered(claims: &[(&str, ClaimValue)]) -> Vec<String> {
    let policy: Arc<dyn Policy> = Arc::new(Listed);
    let claims: ClaimSet = claims.iter().map(|(claim, value)| ((*claim).to_owned(), value.clone())).collect();
    policy.providers_for(&claims).into_iter().map(|provider| provider.id.into_owned()).collect()
}

fn collection(items: &[&str]) -> ClaimValue {
    ClaimValue::StringCollection(items.iter().map(|item| (*item).to_owned()).collect())
}

fn string(text: &str) -> ClaimValue {
    ClaimValue::String(text.to_owned())
}

#[test]
fn providers_are_offered_by_what_is_known_of_the_user() {
    assert_eq!(offered(&[]), ["Always", "NoItem"]);
    for value in [string("a"), ClaimValue::Boolean(false), ClaimValue::Int(0), collection(&["a"])] {
        assert_eq!(offered(&[("Tenant", value)]), ["Always", "Claim", "NoItem"]);
    }
    for nothing in [string(""), collection(&[])] {
        assert_eq!(offered(&[("tenant", nothing)]), ["Always", "NoItem"]);
    }
    assert_eq!(offered(&[("allowed", collection(&["a", "qq.com"]))]), ["Always", "Item"]);
    assert_eq!(offered(&[("ALLOWED", string("qq.com"))]), ["Always", "Item"], "one value where several were possible");
    for value in [collection(&["QQ.com", "qq.com "]), collection(&[]), string("qq.com,a"), ClaimValue::Int(1)] {
        assert_eq!(offered(&[("allowed", value)]), ["Always", "NoItem"]);
    }
}
