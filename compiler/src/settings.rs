//! B2C's `appsettings.json`: what differs between tenants, and how it gets into the policies.
//!
//! - this file: the settings file as data, with the place of each value
//! - `substitution`: `{Settings:…}` placeholders replaced by values
//! - `unused`: settings that no policy uses
//! - `confidential`: values that nobody should see
//! - `foreign`: placeholders and settings files of other tools

mod confidential;
pub(crate) mod foreign;
mod substitution;
mod unused;

pub(crate) use confidential::{is_confidential, is_plain, lines as confidential_lines};
pub use substitution::{expand, has_placeholder, substitute};
pub(crate) use unused::{report_unused, used_places};

use crate::diagnostic::codes::{SETTINGS_FILE, UNKNOWN_ENVIRONMENT};
use crate::diagnostic::suggest::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::{self, Kind, Member, Value};
use crate::source::{FileId, SourceMap, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

const ENVIRONMENTS: &str = "Environments";
const ENVIRONMENTS_FOLDER: &str = "EnvironmentsFolder";
const NAME: &str = "Name";
const PRODUCTION: &str = "Production";
const TENANT: &str = "Tenant";
const POLICY_SETTINGS: &str = "PolicySettings";

/// The settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppSettings {
    /// `EnvironmentsFolder`: where B2C's own tool writes the policies it builds.
    pub environments_folder: Option<Spanned<String>>,
    environments: Vec<Environment>,
    /// Whether the list has an environment that could not be read, which has been reported.
    leaves_out: bool,
    /// Where values stand that nobody should see.
    confidential: Vec<Span>,
    /// The name `Environments`, for a finding about the list as a whole.
    list: Span,
}

/// One of `Environments`: a tenant and the values of its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Production`, which B2C's own tool keeps for future use; `false` when absent.
    pub production: bool,
    /// `Tenant`: the domain, `contoso.onmicrosoft.com`.
    pub tenant: Option<Spanned<String>>,
    /// `PolicySettings` in the order of the file, which decides what can be replaced inside a value.
    pub settings: Vec<Setting>,
    /// Names, in lower case, whose value is of the wrong type: reported here, so not again where they are used.
    unusable: BTreeSet<String>,
    /// `environment Dev of appsettings.json`.
    origin: String,
    /// The whole entry.
    entry: Span,
}

/// One of `PolicySettings`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The name, compared without regard to case.
    pub name: Spanned<String>,
    /// The value; of a number or boolean its text.
    pub value: Spanned<String>,
    /// Where it comes from: `environment Dev of appsettings.json`.
    pub(crate) origin: String,
    /// From how far up it is inherited; 0 for one of the environment's own.
    generation: usize,
}

impl AppSettings {
    /// Reads the settings file; `None` after reporting CS0006 for a file without a list of environments.
    ///
    /// An environment without a name, and a setting whose value is `null`, an array or an object, are reported and left
    /// out.
    pub fn parse(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Some(finding) = foreign::yaml(file, sources.get(file).original()) {
            diagnostics.push(finding);
            return None;
        }
        let value = json::parse(sources, file, diagnostics)?;
        let mut parser = Parser { path: sources.get(file).path(), diagnostics };
        let Kind::Object(members) = &value.kind else {
            parser.wrong_type("the settings file", "an object", &value);
            return None;
        };
        parser.warn_about_misspellings(members, &[ENVIRONMENTS, ENVIRONMENTS_FOLDER]);
        let environments_folder = parser.text(members, ENVIRONMENTS_FOLDER);
        let Some(list) = member(members, ENVIRONMENTS) else {
            let finding = missing("the settings file", ENVIRONMENTS, "an array", brace(value.span));
            diagnostics.push(finding.maybe_help(foreign::without_environments(members).map(str::to_owned)));
            return None;
        };
        let Kind::Array(items) = &list.value.kind else {
            parser.wrong_type("`Environments`", "an array", &list.value);
            return None;
        };
        let environments: Vec<Environment> = items.iter().filter_map(|item| parser.environment(item)).collect();
        parser.report_repeated_names(&environments);
        let leaves_out = environments.len() < items.len();
        let confidential = confidential::values(&value);
        Some(Self { environments_folder, environments, leaves_out, confidential, list: list.name.span })
    }

    /// The environments in the order of the file.
    #[must_use]
    pub fn environments(&self) -> &[Environment] {
        &self.environments
    }

    /// The name of the environment whose entry holds the place: a finding there is about it and about none of the others.
    pub(crate) fn owner(&self, place: Span) -> Option<&str> {
        let owner = self.environments.iter().find(|environment| environment.entry.contains(&place));
        owner.map(|environment| environment.name.as_str())
    }

    /// Whether the list has an environment that could not be read: which one it was meant to be is not known.
    pub(crate) fn leaves_out(&self) -> bool {
        self.leaves_out
    }

    /// Where values stand that nobody should see, by the names of the members, be they settings or in the wrong place.
    pub(crate) fn confidential(&self) -> &[Span] {
        &self.confidential
    }

    /// The environment with this name, or else the one with this tenant, without regard to case.
    ///
    /// # Errors
    /// CS0007 when there is none, or when several have this tenant.
    #[expect(clippy::result_large_err, reason = "called once a run")]
    pub fn environment(&self, wanted: &str) -> Result<&Environment, Diagnostic> {
        let wanted = wanted.trim();
        let same = |text: &str| text.to_lowercase() == wanted.to_lowercase();
        if let Some(found) = self.environments.iter().find(|environment| same(&environment.name)) {
            return Ok(found);
        }
        let tenants = |environment: &&Environment| environment.tenant.as_ref().is_some_and(|tenant| same(tenant));
        match self.environments.iter().filter(tenants).collect::<Vec<_>>().as_slice() {
            [only] => Ok(only),
            [] => Err(self.unknown(wanted)),
            several => {
                let names: Vec<String> = several.iter().map(|found| format!("`{}`", found.name.value)).collect();
                let message = format!("{} environments have the tenant `{wanted}`", several.len());
                Err(Diagnostic::new(UNKNOWN_ENVIRONMENT, message)
                    .at(self.list, "more than one of these fits")
                    .help(format!("name one of them: {}", names.join(", "))))
            }
        }
    }

    fn unknown(&self, wanted: &str) -> Diagnostic {
        let finding = Diagnostic::new(UNKNOWN_ENVIRONMENT, format!("there is no environment `{wanted}`"));
        if self.environments.is_empty() {
            return finding.at(self.list, "this list is empty");
        }
        let names = self.environments.iter().map(|environment| environment.name.value.as_str());
        let tenants = self.environments.iter().filter_map(|environment| Some(environment.tenant.as_ref()?.as_str()));
        let near = nearest(wanted, names.clone().chain(tenants)).map(|name| format!("did you mean `{name}`?"));
        finding
            .at(self.list, "none of these has this name or tenant")
            .maybe_help(near.or_else(|| did_you_mean(wanted, names)))
    }
}

impl Environment {
    /// Takes over the settings of another environment that this one does not set. Their values can use the settings of this
    /// one, and its values theirs; the order of either stays as it is in the file. Name and tenant are not inherited.
    pub fn inherit(&mut self, other: &Self) {
        let is_set = |name: &str| {
            self.unusable.contains(name) || self.settings.iter().any(|own| own.name.to_lowercase() == name)
        };
        let inherited = other.settings.iter().filter(|setting| !is_set(&setting.name.to_lowercase()));
        let generation = self.settings.iter().map(|own| own.generation).max().unwrap_or(0) + 1;
        let mut settings: Vec<Setting> = inherited.cloned().map(|setting| Setting { generation, ..setting }).collect();
        let unusable: Vec<String> = other.unusable.iter().filter(|name| !is_set(name)).cloned().collect();
        settings.append(&mut self.settings);
        self.settings = settings;
        self.unusable.extend(unusable);
    }
}

fn missing(what: &str, name: &str, wanted: &str, owner: Span) -> Diagnostic {
    Diagnostic::new(SETTINGS_FILE, format!("{what} has no `{name}`"))
        .at(owner, format!("`\"{name}\"` with {wanted} is expected in here"))
}

struct Parser<'s, 'd> {
    path: &'s str,
    diagnostics: &'d mut Diagnostics,
}

impl Parser<'_, '_> {
    fn environment(&mut self, value: &Value) -> Option<Environment> {
        let Kind::Object(members) = &value.kind else {
            self.wrong_type("an environment", "an object", value);
            return None;
        };
        self.warn_about_misspellings(members, &[NAME, PRODUCTION, TENANT, POLICY_SETTINGS]);
        let tenant = self.text(members, TENANT).filter(|tenant| !tenant.trim().is_empty());
        let production = self.production(members);
        let (mut settings, unusable) = self.settings(members, brace(value.span));
        if member(members, NAME).is_none() {
            self.missing("an environment", NAME, "a string", brace(value.span));
        }
        let name = self.text(members, NAME)?;
        let origin = format!("environment {} of {}", name.value, self.path);
        settings.iter_mut().for_each(|setting| setting.origin.clone_from(&origin));
        Some(Environment { name, production, tenant, settings, unusable, origin, entry: value.span })
    }

    fn production(&mut self, members: &[Member]) -> bool {
        let Some(found) = member(members, PRODUCTION) else { return false };
        let Kind::Boolean(production) = found.value.kind else {
            self.wrong_type("`Production`", "`true` or `false`", &found.value);
            return false;
        };
        production
    }

    fn settings(&mut self, members: &[Member], owner: Span) -> (Vec<Setting>, BTreeSet<String>) {
        let mut settings = Vec::new();
        let mut unusable = BTreeSet::new();
        let Some(found) = member(members, POLICY_SETTINGS) else {
            self.missing("an environment", POLICY_SETTINGS, "an object", owner);
            return (settings, unusable);
        };
        let Kind::Object(values) = &found.value.kind else {
            self.wrong_type("`PolicySettings`", "an object", &found.value);
            return (settings, unusable);
        };
        for Member { name, value } in values {
            let text = match &value.kind {
                Kind::String(text) | Kind::Number(text) => text.clone(),
                Kind::Boolean(flag) => flag.to_string(),
                Kind::Null | Kind::Array(_) | Kind::Object(_) => {
                    self.wrong_type(&format!("setting `{}`", name.value), "a string", value);
                    unusable.insert(name.to_lowercase());
                    continue;
                }
            };
            let value = Spanned::new(text, value.span);
            settings.push(Setting { name: name.clone(), value, origin: String::new(), generation: 0 });
        }
        self.warn_about_case_only_differences(&settings);
        (settings, unusable)
    }

    /// The string with this name; reports another type.
    fn text(&mut self, members: &[Member], name: &str) -> Option<Spanned<String>> {
        let found = member(members, name)?;
        let Kind::String(text) = &found.value.kind else {
            self.wrong_type(&format!("`{name}`"), "a string", &found.value);
            return None;
        };
        Some(Spanned::new(text.clone(), found.value.span))
    }

    fn wrong_type(&mut self, what: &str, wanted: &str, value: &Value) {
        let finding = Diagnostic::new(SETTINGS_FILE, format!("{what} must be {wanted}, not {}", value.describe()));
        let at = if matches!(value.kind, Kind::Array(_) | Kind::Object(_)) { brace(value.span) } else { value.span };
        self.diagnostics.push(finding.at(at, format!("{wanted} is expected here")));
    }

    fn missing(&mut self, what: &str, name: &str, wanted: &str, owner: Span) {
        self.diagnostics.push(missing(what, name, wanted, owner));
    }

    /// Other members are nobody's business, but one that is nearly a known one is a slip that would go unnoticed.
    fn warn_about_misspellings(&mut self, members: &[Member], known: &[&str]) {
        for Member { name, .. } in members {
            if known.contains(&name.as_str()) {
                continue;
            }
            let Some(near) = nearest(name, known.iter().copied()) else { continue };
            let mut finding =
                Diagnostic::new(SETTINGS_FILE, format!("`{}` is not a member B2C's tool reads", name.value))
                    .at(name.span, "ignored")
                    .help(format!("did you mean `{near}`?"));
            finding.severity = Severity::Warning;
            self.diagnostics.push(finding);
        }
    }

    fn warn_about_case_only_differences(&mut self, settings: &[Setting]) {
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for setting in settings {
            let name = setting.name.to_lowercase();
            let Some(earlier) = first.get(&name) else {
                first.insert(name, setting.name.span);
                continue;
            };
            let message = format!("setting `{}` differs from another only in case", setting.name.value);
            let mut finding = Diagnostic::new(SETTINGS_FILE, message)
                .at(setting.name.span, "never used")
                .label(*earlier, "this one replaces the placeholder in any case");
            finding.severity = Severity::Warning;
            self.diagnostics.push(finding);
        }
    }

    fn report_repeated_names(&mut self, environments: &[Environment]) {
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for environment in environments {
            let name = environment.name.to_lowercase();
            if let Some(earlier) = first.get(&name) {
                let message = format!("two environments have the name `{}`", environment.name.value);
                let finding = Diagnostic::new(SETTINGS_FILE, message).at(environment.name.span, "again here");
                self.diagnostics.push(finding.label(*earlier, "first here"));
            } else {
                first.insert(name, environment.name.span);
            }
        }
    }
}

fn member<'m>(members: &'m [Member], name: &str) -> Option<&'m Member> {
    members.iter().find(|member| member.name.value == name)
}

/// The opening brace or bracket of a value, which stands for the whole: its text may be pages long.
fn brace(span: Span) -> Span {
    Span { end: span.end.min(span.start + 1), ..span }
}

#[cfg(test)]
mod tests;
