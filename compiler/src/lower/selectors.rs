//! What the arguments that pick items out of the policy name: `PROFILE`, `CLAIM` or `PROFILE/CLAIM`, without regard to case.

use super::select::Selection;
use crate::diagnostic::codes::{CONTRADICTORY_ARGUMENTS, UNKNOWN_SELECTOR};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::function;
use crate::model::yielded::yielded;
use crate::model::{Policy, TechnicalProfile, fold};
use crate::options::{Argument, Options};

/// Where findings about arguments go.
pub(super) struct Report<'d> {
    pub(super) diagnostics: &'d mut Diagnostics,
    /// Those about arguments that match nothing here, when they may match elsewhere.
    pub(super) unmatched: &'d mut Vec<Diagnostic>,
    /// Whether the arguments serve other policies too.
    pub(super) are_shared: bool,
}

impl Report<'_> {
    pub(super) fn push(&mut self, finding: Diagnostic) {
        if self.are_shared && finding.code == UNKNOWN_SELECTOR {
            self.unmatched.push(finding);
        } else {
            self.diagnostics.push(finding);
        }
    }
}

/// Whether `exclude` names this technical profile.
pub(super) fn names_excluded(id: &str, options: &Options) -> bool {
    options.exclude.iter().any(|excluded| excluded.value.eq_ignore_ascii_case(id))
}

/// An argument with selectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Rename,
    Attributes,
    Types,
}

impl Kind {
    /// Its name, for the caller.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Attributes => "attributes",
            Self::Types => "types",
        }
    }

    /// What a selector of it can name.
    fn objects(self) -> &'static str {
        match self {
            Self::Rename => "neither a profile nor a claim of one",
            Self::Attributes => "neither a profile nor a claim that one yields",
            Self::Types => "no claim of a profile",
        }
    }

    /// The claims of a profile that a selector of it can name.
    fn claims<'a>(self, profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> impl Iterator<Item = &'a str> {
        let mut claims: Vec<&'a str> = match self {
            Self::Attributes => Vec::new(),
            Self::Rename | Self::Types if profile.is_claims_transformation() => {
                function::inputs(profile, policy).into_iter().map(|id| id.as_str()).collect()
            }
            Self::Rename | Self::Types => profile.input_claims.iter().map(|it| it.claim_type.as_str()).collect(),
        };
        claims.extend(profile.output_claims.iter().map(|reference| reference.claim_type.as_str()));
        claims.extend(yielded(profile, policy).into_iter().map(|id| id.as_str()));
        claims.into_iter()
    }

    fn has(self, profile: &TechnicalProfile<'_>, policy: &Policy<'_>, claim: &str) -> bool {
        self.claims(profile, policy).any(|known| known.eq_ignore_ascii_case(claim))
    }
}

/// What a selector names, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A technical profile.
    Profile(String),
    /// A claim of one technical profile, or of all.
    Claim(Option<String>, String),
}

/// What selectors are matched against: what is generated.
pub(super) struct Selectors<'s, 'a> {
    pub(super) policy: &'s Policy<'a>,
    pub(super) selection: &'s Selection<'s, 'a>,
    pub(super) options: &'s Options,
}

impl<'s> Selectors<'s, '_> {
    /// What a selector names. An id that a profile and a claim have is the profile's, where a profile can be named.
    ///
    /// # Errors
    /// What to say when it names nothing, or what another argument leaves out.
    pub(super) fn target(&self, kind: Kind, selector: &Argument) -> Result<Target, Box<Diagnostic>> {
        let text = selector.value.as_str();
        let target = match text.split_once('/') {
            Some((profile, claim)) => self
                .generated(profile)
                .filter(|profile| kind.has(profile, self.policy, claim))
                .map(|_| Target::Claim(Some(fold(profile)), fold(claim))),
            None if kind != Kind::Types && self.generated(text).is_some() => Some(Target::Profile(fold(text))),
            None => {
                let has_claim = self.selection.named().any(|profile| kind.has(profile, self.policy, text));
                has_claim.then(|| Target::Claim(None, fold(text)))
            }
        };
        target.ok_or_else(|| {
            let mut finding = self.refusal(kind, text);
            finding.argument = Some(selector.index);
            Box::new(finding)
        })
    }

    /// Whether nothing is generated because `profiles` or `exclude` is wrong: then nobody knows what selectors would match.
    pub(super) fn are_void(&self, report: &Report<'_>) -> bool {
        let is_wrong = |code| code == UNKNOWN_SELECTOR || code == CONTRADICTORY_ARGUMENTS;
        self.selection.is_empty() && report.diagnostics.errors().any(|finding| is_wrong(finding.code))
    }

    fn generated(&self, id: &str) -> Option<&'s TechnicalProfile<'_>> {
        self.selection.named().find(|profile| profile.id.eq_ignore_ascii_case(id))
    }

    fn refusal(&self, kind: Kind, text: &str) -> Diagnostic {
        let name = kind.name();
        let id = text.split_once('/').map_or(text, |(profile, _)| profile);
        if kind == Kind::Types && self.generated(text).is_some() {
            let message = format!("`{name}` names `{text}`, which is a technical profile: types belong to claims");
            return Diagnostic::new(UNKNOWN_SELECTOR, message).help("name a claim as `CLAIM` or `PROFILE/CLAIM`");
        }
        let is_omitted = || self.selection.omitted.iter().any(|omitted| omitted.id.eq_ignore_ascii_case(id));
        if self.generated(id).is_none() && (self.policy.technical_profiles.get(id).is_some() || is_omitted()) {
            if names_excluded(id, self.options) {
                let message = format!("`{name}` names `{text}`, and `exclude` leaves the profile out");
                return Diagnostic::new(CONTRADICTORY_ARGUMENTS, message).help("keep it in one of the two");
            }
            let omitted = self.selection.omitted.iter().find(|omitted| omitted.id.eq_ignore_ascii_case(id));
            let reason = omitted.map_or_else(String::new, |omitted| format!(": it {}", omitted.reason));
            let message = format!("`{name}` names `{text}`, and the profile is not generated{reason}");
            return Diagnostic::new(UNKNOWN_SELECTOR, message);
        }
        Diagnostic::new(UNKNOWN_SELECTOR, format!("`{name}` names `{text}`, which is {}", kind.objects()))
            .maybe_help(self.nearest(kind, text))
    }

    /// Advice that names the nearest selector which matches.
    fn nearest(&self, kind: Kind, text: &str) -> Option<String> {
        let wanted = || self.selection.named();
        let known: Vec<String> = match text.split_once('/') {
            Some((profile, _)) => match self.generated(profile) {
                Some(profile) => {
                    kind.claims(profile, self.policy).map(|claim| format!("{}/{claim}", profile.id.value)).collect()
                }
                None => wanted()
                    .flat_map(|it| kind.claims(it, self.policy).map(|id| format!("{}/{id}", it.id.value)))
                    .collect(),
            },
            None => {
                let profiles = wanted().map(|profile| profile.id.to_string());
                let claims = wanted().flat_map(|profile| kind.claims(profile, self.policy)).map(str::to_owned);
                profiles.filter(|_| kind != Kind::Types).chain(claims).collect()
            }
        };
        did_you_mean(text, known.iter().map(String::as_str))
    }
}
