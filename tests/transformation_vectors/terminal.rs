//! Sign-ins from a terminal: `claimsmith sign-in` as a process for each vector, with a provider on this machine.

use crate::expectation::{Ended, disagreements};
use crate::policy::{CLIENT_SECRET, DEFAULT_LANGUAGE, Profiles, xml};
use crate::tool::tool;
use crate::vector::Vector;
use crate::wiring::Wiring;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Signs in with every one of `vectors`, which stand among `all`; where the claims are others than expected.
pub(crate) fn sign_in(folder: &Path, vectors: &[&Vector], all: &[Vector]) -> Vec<String> {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let answers = vectors.iter().map(|vector| Wiring::of(vector, all).answer().to_string()).collect();
    let provider = start_provider(answers);
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((index, vector)) = take(vectors, &next) {
            let ended = sign_in_once(folder, vector, index, &provider, all);
            let differences = disagreements(vector, &Wiring::of(vector, all), &ended);
            found.lock().expect("not poisoned").extend(differences);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    found.into_inner().expect("not poisoned")
}

fn take<'v>(vectors: &[&'v Vector], next: &AtomicUsize) -> Option<(usize, &'v Vector)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    vectors.get(index).map(|vector| (index, *vector))
}

fn sign_in_once(folder: &Path, vector: &Vector, index: usize, provider: &str, all: &[Vector]) -> Ended {
    let policy = folder.join(format!("{}.xml", vector.name()));
    // Nothing tells the tool a language but the policy itself.
    let language = vector.language().unwrap_or(DEFAULT_LANGUAGE);
    std::fs::write(&policy, xml(Profiles::Clients, &[vector], all, language)).expect("it can be written");
    let mut command = tool();
    command.arg("sign-in").arg(&policy).args(["--format", "json", "--no-browser", "--endpoint-base", provider]);
    if let Some(now) = vector.context("now") {
        command.args(["--at", now]);
    }
    command.env(CLIENT_SECRET.to_uppercase(), "the-client-secret");
    for (name, key) in vector.context.get("policyKeys").and_then(Value::as_object).into_iter().flatten() {
        command.env(name.to_uppercase(), key.as_str().expect("a key is a text"));
    }
    if let Some(name) = vector.parameters.get("randomizerSecret").and_then(Value::as_str)
        && !vector.context.contains_key("policyKeys")
    {
        command.env(name.to_uppercase(), "any key");
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    browse(command.spawn().expect("the tool starts"), index)
}

/// What the browser of a user does who agrees to everything: it comes back from the authorization URL with a code.
fn browse(mut process: Child, index: usize) -> Ended {
    let mut output = BufReader::new(process.stdout.take().expect("it is piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("the tool prints UTF-8");
    if let Some(callback) = serde_json::from_str::<Value>(&line).ok().and_then(|line| callback(&line, index)) {
        get(&callback);
    }
    let mut rest = String::new();
    output.read_to_string(&mut rest).expect("the tool prints UTF-8");
    let ended = process.wait_with_output().expect("the tool ends");
    let messages = String::from_utf8_lossy(&ended.stderr);
    match serde_json::from_str::<Value>(&rest).ok().and_then(|line| line["claims"].as_object().cloned()) {
        Some(claims) if ended.status.success() => Ended::Claims(claims),
        _ => refused(&messages),
    }
}

fn refused(messages: &str) -> Ended {
    let Some((_, error)) = messages.split_once("not signed in: the claims transformation ") else {
        return Ended::Otherwise(messages.to_owned());
    };
    let error = error.lines().next().unwrap_or_default();
    match error.rsplit_once("the key of its message is ") {
        Some((_, key)) => Ended::Refused(key.to_owned()),
        None if error.contains(" failed: ") => Ended::Failed,
        None => Ended::Otherwise(messages.to_owned()),
    }
}

fn callback(line: &Value, index: usize) -> Option<String> {
    let url = url::Url::parse(line["authorize_url"].as_str()?).ok()?;
    let parameter =
        |name: &str| url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned());
    Some(format!("{}?code=code-{index}&state={}", parameter("redirect_uri")?, parameter("state")?))
}

fn get(url: &str) {
    let (host, target) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("a listener");
    let mut stream = TcpStream::connect(host).expect("the tool listens");
    write!(stream, "GET /{target} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("the tool reads");
    stream.read_to_string(&mut String::new()).expect("the tool answers");
}

/// A provider that gives the claims of a vector for its code, `code-` and its place; the origin of its endpoints.
fn start_provider(answers: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let answers = Arc::new(answers);
    // It ends with the process.
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = Arc::clone(&answers);
            std::thread::spawn(move || answer(stream, &answers));
        }
    });
    origin
}

fn answer(stream: TcpStream, answers: &[String]) {
    let mut reader = BufReader::new(&stream);
    let mut lines = Vec::new();
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|length| length > 2) {
        lines.push(line.trim_end().to_ascii_lowercase());
        line.clear();
    }
    let header = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let length = header("content-length:").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut form = vec![0; length];
    if reader.read_exact(&mut form).is_err() {
        return;
    }
    let form = String::from_utf8_lossy(&form);
    let code = form.split('&').find_map(|pair| pair.strip_prefix("code=code-"));
    let place = header("authorization:").and_then(|value| value.strip_prefix("bearer token-"));
    let token = code.map(|place| format!("{{\"access_token\":\"token-{place}\",\"token_type\":\"bearer\"}}"));
    let claims = place.and_then(|place| answers.get(place.parse::<usize>().ok()?));
    let (status, body) = match token.as_ref().or(claims) {
        Some(body) => ("200 OK", body.as_str()),
        None => ("400 Bad Request", "{}"),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\n");
    let _ = write!(&stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len());
}
