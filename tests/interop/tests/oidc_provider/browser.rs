//! The user's browser at the provider: follows redirects, keeps cookies, fills in and sends off the provider's pages.

use claimsmith_runtime::{Callback, SignInError};
use cookie::Cookie;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;
use url::form_urlencoded::Serializer;

/// Most pages and redirects of one sign-in: login and consent take eight.
const MOST_STEPS: usize = 16;
/// Longest wait for one page.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
const FORM: &str = "application/x-www-form-urlencoded";

/// What the user does at the provider.
#[derive(Debug, Clone, Copy)]
pub(crate) enum User<'a> {
    /// Signs in with this account and agrees to everything.
    Agrees(&'a str),
    /// Signs in with the account that the provider suggests and agrees to everything.
    AgreesAsSuggested,
    /// Signs in with this account and agrees to nothing.
    Refuses(&'a str),
}

/// How the browser comes back to the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// GET with the parameters in the query.
    Query,
    /// GET with the parameters behind `#`, which a page of the application posts to it.
    Fragment,
    /// POST of a form.
    Form,
}

/// The browser back at the redirect URI.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    pub(crate) way: Way,
    /// The redirect URI.
    pub(crate) address: String,
    /// In the order that they came in.
    pub(crate) parameters: Vec<(String, String)>,
}

impl Arrival {
    /// The value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The same with another value for a parameter.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        let mut arrival = self.without(name);
        arrival.parameters.push((name.to_owned(), value.to_owned()));
        arrival
    }

    /// The same without a parameter.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.parameters.retain(|(other, _)| other != name);
        self
    }

    /// What the application reads.
    pub(crate) fn callback(&self) -> Result<Callback, SignInError> {
        let encoded = encode(&self.parameters);
        match self.way {
            Way::Query => Callback::from_query(&encoded),
            Way::Fragment | Way::Form => Callback::from_form(encoded.as_bytes()),
        }
    }
}

/// A browser with a cookie jar of its own.
pub(crate) struct Browser {
    http: reqwest::Client,
    /// By name and path.
    cookies: BTreeMap<(String, String), String>,
    /// What the provider has asked the user during the last visit: `login`, `consent`, `sign-out`.
    pub(crate) asked: Vec<String>,
}

/// A page of the provider, or where it sends the browser.
enum Step {
    Redirect(Url),
    Page { url: Url, status: u16, html: String },
}

impl Browser {
    pub(crate) fn new() -> Self {
        Self { http: http(), cookies: BTreeMap::new(), asked: Vec::new() }
    }

    /// Goes to the provider and comes back to the redirect URI that the authorization URL names.
    pub(crate) async fn visit(&mut self, authorization_url: &str, user: User<'_>) -> Arrival {
        let start = Url::parse(authorization_url).expect("a URL");
        let redirect_uri = start.query_pairs().find(|(name, _)| name == "redirect_uri").expect("a redirect URI").1;
        let redirect_uri = redirect_uri.into_owned();
        self.go(start, &redirect_uri, user).await
    }

    /// Goes to the provider, agrees to sign out there, and comes back to this URI.
    pub(crate) async fn sign_out(&mut self, sign_out_url: &str, uri: &str) -> Arrival {
        self.go(Url::parse(sign_out_url).expect("a URL"), uri, User::Agrees("")).await
    }

    async fn go(&mut self, start: Url, destination: &str, user: User<'_>) -> Arrival {
        self.asked.clear();
        let mut step = Step::Redirect(start);
        for _ in 0..MOST_STEPS {
            step = match step {
                Step::Redirect(url) if is_at(&url, destination) => return arrival_in_url(&url),
                Step::Redirect(url) => self.get(url).await,
                Step::Page { url, status, html } => {
                    let form = Form::read(&html).unwrap_or_else(|| panic!("HTTP {status} without a form: {html}"));
                    if form.action == destination {
                        return Arrival { way: Way::Form, address: form.action, parameters: form.fields };
                    }
                    assert_eq!(status, 200, "{html}");
                    self.answer(&url, form, user).await
                }
            };
        }
        panic!("more than {MOST_STEPS} pages and redirects");
    }

    /// Sends a page off as the user wants it.
    async fn answer(&mut self, page: &Url, form: Form, user: User<'_>) -> Step {
        let action = page.join(&form.action).expect("the address of a form");
        let mut fields = form.fields;
        let question =
            fields.iter().find(|(name, _)| name == "prompt").map_or("sign-out", |(_, value)| value).to_owned();
        match (question.as_str(), user) {
            ("login", _) => {
                let account = match user {
                    User::Agrees(account) | User::Refuses(account) => account.to_owned(),
                    User::AgreesAsSuggested => form.suggested.expect("the provider suggests an account"),
                };
                fields.extend([("login".into(), account), ("password".into(), "anything".into())]);
            }
            ("sign-out", _) => fields.push(("logout".into(), "yes".into())),
            (_, User::Agrees(_) | User::AgreesAsSuggested) => {}
            (_, User::Refuses(_)) => {
                let abort = format!("{}/abort", page.path());
                return self.get(page.join(&abort).expect("an address")).await;
            }
        }
        self.asked.push(question);
        let request = self.http.post(action.clone()).header(CONTENT_TYPE, FORM).body(encode(&fields));
        self.send(request, action).await
    }

    /// Opens an address.
    async fn get(&mut self, url: Url) -> Step {
        self.send(self.http.get(url.clone()), url).await
    }

    async fn send(&mut self, request: reqwest::RequestBuilder, url: Url) -> Step {
        let cookies = self.cookies.iter().filter(|((_, path), _)| is_below(url.path(), path));
        let cookies: Vec<String> = cookies.map(|((name, _), value)| format!("{name}={value}")).collect();
        let request = if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) };
        let response = request.send().await.expect("the provider answers");
        for header in response.headers().get_all(SET_COOKIE) {
            self.keep(header.to_str().expect("a cookie is text"));
        }
        let status = response.status();
        if status.is_redirection() {
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            return Step::Redirect(url.join(location.expect("a redirect has an address")).expect("a URL"));
        }
        Step::Page { url, status: status.as_u16(), html: response.text().await.expect("a page is text") }
    }

    fn keep(&mut self, header: &str) {
        let cookie = Cookie::parse(header.to_owned()).expect("a cookie");
        let key = (cookie.name().to_owned(), cookie.path().unwrap_or("/").to_owned());
        // The provider removes a cookie by an empty one that expired in 1970.
        if cookie.value().is_empty() {
            self.cookies.remove(&key);
        } else {
            self.cookies.insert(key, cookie.value().to_owned());
        }
    }
}

/// HTTP without anything of its own accord: no redirects, no proxies, and an end to waiting.
pub(crate) fn http() -> reqwest::Client {
    let builder = reqwest::Client::builder().redirect(Policy::none()).no_proxy().timeout(LONGEST_WAIT);
    builder.build().expect("an HTTP client")
}

/// The one form of a page.
struct Form {
    action: String,
    /// Its hidden fields.
    fields: Vec<(String, String)>,
    /// The account that is filled in already.
    suggested: Option<String>,
}

impl Form {
    fn read(html: &str) -> Option<Self> {
        let form = &html[html.find("<form")?..html.find("</form>")?];
        let action = attribute(&form[..form.find('>')?], "action")?;
        let inputs = form.split("<input").skip(1).filter_map(|input| input.split_once('>').map(|(tag, _)| tag));
        let inputs: Vec<&str> = inputs.collect();
        let login = inputs.iter().find(|tag| attribute(tag, "name").as_deref() == Some("login"));
        let suggested = login.and_then(|tag| attribute(tag, "value"));
        let hidden = inputs.iter().filter(|tag| attribute(tag, "type").as_deref() == Some("hidden"));
        let fields = hidden.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)));
        Some(Self { action, fields: fields.collect(), suggested })
    }
}

/// An attribute of a tag, decoded.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0;
    let decoded = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    Some(decoded.replace("&amp;", "&"))
}

fn encode(parameters: &[(String, String)]) -> String {
    Serializer::new(String::new()).extend_pairs(parameters).finish()
}

fn is_at(url: &Url, redirect_uri: &str) -> bool {
    let mut address = url.clone();
    address.set_query(None);
    address.set_fragment(None);
    address.as_str() == redirect_uri
}

fn arrival_in_url(url: &Url) -> Arrival {
    let (way, encoded) = match (url.query(), url.fragment()) {
        (Some(query), None) => (Way::Query, query),
        (None, Some(fragment)) => (Way::Fragment, fragment),
        other => panic!("parameters in query and fragment, or in neither: {other:?}"),
    };
    let parameters = url::form_urlencoded::parse(encoded.as_bytes()).into_owned().collect();
    let address = url.as_str().split(['?', '#']).next().unwrap_or_default().to_owned();
    Arrival { way, address, parameters }
}

/// Whether a cookie with this path goes along (RFC 6265 section 5.1.4).
fn is_below(path: &str, cookie_path: &str) -> bool {
    let rest = path.strip_prefix(cookie_path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || cookie_path.ends_with('/'))
}
