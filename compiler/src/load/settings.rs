//! Which environment replaces `{Settings:…}` placeholders.

use super::file::normalize;
use super::read_settings::ReadSettings;
use super::unnamed_environment::UnnamedEnvironment;
use crate::diagnostic::codes::UNKNOWN_ENVIRONMENT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::loader::{LoadError, Loader, ancestors, folder, join};
use crate::options::{Argument, Options, Purpose};
use crate::settings::{self, AppSettings, Environment};
use crate::source::{FileId, SourceMap, Span};
use std::collections::BTreeSet;

/// B2C's own name for the file.
const FILE_NAME: &str = "appsettings.json";

/// The environment in force, if there is one.
#[derive(Debug, Default)]
pub(super) struct Settings {
    environment: Option<Environment>,
    /// Whether there should be one: that it could not be had has been reported.
    is_faulty: bool,
    /// What there is to choose from, where code is wanted and no environment is named.
    pub(super) unnamed: Option<UnnamedEnvironment>,
    /// Names, in lower case, of the settings that the files use.
    used: BTreeSet<String>,
    /// Values of any environment that nobody should see.
    pub(super) confidential: Vec<Span>,
}

impl Settings {
    pub(super) fn load(
        options: &Options,
        loader: &dyn Loader,
        sources: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let Some(path) =
            options.settings.as_ref().map(|named| normalize(&named.value)).or_else(|| find(options, loader))
        else {
            if let Some(name) = &options.environment {
                diagnostics.push(without_settings(name));
            }
            let unnamed = unnamed(options, None);
            return Self { is_faulty: options.environment.is_some(), unnamed, ..Self::default() };
        };
        let before = options.read_settings.as_deref().filter(|read| read.path() == path);
        let own = if before.is_none() { Some(ReadSettings::read(&path, loader)) } else { None };
        let Some(read) = before.or(own.as_ref()) else { return Self::default() };
        read.hand_over(sources);
        let confidential = read.confidential().to_vec();
        let named = options.settings.as_ref();
        let Some(all) = read.settings() else {
            read.report(named, None, diagnostics);
            return Self { is_faulty: true, confidential, ..Self::default() };
        };
        let environment = match (&options.environment, all.environments()) {
            (Some(name), _) => pick(all, name, diagnostics),
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        };
        let concerned = environment.as_ref().map(|environment| concerned(environment, options));
        read.report(named, concerned.as_ref(), diagnostics);
        let is_faulty = environment.is_none() && (options.environment.is_some() || all.leaves_out());
        let unnamed = if environment.is_none() && !is_faulty { unnamed(options, Some((path, all))) } else { None };
        let mut settings = Self { environment, is_faulty, unnamed, used: BTreeSet::new(), confidential };
        for name in &options.inherits {
            settings.inherit(pick(all, name, diagnostics));
        }
        settings
    }

    /// An environment that is not there has been reported, and what it would have set is not missed.
    fn inherit(&mut self, from: Option<Environment>) {
        match (&mut self.environment, from) {
            (Some(environment), Some(from)) => environment.inherit(&from),
            (_, None) => self.is_faulty = true,
            (None, Some(_)) => {}
        }
    }

    /// The name of the environment in force, as the settings spell it.
    pub(super) fn environment_name(&self) -> Option<&str> {
        self.environment.as_ref().map(|environment| environment.name.value.as_str())
    }

    pub(super) fn substitute(&mut self, file: FileId, sources: &mut SourceMap, diagnostics: &mut Diagnostics) {
        let mut consequences = Diagnostics::default();
        let diagnostics = if self.is_faulty { &mut consequences } else { diagnostics };
        self.used.extend(settings::substitute(sources, file, self.environment.as_ref(), diagnostics));
    }

    /// Reports the settings of the environment that no file uses.
    pub(super) fn report_unused(&self, diagnostics: &mut Diagnostics) {
        if let Some(environment) = &self.environment {
            settings::report_unused(environment, &self.used, diagnostics);
        }
    }

    /// Where the settings that the files use stand, by their names.
    pub(super) fn used_places(&self) -> Vec<Span> {
        self.environment.iter().flat_map(|environment| settings::used_places(environment, &self.used)).collect()
    }

    pub(super) fn expand(&self, path: &str, text: &str) -> String {
        settings::expand(path, text, self.environment.as_ref())
    }
}

/// The environments, in lower case, whose entries of the settings this run is about.
fn concerned(environment: &Environment, options: &Options) -> BTreeSet<String> {
    let others = options.inherits.iter().map(|name| &name.value).chain(&options.further_environments);
    others.chain([&environment.name.value]).map(|name| name.trim().to_lowercase()).collect()
}

/// A check names every setting that has no value; for code nothing can be done before there is an environment.
fn unnamed(options: &Options, settings: Option<(String, &AppSettings)>) -> Option<UnnamedEnvironment> {
    let is_unnamed = options.purpose == Purpose::Generate && options.environment.is_none();
    let (path, all) = settings.map_or((None, None), |(path, all)| (Some(path), Some(all)));
    let environments = all.map_or(&[][..], AppSettings::environments);
    let environments = environments.iter().map(|environment| environment.name.value.clone()).collect();
    is_unnamed.then_some(UnnamedEnvironment { settings: path, environments })
}

fn without_settings(name: &Argument) -> Diagnostic {
    let message = format!("there is no environment `{}`: no settings file was found", name.value);
    let mut finding = Diagnostic::new(UNKNOWN_ENVIRONMENT, message)
        .help(format!("put an `{FILE_NAME}` beside the policy or above it, or name one: `settings = \"…\"`"));
    finding.argument = Some(name.index);
    finding
}

fn pick(all: &AppSettings, name: &Argument, diagnostics: &mut Diagnostics) -> Option<Environment> {
    match all.environment(&name.value) {
        Ok(environment) => Some(environment.clone()),
        // It may be the one that could not be read.
        Err(_) if all.leaves_out() => None,
        Err(mut finding) => {
            finding.argument = Some(name.index);
            diagnostics.push(finding);
            None
        }
    }
}

/// The nearest settings file in or above the folder of the first policy.
fn find(options: &Options, loader: &dyn Loader) -> Option<String> {
    let policy = normalize(&options.policies.first()?.value);
    ancestors(folder(&policy))
        .map(|folder| join(folder, FILE_NAME))
        .find(|path| !matches!(loader.read(path), Err(LoadError::NotFound | LoadError::IsFolder)))
}
