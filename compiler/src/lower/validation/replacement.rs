//! Replacement patterns of .NET (.NET: "Substitutions in regular expressions").

use crate::transformation::pattern::CaptureGroup;
use claimsmith_profile::transformation::ReplacementPiece;

/// Reads a replacement. `groups` are the groups of the pattern, `parentheses` their numbers in the order of the parentheses
/// of the pattern that is matched with. A `$` that begins nothing stands for itself.
pub(super) fn read(text: &str, groups: &[CaptureGroup], parentheses: &[u32]) -> Vec<ReplacementPiece> {
    let reader = Reader { groups, parentheses };
    let (mut pieces, mut literal, mut rest) = (Vec::new(), String::new(), text);
    while let Some((before, behind)) = rest.split_once('$') {
        literal.push_str(before);
        if let Some(after) = behind.strip_prefix('$') {
            literal.push('$');
            rest = after;
        } else if let Some((piece, after)) = reader.substitution(behind) {
            flush(&mut literal, &mut pieces);
            pieces.push(piece);
            rest = after;
        } else {
            literal.push('$');
            rest = behind;
        }
    }
    literal.push_str(rest);
    flush(&mut literal, &mut pieces);
    pieces
}

fn flush(literal: &mut String, pieces: &mut Vec<ReplacementPiece>) {
    if !literal.is_empty() {
        pieces.push(ReplacementPiece::Text(std::mem::take(literal).into()));
    }
}

struct Reader<'r> {
    groups: &'r [CaptureGroup],
    parentheses: &'r [u32],
}

impl Reader<'_> {
    /// What stands behind a `$`, and the rest of the text.
    fn substitution<'t>(&self, text: &'t str) -> Option<(ReplacementPiece, &'t str)> {
        let mut characters = text.chars();
        let piece = match characters.next()? {
            '&' => ReplacementPiece::Group(0),
            '`' => ReplacementPiece::Before,
            '\'' => ReplacementPiece::Behind,
            '_' => ReplacementPiece::Whole,
            '+' => self.numbered(self.groups.last().map_or(0, |group| group.number))?,
            '{' => {
                let (name, after) = characters.as_str().split_once('}')?;
                return Some((self.named(name)?, after));
            }
            digit if digit.is_ascii_digit() => {
                let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
                let (number, after) = text.split_at(end);
                return Some((self.numbered(number.parse().ok()?)?, after));
            }
            _ => return None,
        };
        Some((piece, characters.as_str()))
    }

    fn named(&self, name: &str) -> Option<ReplacementPiece> {
        let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            return self.numbered(name.parse().ok()?);
        }
        let group = self.groups.iter().find(|group| group.name.as_deref() == Some(name))?;
        self.numbered(group.number)
    }

    fn numbered(&self, number: u32) -> Option<ReplacementPiece> {
        if number == 0 {
            return Some(ReplacementPiece::Group(0));
        }
        let place = self.parentheses.iter().position(|it| *it == number)?;
        u16::try_from(place + 1).ok().map(ReplacementPiece::Group)
    }
}

#[cfg(test)]
mod tests {
    use super::ReplacementPiece::{Before, Behind, Group, Text, Whole};
    use super::*;
    use crate::transformation::pattern;
    use crate::transformation::pattern::rewrite;

    fn pieces(pattern: &str, replacement: &str) -> Vec<ReplacementPiece> {
        let pattern = pattern::check(pattern).expect("a pattern");
        let rewritten = rewrite::rewrite(&pattern).expect("it has a counterpart");
        read(replacement, &pattern.groups, &rewritten.groups)
    }

    fn text(text: &'static str) -> ReplacementPiece {
        Text(text.into())
    }

    #[test]
    fn substitutions_are_read() {
        assert_eq!(pieces("a", ""), []);
        assert_eq!(pieces("a", "*"), [text("*")]);
        assert_eq!(pieces("(a)(b)", "$2-$1"), [Group(2), text("-"), Group(1)]);
        assert_eq!(pieces("(a)", "${1}0$$$&$0"), [Group(1), text("0$"), Group(0), Group(0)]);
        assert_eq!(pieces("(a)", "$`$'$_"), [Before, Behind, Whole]);
    }

    #[test]
    fn names_count_behind_the_groups_without() {
        // .NET numbers the group without name first; the parentheses stand the other way round.
        assert_eq!(pieces("(?<n>a)(b)", "$1$2${n}$+"), [Group(2), Group(1), Group(1), Group(1)]);
    }

    #[test]
    fn what_names_no_group_stands_for_itself() {
        assert_eq!(pieces("(a)", "$2${m}$ ${1"), [text("$2${m}$ ${1")]);
        assert_eq!(pieces("a", "$10$99999999999$"), [text("$10$99999999999$")]);
        assert_eq!(pieces("a", "$+"), [Group(0)]);
    }
}
