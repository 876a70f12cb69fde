//! Composite format strings of .NET (`String.Format`), with the expressions that B2C replaces before.
//!
//! ```text
//! cpim_{0}@{RelyingPartyTenantId}
//! ```
//!
//! An argument is `{index[,alignment][:specifier]}`; `{{` and `}}` are braces. The arguments of B2C are texts, for which a
//! specifier means nothing. Not every format string of B2C has its expressions replaced: in the others `String.Format` finds
//! them, and fails.

use std::ops::Range;

/// The longest `stringFormat` that upload takes, in characters.
pub const LONGEST: usize = 4_000;

/// The largest index and the largest alignment that .NET takes.
const LARGEST: u32 = 999_999;

/// A valid format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatString {
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// An argument.
    Argument {
        /// Which, counted from 0.
        index: usize,
        /// How wide it is at least: blanks before it, or, when negative, behind it.
        alignment: i32,
        /// Where it stands in the format string, in bytes.
        range: Range<usize>,
    },
    /// An expression.
    Expression(Expression),
}

/// What B2C knows without a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expression {
    /// The tenant of the relying party: `contoso.onmicrosoft.com`.
    RelyingPartyTenantId,
    /// The tenant of the policy.
    TrustFrameworkTenantId,
    /// The id of the technical profile that runs the transformation.
    TechnicalProfileId,
    /// The display name of the tenant; not documented.
    AuthenticatorIssuer,
}

impl Expression {
    /// Every expression.
    pub const ALL: [Self; 4] =
        [Self::RelyingPartyTenantId, Self::TrustFrameworkTenantId, Self::TechnicalProfileId, Self::AuthenticatorIssuer];

    /// The word between the braces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RelyingPartyTenantId => "RelyingPartyTenantId",
            Self::TrustFrameworkTenantId => "TrustFrameworkTenantId",
            Self::TechnicalProfileId => "TechnicalProfileId",
            Self::AuthenticatorIssuer => "AuthenticatorIssuer",
        }
    }
}

/// Why a text is no format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatFault {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// What is wrong: a sentence about what stands there.
    pub message: String,
}

impl FormatString {
    /// The arguments it uses, in order, with their places.
    pub fn arguments(&self) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Argument { index, range, .. } => Some((*index, range.clone())),
            _ => None,
        })
    }

    /// Whether it is the same text whatever the arguments.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Text(_)))
    }
}

/// Reads a format string. `expressions` are those that B2C replaces in it before: [`Expression::ALL`], or none.
///
/// # Errors
/// The first brace with which `String.Format` would fail.
pub fn parse(text: &str, expressions: &[Expression]) -> Result<FormatString, FormatFault> {
    let (mut pieces, mut literal, mut at) = (Vec::new(), String::new(), 0);
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with("{{") || rest.starts_with("}}") {
            literal.push(next);
            at += 2;
        } else if next == '}' {
            let message = "`}` closes nothing; a brace as text is written twice, `}}`".to_owned();
            return Err(FormatFault { range: at..at + 1, message });
        } else if next == '{' {
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            let (piece, length) = braces(rest, at, expressions)?;
            pieces.push(piece);
            at += length;
        } else {
            literal.push(next);
            at += next.len_utf8();
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    Ok(FormatString { pieces })
}

/// What an opening brace begins, and its length.
fn braces(rest: &str, at: usize, expressions: &[Expression]) -> Result<(Piece, usize), FormatFault> {
    let Some(end) = rest.find('}') else {
        let message = "`{` is never closed; a brace as text is written twice, `{{`".to_owned();
        return Err(FormatFault { range: at..at + 1, message });
    };
    let (written, range) = (rest.get(..=end).unwrap_or_default(), at..at + end + 1);
    let inner = rest.get(1..end).unwrap_or_default();
    if let Some(expression) = expressions.iter().copied().find(|it| it.name() == inner) {
        return Ok((Piece::Expression(expression), end + 1));
    }
    let fault = |message: String| FormatFault { range: range.clone(), message };
    if !inner.starts_with(|it: char| it.is_ascii_digit()) {
        return Err(fault(unknown(written, inner, expressions)));
    }
    let argument = argument(inner);
    let (index, alignment) = argument.ok_or_else(|| fault(format!("`{written}` is not an argument of .NET")))?;
    Ok((Piece::Argument { index, alignment, range }, end + 1))
}

/// What is wrong with braces that begin with no number.
fn unknown(written: &str, inner: &str, expressions: &[Expression]) -> String {
    if expressions.is_empty() {
        let is_known = Expression::ALL.iter().any(|it| it.name() == inner);
        let why = if is_known { ", and B2C replaces no expressions in this text" } else { "" };
        return format!("`{written}` is no argument such as `{{0}}`{why}");
    }
    let names: Vec<String> = expressions.iter().map(|it| format!("`{{{}}}`", it.name())).collect();
    format!("`{written}` is neither an argument such as `{{0}}` nor {}", super::listed(&names, "or"))
}

/// `index[,alignment][:specifier]`
fn argument(inner: &str) -> Option<(usize, i32)> {
    let (place, specifier) = inner.split_once(':').unwrap_or((inner, ""));
    let (index, alignment) = place.split_once(',').unwrap_or((place, "0"));
    let alignment = alignment.trim_matches(' ');
    let (sign, width) = alignment.strip_prefix('-').map_or((1, alignment), |width| (-1, width));
    let index = number(index.trim_end_matches(' '))?;
    let width = i32::try_from(number(width)?).ok()?;
    (!specifier.contains('{')).then_some((usize::try_from(index).ok()?, sign * width))
}

fn number(digits: &str) -> Option<u32> {
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    digits.parse().ok().filter(|number| is_number && *number <= LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<FormatString, FormatFault> {
        super::parse(text, &Expression::ALL)
    }

    fn indexes(text: &str) -> Vec<usize> {
        parse(text).expect(text).arguments().map(|(index, _)| index).collect()
    }

    #[test]
    fn arguments_expressions_and_braces_are_told_apart() {
        let format = parse("cpim_{0}@{RelyingPartyTenantId}").expect("valid");
        assert_eq!(
            format.pieces,
            [
                Piece::Text("cpim_".into()),
                Piece::Argument { index: 0, alignment: 0, range: 5..8 },
                Piece::Text("@".into()),
                Piece::Expression(Expression::RelyingPartyTenantId),
            ]
        );
        assert_eq!(parse("{{{0}}}").expect("valid").pieces.len(), 3);
        assert_eq!(indexes("{1} {0}"), [1, 0]);
        assert_eq!(parse("{{0}}").expect("valid").pieces, [Piece::Text("{0}".into())]);
        assert!(parse("{{0}}").expect("valid").is_constant());
        assert!(parse("").expect("valid").is_constant());
    }

    #[test]
    fn what_dotnet_accepts_is_accepted() {
        for (text, alignment) in [("{0 }", 0), ("{0,5}", 5), ("{0, -5 }", -5), ("{0:X4}", 0), ("{0,3:X}", 3)] {
            let format = parse(text).expect(text);
            assert!(
                matches!(format.pieces[..], [Piece::Argument { index: 0, alignment: it, .. }] if it == alignment),
                "{text}"
            );
        }
    }

    #[test]
    fn what_dotnet_refuses_is_refused_with_its_place() {
        for (text, range) in [
            ("a{", 1..2),
            ("a}b", 1..2),
            ("{ 0}", 0..4),
            ("é{}", 2..4),
            ("{0x}", 0..4),
            ("{0,}", 0..4),
            ("{-1}", 0..4),
            ("{0,+1}", 0..6),
            ("{1000000}", 0..9),
            ("{TenantId}", 0..10),
            ("{relyingPartyTenantId}", 0..22),
            ("{0:{1}", 0..6),
        ] {
            assert_eq!(parse(text).expect_err(text).range, range, "{text}");
        }
        assert_eq!(
            parse("{TenantId}").expect_err("unknown").message,
            "`{TenantId}` is neither an argument such as `{0}` nor `{RelyingPartyTenantId}`, `{TrustFrameworkTenantId}`, \
             `{TechnicalProfileId}` or `{AuthenticatorIssuer}`"
        );
    }

    #[test]
    fn expressions_are_known_where_they_are_replaced() {
        let plain = |text| super::parse(text, &[]);
        assert_eq!(plain("{0}@x"), parse("{0}@x"));
        for (text, message) in [
            (
                "{RelyingPartyTenantId}_{0}",
                "`{RelyingPartyTenantId}` is no argument such as `{0}`, and B2C replaces no expressions in this text",
            ),
            ("{TenantId}", "`{TenantId}` is no argument such as `{0}`"),
        ] {
            assert_eq!(plain(text).expect_err(text).message, message);
        }
    }

    #[test]
    fn long_texts_cost_little() {
        assert_eq!(indexes(&"{0}".repeat(100_000)).len(), 100_000);
        assert!(parse(&"{".repeat(100_001)).is_err());
    }
}
