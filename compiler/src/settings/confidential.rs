//! Values of the settings file that nobody should see. It is no place for secrets, and holds some all the same.

use crate::json::{Kind, Value};
use crate::secrets::secret_in_url;
use crate::source::{FileId, SourceMap, Span};
use crate::url::authority;

/// What names of such values contain. `token` is none of these: lifetimes and audiences of tokens are ordinary settings.
const WORDS: &[&str] = &["secret", "key", "password", "pwd", "passphrase", "credential"];

/// Words that contain one of these and mean nothing of the kind.
const HARMLESS_WORDS: &[&str] = &["keycloak", "keyword", "turkey", "monkey"];

/// A number with at most so many digits is a size or a lifetime.
const FEW_DIGITS: usize = 5;

/// Whether a setting's value stays out of messages: by contract policies hold no secret, but names like these hint that
/// one may do so all the same.
pub(crate) fn is_confidential(setting: &str) -> bool {
    let name = HARMLESS_WORDS.iter().fold(setting.to_lowercase(), |name, word| name.replace(word, ""));
    WORDS.iter().any(|word| name.contains(word))
}

/// Whether a value is no secret whatever its setting is called: nothing, a policy key's name, a switch, a small number, or a
/// plain URL.
pub(crate) fn is_plain(value: &str) -> bool {
    let value = value.trim();
    value.is_empty()
        || value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("B2C_1A_"))
        || value.eq_ignore_ascii_case("true")
        || value.eq_ignore_ascii_case("false")
        || (value.len() <= FEW_DIGITS && value.bytes().all(|it| it.is_ascii_digit()))
        || (authority(value).is_some() && secret_in_url(value).is_none())
}

/// Where the values of members with such a name stand, at any depth: also of those that are no settings.
pub(super) fn values(root: &Value) -> Vec<Span> {
    let mut found = Vec::new();
    let mut waiting = vec![root];
    while let Some(value) = waiting.pop() {
        match &value.kind {
            Kind::Array(items) => waiting.extend(items),
            Kind::Object(members) => {
                for member in members {
                    if is_confidential(&member.name) {
                        found.push(member.value.span);
                    } else {
                        waiting.push(&member.value);
                    }
                }
            }
            Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::String(_) => {}
        }
    }
    found
}

/// The lines with such a name in a file of which more is not known, because it is no JSON or says something else.
pub(crate) fn lines(sources: &SourceMap, file: FileId) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in sources.get(file).original().split_inclusive('\n') {
        let end = start + u32::try_from(line.len()).unwrap_or(u32::MAX);
        if is_confidential(line) {
            // Its line end belongs to it and not to the next line.
            found.push(Span { file, start, end: end.saturating_sub(1).max(start) });
        }
        start = end;
    }
    found
}
