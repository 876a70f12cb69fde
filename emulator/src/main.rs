//! `claimsmith-emulator`: an identity provider on loopback, to try a sign-in by hand.

use claimsmith_emulator::{Application, Emulator, Provider, RecordedRequest};
use clap::Parser;
use clap::builder::PossibleValuesParser;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

/// An identity provider on loopback: invented users, no passwords, the real provider's wire format.
#[derive(Parser)]
#[command(name = "claimsmith-emulator", version)]
struct Arguments {
    /// The provider to emulate.
    #[arg(value_parser = PossibleValuesParser::new(Provider::ALL.iter().map(|provider| provider.name())))]
    provider: String,
    /// Address and port; loopback only. [default: 127.0.0.1 and a port of the provider]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The client id of your application. [default: an invented one]
    #[arg(long)]
    client_id: Option<String>,
    /// The client secret of your application; never a real one. [default: an invented one]
    #[arg(long)]
    client_secret: Option<String>,
    /// Where the browser may be sent back to; may be given several times. [default: a path on http://127.0.0.1:3000]
    #[arg(long, value_name = "URI")]
    redirect_uri: Vec<String>,
    /// A name that stands for the redirect URI, as eBay's RuName; requests have to send it in place of the URI.
    #[arg(long, value_name = "NAME")]
    redirect_uri_name: Option<String>,
    /// The name of your application on the consent page.
    #[arg(long, default_value = "Example application")]
    name: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("claimsmith-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> io::Result<()> {
    let provider = Provider::from_name(&arguments.provider)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "there is no such provider"))?;
    let defaults = provider.defaults();
    let listen = arguments.listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, defaults.port).into());
    let client_id = arguments.client_id.unwrap_or_else(|| defaults.client_id.to_owned());
    let secret_to_show = match &arguments.client_secret {
        Some(_) => "(as given)",
        None => defaults.client_secret,
    };
    let client_secret = arguments.client_secret.unwrap_or_else(|| defaults.client_secret.to_owned());
    let redirect_uris = match arguments.redirect_uri {
        given if given.is_empty() => vec![defaults.redirect_uri.to_owned()],
        given => given,
    };
    let mut application = redirect_uris
        .iter()
        .fold(Application::new(client_id.as_str(), client_secret).name(arguments.name), Application::redirect_uri);
    if let Some(name) = arguments.redirect_uri_name {
        application = application.redirect_uri_name(name);
    }

    let emulator = Emulator::start_at(provider, application, listen)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("cannot start at {listen}: {error}")))?;
    emulator.observe(report);
    println!("{} emulator at {}", provider.name(), emulator.origin());
    println!("  client id      {client_id}");
    if emulator.client_key().is_none() {
        println!("  client secret  {secret_to_show}");
    }
    for redirect_uri in &redirect_uris {
        println!("  redirect URI   {redirect_uri}");
    }
    if let Some(key) = emulator.client_key() {
        println!("  client key     (made for this run; it opens nothing else)\n{}", key.private_pem().trim_end());
    }
    println!("Ctrl-C stops it.");
    tokio::signal::ctrl_c().await
}

/// One line a request; no query, because it holds codes and secrets.
fn report(request: &RecordedRequest) {
    let reason = request.refusal().map(|refusal| format!("  refused: {refusal}")).unwrap_or_default();
    // Whoever reads the output may have gone; the emulator stays.
    let _ = writeln!(io::stdout(), "{:<4} {}  {}{reason}", request.method(), request.path(), request.status());
}
