//! The texts that a provider needs: from the flags, or asked for on a terminal.

use super::dialog::Dialog;
use super::place::Place;
use super::provider::Provider;
use super::settings_text;
use crate::arguments::Add;
use crate::output::{Failure, printable};
use claimsmith_compiler::diagnostic::suggest::nearest;
use std::collections::BTreeMap;

/// Policy keys of B2C have this in front of their names; B2C itself puts it there.
const KEY_PREFIX: &str = "B2C_1A_";

/// A longer text without the prefix is not taken for the name of a policy key, in bytes.
const LONGEST_NAME: usize = 40;

/// How many environments a message names.
const MOST_NAMES: usize = 6;

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
        let given = given(&arguments.client_ids, &environments, &known, present, settings.is_some())?;
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
/// run that was interrupted can be repeated. `known` are the environments that get the provider; with `is_shared` each has
/// its own client id.
fn given(
    flags: &[String],
    lacking: &[String],
    known: &[&str],
    present: &[(String, String)],
    is_shared: bool,
) -> Result<Vec<(String, Option<String>)>, Failure> {
    let mut ids: BTreeMap<String, Option<&str>> = lacking.iter().map(|name| (folded(name), None)).collect();
    let present: BTreeMap<String, &str> = present.iter().map(|(name, id)| (folded(name), id.as_str())).collect();
    let known: BTreeMap<String, &str> = known.iter().map(|name| (folded(name), *name)).collect();
    let mut for_all: Option<&str> = None;
    for flag in flags {
        let Some((name, id)) = named(flag, &known, is_shared)? else {
            if for_all.replace(flag).is_some() {
                return Err(Failure::new("--client-id is given twice")
                    .help("give one for all environments, or --client-id ENVIRONMENT=ID for each"));
            }
            continue;
        };
        if let Some(slot) = ids.get_mut(&folded(name)) {
            if slot.replace(id).is_some() {
                return Err(Failure::new(format!("--client-id is given twice for `{}`", printable(name))));
            }
        } else if present.get(&folded(name)) != Some(&id.trim()) {
            return Err(Failure::new(format!("the environment `{}` has its client id already", printable(name))));
        }
    }
    let id = |name: &String| ids.get(&folded(name)).copied().flatten().or(for_all).map(str::to_owned);
    Ok(lacking.iter().map(|name| (name.clone(), id(name))).collect())
}

/// Environment and client id of a flag; `None` for one that names no environment.
///
/// # Errors
/// When it names one that does not get the provider. What stands there may be a part of something that nobody should see: it is
/// repeated only where it is almost a name.
fn named<'f>(
    flag: &'f str,
    known: &BTreeMap<String, &'f str>,
    is_shared: bool,
) -> Result<Option<(&'f str, &'f str)>, Failure> {
    let Some((name, id)) = flag.split_once('=') else { return Ok(None) };
    if let Some(name) = known.get(&folded(name)) {
        return Ok(Some((name, id)));
    }
    let help = match nearest(name, known.values().copied()) {
        Some(near) => format!("did you mean `{}`?", printable(near)),
        None if is_shared => {
            let names: Vec<String> =
                known.values().take(MOST_NAMES).map(|name| format!("`{}`", printable(name))).collect();
            let more = if known.len() > MOST_NAMES { ", …" } else { "" };
            format!("environments with policies: {}{more}", names.join(", "))
        }
        None => return Ok(None),
    };
    Err(Failure::new("what stands before `=` in a --client-id is no environment that gets the provider")
        .help(help)
        .help("a client id with `=` in it is given as --client-id ENVIRONMENT=ID"))
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

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
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

/// The name of a policy key, with the prefix that B2C puts before it. What is none may be the secret itself, so it is not
/// repeated; and neither is a text without the prefix taken for a name unless it reads as one.
fn key_name(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    let is_plain =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    match text.get(..KEY_PREFIX.len()).filter(|start| start.eq_ignore_ascii_case(KEY_PREFIX)) {
        Some(_) if is_plain(&text[KEY_PREFIX.len()..]) => Ok(text.to_owned()),
        None if is_plain(text) && reads_as_name(text) => Ok(format!("{KEY_PREFIX}{text}")),
        _ => Err(Failure::new("this is no name of a policy key").help(format!(
            "a name is `{KEY_PREFIX}` and then letters, digits, `-` and `_`; the secret itself never stands in a policy"
        ))),
    }
}

/// Whether a text says what a key is for, as `WeChatSecret` and `kakao-key2` do; a secret that is made at random has digits
/// among its letters, or no such word.
fn reads_as_name(text: &str) -> bool {
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let lower = word.to_ascii_lowercase();
    text.len() - word.len() <= 2
        && text.len() <= LONGEST_NAME
        && !word.contains(|c: char| c.is_ascii_digit())
        && ["secret", "key", "certificate"].iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(flags: &[&str]) -> Result<Vec<Option<String>>, Failure> {
        let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let present = [("Old".to_owned(), "9".to_owned())];
        let ids = given(&flags, &["Dev".to_owned(), "Prod".to_owned()], &["Dev", "Prod", "Old"], &present, true)?;
        Ok(ids.into_iter().map(|(_, id)| id).collect())
    }

    #[test]
    fn client_ids_are_for_one_environment_or_for_all() {
        let some = |id: &str| Some(id.to_owned());
        assert_eq!(ids(&["1"]), Ok(vec![some("1"), some("1")]));
        assert_eq!(ids(&["1", "prod=2"]), Ok(vec![some("1"), some("2")]));
        assert_eq!(ids(&["DEV=1"]), Ok(vec![some("1"), None]));
        assert_eq!(ids(&["1", "old=9"]), Ok(vec![some("1"), some("1")]));
        assert_eq!(ids(&["Dev=a=b"]), Ok(vec![some("a=b"), None]));
        for wrong in [&["1", "2"][..], &["Dev=1", "dev=2"], &["Old=1"]] {
            assert!(ids(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_name_that_is_no_environment_is_no_part_of_a_client_id() {
        let of_one = |flag: &str| given(&[flag.to_owned()], &["Contoso".to_owned()], &["Contoso"], &[], false);
        let near = format!("{:?}", of_one("contso=wx1").unwrap_err());
        assert!(near.contains("did you mean `Contoso`?") && !near.contains("wx1"), "{near}");
        assert_eq!(of_one("c2VjcmV0=="), Ok(vec![("Contoso".to_owned(), Some("c2VjcmV0==".to_owned()))]));
        let far = format!("{:?}", ids(&["c2VjcmV0=="]).unwrap_err());
        assert!(far.contains("`Dev`, `Old`, `Prod`") && !far.contains("c2Vj"), "{far}");
    }

    #[test]
    fn a_secret_in_the_place_of_a_key_name_is_refused_and_not_repeated() {
        for (given, name) in [
            (" B2C_1A_QQ-Secret ", "B2C_1A_QQ-Secret"),
            ("b2c_1a_0123456789abcdef", "b2c_1a_0123456789abcdef"),
            ("WeChatSecret", "B2C_1A_WeChatSecret"),
            ("kakao-key2", "B2C_1A_kakao-key2"),
        ] {
            assert_eq!(key_name(given).as_deref(), Ok(name));
        }
        for wrong in [
            "",
            "B2C_1A_",
            "s3cr3t+/=",
            "s3cr3t-APP-Key",
            "0123456789abcdef0123456789abcdef",
            "kQzXwvPqRsTbNmLkQzXwvPqR",
            "QQ_OAUTH",
            "B2C_1A_a b",
            "B2C_1A_ä",
        ] {
            let failure = format!("{:?}", key_name(wrong).unwrap_err());
            assert!(wrong.len() < 8 || !failure.contains(wrong), "{failure}");
        }
        for wrong in ["", " ", "a\nb", "a\u{1b}[31m"] {
            assert!(text("name", wrong).is_err(), "{wrong:?}");
        }
    }
}
