//! The input parameters of a transformation are those of its method, with their data types. A wrong data type passes the
//! upload and fails the sign-in ("Unable to cast object of type …").

use super::names::{Declared, List, compare};
use super::{signature, with_methods};
use crate::ast::InputParameter;
use crate::diagnostic::codes::TRANSFORMATION_PARAMETER;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::transformation::method::{ClaimDataType, Method};
use crate::transformation::value;
use claimsmith_profile::DataType;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (transformation, method) in with_methods(fresh) {
        let declared = transformation.input_parameters.iter().map(|it| Declared { name: &it.id, is_written: true });
        let list = List {
            code: TRANSFORMATION_PARAMETER,
            kind: "parameter",
            declared: declared.collect(),
            wanted: method.parameters.iter().map(|it| (it.name, it.required)).collect(),
            further: method.further_parameters,
            may_repeat: false,
            signature: signature::parameters,
        };
        compare(transformation, method, &list, diagnostics);
        for parameter in &transformation.input_parameters {
            data_type(parameter, method, diagnostics);
        }
    }
}

fn data_type(parameter: &InputParameter, method: &Method, diagnostics: &mut Diagnostics) {
    let Some(written) = DataType::from_name(&parameter.data_type) else { return };
    let Some(wanted) = wanted_type(&parameter.id, method).filter(|wanted| *wanted != written) else { return };
    let kind = method.parameter(&parameter.id).map(|it| it.kind);
    let fits = kind.is_none_or(|kind| value::fault(wanted, kind, &parameter.value).is_none());
    let message = format!(
        "the parameter `{}` of `{}` is of type `{}`, not `{}`",
        parameter.id.value,
        method.name,
        wanted.name(),
        written.name()
    );
    diagnostics.push(
        Diagnostic::new(TRANSFORMATION_PARAMETER, message)
            .at(parameter.data_type.span, "B2C accepts this and fails when the transformation runs")
            .replace(
                parameter.data_type.span,
                wanted.name(),
                "use the data type of the method",
                if fits { Applicability::MachineApplicable } else { Applicability::MaybeIncorrect },
            ),
    );
}

/// The data type that a parameter must have; `None` when there is no such parameter, or it may have any.
pub(super) fn wanted_type(name: &str, method: &Method) -> Option<DataType> {
    let named = method.parameter(name).map(|parameter| parameter.data_type);
    named.or_else(|| match method.further_parameters.data_type(name) {
        Some(ClaimDataType::One(data_type)) => Some(data_type),
        _ => None,
    })
}
