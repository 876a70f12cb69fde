//! Inserts a setting into `appsettings.json`, as an edit of its text.

use super::answers::Answers;
use super::change::Change;
use super::place::{Destination, Place};
use super::xml_text::newline;
use crate::output::Failure;
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::json::{self, Kind, Member, Value, quote};
use std::collections::BTreeMap;
use std::ops::Range;

/// A setting that environments need.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Name of the setting.
    pub(super) name: String,
    /// Names of the environments that lack it, and inherit it from none.
    pub(super) environments: Vec<String>,
    /// The environments that have it, with its value.
    pub(super) present: Vec<(String, String)>,
    path: String,
}

impl Wanted {
    /// The setting for the client id of a provider that all environments share; `None` where one has it alone.
    ///
    /// # Errors
    /// When the environments have no settings in common.
    pub(super) fn find(place: &Place, provider: &str) -> Result<Option<Self>, Failure> {
        let environments = || place.environments.iter().map(|looked| &looked.environment);
        let is_shared = matches!(place.destination, Destination::Shared { .. });
        if !is_shared || environments().all(|environment| !environment.is_named) {
            return Ok(None);
        }
        let mut paths: Vec<&str> = environments().filter_map(|environment| environment.settings.as_deref()).collect();
        paths.sort_unstable();
        paths.dedup();
        let [path] = paths.as_slice() else {
            return Err(Failure::new("the environments have no settings file in common").help(
                "put their client ids into one `appsettings.json`, or add the provider to each with --environment",
            ));
        };
        let name = setting_name(provider);
        let inherited: BTreeMap<String, &[String]> =
            environments().map(|it| (it.name.to_lowercase(), it.inherits.as_slice())).collect();
        let (mut lacking, mut present) = (Vec::new(), Vec::new());
        let _ = Change::of(path)?.edit(|text| {
            let found = self::environments(text)?;
            let own = |found: &Environment| (found.name.to_lowercase(), found.value(&name));
            let values: BTreeMap<String, Option<String>> = found.iter().map(own).collect();
            for environment in found {
                // What only lends its settings to others is no tenant.
                let Some(from) = inherited.get(&environment.name.to_lowercase()) else { continue };
                let mut chain = std::iter::once(&environment.name).chain(*from);
                match chain.find_map(|name| values.get(&name.to_lowercase())?.clone()) {
                    Some(value) => present.push((environment.name, value)),
                    None => lacking.push(environment.name),
                }
            }
            Some(text.to_owned())
        })?;
        Ok(Some(Self { name, environments: lacking, present, path: (*path).to_owned() }))
    }

    /// What stands for the value in a policy.
    pub(super) fn placeholder(&self) -> String {
        format!("{{Settings:{}}}", self.name)
    }

    /// The settings file with the setting in every environment that lacked it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn edit(&self, answers: &Answers) -> Result<Change, Failure> {
        Change::of(&self.path)?.edit(|text| with_setting(text, &self.name, &answers.client_ids))
    }
}

/// `QqClientId`
fn setting_name(provider: &str) -> String {
    let capital = |word: &str| {
        let mut characters = word.chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    };
    provider.split('-').map(capital).collect::<String>() + "ClientId"
}

/// An environment of a settings file.
struct Environment {
    name: String,
    members: Vec<Member>,
    /// Where the brace of its object is.
    start: usize,
    /// Where its object ends, before the brace.
    end: usize,
}

impl Environment {
    fn settings(&self) -> Option<&Value> {
        self.members.iter().find(|member| member.name.value == "PolicySettings").map(|member| &member.value)
    }

    /// Adds `"name": "value"` to its settings; `None` when they are something else than an object.
    fn with(&self, text: &str, newline: &str, setting: String) -> Option<Edit> {
        match self.settings() {
            Some(Value { kind: Kind::Object(members), span }) => {
                let object = Object { members, start: span.start as usize, end: span.end as usize - 1, newline };
                object.with(text, |_| setting)
            }
            Some(_) => None,
            None => {
                let object = Object { members: &self.members, start: self.start, end: self.end, newline };
                object.with(text, |indent| match indent {
                    Some(indent) => {
                        let unit = unit(indent);
                        format!("\"PolicySettings\": {{{newline}{indent}{unit}{setting}{newline}{indent}}}")
                    }
                    None => format!("\"PolicySettings\": {{ {setting} }}"),
                })
            }
        }
    }

    /// The value of a setting; empty when it is no text.
    fn value(&self, setting: &str) -> Option<String> {
        let Kind::Object(members) = &self.settings()?.kind else { return None };
        let member = members.iter().find(|it| it.name.value.eq_ignore_ascii_case(setting))?;
        Some(match &member.value.kind {
            Kind::String(text) => text.clone(),
            _ => String::new(),
        })
    }
}

fn environments(text: &str) -> Option<Vec<Environment>> {
    let mut sources = SourceMap::default();
    let file = sources.add("", text);
    let Kind::Object(members) = json::parse(&sources, file, &mut Diagnostics::default())?.kind else { return None };
    let list = members.into_iter().find(|member| member.name.value == "Environments")?.value;
    let Kind::Array(items) = list.kind else { return None };
    let environment = |item: Value| {
        let (start, end) = (item.span.start as usize, item.span.end as usize - 1);
        let Kind::Object(members) = item.kind else { return None };
        let name = members.iter().find(|member| member.name.value == "Name").map(|member| &member.value.kind);
        let Some(Kind::String(name)) = name else { return None };
        Some(Environment { name: name.trim().to_owned(), members, start, end })
    };
    Some(items.into_iter().filter_map(environment).collect())
}

/// A piece of a text, and what takes its place.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// The text with a setting in each of these environments. It is read once: there may be a thousand of them.
fn with_setting(text: &str, setting: &str, values: &[(String, String)]) -> Option<String> {
    let environments = environments(text)?;
    let mut known: BTreeMap<String, &Environment> = BTreeMap::new();
    for environment in &environments {
        known.entry(environment.name.to_lowercase()).or_insert(environment);
    }
    let newline = newline(text);
    let edit = |(environment, value): &(String, String)| {
        let setting = format!("{}: {}", quote(setting), quote(value));
        known.get(&environment.to_lowercase())?.with(text, newline, setting)
    };
    let mut edits = values.iter().map(edit).collect::<Option<Vec<Edit>>>()?;
    edits.sort_by_key(|edit| edit.range.start);
    let (mut edited, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        edited.push_str(text.get(at..edit.range.start)?);
        edited.push_str(&edit.text);
        at = edit.range.end;
    }
    edited.push_str(text.get(at..)?);
    Some(edited)
}

/// What a level is indented with, by the indentation of something at a level of four: the file, the list, an environment,
/// its settings.
fn unit(indent: &str) -> &str {
    if indent.starts_with('\t') {
        "\t"
    } else {
        indent.get(..indent.len() / 3).filter(|it| !it.is_empty()).unwrap_or("  ")
    }
}

/// An object of a text.
struct Object<'o> {
    members: &'o [Member],
    /// Where its brace is.
    start: usize,
    /// Where it ends, before the brace.
    end: usize,
    /// The line end of the text.
    newline: &'o str,
}

impl Object<'_> {
    /// Adds one more member behind the others; `member` is told its indentation, unless it stays on a line with others.
    fn with(&self, text: &str, member: impl FnOnce(Option<&str>) -> String) -> Option<Edit> {
        let newline = self.newline;
        let Some(last) = self.members.last() else { return self.with_first(text, member) };
        let (start, end) = (last.name.span.start as usize, last.value.span.end as usize);
        let Some(indent) = blanks_before(text, start) else {
            return Some(Edit { range: end..end, text: format!(", {}", member(None)) });
        };
        // A comment on the rest of the line is about the value before it.
        let rest = text.get(end..self.end)?;
        let line = rest.find('\n').map_or(rest, |newline| &rest[..newline]).trim_end_matches('\r');
        let comment = line.trim();
        let is_comment = comment.starts_with("//") || (comment.starts_with("/*") && comment.ends_with("*/"));
        let behind = end + if is_comment { line.len() } else { 0 };
        let new = member(Some(indent));
        let after = if rest.contains('\n') { "" } else { newline };
        let comment = text.get(end..behind)?;
        Some(Edit { range: end..behind, text: format!(",{comment}{newline}{indent}{new}{after}") })
    }

    /// As `with`, for an object without members.
    fn with_first(&self, text: &str, member: impl FnOnce(Option<&str>) -> String) -> Option<Edit> {
        let newline = self.newline;
        let range = self.start + 1..self.end;
        let (before, inside) = (text.get(..self.start)?, text.get(range.clone())?);
        let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        if line.contains('{') && !inside.contains('\n') {
            let comment = inside.trim();
            let comment = if comment.is_empty() { String::new() } else { format!(" {comment}") };
            return Some(Edit { range, text: format!("{comment} {} ", member(None)) });
        }
        let outer = indentation(text, self.start);
        let indent = format!("{outer}{}", unit(outer));
        let new = member(Some(&indent));
        Some(Edit { range, text: format!("{}{newline}{indent}{new}{newline}{outer}", inside.trim_end()) })
    }
}

fn blanks_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let line = &before[before.rfind('\n')? + 1..];
    line.chars().all(|c| matches!(c, ' ' | '\t')).then_some(line)
}

fn indentation(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let line = text.get(start..).unwrap_or_default();
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_one(text: &str, environment: &str, setting: &str, value: &str) -> Option<String> {
        with_setting(text, setting, &[(environment.to_owned(), value.to_owned())])
    }

    fn settings(environment: &str) -> String {
        format!("{{\n  \"Environments\": [\n    {environment}\n  ]\n}}\n")
    }

    #[test]
    fn a_setting_goes_behind_the_others() {
        for (before, after) in [
            (
                r#"{ "Name": "Dev", "PolicySettings": { "A": "b" } }"#,
                r#"{ "Name": "Dev", "PolicySettings": { "A": "b", "Q": "1" } }"#,
            ),
            (r#"{ "Name": "Dev", "PolicySettings": {} }"#, r#"{ "Name": "Dev", "PolicySettings": { "Q": "1" } }"#),
            (r#"{ "Name": "Dev" }"#, r#"{ "Name": "Dev", "PolicySettings": { "Q": "1" } }"#),
            (
                "{ \"Name\": \"Dev\", \"PolicySettings\": {\n        \"A\": \"b\" // the first\n      } }",
                "{ \"Name\": \"Dev\", \"PolicySettings\": {\n        \"A\": \"b\", // the first\n        \"Q\": \"1\"\n      } }",
            ),
            (
                "{ \"Name\": \"Dev\", \"PolicySettings\": {\n        \"A\": \"b\" } }",
                "{ \"Name\": \"Dev\", \"PolicySettings\": {\n        \"A\": \"b\",\n        \"Q\": \"1\"\n } }",
            ),
            (
                "{\n      \"Name\": \"Dev\",\n      \"PolicySettings\": {}\n    }",
                "{\n      \"Name\": \"Dev\",\n      \"PolicySettings\": {\n        \"Q\": \"1\"\n      }\n    }",
            ),
            (
                "{\n      \"Name\": \"Dev\"\n    }",
                "{\n      \"Name\": \"Dev\",\n      \"PolicySettings\": {\n        \"Q\": \"1\"\n      }\n    }",
            ),
        ] {
            let found = with_one(&settings(before), "dev", "Q", "1").expect("it can be edited");
            assert_eq!(found, settings(after), "{before}");
            assert!(environments(&found).is_some_and(|all| all[0].value("q").as_deref() == Some("1")), "{found}");
        }
    }

    #[test]
    fn line_ends_stay_and_texts_are_quoted() {
        let text =
            settings("{\n      \"Name\": \"Dev\",\n      \"PolicySettings\": {\n        \"A\": \"b\"\n      }\n    }");
        let text = text.replace('\n', "\r\n");
        let found = with_one(&text, "Dev", "Q", "a\"\\b").unwrap();
        assert_eq!(found, text.replace("\"b\"\r\n", "\"b\",\r\n        \"Q\": \"a\\\"\\\\b\"\r\n"));
        assert_eq!(with_one(&text, "Prod", "Q", "1"), None);
        assert_eq!(setting_name("microsoft-account"), "MicrosoftAccountClientId");
    }
}
