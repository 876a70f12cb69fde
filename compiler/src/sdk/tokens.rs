//! What the README says of the tokens that an application gets.

use super::CrateInput;
use super::example::library_name;
use super::layout::{Layout, Policy};
use crate::emit::docs::code;
use crate::ir::TokenContract;
use std::fmt::Write;

/// How the payload of a token is read, and which claims it has; nothing when no policy issues tokens.
pub(super) fn section(input: &CrateInput<'_>, layout: &Layout<'_>) -> String {
    let contracts = layout.policies.iter().filter_map(|policy| Some((policy, policy.sdk.token.as_ref()?)));
    let contracts: Vec<(&Policy<'_>, &TokenContract)> = contracts.collect();
    let Some((policy, first)) = contracts.first() else { return String::new() };
    let library = library_name(&input.options().name);
    let path = if layout.is_nested { format!("{library}::{}", policy.name) } else { library };
    let mut text = format!(
        "\n## Tokens\n\nWhat an application that gets tokens of a policy finds in them. Verify a token first, with a library \
         for JSON Web\nTokens: its signature, issuer, audience and lifetime. Then read its payload:\n\n```rust\n\
         use {path}::{name};\n\nlet token = claimsmith::Token::<{name}>::from_payload(&payload)?;\n```\n\n\
         Or let that library do both: `{name}` and `claimsmith::Token<{name}>` implement `Deserialize`.\n\n\
         | struct | policy | claims |\n|---|---|---|\n",
        name = first.name,
    );
    for (policy, contract) in contracts {
        let module = if layout.is_nested { format!("{}::", policy.name) } else { String::new() };
        let name = code(&format!("{module}{}", contract.name));
        let claims: Vec<String> = contract.profile.outputs.iter().map(|output| code(&output.claim)).collect();
        let _ = writeln!(text, "| {name} | {} | {} |", code(&policy.sdk.policy), claims.join(", "));
    }
    text
}
