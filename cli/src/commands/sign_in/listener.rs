//! Listens on loopback for the one callback, and tells the browser that it may go.

use super::arrival::Arrived;
use super::request::{self, LONGEST, Progress, Request};
use crate::output::Failure;
use claimsmith_runtime::Callback;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use url::form_urlencoded;

/// Most connections at once. Browsers open some that they never use.
const MOST_CONNECTIONS: usize = 32;
/// Longest time for a request, and for its answer.
const LONGEST_EXCHANGE: Duration = Duration::from_secs(10);
/// Asks for the same path again with the fragment as the query. `state=` stands for an empty fragment: it is refused,
/// where an empty query would bring this page once more.
const FRAGMENT_RELAY: &str = "<noscript>This sign-in needs JavaScript.</noscript><script>\
     location.replace(\"?\" + (location.hash.slice(1) || \"state=\"))</script>";

/// A listener for callbacks.
pub(super) struct Listener {
    listener: TcpListener,
    address: SocketAddr,
    path: String,
    in_fragment: bool,
}

/// Which callback is waited for.
struct Expected {
    path: String,
    /// Whether its parameters may stand in the fragment.
    in_fragment: bool,
    attempt: String,
}

impl Listener {
    /// Begins to listen for callbacks to this path. `in_fragment`: their parameters may stand in the fragment, which a
    /// browser keeps to itself until a page asks for it.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub(super) async fn bind(address: SocketAddr, path: &str, in_fragment: bool) -> Result<Self, Failure> {
        let failure = |error| {
            Failure::new(format!("cannot listen on {address}: {error}")).help("choose another port with --listen")
        };
        let listener = TcpListener::bind(address).await.map_err(failure)?;
        let address = listener.local_addr().map_err(failure)?;
        Ok(Self { listener, address, path: path.to_owned(), in_fragment })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests until one is the callback of this attempt, however long that takes.
    pub(super) async fn wait(self, attempt: &str) -> Option<Arrived> {
        let expected =
            Arc::new(Expected { path: self.path, in_fragment: self.in_fragment, attempt: attempt.to_owned() });
        let (sender, mut receiver) = mpsc::channel(1);
        let mut accepting = JoinSet::new();
        accepting.spawn(accept(self.listener, expected, sender));
        receiver.recv().await
    }
}

async fn accept(listener: TcpListener, expected: Arc<Expected>, sender: mpsc::Sender<Arrived>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut connections = JoinSet::new();
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, for example: others may close some.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (expected, sender) = (Arc::clone(&expected), sender.clone());
        connections.spawn(async move {
            if let Some(arrived) = serve(stream, &expected).await {
                let _ = sender.send(arrived).await;
            }
            drop(place);
        });
    }
}

/// Answers one request; the callback is handed on after the browser has its page, because the process may end then.
async fn serve(mut stream: TcpStream, expected: &Expected) -> Option<Arrived> {
    let request = tokio::time::timeout(LONGEST_EXCHANGE, receive(&mut stream)).await.ok()??;
    let verdict = request.map_or_else(Verdict::Refused, |request| judge(request, expected));
    let page = page(&verdict);
    let send = async {
        stream.write_all(page.as_bytes()).await?;
        stream.shutdown().await
    };
    let _ = tokio::time::timeout(LONGEST_EXCHANGE, send).await;
    if let Verdict::Arrived(arrived) = verdict { Some(arrived) } else { None }
}

/// Reads a request, or the status that refuses it; `None` when the other side went away.
async fn receive(stream: &mut TcpStream) -> Option<Result<Request, u16>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 2048];
    loop {
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        match request::read(&bytes) {
            Progress::Incomplete if bytes.len() > 2 * LONGEST => return Some(Err(413)),
            Progress::Incomplete => {}
            Progress::Refused(status) => return Some(Err(status)),
            Progress::Complete(request) => return Some(Ok(request)),
        }
    }
}

/// What a request is.
enum Verdict {
    /// The callback.
    Arrived(Arrived),
    /// Perhaps the callback, with its parameters in the fragment.
    InFragment,
    /// Anything else; the status of the answer.
    Refused(u16),
}

/// The attempt is the beginning of the state; all of the state is compared by the runtime.
fn judge(request: Request, expected: &Expected) -> Verdict {
    if request.path != expected.path {
        return Verdict::Refused(404);
    }
    let answer = |name: &str| matches!(name, "code" | "error" | "state");
    if expected.in_fragment && !form_urlencoded::parse(&request.parameters).any(|(name, _)| answer(&name)) {
        return Verdict::InFragment;
    }
    // Query and body are the same format, and the runtime reads both alike.
    match Callback::from_form(&request.parameters) {
        Ok(callback) if callback.attempt() == Some(&expected.attempt) => {
            Verdict::Arrived(Arrived { callback, parameters: request.parameters })
        }
        _ => Verdict::Refused(400),
    }
}

fn page(verdict: &Verdict) -> String {
    let (status, reason, text) = match verdict {
        Verdict::Arrived(_) => (200, "OK", "You can close this window. The terminal shows how the sign-in went."),
        Verdict::InFragment => (200, "OK", FRAGMENT_RELAY),
        Verdict::Refused(404) => (404, "Not Found", "There is nothing here."),
        Verdict::Refused(405) => (405, "Method Not Allowed", "Only GET and POST are answered."),
        Verdict::Refused(status) => {
            (*status, "Refused", "This is not the callback of the sign-in that the terminal waits for.")
        }
    };
    let body = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>claimsmith sign-in</title>\n<p>{text}</p></html>\n"
    );
    // Nothing of a request is in a page, so the only script there can be is the relay's.
    let scripts = if matches!(verdict, Verdict::InFragment) { "; script-src 'unsafe-inline'" } else { "" };
    // The address of the page holds the code: it goes neither into a cache nor into a referrer.
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'{scripts}\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}
