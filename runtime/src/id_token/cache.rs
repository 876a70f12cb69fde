//! A fetched value that is kept for a while.
//!
//! One fetch at a time: those who come while it runs wait for its outcome, good or bad. The clock is the client's, in
//! seconds; one that was set back makes values old, never eternal.

use super::gate::Gate;
use crate::config::Clock;
use crate::error::SignInError;
use crate::transport::Response;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How long a value is used without `max-age`, in seconds.
const LIFETIME: u64 = 5 * 60;
/// Shortest time between two fetches because of age, or because of an unknown key, in seconds.
const SHORTEST: u64 = 60;
/// Longest time that a value is used, whatever `max-age` says, and also when no newer one is to be had, in seconds.
const LONGEST: u64 = 24 * 60 * 60;

/// A value with an age.
pub(crate) struct Cache<T> {
    state: Mutex<State<T>>,
    gate: Gate,
}

struct State<T> {
    entry: Option<Entry<T>>,
    /// How many fetches have ended, well or not.
    ended: u64,
    /// When the last one failed, and how; `None` after a success.
    failure: Option<(u64, SignInError)>,
    /// When a fetch because of an unknown key began or ended last.
    renewed_at: Option<u64>,
}

struct Entry<T> {
    /// Where the value came from.
    url: String,
    value: Arc<T>,
    fetched_at: u64,
    lifetime: u64,
}

/// A value as it was fetched.
pub(crate) struct Fetched<T> {
    value: T,
    lifetime: u64,
}

impl<T> Fetched<T> {
    /// A value that lives as long as the answer's `Cache-Control` says, within bounds.
    pub(super) fn new(value: T, response: &Response) -> Self {
        Self { value, lifetime: lifetime(response) }
    }
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        let state = State { entry: None, ended: 0, failure: None, renewed_at: None };
        Self { state: Mutex::new(state), gate: Gate::default() }
    }
}

/// What the cache has.
enum Look<T> {
    Fresh(Arc<T>),
    /// Nothing, or something old; and how many fetches had ended.
    Fetch(u64),
}

impl<T> Cache<T> {
    /// The value from this URL: kept, or fetched by the future, which is not run otherwise.
    pub(crate) async fn get(
        &self,
        url: &str,
        clock: &dyn Clock,
        fetch: impl Future<Output = Result<Fetched<T>, SignInError>>,
    ) -> Result<Arc<T>, SignInError> {
        let ended = match self.look(url, clock) {
            Look::Fresh(value) => return Ok(value),
            Look::Fetch(ended) => ended,
        };
        let _passage = self.gate.enter().await;
        match self.look(url, clock) {
            Look::Fresh(value) => return Ok(value),
            // Somebody else's fetch failed while this one waited.
            Look::Fetch(count) if count != ended => {
                if let Some((_, error)) = &self.state().failure {
                    return Err(error.clone());
                }
            }
            Look::Fetch(_) => {}
        }
        let outcome = fetch.await;
        self.keep(url, clock, outcome)
    }

    /// A newer value than `old`, which lacks a key: the one that somebody else has fetched meanwhile, else a fetched one.
    /// `None` when the last such fetch began or ended less than a minute ago, or when it fails: the old value stays.
    pub(crate) async fn renew(
        &self,
        url: &str,
        clock: &dyn Clock,
        old: &Arc<T>,
        fetch: impl Future<Output = Result<Fetched<T>, SignInError>>,
    ) -> Option<Arc<T>> {
        let _passage = self.gate.enter().await;
        if let Some(decided) = self.newer(url, clock, old) {
            return decided;
        }
        // Before the fetch too: one whose sign-in is dropped was sent all the same, and must not be had for nothing.
        self.state().renewed_at = Some(clock.now());
        let outcome = fetch.await;
        let is_new = outcome.is_ok();
        let kept = self.keep(url, clock, outcome).ok();
        self.state().renewed_at = Some(clock.now());
        kept.filter(|_| is_new)
    }

    /// `None`: a fetch is due.
    fn newer(&self, url: &str, clock: &dyn Clock, old: &Arc<T>) -> Option<Option<Arc<T>>> {
        let state = self.state();
        let kept = state.entry.as_ref().filter(|entry| entry.url == url).map(|entry| &entry.value);
        if let Some(kept) = kept.filter(|kept| !Arc::ptr_eq(kept, old)) {
            return Some(Some(kept.clone()));
        }
        state.renewed_at.is_some_and(|at| is_within(at, clock.now(), SHORTEST)).then_some(None)
    }

    fn look(&self, url: &str, clock: &dyn Clock) -> Look<T> {
        let state = self.state();
        let now = clock.now();
        let failed_just_now = state.failure.as_ref().is_some_and(|(at, _)| is_within(*at, now, SHORTEST));
        match &state.entry {
            Some(entry) if entry.url == url => {
                let lifetime = if failed_just_now { LONGEST } else { entry.lifetime };
                match is_within(entry.fetched_at, now, lifetime) {
                    true => Look::Fresh(entry.value.clone()),
                    false => Look::Fetch(state.ended),
                }
            }
            _ => Look::Fetch(state.ended),
        }
    }

    /// Remembers the outcome of a fetch. A failure gives the old value for up to a day.
    fn keep(
        &self,
        url: &str,
        clock: &dyn Clock,
        outcome: Result<Fetched<T>, SignInError>,
    ) -> Result<Arc<T>, SignInError> {
        let mut state = self.state();
        let now = clock.now();
        state.ended += 1;
        match outcome {
            Ok(Fetched { value, lifetime }) => {
                let value = Arc::new(value);
                state.entry = Some(Entry { url: url.to_owned(), value: value.clone(), fetched_at: now, lifetime });
                state.failure = None;
                Ok(value)
            }
            Err(error) => {
                state.failure = Some((now, error.clone()));
                let usable = state.entry.as_ref().filter(|entry| entry.url == url);
                let usable = usable.filter(|entry| is_within(entry.fetched_at, now, LONGEST));
                usable.map(|entry| entry.value.clone()).ok_or(error)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether `now` is less than `span` seconds after `at`, and not before it.
fn is_within(at: u64, now: u64, span: u64) -> bool {
    now.checked_sub(at).is_some_and(|age| age < span)
}

/// Seconds that an answer may be used (RFC 9111 section 5.2.2): `max-age`, between one minute and a day; five minutes when
/// it says nothing.
fn lifetime(response: &Response) -> u64 {
    let headers = response.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("cache-control"));
    let directives =
        headers.flat_map(|(_, value)| value.split(',')).map(|directive| directive.trim().to_ascii_lowercase());
    let seconds = directives.filter_map(|directive| match directive.as_str() {
        "no-store" | "no-cache" => Some(0),
        other => other.strip_prefix("max-age=").and_then(|seconds| seconds.trim_matches('"').parse().ok()),
    });
    seconds.min().unwrap_or(LIFETIME).clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_lives_between_a_minute_and_a_day() {
        for (headers, seconds) in [
            (&[] as &[_], 300),
            (&[("Cache-Control", "public, max-age=19000, must-revalidate")], 19000),
            (&[("cache-control", "Max-Age=\"600\"")], 600),
            (&[("cache-control", "max-age=5")], 60),
            (&[("cache-control", "max-age=31536000")], 86400),
            (&[("cache-control", "max-age=99999999999999999999")], 300),
            (&[("cache-control", "max-age=-1")], 300),
            (&[("cache-control", "private"), ("Cache-Control", "no-store, max-age=900")], 60),
            (&[("expires", "max-age=900")], 300),
        ] {
            let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            assert_eq!(lifetime(&Response::new(200, headers, Vec::new())), seconds);
        }
    }
}
