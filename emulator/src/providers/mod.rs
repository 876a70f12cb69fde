//! The providers, one file each: wire, users, error answers.

mod github;
mod qq;

use crate::wire::Wire;

/// A provider that can be emulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Provider {
    /// QQ Connect (`graph.qq.com`)
    Qq,
    /// GitHub OAuth apps (`github.com` and `api.github.com`, here on one origin)
    GitHub,
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

impl Provider {
    /// Every provider.
    pub const ALL: [Self; 2] = [Self::Qq, Self::GitHub];

    /// The name on the command line: lower case, no blanks.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Qq => "qq",
            Self::GitHub => "github",
        }
    }

    /// The provider with this [`Self::name`], compared without regard to case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.name().eq_ignore_ascii_case(name))
    }

    /// Values for a first try.
    #[must_use]
    pub const fn defaults(self) -> Defaults {
        match self {
            Self::Qq => qq::DEFAULTS,
            Self::GitHub => github::DEFAULTS,
        }
    }

    pub(crate) fn wire(self) -> &'static Wire {
        match self {
            Self::Qq => &qq::WIRE,
            Self::GitHub => &github::WIRE,
        }
    }
}
