//! The provider's process: installed, started on a free port, ended by its id.

use crate::registration::{ISSUER, clients};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// Longest wait for the provider to listen.
const LONGEST_START: Duration = Duration::from_secs(30);
/// The oldest major version of Node that the provider runs on.
const OLDEST_NODE: u32 = 20;

/// The provider that the tests share while any of them runs; the last one ends it.
static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());
/// Only one test installs.
static INSTALLATION: Mutex<()> = Mutex::new(());

/// A running provider. Ends with the value, also when a test panics, and with this process.
pub(crate) struct Server {
    process: Child,
    /// The provider ends when this is closed.
    _stdin: ChildStdin,
    port: u16,
    output: Output,
}

/// What the process has printed so far.
type Output = Arc<Mutex<Vec<String>>>;

impl Server {
    /// The provider that runs already, or a new one.
    pub(crate) fn shared() -> Arc<Self> {
        let mut shared = lock(&SHARED);
        shared.upgrade().unwrap_or_else(|| {
            let server = Arc::new(Self::start(0));
            *shared = Arc::downgrade(&server);
            server
        })
    }

    /// A new provider with signing keys of its own on this port, 0 for any free one.
    pub(crate) fn start(port: u16) -> Self {
        install();
        let mut process = Command::new("node")
            .arg("server.mjs")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Node is installed");
        let mut stdin = process.stdin.take().expect("it is piped");
        let output = Output::default();
        let lines = collect(process.stdout.take().expect("it is piped"), &output);
        collect(process.stderr.take().expect("it is piped"), &output);
        let setup = json!({ "port": port, "issuer": ISSUER, "clients": clients() });
        // From here on a failure ends the process.
        let written = writeln!(stdin, "{setup}");
        let mut server = Self { process, _stdin: stdin, port, output };
        written.expect("the provider reads what is registered");
        let line = lines.recv_timeout(LONGEST_START).expect("the provider listens in time");
        let answer: Value = serde_json::from_str(&line).expect("the provider says where it listens");
        server.port = answer["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        server
    }

    /// Ends the provider and starts another at the same address, with other signing keys and without any memory.
    pub(crate) fn restart(self) -> Self {
        let port = self.port;
        drop(self);
        Self::start(port)
    }

    /// Where it listens, without a slash at the end.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when the process is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        if std::thread::panicking() {
            eprintln!("the provider printed:\n{}", lock(&self.output).join("\n"));
        }
    }
}

/// Keeps every line that the stream brings, and hands them on until nobody asks any more.
fn collect(stream: impl std::io::Read + Send + 'static, output: &Output) -> Receiver<String> {
    let (sender, receiver) = channel();
    let output = output.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            lock(&output).push(line.clone());
            let _ = sender.send(line);
        }
    });
    receiver
}

/// Installs what the lock file says, unless npm's own record says that it is there.
fn install() {
    let _guard = lock(&INSTALLATION);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wanted = packages(&folder.join("package-lock.json")).expect("the lock file is there");
    if packages(&folder.join("node_modules/.package-lock.json")).is_some_and(|installed| installed == wanted) {
        return;
    }
    let version = Command::new("node").arg("--version").output().expect("Node is installed").stdout;
    let version = String::from_utf8_lossy(&version);
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    assert!(major >= Some(OLDEST_NODE), "the provider needs Node {OLDEST_NODE} or newer, not {version}");
    let npm = Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(folder).output();
    let npm = npm.expect("npm is installed");
    assert!(npm.status.success(), "npm ci failed:\n{}", String::from_utf8_lossy(&npm.stderr));
}

/// The packages of a lock file with version and digest, without the one that depends on them.
fn packages(path: &Path) -> Option<Value> {
    let mut lock: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    let packages = lock.get_mut("packages")?.as_object_mut()?;
    packages.remove("");
    Some(packages.iter().map(|(path, package)| json!([path, package["version"], package["integrity"]])).collect())
}

/// A test that failed while it held the lock leaves nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
