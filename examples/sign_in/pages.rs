//! The pages: no script, nothing from elsewhere, every text escaped.

use crate::session::Session;
use crate::user::{Claim, User};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use claimsmith::{ProviderInfo, sign_in_path};
use std::borrow::Cow;

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

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
    page("Sign in", "narrow", emulated, &main)
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

/// The page that says who signed in.
pub(crate) fn account(session: &Session, emulated: bool) -> Response {
    let user = &session.user;
    let main = format!(
        "<div class=\"who\"><span class=\"initial\" aria-hidden=\"true\">{initial}</span>\
         <div><p class=\"lead\">You are signed in as</p><h1>{name}</h1></div>\
         <form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"form_token\" value=\"{token}\">\
         <button>Sign out</button></form></div>\n\
         {subject}<h2>Claims</h2>\n<table>\n<thead><tr><th>Field</th><th>Type</th><th>Value</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n<h2>The same as JSON</h2>\n<pre>{json}</pre>",
        initial = escape(&initial(&user.name)),
        name = escape(&user.name),
        token = escape(&session.form_token),
        subject = subject(user),
        rows = user.claims.iter().map(row).collect::<String>(),
        json = escape(&user.json),
    );
    page("Your account", "wide", emulated, &main)
}

fn subject(user: &User) -> String {
    let Some(subject) = &user.subject else { return String::new() };
    format!(
        "<h2>Subject</h2>\n<dl><dt>Issuer</dt><dd><code>{issuer}</code></dd><dt>Id</dt><dd><code>{id}</code></dd></dl>\n\
         <p class=\"fine\">These two together are the key of an account: they never change. Names and e-mail addresses \
         do.</p>\n",
        issuer = escape(&subject.issuer),
        id = escape(&subject.id),
    )
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

fn page(title: &str, width: &str, emulated: bool, main: &str) -> Response {
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
    let headers = [(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")];
    (headers, Html(html)).into_response()
}

/// The style sheet of both pages.
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
