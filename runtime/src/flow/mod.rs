//! What stands between the two halves of a sign-in.

mod key;
mod local_path;
mod sealed;
mod state;
mod store;

pub use key::{FlowKey, FlowKeys};
pub use local_path::{LocalPath, LocalPathError};
pub use sealed::SealedFlow;
pub(crate) use sealed::{Flow, seal};
pub(crate) use state::{is_attempt, new_nonce, new_state, new_verifier, pkce_challenge, same_text, text_digest};
pub use store::{FlowStore, MemoryFlowStore};

/// How long a flow may take, in seconds.
pub(crate) const LIFETIME: u64 = 600;
