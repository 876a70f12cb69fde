//! Parameters and headers that have to be there, beyond those that every request has.

use super::{Compute, Grant, Refusal};
use crate::request::RecordedRequest;
use claimsmith_profile::Text;

/// Where something stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Query,
    Form,
    /// A member of a JSON body
    Json,
}

/// Something a request has to have.
#[derive(Clone)]
pub(crate) struct Requirement {
    name: Text,
    header: bool,
    expected: Expected,
}

/// What its value has to be.
#[derive(Clone)]
pub(crate) enum Expected {
    /// Anything but nothing
    Any,
    Exactly(Text),
    ClientId,
    /// The id of the user whom the access token belongs to
    Subject,
    /// The HMAC-SHA256 of the access token under the client secret, in lower-case hexadecimal digits; looked at only when
    /// it is there, unless it is required
    Proof {
        required: bool,
    },
    Computed(Compute<String>),
}

impl Requirement {
    /// A parameter, in the query or in the body.
    pub(crate) fn parameter(name: impl Into<Text>, expected: Expected) -> Self {
        Self { name: name.into(), header: false, expected }
    }

    /// A header.
    pub(crate) fn header(name: impl Into<Text>, expected: Expected) -> Self {
        Self { name: name.into(), header: true, expected }
    }

    /// A `User-Agent` header with any value.
    pub(crate) fn user_agent() -> Self {
        Self::header("user-agent", Expected::Any)
    }

    /// Whether it can be judged before one knows who asks.
    pub(crate) fn is_early(&self) -> bool {
        self.header && matches!(self.expected, Expected::Any | Expected::Exactly(_))
    }

    /// Judges a requirement that speaks of no user; one that does is met.
    pub(crate) fn check(&self, request: &RecordedRequest, client_id: &str) -> Result<(), Refusal> {
        let value = self.value(request);
        let met = match &self.expected {
            Expected::Any => value.is_some(),
            Expected::Exactly(text) => value == Some(text.as_ref()),
            Expected::ClientId => value == Some(client_id),
            Expected::Subject | Expected::Proof { .. } | Expected::Computed(_) => true,
        };
        if met { Ok(()) } else { Err(self.refusal(value)) }
    }

    /// Judges any requirement.
    pub(crate) fn check_grant(&self, grant: &Grant<'_>) -> Result<(), Refusal> {
        let value = self.value(grant.request);
        let expected = match &self.expected {
            Expected::Subject => grant.subject(),
            Expected::Computed(compute) => compute.call(grant),
            Expected::Proof { required: false } if value.is_none() => return Ok(()),
            Expected::Proof { .. } => proof(grant.access_token, grant.client_secret),
            _ => return self.check(grant.request, grant.client_id),
        };
        if value == Some(expected.as_str()) { Ok(()) } else { Err(self.refusal(value)) }
    }

    fn value<'a>(&self, request: &'a RecordedRequest) -> Option<&'a str> {
        let value = if self.header { request.header(&self.name) } else { request.parameter(&self.name) };
        value.filter(|value| !value.trim().is_empty())
    }

    fn refusal(&self, value: Option<&str>) -> Refusal {
        match &self.expected {
            _ if self.header && self.name.eq_ignore_ascii_case("user-agent") => Refusal::UserAgentMissing,
            Expected::ClientId if value.is_none() => Refusal::ClientIdMissing,
            Expected::ClientId => Refusal::ClientUnknown,
            Expected::Subject => Refusal::SubjectWrong,
            Expected::Proof { .. } => Refusal::ProofWrong,
            _ if self.header => Refusal::HeaderWrong,
            _ => Refusal::ParameterWrong,
        }
    }
}

/// Facebook's `appsecret_proof`.
pub(crate) fn proof(access_token: &str, client_secret: &str) -> String {
    use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
    let tag = sign(&Key::new(HMAC_SHA256, client_secret.as_bytes()), access_token.as_bytes());
    tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::proof;

    /// The example everybody uses: HMAC-SHA256 with the key `key`.
    #[test]
    fn proofs_are_hmacs_of_the_token() {
        assert_eq!(
            proof("The quick brown fox jumps over the lazy dog", "key"),
            "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
        );
    }
}
