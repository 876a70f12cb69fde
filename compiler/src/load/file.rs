//! One file from its path to its syntax tree.

use super::encoding::Decoded;
use super::header;
use super::settings::Settings;
use crate::ast::PolicyFile;
use crate::diagnostic::codes::{FILE_NOT_FOUND, FILE_TOO_LARGE, FILE_UNREADABLE, INVALID_VALUE, SETTING_WITHOUT_VALUE};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::loader::{LoadError, Loader, MOST_BYTES, MOST_BYTES_OF_SETTINGS, folder, join};
use crate::model::fold;
use crate::options::{Argument, Options};
use crate::source::{FileId, SourceMap, Span};
use crate::{exposure, parallel, parse, schema, secrets, settings, suppression, xml};
use std::collections::{BTreeMap, BTreeSet};

/// Reads files once and keeps what came of them.
pub(super) struct Reader<'r> {
    pub(super) options: &'r Options,
    pub(super) loader: &'r dyn Loader,
    pub(super) sources: &'r mut SourceMap,
    pub(super) diagnostics: &'r mut Diagnostics,
    pub(super) index: super::base::Index,
    /// The overlay, once it has been read.
    pub(super) overlay: Option<super::overlay::Overlay>,
    pub(super) settings: Settings,
    /// Where the metadata of the files holds secrets.
    pub(super) secrets: Vec<Span>,
    /// Whether a file that is there could not be read, which has been reported: any base that is missing may be that one.
    pub(super) has_unread: bool,
    /// The folded policy ids of the named files that could not be parsed, which has been reported.
    pub(super) unparsed: BTreeSet<String>,
    files: BTreeMap<FileId, PolicyFile>,
    known: BTreeMap<String, Option<FileId>>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(
        options: &'r Options,
        loader: &'r dyn Loader,
        sources: &'r mut SourceMap,
        diagnostics: &'r mut Diagnostics,
    ) -> Self {
        let settings = Settings::load(options, loader, sources, diagnostics);
        Self {
            options,
            loader,
            sources,
            diagnostics,
            index: super::base::Index::default(),
            overlay: None,
            settings,
            secrets: Vec::new(),
            has_unread: false,
            unparsed: BTreeSet::new(),
            files: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    /// The file an argument names.
    pub(super) fn named(&mut self, argument: &Argument) -> Option<FileId> {
        self.read(&normalize(&argument.value), Some(argument))
    }

    /// The file with this path, read and parsed at most once; `None` when it cannot be used, which has been reported.
    pub(super) fn read(&mut self, path: &str, argument: Option<&Argument>) -> Option<FileId> {
        if let Some(known) = self.known.get(path) {
            return *known;
        }
        let unparsed = self.read_text(path, argument, self.loader.read(path).map(Decoded::new))?;
        let parsed = unparsed.parse(self.sources);
        self.keep(parsed)
    }

    /// Reads the files that arguments name, those that are new in parallel: nothing in the parsing of one depends on
    /// another. What is found is the same as for one after the other.
    pub(super) fn read_all(&mut self, arguments: &[Argument]) {
        let mut unparsed = Vec::new();
        let mut new: Vec<(String, &Argument)> =
            arguments.iter().map(|argument| (normalize(&argument.value), argument)).collect();
        let mut seen = BTreeSet::new();
        new.retain(|(path, _)| !self.known.contains_key(path) && seen.insert(path.clone()));
        let loader = self.loader;
        let read = parallel::map(&new, |(path, _)| loader.read(path).map(Decoded::new));
        for ((path, argument), read) in new.iter().zip(read) {
            unparsed.extend(self.read_text(path, Some(argument), read));
        }
        for parsed in parallel::map(&unparsed, |file| file.parse(self.sources)) {
            self.keep(parsed);
        }
    }

    /// Adds a file that was read and substitutes its settings. Until it is parsed it cannot be used.
    fn read_text(
        &mut self,
        path: &str,
        argument: Option<&Argument>,
        read: Result<Decoded, LoadError>,
    ) -> Option<Unparsed> {
        self.known.insert(path.to_owned(), None);
        self.has_unread |= matches!(&read, Err(error) if *error != LoadError::NotFound);
        let file = add(path, argument, read, self.loader, self.sources, self.diagnostics)?;
        let mut findings = Diagnostics::default();
        self.settings.substitute(file, self.sources, &mut findings);
        let unresolved = findings.errors().filter(|it| it.code == SETTING_WITHOUT_VALUE).filter_map(place).collect();
        self.diagnostics.append(findings);
        Some(Unparsed { file, unresolved })
    }

    fn keep(&mut self, parsed: Parsed) -> Option<FileId> {
        let Parsed { file, policy, secrets, findings } = parsed;
        self.diagnostics.append(findings);
        self.secrets.extend(secrets);
        if policy.is_none() {
            self.note_unparsed(file);
        }
        self.files.insert(file, policy?);
        self.known.insert(self.sources.get(file).path().to_owned(), Some(file));
        Some(file)
    }

    /// A base that is missing may be a file that could not be parsed, by its id if that can be told.
    fn note_unparsed(&mut self, file: FileId) {
        let text = self.sources.get(file).text();
        match header::likely_policy_id(text).map(fold) {
            Some(id) => self.unparsed.extend([id]),
            None => self.has_unread = true,
        }
    }

    /// The policy id of the file with this path if it has been parsed.
    pub(super) fn known_policy_id(&self, path: &str) -> Option<&str> {
        let policy = self.policy((*self.known.get(path)?)?)?;
        policy.policy_id.as_ref().map(|id| id.as_str())
    }

    pub(super) fn policy(&self, file: FileId) -> Option<&PolicyFile> {
        self.files.get(&file)
    }

    /// A piece of a file that is not parsed, with the settings substituted.
    pub(super) fn expand(&self, path: &str, text: &str) -> String {
        self.settings.expand(path, text)
    }

    /// Name of the environment of the policies, if there is one.
    pub(super) fn environment(&self) -> Option<String> {
        self.options.environment_name.as_deref().or(self.settings.environment_name()).map(str::to_owned)
    }

    pub(super) fn finish(self) -> BTreeMap<FileId, PolicyFile> {
        self.files
    }
}

/// A file whose settings are substituted.
struct Unparsed {
    file: FileId,
    /// Placeholders without a value, which have been reported.
    unresolved: Vec<Span>,
}

/// What came of a file.
struct Parsed {
    file: FileId,
    policy: Option<PolicyFile>,
    /// Where its metadata holds secrets.
    secrets: Vec<Span>,
    findings: Diagnostics,
}

impl Unparsed {
    fn parse(&self, sources: &SourceMap) -> Parsed {
        let mut findings = Diagnostics::default();
        let policy = self.policy(sources, &mut findings);
        let secrets = policy.iter().flat_map(secrets::places).collect();
        Parsed { file: self.file, policy, secrets, findings }
    }

    fn policy(&self, sources: &SourceMap, findings: &mut Diagnostics) -> Option<PolicyFile> {
        let document = xml::parse(sources, self.file, findings)?;
        let root = xml::root(&document, sources, self.file, findings)?;
        let invalid = self.validate(&root, findings);
        settings::foreign::report(self.file, sources.get(self.file).original(), &invalid, findings);
        let mut policy = parse::policy_file(self.file, &root);
        policy.exposed = exposure::exposed(self.file, sources.get(self.file), &document);
        settings::foreign::report_names(&policy, findings);
        policy.suppressions = suppression::read(xml::comments(&document, sources, self.file, "claimsmith"), findings);
        Some(policy)
    }

    /// A value that still holds a placeholder has been reported as that; its form says nothing more. Returns the values that
    /// do not have the required form.
    fn validate(&self, root: &xml::Element<'_, '_>, diagnostics: &mut Diagnostics) -> Vec<Span> {
        let mut findings = Diagnostics::default();
        let mut invalid = Vec::new();
        schema::validate(root, &mut findings);
        for finding in findings.into_vec() {
            let value = place(&finding).filter(|_| finding.code == INVALID_VALUE);
            invalid.extend(value);
            if !value.is_some_and(|value| self.unresolved.iter().any(|placeholder| value.contains(placeholder))) {
                diagnostics.push(finding);
            }
        }
        invalid
    }
}

fn place(finding: &Diagnostic) -> Option<Span> {
    finding.primary.as_ref().map(|label| label.span)
}

/// A path without `./` at its start and with `/` between its parts.
pub(super) fn normalize(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut rest = path.as_str();
    while let Some(stripped) = rest.strip_prefix("./") {
        rest = stripped.trim_start_matches('/');
    }
    rest.to_owned()
}

/// Reads a settings file and decodes it.
pub(super) fn read_settings(
    path: &str,
    loader: &dyn Loader,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    match loader.read_settings(path) {
        Err(LoadError::TooLarge) => {
            let most = MOST_BYTES_OF_SETTINGS / MOST_BYTES;
            diagnostics.push(
                Diagnostic::new(FILE_TOO_LARGE, format!("the settings file `{path}` is too large"))
                    .at(sources.add_unread(path), "")
                    .note(format!("at most {most} MiB are read"))
                    .help("split the tenants between several folders, each with a settings file of its own"),
            );
            None
        }
        read => add(path, None, read.map(Decoded::new), loader, sources, diagnostics),
    }
}

/// Adds what was read of a file, or reports why it was not.
fn add(
    path: &str,
    argument: Option<&Argument>,
    read: Result<Decoded, LoadError>,
    loader: &dyn Loader,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    match read {
        Ok(decoded) => decoded.keep(path, sources, diagnostics),
        Err(error) => {
            let mut finding = unreadable(path, &error, loader).at(sources.add_unread(path), "");
            finding.argument = argument.map(|argument| argument.index);
            diagnostics.push(finding);
            None
        }
    }
}

fn unreadable(path: &str, error: &LoadError, loader: &dyn Loader) -> Diagnostic {
    match error {
        LoadError::NotFound => {
            Diagnostic::new(FILE_NOT_FOUND, format!("there is no file `{path}`")).maybe_help(similar_file(path, loader))
        }
        LoadError::IsFolder => Diagnostic::new(FILE_UNREADABLE, format!("`{path}` is a folder, not a file"))
            .maybe_help(policy_in(path, loader)),
        LoadError::TooLarge => Diagnostic::new(FILE_TOO_LARGE, format!("`{path}` is too large"))
            .note(format!("at most {} KiB are read, as much as B2C accepts", MOST_BYTES / 1024)),
        LoadError::Other(reason) => Diagnostic::new(FILE_UNREADABLE, format!("`{path}` cannot be read: {reason}")),
    }
}

fn similar_file(path: &str, loader: &dyn Loader) -> Option<String> {
    let folder = folder(path);
    let Ok(entries) = loader.list(folder) else {
        return Some(format!("there is no folder `{folder}` either"));
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    if entries.iter().any(|entry| entry.name == name) {
        return Some(format!("`{path}` is a link, and what it leads to is not there"));
    }
    let near = nearest(name, entries.iter().filter(|entry| !entry.is_folder).map(|entry| entry.name.as_str()))?;
    Some(format!("did you mean `{}`?", join(folder, near)))
}

fn policy_in(path: &str, loader: &dyn Loader) -> Option<String> {
    let entries = loader.list(path).ok()?;
    let first = entries.iter().find(|entry| !entry.is_folder && is_xml(&entry.name))?;
    Some(format!("name one file, for example `{}`", join(path, &first.name)))
}

/// Whether a file name ends in `.xml`.
pub(super) fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("xml"))
}
