//! The texts that a provider needs: from the flags, or asked for on a terminal.

use super::dialog::Dialog;
use super::place::Place;
use super::provider::Provider;
use super::settings_text;
use crate::arguments::Add;
use crate::output::{Failure, printable};

/// Policy keys of B2C have this in front of their names; B2C itself puts it there.
const KEY_PREFIX: &str = "B2C_1A_";

/// What the user has decided.
#[derive(Debug)]
pub(super) struct Answers {
    /// The text on the button.
    pub(super) name: String,
    /// Name of the policy key.
    pub(super) key: String,
    /// Client ids by environment; a single one where the policy itself holds it.
    pub(super) client_ids: Vec<(String, String)>,
}

impl Answers {
    /// Takes the flags and asks for the rest.
    ///
    /// # Errors
    /// When an answer is missing or cannot be one.
    pub(super) fn collect(
        arguments: &Add,
        place: &Place,
        provider: &Provider,
        settings: Option<&settings_text::Wanted>,
        dialog: &mut Dialog<'_>,
    ) -> Result<Self, Failure> {
        let environments: Vec<String> = match settings {
            Some(settings) => settings.environments.clone(),
            None => place.environments.iter().take(1).map(|looked| looked.environment.name.clone()).collect(),
        };
        let known: Vec<&str> = place.environments.iter().map(|looked| looked.environment.name.as_str()).collect();
        let present = settings.map_or(&[][..], |settings| &settings.present);
        let given = given(&arguments.client_ids, &environments, &known, present)?;
        if !dialog.is_terminal() {
            require(arguments, provider, &given)?;
        }
        let name = match &arguments.name {
            Some(name) => name.clone(),
            None => dialog.ask("name on the button", Some(&provider.name))?,
        };
        let [id_name, secret_name] = arguments.provider.names;
        let mut client_ids = Vec::new();
        for (environment, id) in given {
            let id = match id {
                Some(id) => id,
                None if settings.is_some() => dialog.ask(&format!("client id ({id_name}) for {environment}"), None)?,
                None => dialog.ask(&format!("client id ({id_name})"), None)?,
            };
            client_ids.push((environment, text("client id", &id)?));
        }
        let key = match &arguments.key {
            Some(key) => key.clone(),
            None => dialog.ask(&format!("name of the policy key with the {secret_name}"), Some(&provider.key))?,
        };
        Ok(Self { name: text("name", &name)?, key: key_name(&key)?, client_ids })
    }
}

/// The client id of each environment that lacks it, as far as flags give it. What is there already may be given again: so a
/// run that was interrupted can be repeated.
fn given(
    flags: &[String],
    environments: &[String],
    known: &[&str],
    present: &[(String, String)],
) -> Result<Vec<(String, Option<String>)>, Failure> {
    let mut ids: Vec<(String, Option<String>)> = environments.iter().map(|name| (name.clone(), None)).collect();
    let mut for_all: Option<&str> = None;
    for flag in flags {
        let named = flag.split_once('=').and_then(|(name, id)| Some((known.iter().find(|it| is_same(it, name))?, id)));
        match named {
            None if for_all.replace(flag).is_some() => {
                return Err(Failure::new("--client-id is given twice")
                    .help("give one for all environments, or --client-id ENVIRONMENT=ID for each"));
            }
            None => {}
            Some((name, id)) => {
                let slot = ids.iter_mut().find(|(environment, _)| is_same(environment, name));
                let is_there =
                    |(environment, value): &(String, String)| is_same(environment, name) && value == id.trim();
                let Some((_, slot)) = slot else {
                    if present.iter().any(is_there) {
                        continue;
                    }
                    return Err(Failure::new(format!(
                        "the environment `{}` has its client id already",
                        printable(name)
                    )));
                };
                if slot.replace(id.to_owned()).is_some() {
                    return Err(Failure::new(format!("--client-id is given twice for `{}`", printable(name))));
                }
            }
        }
    }
    for (_, id) in ids.iter_mut().filter(|(_, id)| id.is_none()) {
        *id = for_all.map(str::to_owned);
    }
    Ok(ids)
}

/// Nobody can be asked, so all flags have to be there.
fn require(arguments: &Add, provider: &Provider, given: &[(String, Option<String>)]) -> Result<(), Failure> {
    let mut missing = Vec::new();
    let lacking: Vec<&str> = given.iter().filter(|(_, id)| id.is_none()).map(|(name, _)| name.as_str()).collect();
    match lacking.as_slice() {
        [] => {}
        _ if lacking.len() == given.len() => missing.push("--client-id ID".to_owned()),
        some => missing.extend(some.iter().map(|name| format!("--client-id \"{}=ID\"", printable(name)))),
    }
    if arguments.name.is_none() {
        missing.push(format!("--name \"{}\"", provider.name));
    }
    if arguments.key.is_none() {
        missing.push(format!("--key {}", provider.key));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new("there is no terminal on which to ask; nothing was written")
        .help(format!("give {}", missing.join(" "))))
}

fn is_same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// A text of one line.
fn text(what: &str, text: &str) -> Result<String, Failure> {
    let text = text.trim();
    let is_hostile = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    match text {
        "" => Err(Failure::new(format!("the {what} is empty"))),
        _ if text.chars().any(is_hostile) => {
            Err(Failure::new(format!("the {what} has characters that no policy can hold")))
        }
        _ => Ok(text.to_owned()),
    }
}

/// The name of a policy key. What is none may be the secret itself, so it is not repeated.
fn key_name(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    let start = text.get(..KEY_PREFIX.len()).filter(|start| start.eq_ignore_ascii_case(KEY_PREFIX));
    let name = start.map(|_| &text[KEY_PREFIX.len()..]).unwrap_or_default();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        return Err(Failure::new("this is no name of a policy key").help(format!(
            "a name is `{KEY_PREFIX}` and then letters, digits, `-` and `_`; the secret itself never stands in a policy"
        )));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(flags: &[&str]) -> Result<Vec<Option<String>>, Failure> {
        let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let present = [("Old".to_owned(), "9".to_owned())];
        let ids = given(&flags, &["Dev".to_owned(), "Prod".to_owned()], &["Dev", "Prod", "Old"], &present)?;
        Ok(ids.into_iter().map(|(_, id)| id).collect())
    }

    #[test]
    fn client_ids_are_for_one_environment_or_for_all() {
        let some = |id: &str| Some(id.to_owned());
        assert_eq!(ids(&["1"]), Ok(vec![some("1"), some("1")]));
        assert_eq!(ids(&["1", "prod=2"]), Ok(vec![some("1"), some("2")]));
        assert_eq!(ids(&["DEV=1"]), Ok(vec![some("1"), None]));
        assert_eq!(ids(&["1", "old=9"]), Ok(vec![some("1"), some("1")]));
        assert_eq!(ids(&["a=b"]), Ok(vec![some("a=b"), some("a=b")]));
        for wrong in [&["1", "2"][..], &["Dev=1", "dev=2"], &["Old=1"]] {
            assert!(ids(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_secret_in_the_place_of_a_key_name_is_refused_and_not_repeated() {
        assert_eq!(key_name(" B2C_1A_QQ-Secret ").as_deref(), Ok("B2C_1A_QQ-Secret"));
        for wrong in ["", "B2C_1A_", "s3cr3t+/=", "QQSecret", "B2C_1A_a b", "B2C_1A_ä"] {
            let failure = format!("{:?}", key_name(wrong).unwrap_err());
            assert!(wrong.len() < 8 || !failure.contains(wrong), "{failure}");
        }
        for wrong in ["", " ", "a\nb", "a\u{1b}[31m"] {
            assert!(text("name", wrong).is_err(), "{wrong:?}");
        }
    }
}
