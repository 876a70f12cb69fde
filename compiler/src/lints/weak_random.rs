//! What is made from a fixed seed is no secret: everybody who knows the seed makes it again.

use crate::diagnostic::codes::WEAK_RANDOM;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for transformation in fresh.claims_transformations() {
        let current = transformation.current;
        if !current.method.eq_ignore_ascii_case("CreateRandomString") {
            continue;
        }
        let seed = current.input_parameters.iter().find(|parameter| parameter.id.eq_ignore_ascii_case("seed"));
        let Some(seed) = seed.filter(|seed| !seed.value.trim().is_empty()) else { continue };
        diagnostics.push(
            Diagnostic::new(WEAK_RANDOM, format!("`{}` makes a text that can be predicted", current.id.value))
                .at(seed.value.span, "the seed decides the whole sequence")
                .help("leave out `seed` if the text is to be a secret, such as a one-time password"),
        );
    }
}
