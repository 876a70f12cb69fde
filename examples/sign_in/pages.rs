//! The pages: no script, nothing from elsewhere but the user's picture, every text escaped.

use crate::picture::Picture;
use crate::session::Session;
use crate::user::{Claim, User, provider_name};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use claimsmith::{ProviderInfo, SubjectKey, sign_in_path};
use std::borrow::Cow;

/// A neutral mark for a provider: trademarks are used under the terms of their owners.
const BUBBLE: &str = "<path d=\"M12 4c-5 0-9 3.1-9 7 0 2.2 1.3 4.2 3.3 5.4L5.6 20l4-2.2c.8.1 1.6.2 2.4.2 5 0 9-3.1 9-7s-4-7-9-7z\"/>\
     <path d=\"M8.2 11h.01M12 11h.01M15.8 11h.01\"/>";
const BRANCH: &str = "<circle cx=\"7\" cy=\"5.5\" r=\"2.2\"/><circle cx=\"7\" cy=\"18.5\" r=\"2.2\"/><circle cx=\"17\" cy=\"8\" \
     r=\"2.2\"/><path d=\"M7 7.7v8.6M17 10.2c0 4-4.5 3.8-8.2 5.6\"/>";
const KEY: &str = "<circle cx=\"8\" cy=\"15\" r=\"4\"/><path d=\"M11 12l8.5-8.5M16 7l3 3\"/>";

/// The page with a button for every provider.
pub(crate) fn sign_in(offered: &[ProviderInfo], emulated: bool) -> Response {
    let buttons: String = offered.iter().map(button).collect();
    let main = format!(
        "<h1>Sign in to Contoso</h1>\n<p class=\"lead\">Choose an account that you already have.</p>\n\
         <ul class=\"providers\">\n{buttons}</ul>\n\
         <p class=\"fine\">Contoso never sees the password you use there.</p>"
    );
    page("Sign in", "narrow", None, emulated, &main)
}

fn button(provider: &ProviderInfo) -> String {
    let (kind, mark) = match provider.id.as_ref() {
        "QQ-OAUTH" => ("qq", BUBBLE),
        "GitHub-OAUTH2" => ("github", BRANCH),
        _ => ("other", KEY),
    };
    format!(
        "<li><a class=\"provider {kind}\" href=\"{href}\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">{mark}</svg>\
         <span>Continue with {name}</span></a></li>\n",
        href = escape(&sign_in_path(&provider.id)),
        name = escape(&provider.display_name),
    )
}

/// The page that says who signed in. `users`: of which providers the account has users.
pub(crate) fn account(
    session: &Session,
    users: &[(SubjectKey, String)],
    offered: &[ProviderInfo],
    emulated: bool,
) -> Response {
    let user = &session.user;
    let picture = user.picture.as_ref();
    let main = format!(
        "<div class=\"who\">{face}<div><h1>{greeting}</h1><p class=\"lead\">You are signed in with {provider}.</p></div>\
         <form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"form_token\" value=\"{token}\">\
         <button>Sign out</button></form></div>\n\
         <h2>This account</h2>\n<table>\n<thead><tr><th>Issuer</th><th>Provider</th><th>Id</th></tr></thead>\n\
         <tbody>\n{users}</tbody>\n</table>\n\
         <p class=\"fine\">Issuer and id together are the key: they never change. Names and e-mail addresses do.</p>\n\
         {link}<h2>Claims</h2>\n<table>\n<thead><tr><th>Field</th><th>Type</th><th>Value</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n<h2>The same as JSON</h2>\n<pre>{json}</pre>",
        face = face(user),
        greeting = user.name.as_deref().map_or("Welcome".into(), |name| format!("Welcome, {}", escape(name))),
        provider = escape(provider_name(&user.profile_id)),
        token = escape(&session.form_token),
        users = users.iter().map(linked_user).collect::<String>(),
        link = link(session, users, offered),
        rows = user.claims.iter().map(row).collect::<String>(),
        json = escape(&user.json),
    );
    page("Your account", "wide", picture, emulated, &main)
}

/// The picture, else the first letter of the name. The picture's server learns that somebody looks, but not at what.
fn face(user: &User) -> String {
    match &user.picture {
        Some(picture) => {
            format!("<img class=\"face\" src=\"{}\" alt=\"\" referrerpolicy=\"no-referrer\">", escape(&picture.url))
        }
        None => {
            let initial = initial(user.name.as_deref().unwrap_or_default());
            format!("<span class=\"face\" aria-hidden=\"true\">{}</span>", escape(&initial))
        }
    }
}

fn linked_user((subject, profile_id): &(SubjectKey, String)) -> String {
    format!(
        "<tr><td><code>{issuer}</code></td><td>{provider}</td><td><code>{id}</code></td></tr>\n",
        provider = escape(provider_name(profile_id)),
        issuer = escape(&subject.issuer),
        id = escape(&subject.id),
    )
}

/// Where a sign-in that links a provider returns to, with the session's link token behind it.
pub(crate) const LINK: &str = "/link/";

/// Buttons for the providers that the account has no user of. Links, not forms: the policy of the page keeps forms on this
/// origin, and browsers hold redirects to that as well.
fn link(session: &Session, users: &[(SubjectKey, String)], offered: &[ProviderInfo]) -> String {
    let buttons: String = offered
        .iter()
        .filter(|provider| users.iter().all(|(_, profile_id)| *profile_id != provider.id))
        .map(|provider| {
            let href = format!("{}?return_to={LINK}{}", sign_in_path(&provider.id), session.link_token);
            format!("<a class=\"button\" href=\"{}\">Link {}</a>", escape(&href), escape(&provider.display_name))
        })
        .collect();
    if buttons.is_empty() {
        return String::new();
    }
    format!(
        "<h2>Link another provider</h2>\n<p class=\"link\">{buttons}</p>\n\
         <p class=\"fine\">You sign in there once, and both lead to this account from then on.</p>\n"
    )
}

/// A page that says why something did not happen.
pub(crate) struct Notice {
    title: &'static str,
    text: &'static str,
}

/// No account for a new user, because the address has one.
pub(crate) const LINK_NEEDED: Notice = Notice {
    title: "This address belongs to another account",
    text: "There is an account here with the e-mail address that your provider gave. Sign in to that one first, with the \
           provider you used then. There you can link this provider, if both are yours.",
};

/// Nobody asked for a link.
pub(crate) const NOT_LINKED: Notice = Notice {
    title: "Nothing was linked",
    text: "A provider is linked only to the account of somebody who is signed in and asks for it there. If that was you, \
           sign in and try again.",
};

/// No link, because the user of the provider has an account.
pub(crate) const LINKED_ELSEWHERE: Notice = Notice {
    title: "Nothing was linked",
    text: "What you signed in with belongs to another account here. It stays where it is.",
};

/// The page of a notice.
pub(crate) fn notice(notice: &Notice, emulated: bool) -> Response {
    let main = format!(
        "<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<p class=\"fine\"><a class=\"button\" href=\"/\">Continue</a></p>",
        notice.title, notice.text
    );
    page(notice.title, "narrow", None, emulated, &main)
}

fn row(claim: &Claim) -> String {
    let value = claim.value.as_deref().map_or(Cow::Borrowed("<i>not given</i>"), escape);
    format!(
        "<tr><td><code>{field}</code></td><td><code class=\"type\">{rust_type}</code></td><td>{value}</td></tr>\n",
        field = escape(claim.field),
        rust_type = escape(claim.rust_type),
    )
}

fn initial(name: &str) -> String {
    let first = name.chars().find(|character| character.is_alphanumeric());
    first.map_or_else(String::new, |character| character.to_uppercase().collect())
}

fn page(title: &str, width: &str, picture: Option<&Picture>, emulated: bool, main: &str) -> Response {
    let notice = if emulated {
        "<aside><b>Emulated.</b> QQ and GitHub run inside this example. Their users are invented, no password is asked \
         for, and nothing leaves this machine.</aside>\n"
    } else {
        ""
    };
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} – Contoso</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n\
         <body class=\"{width}\">\n<header><svg viewBox=\"0 0 32 32\" aria-hidden=\"true\">\
         <path d=\"M16 3l11 6.5v13L16 29 5 22.5v-13z\"/><path d=\"M11 16.5l3.6 3.6 6.6-7.4\"/></svg>Contoso</header>\n\
         <main>\n{main}\n</main>\n{notice}</body>\n</html>\n"
    );
    let images = picture.map_or("data:".into(), |picture| format!("data: {}", picture.origin));
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src {images}; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    ([(CONTENT_SECURITY_POLICY, policy), (CACHE_CONTROL, "no-store".to_owned())], Html(html)).into_response()
}

/// The style sheet of all pages.
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css"))
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Cow::Owned(escaped.replace('"', "&quot;").replace('\'', "&#39;"))
}
