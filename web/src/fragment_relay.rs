//! The page that brings a callback out of the fragment of a URL, where no server sees it, as a form.

use crate::relay_page::RelayPage;
use axum::response::Response;
use url::form_urlencoded;

const SCRIPT: &str = include_str!("fragment_relay.js");
const SCRIPT_HASH: &str = "ThYCbuPWXUI0NCaZa8/NNyk8ewLdK/nasiPVQADIlxQ=";

/// Without a script nobody reads the fragment, so there is nothing to continue with.
const PAGE: RelayPage<'static> = RelayPage {
    fields: "",
    without_script: "This sign-in needs JavaScript. Allow it for this site and load the page again.",
    script: SCRIPT,
    script_hash: SCRIPT_HASH,
};

/// The answer to a callback of `response_mode=fragment`, for applications that write their own routes: a page that posts the
/// parameters to the same path as a form, with the flow cookie along, and takes them out of the history.
///
/// Answer a GET with it whose query has none of `code`, `error` and `state`, and every other request as for the other
/// response modes. The page is always the same: nothing of a request is in it. A user without JavaScript is told so. Its
/// headers are set: a `Content-Security-Policy` that allows its one script and nothing else, `Cache-Control: no-store`,
/// `Referrer-Policy: no-referrer`. A fragment that is empty comes back as an empty form, which is refused like any callback
/// without a flow.
#[must_use]
pub fn fragment_relay() -> Response {
    PAGE.response()
}

/// Whether a query holds nothing that a provider answers with, so that the answer may stand in the fragment.
pub(crate) fn is_unanswered(query: &str) -> bool {
    !form_urlencoded::parse(query.as_bytes()).any(|(name, _)| matches!(name.as_ref(), "code" | "error" | "state"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay_page::hash_of_script;

    #[test]
    fn the_policy_allows_the_script_of_the_page() {
        assert_eq!(hash_of_script(&PAGE.html()), SCRIPT_HASH);
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
