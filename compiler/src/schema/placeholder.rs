//! What a value that is no value looks like: text that another tool was to replace, or that a sample asks its reader to
//! replace.

use super::wording::quoted;

/// Prefixes of what B2C itself replaces at run time, in claim values and metadata only. Compared without case.
const RESOLVERS: &[&str] = &[
    "Context:",
    "Policy:",
    "Culture:",
    "OIDC:",
    "OAUTH-KV:",
    "Claim:",
    "SAML:",
    "oauth2:",
    "tenant}",
    "policy}",
    "RelyingPartyTenantId}",
];

/// What templates put around a name, widest first.
const BRACKETS: &[(&str, &str)] =
    &[("{{", "}}"), ("#{", "}#"), ("${", "}"), ("$(", ")"), ("{", "}"), ("__", "__"), ("<", ">")];

/// Words with which samples ask for a value of one's own. Compared in lower case.
const SAMPLE_WORDS: &[&str] = &["your", "tenant-name", "replace", "insert", "add-", "..."];

/// Advice for a value that fails its type because it still holds a placeholder.
pub(super) fn advice(value: &str) -> Option<String> {
    if let Some(placeholder) = placeholder(value) {
        let name = placeholder.trim_start_matches('{');
        if starts_with_any(name, RESOLVERS) && !placeholder.starts_with("{{") {
            return Some(format!(
                "{} is a claim resolver: those are filled in at run time, in claim values and metadata only",
                quoted(placeholder)
            ));
        }
        return Some(format!(
            "{} looks like an unreplaced placeholder of another tool: write the value, or run that tool first",
            quoted(placeholder)
        ));
    }
    let lower = value.to_ascii_lowercase();
    SAMPLE_WORDS
        .iter()
        .any(|word| lower.contains(word))
        .then(|| format!("{} looks like a placeholder of a sample: write your own value", quoted(value)))
}

fn placeholder(value: &str) -> Option<&str> {
    BRACKETS.iter().find_map(|(open, close)| {
        let start = value.find(open)?;
        let inner = start + open.len();
        let length = value.get(inner..)?.find(close).filter(|length| *length > 0)?;
        value.get(start..inner + length + close.len())
    })
}

fn starts_with_any(text: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_placeholders_of_templates_are_recognised() {
        for (value, shown) in [
            ("{{ tenantId }}", "`{{ tenantId }}`"),
            ("__TenantName__.onmicrosoft.com", "`__TenantName__`"),
            ("#{Tenant}#", "`#{Tenant}#`"),
            ("{config:x}", "`{config:x}`"),
            ("$(Tenant)", "`$(Tenant)`"),
        ] {
            let advice = advice(value).expect("advice");
            assert!(advice.starts_with(shown) && advice.contains("unreplaced placeholder"), "{value}: {advice}");
        }
    }

    #[test]
    fn sample_texts_and_resolvers_have_words_of_their_own() {
        assert!(advice("your-tenant.onmicrosoft.com").expect("advice").contains("placeholder of a sample"));
        assert!(advice("{Context:CorrelationId}").expect("advice").contains("claim resolver"));
        assert!(advice("{policy}").expect("advice").contains("claim resolver"));
        assert_eq!(advice("contoso_"), None);
        assert_eq!(advice("____"), None);
        assert_eq!(advice("{}"), None);
    }
}
