//! Where the callback arrives: at a listener on this machine, or pasted into standard input.

use super::listener::Listener;
use crate::arguments::SignIn;
use crate::output::{Failure, message};
use claimsmith_runtime::Callback;
use claimsmith_runtime::profile::ResponseMode;
use std::io::{self, BufRead, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use url::{Host, Url};

/// How long the callback is waited for: as long as the runtime accepts it.
const LONGEST_WAIT: Duration = Duration::from_secs(10 * 60);
/// Longest line that is read from standard input, in bytes: a callback and the address before it.
const LONGEST_LINE: u64 = 20 * 1024;

/// Where the callback arrives.
pub(super) enum Arrival {
    /// At a listener on loopback.
    Listener { listener: Listener, redirect_uri: String },
    /// The redirect URI is elsewhere; the address that the browser ended at is pasted.
    StandardInput { redirect_uri: String },
}

/// A callback of this sign-in.
pub(super) struct Arrived {
    /// For the runtime.
    pub(super) callback: Callback,
    /// As it was read: `a=b&c=d`.
    pub(super) parameters: Vec<u8>,
}

/// What came of waiting.
pub(super) enum Waited {
    /// A callback.
    Arrived(Arrived),
    /// None, and why.
    Nothing(&'static str),
}

impl Arrival {
    /// Begins to listen, if there is something to listen for. The response mode of the profile says whether the callback
    /// may stand in the fragment.
    ///
    /// # Errors
    /// When the redirect URI is no URL, or the address cannot be listened on.
    pub(super) async fn open(arguments: &SignIn, mode: Option<ResponseMode>) -> Result<Self, Failure> {
        let in_fragment = mode == Some(ResponseMode::Fragment);
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let Some(uri) = &arguments.redirect_uri else {
            let listener = Listener::bind(arguments.listen.unwrap_or(free), "/callback", in_fragment).await?;
            let redirect_uri = format!("http://{}/callback", listener.address());
            return Ok(Self::Listener { listener, redirect_uri });
        };
        let url = Url::parse(uri).map_err(|_| {
            Failure::new(format!("the redirect URI `{uri}` is no URL"))
                .help("for example http://127.0.0.1:8400/callback")
        })?;
        let redirect_uri = uri.clone();
        match own_address(&url) {
            Some(address) => {
                let listener = Listener::bind(arguments.listen.unwrap_or(address), url.path(), in_fragment).await?;
                Ok(Self::Listener { listener, redirect_uri })
            }
            None => Ok(Self::StandardInput { redirect_uri }),
        }
    }

    /// Where the provider sends the browser back to.
    pub(super) fn redirect_uri(&self) -> &str {
        match self {
            Self::Listener { redirect_uri, .. } | Self::StandardInput { redirect_uri } => redirect_uri,
        }
    }

    /// Waits for the callback of one attempt, [`SealedFlow::attempt`](claimsmith_runtime::SealedFlow::attempt). Callbacks
    /// of others are answered and passed over, so that a page which calls the listener at random ends nothing.
    ///
    /// # Errors
    /// When standard input cannot be read.
    pub(super) async fn wait(self, attempt: &str) -> Result<Waited, Failure> {
        match self {
            Self::Listener { listener, .. } => {
                let arrived = tokio::time::timeout(LONGEST_WAIT, listener.wait(attempt)).await;
                let late = "not signed in: no callback arrived within ten minutes";
                Ok(arrived.ok().flatten().map_or(Waited::Nothing(late), Waited::Arrived))
            }
            // Nothing else runs, so nothing waits for this.
            Self::StandardInput { .. } => read_pasted(&mut io::stdin().lock(), attempt),
        }
    }
}

/// The address of a redirect URI that can be listened on: plain http on loopback.
fn own_address(url: &Url) -> Option<SocketAddr> {
    let ip: IpAddr = match url.host()? {
        Host::Domain(name) if name.eq_ignore_ascii_case("localhost") => Ipv4Addr::LOCALHOST.into(),
        Host::Domain(_) => return None,
        Host::Ipv4(ip) => ip.into(),
        Host::Ipv6(ip) => ip.into(),
    };
    (url.scheme() == "http" && ip.is_loopback()).then_some(SocketAddr::new(ip, url.port_or_known_default()?))
}

/// Reads lines until one is the callback.
fn read_pasted(input: &mut impl BufRead, attempt: &str) -> Result<Waited, Failure> {
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| Failure::new(format!("cannot read standard input: {error}")))? == 0 {
            return Ok(Waited::Nothing("not signed in: standard input ended before the callback"));
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match parameters(line).into_iter().find_map(|parameters| of_attempt(parameters, attempt)) {
            Some(arrived) => return Ok(Waited::Arrived(arrived)),
            None => message("this is not the address that the browser ended at after this sign-in; paste that\n"),
        }
    }
}

fn of_attempt(parameters: &str, attempt: &str) -> Option<Arrived> {
    let callback = Callback::from_query(parameters).ok().filter(|callback| callback.attempt() == Some(attempt))?;
    Some(Arrived { callback, parameters: parameters.as_bytes().to_vec() })
}

/// Query and fragment of a pasted address; what stands before the query may be left out.
fn parameters(line: &str) -> [&str; 2] {
    let (line, fragment) = line.split_once('#').unwrap_or((line, ""));
    [line.split_once('?').map_or(line, |(_, query)| query), fragment]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_on_loopback_is_listened_for() {
        let address = |uri| own_address(&Url::parse(uri).expect("a URL")).map(|address| address.to_string());
        assert_eq!(address("http://127.0.0.1:8400/callback").as_deref(), Some("127.0.0.1:8400"));
        assert_eq!(address("http://localhost/callback").as_deref(), Some("127.0.0.1:80"));
        assert_eq!(address("http://[::1]:1/").as_deref(), Some("[::1]:1"));
        for elsewhere in ["https://localhost/", "http://192.0.2.1/", "https://www.example.com/", "app://127.0.0.1:1/"] {
            assert_eq!(address(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn an_address_is_pasted_with_or_without_its_host() {
        for line in ["https://a.example/b?c=d&e=f#g=h", "?c=d&e=f#g=h", "c=d&e=f#g=h"] {
            assert_eq!(parameters(line), ["c=d&e=f", "g=h"], "{line}");
        }
    }
}
