//! `claimsmith init`: the smallest policy that compiles, its project file, and the code that uses it.
//!
//! - this file: a new application
//! - `another`: one more provider for an application that has been initialised
//! - `gitignore`: keeps the secrets out of the repository

mod another;
mod gitignore;

use crate::arguments::Init;
use crate::output::{self, Failure, Status};
use crate::project::FILE_NAME;
use crate::templates::Template;
use claimsmith_compiler::emit::features;
use claimsmith_compiler::ir::Sdk;
use gitignore::Done;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Writes the policies, `claimsmith.toml` and `.env.example`, keeps `.env` out of the repository, and prints the lines for
/// `Cargo.toml` and `main.rs`. In a folder that has a `claimsmith.toml`, adds the providers to what is there.
///
/// # Errors
/// When one of the files exists already, or cannot be written.
pub(crate) fn run(arguments: &Init) -> Result<Status, Failure> {
    let mut templates: Vec<&Template> = Vec::new();
    for template in &arguments.providers {
        if !templates.contains(template) {
            templates.push(template);
        }
    }
    let folder = Path::new(&arguments.folder);
    if another::is_initialised(folder) {
        let status = another::run(folder, &templates)?;
        keep_secrets_out(folder)?;
        return Ok(status);
    }
    let mut files: BTreeMap<String, String> =
        templates.iter().map(|template| (template.path(), template.text())).collect();
    files.insert(another::EXAMPLE.to_owned(), environment_example(&templates)?);
    files.insert(FILE_NAME.to_owned(), project_file());
    write(folder, &files)?;
    for path in files.keys() {
        output::message(&format!("wrote {}\n", folder.join(path).display()));
    }
    keep_secrets_out(folder)?;
    output::result(&instructions(&templates)?)?;
    Ok(Status::Clean)
}

/// Says what was done to `.gitignore`, if anything.
fn keep_secrets_out(folder: &Path) -> Result<(), Failure> {
    let path = folder.join(".gitignore");
    match gitignore::ignore(folder)? {
        Done::New => output::message(&format!("wrote {}\n", path.display())),
        Done::Extended => output::message(&format!("added .env to {}\n", path.display())),
        Done::Nothing => {}
    }
    Ok(())
}

/// Writes all files, or none when one exists.
fn write(folder: &Path, files: &BTreeMap<String, String>) -> Result<(), Failure> {
    let existing: Vec<String> = files
        .keys()
        .map(|path| folder.join(path))
        .filter(|path| path.symlink_metadata().is_ok())
        .map(|path| format!("`{}`", path.display()))
        .collect();
    if !existing.is_empty() {
        let exist = if existing.len() == 1 { "exists" } else { "exist" };
        return Err(Failure::new(format!("{} {exist} already; nothing was written", existing.join(", ")))
            .help("move it away, or name another folder"));
    }
    for (path, text) in files {
        let path = folder.join(path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
            // The file may have appeared since the look above: `create_new` does not overwrite it even then.
            fs::File::create_new(&path)?.write_all(text.as_bytes())
        });
        written.map_err(|error| Failure::io("write", &path, &error))?;
    }
    Ok(())
}

/// With the file, `build` and the other commands find the policies from every folder of the application, and take none
/// that stands elsewhere in it.
fn project_file() -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!(
        "# What the `claimsmith` command knows of this application, from every folder in it. The application itself reads\n\
         # nothing here. What else can stand here: {repository}/blob/main/docs/tenants.md\n\n\
         # Which files are policies.\n\
         policies = [\"policies/*.xml\"]\n\n\
         [check]\n\
         # What `claimsmith check` fails for, beside errors: all warnings, or codes such as \"CS0801\".\n\
         # deny = [\"warnings\"]\n\n\
         [generate]\n\
         # Where crates of `claimsmith generate` get `claimsmith` from, as long as it is not published.\n\
         # claimsmith = {{ git = \"{repository}\" }}\n"
    )
}

fn environment_example(templates: &[&Template]) -> Result<String, Failure> {
    let mut text = environment_general();
    for template in templates {
        text.push_str(&environment_of(template)?);
    }
    Ok(text)
}

/// What every application reads.
fn environment_general() -> String {
    String::from(
        "# What the application reads from its environment. Copy this file to `.env`, which .gitignore keeps out of the\n\
         # repository, and load that before the application starts: set -a; . ./.env; set +a\n\n\
         # Address of the application as browsers see it; https, except on this machine.\n\
         CLAIMSMITH_PUBLIC_URL=http://127.0.0.1:3000\n\n\
         # Seals a sign-in under way. Every instance needs the same; `claimsmith new-flow-key` makes one.\n\
         # Not needed while the address above is on this machine.\n\
         CLAIMSMITH_FLOW_KEYS=\n",
    )
}

/// What an application with this provider reads.
fn environment_of(template: &Template) -> Result<String, Failure> {
    let mut text = String::new();
    for client in &sdk(template)?.profiles {
        let name = &client.profile.display_name;
        let [client_id, client_secret] = template.names;
        let _ = write!(text, "\n# {name}. What to register there: {}\n", template.page_url());
        let path = claimsmith_runtime::callback_path(&client.profile.id);
        let _ = writeln!(text, "# Redirect URI to register: CLAIMSMITH_PUBLIC_URL followed by {path}");
        let _ = writeln!(text, "# The client id, at {name} \"{client_id}\".\n{}=", client.profile.client_id_variable);
        for key in &client.keys {
            let _ = writeln!(
                text,
                "# The client secret, at {name} \"{client_secret}\". Keep it secret.\n{}=",
                key.variable
            );
        }
    }
    Ok(text)
}

fn instructions(templates: &[&Template]) -> Result<String, Failure> {
    let facade = facade_dependency(templates)?;
    let version = env!("CARGO_PKG_VERSION");
    let repository = env!("CARGO_PKG_REPOSITORY");
    let mut text = format!(
        "Cargo.toml:\n\n\
         [dependencies]\n\
         axum = \"0.8\"\n\
         # not published yet? use {{ git = \"{repository}\" }}\n\
         {facade}\n\
         claimsmith-axum = \"{version}\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n\
         tracing-subscriber = \"0.3\"\n\n\
         src/main.rs:\n\n"
    );
    for template in templates {
        text.push_str(&module(template));
    }
    text.push_str("#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n");
    text.push_str("    tracing_subscriber::fmt::init(); // says why a sign-in failed\n");
    for module in templates.iter().map(|template| template.module()) {
        let _ = writeln!(text, "    let {module} = {module}::Policy::from_env()?;");
    }
    text.push_str("    let application = axum::Router::new()");
    for module in templates.iter().map(|template| template.module()) {
        text.push_str(&handler(&module));
    }
    text.push_str(";\n    let listener = tokio::net::TcpListener::bind(\"127.0.0.1:3000\").await?;\n");
    for path in start_paths(templates)? {
        let _ = writeln!(text, "    println!(\"sign in at http://127.0.0.1:3000{path}\");");
    }
    text.push_str("    axum::serve(listener, application).await?;\n    Ok(())\n}\n\n");
    for template in templates {
        let _ = writeln!(text, "What to register and which values to enter in .env: {}", template.page_url());
    }
    Ok(text)
}

/// Where a sign-in begins, for each provider.
fn start_paths(templates: &[&Template]) -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    for template in templates {
        paths.extend(sdk(template)?.profiles.iter().map(|client| claimsmith_runtime::sign_in_path(&client.profile.id)));
    }
    Ok(paths)
}

/// The module with the code of a policy.
fn module(template: &Template) -> String {
    format!("mod {} {{\n    claimsmith::include_policy!(\"{}\");\n}}\n\n", template.module(), template.path())
}

/// The routes of a policy, behind those of the others.
fn handler(module: &str) -> String {
    format!(
        "\n        .merge(claimsmith_axum::sign_in({module}, |signed_in| async move {{\n\
         \x20           match signed_in.subject() {{\n\
         \x20               Some(user) => format!(\"signed in as {{user}}\"),\n\
         \x20               None => \"signed in\".to_owned(),\n\
         \x20           }}\n\
         \x20       }}))"
    )
}

/// The features of the facade that the policies need.
fn needed_features(templates: &[&Template]) -> Result<BTreeSet<&'static str>, Failure> {
    let mut needed = BTreeSet::new();
    for template in templates {
        needed.extend(features(&sdk(template)?));
    }
    Ok(needed)
}

/// The line of `Cargo.toml` for the facade, with the features that the policies need.
fn facade_dependency(templates: &[&Template]) -> Result<String, Failure> {
    let needed = needed_features(templates)?;
    let version = env!("CARGO_PKG_VERSION");
    let quoted: Vec<String> = needed.iter().map(|feature| format!("\"{feature}\"")).collect();
    Ok(if quoted.is_empty() {
        format!("claimsmith = \"{version}\"")
    } else {
        format!("claimsmith = {{ version = \"{version}\", features = [{}] }}", quoted.join(", "))
    })
}

fn sdk(template: &Template) -> Result<Sdk, Failure> {
    template.sdk().ok_or_else(|| Failure::new(format!("the policy for {} does not compile", template.name)))
}
