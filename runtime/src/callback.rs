//! What the browser brings back from the provider (RFC 6749 section 4.1.2).

use crate::error::{CallbackFault, SignInError};
use crate::flow::is_attempt;
use std::collections::BTreeMap;
use std::fmt;
use url::form_urlencoded;

/// Longest callback that is read, in bytes. Codes and descriptions are well below.
const LONGEST: usize = 16 * 1024;
/// Most parameters that are read.
const MOST_PARAMETERS: usize = 64;

/// The parameters of a callback, GET or POST. Nothing in it is trusted before [`Client::finish`](crate::Client::finish)
/// has compared the state.
#[derive(Clone)]
pub struct Callback {
    parameters: BTreeMap<String, String>,
}

impl Callback {
    /// The query of a GET callback, with or without the `?`. The fragment of `response_mode=fragment` has the same form;
    /// browsers keep it to themselves, so a page has to send it.
    ///
    /// # Errors
    /// [`SignInError::StateMismatch`] when `state` occurs twice; [`SignInError::Callback`] when another parameter
    /// does, for more than 16 KiB or 64 parameters, and for bytes that are not UTF-8.
    pub fn from_query(query: &str) -> Result<Self, SignInError> {
        Self::parse(query.strip_prefix('?').unwrap_or(query).as_bytes())
    }

    /// The body of a POST callback (`response_mode=form_post`), `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// As for [`Callback::from_query`].
    pub fn from_form(body: &[u8]) -> Result<Self, SignInError> {
        Self::parse(body)
    }

    fn parse(bytes: &[u8]) -> Result<Self, SignInError> {
        let fault = |fault| Err(SignInError::Callback { fault });
        if bytes.len() > LONGEST {
            return fault(CallbackFault::TooLarge);
        }
        if std::str::from_utf8(bytes).is_err() {
            return fault(CallbackFault::Encoding);
        }
        let mut parameters = BTreeMap::new();
        let mut duplicate = false;
        for (name, value) in form_urlencoded::parse(bytes) {
            if parameters.contains_key(name.as_ref()) {
                if name == "state" {
                    return Err(SignInError::StateMismatch);
                }
                duplicate = true;
            } else if parameters.len() >= MOST_PARAMETERS {
                return fault(CallbackFault::TooLarge);
            }
            parameters.insert(name.into_owned(), value.into_owned());
        }
        if duplicate { fault(CallbackFault::Duplicate) } else { Ok(Self { parameters }) }
    }

    /// The id of the attempt: the first 8 characters of the state. Names the cookie that holds the flow; proves
    /// nothing.
    #[must_use]
    pub fn attempt(&self) -> Option<&str> {
        self.get("state")?.get(..8).filter(|attempt| is_attempt(attempt))
    }

    pub(crate) fn state(&self) -> Option<&str> {
        self.get("state")
    }

    /// The authorization code, if there is one that is not empty.
    pub(crate) fn code(&self) -> Option<&str> {
        self.get("code")
    }

    /// The id_token of `response_types=id_token`, if there is one that is not empty.
    pub(crate) fn id_token(&self) -> Option<&str> {
        self.get("id_token")
    }

    /// Who says that this is its callback (RFC 9207). An empty one is another issuer's, not none.
    pub(crate) fn issuer(&self) -> Option<&str> {
        self.parameters.get("iss").map(String::as_str)
    }

    pub(crate) fn error(&self) -> Option<&str> {
        self.get("error")
    }

    pub(crate) fn error_description(&self) -> Option<&str> {
        // Facebook says `error_message`.
        self.get("error_description").or_else(|| self.get("error_message"))
    }

    /// QQ's way to say that the user went away.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.get("usercancel").is_some_and(|value| value != "0")
    }

    /// A parameter that is not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Callback").field("parameters", &self.parameters.len()).finish_non_exhaustive()
    }
}
