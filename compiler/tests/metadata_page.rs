//! `docs/metadata.md` shows the tables of metadata keys and of claim resolvers: it is written from them.
//!
//! `CLAIMSMITH_BLESS=1 cargo test -p claimsmith-compiler --test metadata_page` writes it.

use claimsmith_compiler::protocol::oauth2::METADATA;
use claimsmith_compiler::protocol::resolver::{ClaimResolver, RESOLVERS};
use claimsmith_compiler::protocol::{MetadataKey, Need, Support};
use std::fmt::Write as _;
use std::path::PathBuf;

const HEAD: &str = "\
# Metadata of an OAuth2 technical profile

What each `Item` in the `Metadata` of a federation profile means here. `claimsmith explain KEY` shows the same on the terminal. Keys
that begin with `claimsmith.` say what B2C's metadata cannot; B2C ignores them. How a sign-in here differs from one in B2C:
[differences.md](differences.md).

This page is written from the tables that the compiler reads
([protocol/oauth2](../compiler/src/protocol/oauth2/mod.rs), [protocol/resolver.rs](../compiler/src/protocol/resolver.rs)).

";

fn page() -> String {
    let mut page = HEAD.to_owned();
    let (own, b2c): (Vec<&MetadataKey>, Vec<&MetadataKey>) =
        METADATA.iter().partition(|row| row.key.starts_with("claimsmith."));
    keys("B2C's keys", &b2c, &mut page);
    keys("Our keys", &own, &mut page);
    page.push_str("`N` is a number from 1 to 9: requests are sent in the order of their numbers.\n\n");
    page.push_str("## Claim resolvers\n\n");
    page.push_str(
        "In the `DefaultValue` of an input or output claim, with `IncludeClaimResolvingInClaimsHandling`.\n\n",
    );
    page.push_str("| resolver | value | filled by |\n|---|---|---|\n");
    for row in RESOLVERS {
        resolver(row, &mut page);
    }
    page
}

fn keys(title: &str, rows: &[&MetadataKey], page: &mut String) {
    let _ = write!(page, "## {title}\n\n| key | value | without it | effect |\n|---|---|---|---|\n");
    for row in rows {
        let default = match row.need {
            Need::Optional => row.default,
            Need::Always => "an error",
            Need::WithCode => "an error, unless `response_types` is `id_token`",
        };
        let support = if row.support == Support::NoEffect { " No effect on a sign-in here." } else { "" };
        let (key, kind, effect) = (row.key, cell(&row.kind.describe()), cell(row.effect));
        let _ = writeln!(page, "| `{key}` | {kind} | {} | {effect}{support} |", cell(default));
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
