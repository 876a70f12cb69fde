//! The binary as a process: what it prints, serves and refuses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

fn emulator(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimsmith-emulator"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn output(arguments: &[&str]) -> Output {
    emulator(arguments).output().unwrap()
}

/// Stops the process also when an assertion fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_prints_what_an_application_needs_and_one_line_a_request() {
    let mut process = Running(
        emulator(&["github", "--listen", "127.0.0.1:0", "--client-secret", "hidden", "--redirect-uri", "http://a/b"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut lines = BufReader::new(process.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.next().unwrap().strip_prefix("github emulator at http://").unwrap().to_owned();
    let introduction: Vec<_> = lines.by_ref().take(4).collect();
    assert_eq!(
        introduction,
        [
            "  client id      Ov23liEmulatedClient",
            "  client secret  (as given)",
            "  redirect URI   http://a/b",
            "Ctrl-C stops it.",
        ]
    );
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /login/oauth/access_token?code=hidden HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("error=incorrect_client_credentials"), "{answer}");
    assert_eq!(lines.next().as_deref(), Some("GET  /login/oauth/access_token  200  refused: the client id is missing"));
}

#[test]
fn it_prints_a_key_where_the_provider_wants_one() {
    let arguments = ["apple", "--listen", "127.0.0.1:0"];
    let mut process = Running(emulator(&arguments).stdout(Stdio::piped()).spawn().unwrap());
    let lines = BufReader::new(process.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let lines: Vec<_> = lines.take_while(|line| line != "Ctrl-C stops it.").collect();
    let begin = lines.iter().position(|line| line == "-----BEGIN PRIVATE KEY-----").unwrap();
    assert!(lines[begin - 1].starts_with("  client key     (made for this run"), "{lines:?}");
    assert_eq!(lines.last().unwrap(), "-----END PRIVATE KEY-----");
}

#[test]
fn it_listens_on_loopback_only_and_knows_its_providers() {
    let refused = output(&["qq", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(1));
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(message.starts_with("claimsmith-emulator: cannot start at 0.0.0.0:0: "), "{message}");
    assert!(message.contains("not a loopback address"), "{message}");

    let unknown = output(&["nobody"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8(unknown.stderr).unwrap().contains("qq, github"));
}

#[test]
fn a_name_may_stand_for_the_redirect_uri() {
    let mut process = Running(
        emulator(&["ebay", "--listen", "127.0.0.1:0", "--redirect-uri", "http://a/b", "--redirect-uri-name", "RU-1"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut lines = BufReader::new(process.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.next().unwrap().strip_prefix("ebay emulator at http://").unwrap().to_owned();
    let client_id = lines.next().unwrap().trim().strip_prefix("client id").unwrap().trim().to_owned();
    let status = |redirect_uri: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        let scope = "https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope%2Fcommerce.identity.readonly";
        let query = format!("client_id={client_id}&response_type=code&scope={scope}&redirect_uri={redirect_uri}");
        write!(stream, "GET /oauth2/authorize?{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    assert_eq!(status("RU-1"), "200");
    assert_eq!(status("http%3A%2F%2Fa%2Fb"), "400");
}
