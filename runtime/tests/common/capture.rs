//! What is traced, as one text to search for secrets.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, Once};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes everything that is traced, fields included, into one text.
#[derive(Clone, Default)]
pub(crate) struct Capture(pub(crate) Arc<Mutex<String>>);

impl Capture {
    /// What `traced` returns, with everything that it traces in this text.
    ///
    /// `tracing` asks once per place of the code whether anybody listens. While a single collector is known, it asks on
    /// behalf of the thread that comes to the place first; a test beside this one, which collects nothing, would
    /// silence the place for all. A collector of the whole process always listens.
    pub(crate) fn during<T>(&self, traced: impl FnOnce() -> T) -> T {
        static LISTENING: Once = Once::new();
        LISTENING.call_once(|| {
            tracing::subscriber::set_global_default(Self::default()).expect("nothing else collects for the process");
        });
        tracing::subscriber::with_default(self.clone(), traced)
    }
}

impl Visit for Capture {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().expect("no panic"), "{field}={value:?} ").expect("memory");
    }
}

impl Subscriber for Capture {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
