//! A wire tap: what a client sends, byte for byte, on its way to a provider.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Listens on loopback, passes everything on to a provider and keeps what came from the client. Ends with the test's
/// executor.
pub(crate) struct Wire {
    /// `http://127.0.0.1:PORT`
    pub(crate) origin: String,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Wire {
    pub(crate) async fn to(provider: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(relay(client, provider, Arc::clone(&kept)));
            }
        });
        Self { origin, requests }
    }

    /// The requests that were sent so far, with an empty line between them. A sign-in sends one after the other, so nothing is
    /// mixed.
    pub(crate) fn sent(&self) -> String {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let text = |request: &Vec<u8>| String::from_utf8(request.clone()).expect("requests are text");
        let texts: Vec<String> = requests.iter().map(text).collect();
        texts.iter().map(|request| request.trim_end()).collect::<Vec<_>>().join("\n\n")
    }
}

async fn relay(client: TcpStream, provider: SocketAddr, requests: Arc<Mutex<Vec<Vec<u8>>>>) -> io::Result<()> {
    let provider = TcpStream::connect(provider).await?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_provider, mut to_provider) = provider.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_provider, &mut to_client).await });
    let mut buffer = [0; 4096];
    loop {
        let read = from_client.read(&mut buffer).await?;
        if read == 0 {
            break;
        }
        keep(&buffer[..read], &mut requests.lock().unwrap_or_else(PoisonError::into_inner));
        to_provider.write_all(&buffer[..read]).await?;
    }
    to_provider.shutdown().await?;
    back.await??;
    Ok(())
}

/// A request begins with its method; what does not is more of the request before it.
fn keep(part: &[u8], requests: &mut Vec<Vec<u8>>) {
    let begins = part.starts_with(b"GET ") || part.starts_with(b"POST ");
    match requests.last_mut().filter(|_| !begins) {
        Some(request) => request.extend_from_slice(part),
        None => requests.push(part.to_vec()),
    }
}
