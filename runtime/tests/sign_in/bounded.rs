//! The built-in transport against loopback listeners: S8 redirects, S12 time and size, TLS.

use crate::support::*;
use claimsmith_runtime::profile::{Method, Profile, TokenRequest};
use claimsmith_runtime::{Client, ClientOptions, Endpoint, ResponseFault, SignInError, TransportFault};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A listener on loopback that keeps what it was sent and answers by a closure.
pub(crate) struct Server {
    pub(crate) origin: String,
    received: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (requests, count, answer) = (received.clone(), connections.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                let (requests, answer) = (requests.clone(), answer.clone());
                thread::spawn(move || serve(stream, &requests, answer.as_ref()));
            }
        });
        Self { origin, received, connections }
    }

    pub(crate) fn answering(head: impl Into<String>, body: impl Into<String>) -> Self {
        let (head, body) = (head.into(), body.into());
        Self::start(move |_, stream| respond(stream, &head, &body))
    }

    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().expect("no panic").clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

pub(crate) fn respond(stream: &mut TcpStream, head: &str, body: &str) {
    let text = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    drop(stream.write_all(text.as_bytes()));
}

fn serve(mut stream: TcpStream, requests: &Mutex<Vec<String>>, answer: &(impl Fn(&str, &mut TcpStream) + ?Sized)) {
    let Some(request) = read_request(&mut stream) else { return };
    requests.lock().expect("no panic").push(request.clone());
    answer(&request, &mut stream);
    drop(stream.shutdown(Shutdown::Both));
}

fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 => bytes.extend_from_slice(&buffer[..read]),
            _ => return None,
        }
    }
}

/// A client whose endpoints are all at an origin, with the built-in transport.
pub(crate) fn client_at(profile: Profile, origin: &str, options: ClientOptions) -> Client {
    let options = options.with_endpoint_base(origin).with_loopback_http(true);
    Client::new(profile, config(options)).expect("a client")
}

fn post(method: Method) -> Profile {
    Profile { token: TokenRequest { method, ..qq().token }, ..qq() }
}

fn token_fault(server: &Server, options: ClientOptions) -> SignInError {
    sign_in(&client_at(qq(), &server.origin, options)).map(drop).expect_err("a fault")
}

const QQ_TOKEN: &str = "access_token=AT&expires_in=1";
const QQ_ME: &str = "callback( {\"openid\":\"OPENID\"} );";

fn qq_server() -> Server {
    Server::start(|request, stream| {
        let body = if request.contains("/oauth2.0/me?") { QQ_ME } else { QQ_TOKEN };
        respond(stream, "200 OK\r\nContent-Type: text/html", body);
    })
}

#[test]
fn a_sign_in_over_loopback() {
    for method in [Method::Get, Method::Post] {
        let server = qq_server();
        let signed_in = sign_in(&client_at(post(method), &server.origin, options())).expect("signed in");
        assert_eq!(signed_in.subject().expect("a subject").id, "OPENID");
        let received = server.received();
        let token =
            if method == Method::Get { "GET /oauth2.0/token?client_id=" } else { "POST /oauth2.0/token HTTP/1.1" };
        assert!(received[0].starts_with(token), "{}", received[0]);
        assert!(received[1].starts_with("GET /oauth2.0/me?access_token=AT HTTP/1.1"));
        for request in received {
            let request = request.to_ascii_lowercase();
            assert!(request.contains("\r\nuser-agent: claimsmith/"), "{request}");
            assert!(request.contains("\r\naccept-encoding: identity\r\n") && !request.contains("gzip"));
            assert!(!request.contains("\r\nreferer:") && !request.contains("\r\ncookie:"));
        }
    }
}

#[test]
fn githubs_headers_arrive() {
    let server = Server::start(|request, stream| {
        let body = if request.contains("/user") { r#"{"id":583231}"# } else { "access_token=gho_x&token_type=bearer" };
        respond(stream, "200 OK", body);
    });
    sign_in(&client_at(github(), &server.origin, options())).expect("signed in");
    let claims = server.received().remove(1).to_ascii_lowercase();
    assert!(claims.starts_with("get /user http/1.1"), "{claims}");
    assert!(claims.contains("\r\nauthorization: bearer gho_x\r\n"));
    assert_eq!(claims.matches("user-agent:").count(), 1);
    assert!(claims.contains("\r\nuser-agent: cpim-basic/contoso/b2c_1a_signup\r\n"));
}

#[test]
fn s08_redirects_are_refused() {
    for status in [301, 302, 303, 307, 308] {
        for method in [Method::Get, Method::Post] {
            let second = Server::answering("200 OK", QQ_TOKEN);
            let target = format!("{status} Moved\r\nLocation: {}/elsewhere", second.origin);
            let first = Server::answering(target, "");
            let refused = sign_in(&client_at(post(method), &first.origin, options())).map(drop);
            let kind = TransportFault::Redirect;
            assert_eq!(refused, Err(SignInError::Transport { endpoint: Endpoint::Token, kind }), "{status}");
            let location = second.origin.clone();
            let claims = Server::start(move |request, stream| match request.contains("/oauth2.0/me?") {
                true => respond(stream, &format!("{status} Moved\r\nLocation: {location}/elsewhere"), ""),
                false => respond(stream, "200 OK", QQ_TOKEN),
            });
            let refused = sign_in(&client_at(post(method), &claims.origin, options())).map(drop);
            assert_eq!(refused, Err(SignInError::Transport { endpoint: Endpoint::Claims, kind }), "{status}");
            thread::sleep(Duration::from_millis(20));
            assert_eq!(second.connections(), 0, "{status}: the second listener sees no connection");
        }
    }
}

#[test]
fn s12_a_slow_drip_ends_in_time() {
    let server = Server::start(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
        for _ in 0..600 {
            if stream.write_all(b"a").is_err() {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
    });
    let began = Instant::now();
    let fault = token_fault(&server, options().with_timeout(Duration::from_millis(400)));
    assert_eq!(fault, SignInError::Transport { endpoint: Endpoint::Token, kind: TransportFault::Timeout });
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert!(fault.retryable());
}

#[test]
fn s12_an_endless_body_is_cut() {
    let written = Arc::new(AtomicUsize::new(0));
    let count = written.clone();
    let server = Server::start(move |_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        let chunk = [b"4000\r\n".as_slice(), &[b'a'; 0x4000], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() && count.fetch_add(0x4000, Ordering::SeqCst) < 1 << 30 {}
    });
    let fault = token_fault(&server, options());
    assert_eq!(fault, SignInError::Transport { endpoint: Endpoint::Token, kind: TransportFault::TooLarge });
    thread::sleep(Duration::from_millis(200));
    let written = written.load(Ordering::SeqCst);
    assert!(written < 64 << 20, "the connection is closed after the limit and what the sockets buffer: {written}");
}

#[test]
fn s12_a_huge_content_length_is_refused_at_once() {
    let server = Server::start(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n"));
        thread::sleep(Duration::from_secs(5));
    });
    let began = Instant::now();
    let fault = token_fault(&server, options());
    assert_eq!(fault, SignInError::Transport { endpoint: Endpoint::Token, kind: TransportFault::TooLarge });
    assert!(began.elapsed() < Duration::from_secs(4), "without waiting for the body");
}

#[test]
fn s12_each_answer_has_its_limit() {
    let body = |length: usize| format!("{QQ_TOKEN}&pad={}", "a".repeat(length - QQ_TOKEN.len() - 5));
    let sizes = |token: usize, me: usize| {
        let (token, me) = (body(token), format!("{QQ_ME}{}", " ".repeat(me - QQ_ME.len())));
        let server = Server::start(move |request, stream| {
            respond(stream, "200 OK", if request.contains("/oauth2.0/me?") { &me } else { &token });
        });
        sign_in(&client_at(qq(), &server.origin, options())).map(drop)
    };
    let too_large = |endpoint| Err(SignInError::Transport { endpoint, kind: TransportFault::TooLarge });
    assert_eq!(sizes(256 * 1024, 1024 * 1024), Ok(()));
    assert_eq!(sizes(256 * 1024 + 1, 100), too_large(Endpoint::Token));
    assert_eq!(sizes(100, 1024 * 1024 + 1), too_large(Endpoint::Claims));
}

#[test]
fn s12_compressed_answers_are_refused() {
    // The test crate switches reqwest's `gzip` feature on; a valid gzip body would be decompressed if the transport
    // did not switch it off again.
    const GZIP: [u8; 23] =
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c, 0x4a, 6, 0, 0xc2, 0x41, 0x24, 0x35, 3, 0, 0, 0];
    for coding in ["gzip", "x-gzip", "br", "deflate", "zstd", "identity, gzip"] {
        let server = Server::start(move |_, stream| {
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\n\r\n", GZIP.len());
            drop(stream.write_all(head.as_bytes()));
            drop(stream.write_all(&GZIP));
        });
        let fault = token_fault(&server, options());
        let reason = ResponseFault::ContentEncoding;
        assert_eq!(fault, SignInError::BadResponse { endpoint: Endpoint::Token, reason, path: None }, "{coding}");
    }
}

#[test]
fn connections_that_break_are_told_apart() {
    let transport = |kind| SignInError::Transport { endpoint: Endpoint::Token, kind };
    let closed = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", closed.local_addr().expect("an address"));
    drop(closed);
    let refused = sign_in(&client_at(qq(), &origin, options())).map(drop);
    assert_eq!(refused, Err(transport(TransportFault::Connect)));

    let garbage = Server::start(|_, stream| drop(stream.write_all(b"SSH-2.0-OpenSSH\r\n\r\n")));
    assert_eq!(token_fault(&garbage, options()), transport(TransportFault::Other));
    let silent = Server::start(|_, _| {});
    assert_eq!(token_fault(&silent, options()), transport(TransportFault::Other));

    // Plain text where TLS is expected.
    let plain_text = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("https://{}", plain_text.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in plain_text.incoming().flatten() {
            drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
        }
    });
    let refused = sign_in(&client_at(qq(), &origin, options())).map(drop);
    assert_eq!(refused, Err(transport(TransportFault::Tls)));
}
