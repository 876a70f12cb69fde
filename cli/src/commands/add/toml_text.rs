//! Inserts a line into a table of a TOML file, as an edit of its text.
//!
//! An editor of TOML that keeps comments would be a second parser beside the one that reads these files. One line is added
//! here, and what came of it is read again by that one: a form that this does not know is refused, never spoiled.

use super::xml_text::newline;
use claimsmith_compiler::json::quote;
use toml::de::{DeTable, DeValue};

/// The text with `key = "value"` in the table of this path, which is made at the end when it has no header. Names of tables
/// count without regard to case. `None` when the table stands there in another form.
pub(super) fn with_value(text: &str, table: &[&str], key: &str, value: &str) -> Option<String> {
    let line = line(key, value);
    let edited = match behind_header(text, table) {
        Some(at) => with_line(text, at, &line)?,
        None => with_table(text, table, &line),
    };
    says(&edited, table, key, value).then_some(edited)
}

/// `key = "value"`
pub(super) fn line(key: &str, value: &str) -> String {
    format!("{} = {}", name(key), quote(value))
}

/// Whether there is a table of this path, in whatever form.
pub(super) fn has_table(text: &str, table: &[&str]) -> bool {
    DeTable::parse(text).is_ok_and(|root| find(root.get_ref(), table).is_some())
}

/// Where the line of the table's header ends.
fn behind_header(text: &str, table: &[&str]) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        at += line.len();
        is_header_of(line.trim(), table).then_some(at)
    })
}

fn with_line(text: &str, at: usize, line: &str) -> Option<String> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let newline = newline(text);
    let (first, last) = match (before.ends_with('\n'), after) {
        (true, _) => ("", newline),
        (false, "") => (newline, ""),
        (false, _) => (newline, newline),
    };
    Some(format!("{before}{first}{line}{last}{after}"))
}

fn with_table(text: &str, table: &[&str], line: &str) -> String {
    let newline = newline(text);
    let header = spelled(text, table).iter().map(|part| name(part)).collect::<Vec<_>>().join(".");
    let before = match text {
        "" => "",
        text if text.ends_with('\n') => newline,
        _ => &newline.repeat(2),
    };
    format!("{text}{before}[{header}]{newline}{line}{newline}")
}

/// The path with the names that the text has for its tables already: a table in another case would be a second one.
fn spelled(text: &str, table: &[&str]) -> Vec<String> {
    let root = DeTable::parse(text).ok();
    let known = |depth: usize| {
        let parent = find(root.as_ref()?.get_ref(), table.get(..depth)?)?;
        let (name, _) = parent.iter().find(|(name, _)| is_same(name.get_ref(), table[depth]))?;
        Some(name.get_ref().to_string())
    };
    table.iter().enumerate().map(|(depth, part)| known(depth).unwrap_or_else(|| (*part).to_owned())).collect()
}

/// A name as a key is written, in quotes where it has to be.
fn name(text: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !text.is_empty() && text.chars().all(is_bare) { text.to_owned() } else { quote(text) }
}

/// Whether a line opens this table itself, and none within it.
fn is_header_of(line: &str, table: &[&str]) -> bool {
    if !line.starts_with('[') || line.starts_with("[[") {
        return false;
    }
    let Ok(root) = DeTable::parse(line) else { return false };
    find(root.get_ref(), table).is_some_and(DeTable::is_empty)
}

fn says(text: &str, table: &[&str], key: &str, value: &str) -> bool {
    let Ok(root) = DeTable::parse(text) else { return false };
    let found = find(root.get_ref(), table).and_then(|table| table.get(key)?.get_ref().as_str());
    found == Some(value)
}

/// The table at the end of a path.
fn find<'r, 't>(root: &'r DeTable<'t>, path: &[&str]) -> Option<&'r DeTable<'t>> {
    let mut table = root;
    for part in path {
        let (_, value) = table.iter().find(|(name, _)| is_same(name.get_ref(), part))?;
        let DeValue::Table(inner) = value.get_ref() else { return None };
        table = inner;
    }
    Some(table)
}

fn is_same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Option<String> {
        with_value(text, &["environments", "Contoso"], "overlay", "o.xml")
    }

    #[test]
    fn one_line_is_added_and_nothing_else_changes() {
        for (before, after) in [
            ("", "[environments.Contoso]\noverlay = \"o.xml\"\n"),
            ("a = 1", "a = 1\n\n[environments.Contoso]\noverlay = \"o.xml\"\n"),
            ("[environments.contoso] # c\r\n", "[environments.contoso] # c\r\noverlay = \"o.xml\"\r\n"),
            ("[environments.\"Contoso\"]", "[environments.\"Contoso\"]\noverlay = \"o.xml\""),
            (
                "[environments.contoso]\ninherits = \"x\"\n",
                "[environments.contoso]\noverlay = \"o.xml\"\ninherits = \"x\"\n",
            ),
        ] {
            assert_eq!(with(before).as_deref(), Some(after), "{before}");
        }
        let within = "[environments.Contoso.generate]\nname = \"x\"\n";
        assert_eq!(with(within), Some(format!("{within}\n[environments.Contoso]\noverlay = \"o.xml\"\n")));
    }

    #[test]
    fn forms_that_are_not_known_are_refused() {
        for text in [
            "environments = { Contoso = {} }\n",
            "[environments]\nContoso = { inherits = \"x\" }\n",
            "[environments.Contoso]\noverlay = \"other.xml\"\n",
            "environments.Contoso.inherits = \"x\"\n",
            "a = '''\n[environments.Contoso]\n'''\n",
        ] {
            assert_eq!(with(text), None, "{text}");
        }
    }

    #[test]
    fn tables_and_keys_are_quoted_where_they_have_to_be() {
        let keys = |text: &str| with_value(text, &["environments", "Contoso EU", "keys"], "B2C_1A_K", "secret");
        assert_eq!(keys("").as_deref(), Some("[environments.\"Contoso EU\".keys]\nB2C_1A_K = \"secret\"\n"));
        let inline = "[environments.\"contoso eu\"]\nkeys = { B2C_1A_A = \"secret\" }\n";
        assert_eq!(keys(inline), None);
        assert_eq!(keys("[environments.\"contoso eu\".keys]\nB2C_1A_K = \"signing\"\n"), None);
        let within = "[environments.\"contoso eu\".generate]\nname = \"x\"\n";
        let added = "\n[environments.\"contoso eu\".keys]\nB2C_1A_K = \"secret\"\n";
        assert_eq!(keys(within), Some(format!("{within}{added}")));
        assert!(has_table("a.b.c = 1", &["a", "B"]) && !has_table("a.b.c = 1", &["a", "b", "c"]));
        assert!(!has_table("a = [", &["a"]));
    }
}
