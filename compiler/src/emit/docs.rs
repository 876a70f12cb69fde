//! Documentation of generated items. Text of a policy becomes plain prose: escaped, on one line, never a code block.

use super::Style;
use crate::ir::{ClaimField, Client, Phrase, Place, Sdk};
use proc_macro2::TokenStream;
use quote::quote;
use std::fmt::Write;

/// Doc attributes of these paragraphs, one attribute a line.
pub(super) fn attributes(paragraphs: &[String]) -> TokenStream {
    let text = paragraphs.join("\n\n");
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    lines.map(|line| quote!(#[doc = #line])).collect()
}

/// What a client is, for a type that belongs to it.
pub(super) fn of_client(client: &Client, what: &str, style: Style) -> TokenStream {
    let name = escape(&client.profile.display_name);
    attributes(&[format!("{name}: {what}"), place(&client.place, style)])
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
    let mut text = format!("Sign-in clients for the policy {}.\n", code(&sdk.policy));
    for client in &sdk.profiles {
        let (name, id) = (escape(&client.profile.display_name), code(&client.profile.id));
        let _ = write!(text, "\n- {}: {name}, technical profile {id}", code(&client.name));
    }
    if !sdk.omitted.is_empty() {
        text.push_str("\n\nNot generated:\n");
        for omitted in &sdk.omitted {
            let _ = write!(text, "\n- {}: {}", code(&omitted.id), omitted.reason);
        }
    }
    text
}

/// A text in backticks, without any of its own.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'"))
}

/// Plain text: nothing in it is Markdown or HTML, and it is one line.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
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
