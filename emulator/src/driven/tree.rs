//! Values at paths such as `data[0].emails[primary=true].address`.

use crate::json::{Json, Members};
use claimsmith_profile::PathSegment;

/// Longer paths have no value: answers are written recursively.
const LONGEST_PATH: usize = 60;
/// Elements beyond this one are not made.
const LARGEST_INDEX: u32 = 255;

/// Puts a value at a path. What is there already stays: the first claim that reads a member decides.
pub(super) fn insert(root: &mut Json, path: &[PathSegment], value: Json) {
    if path.is_empty() || path.len() > LONGEST_PATH {
        return;
    }
    let mut place = root;
    for segment in path {
        let next = match segment {
            PathSegment::Member(name) => member(place, name),
            PathSegment::Index(index) => element(place, *index),
            PathSegment::Find { member, value } => found(place, member, value),
        };
        match next {
            Some(next) => place = next,
            None => return,
        }
    }
    if *place == Json::Null {
        *place = value;
    }
}

/// The value at a path.
pub(super) fn get<'a>(root: &'a Json, path: &[PathSegment]) -> Option<&'a Json> {
    let mut place = root;
    for segment in path {
        place = match (segment, place) {
            (PathSegment::Member(name), object) => object.member(name)?,
            (PathSegment::Index(index), Json::Array(elements)) => elements.get(usize::try_from(*index).ok()?)?,
            (PathSegment::Find { member, value }, Json::Array(elements)) => {
                elements.iter().find(|element| element.member(member).is_some_and(|known| known.plain() == *value))?
            }
            _ => return None,
        };
    }
    Some(place)
}

fn member<'a>(place: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    if *place == Json::Null {
        *place = Json::Object(Members::new());
    }
    let Json::Object(members) = place else { return None };
    let index = members.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        members.push((name.to_owned().into(), Json::Null));
        members.len() - 1
    });
    members.get_mut(index).map(|(_, value)| value)
}

fn elements(place: &mut Json) -> Option<&mut Vec<Json>> {
    if *place == Json::Null {
        *place = Json::Array(Vec::new());
    }
    match place {
        Json::Array(elements) => Some(elements),
        _ => None,
    }
}

fn element(place: &mut Json, index: u32) -> Option<&mut Json> {
    let index = usize::try_from(index).ok().filter(|_| index <= LARGEST_INDEX)?;
    let elements = elements(place)?;
    if elements.len() <= index {
        elements.resize(index + 1, Json::Null);
    }
    elements.get_mut(index)
}

/// The element of which a path says `[member=value]`, behind one of which it does not.
fn found<'a>(place: &'a mut Json, member: &str, value: &str) -> Option<&'a mut Json> {
    let elements = elements(place)?;
    let fits = |element: &Json| element.member(member).is_some_and(|known| known.plain() == value);
    let index = elements.iter().position(fits).unwrap_or_else(|| {
        let another = if value == "true" { Json::Flag(false) } else { "another".into() };
        for content in [another, typed(value)] {
            elements.push(Json::Object(vec![(member.to_owned().into(), content)]));
        }
        elements.len() - 1
    });
    elements.get_mut(index)
}

fn typed(value: &str) -> Json {
    let digits = !value.is_empty() && value.len() < 16 && value.bytes().all(|byte| byte.is_ascii_digit());
    match value {
        "true" => Json::Flag(true),
        "false" => Json::Flag(false),
        _ if digits && (value == "0" || !value.starts_with('0')) => Json::Number(value.to_owned()),
        _ => value.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &'static str) -> PathSegment {
        PathSegment::Member(text.into())
    }

    #[test]
    fn paths_share_what_they_have_in_common() {
        let find = PathSegment::Find { member: "primary".into(), value: "true".into() };
        let paths: [(&[PathSegment], &str); 6] = [
            (&[name("data"), PathSegment::Index(1), name("id")], "1"),
            (&[name("data"), PathSegment::Index(1), name("name")], "2"),
            (&[name("mails"), find.clone(), name("mail")], "3"),
            (&[name("data"), PathSegment::Index(1), name("id")], "later"),
            (&[name("data"), name("id")], "no member of an array"),
            (&[name("far"), PathSegment::Index(9999)], "too far"),
        ];
        let mut root = Json::Null;
        for (path, value) in &paths {
            insert(&mut root, path, (*value).into());
        }
        let text = r#"{"data":[null,{"id":"1","name":"2"}],"mails":[{"primary":false},{"primary":true,"mail":"3"}],"far":null}"#;
        assert_eq!(root.text(), text);
        for (path, value) in &paths[..3] {
            assert_eq!(get(&root, path).unwrap().plain(), *value);
        }
        assert_eq!(get(&root, paths[4].0), None);
        insert(&mut root, &vec![name("deep"); 100], "x".into());
        assert_eq!(root.text(), text);
    }
}
