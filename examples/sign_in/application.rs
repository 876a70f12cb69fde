//! The routes of the application, and what happens when somebody signed in.

use crate::accounts::{Accounts, Refusal};
use crate::address::at_own_address;
use crate::contoso::SignedIn;
use crate::pages::{self, Notice};
use crate::providers::Providers;
use crate::session::Sessions;
use crate::user::User;
use axum::extract::{Form, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use claimsmith::{LocalPath, ProviderInfo, TypedPolicy};
use claimsmith_axum::sign_in;
use std::sync::Arc;

/// What every handler needs.
struct Application {
    offered: Vec<ProviderInfo>,
    /// Origins. Empty: the real providers.
    emulators: Vec<String>,
    accounts: Accounts,
    sessions: Sessions,
}

/// Somebody who came back from a provider.
#[derive(Clone)]
struct Arrival {
    user: Arc<User>,
    return_to: Option<LocalPath>,
}

/// The whole application.
pub(crate) fn router(providers: &Providers) -> Router {
    let application = Arc::new(Application {
        offered: providers.offered(),
        emulators: providers.emulators.iter().map(|emulator| emulator.origin().to_owned()).collect(),
        accounts: Accounts::default(),
        sessions: Sessions::new(providers.public_url.starts_with("https://")),
    });
    Router::new()
        .route("/", get(home))
        .route("/account", get(account))
        .route("/link-needed", get(async |application| notice(application, &pages::LINK_NEEDED)))
        .route("/not-linked", get(async |application| notice(application, &pages::NOT_LINKED)))
        .route("/linked-elsewhere", get(async |application| notice(application, &pages::LINKED_ELSEWHERE)))
        .route("/sign-out", post(sign_out))
        .route("/style.css", get(pages::style))
        .with_state(Arc::clone(&application))
        .merge(sign_in_routes(providers.qq.clone(), SignedIn::QqOauth, &application))
        .merge(sign_in_routes(providers.github.clone(), SignedIn::GitHubOauth2, &application))
        .layer(from_fn_with_state(Arc::from(providers.public_url.as_str()), at_own_address))
}

/// The routes of one provider, none if it is not offered. An application that always offers all of them hands the whole
/// `contoso::Policy` to `sign_in` and needs nothing of this.
fn sign_in_routes<P: TypedPolicy + 'static>(
    provider: Option<P>,
    variant: fn(P::SignedIn) -> SignedIn,
    application: &Arc<Application>,
) -> Router {
    let Some(provider) = provider else { return Router::new() };
    let emulators = application.emulators.clone();
    sign_in(provider, move |signed_in| {
        let signed_in = variant(signed_in);
        let return_to = signed_in.return_to().cloned();
        let user = User::new(&signed_in, &emulators);
        let arrival = user.map(|user| Extension(Arrival { user: Arc::new(user), return_to }));
        async move { arrival.ok_or(StatusCode::INTERNAL_SERVER_ERROR) }
    })
    .layer(from_fn_with_state(Arc::clone(application), arrive))
}

/// Somebody signed in. The function that `sign_in` takes is not shown the request, and with it the session of somebody who
/// links another provider: it leaves the user in the extensions of the response, and this answers.
async fn arrive(State(application): State<Arc<Application>>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let Some(Arrival { user, return_to }) = response.extensions_mut().remove() else { return response };
    let link_token = return_to.as_ref().and_then(|path| path.as_str().strip_prefix(pages::LINK));
    let mut answer = match link_token {
        Some(link_token) => application.link(&headers, link_token, &user),
        None => application.welcome(user, return_to.as_ref()),
    };
    // The flow cookie of this sign-in is cleared in them.
    for (name, value) in response.headers() {
        answer.headers_mut().append(name, value.clone());
    }
    answer
}

impl Application {
    /// Begins a session and goes where the user wanted to go.
    fn welcome(&self, user: Arc<User>, return_to: Option<&LocalPath>) -> Response {
        let account = match self.accounts.sign_in(&user.subject, &user.profile_id, user.email.as_ref()) {
            Ok(account) => account,
            Err(refusal) => return refused(refusal),
        };
        match self.sessions.begin(account, user) {
            Ok(cookie) => {
                let target = return_to.map_or("/account", LocalPath::as_str);
                ([(SET_COOKIE, cookie)], Redirect::to(target)).into_response()
            }
            Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        }
    }

    /// Adds the user to the account of the session that the link is of. The session stays what it was.
    fn link(&self, headers: &HeaderMap, link_token: &str, user: &User) -> Response {
        let Some(account) = self.sessions.linking(headers, link_token) else {
            return Redirect::to("/not-linked").into_response();
        };
        match self.accounts.link(account, &user.subject, &user.profile_id, user.email.as_ref()) {
            Ok(()) => Redirect::to("/account").into_response(),
            Err(refusal) => refused(refusal),
        }
    }
}

fn refused(refusal: Refusal) -> Response {
    match refusal {
        Refusal::LinkNeeded => Redirect::to("/link-needed").into_response(),
        Refusal::LinkedElsewhere => Redirect::to("/linked-elsewhere").into_response(),
        Refusal::Full => (StatusCode::SERVICE_UNAVAILABLE, "This example holds no more accounts.").into_response(),
    }
}

async fn home(State(application): State<Arc<Application>>, headers: HeaderMap) -> Response {
    match application.sessions.find(&headers) {
        Some(_) => Redirect::to("/account").into_response(),
        None => pages::sign_in(&application.offered, !application.emulators.is_empty()),
    }
}

async fn account(State(application): State<Arc<Application>>, headers: HeaderMap) -> Response {
    let Some(session) = application.sessions.find(&headers) else { return Redirect::to("/").into_response() };
    let users = application.accounts.users(session.account);
    pages::account(&session, &users, &application.offered, !application.emulators.is_empty())
}

async fn sign_out(
    State(application): State<Arc<Application>>,
    headers: HeaderMap,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    let token = form.iter().find(|(name, _)| name == "form_token").map_or("", |(_, value)| value);
    match application.sessions.end(&headers, token) {
        Some(cookie) => ([(SET_COOKIE, cookie)], Redirect::to("/")).into_response(),
        None => (StatusCode::FORBIDDEN, "This form does not belong to your session.").into_response(),
    }
}

fn notice(State(application): State<Arc<Application>>, notice: &Notice) -> Response {
    pages::notice(notice, !application.emulators.is_empty())
}
