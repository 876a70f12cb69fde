//! Every URL that a policy depends on.

use super::context::Context;
use crate::json::record::record;
use crate::secrets::public_url;
use crate::url::{authority, host};
use std::collections::BTreeSet;

record! {
    /// A URL and what uses it. Keys in its query are left out.
    pub struct Endpoint {
        /// The URL.
        pub url: String,
        /// Its host, in lower case.
        pub host: Option<String>,
        /// Name of the element that uses it.
        pub element: String,
        /// Id of that element.
        pub id: String,
        /// The metadata key, or the element inside, that holds it.
        pub key: String,
    }
}

pub(super) fn endpoints(context: &Context<'_, '_>) -> Vec<Endpoint> {
    let mut found = BTreeSet::new();
    let mut add = |url: &str, element: &'static str, id: &str, key: &str| {
        let url = url.trim();
        if authority(url).is_some_and(|authority| !authority.is_empty()) && !url.contains(char::is_whitespace) {
            found.insert((public_url(url), element, id.to_owned(), key.to_owned()));
        }
    };
    for known in &context.profiles {
        known.items().for_each(|item| add(&item.value, "TechnicalProfile", known.profile.id, &item.key));
    }
    for page in context.policy.content_definitions.iter() {
        for (key, url) in [("LoadUri", page.load_uri), ("RecoveryUri", page.recovery_uri)] {
            url.into_iter().for_each(|url| add(url, "ContentDefinition", page.id, key));
        }
    }
    let leaf = context.policy.leaf();
    let recorder = leaf.and_then(|leaf| leaf.user_journey_recorder_endpoint.as_ref());
    recorder.into_iter().for_each(|url| {
        add(url, "TrustFrameworkPolicy", context.policy.policy_id(), "UserJourneyRecorderEndpoint");
    });
    let list = found.into_iter();
    list.map(|(url, element, id, key)| Endpoint { host: host(&url), element: element.to_owned(), url, id, key })
        .collect()
}
