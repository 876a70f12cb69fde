//! What an application says about its sign-in.

use crate::error_page;
use crate::failure::SignInFailure;
use crate::routes;
use axum::Router;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use claimsmith_runtime::{BoxFuture, ResolverContext, TypedPolicy};
use std::fmt;
use std::sync::Arc;

/// An application's function, with everything but its argument forgotten.
pub(crate) type Handler<T> = Arc<dyn Fn(T) -> BoxFuture<'static, Response> + Send + Sync>;

/// An application's word on what a request says.
pub(crate) type ContextFunction = Arc<dyn Fn(&Parts, ResolverContext) -> ResolverContext + Send + Sync>;

/// The sign-in of an application: a policy, what happens when somebody signed in, and what happens when not.
pub struct SignIn<P: TypedPolicy> {
    pub(crate) policy: P,
    pub(crate) on_signed_in: Handler<P::SignedIn>,
    pub(crate) on_error: Handler<SignInFailure>,
    pub(crate) context: ContextFunction,
}

/// The routes that sign users in with the providers of a policy.
///
/// `policy` is a generated `Policy`, or one provider of it. `on_signed_in` answers the browser after a sign-in: it begins
/// the application's session and redirects, to `return_to` when there is one. The answer stands at the callback's URL, so a
/// redirect is better than a page; behind a callback that was posted, status 307 and 308 become 303.
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
        Self {
            policy,
            on_signed_in: handler(on_signed_in),
            on_error: handler(error_page::answer),
            context: Arc::new(|_, context| context),
        }
    }

    /// Says what the claim resolvers of the policy give, such as `{OIDC:LoginHint}` or `{Context:IPAddress}`.
    ///
    /// The function gets the request that begins a sign-in, and what was read from it already; what it returns is used. It
    /// is called only for a technical profile that has claim resolvers, and only what those ask for is used. Read already
    /// are:
    ///
    /// - the language, from the parameter `ui_locales`, else from `Accept-Language`;
    /// - the query, at most 16 parameters of 1,024 bytes together, without `return_to`: each under its name for
    ///   `{OAUTH-KV:…}`, and `login_hint`, `domain_hint`, `prompt` and the others of OpenID Connect for `{OIDC:…}`;
    /// - the host of the configured redirect URI.
    ///
    /// The user's address is not: which header holds it depends on the proxies in front. Layers of the router can leave it,
    /// and what is known of a user who is signed in already, in the extensions of the request:
    ///
    /// ```
    /// use axum::extract::ConnectInfo;
    /// use claimsmith_axum::SignIn;
    /// use claimsmith_runtime::TypedPolicy;
    /// use std::net::SocketAddr;
    ///
    /// fn routes<P: TypedPolicy + 'static>(policy: P) -> axum::Router {
    ///     SignIn::new(policy, async |_user| "Welcome.")
    ///         .context(|request, context| match request.extensions.get::<ConnectInfo<SocketAddr>>() {
    ///             Some(ConnectInfo(address)) => context.with_ip_address(address.ip()),
    ///             None => context,
    ///         })
    ///         .into_router()
    /// }
    /// ```
    ///
    /// Input claims cannot be given in the query: a policy that wants a parameter of the request names it in a claim
    /// resolver.
    #[must_use]
    pub fn context<F>(mut self, context: F) -> Self
    where
        F: Fn(&Parts, ResolverContext) -> ResolverContext + Send + Sync + 'static,
    {
        self.context = Arc::new(context);
        self
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
