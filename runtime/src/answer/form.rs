//! `a=b&c=d`, the answer of QQ's and GitHub's token endpoints.

use super::{MOST_MEMBERS, Member, TOO_MANY};
use crate::error::ResponseFault;
use std::collections::BTreeMap;
use url::form_urlencoded;

pub(super) fn members(text: &str) -> Result<BTreeMap<String, Member>, ResponseFault> {
    // Pages of HTML contain `=` as well; none of these bytes stands in a form unescaped.
    if text.bytes().any(|byte| byte.is_ascii_control() || matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}')) {
        return Err(ResponseFault::Syntax);
    }
    let mut members = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        if members.insert(name.into_owned(), Member::Text(value.into_owned())).is_some() {
            return Err(ResponseFault::DuplicateMember);
        }
        if members.len() > MOST_MEMBERS {
            return Err(TOO_MANY);
        }
    }
    Ok(members)
}
