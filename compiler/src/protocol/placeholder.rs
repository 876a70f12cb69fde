//! Values that somebody was to replace: what samples and starter packs leave open.

use super::ValueKind;

/// Metadata keys whose value identifies something of the tenant or of a provider.
const IDENTIFIERS: &[&str] =
    &["client_id", "IdTokenAudience", "ClientId", "ApplicationObjectId", "InstrumentationKey", "IssuerUri", "issuer"];

/// Ids that samples use where the reader's own belongs.
const SAMPLE_IDS: &[&str] = &["app id", "appid", "application id", "applicationid", "facebook_clientid"];

/// What an instruction to the reader begins with.
const INSTRUCTIONS: &[&str] = &["your ", "your_", "your-", "enter ", "enter-", "insert ", "replace", "todo", "<"];

/// Whether the value of a metadata item is a text that somebody was to replace. Only ids and URLs are looked at: any
/// other text may say what it likes. Names in braces are not looked at either: a build replaces them, or B2C does.
#[must_use]
pub fn is_left(key: &str, kind: ValueKind, value: &str) -> bool {
    match kind {
        ValueKind::Url | ValueKind::WebUrl | ValueKind::UrlOrXml => is_left_url(value),
        _ if IDENTIFIERS.contains(&key) => is_left_id(value) || is_left_url(value),
        _ => false,
    }
}

/// Whether an id is none: zeros, dots, or an instruction to the reader.
#[must_use]
pub fn is_left_id(id: &str) -> bool {
    let id = id.trim().to_ascii_lowercase();
    let is_filler = !id.is_empty() && (id.chars().all(|c| "0-".contains(c)) || id.chars().all(|c| ".…".contains(c)));
    is_filler
        || INSTRUCTIONS.iter().any(|start| id.starts_with(start))
        || SAMPLE_IDS.iter().any(|sample| id.ends_with(sample))
}

/// Whether a part of a URL or of a domain is a placeholder: `your-app`, `yourtenant`, a GUID of zeros.
#[must_use]
pub fn is_left_url(url: &str) -> bool {
    let url = url.trim();
    // An XML document in the place of a URL names many things.
    if url.starts_with('<') && (url.contains("</") || url.contains("/>")) {
        return false;
    }
    let lower = url.to_ascii_lowercase();
    let mut parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
    lower.contains("00000000-0000-0000-0000-000000000000")
        || lower.starts_with('<')
        || INSTRUCTIONS.iter().any(|start| lower.starts_with(start))
        || lower.contains("tenant-name")
        || parts.any(|part| part.starts_with("your") && part != "yourself")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_samples_leave_open_is_told_from_values() {
        for open in [
            "Your Google application ID",
            "00000000-0000-0000-0000-000000000000",
            "0",
            "Enter-your-ApplicationID",
            "ProxyIdentityExperienceFrameworkAppId",
            "IdentityExperienceFramework App Id",
            "facebook_clientid",
            "...",
            "<client id>",
        ] {
            assert!(is_left("client_id", ValueKind::Text, open), "{open}");
            assert!(!is_left("scope", ValueKind::Text, open), "{open}");
        }
        for real in
            ["1234", "Iv1.8a61f9b3a7aba766", "{service:te}", "{Settings:Id}", "831374b3-bd50-41bf-aa54-263ec9e050fc"]
        {
            assert!(!is_left("client_id", ValueKind::Text, real), "{real}");
        }
    }

    #[test]
    fn what_samples_leave_open_in_a_url_is_found() {
        for open in [
            "https://your-app.azurewebsites.net/.well-known/openid-configuration",
            "https://login.microsoftonline.com/yourtenant.onmicrosoft.com/oauth2/v2.0/token",
            "https://login.microsoftonline.com/tenant-name.onmicrosoft.com/v2.0",
            "https://yourfunction.example/api?code=…",
            "https://a.example/00000000-0000-0000-0000-000000000000/v2.0/",
        ] {
            assert!(is_left("ServiceUrl", ValueKind::WebUrl, open), "{open}");
        }
        for real in
            ["https://contoso.b2clogin.com/", "https://graph.microsoft.com/v1.0/users/{objectId}", "https://localhost"]
        {
            assert!(!is_left("ServiceUrl", ValueKind::WebUrl, real), "{real}");
        }
        let document = "<EntityDescriptor entityID=\"https://your.example\"></EntityDescriptor>";
        assert!(!is_left("PartnerEntity", ValueKind::UrlOrXml, document));
    }
}
