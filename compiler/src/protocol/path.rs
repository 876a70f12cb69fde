//! Paths into JSON: partner claim types under `ResolveJsonPathsInJsonTokens`, such as `data[0].to[0].email`.
//!
//! Names stand with dots between them. Brackets hold the index of an element, or `name=value`: the first element whose
//! member has that value. An index may also be written with a dot, `data.0.to`, as B2C's reference showed it once; B2C
//! itself takes only brackets. So a member of an object that is named by digits alone cannot be addressed, except as the
//! first name of a path.

use claimsmith_profile::PathSegment;

/// The most steps of a path: no answer is nested deeper.
const MOST_SEGMENTS: usize = 64;

/// The segments of a path.
///
/// # Errors
/// Says what is wrong with it, in words that complete "the path …".
pub fn parse(text: &str) -> Result<Vec<PathSegment>, String> {
    let mut segments = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        rest = after;
        if !name.is_empty() {
            segments.push(named(name, segments.is_empty())?);
        } else if !segments.is_empty() || !rest.starts_with('[') {
            return Err("has an empty segment".to_owned());
        }
        rest = brackets(rest, &mut segments)?;
        if segments.len() > MOST_SEGMENTS {
            return Err(format!("has more than {MOST_SEGMENTS} segments"));
        }
        match rest.strip_prefix('.') {
            Some(next) => rest = next,
            None if rest.is_empty() => return Ok(segments),
            None => return Err("has a name right behind a bracket: write a dot between them".to_owned()),
        }
    }
}

/// The first index that is written with a dot, as B2C does not take it.
#[must_use]
pub fn dotted_index(text: &str) -> Option<&str> {
    parts(text).skip(1).map(|part| name_and_brackets(part).0).find(|name| is_number(name))
}

/// The same path with every index in brackets.
#[must_use]
pub fn bracketed(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for (at, part) in parts(text).enumerate() {
        match name_and_brackets(part) {
            (index, rest) if at > 0 && is_number(index) => written.extend(["[", index, "]", rest]),
            _ if at > 0 => written.extend([".", part]),
            _ => written.push_str(part),
        }
    }
    written
}

/// What stands between the dots outside brackets.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut is_inside = false;
    text.split(move |c: char| {
        is_inside = c == '[' || (is_inside && c != ']');
        c == '.' && !is_inside
    })
}

fn name_and_brackets(part: &str) -> (&str, &str) {
    part.split_at(part.find('[').unwrap_or(part.len()))
}

fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn named(name: &str, is_first: bool) -> Result<PathSegment, String> {
    if is_first || !is_number(name) {
        return Ok(PathSegment::Member(name.to_owned().into()));
    }
    name.parse().map(PathSegment::Index).map_err(|_| format!("has `.{name}`, which is not an index"))
}

/// The brackets at the start of a text; what follows them is left.
fn brackets<'t>(mut rest: &'t str, segments: &mut Vec<PathSegment>) -> Result<&'t str, String> {
    while let Some(inner) = rest.strip_prefix('[') {
        let Some((content, after)) = inner.split_once(']') else {
            return Err("has a bracket that is not closed".to_owned());
        };
        segments.push(match content.split_once('=') {
            Some((member, value)) if !member.is_empty() && !value.is_empty() => {
                PathSegment::Find { member: member.to_owned().into(), value: value.to_owned().into() }
            }
            Some(_) => return Err(format!("has `[{content}]`, which lacks a name or a value")),
            None if is_number(content) => {
                PathSegment::Index(content.parse().map_err(|_| format!("has `[{content}]`, which is not an index"))?)
            }
            None => return Err(format!("has `[{content}]`, which is not an index")),
        });
        if segments.len() > MOST_SEGMENTS {
            break;
        }
        rest = after;
    }
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &'static str) -> PathSegment {
        PathSegment::Member(name.into())
    }

    #[test]
    fn members_and_indexes() {
        assert_eq!(parse("a"), Ok(vec![member("a")]));
        assert_eq!(
            parse("data[0].to[12]"),
            Ok(vec![member("data"), PathSegment::Index(0), member("to"), PathSegment::Index(12)])
        );
        assert_eq!(parse("[1].x"), Ok(vec![PathSegment::Index(1), member("x")]));
        assert_eq!(parse("0.a"), Ok(vec![member("0"), member("a")]));
    }

    #[test]
    fn both_spellings_of_an_index_are_one_path() {
        assert_eq!(parse("data.0.to.0.email"), parse("data[0].to[0].email"));
        assert_eq!(parse("a.1.2"), parse("a[1][2]"));
        assert_eq!(dotted_index("data[0].to.7.email"), Some("7"));
        assert_eq!(dotted_index("a.1[2]"), Some("1"));
        assert_eq!(bracketed("data.0.to[1].2.e-mail[x=1.2].3"), "data[0].to[1][2].e-mail[x=1.2][3]");
        for bracketed in ["data[0].to[0].email", "0.a", "a[version=1.2.3].b", "a.b0"] {
            assert_eq!(dotted_index(bracketed), None, "{bracketed}");
        }
    }

    #[test]
    fn an_element_is_found_by_a_member() {
        let find = |member: &'static str, value: &'static str| PathSegment::Find {
            member: member.into(),
            value: value.into(),
        };
        assert_eq!(parse("[primary=true]"), Ok(vec![find("primary", "true")]));
        assert_eq!(
            parse("emails[host=a.example].value"),
            Ok(vec![member("emails"), find("host", "a.example"), member("value")])
        );
        assert_eq!(parse("[a=b=c]"), Ok(vec![find("a", "b=c")]));
    }

    #[test]
    fn what_is_not_a_path() {
        for bad in
            ["", "a..b", "a.", ".a", "a[", "a[x]", "a[]", "a[+1]", "a[0]b", "a.[0]", "a[=1]", "a[b=]", "a.4294967296"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_path_has_a_bounded_number_of_segments() {
        assert_eq!(parse(&["a"; 64].join(".")).map(|path| path.len()), Ok(64));
        assert!(parse(&["a"; 65].join(".")).is_err());
        assert!(parse(&"[0]".repeat(65)).is_err());
        assert!(parse(&"[0]".repeat(1_000_000)).is_err());
    }
}
