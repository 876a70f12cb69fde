//! Identity providers on loopback, faithful to what QQ and GitHub send over the wire.
//!
//! For the tests of a sign-in client, and for trying one by hand without registering an application anywhere. An
//! [`Emulator`] knows one [`Application`] and a handful of invented users. It is strict where the provider is strict
//! (and, in places that each provider's file names, stricter), and it can be told to misbehave: see [`Fault`].
//! It shares no code with the client that it judges.
//!
//! ```
//! use claimsmith_emulator::{Application, Emulator, Endpoint, Fault, Provider};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let application = Application::new("101", "secret").redirect_uri("http://localhost:3000/callback");
//! let qq = Emulator::start(Provider::Qq, application).await?;
//! qq.order(Endpoint::Token, Fault::status(500));
//!
//! let url = format!(
//!     "{}/oauth2.0/authorize?response_type=code&client_id=101&state=s&redirect_uri=http://localhost:3000/callback",
//!     qq.origin()
//! );
//! let callback = qq.authorize_as(&url, "xiaoming").await?;
//! assert!(callback.starts_with("http://localhost:3000/callback?code="));
//! # Ok(())
//! # }
//! ```
//!
//! Data flow: `server` turns HTTP into an `Incoming` and a `Delivery` into HTTP; `engine` answers, reading
//! everything that differs between providers from a `wire::Wire`; a file in `providers` holds the `Wire`, the
//! users and the error answers of one provider. No other file knows a provider by name.
//!
//! - `emulator`: the running emulator, what tests hold
//! - `application`, `user`, `fault`, `request`, `parameters`: what goes into it and comes out of it
//! - `wire`: what a provider looks like from outside, as data
//! - `providers`: the providers, one file each
//! - `engine`: authorization, consent, token and claims
//! - `reply`, `page`: answers and pages, before they are bytes
//! - `store`: the bounded table of codes and tokens
//! - `server`: HTTP

mod application;
mod emulator;
mod engine;
mod fault;
mod page;
mod parameters;
mod providers;
mod reply;
mod request;
mod server;
mod store;
mod user;
mod wire;

pub use application::Application;
pub use emulator::{AuthorizeError, Emulator};
pub use fault::Fault;
pub use parameters::Parameters;
pub use providers::{Defaults, Provider};
pub use request::{Endpoint, RecordedRequest};
pub use user::{Fact, User};
pub use wire::Refusal;
