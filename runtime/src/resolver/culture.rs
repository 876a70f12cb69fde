//! A language tag (RFC 5646), and the parts that claim resolvers give out.

use claimsmith_profile::Text;
use std::fmt;

/// Longest language tag, in bytes: what RFC 5646 section 4.4.1 asks implementations to hold.
const LONGEST: usize = 35;

/// A culture: a language tag of RFC 5646 such as `en-US` or `zh-Hant-TW`.
#[derive(Clone, PartialEq, Eq)]
pub struct Culture {
    tag: String,
    language_end: usize,
    region: Option<(usize, usize)>,
}

impl Culture {
    /// The culture with this tag, in the spelling that RFC 5646 section 2.1.1 recommends (`EN-us` becomes `en-US`). `None`
    /// when the text is no tag that begins with a language of 2 or 3 letters, or is longer than 35 bytes.
    #[must_use]
    pub fn new(tag: &str) -> Option<Self> {
        let mut culture = Self { tag: String::new(), language_end: 0, region: None };
        if tag.len() > LONGEST {
            return None;
        }
        // Behind a subtag of one character stands an extension, whose subtags are neither script nor region.
        let mut in_extension = false;
        for subtag in tag.split('-') {
            let is_letters = subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
            if subtag.is_empty() || subtag.len() > 8 || !subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return None;
            }
            let start = culture.tag.len() + 1;
            if culture.tag.is_empty() {
                if !is_letters || !matches!(subtag.len(), 2 | 3) {
                    return None;
                }
                culture.tag.push_str(&subtag.to_ascii_lowercase());
                culture.language_end = subtag.len();
                continue;
            }
            in_extension |= subtag.len() == 1;
            let is_region = !in_extension
                && culture.region.is_none()
                && ((is_letters && subtag.len() == 2) || is_three_digits(subtag));
            let is_script = !in_extension && culture.region.is_none() && is_letters && subtag.len() == 4;
            culture.tag.push('-');
            if is_region {
                culture.tag.push_str(&subtag.to_ascii_uppercase());
                culture.region = Some((start, start + subtag.len()));
            } else if is_script {
                culture.tag.push_str(&subtag[..1].to_ascii_uppercase());
                culture.tag.push_str(&subtag[1..].to_ascii_lowercase());
            } else {
                culture.tag.push_str(&subtag.to_ascii_lowercase());
            }
        }
        Some(culture)
    }

    /// The whole tag: `{Culture:RFC5646}`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language, in lower case: `{Culture:LanguageName}`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.tag[..self.language_end]
    }

    /// The region, if the tag names one, in upper case: `{Culture:RegionName}`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.map(|(start, end)| &self.tag[start..end])
    }
}

/// The language of a policy that comes nearest to what the application says of the page: the same culture, else the same
/// language, else the default, which is the first. `None` when the policy has no texts in any language.
///
/// A language whose name is longer than a language tag can be is none: the choice travels in the flow cookie.
pub(crate) fn choose_language<'l>(languages: &'l [Text], culture: Option<&Culture>) -> Option<&'l str> {
    let languages = || languages.iter().map(AsRef::as_ref).filter(|language: &&str| language.len() <= LONGEST);
    let named = |name: &str| languages().find(|language| language.eq_ignore_ascii_case(name));
    culture
        .and_then(|culture| named(culture.tag()).or_else(|| named(culture.language())))
        .or_else(|| languages().next())
}

fn is_three_digits(subtag: &str) -> bool {
    subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Debug for Culture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Culture").field(&self.tag).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Culture, choose_language};
    use claimsmith_profile::{Text, text};

    #[test]
    fn a_tag_is_split_into_language_and_region() {
        for (tag, canonical, language, region) in [
            ("en", "en", "en", None),
            ("EN-us", "en-US", "en", Some("US")),
            ("zh-hANT-tw", "zh-Hant-TW", "zh", Some("TW")),
            ("es-419", "es-419", "es", Some("419")),
            ("zh-cmn-Hans-CN", "zh-cmn-Hans-CN", "zh", Some("CN")),
            ("de-DE-u-co-phonebk", "de-DE-u-co-phonebk", "de", Some("DE")),
            ("de-x-at", "de-x-at", "de", None),
            ("sl-rozaj-biske", "sl-rozaj-biske", "sl", None),
            ("fil", "fil", "fil", None),
        ] {
            let culture = Culture::new(tag).unwrap_or_else(|| panic!("{tag}"));
            assert_eq!((culture.tag(), culture.language(), culture.region()), (canonical, language, region), "{tag}");
        }
    }

    #[test]
    fn the_nearest_language_is_chosen() {
        let languages = ["en", "es", "pt-BR", "zh-hant"].map(text);
        for (culture, chosen) in [
            (Some("es"), "es"),
            (Some("ES-mx"), "es"),
            (Some("pt-br"), "pt-BR"),
            (Some("zh-Hant"), "zh-hant"),
            // Another region is no nearer than the default.
            (Some("pt"), "en"),
            (Some("pt-PT"), "en"),
            (Some("de"), "en"),
            (None, "en"),
        ] {
            let wanted = culture.and_then(Culture::new);
            assert_eq!(choose_language(&languages, wanted.as_ref()), Some(chosen), "{culture:?}");
        }
        assert_eq!(choose_language(&[], Culture::new("en").as_ref()), None);
        let long: Text = "a".repeat(36).into();
        assert_eq!(choose_language(&[long, text("en")], None), Some("en"));
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "e", "-", "en-", "-US", "en--US", "en_US", "e1", "x-private", "english", "en-US\r\n", "é", "*"]
        {
            assert_eq!(Culture::new(tag), None, "{tag}");
        }
        assert!(Culture::new(&format!("en{}", "-abcdefgh".repeat(3))).is_some());
        assert_eq!(Culture::new(&format!("en{}", "-abcdefgh".repeat(4))), None);
    }
}
