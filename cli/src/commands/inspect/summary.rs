//! Every policy with its files, providers and keys.

use super::{Entry, optional};
use crate::output::printable;
use claimsmith_compiler::inspect::{Inventory, PolicyKey, Provider};
use claimsmith_compiler::json::{array, object, quote};
use claimsmith_compiler::naming;
use std::fmt::Write;

pub(super) fn human(entries: &[Entry<'_, Inventory>]) -> String {
    entries.iter().map(policy).collect::<Vec<_>>().join("\n")
}

fn policy(entry: &Entry<'_, Inventory>) -> String {
    let Inventory { policy_id, tenant_id, files, user_journey, claim_types, providers, keys, .. } = entry.item;
    let id = if policy_id.is_empty() { "(no policy id)" } else { policy_id };
    let mut text = printable(id) + "\n";
    let mut row = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<20}{}", printable(value));
    };
    match entry.environments.as_slice() {
        [] => {}
        [one] => row("environment", one),
        several => row("environments", &several.join(", ")),
    }
    if !tenant_id.is_empty() {
        row("tenant", tenant_id);
    }
    for (at, file) in files.iter().enumerate() {
        row(if at == 0 { "files" } else { "" }, file);
    }
    row("user journey", user_journey.as_deref().unwrap_or("none"));
    row("claim types", &claim_types.to_string());
    row("technical profiles", &technical_profiles(entry.item));
    text.push_str("\n  providers\n");
    if providers.is_empty() {
        text.push_str("    none: the user journey reaches no technical profile of another provider\n");
    }
    for found in providers {
        provider(found, &mut text);
    }
    text.push_str("\n  policy keys\n");
    if keys.is_empty() {
        text.push_str("    none\n");
    }
    for PolicyKey { storage_reference_id, uses, .. } in keys {
        let uses: Vec<String> = uses.iter().map(|(profile, key)| format!("{key} of {profile}")).collect();
        let _ = writeln!(text, "    {}: {}", printable(storage_reference_id), printable(&uses.join(", ")));
    }
    text
}

fn technical_profiles(inventory: &Inventory) -> String {
    let counts = &inventory.technical_profiles;
    let each: Vec<String> = counts.iter().map(|(protocol, count)| format!("{count} {protocol}")).collect();
    match counts.values().sum::<usize>() {
        0 => "0".to_owned(),
        total => format!("{total}: {}", each.join(", ")),
    }
}

fn provider(provider: &Provider, text: &mut String) {
    let _ = writeln!(
        text,
        "    {} ({}), {} at {}",
        printable(&provider.id),
        printable(&provider.display_name),
        printable(&provider.protocol),
        printable(&provider.place)
    );
    let variable = naming::variable(&provider.id) + "_CLIENT_ID";
    let client_id = provider.client_id.clone().unwrap_or_else(|| format!("from the variable {variable}"));
    let _ = writeln!(text, "      {:<24}{}", "client_id", printable(&client_id));
    for (key, url) in &provider.endpoints {
        let _ = writeln!(text, "      {key:<24}{}", printable(url));
    }
    let width = provider.output_claims.iter().map(|(claim, _)| claim.chars().count()).max().unwrap_or(0);
    for (at, (claim, partner)) in provider.output_claims.iter().enumerate() {
        let name = if at == 0 { "claims" } else { "" };
        let _ = writeln!(text, "      {name:<24}{:<width$} from {}", printable(claim), printable(partner));
    }
}

pub(super) fn json(entries: &[Entry<'_, Inventory>]) -> String {
    entries.iter().map(|entry| policy_json(entry) + "\n").collect()
}

fn policy_json(entry: &Entry<'_, Inventory>) -> String {
    let Inventory { policy_id, tenant_id, files, user_journey, claim_types, technical_profiles, providers, keys } =
        entry.item;
    let counts: Vec<(&str, String)> =
        technical_profiles.iter().map(|(protocol, count)| (protocol.as_str(), count.to_string())).collect();
    object(&[
        ("policy_id", quote(policy_id)),
        ("tenant_id", quote(tenant_id)),
        ("environments", strings(&entry.environments)),
        ("files", strings(files)),
        ("user_journey", optional(user_journey.as_deref())),
        ("claim_types", claim_types.to_string()),
        ("technical_profiles", object(&counts)),
        ("providers", array(&providers.iter().map(provider_json).collect::<Vec<_>>())),
        ("keys", array(&keys.iter().map(|key| quote(&key.storage_reference_id)).collect::<Vec<_>>())),
    ])
}

fn provider_json(provider: &Provider) -> String {
    let endpoints: Vec<(&str, String)> =
        provider.endpoints.iter().map(|(key, url)| (key.as_str(), quote(url))).collect();
    let claim = |(claim, partner): &(String, String)| {
        object(&[("claim_type", quote(claim)), ("partner_claim_type", quote(partner))])
    };
    object(&[
        ("technical_profile", quote(&provider.id)),
        ("display_name", quote(&provider.display_name)),
        ("protocol", quote(&provider.protocol)),
        ("place", quote(&provider.place)),
        ("client_id", optional(provider.client_id.as_deref())),
        ("endpoints", object(&endpoints)),
        ("output_claims", array(&provider.output_claims.iter().map(claim).collect::<Vec<_>>())),
    ])
}

fn strings(texts: &[impl AsRef<str>]) -> String {
    array(&texts.iter().map(|text| quote(text.as_ref())).collect::<Vec<_>>())
}
