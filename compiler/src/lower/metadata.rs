//! The metadata of a technical profile, read as its keys mean it. What is not of its kind has been reported, and is
//! read as if it were not there.

use crate::model::{Policy, TechnicalProfile};
use crate::protocol::template::{Constants, Known};
use crate::protocol::{template, value};
use claimsmith_profile::{AnswerFormat, List, Method, Parameter, TemplateParameter, Text};
use std::borrow::Cow;

pub(super) struct Metadata<'m, 'a> {
    pub(super) profile: &'m TechnicalProfile<'a>,
    pub(super) policy: &'m Policy<'a>,
}

impl<'a> Metadata<'_, 'a> {
    pub(super) fn raw(&self, key: &str) -> Option<&'a str> {
        self.profile.metadata(key).map(|item| item.value.value.as_str()).filter(|value| !value.is_empty())
    }

    /// The value with `{tenant}` and `{policy}` replaced, as B2C's engine does.
    pub(super) fn text(&self, key: &str) -> Option<Text> {
        Some(self.replaced(self.raw(key)?))
    }

    fn replaced(&self, text: &str) -> Text {
        text.replace("{tenant}", self.policy.tenant_id()).replace("{policy}", self.policy.policy_id()).into()
    }

    pub(super) fn is(&self, key: &str, expected: &str) -> bool {
        self.profile.metadata_is(key, expected)
    }

    pub(super) fn boolean(&self, key: &str) -> Option<bool> {
        self.raw(key).and_then(value::boolean)
    }

    pub(super) fn names(&self, key: &str) -> List<Text> {
        self.raw(key).into_iter().flat_map(value::names).map(Cow::Owned).collect()
    }

    pub(super) fn parameters(&self, key: &str) -> List<Parameter> {
        let pairs = self.raw(key).and_then(|text| value::parameters(text, self.constants()).ok()).unwrap_or_default();
        pairs.into_iter().map(|(name, value)| Parameter { name: name.into(), value: value.into() }).collect()
    }

    pub(super) fn renames(&self, key: &str, standard: &[&str]) -> List<Parameter> {
        let pairs = self.raw(key).and_then(|text| value::renames(text, standard).ok()).unwrap_or_default();
        pairs.into_iter().map(|(name, actual)| Parameter { name: name.into(), value: actual.into() }).collect()
    }

    pub(super) fn templates(&self, key: &str, known: Known) -> List<TemplateParameter> {
        let list = self.raw(key).and_then(|text| template::parameters(text, known, self.constants()).ok());
        list.unwrap_or_default().into()
    }

    pub(super) fn headers(&self, key: &str, known: Known) -> List<TemplateParameter> {
        let list = self.raw(key).and_then(|text| template::headers(text, known, self.constants()).ok());
        list.unwrap_or_default().into()
    }

    /// GET or POST; the other one than `default` only when the key says so.
    pub(super) fn method(&self, key: &str, default: Method) -> Method {
        match self.raw(key) {
            Some(method) if method.eq_ignore_ascii_case("GET") => Method::Get,
            Some(method) if method.eq_ignore_ascii_case("POST") => Method::Post,
            _ => default,
        }
    }

    pub(super) fn format(&self, key: &str) -> Option<AnswerFormat> {
        match self.raw(key).map(str::to_ascii_lowercase).as_deref() {
            Some("json") => Some(AnswerFormat::Json),
            Some("jsonp") => Some(AnswerFormat::JsonP),
            _ => None,
        }
    }

    fn constants(&self) -> Constants<'a> {
        Constants { tenant: self.policy.tenant_id(), policy: self.policy.policy_id() }
    }
}
