//! What to register at the providers as redirect URI.

use super::Entry;
use crate::output::printable;
use claimsmith_compiler::inspect::{B2cRedirectUri, Certainty, Inventory};
use claimsmith_compiler::json::{array, object, quote};
use claimsmith_runtime::callback_path;
use std::fmt::Write;

/// A provider and its redirect URIs.
#[derive(Debug)]
pub(super) struct RedirectUris<'r> {
    profile: &'r str,
    display_name: &'r str,
    /// Those of the applications that run the policy themselves, for all environments.
    application: Vec<String>,
    /// Those of B2C, for all policies and environments.
    b2c: Vec<&'r B2cRedirectUri>,
}

pub(super) fn collect<'r>(entries: &[Entry<'r, Inventory>], application_url: Option<&str>) -> Vec<RedirectUris<'r>> {
    let mut list: Vec<RedirectUris<'r>> = Vec::new();
    let providers = entries.iter().flat_map(|entry| entry.item.providers.iter().map(move |provider| (entry, provider)));
    for (entry, provider) in providers {
        let at = list.iter().position(|known| known.profile.eq_ignore_ascii_case(&provider.id));
        let at = at.unwrap_or_else(|| {
            list.push(RedirectUris {
                profile: &provider.id,
                display_name: &provider.display_name,
                application: Vec::new(),
                b2c: Vec::new(),
            });
            list.len() - 1
        });
        let Some(known) = list.get_mut(at) else { continue };
        let of_environment = || entry.application_urls.iter().copied();
        let urls: Vec<&str> = application_url.map_or_else(|| of_environment().collect(), |url| vec![url]);
        for uri in urls.into_iter().map(|url| url.to_owned() + &callback_path(&provider.id)) {
            if !known.application.contains(&uri) {
                known.application.push(uri);
            }
        }
        for uri in &provider.b2c_redirect_uris {
            if !known.b2c.contains(&uri) {
                known.b2c.push(uri);
            }
        }
    }
    for provider in list.iter_mut().filter(|provider| provider.application.is_empty()) {
        provider.application.push(format!("<application URL>{}", callback_path(provider.profile)));
    }
    list
}

pub(super) fn human(list: &[RedirectUris<'_>]) -> String {
    if list.is_empty() {
        return "no providers: nothing to register\n".to_owned();
    }
    let mut text = "your application: register this\n".to_owned();
    for provider in list {
        let _ = writeln!(text, "  {} ({})", printable(provider.profile), printable(provider.display_name));
        for uri in &provider.application {
            let _ = writeln!(text, "    {}", printable(uri));
        }
    }
    text.push_str("\nAzure AD B2C: only while B2C runs this policy\n");
    for provider in list {
        let _ = writeln!(text, "  {} ({})", printable(provider.profile), printable(provider.display_name));
        if provider.b2c.is_empty() {
            text.push_str("    unknown: the policy's TenantId is not of the form <name>.onmicrosoft.com\n");
        }
        for certainty in Certainty::ALL {
            b2c(provider, certainty, &mut text);
        }
        if provider.b2c.iter().any(|uri| uri.certainty != Certainty::Settled) {
            text.push_str("    metadata `UsePolicyInRedirectUri` = `false` settles it: without the policy\n");
        }
    }
    text
}

/// The redirect URIs of B2C that are this certain, with words before them when it is not certain.
fn b2c(provider: &RedirectUris<'_>, certainty: Certainty, text: &mut String) {
    let uris: Vec<&str> =
        provider.b2c.iter().filter(|uri| uri.certainty == certainty).map(|uri| uri.uri.as_str()).collect();
    if uris.is_empty() {
        return;
    }
    text.push_str(match certainty {
        Certainty::Settled => "",
        Certainty::Documented => "    as documented:\n",
        Certainty::Reported => "    as reported, with the id of the policy that defines the profile:\n",
    });
    let indent = if certainty == Certainty::Settled { "    " } else { "      " };
    for uri in uris {
        let _ = writeln!(text, "{indent}{}", printable(uri));
    }
}

pub(super) fn json(list: &[RedirectUris<'_>]) -> String {
    let line = |provider: &RedirectUris<'_>| {
        object(&[
            ("technical_profile", quote(provider.profile)),
            ("display_name", quote(provider.display_name)),
            ("application", array(&provider.application.iter().map(|uri| quote(uri)).collect::<Vec<_>>())),
            ("b2c", array(&provider.b2c.iter().map(|uri| b2c_json(uri)).collect::<Vec<_>>())),
        ]) + "\n"
    };
    list.iter().map(line).collect()
}

fn b2c_json(uri: &B2cRedirectUri) -> String {
    object(&[("uri", quote(&uri.uri)), ("certainty", quote(uri.certainty.name()))])
}
