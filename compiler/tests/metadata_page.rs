//! `docs/metadata.md` shows the tables of metadata keys and of claim resolvers: it is written from them.
//!
//! `CLAIMSMITH_BLESS=1 cargo test -p claimsmith-compiler --test metadata_page` writes it.

use claimsmith_compiler::protocol::common::{MESSAGES, OFFERED, RESOLVERS as RESOLVING};
use claimsmith_compiler::protocol::handler::HANDLERS;
use claimsmith_compiler::protocol::oauth2::METADATA;
use claimsmith_compiler::protocol::policy_key::PolicyKey;
use claimsmith_compiler::protocol::resolver::{ClaimResolver, RESOLVERS};
use claimsmith_compiler::protocol::{MetadataKey, Need, Role, Support};
use std::fmt::Write as _;
use std::path::PathBuf;

const HEAD: &str = "\
# Metadata of technical profiles

What each `Item` in the `Metadata` of a technical profile means. `claimsmith explain KEY` shows the same on the terminal.

This page is written from the tables that the compiler reads
([protocol](../compiler/src/protocol/mod.rs), [protocol/resolver.rs](../compiler/src/protocol/resolver.rs)). What a technical
profile is, and so which table holds for it, is decided by its content ([protocol/role.rs](../compiler/src/protocol/role.rs)):
`Protocol` alone does not say it.

Claimsmith compiles `OAuth2` technical profiles that sign users in with another provider. All other kinds are checked.

## OAuth2 technical profile

Keys that begin with `claimsmith.` say what B2C's metadata cannot; B2C ignores them. How a sign-in here differs from one in
B2C: [differences.md](differences.md).

The case of a key matters. That of a value does not where one of several words, or a boolean, is expected: `Post` is `POST`.

";

const SHARED: &str = "\
## Keys of many kinds of technical profile

";

const MESSAGES_HEAD: &str = "\
## Messages to the user

On the technical profiles whose sections say so. B2C has more messages than its reference lists, so another key that begins
with `UserMessageIf` is accepted there too.

";

fn page() -> String {
    let mut page = HEAD.to_owned();
    let (own, b2c): (Vec<&MetadataKey>, Vec<&MetadataKey>) =
        METADATA.iter().partition(|row| row.key.starts_with("claimsmith."));
    page.push_str("### B2C's keys\n\n");
    keys(&b2c, &mut page);
    page.push_str("### Our keys\n\n");
    keys(&own, &mut page);
    page.push_str("`N` is a number from 1 to 9: requests are sent in the order of their numbers.\n\n");
    policy_keys(Role::OAuth2Federation.policy_keys(), &mut page);
    page.push_str("### Claim resolvers\n\n");
    page.push_str(
        "In the `DefaultValue` of an input or output claim, with `IncludeClaimResolvingInClaimsHandling`.\n\n",
    );
    page.push_str("| resolver | value | filled by |\n|---|---|---|\n");
    for row in RESOLVERS {
        resolver(row, &mut page);
    }
    page.push('\n');
    for role in Role::ALL.into_iter().filter(|role| *role != Role::OAuth2Federation) {
        section(role, &mut page);
    }
    page.push_str(SHARED);
    keys(&OFFERED.iter().chain(RESOLVING).collect::<Vec<_>>(), &mut page);
    page.push_str(MESSAGES_HEAD);
    keys(&MESSAGES.iter().collect::<Vec<_>>(), &mut page);
    page.truncate(page.trim_end().len());
    page + "\n"
}

fn section(role: Role, page: &mut String) {
    let name = role.name();
    let mut letters = name.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    // A name that is spelled in lower case stays so.
    let title = if name.starts_with("id_token") { name } else { &title };
    let _ = write!(page, "## {title}\n\n");
    if let Some((class, _)) = HANDLERS.iter().find(|(_, of)| *of == role) {
        let _ = write!(page, "`Proprietary` with the handler `{class}`.\n\n");
    }
    let is_shared = |table: &&[MetadataKey]| [OFFERED, RESOLVING, MESSAGES].iter().any(|it| is_same(it, table));
    let own: Vec<&MetadataKey> = role.tables().iter().copied().filter(|table| !is_shared(table)).flatten().collect();
    if !own.is_empty() {
        keys(&own, page);
    }
    policy_keys(role.policy_keys(), page);
    let has = |table: &[MetadataKey]| role.tables().iter().any(|it| is_same(it, table));
    let shared = "[the keys of many kinds of technical profile](#keys-of-many-kinds-of-technical-profile)";
    let messages = "[messages to the user](#messages-to-the-user)";
    let others = match (has(OFFERED), has(RESOLVING), has(MESSAGES)) {
        (true, _, true) => format!("{shared} and {messages}"),
        (true, ..) => shared.to_owned(),
        (_, true, _) => "`IncludeClaimResolvingInClaimsHandling`".to_owned(),
        _ if own.is_empty() => {
            page.push_str("No metadata.\n\n");
            return;
        }
        _ => return,
    };
    let also = if own.is_empty() { "It has" } else { "It also has" };
    let _ = write!(page, "{also} {others}.\n\n");
}

/// A key stands in one table of a role.
fn is_same(one: &[MetadataKey], other: &[MetadataKey]) -> bool {
    one.first().map(|row| row.key) == other.first().map(|row| row.key)
}

fn keys(rows: &[&MetadataKey], page: &mut String) {
    page.push_str("| key | value | without it | effect |\n|---|---|---|---|\n");
    for row in rows {
        let default = match row.need {
            Need::Optional => row.default.to_owned(),
            Need::Always => "an error".to_owned(),
            Need::WithCode => "an error, unless `response_types` is `id_token`".to_owned(),
            Need::When(when) => format!("an error {}", when.describe()),
        };
        let support = match row.support {
            Support::NoEffect => " No effect on a sign-in here.",
            Support::Unused => " B2C does not use it.",
            Support::Compiled | Support::Checked => "",
        };
        let (key, kind, effect) = (row.key, cell(&row.kind.describe()), cell(row.effect));
        let _ = writeln!(page, "| `{key}` | {kind} | {} | {effect}{support} |", cell(&default));
    }
    page.push('\n');
}

fn policy_keys(keys: &[PolicyKey], page: &mut String) {
    if keys.is_empty() {
        return;
    }
    page.push_str("| cryptographic key | needed | what for |\n|---|---|---|\n");
    for key in keys {
        let needed = key.needed.map_or_else(|| "no".to_owned(), |when| when.describe());
        let _ = writeln!(page, "| `{}` | {} | {} |", key.id, cell(&needed), cell(key.purpose));
    }
    page.push('\n');
}

fn resolver(row: &ClaimResolver, page: &mut String) {
    let (written, meaning) = (row.written("NAME"), cell(row.meaning));
    let _ = writeln!(page, "| `{written}` | {meaning} | {} |", cell(row.filler.describe()));
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_shows_the_tables() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/metadata.md");
    let page = page();
    if std::env::var_os("CLAIMSMITH_BLESS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == page, "docs/metadata.md is out of date: CLAIMSMITH_BLESS=1 writes it");
}
