//! Which environment replaces `{Settings:…}` placeholders.

use super::file::{normalize, read_text};
use crate::diagnostic::codes::UNKNOWN_ENVIRONMENT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::loader::{LoadError, Loader, ancestors, folder, join};
use crate::options::{Argument, Options};
use crate::settings::{self, AppSettings, Environment};
use crate::source::{FileId, SourceMap};

/// B2C's own name for the file.
const FILE_NAME: &str = "appsettings.json";

/// The environment in force, if there is one.
#[derive(Debug, Default)]
pub(super) struct Settings {
    environment: Option<Environment>,
    /// Whether there should be one: that it could not be had has been reported.
    is_faulty: bool,
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
            return Self { environment: None, is_faulty: options.environment.is_some() };
        };
        let read = read_text(&path, options.settings.as_ref(), loader, sources, diagnostics);
        let Some(all) = read.and_then(|file| AppSettings::parse(sources, file, diagnostics)) else {
            return Self { environment: None, is_faulty: true };
        };
        let environment = match (&options.environment, all.environments()) {
            (Some(name), _) => pick(&all, name, diagnostics),
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        };
        let is_faulty = options.environment.is_some() && environment.is_none();
        let mut settings = Self { environment, is_faulty };
        for name in &options.inherits {
            settings.inherit(pick(&all, name, diagnostics));
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

    pub(super) fn substitute(&self, file: FileId, sources: &mut SourceMap, diagnostics: &mut Diagnostics) {
        let mut consequences = Diagnostics::default();
        let diagnostics = if self.is_faulty { &mut consequences } else { diagnostics };
        settings::substitute(sources, file, self.environment.as_ref(), diagnostics);
    }

    pub(super) fn expand(&self, path: &str, text: &str) -> String {
        settings::expand(path, text, self.environment.as_ref())
    }
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
