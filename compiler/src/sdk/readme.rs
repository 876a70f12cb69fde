//! `README.md`: what the crate holds and what has to be provided.

use super::layout::{Layout, Policy};
use super::paths::Item;
use super::{CrateInput, example, functions, library, redirect_uris, tokens};
use crate::emit::docs::{code, escape};
use claimsmith_profile::variable_in_environment;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What the keys of flows are, and when they may be missing.
const FLOW_KEYS: &str =
    "keys that seal a sign-in under way: `claimsmith new-flow-key`; not required while that address is on loopback";

pub(super) fn text(input: &CrateInput<'_>, layout: &Layout<'_>, header: &str) -> String {
    let name = &input.options().name;
    let mut text = format!("<!-- {} -->\n\n# {name}\n\n{}\n", header.trim_end(), library::overview(input, layout));
    if layout.is_nested {
        text.push_str(&clients(layout));
    }
    text.push_str(&sign_in(input, layout));
    text.push_str(&functions::section(input, layout));
    text.push_str(&tokens::section(input, layout));
    if input.parts().iter().any(|part| !part.sdk.profiles.is_empty()) {
        text.push_str(&settings(input));
        text.push_str(&several_tenants(input, layout));
        text.push_str(&redirect_uris::section(input));
    }
    let license = input.options().license.as_ref();
    let license = license.map_or_else(|| "All rights reserved".to_owned(), |license| code(license));
    let _ = write!(text, "\n## License\n\n{license}; see [LICENSE](LICENSE).\n");
    text
}

/// The clients of all policies, each once.
fn clients(layout: &Layout<'_>) -> String {
    let mut text = String::new();
    for (module, profile) in &layout.profiles {
        let Item::Client(client) = profile.item else { continue };
        let (client, name) = (code(&client.name), escape(&client.profile.display_name));
        let modules = if profile.has_own_clients {
            let users = layout.policies.iter().filter(|policy| policy.profiles.contains(module));
            users.map(|policy| code(&policy.name)).collect::<Vec<_>>().join(", ")
        } else {
            code(&format!("profiles::{module}"))
        };
        let _ = writeln!(text, "| {client} | {name} | {modules} |");
    }
    if text.is_empty() {
        text
    } else {
        format!("\n## Providers\n\n| client | provider | module |\n|---|---|---|\n{text}")
    }
}

fn sign_in(input: &CrateInput<'_>, layout: &Layout<'_>) -> String {
    let library = example::library_name(&input.options().name);
    let Some(policy) = layout.main() else { return String::new() };
    let path = if layout.is_nested { format!("{library}::{}", policy.name) } else { library };
    let address = first_address(policy);
    format!(
        "\n## Sign in\n\nIn an axum application, with the crate `claimsmith-axum`:\n\n```rust\n\
         async fn welcome(user: {path}::SignedIn) -> String {{\n    format!(\"Welcome, {{:?}}\", user.subject())\n}}\n\n\
         let policy = {path}::Policy::from_env()?;\n\
         let app = axum::Router::new().merge(claimsmith_axum::sign_in(policy, welcome));\n```\n\n\
         A button leads to `{address}`. [examples/sign_in.rs](examples/sign_in.rs) does the two steps by hand, which is\n\
         what other web frameworks need.\n"
    )
}

/// Where the button of the first provider leads.
fn first_address(policy: &Policy<'_>) -> String {
    policy.sdk.profiles.first().map_or_else(String::new, |client| claimsmith_profile::sign_in_path(&client.profile.id))
}

fn settings(input: &CrateInput<'_>) -> String {
    let mut text =
        "\n## Settings and keys\n\n`PolicyConfig::from_env` reads these environment variables, and names every \
         required one that is missing:\n\n| variable | what |\n|---|---|\n"
            .to_owned();
    let clients = || input.parts().iter().flat_map(|part| &part.sdk.profiles);
    let environment = clients().find_map(|client| client.profile.environment.as_deref());
    let mut known = BTreeSet::new();
    let mut row = |variable: &str, what: String| {
        if known.insert(variable.to_owned()) {
            let _ = writeln!(text, "| {} | {what} |", shown(environment, variable));
        }
    };
    row("CLAIMSMITH_PUBLIC_URL", "address of the application as browsers see it".to_owned());
    row("CLAIMSMITH_FLOW_KEYS", FLOW_KEYS.to_owned());
    for client in clients() {
        let name = escape(&client.profile.display_name);
        let default = client.profile.client_id.as_deref().map(|id| format!("; not required, {} otherwise", code(id)));
        let client_id = format!("client id at {name}{}", default.unwrap_or_default());
        row(&client.profile.client_id_variable, client_id);
        client.keys.iter().for_each(|key| row(&key.variable, format!("key {} of {name}", code(&key.id))));
    }
    text + "\n"
}

/// How the keys of this tenant and of others stay apart in one process; nothing for a crate of no environment.
fn several_tenants(input: &CrateInput<'_>, layout: &Layout<'_>) -> String {
    let mut clients = input.parts().iter().flat_map(|part| &part.sdk.profiles);
    let Some((environment, client)) = clients.find_map(|client| Some((client.profile.environment.as_deref()?, client)))
    else {
        return String::new();
    };
    let Some(policy) = layout.main() else { return String::new() };
    let library = example::library_name(&input.options().name);
    let path = if layout.is_nested { format!("{library}::{}", policy.name) } else { library };
    let variable = client.keys.first().map_or(&*client.profile.client_id_variable, |key| key.variable.as_str());
    let own = code(&variable_in_environment(environment, variable));
    let bare = code(variable);
    format!(
        "## Several tenants in one process\n\n\
         `from_env` of one crate knows nothing of that of another: where {own} is missing, every one of them takes\n\
         {bare}, be it another tenant's. Read the settings of all of them with one `ConfigSource`, which names\n\
         every variable that two tenants would share, and everything that is missing:\n\n```rust\n\
         let mut source = claimsmith::ConfigSource::process();\n\
         let own = {path}::PolicyConfig::read(&mut source);\n\
         // and in the same way the `PolicyConfig` of each other crate, then\n\
         source.finish()?;\n\
         let own = {path}::Policy::new(own)?;\n```\n\n\
         `allow_shared` of the source names a variable that they share on purpose.\n\n"
    )
}

/// The variables that a setting is read from, in this order.
fn shown(environment: Option<&str>, variable: &str) -> String {
    match environment {
        Some(environment) => {
            format!("{}, else {}", code(&variable_in_environment(environment, variable)), code(variable))
        }
        None => code(variable),
    }
}
