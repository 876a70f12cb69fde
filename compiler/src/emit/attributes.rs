//! Attributes that the caller gives.

use crate::attribute::{Attribute, Bracket, Token};
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

/// The attributes, one after another.
pub(super) fn attributes(attributes: &[Attribute]) -> TokenStream {
    attributes
        .iter()
        .map(|attribute| {
            let tokens = tokens(attribute.tokens());
            quote!(#[#tokens])
        })
        .collect()
}

/// The tokens as the compiler takes them; their brackets are balanced.
fn tokens(tokens: &[Token]) -> TokenStream {
    let mut outer: Vec<Vec<TokenTree>> = Vec::new();
    let mut current: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            Token::Open(_) => outer.push(std::mem::take(&mut current)),
            Token::Close(bracket) => {
                let inner = std::mem::replace(&mut current, outer.pop().unwrap_or_default());
                current.push(Group::new(delimiter(*bracket), inner.into_iter().collect()).into());
            }
            token => current.push(leaf(token)),
        }
    }
    current.into_iter().collect()
}

fn leaf(token: &Token) -> TokenTree {
    match token {
        Token::Name(name) => Ident::new(name, Span::call_site()).into(),
        Token::Integer(value) => Literal::u64_unsuffixed(*value).into(),
        Token::Decimal(text) => Literal::f64_unsuffixed(text.parse().unwrap_or_default()).into(),
        Token::Text(text) => Literal::string(text).into(),
        Token::Mark(mark, is_joint) => {
            Punct::new(*mark, if *is_joint { Spacing::Joint } else { Spacing::Alone }).into()
        }
        Token::Open(bracket) | Token::Close(bracket) => Group::new(delimiter(*bracket), TokenStream::new()).into(),
    }
}

fn delimiter(bracket: Bracket) -> Delimiter {
    match bracket {
        Bracket::Round => Delimiter::Parenthesis,
        Bracket::Square => Delimiter::Bracket,
        Bracket::Curly => Delimiter::Brace,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written() {
        for (text, expected) in [
            ("#[must_use]", "#[must_use]"),
            ("#[derive(Eq,::core::hash::Hash)]", "#[derive(Eq,::core::hash::Hash)]"),
            ("#[doc = r#\"a \"b\" c\"#]", "#[doc=\"a \\\"b\\\" c\"]"),
            ("#[a::b{c: [1_000, -0.5], d => \"\\u{4e2d}\\n\"}]", "#[a::b{c:[1000,-0.5],d=>\"中\\n\"}]"),
        ] {
            let attribute = Attribute::parse(text).expect("an attribute");
            let written = attributes(&[attribute]).to_string();
            let without_blanks = |text: &str| text.replace(' ', "");
            assert_eq!(without_blanks(&written), without_blanks(expected));
        }
    }
}
