//! S12: how much memory a hostile answer can make the runtime take, measured by counting every allocation of the process.
//!
//! One test a process, because the count is of the whole process: the cases run one after the other.

use claimsmith_runtime::profile::{
    AuthorizationRequest, ClaimSource, ClaimsRequest, DataType, FollowUpRequest, List, Method, OutputClaim,
    PathSegment, Profile, TemplateParameter, TemplatePart, TokenRequest, text,
};
use claimsmith_runtime::{
    BeginOptions, Callback, ClaimSet, Client, ClientConfig, ClientOptions, ResponseFault, SignInError, TransportFault,
};
use peak_alloc::PeakAlloc;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a sign-in may take at most beyond what was there before it: four times the largest answer that is read (1 MiB for
/// claims), which leaves room for buffers that double while they grow, and for the test's own server.
const MOST: usize = 4 * 1024 * 1024;

/// How a hostile endpoint answers after its head.
type Body = fn(&mut TcpStream);

/// One hostile answer, and the error that it has to be.
struct Case {
    name: &'static str,
    head: &'static str,
    body: Body,
    error: fn(&SignInError) -> bool,
}

fn endless(stream: &mut TcpStream) {
    let blanks = [b' '; 8192];
    while stream.write_all(format!("{:x}\r\n", blanks.len()).as_bytes()).is_ok() {
        if stream.write_all(&blanks).and_then(|()| stream.write_all(b"\r\n")).is_err() {
            return;
        }
    }
}

/// A gzip stream without end: thirteen bytes on the wire are two thousand zeros (RFC 1951 section 3.2.6: the fixed code,
/// one zero, then copies of 258 bytes from the byte before).
fn bomb(stream: &mut TcpStream) {
    const START: &str = "01000110000";
    const COPY: &str = "1100010100000";
    let bits = START.bytes().chain(COPY.bytes().cycle().take(COPY.len() * 80_000)).collect::<Vec<u8>>();
    let bytes = bits.chunks_exact(8).map(|bits| bits.iter().rev().fold(0, |byte, bit| byte << 1 | (bit - b'0')));
    let mut part = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    part.extend(bytes);
    let copies = part.split_off(part.len() - 13 * 8_000);
    loop {
        let sent = stream.write_all(format!("{:x}\r\n", part.len()).as_bytes()).and_then(|()| stream.write_all(&part));
        if sent.and_then(|()| stream.write_all(b"\r\n")).is_err() {
            return;
        }
        // Whole groups of eight copies begin and end on a byte, so they can follow one another.
        part.clone_from(&copies);
    }
}

fn silent(_: &mut TcpStream) {
    thread::sleep(Duration::from_secs(5));
}

fn serve(head: &'static str, body: Body, at_claims: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or_default();
            if at_claims && !request[..read].starts_with(b"GET /claims") {
                let token = "{\"access_token\":\"AT\"}";
                let answer =
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{token}", token.len());
                drop(stream.write_all(answer.as_bytes()));
                continue;
            }
            drop(stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes()));
            body(&mut stream);
        }
    });
    origin
}

fn client(origin: &str, profile: Profile) -> Client {
    let profile = Profile {
        id: text("Example"),
        authorization: AuthorizationRequest {
            endpoint: text("https://id.example.com/authorize"),
            ..AuthorizationRequest::EMPTY
        },
        token: TokenRequest { endpoint: text("https://id.example.com/token"), ..TokenRequest::EMPTY },
        claims: ClaimsRequest { endpoint: Some(text("https://id.example.com/claims")), ..ClaimsRequest::EMPTY },
        ..profile
    };
    let options = ClientOptions::default()
        .with_endpoint_base(origin)
        .with_loopback_http(true)
        .with_timeout(Duration::from_secs(2));
    let config = ClientConfig::new("client", "http://127.0.0.1:3000/callback").with_options(options);
    Client::new(profile, config).expect("a client")
}

fn sign_in(client: &Client) -> Result<(), SignInError> {
    let begin = client.begin((), BeginOptions::default()).expect("begun");
    let (_, state) = begin.url.split_once("state=").expect("a state");
    let state = state.split('&').next().unwrap_or_default();
    let callback = Callback::from_query(&format!("code=C&state={state}")).expect("a callback");
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("an executor");
    executor.block_on(client.finish::<ClaimSet>(callback, begin.flow)).map(drop)
}

/// The most memory that a sign-in took beyond what was there before it, in bytes.
fn measured(client: &Client) -> (Result<(), SignInError>, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let outcome = sign_in(client);
    (outcome, MEMORY.peak_usage().saturating_sub(before))
}

/// One hostile answer within the size limit, what reads it, and how the sign-in ends.
struct Small {
    name: &'static str,
    profile: Profile,
    token: String,
    claims: String,
    expected: fn(&Result<(), SignInError>) -> bool,
}

/// Serves each answer at its path, and an empty object everywhere else.
fn serve_answers(token: String, claims: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or_default();
            let body = match &request[..read] {
                request if request.starts_with(b"GET /claims") => claims.as_str(),
                request if request.starts_with(b"POST /token") => token.as_str(),
                _ => "{}",
            };
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())));
            // What is left of a long request is read, so that closing does not take the answer back.
            drop(stream.set_read_timeout(Some(Duration::from_millis(50))));
            while stream.read(&mut request).is_ok_and(|read| read > 0) {}
        }
    });
    origin
}

fn path(segments: Vec<PathSegment>) -> List<PathSegment> {
    segments.into()
}

fn output(segments: Vec<PathSegment>) -> OutputClaim {
    OutputClaim { source: ClaimSource::Path(path(segments)), ..OutputClaim::member("a", DataType::String, "a") }
}

/// A follow-up request with the claims answer's member `m` in three parameters.
fn follow_up() -> FollowUpRequest {
    let parameter = |name| TemplateParameter {
        name: text(name),
        value: vec![TemplatePart::ClaimsMember(path(vec![PathSegment::Member(text("m"))]))].into(),
    };
    FollowUpRequest {
        endpoint: text("https://id.example.com/more"),
        // The HTTP library takes no URL beyond 64 KiB.
        method: Method::Post,
        parameters: vec![parameter("a"), parameter("b"), parameter("c")].into(),
        ..FollowUpRequest::EMPTY
    }
}

/// Filled up to the size limit of a claims answer.
fn filled(start: &str, part: impl Fn(usize) -> String, end: &str) -> String {
    let mut body = start.to_owned();
    for number in 0.. {
        let part = part(number);
        if body.len() + part.len() + end.len() > 1024 * 1024 {
            break;
        }
        body += &part;
    }
    body + end
}

fn hostile_answers() -> Vec<Small> {
    let refused: fn(&Result<(), SignInError>) -> bool = |outcome| {
        let bounds = [ResponseFault::TooManyMembers, ResponseFault::TooLong];
        matches!(outcome, Err(SignInError::BadResponse { reason, .. }) if bounds.contains(reason))
    };
    let reported: fn(&Result<(), SignInError>) -> bool = |outcome| matches!(outcome, Err(SignInError::Provider { .. }));
    let member = || PathSegment::Member(text("a"));
    let find = || PathSegment::Find { member: text("k"), value: text("nope") };
    let token = r#"{"access_token":"aaaa"}"#.to_owned();
    let case = |name, profile, claims, expected| Small { name, profile, token: token.clone(), claims, expected };
    let by_index = Profile { outputs: vec![output(vec![member(), PathSegment::Index(0)])].into(), ..Profile::EMPTY };
    let by_member = Profile { outputs: vec![output(vec![member(), find()]); 30].into(), ..Profile::EMPTY };
    let again = Profile { follow_ups: vec![follow_up()].into(), ..Profile::EMPTY };
    let tokens = r#"{"error":"x","access_token":"aaaa","refresh_token":"aaaa","id_token":"aaaa","error_description":""#;
    let names = r#"{"a":{"#;
    vec![
        case("many members", Profile::EMPTY, filled("{", |it| format!("\"{it:x}\":1,"), "\"\":1}"), refused),
        case("many members below", Profile::EMPTY, filled(names, |it| format!("\"{it:x}\":1,"), "\"\":1}}"), refused),
        case("an array of numbers", by_index, filled("{\"a\":[", |_| "1,".to_owned(), "1]}"), refused),
        case("an array of objects", by_member.clone(), filled("{\"a\":[", |_| "{\"k\":1},".to_owned(), "1]}"), refused),
        case(
            "large objects",
            by_member,
            filled("{\"a\":[", |it| format!("{{\"k\":{it},\"b\":\"{}\"}},", "b".repeat(1000)), "1]}"),
            Result::is_ok,
        ),
        case("a long parameter", again.clone(), filled("{\"m\":\"", |_| "é".to_owned(), "\"}"), refused),
        case("the longest parameter", again, format!("{{\"m\":\"{}\"}}", "é".repeat(32 * 1024)), Result::is_ok),
        case("a description of secrets", Profile::EMPTY, filled(tokens, |_| "a".to_owned(), "\"}"), reported),
        case("secrets", Profile::EMPTY, format!("{tokens}{}\"}}", "a".repeat(64 * 1024)), reported),
        Small {
            name: "a long access token",
            profile: Profile::EMPTY,
            token: format!("{{\"access_token\":\"{}\"}}", "%".repeat(250 * 1024)),
            claims: "{\"error\":\"x\"}".to_owned(),
            expected: refused,
        },
        Small {
            name: "the longest access token",
            profile: Profile::EMPTY,
            token: format!("{{\"access_token\":\"{}\"}}", "%".repeat(64 * 1024)),
            claims: format!("{{\"error\":\"x\",\"error_description\":\"{}\"}}", "%".repeat(64 * 1024)),
            expected: |_| true,
        },
    ]
}

#[test]
fn s12_a_hostile_answer_takes_bounded_memory() {
    let too_large =
        |error: &SignInError| matches!(error, SignInError::Transport { kind: TransportFault::TooLarge, .. });
    let compressed =
        |error: &SignInError| matches!(error, SignInError::BadResponse { reason: ResponseFault::ContentEncoding, .. });
    let chunked = "Transfer-Encoding: chunked";
    let cases = [
        Case { name: "an endless body", head: chunked, body: endless, error: too_large },
        Case { name: "ten gigabytes", head: "Content-Length: 10737418240", body: silent, error: too_large },
        Case {
            name: "a bomb",
            head: "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
            body: bomb,
            error: compressed,
        },
    ];
    for Case { name, head, body, error: expected } in cases {
        for at_claims in [false, true] {
            let (outcome, taken) = measured(&client(&serve(head, body, at_claims), Profile::EMPTY));
            let error = outcome.expect_err(name);
            assert!(expected(&error), "{name}: {error:?}");
            assert!(taken <= MOST, "{name}: {taken} bytes");
        }
    }
    for Small { name, profile, token, claims, expected } in hostile_answers() {
        let (outcome, taken) = measured(&client(&serve_answers(token, claims), profile));
        assert!(expected(&outcome), "{name}: {outcome:?}");
        assert!(taken <= MOST, "{name}: {taken} bytes");
    }
}
