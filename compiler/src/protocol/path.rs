//! Partner claim types read as paths (`ResolveJsonPathsInJsonTokens`): `data[0].to[0].email`.

use claimsmith_profile::PathSegment;

/// The segments of a path.
///
/// # Errors
/// Says what is wrong with it, in words that complete "the path …".
pub fn parse(text: &str) -> Result<Vec<PathSegment>, String> {
    let mut segments = Vec::new();
    for part in text.split('.') {
        let (name, indexes) = part.find('[').map_or((part, ""), |at| part.split_at(at));
        if !name.is_empty() {
            if name.bytes().all(|byte| byte.is_ascii_digit()) && !segments.is_empty() {
                return Err(format!("has `.{name}`: write an index as `[{name}]`, without a dot"));
            }
            segments.push(PathSegment::Member(name.to_owned().into()));
        } else if indexes.is_empty() || !segments.is_empty() {
            return Err("has an empty segment".to_owned());
        }
        index_segments(indexes, &mut segments)?;
    }
    Ok(segments)
}

fn index_segments(mut rest: &str, segments: &mut Vec<PathSegment>) -> Result<(), String> {
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let Some((number, after)) = inner else {
            return Err("has a bracket that is not closed".to_owned());
        };
        let index = number.parse().map_err(|_| format!("has `[{number}]`, which is not an index"))?;
        segments.push(PathSegment::Index(index));
        rest = after;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_indexes() {
        let member = |name: &'static str| PathSegment::Member(name.into());
        assert_eq!(parse("a"), Ok(vec![member("a")]));
        assert_eq!(
            parse("data[0].to[12]"),
            Ok(vec![member("data"), PathSegment::Index(0), member("to"), PathSegment::Index(12)])
        );
        assert_eq!(parse("[1].x"), Ok(vec![PathSegment::Index(1), member("x")]));
    }

    #[test]
    fn what_is_not_a_path() {
        for bad in ["", "a..b", "a.", "a.0.b", "a[", "a[x]", "a[0]b", "a.[0]"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(parse("data.0.to").is_err_and(|reason| reason.contains("[0]")));
    }
}
