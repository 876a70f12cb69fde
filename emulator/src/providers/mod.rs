//! The providers, one file each: wire, users, error answers. A provider is a module and a row of the table below.

mod amazon;
mod apple;
mod ebay;
mod facebook;
mod generic;
mod github;
mod google;
mod identifier;
mod kakao;
mod line;
mod linkedin;
mod microsoft_account;
mod mobile_id;
mod qq;
mod wechat;
mod weibo;
mod yahoo_japan;

use crate::wire::{Refused, Wire};

macro_rules! providers {
    ($(#[doc = $doc:literal] $variant:ident: $name:literal in $module:ident;)*) => {
        /// A provider that can be emulated.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Provider {
            $(#[doc = $doc] $variant,)*
        }

        impl Provider {
            /// Every provider.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name on the command line: lower case, no blanks.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Values for a first try.
            #[must_use]
            pub const fn defaults(self) -> Defaults {
                match self {
                    $(Self::$variant => $module::DEFAULTS,)*
                }
            }

            pub(crate) fn wire(self) -> Wire {
                match self {
                    $(Self::$variant => $module::wire(),)*
                }
            }
        }
    };
}

providers! {
    /// QQ Connect (`graph.qq.com`)
    Qq: "qq" in qq;
    /// GitHub OAuth apps (`github.com` and `api.github.com`, here on one origin)
    GitHub: "github" in github;
    /// WeChat for websites (`open.weixin.qq.com` and `api.weixin.qq.com`)
    WeChat: "wechat" in wechat;
    /// Weibo (`api.weibo.com`)
    Weibo: "weibo" in weibo;
    /// Facebook Login (`www.facebook.com` and `graph.facebook.com`)
    Facebook: "facebook" in facebook;
    /// Google (`accounts.google.com` and `googleapis.com`)
    Google: "google" in google;
    /// LinkedIn (`www.linkedin.com` and `api.linkedin.com`)
    LinkedIn: "linkedin" in linkedin;
    /// Personal Microsoft accounts (`login.microsoftonline.com/consumers` and `graph.microsoft.com`)
    MicrosoftAccount: "microsoft-account" in microsoft_account;
    /// Login with Amazon (`www.amazon.com` and `api.amazon.com`)
    Amazon: "amazon" in amazon;
    /// Sign in with Apple for websites (`appleid.apple.com`)
    Apple: "apple" in apple;
    /// Kakao Login (`kauth.kakao.com` and `kapi.kakao.com`)
    Kakao: "kakao" in kakao;
    /// Yahoo! JAPAN ID (`auth.login.yahoo.co.jp` and `userinfo.yahooapis.jp`)
    YahooJapan: "yahoo-japan" in yahoo_japan;
    /// LINE Login (`access.line.me` and `api.line.me`)
    Line: "line" in line;
    /// eBay (`auth.ebay.com`, `api.ebay.com` and `apiz.ebay.com`)
    Ebay: "ebay" in ebay;
    /// Mobile ID of Switzerland (`m.mobileid.ch` and `openid.mobileid.ch`)
    MobileId: "mobile-id" in mobile_id;
    /// A provider that keeps to the letter of OAuth 2.0 and OpenID Connect
    Generic: "generic" in generic;
}

impl Provider {
    /// The provider with this [`Self::name`], compared without regard to case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|provider| provider.name().eq_ignore_ascii_case(name))
    }
}

/// What the binary uses where the command line says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// A client id that looks like the provider's.
    pub client_id: &'static str,
    /// A client secret; it opens nothing.
    pub client_secret: &'static str,
    /// Where an application on port 3000 takes its callback.
    pub redirect_uri: &'static str,
}

/// A refusal with a word beside its number. A refusal has one text to spare, that of [`crate::wire::ErrorMember::Page`]:
/// there the word stands.
const fn numbered(status: u16, word: &'static str, number: &'static str, description: &'static str) -> Refused {
    Refused::Named { status, code: number, description, page: Some(word) }
}
