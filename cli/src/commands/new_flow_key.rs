//! `claimsmith new-flow-key`: a key that seals a sign-in under way.

use crate::output::{self, Failure, Status};
use claimsmith_runtime::FlowKey;

/// Prints a new random key.
pub(crate) fn run() -> Result<Status, Failure> {
    output::result(&(FlowKey::generate_base64() + "\n"))?;
    Ok(Status::Clean)
}
