//! `docs/inspecting.md` shows what the tool prints.

use crate::support::{claimsmith, tests_folder};
use std::fs;

const PAGE: &str = "../../docs/inspecting.md";

/// Runs each command of the page and compares, or writes, what stands below it.
#[test]
fn output_on_the_page_is_that_of_the_tool() {
    let path = tests_folder().join(PAGE);
    let page = fs::read_to_string(&path).expect("the page is there");
    let mut found = String::new();
    let mut blocks = 0;
    for (at, piece) in page.split("```").enumerate() {
        let command = piece.strip_prefix("console\n$ claimsmith ").and_then(|block| block.lines().next());
        match command {
            Some(command) if at % 2 == 1 => {
                blocks += 1;
                let answer = claimsmith(&words(command).iter().map(String::as_str).collect::<Vec<_>>());
                assert_eq!(answer.status, Some(0), "{command}\n{}", answer.stderr);
                found += &format!("```console\n$ claimsmith {command}\n{}", answer.stdout);
            }
            _ if at == 0 => found += piece,
            _ => found += &format!("```{piece}"),
        }
    }
    assert!(blocks >= 6, "the page has {blocks} commands");
    if std::env::var_os("CLAIMSMITH_BLESS").is_some() {
        fs::write(&path, &found).expect("the page can be written");
        return;
    }
    assert!(found == page, "{PAGE} differs (CLAIMSMITH_BLESS=1 accepts it); the tool prints\n{found}");
}

/// The words of a command line; a word in double quotes may hold blanks.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in command.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}
