//! The page that posts a form of another site again, this time from our own origin, so that the flow cookie comes along.

use crate::html::escape;
use crate::relay_page::RelayPage;
use axum::response::Response;
use std::fmt::Write as _;
use url::form_urlencoded;

/// The method of the prototype: a field named `submit` hides that of the form.
const SCRIPT: &str = r#"
HTMLFormElement.prototype.submit.call(document.forms[0]);
"#;
const SCRIPT_HASH: &str = "U6V8jVs0pzKjrXnI03ow1pC2lPMvu6EEOvpx3OkJu5E=";
const WITHOUT_SCRIPT: &str = "<p>One more step to sign in.</p>\n<button>Continue</button>";

/// A page that posts the parameters of a form to the same path, in their order and with their repetitions. Nothing else of
/// a request is in it. The caller bounds the form.
pub(crate) fn form_relay(form: &[u8]) -> Response {
    page(&fields(form)).response()
}

fn page(fields: &str) -> RelayPage<'_> {
    RelayPage { fields, without_script: WITHOUT_SCRIPT, script: SCRIPT, script_hash: SCRIPT_HASH }
}

fn fields(form: &[u8]) -> String {
    let mut fields = String::new();
    for (name, value) in form_urlencoded::parse(form) {
        let (name, value) = (escape(&name), escape(&value));
        let _ = writeln!(fields, "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay_page::hash_of_script;

    #[test]
    fn the_policy_allows_the_script_of_the_page() {
        assert_eq!(hash_of_script(&page("").html()), SCRIPT_HASH);
    }

    #[test]
    fn fields_keep_order_and_repetitions_and_are_escaped() {
        assert_eq!(
            fields(
                b"code=a%2Bb+c&state=x&state=y&user=%7B%22n%22%3A%22%3C/form%3E%27%22%7D&%22%3E%3Cscript%3E=%0D%0A\xe9"
            ),
            "<input type=\"hidden\" name=\"code\" value=\"a+b c\">\n\
             <input type=\"hidden\" name=\"state\" value=\"x\">\n\
             <input type=\"hidden\" name=\"state\" value=\"y\">\n\
             <input type=\"hidden\" name=\"user\" value=\"{&quot;n&quot;:&quot;&lt;/form&gt;&#39;&quot;}\">\n\
             <input type=\"hidden\" name=\"&quot;&gt;&lt;script&gt;\" value=\"&#13;&#10;\u{fffd}\">\n"
        );
    }
}
