//! The page that a user sees when an application has no own: plain, without script, nothing from the provider in it.

use crate::failure::SignInFailure;
use crate::html::escape;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};

const STYLE: &str = include_str!("error_page.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

pub(crate) async fn answer(failure: SignInFailure) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (failure.status(), headers, page(&failure)).into_response()
}

fn page(failure: &SignInFailure) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Not signed in</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Not signed in</h1>\n<p>{message}</p>\n\
         <a href=\"{retry_path}\">Sign in with {display_name}</a>\n</main>\n</body>\n</html>\n",
        message = escape(failure.error.public_message()),
        retry_path = escape(&failure.retry_path),
        display_name = escape(&failure.display_name),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_runtime::{Endpoint, SignInError, TransformationFault};

    #[test]
    fn a_refusal_of_the_policy_is_told_apart_from_a_failure() {
        let failure = |error| SignInFailure {
            profile_id: "X".to_owned(),
            display_name: "X".to_owned(),
            error,
            retry_path: "/signin/x".to_owned(),
        };
        let transformation = "AssertAge".to_owned();
        let refused =
            failure(SignInError::Assertion { transformation: transformation.clone(), key: "AssertNumberError" });
        assert_eq!(refused.status(), 403);
        let shown = page(&refused);
        assert!(shown.contains("You cannot sign in here with this account."), "{shown}");
        assert!(!shown.contains("AssertAge") && !shown.contains("AssertNumberError"), "{shown}");
        let reason = TransformationFault::MissingClaim { claim: "age".to_owned() };
        let profile = "X".into();
        let failed = failure(SignInError::Transformation { profile, transformation, method: "AssertNumber", reason });
        assert_eq!(failed.status(), 500);
        assert!(page(&failed).contains("The sign-in failed."));
    }

    #[test]
    fn what_the_policy_says_is_escaped_and_what_the_provider_says_is_left_out() {
        let page = page(&SignInFailure {
            profile_id: "X".to_owned(),
            display_name: "<b title='a'>\"Q\" & A</b>".to_owned(),
            error: SignInError::Provider {
                endpoint: Endpoint::Token,
                code: "<script>".to_owned(),
                description: Some("told by the provider".to_owned()),
                status: Some(400),
            },
            retry_path: "/signin/x\"><script>".to_owned(),
        });
        assert!(page.contains("Sign in with &lt;b title=&#39;a&#39;&gt;&quot;Q&quot; &amp; A&lt;/b&gt;</a>"), "{page}");
        assert!(page.contains("href=\"/signin/x&quot;&gt;&lt;script&gt;\""), "{page}");
        assert!(!page.contains("<script") && !page.contains("told by the provider"), "{page}");
    }
}
