//! Listens on loopback for the one callback, and tells the browser that it may go.

use super::arrival::Arrived;
use super::request::{self, LONGEST, Progress, Request};
use crate::output::{self, Failure};
use claimsmith_runtime::Callback;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
/// The script of the routes for axum: what one page learns the other needs too.
const FRAGMENT_SCRIPT: &str = include_str!("../../../../web/src/fragment_relay.js");
/// SHA-256 of the script, as a Content-Security-Policy has it.
const FRAGMENT_SCRIPT_HASH: &str = "ThYCbuPWXUI0NCaZa8/NNyk8ewLdK/nasiPVQADIlxQ=";

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
    /// Whether the terminal has been told of a callback that is not this one. Once is enough: anybody can make them.
    refusal_told: AtomicBool,
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
        let expected = Arc::new(Expected {
            path: self.path,
            in_fragment: self.in_fragment,
            attempt: attempt.to_owned(),
            refusal_told: AtomicBool::new(false),
        });
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
    if matches!(verdict, Verdict::Refused(400 | 413)) && !expected.refusal_told.swap(true, Ordering::Relaxed) {
        output::message("a callback that does not belong to this sign-in was refused; still waiting\n");
    }
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
    // A form is what the page for the fragment sends: it is not answered with that page again.
    if expected.in_fragment
        && !request.is_form
        && !form_urlencoded::parse(&request.parameters).any(|(name, _)| answer(&name))
    {
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
        Verdict::InFragment => (200, "OK", "<noscript>This sign-in needs JavaScript.</noscript>"),
        Verdict::Refused(404) => (404, "Not Found", "There is nothing here."),
        Verdict::Refused(405) => (405, "Method Not Allowed", "Only GET and POST are answered."),
        Verdict::Refused(status) => {
            (*status, "Refused", "This is not the callback of the sign-in that the terminal waits for.")
        }
    };
    // Nothing of a request is in a page, so the only script and the only form there can be are the relay's.
    let (relay, allowed) = match verdict {
        Verdict::InFragment => (
            format!("\n<form method=\"post\"></form>\n<script>{FRAGMENT_SCRIPT}</script>"),
            format!("script-src 'sha256-{FRAGMENT_SCRIPT_HASH}'; form-action 'self'"),
        ),
        _ => (String::new(), "form-action 'none'".to_owned()),
    };
    let body = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>claimsmith sign-in</title>\n<p>{text}</p>{relay}</html>\n"
    );
    // The address of the page may hold the code: it goes neither into a cache nor into a referrer.
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'; {allowed}; base-uri 'none'; frame-ancestors 'none'\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::digest::{SHA256, digest};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    fn request(is_form: bool, parameters: &str) -> Request {
        Request { path: "/callback".to_owned(), is_form, parameters: parameters.as_bytes().to_vec() }
    }

    #[test]
    fn only_the_script_of_the_page_is_allowed() {
        let page = page(&Verdict::InFragment);
        let (_, rest) = page.split_once("<script>").expect("a script");
        let (script, _) = rest.split_once("</script>").expect("its end");
        assert_eq!(STANDARD.encode(digest(&SHA256, script.as_bytes())), FRAGMENT_SCRIPT_HASH);
        let policy = format!(
            "Content-Security-Policy: default-src 'none'; script-src 'sha256-{FRAGMENT_SCRIPT_HASH}'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
        );
        assert!(page.contains(&policy), "{page}");
    }

    #[test]
    fn what_the_fragment_page_sends_is_not_answered_with_it_again() {
        let expected = Expected {
            path: "/callback".to_owned(),
            in_fragment: true,
            refusal_told: AtomicBool::new(false),
            attempt: "aaaaaaaa".to_owned(),
        };
        assert!(matches!(judge(request(false, ""), &expected), Verdict::InFragment));
        assert!(matches!(judge(request(true, ""), &expected), Verdict::Refused(400)));
        assert!(matches!(judge(request(true, "a=b"), &expected), Verdict::Refused(400)));
        assert!(matches!(judge(request(true, "code=a&state=aaaaaaaaXYZ"), &expected), Verdict::Arrived(_)));
    }
}
