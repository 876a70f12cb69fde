//! Documentation of generated items. Text of a policy becomes plain prose: escaped, on one line, never a code block.

use super::Style;
use super::claims::ClaimsStruct;
use crate::ir::{ClaimField, Client, Function, Phrase, Place, Sdk};
use claimsmith_profile::Profile;
use claimsmith_profile::transformation::{Step, Transformation, Transformations};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Doc attributes of these paragraphs, one attribute a line.
pub(super) fn attributes(paragraphs: &[String]) -> TokenStream {
    let text = paragraphs.join("\n\n");
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    lines.map(|line| quote!(#[doc = #line])).collect()
}

/// What a client is, for a type that belongs to it.
pub(super) fn of_client(client: &Client, what: &str, style: Style) -> TokenStream {
    of_profile(&client.profile, &client.place, what, style)
}

/// The same of any profile.
pub(super) fn of_profile(profile: &Profile, declared: &Place, what: &str, style: Style) -> TokenStream {
    attributes(&[format!("{}: {what}", escape(&profile.display_name)), place(declared, style)])
}

/// A claims struct.
pub(super) fn of_claims(claims: &ClaimsStruct<'_>, style: Style) -> TokenStream {
    let mut paragraphs = claims.says.clone();
    paragraphs.push(place(claims.place, style));
    attributes(&paragraphs)
}

/// A function, with what it runs.
pub(super) fn of_function(function: &Function, style: Style) -> TokenStream {
    let Transformations { before, after, .. } = &function.profile.transformations;
    let steps: Vec<String> = before.iter().chain(after.iter()).map(|it| code(&it.id)).collect();
    let runs = match steps.len() {
        0 => "Runs no claims transformation: its claims are what is given, and defaults.".to_owned(),
        1 => format!("Runs the claims transformation {}.", steps.concat()),
        _ => format!("Runs the claims transformations {}, in this order.", steps.join(", ")),
    };
    let mut paragraphs = vec![sentence(&escape(&function.profile.display_name)), runs];
    if let (Some(last), false) = (before.last(), after.is_empty()) {
        paragraphs.push(format!("Defaults are there once {} has run.", code(&last.id)));
    }
    let keys: BTreeSet<String> = before.iter().chain(after.iter()).filter_map(policy_key).collect();
    paragraphs.extend(keys.iter().map(|key| format!("Give `context` the policy key {key}.")));
    paragraphs.push(
        "# Errors\nWhen an assertion does not hold, with the key of its message; when a claims transformation cannot do its\n\
         work, or a claim that must have a value has none."
            .to_owned(),
    );
    paragraphs.push(place(&function.place, style));
    attributes(&paragraphs)
}

/// The policy key that a claims transformation needs.
fn policy_key(transformation: &Transformation) -> Option<String> {
    match &transformation.step {
        Step::Hash { secret, .. } => Some(code(secret)),
        _ => None,
    }
}

/// A claim as a field.
pub(super) fn of_claim(field: &ClaimField, style: Style) -> TokenStream {
    let name = field.display_name.as_deref().unwrap_or(&field.claim);
    let mut paragraphs = vec![sentence(&escape(name))];
    paragraphs.extend(field.help_text.as_deref().map(|text| sentence(&escape(text))));
    if !field.remark.is_empty() {
        paragraphs.push(field.remark.iter().map(phrase).collect());
    }
    paragraphs.push(place(&field.place, style));
    attributes(&paragraphs)
}

fn place(place: &Place, style: Style) -> String {
    let line = if style.lines { format!(":{}", place.line) } else { String::new() };
    format!("{} in {}{line}.", code(&place.element), code(&place.file))
}

/// What is generated, what is not, and why.
pub(super) fn module(sdk: &Sdk) -> String {
    let mut text = format!("{} for the policy {}.\n", what(std::iter::once(sdk)), code(&sdk.policy));
    for client in &sdk.profiles {
        let (name, id) = (escape(&client.profile.display_name), code(&client.profile.id));
        let _ = write!(text, "\n- {}: {name}, technical profile {id}", code(&client.name));
    }
    for function in &sdk.functions {
        let (name, id) = (escape(&function.profile.display_name), code(&function.profile.id));
        let _ = write!(text, "\n- {}: {name}, technical profile {id}", code(&format!("{}()", function.name)));
    }
    if let Some(contract) = &sdk.token {
        let (name, id) = (code(&contract.name), code(&contract.profile.id));
        let _ = write!(text, "\n- {name}: the claims of the tokens that the policy issues, technical profile {id}");
    }
    if !sdk.omitted.is_empty() {
        text.push_str("\n\nNot generated:\n");
        // Most are left out for the same reason.
        let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
        for omitted in &sdk.omitted {
            match reasons.iter_mut().find(|(reason, _)| *reason == omitted.reason) {
                Some((_, ids)) => ids.push(code(&omitted.id)),
                None => reasons.push((&omitted.reason, vec![code(&omitted.id)])),
            }
        }
        for (reason, ids) in reasons {
            let _ = write!(text, "\n- {}: {reason}", ids.join(", "));
        }
    }
    text
}

/// What is generated for these policies, in a few words.
pub(crate) fn what<'a>(sdks: impl Iterator<Item = &'a Sdk> + Clone) -> &'static str {
    let has = |is_there: fn(&Sdk) -> bool| sdks.clone().any(is_there);
    match (has(|sdk| !sdk.profiles.is_empty()), has(|sdk| !sdk.functions.is_empty())) {
        (true, true) => "Sign-in clients and functions over claims",
        (false, true) => "Functions over claims",
        (false, false) if has(|sdk| sdk.token.is_some()) => "The token contract",
        (_, false) => "Sign-in clients",
    }
}

/// A text in backticks, without any of its own.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'"))
}

/// Plain text: nothing in it is Markdown or HTML, it is one line, and a URL in it is no link, which rustdoc warns of when it is
/// none.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let line = one_line(text);
    let marker = list_marker(&line);
    for (at, c) in line.char_indices() {
        let is_special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!');
        if is_special || marker == Some(at) || line.get(at..).is_some_and(|rest| rest.starts_with("://")) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Where a text begins as an item of a list, or as the line below a heading: `- a`, `1. a`, `===`.
fn list_marker(line: &str) -> Option<usize> {
    let at = line.find(|c: char| !c.is_ascii_digit())?;
    let marker = line.get(at..)?.chars().next()?;
    let is_marker = if at == 0 { matches!(marker, '-' | '+' | '=') } else { matches!(marker, '.' | ')') };
    is_marker.then_some(at)
}

fn phrase(phrase: &Phrase) -> String {
    match phrase {
        Phrase::Words(words) => (*words).to_owned(),
        Phrase::Code(text) => code(text),
    }
}

/// One line of text that looks like what it says: no control characters, and none that are invisible or turn the
/// direction of writing, which rustc refuses in comments.
fn one_line(text: &str) -> String {
    let is_invisible = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}');
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().filter(|c| !c.is_control() && !is_invisible(c)).collect()
}

fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '。']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_policy_is_plain_text() {
        for (text, escaped) in [
            ("see https://a.example/b?c=d for more", r"see https\://a.example/b?c=d for more"),
            ("http://a.example", r"http\://a.example"),
            ("a: b", "a: b"),
            ("- a - b", r"\- a - b"),
            ("1. a 2. b", r"1\. a 2. b"),
            ("===", r"\==="),
            ("2024", "2024"),
            ("[a](b) <c> `d`", r"\[a\](b) \<c\> \`d\`"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
