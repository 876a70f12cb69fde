//! One holder at a time, for futures of any executor.
//!
//! Needs no executor and no timer. A holder that is dropped opens the gate, wherever it was; those who wait are all woken
//! and try again, so none is forgotten when another one that was woken goes away.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// The gate.
#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: bool,
    waiting: BTreeMap<u64, Waker>,
    last_ticket: u64,
}

impl Gate {
    /// Waits until nobody holds the gate, and holds it.
    pub(super) fn enter(&self) -> Enter<'_> {
        Enter { gate: self, ticket: None }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits at the gate.
pub(super) struct Enter<'g> {
    gate: &'g Gate,
    ticket: Option<u64>,
}

/// Holds the gate until it is dropped.
pub(super) struct Passage<'g> {
    gate: &'g Gate,
}

impl<'g> Future for Enter<'g> {
    type Output = Passage<'g>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let gate = self.gate;
        let mut state = gate.state();
        if !state.held {
            state.held = true;
            return Poll::Ready(Passage { gate });
        }
        let ticket = *self.ticket.get_or_insert_with(|| {
            state.last_ticket += 1;
            state.last_ticket
        });
        state.waiting.insert(ticket, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Enter<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.gate.state().waiting.remove(&ticket);
        }
    }
}

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.gate.state();
            state.held = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_values().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn poll<F: Future>(future: Pin<&mut F>, count: &Arc<Count>) -> Option<F::Output> {
        match future.poll(&mut Context::from_waker(&Waker::from(count.clone()))) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    #[test]
    fn one_holds_it_and_all_others_are_woken() {
        let (gate, woken) = (Gate::default(), Arc::new(Count::default()));
        let first = poll(pin!(gate.enter()), &woken).expect("open");
        let (mut second, mut third) = (pin!(gate.enter()), pin!(gate.enter()));
        assert!(poll(second.as_mut(), &woken).is_none() && poll(third.as_mut(), &woken).is_none());
        assert!(poll(third.as_mut(), &woken).is_none(), "polled again without need");
        drop(first);
        assert_eq!(woken.0.load(Ordering::SeqCst), 2, "each once");
        let held = poll(third.as_mut(), &woken).expect("open again");
        assert!(poll(second.as_mut(), &woken).is_none());
        drop(held);
        assert!(poll(second.as_mut(), &woken).is_some());
    }

    #[test]
    fn whoever_goes_away_leaves_it_open() {
        let (gate, woken) = (Gate::default(), Arc::new(Count::default()));
        let holder = poll(pin!(gate.enter()), &woken).expect("open");
        let mut leaves = Box::pin(gate.enter());
        let mut stays = pin!(gate.enter());
        assert!(poll(leaves.as_mut(), &woken).is_none() && poll(stays.as_mut(), &woken).is_none());
        drop(leaves);
        drop(holder);
        assert_eq!(woken.0.load(Ordering::SeqCst), 1, "nobody else waits");
        let mut woken_and_gone = Box::pin(gate.enter());
        let held = poll(stays.as_mut(), &woken).expect("open");
        assert!(poll(woken_and_gone.as_mut(), &woken).is_none());
        drop(held);
        drop(woken_and_gone);
        assert!(poll(pin!(gate.enter()), &woken).is_some());
        assert!(gate.state().waiting.is_empty());
    }
}
