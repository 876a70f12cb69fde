//! Strict one-time use of flows.

use crate::config::{Clock, SystemClock};
use crate::transport::BoxFuture;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Remembers which flows are spent.
///
/// Without a store, a finished flow ends with its cookie, and the provider refuses a second use of the code. A store
/// also refuses somebody who kept a copy of the cookie.
pub trait FlowStore: Send + Sync {
    /// Records that a flow is being finished. Yields whether this is the first time; a store that cannot tell yields
    /// `false`. Must be atomic over all instances that share the store.
    ///
    /// `flow` is a digest of the state, 43 characters; it may be forgotten after `expires_at`, in seconds since 1970.
    fn spend(&self, flow: String, expires_at: u64) -> BoxFuture<'_, bool>;
}

/// A [`FlowStore`] in the memory of this process, for applications with one instance. Holds the flows of the last ten
/// minutes, some 100 bytes each.
#[derive(Clone)]
pub struct MemoryFlowStore {
    spent: Arc<Mutex<BTreeMap<String, u64>>>,
    clock: Arc<dyn Clock>,
}

impl MemoryFlowStore {
    /// A store with the system's clock.
    #[must_use]
    pub fn new() -> Self {
        Self::with_clock(Arc::new(SystemClock))
    }

    /// A store with another clock; it must be the clock of the clients.
    #[must_use]
    pub fn with_clock(clock: Arc<dyn Clock>) -> Self {
        Self { spent: Arc::default(), clock }
    }
}

impl Default for MemoryFlowStore {
    fn default() -> Self {
        Self::new()
    }
}

impl FlowStore for MemoryFlowStore {
    fn spend(&self, flow: String, expires_at: u64) -> BoxFuture<'_, bool> {
        let now = self.clock.now();
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.retain(|_, expires_at| *expires_at >= now);
        let first = spent.insert(flow, expires_at).is_none();
        Box::pin(std::future::ready(first))
    }
}

impl fmt::Debug for MemoryFlowStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemoryFlowStore")
    }
}
