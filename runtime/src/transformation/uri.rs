//! URIs as .NET writes them.

use super::fault::Fault;
use super::text::BoundedText;
use claimsmith_profile::rules::{is_uri_host, uri_scheme};

/// The scheme as `UriBuilder.Scheme` takes it: up to a colon, in small letters.
///
/// # Errors
/// [`Fault::Failed`] when it is no scheme (RFC 3986 section 3.1).
pub(crate) fn scheme(written: &str) -> Result<String, Fault> {
    let scheme = uri_scheme(written).ok_or(Fault::Failed("the scheme of the URI is no scheme"))?;
    Ok(scheme.to_ascii_lowercase())
}

/// The host, as it is.
///
/// # Errors
/// [`Fault::Failed`] when there is none, or when something in it would end it.
pub(crate) fn host(written: &str) -> Result<&str, Fault> {
    if is_uri_host(written) { Ok(written) } else { Err(Fault::Failed("the host of the URI is no host")) }
}

/// Adds a path as `UriBuilder.Path` takes it, with the slash it begins with.
///
/// Letters, digits and the reserved characters but `?` and `#` stay, an escape (`%20`) stays an escape, a backslash becomes
/// a slash; everything else becomes `%` and two capital hexadecimal digits a byte of UTF-8. `.` and `..` are not resolved.
///
/// # Errors
/// [`Fault::Failed`] when the URI would be too long.
pub(crate) fn push_path(uri: &mut BoundedText, path: &str) -> Result<(), Fault> {
    if !path.starts_with(['/', '\\']) {
        uri.push('/')?;
    }
    let bytes = path.as_bytes();
    for (place, byte) in bytes.iter().copied().enumerate() {
        match byte {
            b'\\' => uri.push('/')?,
            b'%' if is_escape(bytes.get(place..place + 3)) => uri.push('%')?,
            _ if stays_in_path(byte) => uri.push(char::from(byte))?,
            _ => push_escape(uri, byte)?,
        }
    }
    Ok(())
}

/// Adds a name or a value of a query as `HttpUtility.UrlEncode` writes it: letters, digits and `-_.!*()` stay, a blank is
/// `+`, everything else becomes `%` and two hexadecimal digits a byte of UTF-8. The digits are capitals, as RFC 3986
/// section 2.1 wishes; .NET's runtimes differ here, and readers take both.
///
/// # Errors
/// [`Fault::Failed`] when the URI would be too long.
pub(crate) fn push_form(uri: &mut BoundedText, text: &str) -> Result<(), Fault> {
    for byte in text.bytes() {
        match byte {
            b' ' => uri.push('+')?,
            b'-' | b'_' | b'.' | b'!' | b'*' | b'(' | b')' => uri.push(char::from(byte))?,
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte))?,
            _ => push_escape(uri, byte)?,
        }
    }
    Ok(())
}

const fn stays_in_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b':'
                | b'/'
                | b'['
                | b']'
                | b'@'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
        )
}

/// Whether these are `%` and two hexadecimal digits.
fn is_escape(bytes: Option<&[u8]>) -> bool {
    matches!(bytes, Some([b'%', high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

fn push_escape(uri: &mut BoundedText, byte: u8) -> Result<(), Fault> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    uri.push('%')?;
    uri.push(char::from(DIGITS[usize::from(byte >> 4)]))?;
    uri.push(char::from(DIGITS[usize::from(byte & 15)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> String {
        let mut uri = BoundedText::default();
        push_path(&mut uri, path).expect(path);
        uri.into_string()
    }

    fn form(text: &str) -> String {
        let mut uri = BoundedText::default();
        push_form(&mut uri, text).expect(text);
        uri.into_string()
    }

    #[test]
    fn a_scheme_is_cut_and_in_small_letters() {
        for (written, expected) in [("OTPAuth", "otpauth"), ("https://", "https"), ("web+a-b.c", "web+a-b.c")] {
            assert_eq!(scheme(written).as_deref(), Ok(expected), "{written}");
        }
        for written in ["", ":", "1a", "a b", "é", "a/b"] {
            assert!(scheme(written).is_err(), "{written}");
        }
    }

    #[test]
    fn a_host_ends_nowhere_within() {
        for written in ["totp", "www.example.com:8443", "[::1]", "bücher.example"] {
            assert_eq!(host(written), Ok(written));
        }
        for written in ["", "a/b", "a\\b", "a?b", "a#b", "user@a", "a b", "a\r\nb", "a\0"] {
            assert!(host(written).is_err(), "{written:?}");
        }
    }

    #[test]
    fn a_path_keeps_what_uri_builder_keeps() {
        for (written, expected) in [
            ("", "/"),
            ("/a/b", "/a/b"),
            ("My shop:amy@example.org", "/My%20shop:amy@example.org"),
            ("a?b#c", "/a%3Fb%23c"),
            ("\\a\\b", "/a/b"),
            ("100% of 50%25 and %4", "/100%25%20of%2050%25%20and%20%254"),
            ("%zz%C3%a9", "/%25zz%C3%a9"),
            ("é€😀", "/%C3%A9%E2%82%AC%F0%9F%98%80"),
            ("a../..", "/a../.."),
            ("-._~:[]@!$&'()*+,;=", "/-._~:[]@!$&'()*+,;="),
            ("\"<>^`{|}\u{7f}\n", "/%22%3C%3E%5E%60%7B%7C%7D%7F%0A"),
        ] {
            assert_eq!(path(written), expected, "{written}");
        }
    }

    #[test]
    fn a_query_is_written_as_a_form() {
        for (written, expected) in [
            ("", ""),
            ("My shop & co", "My+shop+%26+co"),
            ("a+b=c%20", "a%2Bb%3Dc%2520"),
            ("-_.!*()", "-_.!*()"),
            ("~'@:/", "%7E%27%40%3A%2F"),
            ("Ü", "%C3%9C"),
        ] {
            assert_eq!(form(written), expected, "{written}");
        }
    }

    #[test]
    fn escapes_do_not_fill_the_memory() {
        let long = "é".repeat(200_000);
        assert!(push_path(&mut BoundedText::default(), &long).is_err());
        assert!(push_form(&mut BoundedText::default(), &long).is_err());
    }
}
