//! What the parser lets pass although XML 1.0 does not allow it. Other parsers, that of B2C among them, refuse the file.

use super::markup::{self, Markup};
use memchr::memmem;
use std::ops::Range;

/// What is not well-formed.
pub(super) struct Fault {
    /// Where.
    pub(super) at: Range<usize>,
    /// What is wrong, as a clause.
    pub(super) what: &'static str,
    /// What to do.
    pub(super) advice: &'static str,
}

/// The first fault of a text that the parser has accepted.
pub(super) fn fault(text: &str) -> Option<Fault> {
    byte_order_mark(text).or_else(|| declaration(text)).or_else(|| {
        let mut suspects: Vec<Suspect> = references(text).chain(instructions(text)).chain(namespaces(text)).collect();
        suspects.sort_by_key(|suspect| suspect.fault.at.start);
        first_guilty(text, suspects)
    })
}

/// The first mark belongs to the encoding; a second one is text before the root element.
fn byte_order_mark(text: &str) -> Option<Fault> {
    const MARK: char = '\u{feff}';
    text.starts_with(MARK).then(|| Fault {
        at: 0..MARK.len_utf8(),
        what: "a second byte order mark stands before it",
        advice: "remove it: save the file as UTF-8 anew",
    })
}

/// Order and names in the declaration are the parser's to check; here what the values may be (XML 1.0 sections 2.8 and 2.9).
fn declaration(text: &str) -> Option<Fault> {
    let declaration = text.strip_prefix("<?xml")?.split_once("?>")?.0;
    markup::attribute_list(declaration).find_map(|(name, value)| {
        let (what, advice) = match name {
            "version" if value != "1.0" => ("its version is not 1.0", "write `version=\"1.0\"`"),
            "standalone" if !matches!(value, "yes" | "no") => (
                "`standalone` is neither `yes` nor `no`",
                "remove `standalone`: without a document type it says nothing",
            ),
            _ => return None,
        };
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        Some(Fault { at: start..start + value.len(), what, advice })
    })
}

/// What of a text is looked at behind a suspicious beginning: enough for every spelling that anybody would write, and not the
/// rest of the file for each of many beginnings.
fn window(text: &str, start: usize) -> &str {
    const LENGTH: usize = 100;
    let end = start + LENGTH;
    let cut = (end..end + 4).find_map(|end| text.get(start..end));
    cut.or_else(|| text.get(start..)).unwrap_or_default()
}

/// What is a fault in some places of a text: in a comment anything may stand.
struct Suspect {
    fault: Fault,
    is_fault_in: fn(&Place) -> bool,
}

/// Where a suspect stands.
enum Place {
    /// Between two pieces of markup.
    Text,
    /// In a tag.
    Tag,
    /// In a comment, a CDATA section or an instruction.
    Other {
        /// Where that begins.
        is_begin: bool,
    },
}

/// References to characters by a number that no character has: XML 1.0 section 4.1, "Legal Character".
fn references(text: &str) -> impl Iterator<Item = Suspect> {
    memmem::find_iter(text.as_bytes(), "&#").filter_map(move |start| {
        let (digits, _) = window(text, start + 2).split_once(';')?;
        let number = match digits.strip_prefix('x') {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        };
        let is_character = char::from_u32(number.ok()?).is_some();
        (!is_character).then(|| Suspect {
            is_fault_in: |place| matches!(place, Place::Text | Place::Tag),
            fault: Fault {
                at: start..start + 2 + digits.len() + 1,
                what: "XML has no character of this number",
                advice: "write the character itself",
            },
        })
    })
}

/// Instructions whose name is reserved: XML 1.0 section 2.6.
fn instructions(text: &str) -> impl Iterator<Item = Suspect> {
    memmem::find_iter(text.as_bytes(), "<?").filter_map(move |start| {
        let (name, _) = window(text, start + 2).split_once(|c: char| c.is_ascii_whitespace() || c == '?')?;
        // The declaration is spelled in small letters, and where it may stand the parser checks.
        (name.eq_ignore_ascii_case("xml") && name != "xml").then(|| Suspect {
            is_fault_in: |place| matches!(place, Place::Other { is_begin: true }),
            fault: Fault {
                at: start..start + 2 + name.len(),
                what: "the name of this instruction is reserved",
                advice: "write `<?xml` in small letters at the very beginning of the file, or remove it",
            },
        })
    })
}

/// Declarations of prefixes that cannot be declared so: Namespaces in XML 1.0 section 3.
fn namespaces(text: &str) -> impl Iterator<Item = Suspect> {
    const DECLARES: &str = "xmlns:";
    memmem::find_iter(text.as_bytes(), DECLARES).filter_map(move |start| {
        let (prefix, value) = window(text, start + DECLARES.len()).split_once('=')?;
        let value = value.trim_start();
        let (what, advice) = if prefix.trim_end() == "xmlns" {
            ("the prefix `xmlns` cannot be declared", "remove the declaration")
        } else if value.starts_with("\"\"") || value.starts_with("''") {
            ("a prefix is declared for no namespace", "remove the declaration, or name the namespace")
        } else {
            return None;
        };
        let end = start + DECLARES.len() + prefix.trim_end().len();
        let fault = Fault { at: start..end, what, advice };
        Some(Suspect { fault, is_fault_in: |place| matches!(place, Place::Tag) })
    })
}

/// The first suspect in a place where it is a fault; they are in the order of the text, which is read at most once.
fn first_guilty(text: &str, suspects: Vec<Suspect>) -> Option<Fault> {
    let mut markup = markup::all(text).peekable();
    let mut place = |at: usize| {
        while markup.next_if(|(range, _)| range.end <= at).is_some() {}
        match markup.peek() {
            Some((range, Markup::Tag(_))) if range.start <= at => Place::Tag,
            Some((range, _)) if range.start <= at => Place::Other { is_begin: range.start == at },
            _ => Place::Text,
        }
    };
    suspects.into_iter().find(|suspect| (suspect.is_fault_in)(&place(suspect.fault.at.start))).map(|it| it.fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, &'static str)> {
        fault(text).map(|fault| (&text[fault.at], fault.what))
    }

    #[test]
    fn what_other_parsers_refuse_is_refused() {
        for (text, at, what) in [
            ("\u{feff}<a/>", "\u{feff}", "a second byte order mark stands before it"),
            ("<?xml version=\"1.1\"?><a/>", "1.1", "its version is not 1.0"),
            ("<?xml version=\"1.0\" standalone='maybe'?><a/>", "maybe", "`standalone` is neither `yes` nor `no`"),
            ("<a>x&#xD83D;&#xDE00;</a>", "&#xD83D;", "XML has no character of this number"),
            ("<a b='&#1114112;'/>", "&#1114112;", "XML has no character of this number"),
            ("<a><?XML b?></a>", "<?XML", "the name of this instruction is reserved"),
            ("<a xmlns:xmlns='u'/>", "xmlns:xmlns", "the prefix `xmlns` cannot be declared"),
            ("<a xmlns:p = ''/>", "xmlns:p", "a prefix is declared for no namespace"),
        ] {
            assert_eq!(found(text), Some((at, what)), "{text}");
        }
    }

    #[test]
    fn what_is_well_formed_is_left_alone() {
        for text in [
            "<?xml version='1.0' encoding='utf-8' standalone=\"yes\" ?><a/>",
            "<a>&#x1F600;&#65;&#x10FFFF;</a>",
            "<a><!-- &#xD800; <?XML ?> xmlns:p='' --><![CDATA[&#xD800;<?XML ?>]]><?b &#xD800; <?XML?></a>",
            "<a b='<?XML ?>' xmlns='' xmlns:p='u'>xmlns:p=''</a>",
            "<?xml-stylesheet href='a'?><a/>",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn many_suspects_cost_one_pass() {
        for shape in ["&#xD800; <?XML ", "&#", "<?", "xmlns:"] {
            let text = format!("<a><!-- {} --></a>", shape.repeat(1_000_000));
            assert_eq!(found(&text), None);
        }
    }
}
