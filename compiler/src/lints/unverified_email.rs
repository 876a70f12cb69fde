//! An address that nobody has verified may be that of somebody else.

use crate::diagnostic::codes::UNVERIFIED_EMAIL;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::value::boolean;
use crate::protocol::{Role, role_of};

pub(super) fn lint(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.fresh_profiles().filter(|profile| role_of(profile) == Some(Role::SelfAsserted)) {
        let Some(item) = profile.metadata("EnforceEmailVerification") else { continue };
        if boolean(&item.value) == Some(false) {
            diagnostics.push(
                Diagnostic::new(UNVERIFIED_EMAIL, format!("`{}` takes an e-mail address unseen", profile.id.value))
                    .at(item.value.span, "users may write the address of somebody else")
                    .help("verify it in another step, or remove the item"),
            );
        }
    }
}
