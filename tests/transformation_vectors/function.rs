//! Functions: a policy is compiled in this process, and what a generated function would run is given the inputs of a vector.

use crate::expectation::{Ended, disagreements};
use crate::generated::parts;
use crate::policy::{DEFAULT_LANGUAGE, Profiles, xml};
use crate::vector::Vector;
use crate::wiring::{Claim, Wiring};
use claimsmith::{
    ClaimSet, ClaimValue, Clock, Culture, ResolverContext, SignInError, TransformationContext, transform_claims,
};
use claimsmith_compiler::ir::Function;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile};
use serde_json::Value;
use std::sync::Arc;

/// Runs every one of `vectors`, which stand among `all`; where the claims are others than expected.
pub(crate) fn transform(vectors: &[&Vector], all: &[Vector]) -> Vec<String> {
    let mut wrong = Vec::new();
    for part in parts(vectors) {
        let functions = functions(xml(Profiles::Functions, &part, all, DEFAULT_LANGUAGE));
        for vector in part {
            let wiring = Wiring::of(vector, all);
            match functions.iter().find(|function| function.profile.id == vector.name()) {
                Some(function) => wrong.extend(disagreements(vector, &wiring, &run(function, vector, &wiring))),
                None => wrong.push(format!("{}: there is no function", vector.id)),
            }
        }
    }
    wrong
}

fn functions(policy: String) -> Vec<Function> {
    let mut loader = MemoryLoader::default();
    loader.insert("policy.xml", policy);
    let outcome = compile(&Options::new(["policy.xml"], Purpose::Generate), &loader);
    outcome.sdk.map(|sdk| sdk.functions).unwrap_or_default()
}

fn run(function: &Function, vector: &Vector, wiring: &Wiring) -> Ended {
    let given = wiring.provided().filter_map(|claim| Some((claim.id.clone(), value(claim)?)));
    match transform_claims::<ClaimSet>(&function.profile, given.collect::<ClaimSet>(), &context(vector)) {
        Ok(claims) => {
            let claims = serde_json::to_value(&claims).expect("claims are JSON");
            Ended::Claims(claims.as_object().cloned().unwrap_or_default())
        }
        Err(SignInError::Assertion { key, .. }) => Ended::Refused(key.to_owned()),
        Err(SignInError::Transformation { .. }) => Ended::Failed,
        Err(error) => Ended::Otherwise(error.to_string()),
    }
}

/// The value of an input claim. Identities are given as JSON, which their claim types read.
fn value(claim: &Claim) -> Option<ClaimValue> {
    let texts = |values: &[Value]| values.iter().map(|it| it.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
    match &claim.value {
        Value::Null => None,
        Value::Bool(value) => Some(ClaimValue::Boolean(*value)),
        Value::Number(number) => Some(ClaimValue::String(number.to_string())),
        Value::String(text) => Some(ClaimValue::String(text.clone())),
        Value::Array(values) if claim.data_type == "stringCollection" => {
            texts(values).map(ClaimValue::StringCollection)
        }
        value => Some(ClaimValue::String(value.to_string())),
    }
}

/// A clock that stands still, in seconds since 1970.
struct Standing(u64);

impl Clock for Standing {
    fn now(&self) -> u64 {
        self.0
    }
}

/// The time, the language and the policy keys of a vector; one that does not look at a key does not say it.
fn context(vector: &Vector) -> TransformationContext {
    let culture = vector.language().and_then(Culture::new);
    let resolvers = culture.into_iter().fold(ResolverContext::default(), ResolverContext::with_culture);
    let mut context = TransformationContext::new().with_resolvers(resolvers);
    if let Some(now) = vector.context("now") {
        context = context.with_clock(Arc::new(Standing(seconds(now))));
    }
    if let Some(name) = vector.parameters.get("randomizerSecret").and_then(Value::as_str) {
        let key = vector.context.get("policyKeys").and_then(|keys| keys[name].as_str());
        context = context.with_policy_key(name, key.unwrap_or("any key"));
    }
    context
}

/// Seconds since 1970 of a text such as `2022-01-14T11:40:35Z`.
fn seconds(text: &str) -> u64 {
    let number = |range: std::ops::Range<usize>| text[range].parse::<u64>().expect("a moment");
    // Days since 1970 of a civil date, with years that begin in March.
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    ((days * 24 + number(11..13)) * 60 + number(14..16)) * 60 + number(17..19)
}
