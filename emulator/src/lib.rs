//! Identity providers on loopback, faithful to what real ones send over the wire.
//!
//! For the tests of a sign-in client, and for trying one by hand without registering an application anywhere. An
//! [`Emulator`] knows one [`Application`] and a handful of invented users. It is strict where the provider is strict
//! (and, in places that each provider's file names, stricter), and it can be told to misbehave: see [`Fault`].
//! At every provider a request has one way to prove who the application is (RFC 6749 section 2.3), and the access token
//! in one place (RFC 6750 section 2); more is refused, also where the real provider might pick one.
//! It shares no code with the client that it judges.
//!
//! # A provider that is built in
//!
//! [`Provider`] lists them. All endpoints of one are on one origin, under their real paths.
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
//! // Here the client under test would make the URL, with its endpoints moved to `qq.origin()`.
//! let url = format!(
//!     "{}?response_type=code&client_id=101&state=s&redirect_uri=http://localhost:3000/callback",
//!     qq.url(Endpoint::Authorization).expect("every provider has one")
//! );
//! let callback = qq.authorize_as(&url, "xiaoming").await?;
//! assert!(callback.starts_with("http://localhost:3000/callback?code="));
//! assert_eq!(qq.requests_to(Endpoint::Token).len(), 0);
//! # Ok(())
//! # }
//! ```
//!
//! # A provider that a technical profile describes
//!
//! [`Emulator::for_profile`] plays the other side of any [`profile::Profile`], such as the constant of a generated client
//! or one that was compiled a moment ago: it insists on what the profile sends, and every output claim has a value
//! of its data type where the profile reads it. [`Quirks`] has one switch for each way in which providers differ.
//!
//! ```
//! use claimsmith_emulator::profile::{
//!     AuthorizationRequest, ClaimsRequest, OutputClaim, Profile, ResponseMode, TokenRequest, text,
//! };
//! use claimsmith_emulator::{Application, Decision, Emulator, Endpoint, Fault, Quirks, User};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Usually `contoso::QqOauth::PROFILE` of generated code.
//! let profile = Profile {
//!     id: text("Contoso-OAuth2"),
//!     authorization: AuthorizationRequest {
//!         endpoint: text("https://login.contoso.example/authorize"),
//!         response_mode: Some(ResponseMode::FormPost),
//!         ..AuthorizationRequest::EMPTY
//!     },
//!     token: TokenRequest { endpoint: text("https://login.contoso.example/token"), ..TokenRequest::EMPTY },
//!     claims: ClaimsRequest { endpoint: Some(text("https://api.contoso.example/me")), ..ClaimsRequest::EMPTY },
//!     outputs: vec![OutputClaim::string("displayName", "name")].into(),
//!     ..Profile::EMPTY
//! };
//! let application = Application::new("app", "secret").redirect_uri("https://localhost/callback");
//! let quirks = Quirks::new().without_token_type().callback_issuer().user(User::new("me").with("displayName", "Me"));
//! let contoso = Emulator::for_profile_with(&profile, application, quirks).await?;
//! contoso.order(Endpoint::Consent, Fault::duplicate("state"));
//!
//! let url = format!(
//!     "{}/authorize?response_type=code&response_mode=form_post&client_id=app&state=s&redirect_uri=https://localhost/callback",
//!     contoso.origin()
//! );
//! let callback = contoso.decide(&url, Decision::As("me")).await?;
//! let form = callback.form().expect("response_mode=form_post");
//! assert_eq!(form.matches("state=s").count(), 2);
//! assert_eq!(callback.parameter("iss"), Some(contoso.origin()));
//! # Ok(())
//! # }
//! ```
//!
//! # Switches
//!
//! | what differs | [`Quirks`] |
//! |---|---|
//! | token answer | [`without_token_type`](Quirks::without_token_type), [`token_type`](Quirks::token_type), [`without_expires_in`](Quirks::without_expires_in), [`access_token_lifetime`](Quirks::access_token_lifetime), [`token_member`](Quirks::token_member), [`without_token_member`](Quirks::without_token_member), [`token_answer`](Quirks::token_answer) |
//! | refresh tokens | [`without_refresh_token`](Quirks::without_refresh_token), [`lasting_refresh_token`](Quirks::lasting_refresh_token), [`refresh_token_for`](Quirks::refresh_token_for) |
//! | token request | [`ignore_redirect_uri`](Quirks::ignore_redirect_uri), [`public_client`](Quirks::public_client), [`tolerant`](Quirks::tolerant) |
//! | claims | [`numbers_as_text`](Quirks::numbers_as_text), [`id_as_number`](Quirks::id_as_number), [`claims_answer`](Quirks::claims_answer), [`user`](Quirks::user) |
//! | errors | [`error_in_200`](Quirks::error_in_200), [`success_code`](Quirks::success_code), [`content_type`](Quirks::content_type), [`denial`](Quirks::denial) |
//! | PKCE | [`strict_pkce`](Quirks::strict_pkce), [`refuse_pkce`](Quirks::refuse_pkce), [`ignore_pkce`](Quirks::ignore_pkce) |
//! | callback | [`callback_issuer`](Quirks::callback_issuer), [`issuer`](Quirks::issuer), [`response_mode`](Quirks::response_mode), [`callback_parameters_once`](Quirks::callback_parameters_once), [`default_scope`](Quirks::default_scope) |
//! | id_token | [`signing_algorithm`](Quirks::signing_algorithm), [`id_token_without_nonce`](Quirks::id_token_without_nonce), [`id_token_needs_openid`](Quirks::id_token_needs_openid) |
//! | revocation | [`revocation_without_authentication`](Quirks::revocation_without_authentication) |
//!
//! # Faults
//!
//! Ordered for one answer of one [`Endpoint`]: [`Emulator::order`].
//!
//! | what goes wrong | order |
//! |---|---|
//! | an error in the provider's words, any status | [`Fault::error`], [`Fault::status`] |
//! | 307 to another host | `Fault::Redirect { status: 307, location }` |
//! | slow: late, byte by byte, never done | [`Fault::Delay`], [`Fault::Drip`], `Fault::Endless { announced: None, pause }` |
//! | endless body, 10 GB announced | `Fault::Endless { announced: Some(10_000_000_000), pause: Duration::ZERO }` |
//! | compressed body that expands a thousandfold | [`Fault::GzipBomb`] |
//! | wrong content type or any other header | [`Fault::content_type`], [`Fault::Header`] |
//! | half an answer: whole response, or broken connection | [`Fault::Truncated`], [`Fault::Cut`] |
//! | hostile JSON | [`Fault::duplicate`], [`Fault::Nested`], [`Fault::NotUtf8`], [`Fault::number`], [`Fault::body`] |
//! | a member missing, added or replaced | [`Fault::without`], [`Fault::member`] |
//! | callback parameters twice, missing, replaced (mix-up, forged `state`) | the same at [`Endpoint::Consent`] |
//! | another user's token or claims | [`Fault::other_user`] |
//! | a claim or the header of the id_token, correctly signed | [`Fault::id_token_claim`], [`Fault::id_token_without`], [`Fault::IdTokenHeader`] |
//! | a wrong signature | [`Fault::Signature`] with a [`SignatureFault`] |
//! | rotated keys | [`Emulator::rotate_keys`] |
//! | key set or discovery document unreachable or wrong | any of these at [`Endpoint::Jwks`] and [`Endpoint::Discovery`] |
//! | expired codes, tokens and pages | [`Emulator::advance_clock`] |
//!
//! # Inside
//!
//! Data flow: `server` turns HTTP into an `Incoming` and a `Delivery` into HTTP; `engine` answers, reading
//! everything that differs between providers from a `wire::Wire`. A file in `providers` makes the `Wire`, the
//! users and the error answers of one provider, and `driven` makes one from a technical profile. No other file knows a
//! provider by name.
//!
//! - `emulator`: the running emulator, what tests hold
//! - `application`, `user`, `fault`, `callback`, `request`, `parameters`: what goes into it and comes out of it
//! - `wire`: what a provider looks like from outside, as data
//! - `providers`: the providers, one file each
//! - `driven`: the provider of a technical profile, and its switches
//! - `engine`: authorization, consent, tokens, claims, id_tokens, sign-out
//! - `keys`: the provider's keys and the application's, and tokens signed with them
//! - `reply`, `page`, `json`: answers and pages, before they are bytes
//! - `store`: the bounded table of codes and tokens
//! - `server`: HTTP

mod application;
mod callback;
mod driven;
mod emulator;
mod engine;
mod fault;
mod json;
mod keys;
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
pub use callback::Callback;
pub use driven::Quirks;
pub use emulator::{AuthorizeError, Decision, Emulator};
pub use fault::{Fault, SignatureFault};
pub use keys::ClientKey;
pub use parameters::Parameters;
pub use providers::{Defaults, Provider};
pub use request::{Endpoint, RecordedRequest};
pub use user::{Fact, User};
pub use wire::Refusal;

/// The types of a technical profile, for [`Emulator::for_profile`] and [`Quirks`].
pub use claimsmith_profile as profile;
