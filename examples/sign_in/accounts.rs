//! The accounts, and which users of which providers they belong to. A real application has them in a database.
//!
//! A user is found by [`SubjectKey`] only. An e-mail address never signs anybody in to an account and never links two
//! users, whatever the provider says of it: whoever can get a provider to vouch for somebody else's address would have the
//! account. It only tells when somebody is about to get a second account by mistake.

use claimsmith::{Email, SubjectKey};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whoever can sign in could fill the memory otherwise.
const MOST_USERS: usize = 10_000;

/// All accounts.
#[derive(Default)]
pub(crate) struct Accounts {
    users: Mutex<BTreeMap<SubjectKey, LinkedUser>>,
}

/// The name of an account in this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AccountId(usize);

/// A user of a provider, as a part of an account.
struct LinkedUser {
    account: AccountId,
    profile_id: String,
    address: Option<String>,
}

/// Why there is no account for somebody who signed in, or why a user was not linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The address belongs to another account: its owner has to sign in to that one, and to ask for the link there.
    LinkNeeded,
    /// This user of the provider belongs to another account.
    LinkedElsewhere,
    /// There is no room for another user.
    Full,
}

impl Accounts {
    /// The account of a user. Who has never been here gets a new one, unless the address belongs to an account already.
    pub(crate) fn sign_in(
        &self,
        subject: &SubjectKey,
        profile_id: &str,
        email: Option<&Email>,
    ) -> Result<AccountId, Refusal> {
        let mut users = self.lock();
        let address = email.map(comparable);
        if let Some(user) = users.get_mut(subject) {
            user.address = address;
            return Ok(user.account);
        }
        if address.is_some() && users.values().any(|user| user.address == address) {
            return Err(Refusal::LinkNeeded);
        }
        // Nobody is ever removed, so this number is new.
        let account = AccountId(users.len());
        add(&mut users, subject, LinkedUser { account, profile_id: profile_id.to_owned(), address })?;
        Ok(account)
    }

    /// Adds a user to the account of somebody who is signed in to it and asked for that.
    pub(crate) fn link(
        &self,
        account: AccountId,
        subject: &SubjectKey,
        profile_id: &str,
        email: Option<&Email>,
    ) -> Result<(), Refusal> {
        let mut users = self.lock();
        match users.get(subject) {
            Some(user) if user.account == account => Ok(()),
            Some(_) => Err(Refusal::LinkedElsewhere),
            None => {
                let address = email.map(comparable);
                add(&mut users, subject, LinkedUser { account, profile_id: profile_id.to_owned(), address })
            }
        }
    }

    /// The users of an account, with the technical profile that each signed in with.
    pub(crate) fn users(&self, account: AccountId) -> Vec<(SubjectKey, String)> {
        let users = self.lock();
        let linked = users.iter().filter(|(_, user)| user.account == account);
        linked.map(|(subject, user)| (subject.clone(), user.profile_id.clone())).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<SubjectKey, LinkedUser>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn add(users: &mut BTreeMap<SubjectKey, LinkedUser>, subject: &SubjectKey, user: LinkedUser) -> Result<(), Refusal> {
    if users.len() >= MOST_USERS {
        return Err(Refusal::Full);
    }
    users.insert(subject.clone(), user);
    Ok(())
}

/// Without regard to case: to take two addresses for one only ever asks somebody to link.
fn comparable(email: &Email) -> String {
    email.address.to_lowercase()
}
