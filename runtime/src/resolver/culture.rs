//! A language tag (RFC 5646), and the parts that claim resolvers give out.

use claimsmith_profile::Text;
use std::fmt;

/// Longest language tag, in bytes: what RFC 5646 section 4.4.1 asks implementations to hold.
const LONGEST: usize = 35;

/// Regions whose script is not the one of the language alone, with that script: the parents that .NET gives these cultures.
const SCRIPTS: &[(&str, &str)] =
    &[("zh-CN", "zh-Hans"), ("zh-HK", "zh-Hant"), ("zh-MO", "zh-Hant"), ("zh-SG", "zh-Hans"), ("zh-TW", "zh-Hant")];

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

/// What comes nearest to a culture, by the lookup of RFC 4647 section 3.4: what belongs to the culture itself, else what belongs
/// to it without its last subtag, and so on up to its language: `zh-Hant-TW`, `zh-Hant`, `zh`. Before Chinese of a region
/// becomes Chinese of any, it is that in the script of the region. `of` is given tags, whose case means nothing.
pub(crate) fn nearest<T>(culture: &Culture, of: impl Fn(&str) -> Option<T>) -> Option<T> {
    std::iter::successors(Some(culture.tag()), |tag| parent(tag)).find_map(of)
}

/// The next wider tag. A subtag of one character goes with what stood behind it: alone it begins nothing.
fn parent(tag: &str) -> Option<&str> {
    if let Some((_, script)) = SCRIPTS.iter().find(|(region, _)| *region == tag) {
        return Some(script);
    }
    let mut wider = tag.rsplit_once('-')?.0;
    while let Some((rest, subtag)) = wider.rsplit_once('-')
        && subtag.len() == 1
    {
        wider = rest;
    }
    Some(wider)
}

/// The language of a policy that is [`nearest`] to what the application says of the page, else the default, which is the first.
/// `None` when the policy has no texts in any language.
///
/// A language whose name is longer than a language tag can be is none: the choice travels in the flow cookie.
pub(crate) fn choose_language<'l>(languages: &'l [Text], culture: Option<&Culture>) -> Option<&'l str> {
    let languages = || languages.iter().map(AsRef::as_ref).filter(|language: &&str| language.len() <= LONGEST);
    let named = |name: &str| languages().find(|language| language.eq_ignore_ascii_case(name));
    culture.and_then(|culture| nearest(culture, named)).or_else(|| languages().next())
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
            // Subtags are cut off from the end, or a region stands for its script.
            (Some("zh-Hant-TW"), "zh-hant"),
            (Some("zh-hant-hk-x-a"), "zh-hant"),
            (Some("zh-tw"), "zh-hant"),
            (Some("zh-HK-u-co-stroke"), "zh-hant"),
            (Some("zh-MO"), "zh-hant"),
            (Some("pt-BR-u-co-phonebk"), "pt-BR"),
            // The other script would be a wrong one, and of the language alone there is nothing.
            (Some("zh-CN"), "en"),
            (Some("zh-Hans-TW"), "en"),
            (Some("zh"), "en"),
        ] {
            let wanted = culture.and_then(Culture::new);
            assert_eq!(choose_language(&languages, wanted.as_ref()), Some(chosen), "{culture:?}");
        }
        let of_china = ["en", "zh", "zh-Hans"].map(text);
        for (culture, chosen) in [("zh-CN", "zh-Hans"), ("zh-SG", "zh-Hans"), ("zh-TW", "zh"), ("zh-Hant-TW", "zh")] {
            assert_eq!(choose_language(&of_china, Culture::new(culture).as_ref()), Some(chosen), "{culture}");
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
