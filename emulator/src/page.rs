//! The pages and pictures that a browser sees. Nothing from elsewhere, no script but the one line that sends a
//! callback off; every text is escaped.

use crate::application::Application;
use crate::callback::Callback;
use crate::reply::{Content, Reply};
use crate::wire::{CONSENT_PATH, Refusal, Refused, Wire};
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::fmt::Write as _;

/// More scopes than this are counted, not shown.
const MOST_SCOPES: usize = 40;

/// Backgrounds of the initials; white text is readable on all of them.
const COLOURS: [&str; 4] = ["#b4235a", "#1f6f54", "#6a44b5", "#a24b12"];

/// Without form-action: it would also forbid the redirect from the form to the application.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

const STYLE: &str = include_str!("page.css");

/// The page on which the user chooses an account, or denies.
pub(crate) fn consent(
    wire: &Wire,
    application: &Application,
    redirect_uri: &str,
    scopes: &[String],
    ticket: &str,
) -> Reply {
    let name = escape(&application.name);
    let mut main = format!(
        "<h1>Sign in to <em>{name}</em> with {provider}</h1>\n\
         <dl><dt>Application</dt><dd><code>{client_id}</code></dd>\
         <dt>Returns to</dt><dd><code>{redirect_uri}</code></dd>\
         <dt>Asks for</dt><dd>{scopes}</dd></dl>\n\
         <form method=\"post\" action=\"{CONSENT_PATH}\">\n\
         <input type=\"hidden\" name=\"ticket\" value=\"{ticket}\">\n\
         <p class=\"ask\">Who are you?</p>\n<ul>\n",
        provider = escape(&wire.name),
        client_id = escape(&application.client_id),
        redirect_uri = escape(redirect_uri),
        scopes = scope_list(scopes),
        ticket = escape(ticket),
    );
    for (index, user) in wire.users.iter().enumerate() {
        let _ = writeln!(
            main,
            "<li><button class=\"user\" name=\"user\" value=\"{key}\">{picture}<span><b>{name}</b>\
             <small>{note}</small></span></button></li>",
            key = escape(user.key()),
            picture = picture(wire, index, 40),
            name = escape(user.name()),
            note = escape(user.note()),
        );
    }
    main.push_str("</ul>\n<button class=\"deny\" name=\"deny\" value=\"1\">Deny</button>\n</form>\n");
    html(200, wire, &format!("Sign in with {}", wire.name), &main)
}

/// The page that stands in place of the consent page when the request is not in order.
pub(crate) fn refused(wire: &Wire, refused: Refused, refusal: Refusal) -> Reply {
    let (status, code, description) = match refused {
        Refused::Named { status, code, description, .. } => (status, code, description),
        Refused::Text { status, text, .. } => (status, "", text),
    };
    let main = format!(
        "<h1>{description}</h1>\n<dl><dt>Error</dt><dd><code>{code}</code></dd>\
         <dt>Reason</dt><dd>{refusal}</dd></dl>\n\
         <p class=\"ask\">The browser is not sent back to the application: the mistake is in the request that the \
         application made, or in what the emulator was told about the application.</p>\n",
        description = escape(description),
        code = escape(code),
        refusal = escape(&refusal.to_string()),
    );
    html(status, wire, &format!("{}: request refused", wire.name), &main)
}

/// The page for a form that cannot be accepted.
pub(crate) fn invalid_decision(wire: &Wire, reason: &str) -> Reply {
    let main = format!("<h1>This does not work</h1>\n<p class=\"ask\">{}</p>\n", escape(reason));
    html(400, wire, &format!("{}: sign-in interrupted", wire.name), &main)
}

/// The page that makes the browser POST the callback (OAuth 2.0 Form Post Response Mode). It works without script, too.
pub(crate) fn form_post(wire: &Wire, callback: &Callback) -> Reply {
    const SUBMIT: &str = "document.forms[0].submit()";
    let mut main =
        format!("<h1>Back to the application</h1>\n<form method=\"post\" action=\"{}\">\n", escape(callback.url()));
    for (name, value) in callback.parameters() {
        let _ = writeln!(main, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value));
    }
    let _ = write!(main, "<button>Continue</button>\n</form>\n<script>{SUBMIT}</script>\n");
    let mut reply = html(200, wire, "Back to the application", &main);
    let hash = STANDARD.encode(digest(&SHA256, SUBMIT.as_bytes()));
    reply.set_header("content-security-policy", format!("{POLICY}; script-src 'sha256-{hash}'"));
    reply
}

/// The page after sign-out.
pub(crate) fn signed_out(wire: &Wire) -> Reply {
    html(200, wire, "Signed out", "<h1>You are signed out</h1>\n")
}

/// The picture of a user.
pub(crate) fn avatar(wire: &Wire, index: usize) -> Reply {
    let mut reply = Reply::new(200, "image/svg+xml", Content::Text(picture(wire, index, 100)));
    reply.set_header("content-security-policy", "default-src 'none'".to_owned());
    reply
}

fn scope_list(scopes: &[String]) -> String {
    if scopes.is_empty() {
        return "public information only".to_owned();
    }
    let mut list: Vec<_> =
        scopes.iter().take(MOST_SCOPES).map(|scope| format!("<code>{}</code>", escape(scope))).collect();
    if scopes.len() > MOST_SCOPES {
        list.push(format!("and {} more", scopes.len() - MOST_SCOPES));
    }
    list.join(" ")
}

/// The initial of a user on a coloured disc.
fn picture(wire: &Wire, index: usize, size: u16) -> String {
    let name = wire.users.get(index).map_or("", |user| user.name());
    let initial: String = name.chars().find(|character| character.is_alphanumeric()).into_iter().collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 40 40\" \
         aria-hidden=\"true\"><circle cx=\"20\" cy=\"20\" r=\"20\" fill=\"{colour}\"/><text x=\"20\" y=\"20\" \
         dy=\".36em\" text-anchor=\"middle\" font-family=\"system-ui, sans-serif\" font-size=\"19\" \
         fill=\"#fff\">{initial}</text></svg>",
        colour = COLOURS[index % COLOURS.len()],
        initial = escape(&initial.to_uppercase()),
    )
}

fn html(status: u16, wire: &Wire, title: &str, main: &str) -> Reply {
    let text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title} (emulator)</title>\n<style>:root {{ --brand: {colour}; }}\n{STYLE}</style>\n</head>\n<body>\n\
         <header><strong>{provider}</strong> <span>emulator</span></header>\n\
         <main>\n{main}</main>\n\
         <footer>This is not {provider}. It is Claimsmith's emulator on this machine; its users are invented, and no \
         password is asked for.</footer>\n</body>\n</html>\n",
        title = escape(title),
        colour = wire.colour,
        provider = escape(&wire.name),
    );
    let mut reply = Reply::new(status, "text/html; charset=utf-8", Content::Text(text));
    reply.set_header("cache-control", "no-store".to_owned());
    reply.set_header("referrer-policy", "no-referrer".to_owned());
    reply.set_header("content-security-policy", POLICY.to_owned());
    reply
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}
