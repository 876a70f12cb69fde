//! The application's session: a random id in a cookie, everything else in this process. It has nothing to do with the flow
//! cookie of a sign-in, and neither is ever taken for the other.

use crate::accounts::AccountId;
use crate::user::User;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use claimsmith::{Randomness, RandomnessError, SystemRandomness};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const LIFETIME: Duration = Duration::from_secs(8 * 60 * 60);
/// Whoever can sign in could fill the memory otherwise.
const MOST_SESSIONS: usize = 10_000;

/// A signed-in user.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) account: AccountId,
    pub(crate) user: Arc<User>,
    /// Stands in every form of this session: another site cannot know it, so it cannot post the form.
    pub(crate) form_token: String,
    /// Stands in the links of this session that link another provider, and comes back from the sign-in there.
    pub(crate) link_token: String,
    expires: Instant,
}

/// All sessions.
pub(crate) struct Sessions {
    secure: bool,
    sessions: Mutex<HashMap<String, Session>>,
}

impl Sessions {
    /// `secure`: browsers reach the application over https.
    pub(crate) fn new(secure: bool) -> Self {
        Self { secure, sessions: Mutex::default() }
    }

    /// Begins a session and returns its cookie. The id is always a new one, so nobody can prepare it for somebody else.
    pub(crate) fn begin(&self, account: AccountId, user: Arc<User>) -> Result<String, RandomnessError> {
        let (id, form_token, link_token) = (random_text()?, random_text()?, random_text()?);
        let now = Instant::now();
        let session = Session { account, user, form_token, link_token, expires: now + LIFETIME };
        let mut sessions = self.lock();
        sessions.retain(|_, session| session.expires > now);
        if sessions.len() >= MOST_SESSIONS {
            let oldest = sessions.iter().min_by_key(|(_, session)| session.expires).map(|(id, _)| id.clone());
            oldest.and_then(|id| sessions.remove(&id));
        }
        let cookie = self.cookie(&id, LIFETIME);
        sessions.insert(id, session);
        Ok(cookie)
    }

    /// The session that a request belongs to.
    pub(crate) fn find(&self, headers: &HeaderMap) -> Option<Session> {
        let session = self.lock().get(self.id(headers)?).cloned()?;
        (session.expires > Instant::now()).then_some(session)
    }

    /// The account of the session that a link was made for; `None` when it is not of this session: somebody else made
    /// it, and following it links nothing.
    pub(crate) fn linking(&self, headers: &HeaderMap, link_token: &str) -> Option<AccountId> {
        let session = self.find(headers)?;
        (session.link_token == link_token).then_some(session.account)
    }

    /// Ends the session that a form was posted from and returns the cookie that clears it; `None` when the form is not
    /// of this session. Without a session there is nothing to end and nothing to protect.
    pub(crate) fn end(&self, headers: &HeaderMap, form_token: &str) -> Option<String> {
        if let Some(session) = self.find(headers) {
            if session.form_token != form_token {
                return None;
            }
            self.lock().remove(self.id(headers)?);
        }
        Some(self.cookie("", Duration::ZERO))
    }

    fn id<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut cookies = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        cookies.find(|(name, _)| *name == self.name()).map(|(_, id)| id)
    }

    fn name(&self) -> &'static str {
        if self.secure { "__Host-session" } else { "session" }
    }

    /// `Lax`, because the first request of the session is the redirect that ends a journey begun at the provider.
    fn cookie(&self, id: &str, lifetime: Duration) -> String {
        let (name, seconds) = (self.name(), lifetime.as_secs());
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{name}={id}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 256 random bits in hexadecimal.
fn random_text() -> Result<String, RandomnessError> {
    let mut bytes = [0; 32];
    SystemRandomness.fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
