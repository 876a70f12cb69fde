//! What is registered at the providers, in two blocks.

use super::CrateInput;
use crate::emit::docs::{code, escape};
use crate::inspect::{B2cRedirectUri, Certainty};
use claimsmith_profile::callback_path;
use std::collections::BTreeMap;
use std::fmt::Write;

pub(super) fn section(input: &CrateInput<'_>) -> String {
    let mut text = "## Redirect URIs\n\nYour application: register this.\n\n".to_owned();
    let address = input.options().environment.as_ref().and_then(|it| it.application_url.as_deref());
    if address.is_none() {
        text.push_str("Below the public address of the application (`CLAIMSMITH_PUBLIC_URL`):\n\n");
    }
    for (id, name) in providers(input) {
        let uri = address.unwrap_or_default().to_owned() + &callback_path(id);
        let _ = writeln!(text, "- {}: {}", escape(name), code(&uri));
    }
    text + &b2c(input)
}

/// Id and display name of every provider, in the order of the buttons.
fn providers<'i>(input: &'i CrateInput<'_>) -> Vec<(&'i str, &'i str)> {
    let clients = input.parts().iter().flat_map(|part| &part.sdk.profiles);
    let mut providers: Vec<(&str, &str)> = Vec::new();
    for client in clients {
        if !providers.iter().any(|(id, _)| id.eq_ignore_ascii_case(&client.profile.id)) {
            providers.push((&client.profile.id, &client.profile.display_name));
        }
    }
    providers
}

/// Those of B2C, which the application has nothing to do with.
fn b2c(input: &CrateInput<'_>) -> String {
    let mut text = "\nAzure AD B2C: only while B2C runs these policies.\n".to_owned();
    for (id, name) in providers(input) {
        let mut uris: BTreeMap<Certainty, Vec<&B2cRedirectUri>> = BTreeMap::new();
        let inventories = input.parts().iter().filter_map(|part| part.inventory);
        let same = inventories.flat_map(|it| &it.providers).filter(|it| it.id.eq_ignore_ascii_case(id));
        for uri in same.flat_map(|provider| &provider.b2c_redirect_uris) {
            let known = uris.entry(uri.certainty).or_default();
            if !known.contains(&uri) {
                known.push(uri);
            }
        }
        let _ = writeln!(text, "\n- {}", escape(name));
        if uris.is_empty() {
            text.push_str("  - unknown: the policy's TenantId is not of the form `<name>.onmicrosoft.com`\n");
        }
        for (certainty, uris) in uris {
            for uri in uris {
                let _ = writeln!(text, "  - {}{}", code(&uri.uri), remark(certainty));
            }
        }
    }
    text
}

const fn remark(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Settled => "",
        Certainty::Documented => " (as documented)",
        Certainty::Reported => " (as reported, with the id of the policy that defines the profile)",
    }
}
