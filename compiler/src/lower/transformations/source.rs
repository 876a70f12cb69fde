//! A step from the XML of its claims transformation: [`StepSource`] over the merged policy.

use super::super::profile::text;
use super::json;
use super::layout::{Layout, Phase};
use super::localization::Page;
use super::names::{bound, further_inputs, further_outputs, further_parameters, given, is_on};
use super::obstacle::Obstacle;
use crate::ast::{self, ClaimsTransformation, TransformationClaim};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{LOCALIZED_TEXT, NOT_COMPILED};
use crate::lower::fields::field_type;
use crate::lower::validation::predicate_validation;
use crate::model::{Policy, TechnicalProfile};
use crate::transformation::format_string::{self, Expression, Piece};
use crate::transformation::method::{self, Method, ParameterKind};
use crate::transformation::{localized, pattern};
use claimsmith_profile::calendar::parse_date_time;
use claimsmith_profile::transformation::field::{Role, StepSource};
use claimsmith_profile::transformation::{
    Entry, Format, FormatPiece, Instant, JsonMember, JsonSource, Localized, NamedSlot, Pattern, PredicateValidation,
    QueryMember, QuerySource, Slot,
};
use claimsmith_profile::{List, Text};

/// What one step is read from.
pub(super) struct Source<'s, 'a> {
    /// The reference of the technical profile.
    reference: &'s ast::Text,
    transformation: &'s ClaimsTransformation,
    method: &'static Method,
    phase: Phase,
    layout: &'s Layout,
    profile: &'s TechnicalProfile<'a>,
    policy: &'s Policy<'a>,
    /// The parameter that was read last: the method says what its text may hold.
    parameter: Option<&'static method::Parameter>,
    /// The groups that the pattern extracts: their names in .NET, and in the rewritten pattern.
    groups: Vec<(String, String)>,
}

impl<'s, 'a> Source<'s, 'a> {
    pub(super) fn new(
        reference: &'s ast::Text,
        transformation: &'s ClaimsTransformation,
        method: &'static Method,
        (phase, layout): (Phase, &'s Layout),
        profile: &'s TechnicalProfile<'a>,
        policy: &'s Policy<'a>,
    ) -> Self {
        Self { reference, transformation, method, phase, layout, profile, policy, parameter: None, groups: Vec::new() }
    }

    fn claims(&self, role: Role) -> &'s [TransformationClaim] {
        match role {
            Role::Output => &self.transformation.output_claims,
            Role::Input | Role::Parameter => &self.transformation.input_claims,
        }
    }

    /// The place of a claim; one that is not declared has been reported.
    fn place(&self, claim: &TransformationClaim) -> Result<Slot, Obstacle> {
        let slot = self.layout.slot(self.phase, &claim.claim_type).ok_or(Obstacle::Reported)?;
        if field_type(slot.data_type).is_some() {
            return Ok(slot);
        }
        let name = slot.data_type.name();
        let finding = Diagnostic::new(NOT_COMPILED, format!("claims of type `{name}` are not yet compiled"));
        Err(finding.at(claim.claim_type.span, format!("a `{name}`")).into())
    }

    /// What the policy calls a claim beyond those of the method: `TransformationClaimType`, else the id of the claim type as it
    /// is declared, however the reference spells it. It is a key of JSON, where case counts.
    fn own_name(&self, claim: &'s TransformationClaim) -> &'s ast::Text {
        let declared = || self.policy.claim_types.get(&claim.claim_type).map(|claim_type| claim_type.id);
        claim.transformation_claim_type.as_ref().or_else(declared).unwrap_or(&claim.claim_type)
    }

    fn named(&self, claim: &TransformationClaim, name: Text) -> Result<NamedSlot, Obstacle> {
        Ok(NamedSlot { name, slot: self.place(claim)? })
    }

    /// What an expression stands for. The display name of a tenant stands in no policy: the tenant's name takes its place.
    fn expression(&self, expression: Expression) -> &str {
        match expression {
            Expression::RelyingPartyTenantId | Expression::TrustFrameworkTenantId | Expression::AuthenticatorIssuer => {
                self.policy.tenant_id()
            }
            Expression::TechnicalProfileId => self.profile.id,
        }
    }

    /// A text with its expressions replaced.
    fn replaced(&self, written: &str) -> Text {
        let mut replaced = written.to_owned();
        for expression in Expression::ALL {
            replaced = replaced.replace(&format!("{{{}}}", expression.name()), self.expression(expression));
        }
        replaced.into()
    }

    /// The texts of the page that the technical profile names: without one there are none.
    fn page(&self) -> Result<Page<'s, 'a>, Obstacle> {
        if let Some(page) = Page::of(self.profile, self.policy) {
            return Ok(page);
        }
        if self.profile.metadata("ContentDefinitionReferenceId").is_some() {
            // A content definition that is not there has been reported.
            return Err(Obstacle::Reported);
        }
        let message = format!("`{}` finds no localized texts in `{}`", self.method.name, self.profile.id.value);
        let finding = Diagnostic::new(LOCALIZED_TEXT, message)
            .at(self.reference.span, "runs in a technical profile without content definition")
            .label(self.transformation.method.span, "reads texts of the page")
            .help("name the content definition in the metadata: `<Item Key=\"ContentDefinitionReferenceId\">…</Item>`");
        Err(finding.into())
    }

    /// The parts of a format string, of which those without argument are one text.
    fn pieces(&self, written: &str, expressions: &[Expression]) -> Result<Format, Obstacle> {
        let read = format_string::parse(written, expressions).map_err(|_| Obstacle::Reported)?;
        let mut pieces: Vec<FormatPiece> = Vec::new();
        let mut literal = String::new();
        for piece in read.pieces {
            match piece {
                Piece::Text(text) => literal.push_str(&text),
                Piece::Expression(expression) => literal.push_str(self.expression(expression)),
                Piece::Argument { index, alignment, .. } => {
                    if !literal.is_empty() {
                        pieces.push(FormatPiece::Text(std::mem::take(&mut literal).into()));
                    }
                    let index = u16::try_from(index).map_err(|_| self.too_many_arguments())?;
                    pieces.push(FormatPiece::Argument { index, alignment });
                }
            }
        }
        if !literal.is_empty() {
            pieces.push(FormatPiece::Text(literal.into()));
        }
        Ok(Format { pieces: pieces.into() })
    }

    /// An argument that is there, so no rule has anything to say, and has too high a number.
    fn too_many_arguments(&self) -> Obstacle {
        let message = format!("a format string with more than {} arguments is not compiled", u16::MAX);
        Diagnostic::new(NOT_COMPILED, message).at(self.transformation.id.span, "formats so many claims").into()
    }

    /// A text that the page has in no language. One that no page has was reported at the same place.
    fn without_text(&self, page: &Page<'_, '_>, id: &ast::Text) -> Obstacle {
        let message = format!("the content definition `{}` has no localized string `{}`", page.id(), id.value);
        Diagnostic::new(LOCALIZED_TEXT, message)
            .at(id.span, "the result is always empty")
            .label(self.reference.span, format!("runs in `{}`, which names this page", self.profile.id.value))
            .help("add the text to the localized resources that the content definition references")
            .into()
    }

    fn not_rewritten(&self, written: &str, fault: &pattern::PatternFault) -> Obstacle {
        let id = &self.transformation.id.value;
        let span = given(self.transformation, "matchTo").map_or(self.reference.span, |parameter| parameter.value.span);
        Diagnostic::new(NOT_COMPILED, format!("the regular expression of `{id}` is not yet compiled"))
            .at(span, fault.describe(written))
            .help("write the pattern without it")
            .into()
    }
}

impl StepSource for Source<'_, '_> {
    type Error = Obstacle;

    fn slot(&mut self, role: Role, name: &str) -> Result<Option<Slot>, Obstacle> {
        bound(self.claims(role), name).map(|claim| self.place(claim)).transpose()
    }

    fn further_slots(&mut self, role: Role) -> Result<List<NamedSlot>, Obstacle> {
        let groups = &self.groups;
        let written = |claim| {
            let name = self.own_name(claim);
            let exact = groups.iter().find(|(group, _)| group == name.as_str());
            let group = exact.or_else(|| groups.iter().find(|(group, _)| group.eq_ignore_ascii_case(name)));
            group.map_or_else(|| text(name), |(_, written)| text(written))
        };
        match role {
            Role::Output => further_outputs(self.transformation, self.method)
                .map(|claim| self.named(claim, written(claim)))
                .collect(),
            Role::Input | Role::Parameter => further_inputs(self.transformation, self.method)
                .map(|claim| self.named(claim, text(self.own_name(claim))))
                .collect(),
        }
    }

    fn parameter(&mut self, name: &str) -> Result<Option<Text>, Obstacle> {
        self.parameter = self.method.parameter(name);
        let given = given(self.transformation, name).map(|parameter| text(&parameter.value));
        Ok(given.or_else(|| self.parameter?.default.map(Text::Borrowed)))
    }

    fn entries(&mut self) -> Result<List<Entry>, Obstacle> {
        let parameters = further_parameters(self.transformation, self.method);
        Ok(parameters.map(|it| Entry { key: text(&it.id), value: text(&it.value) }).collect())
    }

    fn expanded(&mut self, text: Text) -> Result<Text, Obstacle> {
        let has_expressions = self.parameter.is_some_and(|it| it.kind == ParameterKind::Expressions);
        Ok(if has_expressions { self.replaced(&text) } else { text })
    }

    fn format(&mut self, text: Text) -> Result<Format, Obstacle> {
        let expressions = match self.parameter.map(|it| it.kind) {
            Some(ParameterKind::FormatString { expressions, .. }) => expressions,
            _ => &[],
        };
        self.pieces(&text, expressions)
    }

    fn pattern(&mut self, text: Text) -> Result<Pattern, Obstacle> {
        let read = pattern::check(&text).map_err(|_| Obstacle::Reported)?;
        let names = is_on(self.transformation, "extractGroups").then(|| pattern::rewrite::names(&read));
        let rewritten = pattern::rewrite::rewrite_with(&read, names.as_ref());
        let rewritten = rewritten.map_err(|fault| self.not_rewritten(&text, &fault))?;
        let groups = read.groups.iter().filter_map(|group| {
            let written = names.as_ref()?.get(&group.number)?;
            Some((group.name.clone()?, written.clone()))
        });
        self.groups = groups.collect();
        Ok(Pattern(rewritten.text.into()))
    }

    fn instant(&mut self, text: Text) -> Result<Instant, Obstacle> {
        parse_date_time(text.trim()).ok_or(Obstacle::Reported)
    }

    fn json_members(&mut self) -> Result<List<JsonMember>, Obstacle> {
        let claims = further_inputs(self.transformation, self.method)
            .map(|claim| Ok::<_, Obstacle>((self.own_name(claim), JsonSource::Claim(self.place(claim)?))));
        let parameters = further_parameters(self.transformation, self.method)
            .map(|it| Ok((&it.id, JsonSource::Constant(json::constant(it).ok_or(Obstacle::Reported)?))));
        claims
            .chain(parameters)
            .map(|member| {
                let (name, source) = member?;
                let path = json::path(name).ok_or_else(|| {
                    let message =
                        "JSON of more than 64 levels, or with an array of more than 65536 elements, is not compiled";
                    Obstacle::from(Diagnostic::new(NOT_COMPILED, message).at(name.span, "a place in it"))
                })?;
                Ok(JsonMember { path: path.into(), source })
            })
            .collect()
    }

    fn query_members(&mut self) -> Result<List<QueryMember>, Obstacle> {
        let member = |name: &str| text(name.get("query.".len()..).unwrap_or_default());
        let claims = further_inputs(self.transformation, self.method).map(|claim| {
            Ok(QueryMember { name: member(self.own_name(claim)), source: QuerySource::Claim(self.place(claim)?) })
        });
        let parameters = further_parameters(self.transformation, self.method)
            .map(|it| Ok(QueryMember { name: member(&it.id), source: QuerySource::Text(self.replaced(&it.value)) }));
        claims.chain(parameters).collect()
    }

    fn localized_formats(&mut self, string_id: Text) -> Result<List<Localized<Format>>, Obstacle> {
        let page = self.page()?;
        let languages = page.languages().into_iter();
        let strings =
            languages.filter_map(|language| Some((language, page.string(language, localized::FORMAT, &string_id)?)));
        let formats: List<Localized<Format>> = strings
            .map(|(language, it)| Ok(Localized { culture: text(language), value: self.pieces(&it.value, &[])? }))
            .collect::<Result<_, Obstacle>>()?;
        match given(self.transformation, "stringFormatId") {
            Some(id) if formats.is_empty() => Err(self.without_text(&page, &id.value)),
            _ => Ok(formats),
        }
    }

    fn localized_texts(&mut self) -> Result<List<Localized<List<Entry>>>, Obstacle> {
        let page = self.page()?;
        let has = |name: &ast::Text| {
            page.languages().into_iter().any(|language| page.string(language, localized::STRINGS, name).is_some())
        };
        if let Some(name) = self.transformation.output_claims.iter().map(|it| self.own_name(it)).find(|name| !has(name))
        {
            return Err(self.without_text(&page, name));
        }
        let entries = |language: &str| -> List<Entry> {
            let names = self.transformation.output_claims.iter().map(|it| self.own_name(it));
            let strings = names.filter_map(|name| Some((name, page.string(language, localized::STRINGS, name)?)));
            strings.map(|(name, string)| Entry { key: text(name), value: text(&string.value) }).collect()
        };
        let languages = page.languages().into_iter();
        let texts = languages.map(|language| Localized { culture: text(language), value: entries(language) });
        Ok(texts.filter(|it| !it.value.is_empty()).collect())
    }

    fn localized_collection(&mut self, output: &str) -> Result<List<Localized<List<Entry>>>, Obstacle> {
        let claim = bound(&self.transformation.output_claims, output).ok_or(Obstacle::Reported)?;
        let declared = self.policy.claim_types.get(&claim.claim_type).ok_or(Obstacle::Reported)?;
        let own = declared.enumerations.iter().map(|it| Entry { key: text(&it.text), value: text(&it.value) });
        let own = Localized { culture: Text::default(), value: own.collect::<List<Entry>>() };
        let page = Page::of(self.profile, self.policy);
        let collection = |language| {
            let value = page.as_ref()?.collection(language, declared.id)?;
            Some(Localized { culture: text(language), value: value.into() })
        };
        let languages = page.as_ref().map(Page::languages).unwrap_or_default();
        let collections = languages.into_iter().filter_map(collection);
        Ok(Some(own).filter(|own| !own.value.is_empty()).into_iter().chain(collections).collect())
    }

    fn predicate_validation(&mut self, output: &str) -> Result<PredicateValidation, Obstacle> {
        let claim = bound(&self.transformation.output_claims, output).ok_or(Obstacle::Reported)?;
        predicate_validation(self.policy, &claim.claim_type).ok_or(Obstacle::Reported)
    }

    /// What a method wants and the policy does not declare has been reported.
    fn missing(&self, _: &str) -> Obstacle {
        Obstacle::Reported
    }
}
