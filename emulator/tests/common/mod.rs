//! A browser and a client reduced to sockets: nothing here follows, decodes or hides anything.
#![allow(dead_code, reason = "every test binary uses its own part")]

pub(crate) mod driven;

use claimsmith_emulator::{Application, Emulator, Provider};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const CLIENT_ID: &str = "101234567";
pub(crate) const SECRET: &str = "s3cret&+%=";
pub(crate) const CALLBACK: &str = "http://localhost:3000/signin/callback?from=test";
/// RFC 7636 appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(crate) async fn start(provider: Provider) -> Emulator {
    let application = Application::new(CLIENT_ID, SECRET).redirect_uri(CALLBACK).name("Test application");
    Emulator::start(provider, application).await.unwrap()
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The JSON inside `callback( … );` and a line feed.
    pub(crate) fn jsonp(&self) -> Value {
        let inner = self.body.strip_prefix("callback( ").and_then(|rest| rest.strip_suffix(" );\n"));
        serde_json::from_str(inner.unwrap_or_else(|| panic!("no JSONP: {}", self.body))).unwrap()
    }

    pub(crate) fn form(&self) -> Vec<(String, String)> {
        pairs(&self.body)
    }

    pub(crate) fn form_value(&self, name: &str) -> String {
        value(&self.form(), name).unwrap_or_else(|| panic!("no {name} in {}", self.body))
    }
}

pub(crate) fn encode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

pub(crate) fn query(parameters: &[(&str, &str)]) -> String {
    parameters.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(if *first == b'+' { b' ' } else { *first });
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decode(name), decode(value))).collect()
}

fn value(pairs: &[(String, String)], name: &str) -> Option<String> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

/// The parameters of a callback URL.
pub(crate) fn callback_parameters(location: &str) -> Vec<(String, String)> {
    assert!(location.starts_with("http://localhost:3000/signin/callback?from=test"), "{location}");
    pairs(location.split_once('?').unwrap().1)
}

pub(crate) fn callback_value(location: &str, name: &str) -> Option<String> {
    value(&callback_parameters(location), name)
}

pub(crate) async fn send_raw(emulator: &Emulator, request: String) -> Vec<u8> {
    let mut stream = TcpStream::connect(emulator.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    // A broken connection is a fault that tests order: what came before it counts.
    let _ = stream.read_to_end(&mut bytes).await;
    bytes
}

pub(crate) async fn send(
    emulator: &Emulator,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = format!("{method} {target} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", emulator.address());
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    parse(&send_raw(emulator, format!("{request}\r\n{body}")).await)
}

pub(crate) fn parse(bytes: &[u8]) -> Answer {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no HTTP: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Answer { status, headers, body: body.to_owned() }
}

pub(crate) async fn get(emulator: &Emulator, target: &str) -> Answer {
    send(emulator, "GET", target, &[("user-agent", "test")], "").await
}

pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

pub(crate) async fn post(emulator: &Emulator, target: &str, form: &[(&str, &str)]) -> Answer {
    send(emulator, "POST", target, &[FORM], &query(form)).await
}

/// The value of a hidden field, unescaped as far as tickets need it.
pub(crate) fn hidden_field(page: &str, name: &str) -> String {
    let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    page.split_once(&field).unwrap_or_else(|| panic!("no field {name}")).1.split_once('"').unwrap().0.to_owned()
}

/// Where the form of a page posts to.
pub(crate) fn form_action(page: &str) -> String {
    page.split_once("method=\"post\" action=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

/// Opens the consent page and presses one of its buttons, as a browser would.
pub(crate) async fn consent(emulator: &Emulator, target: &str, button: (&str, &str)) -> Answer {
    let page = get(emulator, target).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let ticket = hidden_field(&page.body, "ticket");
    post(emulator, &form_action(&page.body), &[("ticket", &ticket), button]).await
}
