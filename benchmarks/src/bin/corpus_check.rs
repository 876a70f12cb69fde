//! How long one `claimsmith check` takes for many policies, beside one `xmllint --schema` for the same files.
//!
//! ```text
//! cargo build --release -p claimsmith-cli
//! cd benchmarks && CLAIMSMITH_CORPUS=FOLDER cargo run --release --bin corpus_check -- ../target/release/claimsmith
//! ```
//!
//! `FOLDER` holds the public starter packs and samples, with the schema beside the packs. xmllint (Debian's `libxml2-utils`)
//! cannot compile that schema as it is: three of its patterns are written for .NET. A repaired copy is made for the run.
//!
//! Both are run in turn, so that a busy moment hits both; the result is the median. Then the same folder is checked in
//! one, two, four and eight copies: the time a file must stay the same.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 15;
const RUNS_OF_COPIES: usize = 5;
/// The base of the samples that name none: most of them are written for it.
const BASE: &str = "starterpack/SocialAndLocalAccounts";
const SCHEMA: &str = "starterpack/TrustFrameworkPolicy_0.3.0.0.xsd";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let tool = std::env::args().nth(1);
    let corpus = std::env::var_os("CLAIMSMITH_CORPUS");
    let (Some(tool), Some(corpus)) = (tool, corpus) else {
        eprintln!("usage: CLAIMSMITH_CORPUS=FOLDER corpus_check PATH-OF-CLAIMSMITH");
        return ExitCode::from(2);
    };
    match measure(Path::new(&tool), Path::new(&corpus)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure(tool: &Path, corpus: &Path) -> Result<(), Failure> {
    let tool = tool.canonicalize()?;
    let scratch = Scratch::new()?;
    let folder = scratch.0.join("copy1");
    copy_policies(corpus, &folder)?;
    let mut files = Vec::new();
    policies(&folder, &mut files)?;
    let bytes: u64 = files.iter().map(|file| file.metadata().map_or(0, |it| it.len())).sum();
    let schema = scratch.0.join("schema.xsd");
    std::fs::write(&schema, repaired(&std::fs::read_to_string(corpus.join(SCHEMA))?)?)?;
    println!("{} files, {} KB", files.len(), bytes / 1000);

    let mut ours = check(&tool, &scratch.0, &["copy1"]);
    let mut theirs = Command::new("xmllint");
    theirs.arg("--noout").arg("--schema").arg(&schema).args(&files);
    let (mut checks, mut lints) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        // 3 of xmllint is a fault in a document; anything else is one of the run.
        checks.push(timed(&mut ours, &[0, 1])?);
        lints.push(timed(&mut theirs, &[0, 3])?);
    }
    let (check_time, lint_time) = (median(checks), median(lints));
    println!("claimsmith check  {check_time:9.1?}");
    println!("xmllint --schema  {lint_time:9.1?}");
    println!("ratio             {:9.2}", check_time.as_secs_f64() / lint_time.as_secs_f64());

    for copies in [1, 2, 4, 8] {
        let names: Vec<String> = (1..=copies).map(|at| format!("copy{at}")).collect();
        for name in &names {
            copy_policies(corpus, &scratch.0.join(name))?;
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut command = check(&tool, &scratch.0, &names);
        let times = (0..RUNS_OF_COPIES).map(|_| timed(&mut command, &[0, 1])).collect::<Result<Vec<_>, _>>()?;
        let (time, count) = (median(times), copies * files.len());
        println!("{count:5} files {time:9.1?}, {:6.1?} a file", time / u32::try_from(count)?);
    }
    Ok(())
}

fn check(tool: &Path, folder: &Path, paths: &[&str]) -> Command {
    let mut command = Command::new(tool);
    command.current_dir(folder).args(["check", "--format", "short", "--base"]);
    command.arg(format!("copy1/{BASE}")).args(paths);
    command
}

/// How long a process takes, its output thrown away. An unexpected exit status is a failure: what stops early is fast.
fn timed(command: &mut Command, expected: &[i32]) -> Result<Duration, Failure> {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    let time = start.elapsed();
    match status.code() {
        Some(code) if expected.contains(&code) => Ok(time),
        _ => Err(format!("{command:?} ended with {status}").into()),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The policy files below a folder.
fn policies(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::path);
    for path in entries.iter().map(std::fs::DirEntry::path) {
        if path.is_dir() {
            policies(&path, files)?;
        } else if is_policy(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_policy(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "xml")
        && std::fs::read_to_string(path).is_ok_and(|text| text.contains("<TrustFrameworkPolicy"))
}

fn copy_policies(from: &Path, to: &Path) -> Result<(), Failure> {
    let mut files = Vec::new();
    policies(from, &mut files)?;
    for file in files {
        let copy = to.join(file.strip_prefix(from)?);
        std::fs::create_dir_all(copy.parent().ok_or("a file is in a folder")?)?;
        std::fs::copy(file, copy)?;
    }
    Ok(())
}

/// The schema with its patterns as XML Schema writes them: without anchors, without `\/`, and with `-` at the end of a
/// class.
fn repaired(schema: &str) -> Result<String, Failure> {
    let mut mended = 0;
    let lines: Vec<String> = schema
        .lines()
        .map(|line| {
            if !line.contains("xs:pattern value=\"^") {
                return line.to_owned();
            }
            mended += 1;
            let line = line.replace("value=\"^", "value=\"").replace("$\"", "\"").replace("\\/", "/");
            line.replace("#\\-_$!’();]", "#_$!’();\\-]")
        })
        .collect();
    if mended == 3 { Ok(lines.join("\n")) } else { Err(format!("{mended} patterns were repaired, not three").into()) }
}

/// A folder that is removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("claimsmith-corpus-check-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left behind harms nobody.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
