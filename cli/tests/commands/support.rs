//! Runs the tool as its users do: a process in the folder `cli/tests`, where `policies` stands.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

/// What a process printed and how it ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: Option<i32>,
}

/// The folder in which the tests run.
pub(crate) fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// An empty folder for one test.
pub(crate) fn temporary(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of an earlier run can be removed");
    }
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// Runs the tool.
pub(crate) fn claimsmith(arguments: &[&str]) -> Answer {
    claimsmith_in(&tests_folder(), arguments)
}

/// Runs the tool with a text on standard input.
pub(crate) fn claimsmith_with_input(arguments: &[&str], input: &str) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimsmith"));
    let command = command.args(arguments).current_dir(tests_folder()).env_remove("NO_COLOR");
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = piped.spawn().expect("the tool starts");
    let mut standard_input = process.stdin.take().expect("standard input is piped");
    let input = input.to_owned();
    // The tool may end before it has read everything.
    let writer = thread::spawn(move || drop(standard_input.write_all(input.as_bytes())));
    let Output { status, stdout, stderr } = process.wait_with_output().expect("the tool ends");
    writer.join().expect("the input is written");
    Answer { stdout: text(stdout), stderr: text(stderr), status: status.code() }
}

/// Runs the tool in a folder.
pub(crate) fn claimsmith_in(folder: &Path, arguments: &[&str]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimsmith"));
    let Output { status, stdout, stderr } =
        command.args(arguments).current_dir(folder).env_remove("NO_COLOR").output().expect("the tool starts");
    Answer { stdout: text(stdout), stderr: text(stderr), status: status.code() }
}

/// What was printed, with what differs between machines and versions replaced.
fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).expect("the tool prints UTF-8");
    text.replace(env!("CARGO_TARGET_TMPDIR"), "[TMP]").replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}

/// Runs the tool and compares what it prints with `snapshots/NAME.stdout` and `.stderr`; a stream without a file must be
/// empty. `CLAIMSMITH_BLESS=1` writes the files instead.
pub(crate) fn snapshot(name: &str, status: i32, arguments: &[&str]) -> Answer {
    let answer = claimsmith(arguments);
    assert_eq!(answer.status, Some(status), "{arguments:?}\n{}\n{}", answer.stdout, answer.stderr);
    compare(&format!("{name}.stdout"), &answer.stdout);
    compare(&format!("{name}.stderr"), &answer.stderr);
    answer
}

/// Compares a text with a file of the folder `snapshots`, or writes it.
pub(crate) fn compare(file: &str, found: &str) {
    let path = tests_folder().join("snapshots").join(file);
    if std::env::var_os("CLAIMSMITH_BLESS").is_some() {
        let _ = fs::remove_file(&path);
        if !found.is_empty() {
            fs::write(&path, found).expect("the snapshot can be written");
        }
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{file} differs (CLAIMSMITH_BLESS=1 accepts it)\n--- expected\n{expected}\n--- found\n{found}"
    );
}

/// Runs the tool in a folder and expects this exit status.
pub(crate) fn expect_in(folder: &Path, status: i32, arguments: &[&str]) -> Answer {
    let answer = claimsmith_in(folder, arguments);
    assert_eq!(answer.status, Some(status), "{arguments:?}\n{}\n{}", answer.stdout, answer.stderr);
    answer
}

/// Writes a file and the folders above it.
pub(crate) fn write(folder: &Path, path: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the target folder can be written");
    fs::write(&path, content).expect("the target folder can be written");
    path
}

/// Every file below a folder, hidden ones too, by its path there with slashes.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("it is below").to_string_lossy().replace('\\', "/");
            files.insert(name, path);
        }
    }
    files
}

/// The text of every file below a folder.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, String> {
    let text = |path: &PathBuf| fs::read_to_string(path).expect("the file is text");
    files(folder).iter().map(|(name, path)| (name.clone(), text(path))).collect()
}
