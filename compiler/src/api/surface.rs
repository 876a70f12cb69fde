//! What the users of generated code see.

use super::behaviour::{Exchange, exchanges};
use super::functions::{self, Function};
use super::token::{self, TokenContract};
use super::validation::{self, ClaimRules};
use super::written;
use crate::attribute::Attribute;
use crate::emit;
use crate::ir::{self, ClaimField, FieldType, Place, Places, Sdk};
use crate::sdk::paths::{Paths, PolicyPath};
use claimsmith_profile::transformation::{Transformation, TransformedClaim};
use claimsmith_profile::{
    CryptographicKey, InputClaim, OutputClaim, Profile, ResponseType, SubjectIssuer, callback_path,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a crate beside its policies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CrateFacts {
    /// The environment it is for; `None`: for none in particular. In the crate of an environment every policy has a module.
    pub environment: Option<String>,
    /// Its name; `None` when nobody has settled that.
    pub name: Option<String>,
    /// Address of the application as browsers see it, without a slash at its end.
    pub application_url: Option<String>,
}

/// What one crate holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Api {
    /// The environment it is for; `None`: for none in particular.
    pub environment: Option<String>,
    /// Its name; `None` when nobody has settled that.
    pub name: Option<String>,
    /// Address of the application as browsers see it.
    pub application_url: Option<String>,
    /// One entry a policy, by id.
    pub policies: Vec<Policy>,
}

/// What is generated from one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// `PolicyId` of the leaf, else its file name.
    pub id: String,
    /// `TenantId` of the leaf.
    pub tenant: String,
    /// Its module; `None` where the items of the only policy stand at the root.
    pub module: Option<String>,
    /// The clients in the order of their buttons: also the entries of `PROVIDERS`, the fields of `Policy` and
    /// `PolicyConfig`, and the variants of `SignedIn`.
    pub clients: Vec<Client>,
    /// The functions from claims to claims.
    pub functions: Vec<Function>,
    /// The claims of the tokens that an application gets.
    pub token: Option<TokenContract>,
    /// Whether there are `Policy`, `PolicyConfig`, `SignedIn` and `PROVIDERS`.
    pub has_policy_type: bool,
    /// Derives of every claims struct beside its own.
    pub derives: BTreeSet<String>,
    /// Features of the facade that the code needs.
    pub features: BTreeSet<String>,
    /// The technical profiles that are not generated, and why, by id in lower case.
    pub omitted: BTreeMap<String, String>,
}

/// What is generated from one technical profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Id of the technical profile.
    pub id: String,
    /// Label of the button.
    pub display_name: String,
    /// What `domain_hint` selects; empty without one.
    pub domain: String,
    /// When the button is offered.
    pub enablement: String,
    /// Name of the type, the stem of those of configuration, inputs and claims.
    pub name: String,
    /// Name of the field and method on the policy.
    pub field: String,
    /// The module of its types below `profiles`; `None` where everything stands at the root.
    pub module: Option<String>,
    /// Whether the client itself stands in the module of its policy instead.
    pub stands_in_policy: bool,
    /// Where the technical profile is declared.
    pub place: Place,
    /// Where its parts stand.
    pub places: Places,
    /// Methods that not every client has.
    pub methods: BTreeSet<&'static str>,
    /// Methods of the claims struct: what the policy asks of claims, and how it shows them.
    pub claims_methods: BTreeSet<String>,
    /// What stands behind those methods.
    pub claim_rules: Vec<ClaimRules>,
    /// The environment variable of the client id.
    pub client_id_variable: String,
    /// The client id of the policy, with which the variable may be left out.
    pub client_id: Option<String>,
    /// The fields of the configuration for cryptographic keys.
    pub keys: Vec<ConfigKey>,
    /// The parameters of the authorization request.
    pub inputs: Vec<Input>,
    /// The fields of the claims.
    pub claims: Vec<Claim>,
    /// Attributes that the caller gave the claims struct.
    pub attributes: Vec<Attribute>,
    /// How a user is named; `None`: not at all.
    pub subject: Option<Subject>,
    /// Path of the redirect URI below the address of the application.
    pub redirect_path: String,
    /// What goes over the wire.
    pub exchanges: Vec<Exchange>,
}

/// A cryptographic key in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigKey {
    /// Id of the key.
    pub id: String,
    /// Name of the field.
    pub field: String,
    /// `StorageReferenceId`.
    pub storage_reference_id: String,
    /// The environment variable that holds it.
    pub variable: String,
}

/// A field of inputs or claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its Rust type, without the `Option` around it: the path that the caller gave, if any.
    pub rust_type: String,
    /// Whether an `Option` is around it.
    pub is_optional: bool,
    /// `DisplayName` and `UserHelpText` of the claim type.
    pub documentation: String,
    /// Where the claim type is declared.
    pub place: Place,
}

impl Field {
    /// The whole type.
    #[must_use]
    pub fn full_type(&self) -> String {
        if self.is_optional { format!("Option<{}>", self.rust_type) } else { self.rust_type.clone() }
    }
}

/// A parameter of the authorization request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Id of the claim type.
    pub claim: String,
    /// Its data type.
    pub data_type: &'static str,
    /// Name of the parameter.
    pub parameter: String,
    /// `DefaultValue`.
    pub default: Option<String>,
    /// What makes two defaults the same: a text in braces is no claim resolver in every profile.
    pub(super) exact_default: String,
    /// Whether the sign-in does not begin without a value, which the application has to give then.
    pub is_required: bool,
    /// `Required`.
    pub says_required: bool,
    /// The field; `None` when the default always replaces what the application gives.
    pub field: Option<Field>,
}

/// A claim that a sign-in yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Id of the claim type, the name it is stored under.
    pub claim: String,
    /// Its data type.
    pub data_type: &'static str,
    /// Where the value comes from.
    pub source: String,
    /// What makes two sources the same.
    pub(super) exact_source: String,
    /// `DefaultValue`.
    pub default: Option<String>,
    /// What makes two defaults the same: a text in braces is no claim resolver in every profile.
    pub(super) exact_default: String,
    /// Whether the default replaces what the source has.
    pub is_always_default: bool,
    /// Whether the sign-in fails without a value.
    pub is_required: bool,
    /// The field.
    pub field: Field,
    /// Attributes that the caller gave the field.
    pub attributes: Vec<Attribute>,
}

/// How a profile names a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Who vouches: a text, or the claim that has it.
    pub issuer: String,
    /// Id of the claim type that holds the id.
    pub claim: String,
    /// Where its value comes from.
    pub source: String,
}

impl Api {
    /// The API of a crate with these policies, which should have no error: what has one is not generated.
    ///
    /// # Errors
    /// When there can be no such crate: two policies or two technical profiles ask for the same module.
    pub fn of<'s>(facts: CrateFacts, sdks: impl IntoIterator<Item = &'s Sdk>) -> Result<Self, String> {
        let CrateFacts { environment, name, application_url } = facts;
        let sdks: Vec<&Sdk> = sdks.into_iter().collect();
        let mut policies: Vec<Policy> = if environment.is_some() {
            let paths = Paths::of(&sdks, true)?;
            paths.policies.iter().map(|path| policy(path.sdk, Some((path, &paths)))).collect()
        } else {
            sdks.into_iter().map(|sdk| policy(sdk, None)).collect()
        };
        policies.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Self { environment, name, application_url, policies })
    }
}

/// The items of a policy, with where they stand if there are modules.
fn policy(sdk: &Sdk, paths: Option<(&PolicyPath<'_>, &Paths<'_>)>) -> Policy {
    let module = |at: usize| {
        let (policy, paths) = paths?;
        let name = policy.profiles.get(at)?;
        Some((name.clone(), paths.profiles.get(name)?.has_own_clients))
    };
    let clients = sdk.profiles.iter().enumerate().map(|(at, it)| client(it, module(at)));
    let functions = sdk.functions.iter().zip(sdk.profiles.len()..);
    Policy {
        id: sdk.policy.clone(),
        tenant: sdk.profiles.first().map_or_else(String::new, |client| client.profile.tenant_id.to_string()),
        module: paths.map(|(policy, _)| policy.name.clone()),
        clients: clients.collect(),
        functions: functions.map(|(it, at)| functions::function(it, module(at).map(|(module, _)| module))).collect(),
        token: sdk.token.as_ref().map(token::contract),
        has_policy_type: sdk.has_policy_type(),
        derives: sdk.derives.iter().cloned().collect(),
        features: emit::features(sdk).into_iter().map(str::to_owned).collect(),
        omitted: sdk.omitted.iter().map(|it| (it.id.to_ascii_lowercase(), it.reason.clone())).collect(),
    }
}

fn client(client: &ir::Client, module: Option<(String, bool)>) -> Client {
    let profile = &client.profile;
    let runs: Vec<&Transformation> = profile.transformations.after.iter().collect();
    Client {
        id: profile.id.to_string(),
        display_name: profile.display_name.to_string(),
        domain: client.domain.clone(),
        enablement: written::enablement(&profile.enablement),
        name: client.name.clone(),
        field: client.field.clone(),
        stands_in_policy: module.as_ref().is_some_and(|(_, stands_in_policy)| *stands_in_policy),
        module: module.map(|(module, _)| module),
        place: client.place.clone(),
        places: client.places.clone(),
        methods: methods(profile),
        claims_methods: validation::methods(profile, &client.claims),
        claim_rules: validation::rules(profile, &client.claims),
        client_id_variable: profile.client_id_variable.to_string(),
        client_id: profile.client_id.as_ref().map(ToString::to_string),
        keys: profile.keys.iter().map(|key| config_key(key, client)).collect(),
        inputs: profile.inputs.iter().enumerate().map(|(index, it)| input(index, it, client)).collect(),
        claims: client.claims.iter().filter_map(|it| claim(it, profile, &runs)).collect(),
        attributes: client.attributes.clone(),
        subject: subject(profile),
        redirect_path: callback_path(&profile.id),
        exchanges: exchanges(profile),
    }
}

/// The methods that `emit` gives a client under a condition.
fn methods(profile: &Profile) -> BTreeSet<&'static str> {
    let refresh = profile.authorization.response_type == ResponseType::Code;
    let methods = [
        refresh.then_some("refresh"),
        profile.revocation_endpoint.is_some().then_some("revoke"),
        profile.end_session_endpoint.is_some().then_some("sign_out_url"),
    ];
    methods.into_iter().flatten().collect()
}

fn config_key(key: &CryptographicKey, client: &ir::Client) -> ConfigKey {
    let CryptographicKey { id, storage_reference_id, variable } = key;
    let field = client.keys.iter().find(|field| field.id == *id);
    ConfigKey {
        id: id.to_string(),
        field: field.map_or_else(String::new, |field| field.name.clone()),
        storage_reference_id: storage_reference_id.to_string(),
        variable: variable.to_string(),
    }
}

fn input(index: usize, input: &InputClaim, client: &ir::Client) -> Input {
    let InputClaim { claim, data_type, parameter, default, resolver, always_default: _, required } = input;
    let exact_default = format!("{default:?} {resolver:?}");
    let default = written::default_value(default.as_ref(), resolver.as_ref());
    Input {
        claim: claim.to_string(),
        data_type: data_type.name(),
        parameter: parameter.to_string(),
        is_required: *required && input.default.is_none(),
        says_required: *required,
        default,
        exact_default,
        field: client.inputs.iter().find(|it| it.index == index).map(field),
    }
}

/// A field of the claims. `runs` are the transformations that may have written it.
pub(super) fn claim(declared: &ClaimField, profile: &Profile, runs: &[&Transformation]) -> Option<Claim> {
    let Some(output) = profile.outputs.get(declared.index) else { return given(declared, profile, runs) };
    let OutputClaim { claim, data_type, source, default, resolver, always_default, required } = output;
    Some(Claim {
        claim: claim.to_string(),
        data_type: data_type.name(),
        source: written::source(source),
        exact_source: format!("{source:?}"),
        exact_default: format!("{default:?} {resolver:?}"),
        default: written::default_value(default.as_ref(), resolver.as_ref()),
        is_always_default: *always_default,
        is_required: *required,
        field: field(declared),
        attributes: declared.attributes.clone(),
    })
}

/// A claim that claims transformations give.
fn given(declared: &ClaimField, profile: &Profile, runs: &[&Transformation]) -> Option<Claim> {
    let TransformedClaim { claim, data_type, input: _, carried: _, yielded: _, required } =
        profile.transformations.claims.get(declared.index.checked_sub(profile.outputs.len())?)?;
    let source = written::writers(runs.iter().copied(), declared.index);
    Some(Claim {
        claim: claim.to_string(),
        data_type: data_type.name(),
        exact_source: source.clone(),
        source,
        default: None,
        exact_default: String::new(),
        is_always_default: false,
        is_required: *required,
        field: field(declared),
        attributes: declared.attributes.clone(),
    })
}

pub(super) fn field(declared: &ClaimField) -> Field {
    let texts = [&declared.display_name, &declared.help_text];
    Field {
        name: declared.name.clone(),
        rust_type: declared.own_type.clone().unwrap_or_else(|| rust_type(declared.field_type).to_owned()),
        is_optional: declared.optional,
        documentation: texts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n"),
        place: declared.place.clone(),
    }
}

const fn rust_type(field_type: FieldType) -> &'static str {
    match field_type {
        FieldType::Boolean => "bool",
        FieldType::Int => "i32",
        FieldType::Long => "i64",
        FieldType::String => "String",
        FieldType::StringCollection => "Vec<String>",
        FieldType::UserIdentity => "UserIdentity",
        FieldType::UserIdentityCollection => "Vec<UserIdentity>",
        FieldType::AlternativeSecurityIdCollection => "Vec<AlternativeSecurityId>",
    }
}

fn subject(profile: &Profile) -> Option<Subject> {
    let claimsmith_profile::Subject { issuer, claim } = profile.subject.as_ref()?;
    let named = |index: u16| profile.outputs.get(usize::from(index));
    let given = || profile.transformations.claims.get(usize::from(*claim).checked_sub(profile.outputs.len())?);
    let (id, source) = match named(*claim) {
        Some(output) => (&output.claim, written::source(&output.source)),
        None => (&given()?.claim, written::writers(profile.transformations.after.iter(), usize::from(*claim))),
    };
    Some(Subject {
        issuer: match issuer {
            SubjectIssuer::Constant(text) => text.to_string(),
            SubjectIssuer::Output(index) => {
                format!("the claim {}", named(*index).map_or("", |output| &output.claim))
            }
        },
        claim: id.to_string(),
        source,
    })
}
