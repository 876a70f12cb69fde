//! Puts the pages of `docs/errors` into the binary, for `claimsmith explain`.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest_folder = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&manifest_folder).join("../docs/errors");
    println!("cargo::rerun-if-changed=build.rs");
    let mut pages = Vec::new();
    // Outside the repository there is no such folder: `explain` then knows the titles only.
    if folder.is_dir() {
        println!("cargo::rerun-if-changed=../docs/errors");
        for entry in fs::read_dir(&folder)? {
            pages.extend(page(&entry?.path())?);
        }
    }
    pages.sort();
    let mut table = String::from("&[\n");
    for (code, text) in pages {
        let _ = writeln!(table, "    ({code:?}, {text:?}),");
    }
    table.push_str("]\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("pages.rs"), table)
}

/// Code and text of a page; `None` for a file that is not named after a code.
fn page(path: &Path) -> io::Result<Option<(String, String)>> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let is_code = stem.strip_prefix("CS").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_code || path.extension().is_none_or(|extension| extension != "md") {
        return Ok(None);
    }
    Ok(Some((stem.to_owned(), fs::read_to_string(path)?.replace("\r\n", "\n"))))
}
