//! Everybody who may read the policies reads a secret in them, and the repository keeps it for ever.

use crate::diagnostic::codes::{SECRET_IN_POLICY, UNKNOWN_METADATA_KEY};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::secrets::secret;

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        for item in &profile.metadata {
            let Some(what) = secret(item) else { continue };
            // That a key is not known matters less than that its value is a secret.
            diagnostics.remove(UNKNOWN_METADATA_KEY, item.key.span);
            diagnostics.push(
                Diagnostic::new(SECRET_IN_POLICY, format!("{what} of metadata `{}` is a secret", item.key.value))
                    .at(item.value.span, "readable for everybody who reads the policy")
                    .confidential()
                    .help("remove it here and change it where it is used: who has read the policy knows it")
                    .help("keep it as a policy key and name it among the `CryptographicKeys`"),
            );
        }
    }
}
