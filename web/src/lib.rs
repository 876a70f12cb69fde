//! Sign-in routes for axum on a compiled policy.
//!
//! ```no_run
//! # mod example {
//! #     claimsmith::include_policy!("../policies/SignUpOrSignIn.xml");
//! # }
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let policy = example::Policy::from_env()?;
//! let sign_in = claimsmith_axum::sign_in(policy, async |user: example::SignedIn| match user.subject() {
//!     Some(subject) => format!("You are {subject}."),
//!     None => "The policy does not say which claim identifies a user.".to_owned(),
//! });
//! let app: axum::Router = axum::Router::new().merge(sign_in);
//! # drop(app);
//! # Ok(())
//! # }
//! ```
//!
//! For every provider of the policy there are two routes, at the paths that a provider's redirect URI is made of:
//!
//! - `GET /signin/{profile id in lower case}` begins a sign-in: a link on a page is all that is needed. With
//!   `?return_to=/path` the path comes back as `return_to` of the result; anything but a path of this origin is ignored. Other
//!   parameters are read only where the policy asks for them with a claim resolver ([`SignIn::context`]).
//! - `GET` and `POST /signin/{profile id in lower case}/callback` end it: with your function when somebody signed in, else
//!   with an error page (yours, through [`SignIn::on_error`]). A form that the provider's page
//!   posts (`response_mode=form_post`) comes without the flow cookie, and a fragment (`response_mode=fragment`) does not
//!   come at all: both are answered first with a page that posts them from the application's own origin ([`Callback`],
//!   [`fragment_relay`]), so that codes, id_tokens and names of users stand in no URL of the application.
//!
//! Data flow: start → `Policy::begin` → 303 to the provider, with a flow cookie → the provider → callback →
//! [`Callback`] and the cookie → `TypedPolicy::finish_typed` → your function. Between start and callback nothing is kept
//! in the process: any instance with the same flow keys can end what another began.
//!
//! What is held for every answer, whatever your function returns: the flow cookie of the attempt is cleared on every
//! outcome; `Referrer-Policy: no-referrer` and `Cache-Control: no-store`, because the URL of a callback may hold a code; a
//! redirect after a form is followed with GET, so that nobody else is posted the form; whether cookies are `Secure` and
//! which redirect URI is sent depends on the configuration, never on `Host` or a forwarding header. A sign-in that is begun
//! at another host than that of the redirect URI cannot end, because its cookie stays there: the log says so, once.
//!
//! - `sign_in`: [`SignIn`], the builder, and [`sign_in`], its short form
//! - `routes`: the handlers
//! - `endpoint`: where the routes of one provider are
//! - `host`: whether the browser came by the host that it will be sent back to
//! - `flow_cookie`: the cookie that keeps a flow
//! - `context`: what the claim resolvers of a policy are told of a request
//! - `callback`: the extractor of what the provider sent back
//! - `fragment_relay`: the page for callbacks of `response_mode=fragment`
//! - `form_relay`: the page for forms that another site posted
//! - `relay_page`: what these two have in common
//! - `failure`, `error_page`: sign-ins that do not succeed
//! - `response`, `html`: redirects and headers, text in pages

mod callback;
mod context;
mod endpoint;
mod error_page;
mod failure;
mod flow_cookie;
mod form_relay;
mod fragment_relay;
mod host;
mod html;
mod relay_page;
mod response;
mod routes;
mod sign_in;

pub use callback::{Callback, CallbackRejection};
pub use failure::SignInFailure;
pub use flow_cookie::FlowCookies;
pub use fragment_relay::fragment_relay;
pub use sign_in::{SignIn, sign_in};
