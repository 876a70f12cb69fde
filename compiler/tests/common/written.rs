//! Policies with one technical profile and its claims transformations, written down in short.

use super::{OAUTH2, policy, provider};
use claimsmith_compiler::ir::Client;
use claimsmith_compiler::{Options, Outcome, Purpose, compile};
use std::fmt::Write as _;

/// A claims transformation: its inputs and outputs as `name=claim`, the name empty where the policy leaves it out, its
/// parameters as `id:type=value`.
pub(crate) struct Method {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) inputs: &'static [&'static str],
    pub(crate) parameters: &'static [&'static str],
    pub(crate) outputs: &'static [&'static str],
}

pub(crate) const NONE: Method = Method { id: "T", method: "", inputs: &[], parameters: &[], outputs: &[] };

impl Method {
    fn xml(&self) -> String {
        let mut xml = format!("<ClaimsTransformation Id=\"{}\" TransformationMethod=\"{}\">", self.id, self.method);
        let claims = |xml: &mut String, element: &str, claims: &[&str]| {
            if claims.is_empty() {
                return;
            }
            let _ = write!(xml, "<{element}s>");
            for claim in claims {
                let (name, id) = claim.split_once('=').expect("name=claim");
                let name = if name.is_empty() { String::new() } else { format!(" TransformationClaimType=\"{name}\"") };
                let _ = write!(xml, "<{element} ClaimTypeReferenceId=\"{id}\"{name} />");
            }
            let _ = write!(xml, "</{element}s>");
        };
        claims(&mut xml, "InputClaim", self.inputs);
        if !self.parameters.is_empty() {
            xml.push_str("<InputParameters>");
            for parameter in self.parameters {
                let (id, rest) = parameter.split_once(':').expect("id:type=value");
                let (data_type, value) = rest.split_once('=').expect("type=value");
                let _ = write!(xml, "<InputParameter Id=\"{id}\" DataType=\"{data_type}\" Value=\"{value}\" />");
            }
            xml.push_str("</InputParameters>");
        }
        claims(&mut xml, "OutputClaim", self.outputs);
        xml + "</ClaimsTransformation>"
    }
}

/// What a policy with one technical profile says.
#[derive(Default)]
pub(crate) struct Written<'w> {
    /// Further building blocks.
    pub(crate) blocks: &'static str,
    /// Further metadata.
    pub(crate) metadata: &'static str,
    pub(crate) inputs: &'static str,
    pub(crate) outputs: &'static str,
    pub(crate) before: &'w [Method],
    pub(crate) after: &'w [Method],
}

pub(crate) const TYPES: &[(&str, &str)] = &[
    ("issuerUserId", "string"),
    ("numericUserId", "long"),
    ("identityProvider", "string"),
    ("email", "string"),
    ("other", "string"),
    ("third", "string"),
    ("isSame", "boolean"),
    ("loginHint", "string"),
    ("memberSince", "dateTime"),
    ("roles", "stringCollection"),
    ("identity", "userIdentity"),
    ("accessToken", "string"),
];

impl Written<'_> {
    fn xml(&self) -> String {
        let types = TYPES.iter().fold(String::new(), |mut xml, (id, data_type)| {
            let more =
                if *id == "third" { "<Restriction><Enumeration Text=\"a\" Value=\"A\" /></Restriction>" } else { "" };
            let _ = write!(xml, "<ClaimType Id=\"{id}\"><DataType>{data_type}</DataType>{more}</ClaimType>");
            xml
        });
        let methods: String = self.before.iter().chain(self.after).map(Method::xml).collect();
        let run = |list: &str, element: &str, methods: &[Method]| {
            let references: String =
                methods.iter().map(|it| format!("<{element} ReferenceId=\"{}\" />", it.id)).collect();
            if methods.is_empty() { String::new() } else { format!("<{list}>{references}</{list}>") }
        };
        let before = run("InputClaimsTransformations", "InputClaimsTransformation", self.before);
        let after = run("OutputClaimsTransformations", "OutputClaimsTransformation", self.after);
        let inputs =
            if self.inputs.is_empty() { String::new() } else { format!("<InputClaims>{}</InputClaims>", self.inputs) };
        let oauth2 = OAUTH2.replace("</Metadata>", &format!("{}</Metadata>", self.metadata));
        let profile = format!(
            "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{}</TechnicalProfile>",
            oauth2 + &before + &inputs + "<OutputClaims>" + self.outputs + "</OutputClaims>" + &after
        );
        let blocks = format!(
            "<BuildingBlocks><ClaimsSchema>{types}</ClaimsSchema><ClaimsTransformations>{methods}</ClaimsTransformations>{}</BuildingBlocks>",
            self.blocks
        );
        policy("B2C_1A_X", None, &(blocks + &provider(&profile)))
    }

    pub(crate) fn compile_with(&self, customize: impl FnOnce(&mut Options)) -> Outcome {
        let loader: claimsmith_compiler::loader::MemoryLoader = [("a.xml", self.xml())].into_iter().collect();
        let mut options = Options::new(["a.xml"], Purpose::Generate);
        customize(&mut options);
        compile(&options, &loader)
    }

    pub(crate) fn client(&self) -> Client {
        only(self.compile_with(|_| {}))
    }
}

pub(crate) fn only(outcome: Outcome) -> Client {
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("it compiles").profiles.pop().expect("one profile")
}

/// The fields of the claims struct: name, and whether it is an `Option`.
pub(crate) fn fields(client: &Client) -> Vec<(&str, bool)> {
    client.claims.iter().map(|field| (field.name.as_str(), field.optional)).collect()
}

pub(crate) const COPY: Method =
    Method { id: "Copy", method: "CopyClaim", inputs: &["inputClaim=email"], outputs: &["outputClaim=other"], ..NONE };

pub(crate) const EMAIL: &str = "<OutputClaim ClaimTypeReferenceId=\"email\" />";
