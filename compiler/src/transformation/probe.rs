//! A source of steps for tests: it answers whatever a step asks for, and remembers what that was.

use super::method::{Method, Parameter, ParameterKind};
use claimsmith_profile::transformation::field::{Role, StepSource};
use claimsmith_profile::transformation::{
    Entry, Format, FormatPiece, Instant, JsonMember, JsonSegment, JsonSource, Localized, NamedSlot, Pattern,
    PredicateValidation, QueryMember, QuerySource, Slot, Step,
};
use claimsmith_profile::{Constant, DataType, List, Text};
use std::collections::BTreeSet;

/// Answers for one method.
pub(crate) struct Probe {
    method: &'static Method,
    /// The claim or parameter that is not declared.
    pub(crate) without: Option<(Role, &'static str)>,
    /// The parameter that has this value.
    pub(crate) with: Option<(&'static str, &'static str)>,
    /// What was asked for by name.
    pub(crate) asked: Vec<(Role, String)>,
    /// Whether names of the policy were asked for.
    pub(crate) further: BTreeSet<&'static str>,
    /// The outputs whose claim types were looked into.
    pub(crate) of_outputs: Vec<String>,
}

impl Probe {
    pub(crate) fn new(method: &'static Method) -> Self {
        let (asked, of_outputs) = (Vec::new(), Vec::new());
        Self { method, without: None, with: None, asked, further: BTreeSet::new(), of_outputs }
    }

    /// The step; an error with the name of what is missing.
    pub(crate) fn read(&mut self) -> Result<Step, String> {
        Step::read(self.method.name, self).map(|step| step.expect("the table of steps has the method"))
    }

    fn value(&self, parameter: &Parameter) -> &'static str {
        match (self.with, parameter.kind, parameter.data_type) {
            (Some((name, value)), ..) if name == parameter.name => value,
            (_, ParameterKind::OneOf(allowed), _) => allowed.last().copied().unwrap_or_default(),
            (_, _, DataType::Boolean) => "true",
            (_, _, DataType::Int) => "-7",
            _ => "a text",
        }
    }
}

const SLOT: Slot = Slot { index: 3, data_type: DataType::DateTime };

fn entry() -> Entry {
    Entry { key: "key".into(), value: "value".into() }
}

fn localized<T>(value: T) -> Localized<T> {
    Localized { culture: "es-MX".into(), value }
}

fn formatted() -> Format {
    Format { pieces: vec![FormatPiece::Text("a".into()), FormatPiece::Argument { index: 1, alignment: -5 }].into() }
}

impl StepSource for Probe {
    type Error = String;

    fn slot(&mut self, role: Role, name: &str) -> Result<Option<Slot>, String> {
        self.asked.push((role, name.to_owned()));
        let is_there = self.without != Some((role, name));
        Ok(is_there.then_some(SLOT))
    }

    fn further_slots(&mut self, role: Role) -> Result<List<NamedSlot>, String> {
        self.further.insert(if role == Role::Output { "outputs" } else { "inputs" });
        Ok(vec![NamedSlot { name: "name".into(), slot: SLOT }].into())
    }

    fn parameter(&mut self, name: &str) -> Result<Option<Text>, String> {
        self.asked.push((Role::Parameter, name.to_owned()));
        let Some(parameter) = self.method.parameter(name) else { return Ok(Some("unknown".into())) };
        if self.without == Some((Role::Parameter, parameter.name)) {
            return Ok(parameter.default.map(Text::Borrowed));
        }
        Ok(Some(Text::Borrowed(self.value(parameter))))
    }

    fn entries(&mut self) -> Result<List<Entry>, String> {
        self.further.insert("parameters");
        Ok(vec![entry()].into())
    }

    fn expanded(&mut self, text: Text) -> Result<Text, String> {
        Ok(text)
    }

    fn format(&mut self, _: Text) -> Result<Format, String> {
        Ok(formatted())
    }

    fn pattern(&mut self, text: Text) -> Result<Pattern, String> {
        Ok(Pattern(text))
    }

    fn instant(&mut self, _: Text) -> Result<Instant, String> {
        Ok(Instant(-5))
    }

    fn json_members(&mut self) -> Result<List<JsonMember>, String> {
        self.further.extend(["inputs", "parameters"]);
        let path = vec![JsonSegment::Member("a".into()), JsonSegment::Index(1)];
        let sources = [JsonSource::Claim(SLOT), JsonSource::Constant(Constant::Long(-5))];
        Ok(sources.into_iter().map(|source| JsonMember { path: path.clone().into(), source }).collect())
    }

    fn query_members(&mut self) -> Result<List<QueryMember>, String> {
        self.further.extend(["inputs", "parameters"]);
        let sources = [QuerySource::Claim(SLOT), QuerySource::Text("a".into())];
        Ok(sources.into_iter().map(|source| QueryMember { name: "name".into(), source }).collect())
    }

    fn localized_formats(&mut self, _: Text) -> Result<List<Localized<Format>>, String> {
        Ok(vec![localized(formatted())].into())
    }

    fn localized_texts(&mut self) -> Result<List<Localized<List<Entry>>>, String> {
        Ok(vec![localized(vec![entry()].into())].into())
    }

    fn localized_collection(&mut self, output: &str) -> Result<List<Localized<List<Entry>>>, String> {
        self.of_outputs.push(output.to_owned());
        self.localized_texts()
    }

    fn predicate_validation(&mut self, output: &str) -> Result<PredicateValidation, String> {
        self.of_outputs.push(output.to_owned());
        Ok(PredicateValidation { id: "strong".into(), groups: List::default() })
    }

    fn missing(&self, name: &str) -> String {
        name.to_owned()
    }
}
