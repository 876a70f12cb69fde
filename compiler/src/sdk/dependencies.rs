//! The crates that the caller's derives and types come from: what no dependency brings would be an error of rustc's in a
//! file that nobody wrote.

use super::CrateInput;
use crate::attribute::Attribute;
use crate::ir::Client;

/// Crates that are there in any case, `claimsmith` among them.
const THERE: &[&str] = &["std", "core", "alloc", "claimsmith"];

/// # Errors
/// When a derive or a type is of a crate that the generated one does not depend on, or of the generated crate itself.
pub(super) fn check(input: &CrateInput<'_>) -> Result<(), String> {
    for sdk in input.parts().iter().map(|part| part.sdk) {
        sdk.derives.iter().try_for_each(|derive| check_path("derive", derive, input))?;
        for client in &sdk.profiles {
            attributes(client).flat_map(Attribute::derives).try_for_each(|path| check_path("derive", &path, input))?;
            let types = client.inputs.iter().chain(&client.claims).filter_map(|field| field.own_type.as_deref());
            types.into_iter().try_for_each(|path| check_path("type", path, input))?;
        }
    }
    Ok(())
}

fn attributes(client: &Client) -> impl Iterator<Item = &Attribute> {
    client.attributes.iter().chain(client.claims.iter().flat_map(|field| &field.attributes))
}

fn check_path(what: &str, path: &str, input: &CrateInput<'_>) -> Result<(), String> {
    // A single name is one that is known everywhere, such as `Eq` or `i64`.
    let Some((root, _)) = path.trim_start_matches("::").split_once("::") else { return Ok(()) };
    if matches!(root, "crate" | "self" | "super") {
        return Err(format!(
            "the {what} `{path}` would be an item of the generated crate, which has none of yours: write the path of an item \
             of another crate"
        ));
    }
    let mut known = input.options().dependencies.keys().map(|name| name.replace('-', "_"));
    if THERE.contains(&root) || known.any(|name| name == root) {
        return Ok(());
    }
    Err(format!(
        "the {what} `{path}` is of the crate `{root}`, on which the generated crate does not depend: add it to \
         `[generate.dependencies]` of claimsmith.toml, or with `--dependency {root}@VERSION`"
    ))
}
