//! `claimsmith init`: the smallest policy that compiles, its project file, and the code that uses it.

use crate::arguments::Init;
use crate::output::{self, Failure, Status};
use crate::project::FILE_NAME;
use crate::templates::Template;
use claimsmith_compiler::emit::features;
use claimsmith_compiler::ir::Sdk;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Writes the policies, `claimsmith.toml` and `.env.example`, and prints the lines for `Cargo.toml` and `main.rs`.
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
    let mut files: BTreeMap<String, String> =
        templates.iter().map(|template| (template.path(), template.text())).collect();
    files.insert(".env.example".to_owned(), environment_example(&templates)?);
    files.insert(FILE_NAME.to_owned(), project_file());
    write(Path::new(&arguments.folder), &files)?;
    for path in files.keys() {
        output::message(&format!("wrote {}\n", Path::new(&arguments.folder).join(path).display()));
    }
    output::result(&instructions(&templates)?)?;
    Ok(Status::Clean)
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
    let mut text = String::from(
        "# What the application reads from its environment. Copy this file to `.env`, which stays out of the repository,\n\
         # and load it before the application starts: set -a; . ./.env; set +a\n\n\
         # Address of the application as browsers see it; https, except on this machine.\n\
         CLAIMSMITH_PUBLIC_URL=http://127.0.0.1:3000\n\n\
         # Seals a sign-in under way. Every instance needs the same; `claimsmith new-flow-key` makes one.\n\
         # Not needed while the address above is on this machine.\n\
         CLAIMSMITH_FLOW_KEYS=\n",
    );
    for template in templates {
        for client in &sdk(template)?.profiles {
            let name = &client.profile.display_name;
            let [client_id, client_secret] = template.names;
            let _ = write!(text, "\n# {name}. What to register there: {}\n", template.page_url());
            let path = claimsmith_runtime::callback_path(&client.profile.id);
            let _ = writeln!(text, "# Redirect URI to register: CLAIMSMITH_PUBLIC_URL followed by {path}");
            let _ =
                writeln!(text, "# The client id, at {name} \"{client_id}\".\n{}=", client.profile.client_id_variable);
            for key in &client.keys {
                let _ = writeln!(
                    text,
                    "# The client secret, at {name} \"{client_secret}\". Keep it secret.\n{}=",
                    key.variable
                );
            }
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
         tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n\n\
         src/main.rs:\n\n"
    );
    for template in templates {
        let path = template.path();
        let module = template.module();
        let _ = writeln!(text, "mod {module} {{\n    claimsmith::include_policy!(\"{path}\");\n}}\n");
    }
    text.push_str("#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n");
    for module in templates.iter().map(|template| template.module()) {
        let _ = writeln!(text, "    let {module} = {module}::Policy::from_env()?;");
    }
    text.push_str("    let application = axum::Router::new()");
    for module in templates.iter().map(|template| template.module()) {
        let _ = write!(
            text,
            "\n        .merge(claimsmith_axum::sign_in({module}, |signed_in| async move {{\n\
             \x20           match signed_in.subject() {{\n\
             \x20               Some(user) => format!(\"signed in as {{user}}\"),\n\
             \x20               None => \"signed in\".to_owned(),\n\
             \x20           }}\n\
             \x20       }}))"
        );
    }
    text.push_str(
        ";\n    let listener = tokio::net::TcpListener::bind(\"127.0.0.1:3000\").await?;\n\
         \x20   axum::serve(listener, application).await?;\n    Ok(())\n}\n\n",
    );
    for template in templates {
        let _ = writeln!(text, "What to register and which values to enter in .env.example: {}", template.page_url());
    }
    Ok(text)
}

/// The line of `Cargo.toml` for the facade, with the features that the policies need.
fn facade_dependency(templates: &[&Template]) -> Result<String, Failure> {
    let mut needed = BTreeSet::new();
    for template in templates {
        needed.extend(features(&sdk(template)?));
    }
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
