//! One file a command: from its arguments to what it prints and its exit status.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod new_flow_key;
pub(crate) mod sign_in;
