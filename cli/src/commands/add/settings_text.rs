//! Inserts a setting into `appsettings.json`, as an edit of its text.

use super::answers::Answers;
use super::change::Change;
use super::place::{Destination, Place};
use super::xml_text::newline;
use crate::output::Failure;
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::json::{self, Kind, Member, Value, quote};

/// A setting that environments need.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Name of the setting.
    pub(super) name: String,
    /// Names of the environments that lack it.
    pub(super) environments: Vec<String>,
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
        let text = Change::of(path)?;
        let mut lacking = Vec::new();
        let _ = text.edit(|text| {
            lacking = self::environments(text)?.into_iter().filter(|it| !it.has(&name)).map(|it| it.name).collect();
            Some(text.to_owned())
        })?;
        Ok(Some(Self { name, environments: lacking, path: (*path).to_owned() }))
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
        let edit = |text: &str| {
            let mut text = text.to_owned();
            for (environment, id) in &answers.client_ids {
                text = with_setting(&text, environment, &self.name, id)?;
            }
            Some(text)
        };
        Change::of(&self.path)?.edit(edit)
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
    /// Where its object ends, before the brace.
    end: usize,
}

impl Environment {
    fn settings(&self) -> Option<&Value> {
        self.members.iter().find(|member| member.name.value == "PolicySettings").map(|member| &member.value)
    }

    fn has(&self, setting: &str) -> bool {
        match self.settings().map(|settings| &settings.kind) {
            Some(Kind::Object(members)) => members.iter().any(|it| it.name.value.eq_ignore_ascii_case(setting)),
            _ => false,
        }
    }
}

fn environments(text: &str) -> Option<Vec<Environment>> {
    let mut sources = SourceMap::default();
    let file = sources.add("", text);
    let Kind::Object(members) = json::parse(&sources, file, &mut Diagnostics::default())?.kind else { return None };
    let list = members.into_iter().find(|member| member.name.value == "Environments")?.value;
    let Kind::Array(items) = list.kind else { return None };
    let environment = |item: Value| {
        let end = item.span.end as usize - 1;
        let Kind::Object(members) = item.kind else { return None };
        let name = members.iter().find(|member| member.name.value == "Name").map(|member| &member.value.kind);
        let Some(Kind::String(name)) = name else { return None };
        Some(Environment { name: name.trim().to_owned(), members, end })
    };
    Some(items.into_iter().filter_map(environment).collect())
}

fn with_setting(text: &str, environment: &str, setting: &str, value: &str) -> Option<String> {
    let environments = environments(text)?;
    let found = environments.iter().find(|it| it.name.to_lowercase() == environment.to_lowercase())?;
    let setting = format!("{}: {}", quote(setting), quote(value));
    match found.settings() {
        Some(Value { kind: Kind::Object(members), span }) => {
            let object = Object { members, end: span.end as usize - 1 };
            object.with(text, |_| setting)
        }
        Some(_) => None,
        None => {
            let object = Object { members: &found.members, end: found.end };
            object.with(text, |indent| {
                let newline = newline(text);
                let unit = unit(indent);
                format!("\"PolicySettings\": {{{newline}{indent}{unit}{setting}{newline}{indent}}}")
            })
        }
    }
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
    /// Where it ends, before the brace.
    end: usize,
}

impl Object<'_> {
    /// The text with one more member behind the others; `member` is told its indentation.
    fn with(&self, text: &str, member: impl FnOnce(&str) -> String) -> Option<String> {
        let newline = newline(text);
        let Some(last) = self.members.last() else {
            let before = text.get(..self.end)?.trim_end_matches([' ', '\t', '\r', '\n']);
            let outer = indentation(text, self.end);
            let indent = format!("{outer}{}", unit(outer));
            let new = member(&indent);
            return Some(format!("{before}{newline}{indent}{new}{newline}{outer}{}", text.get(self.end..)?));
        };
        let (start, end) = (last.name.span.start as usize, last.value.span.end as usize);
        let Some(indent) = blanks_before(text, start) else {
            let new = member(indentation(text, start));
            return Some(format!("{}, {new}{}", text.get(..end)?, text.get(end..)?));
        };
        // A comment on the rest of the line is about the value before it.
        let rest = text.get(end..self.end)?;
        let line = rest.find('\n').map_or(rest, |newline| &rest[..newline]).trim_end_matches('\r');
        let comment = line.trim_start();
        let is_comment = comment.starts_with("//") || (comment.starts_with("/*") && line.trim_end().ends_with("*/"));
        let behind = end + if is_comment { line.len() } else { 0 };
        let new = member(indent);
        let after = if rest.contains('\n') { "" } else { newline };
        Some(format!(
            "{},{}{newline}{indent}{new}{after}{}",
            text.get(..end)?,
            text.get(end..behind)?,
            text.get(behind..)?
        ))
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
            let found = with_setting(&settings(before), "dev", "Q", "1").expect("it can be edited");
            assert_eq!(found, settings(after), "{before}");
            assert!(environments(&found).is_some_and(|all| all[0].has("q")), "{found}");
        }
    }

    #[test]
    fn line_ends_stay_and_texts_are_quoted() {
        let text =
            settings("{\n      \"Name\": \"Dev\",\n      \"PolicySettings\": {\n        \"A\": \"b\"\n      }\n    }");
        let text = text.replace('\n', "\r\n");
        let found = with_setting(&text, "Dev", "Q", "a\"\\b").unwrap();
        assert_eq!(found, text.replace("\"b\"\r\n", "\"b\",\r\n        \"Q\": \"a\\\"\\\\b\"\r\n"));
        assert_eq!(with_setting(&text, "Prod", "Q", "1"), None);
        assert_eq!(setting_name("microsoft-account"), "MicrosoftAccountClientId");
    }
}
