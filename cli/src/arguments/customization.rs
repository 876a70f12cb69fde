//! Arguments that change generated items, by what they are about.

use crate::output::Failure;
use crate::project::GenerateTable;
use clap::Args;

/// Profiles that are left out, attributes, and types of claims.
#[derive(Debug, Default, Args)]
pub(crate) struct Customization {
    /// Do not generate this technical profile; may be given more than once
    #[arg(long = "exclude", value_name = "ID")]
    pub(crate) exclude: Vec<String>,
    /// Give the claims struct of a profile, or the field of a claim, this attribute, for example `QQ-OAUTH=#[derive(Hash)]`; may
    /// be given more than once
    #[arg(long = "attribute", value_name = "SELECTOR=#[…]", value_parser = attribute)]
    pub(crate) attributes: Vec<(String, String)>,
    /// Read a claim as this Rust type, for example `birthday=::jiff::civil::Date`; may be given more than once
    #[arg(long = "type", value_name = "CLAIM=PATH", value_parser = own_type)]
    pub(crate) types: Vec<(String, String)>,
}

impl Customization {
    /// The same as a table of `claimsmith.toml`.
    ///
    /// # Errors
    /// When one claim is given two types.
    pub(crate) fn table(&self) -> Result<GenerateTable, Failure> {
        let mut table = GenerateTable { exclude: self.exclude.clone(), ..GenerateTable::default() };
        for (selector, attribute) in &self.attributes {
            table.attributes.entry(selector.clone()).or_default().push(attribute.clone());
        }
        for (selector, path) in &self.types {
            if table.types.insert(selector.clone(), path.clone()).is_some() {
                return Err(Failure::new(format!("`--type` names `{selector}` twice")).help("keep one of the two"));
            }
        }
        Ok(table)
    }
}

/// The attribute begins with the first `#` behind a `=`.
fn attribute(text: &str) -> Result<(String, String), String> {
    let at = text.find("=#").or_else(|| text.find("= #"));
    match at.and_then(|at| text.split_at_checked(at)) {
        Some((selector, attribute)) if !selector.trim().is_empty() => {
            Ok((selector.trim().to_owned(), attribute.trim_start_matches('=').trim().to_owned()))
        }
        _ => Err("give what gets it and the attribute, for example `QQ-OAUTH=#[derive(Hash)]`".to_owned()),
    }
}

/// What stands before and behind the last `=`: no path has one, while an id may.
fn own_type(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=').map(|(selector, path)| (selector.trim(), path.trim())) {
        Some((selector, path)) if !selector.is_empty() && !path.is_empty() => {
            Ok((selector.to_owned(), path.to_owned()))
        }
        _ => Err("give a claim and the path of its type, for example `birthday=::jiff::civil::Date`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gets_something_stands_before_it() {
        let pair = |selector: &str, value: &str| Ok((selector.to_owned(), value.to_owned()));
        assert_eq!(attribute("QQ=#[doc = \"a=#b\"]"), pair("QQ", "#[doc = \"a=#b\"]"));
        assert_eq!(attribute("QQ/a = #[must_use]"), pair("QQ/a", "#[must_use]"));
        assert_eq!(own_type("a=b = ::c::D"), pair("a=b", "::c::D"));
        for wrong in ["", "a", "=#[a]", "a=b"] {
            assert!(attribute(wrong).is_err(), "{wrong}");
        }
        let types = ["A", "B"].map(|path| ("birthday".to_owned(), path.to_owned())).to_vec();
        assert!(Customization { types, ..Customization::default() }.table().is_err(), "a claim has one type");
        for wrong in ["", "a", "=a", "a="] {
            assert!(own_type(wrong).is_err(), "{wrong}");
        }
    }
}
