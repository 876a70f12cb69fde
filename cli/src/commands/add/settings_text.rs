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
        let text = Change::of(path)?;
        let (mut lacking, mut present) = (Vec::new(), Vec::new());
        let _ = text.edit(|text| {
            for environment in self::environments(text)? {
                match environment.value(&name) {
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
    /// Where the brace of its object is.
    start: usize,
    /// Where its object ends, before the brace.
    end: usize,
}

impl Environment {
    fn settings(&self) -> Option<&Value> {
        self.members.iter().find(|member| member.name.value == "PolicySettings").map(|member| &member.value)
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

fn with_setting(text: &str, environment: &str, setting: &str, value: &str) -> Option<String> {
    let environments = environments(text)?;
    let found = environments.iter().find(|it| it.name.to_lowercase() == environment.to_lowercase())?;
    let setting = format!("{}: {}", quote(setting), quote(value));
    match found.settings() {
        Some(Value { kind: Kind::Object(members), span }) => {
            let object = Object { members, start: span.start as usize, end: span.end as usize - 1 };
            object.with(text, |_| setting)
        }
        Some(_) => None,
        None => {
            let object = Object { members: &found.members, start: found.start, end: found.end };
            object.with(text, |indent| match indent {
                Some(indent) => {
                    let (newline, unit) = (newline(text), unit(indent));
                    format!("\"PolicySettings\": {{{newline}{indent}{unit}{setting}{newline}{indent}}}")
                }
                None => format!("\"PolicySettings\": {{ {setting} }}"),
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
    /// Where its brace is.
    start: usize,
    /// Where it ends, before the brace.
    end: usize,
}

impl Object<'_> {
    /// The text with one more member behind the others; `member` is told its indentation, unless it stays on a line with
    /// others.
    fn with(&self, text: &str, member: impl FnOnce(Option<&str>) -> String) -> Option<String> {
        let newline = newline(text);
        let Some(last) = self.members.last() else { return self.with_first(text, member) };
        let (start, end) = (last.name.span.start as usize, last.value.span.end as usize);
        let Some(indent) = blanks_before(text, start) else {
            let new = member(None);
            return Some(format!("{}, {new}{}", text.get(..end)?, text.get(end..)?));
        };
        // A comment on the rest of the line is about the value before it.
        let rest = text.get(end..self.end)?;
        let line = rest.find('\n').map_or(rest, |newline| &rest[..newline]).trim_end_matches('\r');
        let comment = line.trim();
        let is_comment = comment.starts_with("//") || (comment.starts_with("/*") && comment.ends_with("*/"));
        let behind = end + if is_comment { line.len() } else { 0 };
        let new = member(Some(indent));
        let after = if rest.contains('\n') { "" } else { newline };
        let (kept, comment) = (text.get(..end)?, text.get(end..behind)?);
        Some(format!("{kept},{comment}{newline}{indent}{new}{after}{}", text.get(behind..)?))
    }

    /// As `with`, for an object without members.
    fn with_first(&self, text: &str, member: impl FnOnce(Option<&str>) -> String) -> Option<String> {
        let newline = newline(text);
        let (before, inside, after) =
            (text.get(..=self.start)?, text.get(self.start + 1..self.end)?, text.get(self.end..)?);
        let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..self.start];
        if line.contains('{') && !inside.contains('\n') {
            let comment = inside.trim();
            let comment = if comment.is_empty() { String::new() } else { format!(" {comment}") };
            return Some(format!("{before}{comment} {} {after}", member(None)));
        }
        let outer = indentation(text, self.start);
        let indent = format!("{outer}{}", unit(outer));
        let new = member(Some(&indent));
        Some(format!("{before}{}{newline}{indent}{new}{newline}{outer}{after}", inside.trim_end()))
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
            let found = with_setting(&settings(before), "dev", "Q", "1").expect("it can be edited");
            assert_eq!(found, settings(after), "{before}");
            assert!(environments(&found).is_some_and(|all| all[0].value("q").as_deref() == Some("1")), "{found}");
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
