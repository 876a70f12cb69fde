//! Reads the little of HTTP/1.1 that a callback needs (RFC 9112).

/// Longest request, in bytes: head and body together.
pub(super) const LONGEST: usize = 16 * 1024;

/// What the bytes that have arrived so far are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// The beginning of a request.
    Incomplete,
    /// No request that is answered; the HTTP status that says so.
    Refused(u16),
    /// A request.
    Complete(Request),
}

/// A GET or POST.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The path, as it was sent.
    pub(super) path: String,
    /// Whether it is a POST.
    pub(super) is_form: bool,
    /// The query of a GET, the body of a POST.
    pub(super) parameters: Vec<u8>,
}

/// Reads a request from its first bytes.
pub(super) fn read(bytes: &[u8]) -> Progress {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return if bytes.len() > LONGEST { Progress::Refused(431) } else { Progress::Incomplete };
    };
    let Ok(head) = std::str::from_utf8(&bytes[..end]) else { return Progress::Refused(400) };
    let body = &bytes[end + 4..];
    let mut lines = head.split("\r\n");
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [method, target, "HTTP/1.1" | "HTTP/1.0"] = words[..] else { return Progress::Refused(400) };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let complete = |is_form, parameters: &[u8]| {
        Progress::Complete(Request { path: path.to_owned(), is_form, parameters: parameters.to_vec() })
    };
    match method {
        "GET" => complete(false, query.as_bytes()),
        "POST" => match body_length(lines) {
            Ok(length) if length > LONGEST - end.min(LONGEST) => Progress::Refused(413),
            Ok(length) if body.len() < length => Progress::Incomplete,
            Ok(length) => complete(true, &body[..length]),
            Err(status) => Progress::Refused(status),
        },
        _ => Progress::Refused(405),
    }
}

/// The length of a form; browsers always announce it.
fn body_length<'h>(headers: impl Iterator<Item = &'h str>) -> Result<usize, u16> {
    let mut length = None;
    let mut is_form = false;
    for header in headers {
        let (name, value) = header.split_once(':').ok_or(400u16)?;
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" if length.is_some() || !value.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Err(400);
            }
            "content-length" => length = Some(value.parse().map_err(|_| 413u16)?),
            "transfer-encoding" => return Err(501),
            "content-type" => {
                let kind = value.split(';').next().unwrap_or_default().trim();
                is_form = kind.eq_ignore_ascii_case("application/x-www-form-urlencoded");
            }
            _ => {}
        }
    }
    if is_form { length.ok_or(411) } else { Err(415) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(is_form: bool, parameters: &str) -> Progress {
        Progress::Complete(Request {
            path: "/callback".to_owned(),
            is_form,
            parameters: parameters.as_bytes().to_vec(),
        })
    }

    #[test]
    fn callbacks_are_get_or_post() {
        let get = b"GET /callback?code=a&state=b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        assert_eq!(read(get), complete(false, "code=a&state=b"));
        let form = "Content-Type: application/x-www-form-urlencoded; charset=utf-8";
        let post = format!("POST /callback?code=b HTTP/1.1\r\n{form}\r\ncontent-length: 6\r\n\r\ncode=a");
        assert_eq!(read(post.as_bytes()), complete(true, "code=a"));
        for cut in [1, 20, get.len() - 1] {
            assert_eq!(read(&get[..cut]), Progress::Incomplete, "{cut}");
        }
        assert_eq!(read(&post.as_bytes()[..post.len() - 1]), Progress::Incomplete);
    }

    #[test]
    fn anything_else_is_refused() {
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        for (request, status) in [
            ("HEAD / HTTP/1.1\r\n\r\n".to_owned(), 405),
            ("GET /\r\n\r\n".to_owned(), 400),
            ("GET / HTTP/2\r\n\r\n".to_owned(), 400),
            ("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na".to_owned(), 415),
            (format!("POST / HTTP/1.1\r\n{form}\r\na"), 411),
            (format!("POST / HTTP/1.1\r\n{form}Transfer-Encoding: chunked\r\n\r\n"), 501),
            (format!("POST / HTTP/1.1\r\n{form}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), 400),
            (format!("POST / HTTP/1.1\r\n{form}Content-Length: -1\r\n\r\n"), 400),
            (format!("POST / HTTP/1.1\r\n{form}Content-Length: 99999999999999999999999\r\n\r\n"), 413),
            (format!("POST / HTTP/1.1\r\n{form}Content-Length: 16385\r\n\r\n"), 413),
            ("a".repeat(LONGEST + 1), 431),
        ] {
            assert_eq!(read(request.as_bytes()), Progress::Refused(status), "{request:.60}");
        }
    }
}
