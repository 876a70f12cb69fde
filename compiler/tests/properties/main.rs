//! Every slip is found where it was made.
//!
//! The policies of this project are broken in one place after the other, and what the compiler says is compared with where
//! the slip is: in that file, at most three lines away, with a code of the kind of the slip.
//!
//! - `policies`: the policies, and where their elements stand
//! - `slip`: one change of a policy, and the judge of what is said of it
//! - `branches`: two policies on one base, together and each alone
//! - `digest`: what the schema demands, as far as the slips need it, written down independently of the compiler's table
//! - `structure`: elements and attributes in the wrong place, missing, repeated or misspelled; stray text; repeated ids
//! - `values`: values that are none
//! - `references`: references that lead nowhere

mod branches;
mod digest;
mod policies;
mod references;
mod slip;
mod structure;
mod values;

use policies::Sets;

/// `.ci/run` holds that our own policies have no warning either.
#[test]
fn the_policies_are_sound() {
    for (at, set) in Sets::read().0.iter().enumerate() {
        let outcome = set.check();
        let is_sound = if at == Sets::OF_THE_TESTS { outcome.diagnostics.is_empty() } else { !outcome.has_errors() };
        assert!(is_sound, "{}", slip::said(&outcome));
    }
}
