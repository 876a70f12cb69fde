//! `claimsmith init`: the smallest policy that compiles, and the code that uses it.

use crate::arguments::{Init, Provider};
use crate::output::{self, Failure, Status};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// A provider's policy.
struct Template {
    /// Name of the Rust module and of the file.
    module: &'static str,
    policy: &'static str,
    /// What the provider's own pages call the client id and the client secret.
    names: [&'static str; 2],
}

const QQ: Template =
    Template { module: "qq", policy: include_str!("../../../policies/providers/qq.xml"), names: ["APP ID", "APP Key"] };

const GITHUB: Template = Template {
    module: "github",
    policy: include_str!("../../../policies/providers/github.xml"),
    names: ["Client ID", "client secret"],
};

impl Template {
    const fn of(provider: Provider) -> &'static Self {
        match provider {
            Provider::Qq => &QQ,
            Provider::GitHub => &GITHUB,
        }
    }

    fn path(&self) -> String {
        format!("policies/{}.xml", self.module)
    }

    /// The policy with the paths of its comments as they are in an application.
    fn text(&self) -> String {
        let page = format!("docs/providers/{}.md", self.module);
        let page_url = page_url(self);
        self.policy.replace("policies/providers/", "policies/").replace(&page, &page_url)
    }

    /// What the policy generates, to name its variables.
    fn sdk(&self) -> Result<Sdk, Failure> {
        let loader: MemoryLoader = [(self.path(), self.text())].into_iter().collect();
        let outcome = compile(&Options::new([self.path()], Purpose::Generate), &loader);
        outcome.sdk.ok_or_else(|| Failure::new(format!("the policy for {} does not compile", self.module)))
    }
}

fn page_url(template: &Template) -> String {
    format!("{}/blob/main/docs/providers/{}.md", env!("CARGO_PKG_REPOSITORY"), template.module)
}

/// Writes the policies and `.env.example`, and prints the lines for `Cargo.toml` and `main.rs`.
///
/// # Errors
/// When one of the files exists already, or cannot be written.
pub(crate) fn run(arguments: &Init) -> Result<Status, Failure> {
    let mut providers = arguments.providers.clone();
    if providers.is_empty() {
        providers.push(Provider::Qq);
    }
    let mut templates: Vec<&Template> = Vec::new();
    for provider in providers {
        let template = Template::of(provider);
        if !templates.iter().any(|known| known.module == template.module) {
            templates.push(template);
        }
    }
    let mut files: BTreeMap<String, String> =
        templates.iter().map(|template| (template.path(), template.text())).collect();
    files.insert(".env.example".to_owned(), environment_example(&templates)?);
    write(Path::new(&arguments.folder), &files)?;
    for path in files.keys() {
        output::message(&format!("wrote {}\n", Path::new(&arguments.folder).join(path).display()));
    }
    output::result(&instructions(&templates))?;
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
        for client in &template.sdk()?.profiles {
            let name = &client.profile.display_name;
            let [client_id, client_secret] = template.names;
            let _ = write!(text, "\n# {name}. What to register there: {}\n", page_url(template));
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

fn instructions(templates: &[&Template]) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let repository = env!("CARGO_PKG_REPOSITORY");
    let mut text = format!(
        "Cargo.toml:\n\n\
         [dependencies]\n\
         axum = \"0.8\"\n\
         # not published yet? use {{ git = \"{repository}\" }}\n\
         claimsmith = \"{version}\"\n\
         claimsmith-axum = \"{version}\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n\n\
         src/main.rs:\n\n"
    );
    for template in templates {
        let path = template.path();
        let _ = writeln!(text, "mod {} {{\n    claimsmith::include_policy!(\"{path}\");\n}}\n", template.module);
    }
    text.push_str("#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n");
    for Template { module, .. } in templates {
        let _ = writeln!(text, "    let {module} = {module}::Policy::from_env()?;");
    }
    text.push_str("    let application = axum::Router::new()");
    for Template { module, .. } in templates {
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
        let _ = writeln!(text, "What to register and which values to enter in .env.example: {}", page_url(template));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_compiler::Severity;

    #[test]
    fn every_template_compiles_without_a_finding_and_names_its_new_place() {
        for template in [&QQ, &GITHUB] {
            let loader: MemoryLoader = [(template.path(), template.text())].into_iter().collect();
            let outcome = compile(&Options::new([template.path()], Purpose::Generate), &loader);
            let errors: Vec<_> =
                outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{errors:?}");
            assert_eq!(outcome.sdk.map(|sdk| sdk.profiles.len()), Some(1));
            assert!(!template.text().contains("policies/providers"));
            assert!(template.text().contains(&page_url(template)));
        }
    }
}
