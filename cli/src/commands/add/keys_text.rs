//! Declares the policy key in `keys.toml`, where the project has one.

use super::change::Change;
use super::place::{Destination, Place};
use super::toml_text;
use crate::output::Failure;
use crate::project::{Environment, declared_keys, declares};

/// Every provider that is added has a client secret.
const KEY_USE: &str = "secret";

/// The file with the key in it, for the environments of which it says which keys they have; those get the declaration too.
/// `None` where it says nothing of any, or the key is there.
///
/// # Errors
/// When the file cannot be read, or its tables stand in it in a form that cannot be edited.
pub(super) fn with_key(place: &Place, key: &str, environments: &mut [Environment]) -> Result<Option<Change>, Failure> {
    let lacks = |it: &&Environment| it.keys.as_ref().is_some_and(|keys| !declares(keys, key));
    let lacking: Vec<&Environment> = environments.iter().filter(lacks).collect();
    let Some(path) = lacking.iter().find_map(|it| it.keys.as_ref()).map(|keys| keys.path.clone()) else {
        return Ok(None);
    };
    let names: Vec<String> = lacking.iter().map(|it| it.name.clone()).collect();
    let is_shared = matches!(place.destination, Destination::Shared { .. });
    let help = format!("add `{}` to it", toml_text::line(key, KEY_USE));
    let change = Change::of(&path)?.edit(|text| with_keys(text, key, is_shared, &names)).map_err(|_| {
        Failure::new(format!("`{path}` cannot be edited: its keys stand in a form of its own")).help(help)
    })?;
    for environment in environments.iter_mut().filter(|it| it.keys.is_some()) {
        environment.keys = declared_keys(&path, change.text(), &environment.name)?;
    }
    Ok(Some(change))
}

/// What all environments share is declared for all of them, if anything is; a table that is new there would say of every other
/// environment that it has no more keys than that.
fn with_keys(text: &str, key: &str, is_shared: bool, environments: &[String]) -> Option<String> {
    if is_shared && toml_text::has_table(text, &["keys"]) {
        return toml_text::with_value(text, &["keys"], key, KEY_USE);
    }
    let mut text = text.to_owned();
    for name in environments {
        text = toml_text::with_value(&text, &["environments", name, "keys"], key, KEY_USE)?;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_declared_where_the_provider_is() {
        let line = "B2C_1A_Q = \"secret\"\n";
        let both = ["Contoso".to_owned(), "Fabrikam".to_owned()];
        let all = "[keys] # all\r\nA = \"signing\"\r\n";
        let found = with_keys(all, "B2C_1A_Q", true, &both);
        assert_eq!(found.as_deref(), Some("[keys] # all\r\nB2C_1A_Q = \"secret\"\r\nA = \"signing\"\r\n"));
        let own = "[environments.contoso.keys]\n";
        let expected = format!("{own}{line}\n[environments.Fabrikam.keys]\n{line}");
        assert_eq!(with_keys(own, "B2C_1A_Q", true, &both), Some(expected));
        let found = with_keys("[keys]\n", "B2C_1A_Q", false, &both[..1]);
        assert_eq!(found, Some(format!("[keys]\n\n[environments.Contoso.keys]\n{line}")));
        assert_eq!(with_keys("keys = { A = \"secret\" }\n", "B2C_1A_Q", true, &both), None);
    }
}
