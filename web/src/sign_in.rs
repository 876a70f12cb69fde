//! What an application says about its sign-in.

use crate::error_page;
use crate::failure::SignInFailure;
use crate::routes;
use axum::Router;
use axum::response::{IntoResponse, Response};
use claimsmith_runtime::{BoxFuture, TypedPolicy};
use std::fmt;
use std::sync::Arc;

/// An application's function, with everything but its argument forgotten.
pub(crate) type Handler<T> = Arc<dyn Fn(T) -> BoxFuture<'static, Response> + Send + Sync>;

/// The sign-in of an application: a policy, what happens when somebody signed in, and what happens when not.
pub struct SignIn<P: TypedPolicy> {
    pub(crate) policy: P,
    pub(crate) on_signed_in: Handler<P::SignedIn>,
    pub(crate) on_error: Handler<SignInFailure>,
}

/// The routes that sign users in with the providers of a policy.
///
/// `policy` is a generated `Policy`, or one provider of it. `on_signed_in` answers the browser after a sign-in: it begins
/// the application's session and redirects, to `return_to` when there is one. The answer stands at the callback's URL, so a
/// redirect is better than a page.
///
/// The router has no state: merge it after `with_state`. To put it below a path, nest it there and let
/// `CLAIMSMITH_PUBLIC_URL` end in the same path.
///
/// [`SignIn`] has more to choose from.
pub fn sign_in<P, F, A>(policy: P, on_signed_in: F) -> Router
where
    P: TypedPolicy + 'static,
    F: Fn(P::SignedIn) -> A + Send + Sync + 'static,
    A: Future<Output: IntoResponse> + Send + 'static,
{
    SignIn::new(policy, on_signed_in).into_router()
}

impl<P: TypedPolicy + 'static> SignIn<P> {
    /// A sign-in with the default error page. See [`sign_in`] for the arguments.
    pub fn new<F, A>(policy: P, on_signed_in: F) -> Self
    where
        F: Fn(P::SignedIn) -> A + Send + Sync + 'static,
        A: Future<Output: IntoResponse> + Send + 'static,
    {
        Self { policy, on_signed_in: handler(on_signed_in), on_error: handler(error_page::answer) }
    }

    /// Answers the browser when nobody signed in: the user declined, the callback is not in order, the provider failed.
    ///
    /// The default is a plain page with [`SignInError::public_message`](claimsmith_runtime::SignInError::public_message)
    /// and the status of [`SignInFailure::status`]. The error is logged before, whatever the function does.
    #[must_use]
    pub fn on_error<F, A>(mut self, on_error: F) -> Self
    where
        F: Fn(SignInFailure) -> A + Send + Sync + 'static,
        A: Future<Output: IntoResponse> + Send + 'static,
    {
        self.on_error = handler(on_error);
        self
    }

    /// The routes.
    ///
    /// A provider whose redirect URI does not end in the path of its callback route is logged as a warning: the
    /// provider would send the browser elsewhere.
    pub fn into_router(self) -> Router {
        routes::router(self)
    }
}

fn handler<T, F, A>(function: F) -> Handler<T>
where
    F: Fn(T) -> A + Send + Sync + 'static,
    A: Future<Output: IntoResponse> + Send + 'static,
{
    Arc::new(move |argument| {
        let answer = function(argument);
        Box::pin(async move { answer.await.into_response() })
    })
}

impl<P: TypedPolicy> fmt::Debug for SignIn<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let providers = self.policy.providers();
        let ids: Vec<_> = providers.iter().map(|provider| provider.id.as_ref()).collect();
        formatter.debug_struct("SignIn").field("providers", &ids).finish_non_exhaustive()
    }
}
