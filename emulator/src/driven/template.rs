//! Values that are put together when they are sent, and what the provider expects of them.

use super::tree;
use crate::json::Json;
use crate::wire::{Compute, Expected, Grant, Requirement};
use claimsmith_profile::{List, TemplateParameter, TemplatePart};

/// Makes the claims that `{claims:…}` reads: the claims answer and those of the follow-ups, with their prefixes.
pub(super) type Known = Compute<Json>;

/// A requirement for each template.
pub(super) fn requirements(
    templates: &List<TemplateParameter>,
    known: &Known,
    make: fn(String, Expected) -> Requirement,
) -> Vec<Requirement> {
    let expected = |template: &TemplateParameter| {
        let (parts, known) = (template.value.clone(), known.clone());
        Expected::Computed(Compute::new(move |grant| filled(&parts, &known, grant)))
    };
    templates.iter().map(|template| make(template.name.to_string(), expected(template))).collect()
}

/// The same where nothing but the client id is known.
pub(super) fn fixed(templates: &List<TemplateParameter>, client_id: &str) -> Vec<Requirement> {
    let text = |template: &TemplateParameter| -> String {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Text(text) => text.to_string(),
            TemplatePart::ClientId => client_id.to_owned(),
            TemplatePart::AccessToken | TemplatePart::TokenMember(_) | TemplatePart::ClaimsMember(_) => String::new(),
        };
        template.value.iter().map(part).collect()
    };
    templates
        .iter()
        .map(|template| Requirement::header(template.name.to_string(), Expected::Exactly(text(template).into())))
        .collect()
}

fn filled(parts: &List<TemplatePart>, known: &Known, grant: &Grant<'_>) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Text(text) => text.to_string(),
        TemplatePart::ClientId => grant.client_id.to_owned(),
        TemplatePart::AccessToken => grant.access_token.to_owned(),
        TemplatePart::TokenMember(name) => token_member(grant, name),
        TemplatePart::ClaimsMember(path) => {
            tree::get(&known.call(grant), path).map(|value| value.plain().into_owned()).unwrap_or_default()
        }
    };
    parts.iter().map(part).collect()
}

/// What the token answer said.
pub(super) fn token_member(grant: &Grant<'_>, name: &str) -> String {
    let member = grant.token_answer.iter().find(|(known, _)| known == name);
    member.map(|(_, value)| value.plain().into_owned()).unwrap_or_default()
}
