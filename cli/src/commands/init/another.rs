//! One more provider for an application that `init` was run for.

use super::{environment_general, environment_of, handler, module, needed_features, sdk};
use crate::output::{self, Failure, Status};
use crate::project::{FILE_NAME, Project};
use crate::replace_file::{Replacement, replace_files};
use crate::templates::Template;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The file that says which variables the application reads.
pub(super) const EXAMPLE: &str = ".env.example";

/// Whether the folder is one that `init` was run for.
pub(super) fn is_initialised(folder: &Path) -> bool {
    folder.join(FILE_NAME).is_file()
}

/// Writes the policies beside those that are there, adds their variables to `.env.example`, and prints what to add to the
/// application. Nothing that is there is changed otherwise.
///
/// # Errors
/// When one of the policies exists, the project would not take it for its own, or a file cannot be read or written.
pub(super) fn run(folder: &Path, templates: &[&Template]) -> Result<Status, Failure> {
    let project = Project::nearest(&[folder.to_string_lossy().into_owned()])?.unwrap_or_default();
    require_place(folder, &project, templates)?;
    let example = folder.join(EXAMPLE);
    let before = match fs::read_to_string(&example) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::io("read", &example, &error)),
    };
    let mut files = vec![(example, with_variables(&before, templates)?)];
    files.extend(templates.iter().map(|template| (folder.join(template.path()), template.text())));
    let shown: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    for (path, _) in &files {
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| Failure::io("write", path, &error))?;
    }
    let named = files.iter().zip(&shown);
    let replacements: Vec<Replacement<'_>> =
        named.map(|((path, text), shown)| Replacement { path, shown, bytes: text.as_bytes() }).collect();
    replace_files(&replacements)?;
    for path in &shown {
        output::message(&format!("wrote {path}\n"));
    }
    output::result(&instructions(templates)?)?;
    Ok(Status::Clean)
}

/// Reports policies that are there already, and a project that keeps its policies in another place.
fn require_place(folder: &Path, project: &Project, templates: &[&Template]) -> Result<(), Failure> {
    for template in templates {
        let path = folder.join(template.path());
        let (shown, name) = (path.display(), template.name);
        if path.symlink_metadata().is_ok() {
            return Err(Failure::new(format!("`{shown}` exists already; nothing was written"))
                .help("`claimsmith init --provider NAME` adds another provider"));
        }
        let project_file = folder.join(FILE_NAME);
        if !project.environments.is_empty() {
            return Err(Failure::new(format!(
                "`{}` has environments: this is a policy set of several tenants; nothing was written",
                project_file.display()
            ))
            .help(format!("`claimsmith add {name}` puts the provider into its policies")));
        }
        if !project.takes(&path.to_string_lossy()) {
            return Err(Failure::new(format!(
                "`policies` in `{}` names no file such as `{shown}`; nothing was written",
                project_file.display()
            ))
            .help(format!(
                "add \"policies/*.xml\" to it, or put the provider into a policy set: `claimsmith add {name}`"
            )));
        }
    }
    Ok(())
}

/// The text of `.env.example` with the variables that are not in it yet.
fn with_variables(before: &str, templates: &[&Template]) -> Result<String, Failure> {
    let is_there = |line: &str| line.split_once('=').is_some_and(|(name, _)| has_variable(before, name));
    let mut blocks = Vec::new();
    if !has_variable(before, "CLAIMSMITH_PUBLIC_URL") {
        blocks.push(environment_general());
    }
    for template in templates {
        let block = environment_of(template)?;
        if !block.lines().any(is_there) {
            blocks.push(block);
        }
    }
    let mut text = before.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.extend(blocks);
    Ok(text)
}

/// Whether a line sets this variable.
fn has_variable(text: &str, name: &str) -> bool {
    text.lines().any(|line| line.trim_start().split_once('=').is_some_and(|(known, _)| known.trim_end() == name))
}

/// What to add to the application.
fn instructions(templates: &[&Template]) -> Result<String, Failure> {
    let mut text = String::new();
    let features = needed_features(templates)?;
    if !features.is_empty() {
        let quoted: Vec<String> = features.iter().map(|feature| format!("\"{feature}\"")).collect();
        let _ = writeln!(text, "Cargo.toml: claimsmith needs these features too: {}\n", quoted.join(", "));
    }
    text.push_str("src/main.rs, beside what is there:\n\n");
    for template in templates {
        text.push_str(&module(template));
    }
    text.push_str("in main:\n\n");
    for module in templates.iter().map(|template| template.module()) {
        let _ = writeln!(text, "    let {module} = {module}::Policy::from_env()?;");
    }
    text.push_str("    let application = application");
    for module in templates.iter().map(|template| template.module()) {
        text.push_str(&handler(&module));
    }
    text.push_str(";\n");
    for template in templates {
        for client in &sdk(template)?.profiles {
            let path = claimsmith_runtime::sign_in_path(&client.profile.id);
            let _ = writeln!(text, "    println!(\"sign in at http://127.0.0.1:3000{path}\");");
        }
    }
    text.push('\n');
    for template in templates {
        let _ = writeln!(text, "What to register and which values to enter in .env: {}", template.page_url());
    }
    Ok(text)
}
