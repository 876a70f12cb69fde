//! The host of an e-mail address, as .NET's `MailAddress.Host` gives it.

/// What stands behind the `@` of `user@host`, in its own case; `None` when the text is no address.
///
/// An address may have blanks around it and may stand in angle brackets behind a name: `Amy <amy@example.org>`. The user is
/// a quoted text or a word, the host a word or a literal in brackets (`[127.0.0.1]`); a word holds the letters, digits and
/// signs of RFC 5322's `atext`, dots but not in front, and any character beyond ASCII. .NET takes comments and names
/// without angle brackets as well, which no e-mail claim holds; they are no address here.
pub(super) fn host(text: &str) -> Option<&str> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let address = match text.strip_suffix('>') {
        Some(text) => text.rsplit_once('<')?.1,
        None => text,
    };
    let (user, host) = address.rsplit_once('@')?;
    ((is_word(user) || is_quoted(user)) && (is_word(host) || is_literal(host))).then_some(host)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('.') && text.chars().all(is_of_word)
}

const fn is_of_word(character: char) -> bool {
    !character.is_ascii()
        || character.is_ascii_alphanumeric()
        || matches!(
            character,
            '.' | '!'
                | '#'
                | '$'
                | '%'
                | '&'
                | '\''
                | '*'
                | '+'
                | '-'
                | '/'
                | '='
                | '?'
                | '^'
                | '_'
                | '`'
                | '{'
                | '|'
                | '}'
                | '~'
        )
}

/// Whether it is a quoted text (RFC 5322 section 3.2.4) that ends where the text ends.
fn is_quoted(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return false;
    };
    let mut is_escaped = false;
    for character in inner.chars() {
        if character.is_control() || (character == '"' && !is_escaped) {
            return false;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    !is_escaped
}

/// Whether it is a domain literal (RFC 5322 section 3.4.1).
fn is_literal(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| {
        !inner.is_empty() && inner.bytes().all(|it| it.is_ascii_graphic() && !matches!(it, b'[' | b']' | b'\\'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_host_of_an_address_keeps_its_case() {
        for (text, expected) in [
            ("amy@Example.ORG", "Example.ORG"),
            ("  amy@example.org\r\n", "example.org"),
            ("amy.pond+tag@mail.example.org", "mail.example.org"),
            ("amy@localhost", "localhost"),
            ("amy@bücher.example", "bücher.example"),
            ("дмитрий@example.org", "example.org"),
            ("\"amy@home\"@example.org", "example.org"),
            ("\"a \\\"b\\\" c\"@example.org", "example.org"),
            ("amy@[127.0.0.1]", "[127.0.0.1]"),
            ("Amy Pond <amy@example.org>", "example.org"),
            ("\"Pond, Amy\" <amy@example.org>", "example.org"),
        ] {
            assert_eq!(host(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_has_no_host() {
        for text in [
            "",
            "@",
            "amy",
            "amy@",
            "@example.org",
            "amy@home@example.org",
            "amy pond@example.org",
            "amy@example .org",
            "amy@.example.org",
            ".amy@example.org",
            "\"amy@example.org",
            "\"amy\\\"@example.org",
            "\"a\"b\"@example.org",
            "amy@[]",
            "amy@[a]b]",
            "amy@example.org>",
            "<amy@example.org> Amy",
            "amy@example.org, rory@example.org",
            "amy@exam\nple.org",
        ] {
            assert_eq!(host(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_host_is_part_of_the_text(text in "[ab.@\"\\\\<>\\[\\] é\n]{0,12}") {
            if let Some(host) = host(&text) {
                let written = format!("@{host}");
                prop_assert!(!host.is_empty() && text.contains(&written));
            }
        }
    }
}
