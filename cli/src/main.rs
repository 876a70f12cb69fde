//! The `claimsmith` command.
//!
//! - `arguments`: the command line
//! - `commands`: one file a command
//! - `discover`: policy files below the paths that were named
//! - `disk`: the file system as the compiler reads it
//! - `settings`: which `appsettings.json` belongs to a policy, and its environments
//! - `compilation`: runs the compiler over a set of policies, once an environment
//! - `crate_policies`: the policies that go into one crate, and what they decide together
//! - `findings`: the findings of all runs, each once, in the format that was asked for
//! - `project`: `claimsmith.toml`, and the environments that follow from it and from the settings
//! - `path_patterns`: patterns that name files
//! - `replace_file`: replaces a file in one step
//! - `folder_lock`: one run at a time writes into a folder
//! - `crate_folder`: writes a generated crate without ever leaving half of one
//! - `listings`: which files stand in the folders that have been listed
//! - `nearest`: what the nearest folder in or above another one holds
//! - `built_folder`: folders that `claimsmith build` wrote into
//! - `paths`: path texts
//! - `output`: standard output, standard error, exit status

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

mod arguments;
mod built_folder;
mod commands;
mod compilation;
mod crate_folder;
mod crate_policies;
mod discover;
mod disk;
mod findings;
mod folder_lock;
mod listings;
mod nearest;
mod output;
mod path_patterns;
mod paths;
mod project;
mod replace_file;
mod settings;
mod templates;

use arguments::{Arguments, Command};
use clap::Parser;
use output::{Failure, Status};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let status = run(&Arguments::parse()).unwrap_or_else(|failure| {
        output::fail(&failure);
        Status::Usage
    });
    ExitCode::from(status.code())
}

fn run(arguments: &Arguments) -> Result<Status, Failure> {
    match &arguments.command {
        Command::Init(arguments) => commands::init::run(arguments),
        Command::Check(arguments) => commands::check::run(arguments),
        Command::Explain(arguments) => commands::explain::run(arguments),
        Command::Inspect(arguments) => commands::inspect::run(arguments),
        Command::SignIn(arguments) => commands::sign_in::run(arguments),
        Command::Add(arguments) => commands::add::run(arguments),
        Command::Generate(arguments) => commands::generate::run(arguments),
        Command::Build(arguments) => commands::build::run(arguments),
        Command::Diff(arguments) => commands::diff::run(arguments),
        Command::NewFlowKey => commands::new_flow_key::run(),
    }
}
