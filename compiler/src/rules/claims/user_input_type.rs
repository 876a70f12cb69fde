//! How a claim is shown on a page fits its data type.

use crate::diagnostic::codes::USER_INPUT_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use claimsmith_profile::DataType::{self, *};

/// The data types that a value of `UserInputType` can show.
struct UserInputType {
    name: &'static str,
    /// Those that the reference lists.
    documented: &'static [DataType],
    /// Others that public policies show with it.
    seen: &'static [DataType],
}

const SHOWN_AS_TEXT: &[DataType] = &[Boolean, Date, DateTime, Duration, Int, Long, String];

/// Source: the B2C reference, "ClaimsSchema", user input types. `Button` is in the schema only, so nothing is known of it.
const USER_INPUT_TYPES: &[UserInputType] = &[
    UserInputType { name: "TextBox", documented: &[Boolean, Int, String], seen: &[PhoneNumber, Long] },
    UserInputType {
        name: "Readonly",
        documented: SHOWN_AS_TEXT,
        seen: &[PhoneNumber, AlternativeSecurityIdCollection],
    },
    UserInputType { name: "Paragraph", documented: SHOWN_AS_TEXT, seen: &[] },
    UserInputType { name: "Password", documented: &[String], seen: &[] },
    UserInputType { name: "EmailBox", documented: &[String], seen: &[] },
    UserInputType { name: "DateTimeDropdown", documented: &[Date, DateTime], seen: &[] },
    UserInputType { name: "DropdownSingleSelect", documented: &[String], seen: &[Boolean] },
    UserInputType { name: "RadioSingleSelect", documented: &[String], seen: &[Boolean] },
    UserInputType { name: "CheckboxMultiSelect", documented: &[String], seen: &[Boolean] },
];

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for claim_type in fresh.claim_types() {
        let (Some(input), Some(data_type)) = (claim_type.user_input_type, claim_type.data_type) else { continue };
        let Some(row) = USER_INPUT_TYPES.iter().find(|row| row.name == input.value) else { continue };
        if row.documented.contains(&data_type.value) {
            continue;
        }
        let mut finding = Diagnostic::new(
            USER_INPUT_TYPE,
            format!("the input type `{}` is not made for claims of type `{}`", row.name, data_type.value.name()),
        )
        .at(input.span, format!("`{}` is shown so", claim_type.id.value))
        .label(data_type.span, "the data type");
        if row.seen.contains(&data_type.value) {
            finding = finding.note("public policies have this pair, so B2C accepts it; what it does is not documented");
        }
        diagnostics.push(finding.help(advice(data_type.value)));
    }
}

fn advice(data_type: DataType) -> std::string::String {
    let fitting = USER_INPUT_TYPES.iter().filter(|row| row.documented.contains(&data_type));
    let names: Vec<_> = fitting.map(|row| format!("`{}`", row.name)).collect();
    let data_type = data_type.name();
    if names.is_empty() {
        format!("no input type is documented for `{data_type}`: show a claim of type `string` in its place")
    } else {
        format!("documented for `{data_type}`: {}", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_documented_is_not_called_seen() {
        for row in USER_INPUT_TYPES {
            assert!(row.seen.iter().all(|data_type| !row.documented.contains(data_type)), "{}", row.name);
        }
    }

    #[test]
    fn the_advice_names_what_fits() {
        assert_eq!(advice(Date), "documented for `date`: `Readonly`, `Paragraph`, `DateTimeDropdown`");
        assert!(advice(UserIdentity).starts_with("no input type"));
    }
}
