//! A policy on one screen.

use super::table::{Side, table};
use super::{count, parts, without_counterpart};
use crate::commands::inspect::Entry;
use crate::output::{counted, printable};
use claimsmith_compiler::inspect::summary::{Application, Provider, Summary, Support};
use std::collections::BTreeSet;
use std::fmt::Write;

/// How many names of a list are shown.
const MOST_NAMES: usize = 6;

pub(super) fn shown(entry: &Entry<'_, Summary>) -> String {
    let mut text = beginning(entry);
    text.push('\n');
    text += &support(entry.item);
    text.push('\n');
    text += &providers(&entry.item.providers);
    text.push('\n');
    text += &rest(entry.item);
    text
}

fn row(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "  {name:<20}{}", printable(value));
}

fn beginning(entry: &Entry<'_, Summary>) -> String {
    let Summary { policy_id, tenant_id, files, user_journey, applications, .. } = entry.item;
    let mut text = printable(if policy_id.is_empty() { "(no policy id)" } else { policy_id }) + "\n";
    match entry.environments.as_slice() {
        [] => {}
        [one] => row(&mut text, "environment", one),
        several => row(&mut text, "environments", &several.join(", ")),
    }
    if !tenant_id.is_empty() {
        row(&mut text, "tenant", tenant_id);
    }
    for (at, file) in files.iter().enumerate() {
        row(&mut text, if at == 0 { "files" } else { "" }, file);
    }
    row(&mut text, "user journey", user_journey.as_deref().unwrap_or("none"));
    for it in applications {
        application(&mut text, it);
    }
    text
}

fn application(text: &mut String, application: &Application) {
    let protocol = application.protocol.as_deref().unwrap_or("no protocol");
    let subject = match (&application.subject_name, &application.subject_claim_type) {
        (Some(name), Some(claim)) if name != claim => format!(", subject {name} from {claim}"),
        (Some(name), _) => format!(", subject {name}"),
        (None, _) => String::new(),
    };
    row(text, "application", &format!("{protocol}{subject}"));
    let claims: Vec<&str> = application.claims.iter().map(|claim| claim.name.as_str()).collect();
    row(text, "token claims", &names(&claims));
    for issuer in &application.token_issuers {
        let lifetimes = [("id_token", issuer.id_token_seconds), ("access token", issuer.access_token_seconds)];
        let lifetimes = lifetimes.into_iter().filter_map(|(name, seconds)| Some(format!("{name} {} s", seconds?)));
        let all: Vec<String> = std::iter::once(issuer.technical_profile.clone()).chain(lifetimes).collect();
        row(text, "token issuer", &all.join(", "));
    }
}

fn support(summary: &Summary) -> String {
    let head = [
        ("", Side::Left),
        ("total", Side::Right),
        ("runs", Side::Right),
        ("types only", Side::Right),
        ("checks only", Side::Right),
        ("not supported", Side::Right),
    ];
    let line = |(name, all): (&str, Vec<Support>)| {
        let mut cells = vec![name.to_owned(), all.len().to_string()];
        cells.extend(Support::ALL.map(|support| count(&all, support).to_string()));
        cells
    };
    table("  ", &head, &parts(summary).into_iter().map(line).collect::<Vec<_>>())
}

fn providers(providers: &[Provider]) -> String {
    if providers.is_empty() {
        return "  no providers: no technical profile hands the user over\n".to_owned();
    }
    let head = ["provider", "protocol", "client id", "users by", "support"].map(|title| (title, Side::Left));
    let line = |provider: &Provider| {
        let subject = provider.subject.as_ref();
        vec![
            provider.technical_profile.clone(),
            provider.protocol.clone(),
            provider.client_id.clone().unwrap_or_else(|| "to be given".to_owned()),
            subject.map_or_else(|| "not said".to_owned(), |it| format!("{} of {}", it.id_claim_type, it.issuer)),
            match (provider.support, provider.offered) {
                (Support::Runs, true) => "runs".to_owned(),
                (Support::Runs, false) => "runs; no button".to_owned(),
                (support, _) => format!("{}: {}", support.name().replace('_', " "), provider.reason),
            },
        ]
    };
    table("  ", &head, &providers.iter().map(line).collect::<Vec<_>>())
}

fn rest(summary: &Summary) -> String {
    let mut text = String::new();
    let extensions = summary.claims.iter().filter(|claim| claim.extension_attribute).count();
    let extensions = if extensions == 0 {
        String::new()
    } else {
        format!(", {}", counted(extensions, "extension attribute", "extension attributes"))
    };
    row(&mut text, "claim types", &format!("{}{extensions}", summary.claims.len()));
    let keys: Vec<&str> = summary.keys.iter().map(|key| key.storage_reference_id.as_str()).collect();
    row(&mut text, "policy keys", &names(&keys));
    let calls: Vec<&str> = summary.rest_calls.iter().map(|call| call.technical_profile.as_str()).collect();
    row(&mut text, "REST calls", &names(&calls));
    let of = |operation: &str| {
        let is = |it: &&str| it.eq_ignore_ascii_case(operation);
        summary.directory.iter().filter_map(|it| it.operation.as_deref()).filter(is).count()
    };
    let (reads, writes) = (of("Read"), of("Write"));
    row(
        &mut text,
        "directory",
        &format!("{reads} read, {writes} write, {} other", summary.directory.len() - reads - writes),
    );
    let factors: Vec<&str> = summary.second_factors.iter().map(|it| it.technical_profile.as_str()).collect();
    row(&mut text, "second factors", &names(&factors));
    let own = summary.pages.iter().filter(|page| page.custom).count();
    row(&mut text, "pages", &format!("{}, {own} of the tenant's own", summary.pages.len()));
    let languages = &summary.localization.languages;
    row(&mut text, "languages", &names(&languages.iter().map(String::as_str).collect::<Vec<_>>()));
    let hosts: BTreeSet<&str> = summary.endpoints.iter().filter_map(|it| it.host.as_deref()).collect();
    row(&mut text, "hosts", &names(&hosts.into_iter().collect::<Vec<_>>()));
    let features = without_counterpart(summary);
    row(&mut text, "not in External ID", &names(&features.iter().map(String::as_str).collect::<Vec<_>>()));
    text
}

/// `3: a, b, c`, or the first of them.
fn names(all: &[&str]) -> String {
    match all {
        [] => "none".to_owned(),
        all => {
            let first: Vec<&str> = all.iter().take(MOST_NAMES).copied().collect();
            let more = all.len() - first.len();
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("{}: {}{more}", all.len(), first.join(", "))
        }
    }
}
