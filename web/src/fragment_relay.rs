//! The page that brings a callback out of the fragment of a URL, where no server sees it, into the query.

use crate::response::protect;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;

/// Replaces the page, and with it the entry of the history whose URL holds the code. A navigation and no form: Chromium
/// applies `form-action` to every redirect behind a form, also to the one with which an application sends the browser to
/// another origin after the sign-in. `state=` stands for a fragment that is empty: a callback that is refused, instead of
/// this page once more. A literal and no file of its own: line ends of a literal are the same on every system, and the
/// hash depends on them.
const SCRIPT: &str = r#"
const answer = new URLSearchParams(location.hash.slice(1)).toString();
location.replace("?" + (answer || "state="));
"#;

/// Runs [`SCRIPT`] and loads, embeds and submits nothing.
const POLICY: &str = "default-src 'none'; script-src 'sha256-QIZKDj63h5XeRoEtEofDJW+Fm1gR583svr5xZ0HOcRc='; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The answer to a callback of `response_mode=fragment`, for applications that write their own routes: a page that asks for
/// the same path again, with the parameters in the query and the flow cookie along.
///
/// Answer a GET with it whose query has none of `code`, `error` and `state`, and every other request as for the other
/// response modes. The page is always the same: nothing of a request is in it. A user without JavaScript is told so. Its
/// headers are set: a `Content-Security-Policy` that allows its one script and nothing else, `Cache-Control: no-store`,
/// `Referrer-Policy: no-referrer`. A fragment that is empty comes back as `?state=`, which is refused like any callback
/// without a flow.
#[must_use]
pub fn fragment_relay() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let mut response = (headers, page()).into_response();
    protect(response.headers_mut());
    response
}

fn page() -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Signing in</title>\n</head>\n<body>\n\
         <noscript>This sign-in needs JavaScript. Allow it for this site and load the page again.</noscript>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

/// Whether a query holds nothing that a provider answers with, so that the answer may stand in the fragment.
pub(crate) fn is_unanswered(query: &str) -> bool {
    !form_urlencoded::parse(query.as_bytes()).any(|(name, _)| matches!(name.as_ref(), "code" | "error" | "state"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::digest::{SHA256, digest};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn the_policy_allows_the_script_of_the_page() {
        let page = page();
        let (_, rest) = page.split_once("<script>").unwrap();
        let (script, _) = rest.split_once("</script>").unwrap();
        let hash = STANDARD.encode(digest(&SHA256, script.as_bytes()));
        assert!(POLICY.contains(&format!("script-src 'sha256-{hash}'; ")), "the hash is {hash}");
    }

    #[test]
    fn a_query_with_an_answer_is_told_from_one_without() {
        for query in ["", "tenant=a", "codes=1&xstate=2", "%FF", "&&"] {
            assert!(is_unanswered(query), "{query}");
        }
        for query in ["code=1", "tenant=a&error=access_denied", "state=", "state", "%73tate=x", "code=1&state=x"] {
            assert!(!is_unanswered(query), "{query}");
        }
    }
}
