//! A policy that runs vectors: each has its claim types, its claims transformation, and a technical profile that signs in
//! with the inputs and transforms them, or that takes them and does nothing else.

use crate::vector::Vector;
use crate::wiring::{Claim, Wiring, parameter};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The tenant of vectors that do not say one.
pub(crate) const TENANT: &str = "contoso.onmicrosoft.com";
/// The language of users that say none.
pub(crate) const DEFAULT_LANGUAGE: &str = "en";

/// Where the policy key of the client secret is stored.
pub(crate) const CLIENT_SECRET: &str = "B2C_1A_VectorSecret";

/// What the technical profiles of a policy are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profiles {
    /// They sign in with a provider, which gives the inputs.
    Clients,
    /// They are given the inputs.
    Functions,
}

/// What the XML of a policy is put together from.
#[derive(Default)]
struct Parts {
    /// By their ids: vectors may share one.
    claim_types: BTreeMap<String, String>,
    predicates: String,
    predicate_validations: String,
    transformations: String,
    content_definitions: String,
    resources: String,
    profiles: String,
}

/// The XML of a policy for these vectors, which are of one tenant and stand among `all`.
pub(crate) fn xml(profiles: Profiles, vectors: &[&Vector], all: &[Vector], default_language: &str) -> String {
    let tenant = vectors.first().map_or(TENANT, |vector| tenant(vector));
    let mut parts = Parts::default();
    vectors.iter().for_each(|vector| parts.add(profiles, vector, &Wiring::of(vector, all)));
    parts.finish(tenant, default_language)
}

/// The tenant that a vector belongs to.
pub(crate) fn tenant(vector: &Vector) -> &str {
    vector.context("RelyingPartyTenantId").unwrap_or(TENANT)
}

/// The claim that says whether a text is there: one that is empty when the sign-in ends counts as none, so the policy asks
/// while it still runs.
pub(crate) fn witness(claim: &str) -> String {
    format!("{claim}_exists")
}

/// The outputs that are the empty text.
pub(crate) fn empty_outputs<'w>(vector: &Vector, wiring: &'w Wiring) -> impl Iterator<Item = &'w Claim> {
    let is_empty = |name: &String| vector.expected.get(name).and_then(Value::as_str) == Some("");
    wiring.outputs.iter().filter(move |claim| claim.name.as_ref().is_some_and(is_empty))
}

impl Parts {
    fn add(&mut self, profiles: Profiles, vector: &Vector, wiring: &Wiring) {
        for claim in wiring.claims() {
            let further = self.restrictions(vector, claim, wiring);
            self.claim_types.insert(claim.id.clone(), claim_type(&claim.id, &claim.data_type, &further));
        }
        self.transformation(vector, wiring);
        empty_outputs(vector, wiring).for_each(|claim| self.witness(&claim.id));
        self.localization(vector, wiring);
        match profiles {
            Profiles::Clients => self.client(vector, wiring),
            Profiles::Functions => self.function(vector, wiring),
        }
    }

    /// What a claim type says beside its data type. Only an output claim of such a method says anything.
    fn restrictions(&mut self, vector: &Vector, claim: &Claim, wiring: &Wiring) -> String {
        if wiring.inputs.iter().any(|it| it.id == claim.id) {
            return String::new();
        }
        if let Some(Value::Array(predicates)) = vector.context.get("outputClaimPredicates") {
            return self.predicates(&vector.name(), predicates);
        }
        let Some(Value::Array(items)) = vector.context.get("restriction") else { return String::new() };
        // What a language says of its own takes the place of these.
        let value = |item: &Value| match vector.language() {
            Some(language) => format!("not in the language {language}"),
            None => text(&item["Value"]).to_owned(),
        };
        let item = |item: &Value| {
            format!("<Enumeration Text=\"{}\" Value=\"{}\" />", escaped(text(&item["Text"])), escaped(&value(item)))
        };
        format!("<Restriction>{}</Restriction>", items.iter().map(item).collect::<String>())
    }

    fn predicates(&mut self, name: &str, predicates: &[Value]) -> String {
        let mut references = String::new();
        for (index, predicate) in predicates.iter().enumerate() {
            let id = format!("{name}_{index}");
            let members = predicate.as_object().into_iter().flatten().filter(|(member, _)| *member != "method");
            let parameters: String = members
                .map(|(member, value)| format!("<Parameter Id=\"{member}\">{}</Parameter>", escaped(text(value))))
                .collect();
            let method = text(&predicate["method"]);
            let _ = writeln!(
                self.predicates,
                r#"<Predicate Id="{id}" Method="{method}"><Parameters>{parameters}</Parameters></Predicate>"#
            );
            let _ = write!(references, "<PredicateReference Id=\"{id}\" />");
        }
        let references =
            format!(r#"<PredicateReferences MatchAtLeast="{}">{references}</PredicateReferences>"#, predicates.len());
        let groups =
            format!(r#"<PredicateGroups><PredicateGroup Id="{name}">{references}</PredicateGroup></PredicateGroups>"#);
        let _ =
            writeln!(self.predicate_validations, r#"<PredicateValidation Id="{name}">{groups}</PredicateValidation>"#);
        format!("<PredicateValidationReference Id=\"{name}\" />")
    }

    fn transformation(&mut self, vector: &Vector, wiring: &Wiring) {
        let claims = |element: &str, claims: &[Claim]| {
            let claims = claims.iter().map(|it| reference(element, &it.id, it.name.as_deref().unwrap_or_default()));
            list(element, &claims.collect::<String>())
        };
        let parameter = |(name, value): (&String, &Value)| {
            let (data_type, value) = parameter(&vector.method, name, value);
            format!(
                "<InputParameter Id=\"{}\" DataType=\"{data_type}\" Value=\"{}\" />",
                escaped(name),
                escaped(&value)
            )
        };
        let parameters: String = vector.parameters.iter().map(parameter).collect();
        let _ = writeln!(
            self.transformations,
            "{}{}{}{}</ClaimsTransformation>",
            transformation(&vector.name(), &vector.method),
            claims("InputClaim", &wiring.inputs),
            list("InputParameter", &parameters),
            claims("OutputClaim", &wiring.outputs),
        );
    }

    /// The transformation that asks whether a text is there.
    fn witness(&mut self, claim: &str) {
        let id = witness(claim);
        self.claim_types.insert(id.clone(), claim_type(&id, "boolean", ""));
        let input = list("InputClaim", &reference("InputClaim", claim, "inputClaim"));
        let output = list("OutputClaim", &reference("OutputClaim", &id, "outputClaim"));
        let start = transformation(&id, "DoesClaimExist");
        let _ = writeln!(self.transformations, "{start}{input}{output}</ClaimsTransformation>");
    }

    /// A page with texts in the language of the user, or in another where the user's has none.
    fn localization(&mut self, vector: &Vector, wiring: &Wiring) {
        let Some(language) = vector.language() else { return };
        let has_texts =
            vector.context.get("localizedStrings").and_then(Value::as_object).is_none_or(|it| !it.is_empty());
        let (language, resources) = if has_texts {
            (language, resources(vector, wiring))
        } else {
            let texts = vector.expected.keys().map(|id| localized_string(vector, id, "a text of another language"));
            (DEFAULT_LANGUAGE, list("LocalizedString", &texts.collect::<String>()))
        };
        let id = vector.name();
        let _ = writeln!(self.resources, r#"<LocalizedResources Id="{id}">{resources}</LocalizedResources>"#);
        let reference =
            format!(r#"<LocalizedResourcesReference Language="{language}" LocalizedResourcesReferenceId="{id}" />"#);
        let _ = writeln!(
            self.content_definitions,
            r#"<ContentDefinition Id="{id}">
<LoadUri>~/tenant/default/unified.cshtml</LoadUri>
<RecoveryUri>~/common/default_page_error.html</RecoveryUri>
<DataUri>urn:com:microsoft:aad:b2c:elements:contract:unifiedssp:2.1.2</DataUri>
<LocalizedResourcesReferences MergeBehavior="Prepend">{reference}</LocalizedResourcesReferences>
</ContentDefinition>"#
        );
    }

    fn client(&mut self, vector: &Vector, wiring: &Wiring) {
        let outputs: String = wiring.provided().map(|it| reference("OutputClaim", &it.id, "")).collect();
        let metadata = [
            ("client_id", "101"),
            ("authorization_endpoint", "https://id.example/authorize"),
            ("AccessTokenEndpoint", "https://id.example/token"),
            ("ClaimsEndpoint", "https://id.example/me"),
            ("BearerTokenTransmissionMethod", "AuthorizationHeader"),
            ("UsePolicyInRedirectUri", "false"),
        ];
        let begin = format!(
            r#"<Protocol Name="OAuth2" />
<Metadata>{}{}</Metadata>
<CryptographicKeys><Key Id="client_secret" StorageReferenceId="{CLIENT_SECRET}" /></CryptographicKeys>"#,
            metadata.map(|(key, value)| item(key, value)).concat(),
            page(vector),
        );
        let id = r#"<OutputClaim ClaimTypeReferenceId="issuerUserId" PartnerClaimType="id" Required="true" />"#;
        self.profile(vector, wiring, &format!("{begin}\n<OutputClaims>{id}{outputs}</OutputClaims>"));
    }

    /// It lists no input claims: what it is given is what the transformation reads, or leaves alone in some cases.
    fn function(&mut self, vector: &Vector, wiring: &Wiring) {
        let outputs: String = wiring.claims().map(|it| reference("OutputClaim", &it.id, "")).collect();
        let outputs = list("OutputClaim", &outputs);
        let metadata = page(vector);
        let metadata = if metadata.is_empty() { metadata } else { format!("<Metadata>{metadata}</Metadata>") };
        let begin = format!(
            r#"<Protocol Name="Proprietary" Handler="Web.TPEngine.Providers.ClaimsTransformationProtocolProvider, Web.TPEngine" />
{metadata}{outputs}"#
        );
        self.profile(vector, wiring, &begin);
    }

    /// A technical profile that runs the transformation of a vector; `begin` is what it says up to its output claims.
    fn profile(&mut self, vector: &Vector, wiring: &Wiring, begin: &str) {
        let name = vector.name();
        let witnesses: String = empty_outputs(vector, wiring)
            .map(|it| format!(r#"<OutputClaimsTransformation ReferenceId="{}" />"#, witness(&it.id)))
            .collect();
        let _ = writeln!(
            self.profiles,
            r#"<TechnicalProfile Id="{name}">
<DisplayName>{name}</DisplayName>
{begin}
<OutputClaimsTransformations>
<OutputClaimsTransformation ReferenceId="{name}" />{witnesses}
</OutputClaimsTransformations>
</TechnicalProfile>"#
        );
    }

    fn finish(mut self, tenant: &str, default_language: &str) -> String {
        self.claim_types.insert("issuerUserId".to_owned(), claim_type("issuerUserId", "string", ""));
        let claim_types: String = self.claim_types.into_values().collect();
        let blocks = [
            ("ClaimsSchema", claim_types),
            ("Predicates", self.predicates),
            ("PredicateValidations", self.predicate_validations),
            ("ClaimsTransformations", self.transformations),
            ("ContentDefinitions", self.content_definitions),
        ];
        let blocks = blocks.into_iter().filter(|(_, xml)| !xml.is_empty());
        let blocks: String = blocks.map(|(name, xml)| format!("<{name}>\n{xml}</{name}>\n")).collect();
        format!(
            r#"<?xml version="1.0" encoding="utf-8"?>
<TrustFrameworkPolicy xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06" PolicySchemaVersion="0.3.0.0"
    TenantId="{tenant}" PolicyId="B2C_1A_Vectors" PublicPolicyUri="http://{tenant}/B2C_1A_Vectors">
<BuildingBlocks>
{blocks}<Localization Enabled="true">
<SupportedLanguages DefaultLanguage="{default_language}" MergeBehavior="ReplaceAll">
<SupportedLanguage>de</SupportedLanguage>
<SupportedLanguage>en</SupportedLanguage>
<SupportedLanguage>es</SupportedLanguage>
</SupportedLanguages>
{}</Localization>
</BuildingBlocks>
<ClaimsProviders>
<ClaimsProvider>
<Domain>id.example</Domain>
<DisplayName>Vectors</DisplayName>
<TechnicalProfiles>
{}</TechnicalProfiles>
</ClaimsProvider>
</ClaimsProviders>
</TrustFrameworkPolicy>
"#,
            self.resources, self.profiles
        )
    }
}

/// The resources of a language.
fn resources(vector: &Vector, wiring: &Wiring) -> String {
    let mut xml = String::new();
    if let Some(Value::Array(items)) = vector.context.get("restriction") {
        let member = |item: &Value, name: &str| escaped(text(&item[name]));
        let item =
            |item: &Value| format!(r#"<Item Text="{}" Value="{}" />"#, member(item, "Text"), member(item, "Value"));
        let items: String = items.iter().map(item).collect();
        let attributes = format!(
            r#"ElementType="ClaimType" ElementId="{}" TargetCollection="Restriction""#,
            wiring.outputs.first().map_or("", |claim| &claim.id)
        );
        xml +=
            &list("LocalizedCollection", &format!("<LocalizedCollection {attributes}>{items}</LocalizedCollection>"));
    }
    if let Some(Value::Object(strings)) = vector.context.get("localizedStrings") {
        let strings = strings.iter().map(|(id, value)| localized_string(vector, id, text(value)));
        xml += &list("LocalizedString", &strings.collect::<String>());
    }
    xml
}

fn localized_string(vector: &Vector, id: &str, value: &str) -> String {
    let method = vector.method.trim_end_matches("Transformation");
    format!(
        "<LocalizedString ElementType=\"{method}TransformationClaimType\" StringId=\"{id}\">{}</LocalizedString>",
        escaped(value)
    )
}

fn claim_type(id: &str, data_type: &str, further: &str) -> String {
    format!(
        "<ClaimType Id=\"{id}\"><DisplayName>{id}</DisplayName><DataType>{data_type}</DataType>{further}</ClaimType>\n"
    )
}

fn transformation(id: &str, method: &str) -> String {
    format!("<ClaimsTransformation Id=\"{id}\" TransformationMethod=\"{method}\">")
}

fn reference(element: &str, id: &str, name: &str) -> String {
    let name = if name.is_empty() { String::new() } else { format!(" TransformationClaimType=\"{}\"", escaped(name)) };
    format!("<{element} ClaimTypeReferenceId=\"{id}\"{name} />")
}

fn list(element: &str, xml: &str) -> String {
    if xml.is_empty() { String::new() } else { format!("<{element}s>{xml}</{element}s>") }
}

/// The metadata that names the page with the texts of a vector.
fn page(vector: &Vector) -> String {
    vector.language().map(|_| item("ContentDefinitionReferenceId", &vector.name())).unwrap_or_default()
}

fn item(key: &str, value: &str) -> String {
    format!("<Item Key=\"{key}\">{value}</Item>")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn escaped(text: &str) -> String {
    let mut xml = String::new();
    for letter in text.chars() {
        match letter {
            '&' | '<' | '>' | '"' | '\n' | '\r' | '\t' => {
                let _ = write!(xml, "&#{};", u32::from(letter));
            }
            _ => xml.push(letter),
        }
    }
    xml
}
