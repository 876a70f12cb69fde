//! What the pages that bring a callback to the server have in common: one form, one script that submits it, and headers.

use crate::response::protect;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};

/// In the query of a form that a page of ours submits. Such a form is not submitted once more, cookie or not, so that
/// nothing goes round in circles. The query of a POST is no part of the callback, and neither is this.
const RELAYED: &str = "claimsmith-relayed";

/// A page that submits a form by itself.
pub(crate) struct RelayPage<'p> {
    /// What the form holds, as HTML.
    pub(crate) fields: &'p str,
    /// What a user without JavaScript gets inside the form, as HTML.
    pub(crate) without_script: &'p str,
    /// The one script. A literal of the source and no file: line ends of a literal are the same on every system, and the
    /// hash depends on them.
    pub(crate) script: &'p str,
    /// SHA-256 of the script in base64, as a Content-Security-Policy has it.
    pub(crate) script_hash: &'p str,
}

impl RelayPage<'_> {
    /// The page. A form whose action is a query only goes to the path of the page (RFC 3986 section 5.2.2), also behind a
    /// proxy that took a part of the path away.
    pub(crate) fn html(&self) -> String {
        let Self { fields, without_script, script, .. } = self;
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>Signing in</title>\n</head>\n<body>\n<form method=\"post\" action=\"?{RELAYED}\">\n{fields}\
             <noscript>{without_script}</noscript>\n</form>\n<script>{script}</script>\n</body>\n</html>\n"
        )
    }

    pub(crate) fn response(&self) -> Response {
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
            (CONTENT_SECURITY_POLICY, self.content_security_policy()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        let mut response = (headers, self.html()).into_response();
        protect(response.headers_mut());
        response
    }

    /// Runs the one script and loads, embeds and frames nothing. No `form-action`: Chromium applies it to every redirect
    /// behind the form, also to the one with which an application sends the browser to another origin after the sign-in,
    /// and the page would stand still.
    fn content_security_policy(&self) -> String {
        let hash = self.script_hash;
        format!("default-src 'none'; script-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'")
    }
}

/// Whether the query of a POST says that a page of ours submitted it.
pub(crate) fn is_relayed(query: &str) -> bool {
    query.split('&').any(|parameter| parameter == RELAYED)
}

/// What browsers compare the script of a page with.
#[cfg(test)]
pub(crate) fn hash_of_script(page: &str) -> String {
    use base64::Engine as _;
    let (_, rest) = page.split_once("<script>").expect("a script");
    let (script, _) = rest.split_once("</script>").expect("the end of the script");
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, script.as_bytes());
    base64::engine::general_purpose::STANDARD.encode(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_our_pages_is_told_from_others() {
        for query in ["claimsmith-relayed", "tenant=a&claimsmith-relayed"] {
            assert!(is_relayed(query), "{query}");
        }
        for query in ["", "claimsmith-relayed-not", "x=claimsmith-relayed", "Claimsmith-Relayed"] {
            assert!(!is_relayed(query), "{query}");
        }
    }
}
