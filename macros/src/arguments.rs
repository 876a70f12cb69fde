//! The arguments of the macro. Their names are those of the compiler's options.

use claimsmith_compiler::{Argument, ItemAttribute, Options, Purpose, Rename, TypeOverride};
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Lookahead1, Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, braced, bracketed};

mod keyword {
    syn::custom_keyword!(settings);
    syn::custom_keyword!(environment);
    syn::custom_keyword!(inherits);
    syn::custom_keyword!(overlay);
    syn::custom_keyword!(bases);
    syn::custom_keyword!(profiles);
    syn::custom_keyword!(exclude);
    syn::custom_keyword!(rename);
    syn::custom_keyword!(derive);
    syn::custom_keyword!(attributes);
    syn::custom_keyword!(types);
    syn::custom_keyword!(deny);
}

/// What the macro was called with.
pub(crate) struct Arguments {
    /// What the compiler is asked for.
    pub(crate) options: Options,
    /// The literal with the path of the policy.
    pub(crate) path: Span,
    spans: Vec<Span>,
}

impl Arguments {
    /// Where an argument stands, for a finding about it.
    pub(crate) fn span(&self, index: Option<usize>) -> Span {
        index.and_then(|index| self.spans.get(index)).copied().unwrap_or(self.path)
    }

    fn text(&mut self, literal: &LitStr) -> Argument {
        self.spans.push(literal.span());
        Argument { value: literal.value(), index: self.spans.len() - 1 }
    }

    fn texts(&mut self, input: ParseStream<'_>) -> syn::Result<Vec<Argument>> {
        Ok(literals(input)?.iter().map(|literal| self.text(literal)).collect())
    }

    fn paths(&mut self, input: ParseStream<'_>) -> syn::Result<Vec<Argument>> {
        literals(input)?.iter().map(|literal| self.relative(literal)).collect()
    }

    fn relative(&mut self, literal: &LitStr) -> syn::Result<Argument> {
        let value = literal.value();
        let is_absolute = value.starts_with(['/', '\\']) || value.get(1..2) == Some(":");
        if is_absolute {
            let message = "an absolute path works on one machine only: write it relative to the folder of Cargo.toml";
            return Err(syn::Error::new(literal.span(), message));
        }
        Ok(self.text(literal))
    }

    fn option(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let lookahead = input.lookahead1();
        if lookahead.peek(keyword::settings) {
            value::<keyword::settings>(input)?;
            let literal = input.parse()?;
            self.options.settings = Some(self.relative(&literal)?);
        } else if lookahead.peek(keyword::environment) {
            value::<keyword::environment>(input)?;
            let literal = input.parse()?;
            self.options.environment = Some(self.text(&literal));
        } else if lookahead.peek(keyword::inherits) {
            value::<keyword::inherits>(input)?;
            self.options.inherits = self.texts(input)?;
        } else if lookahead.peek(keyword::overlay) {
            value::<keyword::overlay>(input)?;
            let literal = input.parse()?;
            self.options.overlay = Some(self.relative(&literal)?);
        } else if lookahead.peek(keyword::bases) {
            value::<keyword::bases>(input)?;
            self.options.bases = self.paths(input)?;
        } else if lookahead.peek(keyword::profiles) {
            value::<keyword::profiles>(input)?;
            self.options.profiles = Some(self.texts(input)?);
        } else if lookahead.peek(keyword::deny) {
            value::<keyword::deny>(input)?;
            self.options.deny = if input.peek(LitStr) { vec![self.text(&input.parse()?)] } else { self.texts(input)? };
        } else if lookahead.peek(Token![crate]) {
            value::<Token![crate]>(input)?;
            self.options.runtime_path = path(input)?;
        } else if !self.customization(input, &lookahead)? {
            return Err(lookahead.error());
        }
        Ok(())
    }

    /// An argument that changes the generated items; whether it was one.
    fn customization(&mut self, input: ParseStream<'_>, lookahead: &Lookahead1<'_>) -> syn::Result<bool> {
        if lookahead.peek(keyword::exclude) {
            value::<keyword::exclude>(input)?;
            self.options.exclude = self.texts(input)?;
        } else if lookahead.peek(keyword::rename) {
            value::<keyword::rename>(input)?;
            let renames = pairs(input, |input| input.parse())?;
            let rename = |(selector, name)| Rename { selector: self.text(&selector), name: self.text(&name) };
            self.options.rename = renames.into_iter().map(rename).collect();
        } else if lookahead.peek(keyword::derive) {
            value::<keyword::derive>(input)?;
            self.options.derive = self.texts(input)?;
        } else if lookahead.peek(keyword::attributes) {
            value::<keyword::attributes>(input)?;
            for (selector, attributes) in pairs(input, literals)? {
                let selector = self.text(&selector);
                for attribute in &attributes {
                    let attribute = self.text(attribute);
                    self.options.attributes.push(ItemAttribute { selector: selector.clone(), attribute });
                }
            }
        } else if lookahead.peek(keyword::types) {
            value::<keyword::types>(input)?;
            let types = pairs(input, |input| input.parse())?;
            let own = |(selector, path)| TypeOverride { selector: self.text(&selector), path: self.text(&path) };
            self.options.types = types.into_iter().map(own).collect();
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

/// `{ "a" = …, "b" = … }`
fn pairs<T>(
    input: ParseStream<'_>,
    value: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<(LitStr, T)>> {
    let content;
    braced!(content in input);
    let mut pairs = Vec::new();
    while !content.is_empty() {
        let selector = content.parse()?;
        content.parse::<Token![=]>()?;
        pairs.push((selector, value(&content)?));
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(pairs)
}

fn literals(input: ParseStream<'_>) -> syn::Result<Punctuated<LitStr, Token![,]>> {
    let content;
    bracketed!(content in input);
    Punctuated::parse_terminated_with(&content, |input| input.parse())
}

fn value<K: Parse>(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<K>()?;
    input.parse::<Token![=]>()?;
    Ok(())
}

/// `::a::b` or `crate::a`, read piece by piece: `syn::Path` would need features the macro's tree does without.
fn path(input: ParseStream<'_>) -> syn::Result<String> {
    let mut path = String::new();
    if input.parse::<Option<Token![::]>>()?.is_some() {
        path.push_str("::");
    }
    loop {
        let segment = input.call(Ident::parse_any)?;
        path.push_str(&segment.unraw().to_string());
        if !input.peek(Token![::]) {
            return Ok(path);
        }
        input.parse::<Token![::]>()?;
        path.push_str("::");
    }
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let literal: LitStr = input.parse()?;
        let mut options = Options::new(Vec::<String>::new(), Purpose::Generate);
        options.search_parent_folders = true;
        let mut arguments = Self { options, path: literal.span(), spans: Vec::new() };
        let mut given: Vec<Ident> = Vec::new();
        let policy = arguments.relative(&literal)?;
        arguments.options.policies.push(policy);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name = input.fork().call(Ident::parse_any)?;
            if given.contains(&name) {
                return Err(syn::Error::new(name.span(), format!("`{name}` is given twice")));
            }
            arguments.option(input)?;
            given.push(name);
        }
        Ok(arguments)
    }
}
