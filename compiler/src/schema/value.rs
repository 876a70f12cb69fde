//! The data types of attributes and texts.

use super::enumerations::{BOOLEAN, Enumeration};
use claimsmith_profile::rules::uri_scheme;

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueType {
    /// Anything.
    Text,
    /// A number of characters in this range, both ends included.
    Length(usize, usize),
    /// `true`, `false`, `1` or `0`.
    Boolean,
    /// A signed 32-bit number.
    Int,
    /// A whole number of any size.
    Integer,
    /// One of these.
    Enumeration(Enumeration),
    /// A URI reference.
    AnyUri,
    /// The domain name of a tenant.
    TenantId,
    /// The id of a policy.
    PolicyId,
    /// The id of a policy that may hold braces.
    PolicyIdPattern,
    /// A GUID with hyphens.
    Guid,
    /// A language tag.
    Culture,
    /// `DataUri` and `RecoveryUri` of a content definition.
    ContentUri,
    /// So many digits with dots between them.
    Version(usize),
}

impl ValueType {
    /// Whether a value is of this type.
    pub(super) fn accepts(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Length(least, most) => (least..=most).contains(&value.chars().count()),
            Self::Boolean => matches!(value.trim_matches(is_space), "true" | "false" | "1" | "0"),
            Self::Int => value.trim_matches(is_space).parse::<i32>().is_ok(),
            Self::Integer => is_integer(value.trim_matches(is_space)),
            Self::Enumeration(values) => values.contains(&value),
            Self::AnyUri => is_uri(value.trim_matches(is_space)),
            Self::TenantId => {
                (3..=63).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
            }
            Self::PolicyId => is_policy_id(value, false),
            Self::PolicyIdPattern => is_policy_id(value, true),
            Self::Guid => is_guid(value),
            Self::Culture => is_culture(value),
            Self::ContentUri => is_content_uri(value),
            Self::Version(parts) => is_version(value, parts),
        }
    }

    /// The values there are, when they can be listed.
    pub(super) const fn values(self) -> Enumeration {
        match self {
            Self::Enumeration(values) => values,
            Self::Boolean => BOOLEAN,
            _ => &[],
        }
    }

    /// What is expected, to stand after the word "expected".
    pub(super) fn expectation(self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Length(least, usize::MAX) => format!("at least {least} character"),
            Self::Length(least, most) => format!("{least} to {most} characters"),
            Self::Boolean => "`true` or `false`".into(),
            Self::Int => "a whole number of at most 32 bits".into(),
            Self::Integer => "a whole number".into(),
            Self::Enumeration([only]) => format!("`{only}`"),
            Self::Enumeration(_) => "one of the accepted values".into(),
            Self::AnyUri => "a URI".into(),
            Self::TenantId => "3 to 63 letters, digits and dots, such as `contoso.onmicrosoft.com`".into(),
            Self::PolicyId => "letters, digits, `_`, `-` and dots, not ending with a dot".into(),
            Self::PolicyIdPattern => "letters, digits, `_`, `-`, braces and dots, not ending with a dot".into(),
            Self::Guid => "a GUID such as `1f0c7b52-9d3e-4a68-b1c4-7e25d90f8a36`".into(),
            Self::Culture => "a language tag such as `en` or `pt-BR`".into(),
            Self::ContentUri => "`http://…`, `https://…`, `~/…` or a lower-case `urn:…`".into(),
            Self::Version(parts) => format!("{parts} digits with dots between them"),
        }
    }

    /// Advice for a value that fails this type in a way people are known to fail it.
    pub(super) fn advice(self, value: &str) -> Option<String> {
        let advice = match self {
            Self::Guid if value.to_ascii_lowercase().contains("instrumentationkey=") => {
                "a connection string is not accepted here: write only its instrumentation key"
            }
            Self::ContentUri if value.contains('{') => "only `LoadUri` may hold `{…}`",
            Self::TenantId if ValueType::Guid.accepts(value) => {
                "write the domain name of the tenant; its object id belongs in `TenantObjectId`"
            }
            _ => return None,
        };
        Some(advice.into())
    }
}

/// White space as XML defines it.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_policy_id(value: &str, braces: bool) -> bool {
    let allowed =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.') || (braces && matches!(b, b'{' | b'}'));
    !value.is_empty() && !value.ends_with('.') && value.bytes().all(allowed)
}

fn is_guid(value: &str) -> bool {
    value.len() == 36
        && value.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

fn is_culture(value: &str) -> bool {
    let mut parts = value.split('-');
    let language = parts.next().unwrap_or("");
    (1..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && parts.clone().count() <= 2
        && parts.all(|part| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_version(value: &str, parts: usize) -> bool {
    value.len() + 1 == 2 * parts
        && value.bytes().enumerate().all(|(at, b)| if at % 2 == 0 { b.is_ascii_digit() } else { b == b'.' })
}

/// As .NET reads `xs:anyURI`: nearly everything is a relative reference; what can be wrong is the host of an absolute
/// one, or a second `#`.
fn is_uri(value: &str) -> bool {
    if value.contains("##") {
        return false;
    }
    let Some((scheme, rest)) = value.split_once("://") else {
        return true;
    };
    if uri_scheme(scheme) != Some(scheme) {
        return true;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    is_authority(host_and_port, scheme)
}

fn is_authority(authority: &str, scheme: &str) -> bool {
    if authority.is_empty() {
        return !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https");
    }
    if let Some(address) = authority.strip_prefix('[') {
        return address.split_once(']').is_some_and(|(address, port)| {
            address.parse::<std::net::Ipv6Addr>().is_ok() && (port.is_empty() || port.starts_with(':') && is_port(port))
        });
    }
    let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
    !host.is_empty()
        && !host.contains("..")
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && (port.is_empty() || is_port(port))
}

/// Whether `port`, with its colon, is absent in all but the colon or a port number.
fn is_port(port: &str) -> bool {
    let digits = port.strip_prefix(':').unwrap_or(port);
    digits.is_empty() || digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok()
}

fn is_content_uri(value: &str) -> bool {
    if let Some(urn) = value.strip_prefix("urn:") {
        return is_content_urn(urn);
    }
    let Some(path) = ["http://", "https://", "~/"].iter().find_map(|start| value.strip_prefix(start)) else {
        return false;
    };
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').all(|segment| !segment.is_empty() && segment.chars().all(is_content_uri_character))
}

fn is_content_uri_character(c: char) -> bool {
    c.is_alphanumeric() || "_.,@?^=%&:~+#-$!’();".contains(c)
}

fn is_content_urn(urn: &str) -> bool {
    let Some((namespace, specific)) = urn.split_once(':') else {
        return false;
    };
    let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (1..=32).contains(&namespace.len())
        && !namespace.starts_with('-')
        && namespace.bytes().all(|b| lower(b) || b == b'-')
        && !specific.is_empty()
        && specific.bytes().all(|b| lower(b) || b"()+,/-.:=@;$_!*'%?#".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: ValueType, good: &[&str], bad: &[&str]) {
        for value in good {
            assert!(kind.accepts(value), "{kind:?} should accept {value:?}");
        }
        for value in bad {
            assert!(!kind.accepts(value), "{kind:?} should refuse {value:?}");
        }
    }

    #[test]
    fn ids_and_names() {
        check(
            ValueType::TenantId,
            &["abc", "contoso.onmicrosoft.com"],
            &["", "ab", "your-tenant.onmicrosoft.com", "{{x}}", &"a".repeat(64)],
        );
        check(ValueType::PolicyId, &["B2C_1A_x", "a.b", "-"], &["", "a.", ".", "a b", "{a}", "ä"]);
        check(ValueType::PolicyIdPattern, &["B2C_1A_{x}", "a"], &["", "a."]);
        check(
            ValueType::Guid,
            &["0f8fad5b-d9cb-469f-a165-70867728950E"],
            &["", "0f8fad5bd9cb469fa16570867728950e", "0f8fad5b-d9cb-469f-a165-70867728950g", "{x}"],
        );
        check(
            ValueType::Culture,
            &["en", "pt-BR", "zh-Hant-TW", "x"],
            &["", "EN", "en_US", "engl", "en-", "en-a", "en-US-a1-b2", "zh-Hantx"],
        );
        check(ValueType::Version(4), &["0.3.0.0"], &["", "0.3.0", "0.3.0.0.", "0.3.0.10", "0,3,0,0"]);
        check(ValueType::Version(3), &["1.0.0"], &["1.0"]);
    }

    #[test]
    fn numbers_booleans_and_lengths() {
        check(ValueType::Boolean, &["true", "false", "1", "0", " true "], &["True", "FALSE", "yes", ""]);
        check(ValueType::Int, &["0", "-1", "+5", "007", " 3\n"], &["", "1.5", "x", "2147483648", "1 2"]);
        check(ValueType::Integer, &["99999999999999999999", "-0"], &["", "-", "1e3"]);
        check(ValueType::Length(1, 256), &["a", &"ä".repeat(256)], &["", &"a".repeat(257)]);
        check(ValueType::Length(1, usize::MAX), &["a"], &[""]);
        check(ValueType::Text, &["", "{x}"], &[]);
    }

    #[test]
    fn uris() {
        check(
            ValueType::AnyUri,
            &[
                "",
                "relative path",
                "http://contoso.onmicrosoft.com/B2C_1A_x",
                "http://your_tenant.onmicrosoft.com/{x}",
                "http://localhost:8080?x",
                "http://user:word@[::1]:80/",
                "urn:x:y",
                "file:///c:/x",
            ],
            &[
                "http://{{ tenantId }}/B2C_1A_x",
                "http://{Settings:Tenant}/x",
                "https:///x",
                "http://<yourtenant>.onmicrosoft.com/",
                "http://host:port/",
                "http://host:99999/",
                "http://[::x]/",
                "a##b",
            ],
        );
        check(
            ValueType::ContentUri,
            &[
                "~/common/default_page_error.html",
                "https://a/b/?x=1",
                "urn:com:microsoft:aad:b2c:elements:unifiedssp:1.0.0",
            ],
            &["", "~/", "http://a//b", "/x", "HTTP://a/b", "urn:com", "urn:com:X", "https://a/{Culture:RFC5646}/b"],
        );
    }
}
