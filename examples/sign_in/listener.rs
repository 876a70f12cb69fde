//! Where the example listens.

use std::error::Error;
use std::net::Ipv4Addr;
use tokio::net::TcpListener;

const DEFAULT_PORT: u16 = 3000;

/// Listens on loopback; a real deployment has a proxy with TLS before it. Without `PORT` a newcomer whose port 3000 is
/// taken gets a free one, while a proxy could not know about that.
pub(crate) async fn listen(any_port: bool) -> Result<TcpListener, Box<dyn Error>> {
    let (port, chosen) = match std::env::var("PORT") {
        Ok(port) => (port.parse().map_err(|_| "PORT is not a number from 0 to 65535")?, true),
        Err(_) => (DEFAULT_PORT, false),
    };
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Ok(listener) => Ok(listener),
        Err(_) if any_port && !chosen => Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?),
        Err(error) => Err(format!("cannot listen on port {port}: {error}; PORT chooses another one").into()),
    }
}
