//! The input and output claims of a transformation are those of its method (B2C: "The InputClaims mismatched in
//! ClaimsTransformation").

use super::names::{Declared, List, compare};
use super::{name_of, signature, with_methods};
use crate::ast::TransformationClaim;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::TRANSFORMATION_CLAIM;
use crate::model::Fresh;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (transformation, method) in with_methods(fresh) {
        let inputs = List {
            code: TRANSFORMATION_CLAIM,
            kind: "input claim",
            declared: declared(&transformation.input_claims),
            wanted: method.inputs.iter().map(|it| (it.name, it.required)).collect(),
            further: method.further_inputs,
            // The arguments of a localized format string are told apart by their order.
            may_repeat: method.name == "FormatLocalizedString",
            signature: signature::inputs,
        };
        compare(transformation, method, &inputs, diagnostics);
        let outputs = List {
            code: TRANSFORMATION_CLAIM,
            kind: "output claim",
            declared: declared(&transformation.output_claims),
            wanted: method.outputs.iter().map(|it| (it.name, it.required)).collect(),
            further: method.further_outputs,
            may_repeat: false,
            signature: signature::outputs,
        };
        compare(transformation, method, &outputs, diagnostics);
    }
}

fn declared(claims: &[TransformationClaim]) -> Vec<Declared<'_>> {
    let one = |claim| Declared { name: name_of(claim), is_written: claim.transformation_claim_type.is_some() };
    claims.iter().map(one).collect()
}
