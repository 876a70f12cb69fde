//! `claimsmith generate --all` for 10, 100 and 1,000 tenants of one policy set.
//!
//! ```text
//! cargo run --release --bin tenants -- ../target/release/claimsmith
//! ```
//!
//! Every tenant has settings of its own; the policies are those of the repository, with two that applications sign in with.
//! Shown are wall time, processor time and the largest memory of the first run, which writes every crate, and of the second,
//! which must touch no file. Times and memory are those that Linux has for the process in `/proc`.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

type Failure = Box<dyn std::error::Error>;

/// Ticks a second of the times in `/proc/PID/stat`, on every architecture of Linux.
const TICKS: u32 = 100;

fn main() -> ExitCode {
    let Some(tool) = std::env::args_os().nth(1) else {
        eprintln!("name the tool: cargo run --release --bin tenants -- ../target/release/claimsmith");
        return ExitCode::FAILURE;
    };
    match measure(Path::new(&tool)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure(tool: &Path) -> Result<(), Failure> {
    let tool = tool.canonicalize()?;
    println!("tenants  run     wall      processor  memory   a tenant");
    for tenants in [10, 100, 1_000] {
        let folder = std::env::temp_dir().join(format!("claimsmith-tenants-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        project(&folder, tenants)?;
        let first = run(&tool, &folder)?;
        let before = files(&folder.join("sdk"))?;
        let second = run(&tool, &folder)?;
        if files(&folder.join("sdk"))? != before {
            return Err("the second run touched files".into());
        }
        for (name, figures) in [("first", first), ("second", second)] {
            let each = figures.wall / tenants;
            println!(
                "{tenants:7}  {name:6}  {:8.1?}  {:8.1?}  {:4} MB  {each:.1?}",
                figures.wall,
                figures.processor,
                figures.memory / 1024
            );
        }
        fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// The policies of the repository with settings for this many tenants.
fn project(folder: &Path, tenants: u32) -> io::Result<()> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let read = |name: &str| fs::read_to_string(repository.join(name));
    let policies = folder.join("policies");
    fs::create_dir_all(&policies)?;
    let extensions = read("TrustFrameworkExtensions.xml")?;
    let leaf = read("SignUpOrSignIn.xml")?;
    fs::write(policies.join("Base.xml"), read("TrustFrameworkBase.xml")?)?;
    fs::write(policies.join("Extensions.xml"), extensions.replace("Your QQ APP ID", "{Settings:QqClientId}"))?;
    fs::write(policies.join("ProfileEdit.xml"), leaf.replace("B2C_1A_SignUpOrSignIn", "B2C_1A_ProfileEdit"))?;
    fs::write(policies.join("SignIn.xml"), leaf)?;
    let mut settings = String::new();
    for tenant in 0..tenants {
        let comma = if tenant == 0 { "" } else { "," };
        let _ = write!(
            settings,
            "{comma}\n{{\"Name\":\"Tenant{tenant}\",\"Production\":true,\"Tenant\":\"tenant{tenant}.onmicrosoft.com\",\
             \"PolicySettings\":{{\"QqClientId\":\"{}\"}}}}",
            100_000 + tenant
        );
    }
    fs::write(policies.join("appsettings.json"), format!("{{\"Environments\":[{settings}]}}"))?;
    fs::write(folder.join("claimsmith.toml"), "[generate]\nout = \"sdk\"\n")
}

/// What a process needed.
#[derive(Debug, Clone, Copy)]
struct Figures {
    wall: Duration,
    processor: Duration,
    /// In KB.
    memory: u64,
}

/// One run, watched while it lasts: the last look is at most a hundredth of a second old.
fn run(tool: &Path, folder: &Path) -> Result<Figures, Failure> {
    let start = Instant::now();
    let mut command = Command::new(tool);
    let mut process = command.args(["generate", "--all"]).current_dir(folder).stdout(Stdio::null()).spawn()?;
    let (mut processor, mut memory) = (Duration::ZERO, 0);
    let status = loop {
        if let Some((seen, largest)) = look(process.id()) {
            (processor, memory) = (processor.max(seen), memory.max(largest));
        }
        if let Some(status) = process.try_wait()? {
            break status;
        }
        sleep(Duration::from_millis(5));
    };
    let wall = start.elapsed();
    if status.success() {
        Ok(Figures { wall, processor, memory })
    } else {
        Err(format!("it ended with {status}").into())
    }
}

/// Processor time and largest memory so far, in KB.
fn look(process: u32) -> Option<(Duration, u64)> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold anything, `utime` and `stime` are the twelfth and the thirteenth.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u32>().ok();
    let processor = Duration::from_secs(1) * (ticks()? + ticks()?) / TICKS;
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some((processor, line.trim().trim_end_matches(" kB").parse().ok()?))
}

/// Every file below a folder and when it was written.
fn files(folder: &Path) -> io::Result<Vec<(PathBuf, SystemTime)>> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.push((path.clone(), path.metadata()?.modified()?));
            }
        }
    }
    files.sort();
    Ok(files)
}
