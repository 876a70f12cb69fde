//! Text in HTML.

use std::borrow::Cow;

/// Escapes text for content and for quoted attributes. Line ends too: a raw one is changed when the page is read.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'', '\r', '\n']) {
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
            '\r' => escaped.push_str("&#13;"),
            '\n' => escaped.push_str("&#10;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_html_is_escaped() {
        assert_eq!(escape("<b title='a'>\"Q\" & A</b>"), "&lt;b title=&#39;a&#39;&gt;&quot;Q&quot; &amp; A&lt;/b&gt;");
        assert_eq!(escape("a\r\nb"), "a&#13;&#10;b");
        assert!(matches!(escape("梅丽 = `x`"), Cow::Borrowed("梅丽 = `x`")));
    }
}
