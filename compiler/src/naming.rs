//! Rust names from policy ids. One keyword table, no silent suffixes: a collision is the caller's to report.

/// Keywords of every edition, strict and reserved.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["Self", "crate", "self", "super"];

/// `PascalCase`; `None` when nothing of the id can stand in a Rust name.
#[must_use]
pub fn type_name(id: &str) -> Option<String> {
    let words = words(id)?;
    let name: String = words.iter().map(|word| capitalized(word)).collect();
    Some(leading(&name))
}

/// `snake_case`, without a raw prefix; `None` when nothing of the id can stand in a Rust name.
#[must_use]
pub fn field_name(id: &str) -> Option<String> {
    Some(leading(&words(id)?.join("_")))
}

/// `UPPER_CASE` for an environment variable: letters and digits stay where they are, all else becomes `_`.
#[must_use]
pub fn variable(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

/// The environment variable of a client id: from the profile's id, or from its Rust name when the id has letters that no
/// variable can have.
#[must_use]
pub fn client_id_variable(id: &str, type_name: &str) -> String {
    let stem = if id.is_ascii() { variable(id) } else { variable(&field_name(type_name).unwrap_or_default()) };
    format!("{stem}_CLIENT_ID")
}

/// The module of a client: the name of its field, unless that cannot be a module or is taken by a file of every crate.
#[must_use]
pub fn module_name(field: &str) -> String {
    if is_module(field) { field.to_owned() } else { format!("{field}_client") }
}

/// The module of a function: its name, unless that cannot be a module or is taken by a file of every crate.
#[must_use]
pub fn function_module(name: &str) -> String {
    if is_module(name) { name.to_owned() } else { format!("{name}_function") }
}

fn is_module(name: &str) -> bool {
    const TAKEN: &[&str] = &["lib", "main", "mod", "policy"];
    !TAKEN.contains(&name) && identifier(name) == name
}

/// The method that shows the claim of a field with its mask.
#[must_use]
pub fn masked_method(field: &str) -> String {
    format!("{field}_masked")
}

/// A policy id without the prefix that every B2C policy has; of a path that stands for an id, the name of the file.
#[must_use]
pub fn policy_stem(id: &str) -> &str {
    let id = id.rsplit('/').next().unwrap_or(id);
    let prefix = id.get(..7).filter(|start| start.eq_ignore_ascii_case("B2C_1A_"));
    let id = prefix.map_or(id, |prefix| &id[prefix.len()..]);
    id.strip_suffix(".xml").unwrap_or(id)
}

/// How a name is written where an identifier stands: `r#type` for a keyword, `self_` for one that cannot be raw.
#[must_use]
pub fn identifier(name: &str) -> String {
    if NEVER_RAW.contains(&name) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// Whether a text the caller gave is a name: an ASCII identifier.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && text != "_"
}

/// Whether a text the caller gave is a path and nothing else: names with `::` between them and perhaps before the first.
#[must_use]
pub fn is_path(text: &str) -> bool {
    let is_absolute = text.starts_with("::");
    let segments = text.strip_prefix("::").unwrap_or(text).split("::");
    segments.enumerate().all(|(at, segment)| is_path_segment(segment, at == 0 && !is_absolute))
}

/// Whether a text can stand in a path: a name that is no keyword, or, where a path begins, `crate`, `self` or `super`.
/// Further `super` may follow.
pub(crate) fn is_path_segment(text: &str, is_first: bool) -> bool {
    match text {
        "super" => true,
        "crate" | "self" => is_first,
        _ => is_name(text) && !KEYWORDS.contains(&text),
    }
}

/// The words of an id in lower case: split at everything that is not a letter or digit, before an upper-case letter
/// that follows a lower-case one, and before the last letter of an upper-case run that a lower-case one follows.
/// `None` when a character is not ASCII, because a transliteration would be a guess, or when there is no word.
fn words(id: &str) -> Option<Vec<String>> {
    if !id.is_ascii() {
        return None;
    }
    let characters: Vec<char> = id.chars().collect();
    let mut words = vec![String::new()];
    for (at, c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(at + 1);
        let starts = c.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || (before.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase))
            });
        if !c.is_ascii_alphanumeric() || starts {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_ascii_alphanumeric(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    (!words.is_empty()).then_some(words)
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect()
}

fn leading(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_profiles_and_claims() {
        for (id, pascal, snake) in [
            ("QQ-OAUTH", "QqOauth", "qq_oauth"),
            ("GitHub-OAUTH2", "GitHubOauth2", "git_hub_oauth2"),
            ("displayName", "DisplayName", "display_name"),
            ("signInNames.emailAddress", "SignInNamesEmailAddress", "sign_in_names_email_address"),
            ("IP-Address", "IpAddress", "ip_address"),
            ("identityProviderAccessToken", "IdentityProviderAccessToken", "identity_provider_access_token"),
            ("OIDCToken", "OidcToken", "oidc_token"),
            ("2fa", "_2fa", "_2fa"),
            ("extension_loyaltyId", "ExtensionLoyaltyId", "extension_loyalty_id"),
        ] {
            assert_eq!(type_name(id).as_deref(), Some(pascal));
            assert_eq!(field_name(id).as_deref(), Some(snake));
        }
        for id in ["", "--", "昵称"] {
            assert_eq!(field_name(id), None);
        }
    }

    #[test]
    fn keywords_are_raw_where_they_can_be() {
        assert_eq!(identifier("type"), "r#type");
        assert_eq!(identifier("gen"), "r#gen");
        assert_eq!(identifier("self"), "self_");
        assert_eq!(identifier("name"), "name");
    }

    #[test]
    fn a_path_is_nothing_but_a_path() {
        for path in ["Eq", "::core::hash::Hash", "crate::a::B", "self::B", "super::super::B"] {
            assert!(is_path(path), "{path}");
        }
        for text in ["", "::", "a::", "a b", "Eq, Hash", "Vec<A>", "a::crate", "::crate::A", "Self", "fn", "r#fn", "a;"]
        {
            assert!(!is_path(text), "{text}");
        }
    }

    #[test]
    fn variables_keep_letters_in_place() {
        assert_eq!(variable("GitHub-OAUTH2"), "GITHUB_OAUTH2");
        assert_eq!(variable("B2C_1A_QQSecret"), "B2C_1A_QQSECRET");
    }
}
