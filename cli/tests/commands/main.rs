//! The tool as its users run it: a process with arguments, of which standard output, standard error and exit status are
//! compared with `snapshots/`.

mod add;
mod add_client_ids;
mod add_conventions;
mod build;
mod check;
mod diff;
mod explain;
mod generate;
mod init;
mod inspect;
mod inspecting_page;
mod inventory;
mod settings;
mod sign_in;
mod support;
mod tenants;
