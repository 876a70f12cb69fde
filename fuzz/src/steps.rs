//! Claims transformations made of arbitrary bytes, and run.

use claimsmith_runtime::profile::transformation::field::{Role, StepSource};
use claimsmith_runtime::profile::transformation::{
    CharacterRange, DateBound, Entry, Format, FormatPiece, Instant, JsonMember, JsonSegment, JsonSource, Localized,
    NamedSlot, Pattern, Predicate, PredicateGroup, PredicateTest, PredicateValidation, QueryMember, QuerySource, Slot,
    Step, Transformation, Transformations, TransformedClaim,
};
use claimsmith_runtime::profile::{Constant, DataType, InputClaim, List, Profile, Text, text};
use claimsmith_runtime::{
    AlternativeSecurityId, ClaimSet, ClaimValue, SignInError, TransformationContext, UserIdentity, transform_claims,
};

/// Claims of a profile.
const CLAIMS: u16 = 8;
/// Most steps of one run.
const MOST_STEPS: usize = 12;

/// Runs the claims transformations that the bytes describe over the claims that they describe. Yields the methods that were
/// run, and how it ended.
pub fn transformations(input: &[u8]) -> (Vec<&'static str>, Result<ClaimSet, SignInError>) {
    let mut bytes = Bytes(input);
    let data_types: Vec<DataType> = (0..CLAIMS).map(|_| bytes.data_type()).collect();
    let mut inputs = ClaimSet::new();
    for (index, data_type) in data_types.iter().enumerate() {
        if !bytes.byte().is_multiple_of(4) {
            inputs.insert(format!("c{index}"), bytes.value(*data_type));
        }
    }
    let mut steps = Vec::new();
    // Most steps fail, because their claims have other types: so that some runs end well, many are short.
    let most_steps = usize::from(bytes.byte()) % MOST_STEPS + 1;
    while !bytes.0.is_empty() && steps.len() < most_steps {
        let method = bytes.one_of(Step::METHODS);
        let mut source = Source { bytes: &mut bytes, data_types: &data_types };
        if let Ok(Some(step)) = Step::read(method, &mut source) {
            steps.push(Transformation { id: text(method), step });
        }
    }
    let methods = steps.iter().map(|transformation| transformation.step.method()).collect();
    // Some runs have no steps left for after the input claims are picked.
    let after = steps.split_off(steps.len().min(usize::from(bytes.byte()) % MOST_STEPS));
    let profile = profile(&data_types, steps, after);
    let context = TransformationContext::new().with_policy_key("B2C_1A_Key", "secret");
    (methods, transform_claims(&profile, inputs, &context))
}

fn profile(data_types: &[DataType], before: Vec<Transformation>, after: Vec<Transformation>) -> Profile {
    let claim = |index: usize| Text::from(format!("c{index}"));
    let inputs = data_types.iter().enumerate().map(|(index, data_type)| InputClaim {
        claim: claim(index),
        data_type: *data_type,
        ..InputClaim::EMPTY
    });
    let claims = data_types.iter().zip(0..).map(|(data_type, index)| TransformedClaim {
        claim: claim(usize::from(index)),
        data_type: *data_type,
        input: Some(index),
        yielded: true,
        ..TransformedClaim::EMPTY
    });
    let transformations = Transformations {
        claims: claims.collect(),
        before: before.into(),
        after: after.into(),
        languages: vec![text("en")].into(),
    };
    Profile { id: text("Fuzzed"), inputs: inputs.collect(), transformations, ..Profile::EMPTY }
}

/// Bytes that decisions are made by, zeros when they have run out.
struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn boolean(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    /// Every second claim is a text: that is what most methods take.
    fn data_type(&mut self) -> DataType {
        if self.boolean() { DataType::String } else { self.one_of(&DataType::ALL) }
    }

    fn number(&mut self) -> i64 {
        let mut bytes = [0; 8];
        let few = usize::from(self.byte() % 9);
        for byte in &mut bytes[..few] {
            *byte = self.byte();
        }
        i64::from_le_bytes(bytes)
    }

    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[usize::from(self.byte()) % items.len()]
    }

    fn some<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.byte() % 4;
        (0..count).map(|_| one(self)).collect()
    }

    /// One of the texts that mean something to some method, or any.
    fn text(&mut self) -> String {
        const TEXTS: [&str; 24] = [
            "",
            "a",
            "true",
            "+4930123456",
            "DE",
            "2024-02-29",
            "9999-12-31T23:59:59.9999999Z",
            "amy@example.org",
            "{\"a\":{\"b\":[1,null]},\"key\":\"c1\",\"value\":7}",
            "[{\"key\":\"c0\",\"value\":\"v\"}]",
            "[]",
            "{}",
            "<a b=\"c\"><d>e</d><d/></a>",
            "{\"issuer\":\"i\",\"issuerUserId\":\"MQ==\"}",
            "key",
            "value",
            "https",
            "(?<c1>a+)(?=b)",
            "(a*)*\\1c",
            "EQUAL",
            "GUID",
            "B2C_1A_Key",
            "en",
            "İıßſ\u{1F600}\0\n",
        ];
        let choice = usize::from(self.byte());
        if let Some(text) = TEXTS.get(choice) {
            return (*text).to_owned();
        }
        let length = self.0.len().min(choice % 32);
        let (bytes, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(bytes).into_owned()
    }

    fn value(&mut self, data_type: DataType) -> ClaimValue {
        match data_type {
            DataType::Boolean => ClaimValue::Boolean(self.boolean()),
            DataType::Int => ClaimValue::Int(self.number() as i32),
            DataType::Long => ClaimValue::Long(self.number()),
            DataType::StringCollection => ClaimValue::StringCollection(self.some(Self::text)),
            DataType::UserIdentity => ClaimValue::UserIdentity(UserIdentity::from((self.text(), self.text()))),
            DataType::UserIdentityCollection => {
                ClaimValue::UserIdentityCollection(self.some(|it| UserIdentity::from((it.text(), it.text()))))
            }
            DataType::AlternativeSecurityIdCollection => ClaimValue::AlternativeSecurityIdCollection(
                self.some(|it| AlternativeSecurityId::from((it.text(), it.text()))),
            ),
            _ => ClaimValue::String(self.text()),
        }
    }
}

/// Answers whatever a step asks for, also what no compiled policy would say.
struct Source<'s, 'b> {
    bytes: &'s mut Bytes<'b>,
    data_types: &'s [DataType],
}

impl Source<'_, '_> {
    /// One of the claims, rarely one that is not there.
    fn place(&mut self) -> Slot {
        let index = u16::from(self.bytes.byte()) % (CLAIMS + 1);
        let data_type = self.data_types.get(usize::from(index)).copied().unwrap_or(DataType::String);
        Slot { index, data_type }
    }

    fn owned_text(&mut self) -> Text {
        self.bytes.text().into()
    }

    fn entry(&mut self) -> Entry {
        Entry { key: self.owned_text(), value: self.owned_text() }
    }

    fn some<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.bytes.byte() % 4;
        (0..count).map(|_| one(self)).collect()
    }

    fn named_slot(&mut self) -> NamedSlot {
        NamedSlot { name: self.owned_text(), slot: self.place() }
    }

    fn format_of_pieces(&mut self) -> Format {
        let pieces = self.some(|it| match it.bytes.boolean() {
            true => FormatPiece::Text(it.owned_text()),
            false => {
                FormatPiece::Argument { index: u16::from(it.bytes.byte() % 4), alignment: it.bytes.number() as i32 }
            }
        });
        Format { pieces: pieces.into() }
    }

    fn localized<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Vec<Localized<T>> {
        self.some(|it| Localized { culture: text(it.bytes.one_of(&["en", "", "es"])), value: one(it) })
    }

    fn json_member(&mut self) -> JsonMember {
        let path = self.some(|it| match it.bytes.boolean() {
            true => JsonSegment::Member(it.owned_text()),
            false => JsonSegment::Index(u16::from(it.bytes.byte())),
        });
        let source = match self.bytes.boolean() {
            true => JsonSource::Claim(self.place()),
            false => JsonSource::Constant(Constant::Long(self.bytes.number())),
        };
        JsonMember { path: path.into(), source }
    }

    fn query_member(&mut self) -> QueryMember {
        let source = match self.bytes.boolean() {
            true => QuerySource::Claim(self.place()),
            false => QuerySource::Text(self.owned_text()),
        };
        QueryMember { name: self.owned_text(), source }
    }

    fn predicate(&mut self) -> Predicate {
        let test = match self.bytes.byte() % 4 {
            0 => PredicateTest::MatchesRegex(Pattern(self.owned_text())),
            1 => PredicateTest::IncludesCharacters(vec![CharacterRange { first: 'z', last: 'a' }].into()),
            2 => PredicateTest::IsLengthRange { minimum: self.bytes.byte().into(), maximum: self.bytes.byte().into() },
            _ => PredicateTest::IsDateRange {
                minimum: DateBound::Day { year: 0, month: self.bytes.byte(), day: self.bytes.byte() },
                maximum: DateBound::Today,
            },
        };
        Predicate { id: text("p"), help_text: List::Borrowed(&[]), test }
    }
}

impl StepSource for Source<'_, '_> {
    type Error = ();

    fn slot(&mut self, _: Role, _: &str) -> Result<Option<Slot>, ()> {
        // Without one that has to be declared there is no step; the next bytes make another.
        let is_declared = !self.bytes.byte().is_multiple_of(16);
        Ok(Some(self.place()).filter(|_| is_declared))
    }

    fn further_slots(&mut self, _: Role) -> Result<List<NamedSlot>, ()> {
        Ok(self.some(Self::named_slot).into())
    }

    fn parameter(&mut self, name: &str) -> Result<Option<Text>, ()> {
        Ok(Some(match name {
            "operator" => text(self.bytes.one_of(&["EQUAL", "NOT EQUAL", "same", "later than", "earlier than"])),
            "Operator" => text(self.bytes.one_of(&["INCREMENT", "DECREMENT", "LessThan", "Equal", "NotEqual"])),
            "stringComparison" => text(self.bytes.one_of(&["Ordinal", "OrdinalIgnoreCase"])),
            "toCase" => text(self.bytes.one_of(&["LOWER", "UPPER"])),
            "countryCodeType" => text(self.bytes.one_of(&["CallingCode", "ISO3166"])),
            "randomGeneratorType" => text(self.bytes.one_of(&["GUID", "INTEGER"])),
            "randomizerSecret" => text(self.bytes.one_of(&["B2C_1A_Key", "B2C_1A_Other"])),
            "timeSpanInSeconds"
            | "TreatAsEqualIfWithinMillseconds"
            | "CompareToValue"
            | "startIndex"
            | "length"
            | "maximumNumber"
            | "seed" => (self.bytes.number() as i32).to_string().into(),
            _ => self.owned_text(),
        }))
    }

    fn entries(&mut self) -> Result<List<Entry>, ()> {
        Ok(self.some(Self::entry).into())
    }

    fn expanded(&mut self, text: Text) -> Result<Text, ()> {
        Ok(text)
    }

    fn format(&mut self, _: Text) -> Result<Format, ()> {
        Ok(self.format_of_pieces())
    }

    fn pattern(&mut self, text: Text) -> Result<Pattern, ()> {
        Ok(Pattern(text))
    }

    fn instant(&mut self, _: Text) -> Result<Instant, ()> {
        Ok(Instant(self.bytes.number()))
    }

    fn json_members(&mut self) -> Result<List<JsonMember>, ()> {
        Ok(self.some(Self::json_member).into())
    }

    fn query_members(&mut self) -> Result<List<QueryMember>, ()> {
        Ok(self.some(Self::query_member).into())
    }

    fn localized_formats(&mut self, _: Text) -> Result<List<Localized<Format>>, ()> {
        Ok(self.localized(Self::format_of_pieces).into())
    }

    fn localized_texts(&mut self) -> Result<List<Localized<List<Entry>>>, ()> {
        Ok(self.localized(|it| it.some(Self::entry).into()).into())
    }

    fn localized_collection(&mut self, _: &str) -> Result<List<Localized<List<Entry>>>, ()> {
        self.localized_texts()
    }

    fn predicate_validation(&mut self, _: &str) -> Result<PredicateValidation, ()> {
        let groups = self.some(|it| PredicateGroup {
            id: text("g"),
            help_text: List::Borrowed(&[]),
            match_at_least: u16::from(it.bytes.byte() % 4),
            predicates: it.some(Self::predicate).into(),
        });
        Ok(PredicateValidation { id: text("v"), groups: groups.into() })
    }

    fn missing(&self, _: &str) {}
}
