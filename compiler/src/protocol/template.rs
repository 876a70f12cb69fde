//! Values that are put together when a request is sent: `lang=en,id={token:openid}`.
//!
//! Pairs are written as B2C writes `AdditionalRequestQueryParameters`. What stands between placeholders is
//! percent-decoded, so `%2C` is a comma, `%7B` a brace and `%25` a percent sign.

use super::value::{is_http_token, is_name, pairs, percent_decode};
use super::{path, quoted};
use claimsmith_profile::rules::FRAMING_HEADERS;
use claimsmith_profile::{TemplateParameter, TemplatePart};
use std::collections::BTreeSet;

/// What is known when a value is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The client id
    Client,
    /// The token answer too
    Token,
    /// The claims answer too
    Claims,
}

impl Known {
    /// How the placeholders are written that have a value.
    #[must_use]
    pub const fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::Client => &["{client_id}"],
            Self::Token => &["{client_id}", "{access_token}", "{token:NAME}"],
            Self::Claims => &["{client_id}", "{access_token}", "{token:NAME}", "{claims:PATH}"],
        }
    }

    fn holds(self, kind: &str) -> bool {
        self.placeholders().iter().any(|known| known.trim_start_matches('{').starts_with(kind))
    }
}

/// What `{tenant}` and `{policy}` stand for: they are replaced when the policy is compiled.
#[derive(Debug, Clone, Copy)]
pub struct Constants<'c> {
    /// `TenantId` of the leaf policy.
    pub tenant: &'c str,
    /// `PolicyId` of the leaf policy.
    pub policy: &'c str,
}

impl Constants<'_> {
    /// For a check: any tenant, any policy.
    pub(crate) const ANY: Constants<'static> = Constants { tenant: "tenant", policy: "policy" };
}

/// The pairs of a `TemplateList`.
///
/// # Errors
/// Says what is wrong, in words that complete "the value …".
pub fn parameters(text: &str, known: Known, constants: Constants<'_>) -> Result<Vec<TemplateParameter>, String> {
    let parameter = |(name, value): (String, &str)| {
        if !is_name(&name) {
            return Err(format!("has `{name}` as the name of a parameter"));
        }
        Ok(TemplateParameter { name: name.into(), value: parts(value, known, constants)?.into() })
    };
    unique(pairs(text).map(|pair| parameter(pair?)).collect::<Result<_, _>>()?)
}

/// The pairs of a `HeaderList`.
///
/// # Errors
/// Says what is wrong, in words that complete "the value …".
pub fn headers(text: &str, known: Known, constants: Constants<'_>) -> Result<Vec<TemplateParameter>, String> {
    let header = |(name, value): (String, &str)| {
        if !is_http_token(&name) {
            return Err(format!("has `{name}` as the name of a header"));
        }
        if FRAMING_HEADERS.iter().any(|framing| framing.eq_ignore_ascii_case(&name)) {
            return Err(format!("sets the header `{name}`, which belongs to the connection"));
        }
        let value = parts(value, known, constants)?;
        let is_visible = |text: &str| text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if value.is_empty() || value.iter().any(|part| matches!(part, TemplatePart::Text(text) if !is_visible(text))) {
            return Err(format!("gives the header `{name}` a value that cannot stand in an HTTP header"));
        }
        Ok(TemplateParameter { name: name.into(), value: value.into() })
    };
    unique(pairs(text).map(|pair| header(pair?)).collect::<Result<_, _>>()?)
}

/// Nobody knows which of two the other side reads.
fn unique(list: Vec<TemplateParameter>) -> Result<Vec<TemplateParameter>, String> {
    let mut names = BTreeSet::new();
    match list.iter().find(|it| !names.insert(it.name.to_ascii_lowercase())) {
        Some(repeated) => Err(format!("has `{}` twice", repeated.name)),
        None => Ok(list),
    }
}

fn parts(text: &str, known: Known, constants: Constants<'_>) -> Result<Vec<TemplatePart>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        push_text(literal(before)?, &mut parts);
        let (name, behind) = after.split_once('}').ok_or("has a `{` that is not closed: write `%7B` for a brace")?;
        match percent_decode(name).as_str() {
            "tenant" => push_text(constants.tenant.to_owned(), &mut parts),
            "policy" => push_text(constants.policy.to_owned(), &mut parts),
            name => parts.push(placeholder(name, known)?),
        }
        rest = behind;
    }
    push_text(literal(rest)?, &mut parts);
    Ok(parts)
}

/// A text without other placeholders than `{tenant}` and `{policy}`, percent-decoded between them: `%7Btenant%7D` is text.
pub(super) fn constant_text(text: &str, constants: Constants<'_>) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        written.push_str(&percent_decode(before));
        let replaced = [("{tenant}", constants.tenant), ("{policy}", constants.policy)]
            .into_iter()
            .find_map(|(name, value)| Some((value, after.strip_prefix(name)?)));
        let (value, behind) = replaced.unwrap_or_else(|| after.split_at(1));
        written.push_str(value);
        rest = behind;
    }
    written + &percent_decode(rest)
}

fn literal(text: &str) -> Result<String, String> {
    if text.contains('}') {
        return Err("has a `}` without `{`: write `%7D` for a brace".to_owned());
    }
    Ok(percent_decode(text))
}

/// Texts that touch are one part.
fn push_text(text: String, parts: &mut Vec<TemplatePart>) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(TemplatePart::Text(before)) => before.to_mut().push_str(&text),
        _ => parts.push(TemplatePart::Text(text.into())),
    }
}

fn placeholder(name: &str, known: Known) -> Result<TemplatePart, String> {
    let (kind, argument) = name.split_once(':').map_or((name, None), |(kind, argument)| (kind, Some(argument)));
    let part = match (kind, argument) {
        ("client_id", None) => TemplatePart::ClientId,
        ("access_token", None) => TemplatePart::AccessToken,
        ("token", Some(member)) if !member.is_empty() => TemplatePart::TokenMember(member.to_owned().into()),
        ("claims", Some(path)) => {
            let segments = path::parse(path).map_err(|reason| format!("has `{{{name}}}`, whose path {reason}"))?;
            TemplatePart::ClaimsMember(segments.into())
        }
        _ => {
            let placeholders = quoted(known.placeholders());
            return Err(format!("has `{{{name}}}`; the placeholders that have a value here are {placeholders}"));
        }
    };
    if known.holds(kind) {
        return Ok(part);
    }
    Err(format!("has `{{{name}}}`, which is not known yet when this is sent"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::PathSegment;

    const HERE: Constants<'static> = Constants { tenant: "contoso,x", policy: "B2C_1A_a" };

    fn one(text: &str) -> Result<Vec<TemplatePart>, String> {
        parameters(text, Known::Claims, HERE)
            .map(|list| list.into_iter().flat_map(|it| it.value.into_owned()).collect())
    }

    #[test]
    fn a_value_is_texts_and_placeholders() {
        let text = |text: &'static str| TemplatePart::Text(text.into());
        assert_eq!(one("a=b%2Cc%7B"), Ok(vec![text("b,c{")]));
        assert_eq!(one("a="), Ok(vec![]));
        assert_eq!(one("a=x-{tenant}/{policy}"), Ok(vec![text("x-contoso,x/B2C_1A_a")]));
        assert_eq!(
            one("a={client_id}{access_token},b=id {token:open%69d}."),
            Ok(vec![
                TemplatePart::ClientId,
                TemplatePart::AccessToken,
                text("id "),
                TemplatePart::TokenMember("openid".into()),
                text(".")
            ])
        );
        let path = vec![PathSegment::Member("data".into()), PathSegment::Index(0), PathSegment::Member("id".into())];
        assert_eq!(one("a={claims:data[0].id}"), Ok(vec![TemplatePart::ClaimsMember(path.into())]));
    }

    #[test]
    fn what_is_not_a_list_of_templates() {
        for (bad, reason) in [
            ("a", "has `a`, which has no `=`"),
            ("a={", "has a `{` that is not closed: write `%7B` for a brace"),
            ("a=b}", "has a `}` without `{`: write `%7D` for a brace"),
            ("=b", "has `` as the name of a parameter"),
            ("a=b,a=c", "has `a` twice"),
            ("a={claims:}", "has `{claims:}`, whose path has an empty segment"),
        ] {
            assert_eq!(one(bad), Err(reason.to_owned()), "{bad}");
        }
        for bad in ["a={code}", "a={token:}", "a={token}", "a={client_id:x}", "a={}", "a={Client_Id}"] {
            assert!(one(bad).is_err_and(|reason| reason.contains("the placeholders that have a value here")), "{bad}");
        }
    }

    #[test]
    fn what_is_percent_encoded_is_no_placeholder() {
        for (text, expected) in [
            ("{tenant}/{policy}", "contoso,x/B2C_1A_a"),
            ("%7Btenant%7D", "{tenant}"),
            ("a{b}%2C{tenant", "a{b},{tenant"),
            ("{tenant}%7Bpolicy}", "contoso,x{policy}"),
        ] {
            assert_eq!(constant_text(text, HERE), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_yet_cannot_be_sent() {
        let reason = |known, text| headers(text, known, HERE).err().unwrap_or_default();
        assert_eq!(
            reason(Known::Client, "X-Token={access_token}"),
            "has `{access_token}`, which is not known yet when this is sent"
        );
        assert_eq!(
            reason(Known::Token, "X-Id={claims:id}"),
            "has `{claims:id}`, which is not known yet when this is sent"
        );
        assert_eq!(reason(Known::Token, "X-Id={token:id},X-Client={client_id}"), "");
    }

    #[test]
    fn headers_are_headers() {
        let fault = |text| headers(text, Known::Client, HERE).err().unwrap_or_default();
        assert_eq!(fault("Accept=application/json,X-A=a b"), "");
        assert_eq!(fault("X-A=b,x-a=c"), "has `x-a` twice");
        assert_eq!(fault("A B=c"), "has `A B` as the name of a header");
        assert_eq!(fault("HOST=c"), "sets the header `HOST`, which belongs to the connection");
        for bad in ["X-A=", "X-A=a%0D%0AB: c", "X-A=é"] {
            assert_eq!(fault(bad), "gives the header `X-A` a value that cannot stand in an HTTP header", "{bad}");
        }
    }
}
