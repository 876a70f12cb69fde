//! The parts of an array or object, one after the other, without a copy of any: the text is valid JSON already.

/// The elements of an array.
pub(crate) struct Elements<'a>(Parts<'a>);

impl<'a> Elements<'a> {
    /// Of text that is one valid JSON array.
    pub(crate) fn of(array: &'a str) -> Self {
        Self(Parts { text: array, position: 1 })
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// The names of an object, with quotes and escapes, and the values.
pub(crate) struct Members<'a>(Parts<'a>);

impl<'a> Members<'a> {
    /// Of text that is one valid JSON object.
    pub(crate) fn of(object: &'a str) -> Self {
        Self(Parts { text: object, position: 1 })
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}

/// The values between the brackets, and the names too.
struct Parts<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':');
        let start = self.position + bytes.get(self.position..)?.iter().take_while(|byte| is_between(byte)).count();
        let end = value_end(bytes, start);
        self.position = end;
        self.text.get(start..end).filter(|part| !part.is_empty())
    }
}

/// The position after the value that begins at `start`; `start` itself at a closing bracket.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut position = start;
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'"' => {
                position = string_end(bytes, position);
                if depth == 0 {
                    return position;
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return position + depth,
            b'}' | b']' => depth -= 1,
            b' ' | b'\n' | b'\r' | b'\t' | b',' if depth == 0 => return position,
            _ => {}
        }
        position += 1;
    }
    bytes.len()
}

/// The position after the string that begins at `start`.
pub(super) fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut position = start + 1;
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'"' => return position + 1,
            b'\\' => position += 2,
            _ => position += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Elements, Members};

    #[test]
    fn parts_come_one_after_the_other() {
        for (array, expected) in [
            ("[]", &[] as &[&str]),
            ("[ \n]", &[]),
            ("[1]", &["1"]),
            (
                "[ 1 ,\t\"a,]\\\"\" , [2,[3]] ,{\"b\":[4,\"}\"]},null,true , -1.5e3\n]",
                &["1", "\"a,]\\\"\"", "[2,[3]]", "{\"b\":[4,\"}\"]}", "null", "true", "-1.5e3"],
            ),
            ("[[],{},\"\"]", &["[]", "{}", "\"\""]),
        ] {
            assert_eq!(Elements::of(array).collect::<Vec<_>>(), expected, "{array}");
        }
        for (object, expected) in [
            ("{}", &[] as &[(&str, &str)]),
            (
                "{ \"a\" : 1,\"\\u0062:\":{\"c\":\",\"} , \"\":[]}",
                &[("\"a\"", "1"), ("\"\\u0062:\"", "{\"c\":\",\"}"), ("\"\"", "[]")],
            ),
        ] {
            assert_eq!(Members::of(object).collect::<Vec<_>>(), expected, "{object}");
        }
    }

    #[test]
    fn text_that_is_cut_ends_the_parts() {
        let text = "[1,{\"a\":[\"é\\\"\"]},\"b\\\\\"]";
        for end in text.char_indices().map(|(index, _)| index) {
            assert!(Elements::of(&text[..end]).count() <= 3);
            assert!(Members::of(&text[..end]).count() <= 3);
        }
    }
}
