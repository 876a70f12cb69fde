//! `examples/sign_in.rs`: a sign-in from the terminal.

use super::CrateInput;
use super::layout::Layout;
use crate::emit::docs::code;

/// What stands behind the imports.
const MAIN: &str = r#"use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let policy = Policy::from_env()?;
    let first = PROVIDERS.first().map_or("", |provider| &*provider.id);
    let provider = std::env::args().nth(1).unwrap_or_else(|| first.to_owned());
    let begin = policy.begin(&provider, BeginOptions::default())?;
    println!("Open this address:\n\n{}\n", begin.url);
    println!("Then enter the address that the browser was sent back to:");
    let mut address = String::new();
    std::io::stdin().read_line(&mut address)?;
    let (_, query) = address.trim().split_once('?').unwrap_or_default();
    let callback = Callback::from_query(query)?;
    let signed_in = policy.finish(callback, begin.flow).await?;
    match signed_in.subject() {
        Some(subject) => println!("Signed in: {} of {}", subject.id, subject.issuer),
        None => println!("Signed in with {}", signed_in.profile_id()),
    }
    Ok(())
}
"#;

/// The example; `None` when nobody signs in with any policy.
pub(super) fn text(input: &CrateInput<'_>, layout: &Layout<'_>, header: &str) -> Option<String> {
    let policy = layout.main()?;
    let library = library_name(&input.options().name);
    let path = if layout.is_nested { format!("{library}::{}", policy.name) } else { library };
    let imports = ["claimsmith::{BeginOptions, Callback}".to_owned(), format!("{path}::{{PROVIDERS, Policy}}")];
    let mut imports = imports.map(|import| format!("use {import};\n"));
    // As rustfmt orders them.
    imports.sort_by(|a, b| sorted_before(a).cmp(sorted_before(b)));
    Some(format!(
        "// {header}\n//! Signs a user in from the terminal with a provider of {}.\n//!\n//! ```text\n\
         //! cargo run --example sign_in [PROVIDER]\n//! ```\n//!\n//! `README.md` says which environment variables it \
         needs. A provider that answers with a form\n//! (`response_mode=form_post`) needs a web application instead: \
         its answer is in no address.\n\n{}{MAIN}",
        code(&policy.sdk.policy),
        imports.concat()
    ))
}

fn sorted_before(import: &str) -> &str {
    import.split("::{").next().unwrap_or(import)
}

/// The name of the crate in Rust.
pub(super) fn library_name(name: &str) -> String {
    name.replace('-', "_")
}
