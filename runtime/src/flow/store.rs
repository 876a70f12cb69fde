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

/// Seconds between two removals of what may be forgotten: each looks at every flow, which must not happen at every
/// sign-in.
const PRUNE_INTERVAL: u64 = 60;

/// A [`FlowStore`] in the memory of this process, for applications with one instance.
///
/// What may be forgotten is removed at most once a minute, by the first sign-in after that. While people sign in, the
/// store hence holds the flows that were finished in the last eleven minutes and no others, some 100 bytes each.
#[derive(Clone)]
pub struct MemoryFlowStore {
    spent: Arc<Mutex<Spent>>,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct Spent {
    /// Digest of the state, and when it may be forgotten.
    flows: BTreeMap<String, u64>,
    pruned_at: u64,
}

impl Spent {
    fn spend(&mut self, flow: String, expires_at: u64, now: u64) -> bool {
        // Also when the clock was set back: a time far ahead would otherwise stop the pruning.
        if now.abs_diff(self.pruned_at) >= PRUNE_INTERVAL {
            self.flows.retain(|_, expires_at| *expires_at >= now);
            self.pruned_at = now;
        }
        self.flows.insert(flow, expires_at).is_none()
    }
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
        Box::pin(std::future::ready(spent.spend(flow, expires_at, now)))
    }
}

impl fmt::Debug for MemoryFlowStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemoryFlowStore")
    }
}

#[cfg(test)]
mod tests {
    use super::Spent;

    #[test]
    fn what_may_be_forgotten_is_removed_once_a_minute() {
        let mut spent = Spent::default();
        let mut spend = |flow: &str, now: u64| (spent.spend(flow.to_owned(), now + 10, now), spent.flows.len());
        assert_eq!(spend("a", 1000), (true, 1));
        assert_eq!(spend("b", 1059), (true, 2), "less than a minute later all are kept");
        assert_eq!(spend("b", 1059), (false, 2));
        assert_eq!(spend("c", 1060), (true, 2), "the first has expired, the second has not");
        assert_eq!(spend("b", 1061), (false, 2));
        assert_eq!(spend("d", 1200), (true, 1));
        assert_eq!(spend("e", 900), (true, 2), "the clock was set back");
        assert_eq!(spend("f", 960), (true, 2));
    }
}
