//! Where members of generated JSON stand, and the constants among them.

use crate::ast::InputParameter;
use crate::protocol::value;
use claimsmith_profile::transformation::JsonSegment;
use claimsmith_profile::{Constant, DataType};

/// The longest path that the runtime writes: no answer is read that is deeper either.
const LONGEST_PATH: usize = 64;

/// A dotted path: a number is the index of an array, anything else a member. `None` for an index beyond what anybody
/// writes, and for more than 64 parts.
pub(super) fn path(text: &str) -> Option<Vec<JsonSegment>> {
    let path = text.split('.').map(segment).collect::<Option<Vec<_>>>()?;
    Some(path).filter(|path| path.len() <= LONGEST_PATH)
}

fn segment(text: &str) -> Option<JsonSegment> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && (text == "0" || !text.starts_with('0')) {
        return text.parse().ok().map(JsonSegment::Index);
    }
    Some(JsonSegment::Member(text.to_owned().into()))
}

/// A parameter as its data type says; dates and what else JSON has no form for are text. `None` for a value that is none
/// of its data type, which has been reported.
pub(super) fn constant(parameter: &InputParameter) -> Option<Constant> {
    let text = parameter.value.value.as_str();
    match DataType::from_name(&parameter.data_type)? {
        DataType::Boolean => value::boolean(text.trim()).map(Constant::Boolean),
        DataType::Int => text.trim().parse().ok().map(Constant::Int),
        DataType::Long => text.trim().parse().ok().map(Constant::Long),
        _ => Some(Constant::String(text.to_owned().into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_places_in_arrays_and_the_rest_are_members() {
        let member = |name: &'static str| JsonSegment::Member(name.into());
        assert_eq!(
            path("personalizations.0.to.10.email"),
            Some(vec![
                member("personalizations"),
                JsonSegment::Index(0),
                member("to"),
                JsonSegment::Index(10),
                member("email")
            ])
        );
        assert_eq!(path("007"), Some(vec![member("007")]));
        assert_eq!(path("a..b"), Some(vec![member("a"), member(""), member("b")]));
        assert_eq!(path("a.65536"), None);
        assert!(path(&["a"; LONGEST_PATH].join(".")).is_some());
        assert_eq!(path(&["a"; LONGEST_PATH + 1].join(".")), None);
    }
}
