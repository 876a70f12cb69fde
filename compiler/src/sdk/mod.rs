//! A crate on disk: the same items as the macro's, formatted, one file a provider.
//!
//! Deterministic: no time, no path of the machine. Every file names the tool and a hash of its own text; the record and
//! `src/lib.rs` name a hash of what the crate was made from, and the record says which files the crate consists of.
//!
//! - `options`: what the caller decides
//! - `input`: the policies of a crate, and a hash of all that reaches it
//! - `paths`: where everything stands: the modules by name
//! - `layout`: what stands in the modules, each profile once
//! - `header`: the first line of a file
//! - `dependencies`: the crates that the caller's derives and types come from
//! - `library`: `src/lib.rs`
//! - `module`: the other source files
//! - `manifest`: `Cargo.toml`
//! - `readme`: `README.md`
//! - `functions`: its part on functions
//! - `tokens`: its part on the tokens that an application gets
//! - `redirect_uris`: what is registered at the providers
//! - `example`: `examples/sign_in.rs`
//! - `licence`: `LICENSE`
//! - `record`: `claimsmith.lock`
//! - `workspace`: the manifest over several crates

mod dependencies;
mod example;
mod functions;
mod header;
mod input;
mod layout;
mod library;
mod licence;
mod manifest;
mod module;
mod options;
pub(crate) mod paths;
mod readme;
mod record;
mod redirect_uris;
mod tokens;
mod workspace;

pub use header::{HEADER, is_generated, is_unedited};
pub use input::{CrateInput, Hash, Omission, Part};
pub use manifest::quoted as toml_string;
pub use options::{CrateOptions, Dependency, EnvironmentFacts, FurtherDependency, GitReference};
pub use record::{RECORD, Record};
pub use workspace::workspace;

use crate::emit::{self, Style};
use crate::ir::Sdk;
use layout::Layout;
use std::collections::BTreeMap;

/// The files of a crate by their path in it, the record among them.
///
/// # Errors
/// When two policies ask for the same module, no module can be named after one, or a derive or type is of a crate that is no
/// dependency; otherwise when the tokens are not a Rust file, which is a bug of the generator.
pub fn files(input: &CrateInput<'_>) -> Result<BTreeMap<String, String>, String> {
    dependencies::check(input)?;
    let header = header::header();
    let layout = Layout::of(input)?;
    let mut files = module::files(&layout, &header)?;
    files.insert("src/lib.rs".to_owned(), library::text(input, &layout, &header));
    files.insert("Cargo.toml".to_owned(), manifest::text(input, &header));
    files.insert("README.md".to_owned(), readme::text(input, &layout, &header));
    files.insert("LICENSE".to_owned(), licence::text(input.options()));
    if let Some(example) = example::text(input, &layout, &header) {
        files.insert("examples/sign_in.rs".to_owned(), example);
    }
    files.insert("rustfmt.toml".to_owned(), format!("# {header}\n{RUSTFMT}"));
    header::seal(&mut files);
    let record = Record::of(input.hash(), &files);
    files.insert(RECORD.to_owned(), record.to_string());
    Ok(files)
}

/// The generated items as one formatted text: what the golden files hold.
///
/// # Errors
/// When the tokens are not a Rust file, which is a bug of the generator.
pub fn formatted(sdk: &Sdk) -> Result<String, String> {
    format(emit::emit(sdk, STYLE))
}

/// What is generated is formatted, though not as rustfmt does it, which must not change what the record names.
const RUSTFMT: &str = "# The files are formatted already.\ndisable_all_formatting = true\n";

/// A crate on disk should not change with the lines of a policy.
const STYLE: Style = Style { lines: false };

fn format(tokens: proc_macro2::TokenStream) -> Result<String, String> {
    let file = syn::parse2::<syn::File>(tokens).map_err(|error| format!("the generated code is not Rust: {error}"))?;
    Ok(prettyplease::unparse(&file))
}
