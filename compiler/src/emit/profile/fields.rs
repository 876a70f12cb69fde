//! The fields of a struct expression that differ from its base.

use claimsmith_profile::Text;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

#[derive(Default)]
pub(super) struct Fields {
    tokens: TokenStream,
}

impl Fields {
    pub(super) fn value<T: PartialEq>(&mut self, name: &str, value: &T, base: &T, write: impl Fn(&T) -> TokenStream) {
        if value != base {
            self.push(name, write(value));
        }
    }

    /// A field that is `None` in the base.
    pub(super) fn option<T>(&mut self, name: &str, value: &Option<T>, write: impl Fn(&T) -> TokenStream) {
        if let Some(value) = value {
            let value = write(value);
            self.push(name, quote!(Some(#value)));
        }
    }

    pub(super) fn text(&mut self, name: &str, value: &Text, base: &Text) {
        self.value(name, value, base, text);
    }

    pub(super) fn optional(&mut self, name: &str, value: &Option<Text>) {
        self.option(name, value, text);
    }

    pub(super) fn flag(&mut self, name: &str, value: bool, base: bool) {
        self.value(name, &value, &base, |value| quote!(#value));
    }

    /// A plain enumeration is written as its debug form: the name of the variant.
    pub(super) fn variant<T: PartialEq + std::fmt::Debug>(&mut self, name: &str, kind: &str, value: &T, base: &T) {
        self.value(name, value, base, |value| variant(kind, value));
    }

    pub(super) fn optional_variant<T: std::fmt::Debug>(&mut self, name: &str, kind: &str, value: &Option<T>) {
        self.option(name, value, |value| variant(kind, value));
    }

    /// A list that is empty in the base.
    pub(super) fn list(&mut self, name: &str, kind: &str, mut items: impl ExactSizeIterator<Item = TokenStream>) {
        if items.len() > 0 {
            self.push(name, list(kind, items.by_ref()));
        }
    }

    pub(super) fn push(&mut self, name: &str, value: TokenStream) {
        let name = ident(name);
        self.tokens.extend(quote!(#name: #value,));
    }

    pub(super) fn finish(self, kind: &str) -> TokenStream {
        let (kind, fields) = (ident(kind), self.tokens);
        quote!(#kind { #fields ..#kind::EMPTY })
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

pub(super) fn text(value: &Text) -> TokenStream {
    let value: &str = value;
    quote!(text(#value))
}

pub(super) fn variant(kind: &str, value: &impl std::fmt::Debug) -> TokenStream {
    let (kind, value) = (ident(kind), ident(&format!("{value:?}")));
    quote!(#kind::#value)
}

/// A list stands in a constant of its own, because a borrow inside a call does not live long enough.
pub(super) fn list(kind: &str, items: impl Iterator<Item = TokenStream>) -> TokenStream {
    let kind = ident(kind);
    quote!(list({ const L: &[#kind] = &[#(#items),*]; L }))
}
