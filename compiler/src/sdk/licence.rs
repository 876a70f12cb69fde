//! `LICENSE`.

use super::CrateOptions;

pub(super) fn text(options: &CrateOptions) -> String {
    match &options.license {
        Some(license) => format!(
            "This crate is licensed under the SPDX license expression\n\n    {license}\n\nThe text of each license it \
             names is at https://spdx.org/licenses/.\n",
        ),
        None => {
            "This crate was generated from custom policies, and all rights in it are reserved by the owner of those\n\
             policies. The crates it depends on have licenses of their own.\n"
                .to_owned()
        }
    }
}
