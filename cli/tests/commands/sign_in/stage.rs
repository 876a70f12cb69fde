//! A provider, the tool, and the browser between them.

use crate::support::tests_folder;
use claimsmith_emulator::{Application, Emulator, Provider};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use tokio::runtime::Runtime;

pub(super) const CLIENT_ID: &str = "101000001";
pub(super) const CLIENT_SECRET: &str = "k7-very-secret-client-secret";

/// A provider that knows one redirect URI.
pub(super) struct Stage {
    pub(super) runtime: Runtime,
    pub(super) emulator: Emulator,
    port: u16,
}

impl Stage {
    /// A provider for a listener on a free port.
    pub(super) fn new(provider: Provider) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        let uri = format!("http://127.0.0.1:{}/callback", free.port());
        Self { port: free.port(), ..Self::with_redirect_uri(provider, &uri) }
    }

    pub(super) fn with_redirect_uri(provider: Provider, uri: &str) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let application = Application::new(CLIENT_ID, CLIENT_SECRET).redirect_uri(uri);
        let emulator = runtime.block_on(Emulator::start(provider, application)).expect("the emulator starts");
        Self { runtime, emulator, port: 0 }
    }

    pub(super) fn listen(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Starts the tool with the client's credentials in the environment, JSON asked for.
    pub(super) fn start(&self, policy: &str, more: &[&str]) -> Running {
        let mut command = tool(&["sign-in", policy, "--format", "json", "--client-id", CLIENT_ID]);
        command.args(["--endpoint-base", self.emulator.origin(), "--listen", &self.listen()]).args(more);
        command.env("SIGN_IN_TEST_SECRET", CLIENT_SECRET).env("SIGN_IN_TEST_WRONG", "another-secret");
        Running::start(command)
    }

    pub(super) fn callback(&self, url: &str, user: &str) -> String {
        self.runtime.block_on(self.emulator.authorize_as(url, user)).expect("the provider agrees")
    }
}

pub(super) fn tool(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimsmith"));
    command.args(arguments).current_dir(tests_folder());
    for variable in ["NO_COLOR", "B2C_1A_QQSECRET", "B2C_1A_GITHUBSECRET", "QQ_OAUTH_CLIENT_ID"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The tool while it waits for the callback.
pub(super) struct Running {
    pub(super) child: Child,
    pub(super) stdout: BufReader<ChildStdout>,
    pub(super) first_line: String,
}

/// How it ended.
pub(super) struct Ended {
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) status: Option<i32>,
}

impl Running {
    pub(super) fn start(mut command: Command) -> Self {
        let mut child = command.spawn().expect("the tool starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut first_line = String::new();
        stdout.read_line(&mut first_line).expect("the tool prints UTF-8");
        Self { child, stdout, first_line }
    }

    pub(super) fn authorize_url(&self) -> String {
        let line: Value = serde_json::from_str(&self.first_line).expect("the first line is JSON");
        line["authorize_url"].as_str().expect("it has the URL").to_owned()
    }

    pub(super) fn end(mut self) -> Ended {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("the tool prints UTF-8");
        let output = self.child.wait_with_output().expect("the tool ends");
        let stderr = String::from_utf8(output.stderr).expect("the tool prints UTF-8");
        Ended { stdout: self.first_line + &rest, stderr, status: output.status.code() }
    }
}

impl Ended {
    pub(super) fn last_line(&self) -> Value {
        serde_json::from_str(self.stdout.lines().last().unwrap_or_default()).expect("the last line is JSON")
    }
}

/// What a browser does with a redirect to the listener; the status line and the page.
pub(super) fn visit(url: &str) -> String {
    let rest = url.strip_prefix("http://").expect("a listener");
    let (host, target) = rest.split_once('/').expect("a path");
    send(host, &format!("GET /{target} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
}

pub(super) fn send(host: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("somebody listens");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

pub(super) fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    value.unwrap_or_else(|| panic!("{name} is a parameter")).to_owned()
}
