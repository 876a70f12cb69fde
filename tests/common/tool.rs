//! What the tests of generated crates share: the tool, and cargo on what it wrote.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The tool, which `cargo test --workspace` has built beside this test.
pub(crate) fn tool() -> Command {
    let tests = std::env::current_exe().expect("this test has a path");
    let build = tests.ancestors().nth(2).expect("target/debug/deps");
    let tool = build.join(format!("claimsmith{}", std::env::consts::EXE_SUFFIX));
    assert!(tool.exists(), "{} is missing: cargo build -p claimsmith-cli", tool.display());
    Command::new(tool)
}

/// Cargo in a folder, sharing the dependencies that are built already.
pub(crate) fn cargo(folder: &Path) -> Command {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder").to_owned();
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.current_dir(folder).env("CARGO_TARGET_DIR", target);
    command
}

/// Neither for clippy, the example included, nor for rustdoc.
pub(crate) fn has_no_warning(crate_folder: &Path) {
    lock(crate_folder);
    let mut clippy = cargo(crate_folder);
    succeeded(clippy.args(["clippy", "--offline", "--all-targets", "--", "-D", "warnings"]));
    succeeded(cargo(crate_folder).args(["doc", "--offline", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"));
}

/// An application in `folder` that uses the emulator and the generated crates with these names, which stand in the
/// folders beside it.
pub(crate) fn application(folder: &Path, name: &str, crates: &[(&str, &str)], main: &str) {
    std::fs::create_dir_all(folder.join("src")).expect("the folder can be made");
    let root = repository().display().to_string().replace('\\', "/");
    let crates: String =
        crates.iter().map(|(name, folder)| format!("{name} = {{ path = \"../{folder}\" }}\n")).collect();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         claimsmith = {{ path = \"{root}\", default-features = false }}\n\
         claimsmith-emulator = {{ path = \"{root}/emulator\" }}\n{crates}\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n\n[workspace]\n"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("it can be written");
    std::fs::write(folder.join("src/main.rs"), main).expect("it can be written");
    // A generated crate is a workspace of its own; here it is a dependency.
    lock(folder);
}

/// The versions that are built already.
pub(crate) fn lock(folder: &Path) {
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file is there");
}

pub(crate) fn succeeded(command: &mut Command) -> Output {
    let output = command.output().expect("it can be started");
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{command:?}\n{}{}", shown(&output.stdout), shown(&output.stderr));
    output
}

/// The items of formatted code, sorted: in a crate a client may stand in another file than its types. What a file takes from
/// another one is no item of its own.
pub(crate) fn sorted_items(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    for line in text.lines() {
        let item = items.last_mut().expect("there is always one");
        item.push_str(line);
        item.push('\n');
        let is_code = line.starts_with(|first: char| !first.is_whitespace()) && !line.starts_with("//");
        if is_code && (line.ends_with('}') || line.ends_with(';')) {
            items.push(String::new());
        }
    }
    items.retain(|item| !item.trim().is_empty() && !item.starts_with("use crate::"));
    items.sort();
    items
}
