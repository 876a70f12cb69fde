//! The handlers of start and callback.

use crate::callback::{Received, attempts_in, receive};
use crate::context::context_of;
use crate::endpoint::SignInEndpoint;
use crate::failure::SignInFailure;
use crate::flow_cookie::FlowCookies;
use crate::fragment_relay::{fragment_relay, is_unanswered};
use crate::host::ExpectedHost;
use crate::response::{protect, see_other};
use crate::sign_in::SignIn;
use axum::Router;
use axum::extract::{Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use claimsmith_runtime::{BeginOptions, Callback, LocalPath, SignInError, TypedPolicy};
use std::slice;
use std::sync::Arc;

pub(crate) fn router<P: TypedPolicy + 'static>(sign_in: SignIn<P>) -> Router {
    let sign_in = Arc::new(sign_in);
    let providers = sign_in.policy.providers();
    providers.iter().map(|provider| SignInEndpoint::new(&sign_in.policy, provider)).fold(
        Router::new(),
        |router, endpoint| {
            let (start_route, callback_route) = (endpoint.start_route.clone(), endpoint.callback_route.clone());
            let host = ExpectedHost::new(endpoint.host_name.clone());
            let start = Arc::new(Routes { sign_in: Arc::clone(&sign_in), endpoint, host });
            let callback = Arc::clone(&start);
            let callback = move |request: Request| Arc::clone(&callback).callback(request);
            let start = move |request: Request| Arc::clone(&start).start(request.into_parts().0);
            router.route(&start_route, get(start)).route(&callback_route, get(callback.clone()).post(callback))
        },
    )
}

/// The two routes of one provider.
struct Routes<P: TypedPolicy> {
    sign_in: Arc<SignIn<P>>,
    endpoint: SignInEndpoint,
    host: ExpectedHost,
}

impl<P: TypedPolicy + 'static> Routes<P> {
    async fn start(self: Arc<Self>, request: Parts) -> Response {
        self.host.look_at(&self.endpoint.profile_id, &request.uri, &request.headers);
        let mut options = BeginOptions::default();
        options.return_to = return_to(&request.uri);
        if self.endpoint.has_resolvers {
            let context = context_of(&request, self.endpoint.host_name.as_deref());
            options.context = (self.sign_in.context)(&request, context);
        }
        match self.sign_in.policy.begin(&self.endpoint.profile_id, options) {
            Ok(begin) => {
                tracing::debug!(target: "claimsmith", profile = self.endpoint.profile_id, "redirected to the provider");
                let mut response = see_other(&begin.url);
                append_all(
                    response.headers_mut(),
                    FlowCookies::of(&request.headers, self.endpoint.secure).keep(&begin.flow),
                );
                response
            }
            Err(error) => self.failed(error).await,
        }
    }

    async fn callback(self: Arc<Self>, request: Request) -> Response {
        let cookies = FlowCookies::of(request.headers(), self.endpoint.secure);
        let is_posted = request.method() == Method::POST;
        let query = request.uri().query().unwrap_or_default();
        if self.endpoint.answers_in_fragment && !is_posted && is_unanswered(query) {
            return fragment_relay();
        }
        let parameters = match receive(request, slice::from_ref(&cookies)).await {
            Ok(Received::Parameters(parameters)) => parameters,
            Ok(Received::WithoutCookies(page)) => return page,
            Err(error) => return self.failed(error).await,
        };
        let mut response = match self.finish(&parameters, &cookies).await {
            Ok(signed_in) => {
                tracing::info!(target: "claimsmith", profile = self.endpoint.profile_id, "signed in");
                (self.sign_in.on_signed_in)(signed_in).await
            }
            Err(error) => self.failed(error).await,
        };
        protect(response.headers_mut());
        if is_posted {
            forbid_posting_on(&mut response);
        }
        for attempt in attempts_in(&parameters) {
            append_all(response.headers_mut(), cookies.forget(&attempt));
        }
        response
    }

    async fn finish(&self, parameters: &[u8], cookies: &FlowCookies) -> Result<P::SignedIn, SignInError> {
        // Query and form have the same format.
        let callback = Callback::from_form(parameters)?;
        let flow = callback.attempt().and_then(|attempt| cookies.flow(attempt)).ok_or(SignInError::StateMismatch)?;
        match flow.profile_id() {
            "" => Err(SignInError::StateMismatch),
            // Another provider's answer at this provider's path: a mix-up (RFC 9700 section 4.4).
            other if other != self.endpoint.profile_id => Err(SignInError::IssuerMismatch),
            _ => self.sign_in.policy.finish_typed(callback, flow).await,
        }
    }

    async fn failed(&self, error: SignInError) -> Response {
        let profile = self.endpoint.profile_id.as_str();
        if error.is_user_fault() {
            tracing::info!(target: "claimsmith", profile, %error, "not signed in");
        } else {
            tracing::warn!(target: "claimsmith", profile, %error, "not signed in");
        }
        let failure = SignInFailure {
            profile_id: self.endpoint.profile_id.clone(),
            display_name: self.endpoint.display_name.clone(),
            error,
            retry_path: self.endpoint.public_start_path.clone(),
        };
        let mut response = (self.sign_in.on_error)(failure).await;
        protect(response.headers_mut());
        response
    }
}

/// The `return_to` of a query. Whoever made the link may have put anything there: what is no path of this origin, or
/// occurs twice, is as if it were not there.
fn return_to(uri: &Uri) -> Option<LocalPath> {
    let Query(parameters) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let mut values = parameters.iter().filter(|(name, _)| name == "return_to").map(|(_, value)| value);
    match (values.next(), values.next()) {
        (Some(value), None) => LocalPath::parse(value).ok(),
        _ => None,
    }
}

/// A redirect that keeps the method would take the form, and the code in it, to the next place (RFC 9700 section 4.12).
fn forbid_posting_on(response: &mut Response) {
    if matches!(response.status(), StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT) {
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
}

/// Adds headers without replacing those of the same name.
fn append_all(headers: &mut HeaderMap, more: HeaderMap) {
    for value in more.into_iter().map(|(_, value)| value) {
        headers.append(axum::http::header::SET_COOKIE, value);
    }
}
