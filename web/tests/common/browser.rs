//! A browser reduced to what a sign-in needs: sockets, cookies, redirects. Nothing is followed unless asked.
#![allow(dead_code, reason = "every test binary uses its own part")]

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Cookies of one person's browser. Every server of a test is on 127.0.0.1, and cookies do not tell ports apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Browser {
    cookies: Vec<(String, String)>,
}

/// What the browser shows, or would follow.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) url: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect()
    }

    /// Where a redirect leads, as an absolute URL.
    pub(crate) fn location(&self) -> Option<String> {
        Some(self.resolve(self.header("location")?))
    }

    /// Where the only form of the page posts to.
    pub(crate) fn form_action(&self) -> String {
        self.resolve(between(&self.body, "method=\"post\" action=\"", "\""))
    }

    fn resolve(&self, reference: &str) -> String {
        let (path, _) = self.url.split_once('?').unwrap_or((&self.url, ""));
        match reference.as_bytes() {
            [b'?', ..] => format!("{path}{reference}"),
            [b'/', ..] => format!("{}{reference}", origin(&self.url)),
            _ => reference.to_owned(),
        }
    }

    /// The hidden fields of the page, in their order.
    pub(crate) fn hidden_fields(&self) -> Vec<(String, String)> {
        let fields = self.body.split("<input type=\"hidden\" ").skip(1);
        let attribute = |field: &str, name: &str| unescape(between(field, &format!("{name}=\""), "\""));
        fields.map(|field| (attribute(field, "name"), attribute(field, "value"))).collect()
    }

    /// The value of a hidden field.
    pub(crate) fn hidden_field(&self, name: &str) -> &str {
        between(&self.body, &format!("<input type=\"hidden\" name=\"{name}\" value=\""), "\"")
    }
}

impl Browser {
    pub(crate) async fn get(&mut self, url: &str) -> Page {
        self.request("GET", url, &[], "", true).await
    }

    /// A form of a page of the same site.
    pub(crate) async fn post(&mut self, url: &str, form: &[(&str, &str)]) -> Page {
        self.request("POST", url, &[FORM], &encode(form), true).await
    }

    /// A form that a page of another site submits: cookies with `SameSite=Lax` stay at home.
    pub(crate) async fn post_from_elsewhere(&mut self, url: &str, form: &str) -> Page {
        self.request("POST", url, &[FORM], form, false).await
    }

    /// Submits the form of a page of the application, as its script does.
    pub(crate) async fn submit(&mut self, page: &Page) -> Page {
        let fields = page.hidden_fields();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&page.form_action(), &fields).await
    }

    /// Follows redirects until there is none.
    pub(crate) async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..10 {
            let Some(location) = page.location().filter(|_| (300..400).contains(&page.status)) else { return page };
            page = self.get(&location).await;
        }
        panic!("too many redirects: {}", page.url);
    }

    /// Presses a button on the consent page of the emulator that a URL leads to, and stops before the callback.
    pub(crate) async fn decide(&mut self, authorize_url: &str, button: (&str, &str)) -> String {
        let page = self.get(authorize_url).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let redirect = self.post(&page.form_action(), &[("ticket", page.hidden_field("ticket")), button]).await;
        redirect.location().unwrap_or_else(|| panic!("no redirect: {} {}", redirect.status, redirect.body))
    }

    pub(crate) fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cookies.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        match self.cookies.iter_mut().find(|(known, _)| known == name) {
            Some(cookie) => cookie.1 = value.to_owned(),
            None => self.cookies.push((name.to_owned(), value.to_owned())),
        }
    }

    pub(crate) async fn request(
        &mut self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
        with_cookies: bool,
    ) -> Page {
        let authority = origin(url).strip_prefix("http://").unwrap_or_else(|| panic!("not http: {url}"));
        let target = url.get(origin(url).len()..).filter(|target| !target.is_empty()).unwrap_or("/");
        let mut request = format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            request.push_str(&format!("host: {authority}\r\n"));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if with_cookies && !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.push_str(&format!("cookie: {}\r\n", pairs.join("; ")));
        }
        request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        let page = parse(url, &exchange(authority, &request).await);
        self.keep_cookies(&page);
        page
    }

    fn keep_cookies(&mut self, page: &Page) {
        for line in page.set_cookies() {
            let (pair, attributes) = line.split_once("; ").unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').unwrap_or_else(|| panic!("no cookie: {line}"));
            if attributes.split("; ").any(|attribute| attribute == "Max-Age=0") {
                self.cookies.retain(|(known, _)| known != name);
            } else {
                self.set_cookie(name, value);
            }
        }
    }
}

/// The type of what a form is submitted as.
pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

pub(crate) fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |scheme| scheme + 3);
    let end = url[start..].find(['/', '?']).map_or(url.len(), |path| start + path);
    &url[..end]
}

/// The raw value of a query parameter.
pub(crate) fn parameter<'u>(url: &'u str, name: &str) -> Option<&'u str> {
    let (_, query) = url.split_once('?')?;
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name).map(|(_, value)| value)
}

pub(crate) fn encode(form: &[(&str, &str)]) -> String {
    form.iter()
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

pub(crate) fn percent_encode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn unescape(text: &str) -> String {
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&#10;", "\n")];
    let text = references.iter().fold(text.to_owned(), |text, (reference, letter)| text.replace(reference, letter));
    text.replace("&amp;", "&")
}

pub(crate) fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} after {start}")).0
}

async fn exchange(authority: &str, request: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let (mut reader, mut writer) = stream.split();
    let mut answer = Vec::new();
    // A server may answer and close before it has read all of a body that it refuses.
    let (_, _) = tokio::join!(writer.write_all(request.as_bytes()), reader.read_to_end(&mut answer));
    answer
}

fn parse(url: &str, bytes: &[u8]) -> Page {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no HTTP from {url}: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Page { url: url.to_owned(), status, headers, body: body.to_owned() }
}
