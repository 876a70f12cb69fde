//! The fields of a client's configuration, inputs and claims.

use super::customization::Customization;
use super::names::Names;
use super::place;
use super::transformations::assignment::assigned;
use crate::ir::Phrase::{Code, Words};
use crate::ir::{ClaimField, FieldType, KeyField, Phrase};
use crate::model::{Policy, TechnicalProfile};
use crate::naming;
use crate::protocol::resolver;
use crate::source::SourceMap;
use crate::transformation::wires::Wires;
use claimsmith_profile::transformation::Transformation;
use claimsmith_profile::{Constant, DataType, Profile, Resolver};

/// The Rust type of a data type; `None` for those that are not compiled yet.
pub(super) fn field_type(data_type: DataType) -> Option<FieldType> {
    Some(match data_type {
        DataType::Boolean => FieldType::Boolean,
        DataType::Int => FieldType::Int,
        DataType::Long => FieldType::Long,
        // Dates and phone numbers are texts of one form.
        DataType::String | DataType::Date | DataType::DateTime | DataType::Duration | DataType::PhoneNumber => {
            FieldType::String
        }
        DataType::StringCollection => FieldType::StringCollection,
        DataType::UserIdentity => FieldType::UserIdentity,
        DataType::UserIdentityCollection => FieldType::UserIdentityCollection,
        DataType::AlternativeSecurityIdCollection => FieldType::AlternativeSecurityIdCollection,
        DataType::ObjectIdentity | DataType::ObjectIdentityCollection => return None,
    })
}

/// What the fields are read from.
pub(super) struct Fields<'f, 'a> {
    pub(super) profile: &'f TechnicalProfile<'a>,
    pub(super) policy: &'f Policy<'a>,
    pub(super) names: &'f Names,
    pub(super) customization: &'f Customization,
    pub(super) sources: &'f SourceMap,
}

impl Fields<'_, '_> {
    /// One field a cryptographic key.
    pub(super) fn keys(&self, lowered: &Profile) -> Option<Vec<KeyField>> {
        let key = |key: &claimsmith_profile::CryptographicKey| {
            Some(KeyField {
                name: naming::field_name(&key.id)?,
                id: key.id.to_string(),
                storage_reference_id: key.storage_reference_id.to_string(),
                variable: key.variable.to_string(),
            })
        };
        lowered.keys.iter().map(key).collect()
    }

    /// One field an input claim whose value the application may choose.
    pub(super) fn inputs(&self, lowered: &Profile) -> Option<Vec<ClaimField>> {
        let pairs = self.profile.input_claims.iter().zip(lowered.inputs.iter()).enumerate();
        let open = pairs.filter(|(_, (_, input))| !input.always_default);
        open.map(|(index, (reference, input))| {
            let mut field = self.field(reference.claim_type, index, input.data_type)?;
            field.optional = true;
            field.remark = vec![Words("Sent as "), Code(input.parameter.to_string())];
            field.remark.extend(match (&input.default, &input.resolver) {
                (Some(constant), _) => vec![Words(", "), Code(written(constant)), Words(" unless set.")],
                (None, Some(resolver)) => {
                    let mut remark = vec![Words(". Unless set: ")];
                    remark.extend(resolved(resolver));
                    remark
                }
                (None, None) => vec![Words(" when set.")],
            });
            Some(field)
        })
        .collect()
    }

    /// One field an output claim, then one a further claim that output transformations give.
    pub(super) fn claims(&self, lowered: &Profile) -> Option<Vec<ClaimField>> {
        let assigned = assigned(lowered);
        let is_assigned = |index: usize| assigned.get(index).copied().unwrap_or(false);
        let pairs = self.profile.output_claims.iter().zip(lowered.outputs.iter()).enumerate();
        let outputs = pairs.map(|(index, (reference, output))| {
            let mut field = self.yielded(reference.claim_type, index, output.data_type, is_assigned(index))?;
            let when = if output.always_default { "Always " } else { "When the provider gives none: " };
            if let Some(constant) = &output.default {
                field.remark = vec![Words(when), Code(written(constant)), Words(".")];
            } else if let Some(resolver) = &output.resolver {
                field.remark = vec![Words(when)];
                field.remark.extend(resolved(resolver));
            }
            let between = if field.remark.is_empty() { "" } else { " " };
            field.remark.extend(writers(index, between, "Then changed by ", lowered.transformations.after.iter()));
            Some(field)
        });
        let further = lowered.transformations.claims.iter().zip(lowered.outputs.len()..).filter(|(it, _)| it.yielded);
        let further = further.map(|(claim, index)| {
            let mut field = self.yielded(&claim.claim, index, claim.data_type, is_assigned(index))?;
            field.remark = writers(index, "", "Given by ", lowered.transformations.after.iter());
            Some(field)
        });
        outputs.chain(further).collect()
    }

    /// A field of the claims struct. A claim resolver may have no value, and neither may much else: the policy has to prove
    /// that a claim always has one.
    pub(super) fn yielded(
        &self,
        claim: &str,
        index: usize,
        data_type: DataType,
        is_assigned: bool,
    ) -> Option<ClaimField> {
        let mut field = self.field(claim, index, data_type)?;
        field.attributes = self.customization.of_field(self.profile.id, claim);
        field.optional = !is_assigned;
        Some(field)
    }

    pub(super) fn field(&self, claim: &str, index: usize, data_type: DataType) -> Option<ClaimField> {
        let declared = self.policy.claim_types.get(claim)?;
        Some(ClaimField {
            name: self.names.claim(self.profile.id, claim)?,
            claim: declared.id.to_string(),
            index,
            field_type: field_type(data_type)?,
            own_type: self.customization.type_of(self.profile.id, claim),
            attributes: Vec::new(),
            optional: true,
            display_name: declared.display_name.map(|name| name.to_string()),
            help_text: declared.user_help_text.map(|text| text.to_string()),
            remark: Vec::new(),
            place: place(declared.id.span, format!("ClaimType {}", declared.id.value), self.sources),
        })
    }
}

/// Which of these transformations write the claim at this place.
pub(super) fn writers<'t>(
    index: usize,
    between: &'static str,
    how: &'static str,
    transformations: impl Iterator<Item = &'t Transformation>,
) -> Vec<Phrase> {
    let writes = |it: &&Transformation| Wires::of(&it.step).written().any(|place| place == index);
    let mut remark = Vec::new();
    for (at, transformation) in transformations.filter(writes).enumerate() {
        if at == 0 {
            remark.extend([Words(between), Words(how), Words("the claims transformation ")]);
        } else {
            remark.push(Words(", "));
        }
        remark.push(Code(transformation.id.to_string()));
    }
    if !remark.is_empty() {
        remark.push(Words("."));
    }
    remark
}

/// What a claim resolver stands for.
pub(super) fn resolved(resolver: &Resolver) -> Vec<Phrase> {
    let code = Code(format!("{{{}:{}}}", resolver.namespace.name(), resolver.name));
    match resolver::find(resolver.namespace.name(), &resolver.name) {
        Some(row) => vec![Words(row.meaning), Words(" ("), code, Words("), if there is one.")],
        None => vec![code, Words(", if it has a value.")],
    }
}

pub(super) fn written(constant: &Constant) -> String {
    match constant {
        Constant::Boolean(value) => value.to_string(),
        Constant::Int(value) => value.to_string(),
        Constant::Long(value) => value.to_string(),
        Constant::String(value) => value.to_string(),
    }
}
