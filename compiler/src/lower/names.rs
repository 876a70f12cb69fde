//! Rust names of clients, functions, the token contract and claims: from the id, or from a rename; a collision is an error with both places.

use super::customization::Customization;
use super::select::Selection;
use super::token::wire_name;
use crate::ast::Text;
use crate::diagnostic::codes::{INVALID_NAME, NAME_COLLISION};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::function;
use crate::model::yielded::{claims_transformations, yielded};
use crate::model::{Policy, TechnicalProfile, fold};
use crate::naming;
use std::collections::BTreeMap;

/// Types that every policy generates beside its clients.
const OWN_TYPES: &[&str] = &["Policy", "PolicyConfig", "SignedIn"];

/// Methods that the policy has beside one for each client.
const OWN_METHODS: &[&str] = &["begin", "client", "finish", "from_env", "new", "providers"];

/// Fields that a configuration has beside one for each cryptographic key.
const OWN_FIELDS: &[&str] = &["client_id", "options", "redirect_uri"];

/// What the names of the types of one client end in.
const SUFFIXES: &[&str] = &["", "Config", "Inputs", "Claims"];

/// What those of a function end in.
const FUNCTION_SUFFIXES: &[&str] = &["Inputs", "Claims"];

/// The struct of the token contract without the ending that claims structs have.
const TOKEN: &str = "Token";

/// What gets names: what is generated.
pub(super) struct Named<'n, 'a> {
    /// The technical profiles that sign users in.
    pub(super) clients: &'n [&'n TechnicalProfile<'a>],
    /// Those that become functions.
    pub(super) functions: &'n [&'n TechnicalProfile<'a>],
    /// That of the relying party.
    pub(super) token: Option<&'n TechnicalProfile<'a>>,
}

impl<'n, 'a> Named<'n, 'a> {
    pub(super) fn of(selection: &'n Selection<'n, 'a>) -> Self {
        Self { clients: &selection.wanted, functions: &selection.functions, token: selection.token.as_ref() }
    }
}

/// The names that were assigned, by profile id and claim id in lower case.
#[derive(Debug, Default)]
pub(super) struct Names {
    clients: BTreeMap<String, (String, String)>,
    claims: BTreeMap<(String, String), String>,
    token: Option<String>,
}

impl Names {
    /// The names of all that is generated.
    pub(super) fn assign(
        named: &Named<'_, '_>,
        policy: &Policy<'_>,
        customization: &Customization,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut names = Self::default();
        let mut scope = Scope::new();
        names.assign_clients((named.clients, policy), &mut scope, customization, diagnostics);
        names.assign_functions(named.functions, &mut scope, customization, diagnostics);
        if let Some(profile) = named.token {
            names.assign_token(profile, &mut scope, customization, diagnostics);
            names.assign_token_claims(profile, policy, customization, diagnostics);
        }
        for profile in named.clients.iter().chain(named.functions) {
            let inputs = if profile.is_claims_transformation() {
                function::inputs(profile, policy)
            } else {
                profile.input_claims.iter().map(|it| it.claim_type).collect()
            };
            names.assign_claims(profile, inputs.into_iter(), customization, diagnostics);
            let outputs = profile.output_claims.iter().map(|it| it.claim_type);
            names.assign_claims(profile, outputs.chain(yielded(profile, policy)), customization, diagnostics);
        }
        names
    }

    /// Name of the client type of a profile; of a function, the stem of its types.
    pub(super) fn client(&self, profile: &Text) -> Option<String> {
        self.clients.get(&fold(profile)).map(|(name, _)| name.clone())
    }

    /// Name of the field and method of a profile on the policy; of a function, its own.
    pub(super) fn field(&self, profile: &Text) -> Option<String> {
        self.clients.get(&fold(profile)).map(|(_, field)| field.clone())
    }

    /// Name of the struct of the token contract.
    pub(super) fn token(&self) -> Option<String> {
        self.token.clone()
    }

    /// Name of the field of a claim.
    pub(super) fn claim(&self, profile: &Text, claim: &str) -> Option<String> {
        self.claims.get(&(fold(profile), fold(claim))).cloned()
    }

    fn assign_clients<'a>(
        &mut self,
        (profiles, policy): (&[&TechnicalProfile<'a>], &Policy<'_>),
        scope: &mut Scope<'a>,
        customization: &Customization,
        diagnostics: &mut Diagnostics,
    ) {
        let (mut fields, mut variables) = (Taken::new(OWN_METHODS), Variables::default());
        for profile in profiles {
            let renamed = customization.client_name(profile.id);
            let Some(name) = renamed.or_else(|| naming::type_name(profile.id)) else {
                diagnostics.push(unnameable(Kind::TechnicalProfile, profile.id));
                continue;
            };
            let field = naming::field_name(&name).unwrap_or_else(|| name.to_ascii_lowercase());
            let module = naming::module_name(&field);
            let own = SUFFIXES.iter().map(|suffix| format!("{name}{suffix}"));
            let clash = own
                .filter_map(|name| scope.items.take(&name, profile.id))
                .chain(fields.take(&field, profile.id))
                .chain(scope.modules.take(&module, profile.id))
                .next();
            if let Some(clash) = clash {
                diagnostics.push(collision(&name, Kind::TechnicalProfile, profile.id, &clash));
                continue;
            }
            variables.check(profile, &name, diagnostics);
            check_keys(profile, policy, diagnostics);
            self.clients.insert(fold(profile.id), (name, field));
        }
    }

    /// A name that the caller gives in snake case is the function's and gives its types theirs, and the other way round.
    fn assign_functions<'a>(
        &mut self,
        profiles: &[&TechnicalProfile<'a>],
        scope: &mut Scope<'a>,
        customization: &Customization,
        diagnostics: &mut Diagnostics,
    ) {
        for profile in profiles {
            let renamed = customization.client_name(profile.id);
            let stem = match &renamed {
                Some(name) if name.starts_with(|first: char| first.is_ascii_uppercase()) => Some(name.clone()),
                Some(name) => naming::type_name(name),
                None => naming::type_name(profile.id),
            };
            let name = naming::field_name(renamed.as_deref().unwrap_or(profile.id));
            let (Some(stem), Some(name)) = (stem, name) else {
                diagnostics.push(unnameable(Kind::TechnicalProfile, profile.id));
                continue;
            };
            let types = FUNCTION_SUFFIXES.iter().map(|suffix| format!("{stem}{suffix}"));
            let clash = std::iter::once(name.clone())
                .chain(types)
                .filter_map(|item| scope.items.take(&item, profile.id))
                .chain(scope.modules.take(&naming::function_module(&name), profile.id))
                .next();
            if let Some(clash) = clash {
                diagnostics.push(collision(&name, Kind::TechnicalProfile, profile.id, &clash));
                continue;
            }
            self.clients.insert(fold(profile.id), (stem, name));
        }
    }

    /// A name that the caller gives takes the place of `Token`, as that of a function gives its types theirs.
    fn assign_token<'a>(
        &mut self,
        profile: &TechnicalProfile<'a>,
        scope: &mut Scope<'a>,
        customization: &Customization,
        diagnostics: &mut Diagnostics,
    ) {
        let stem = match customization.client_name(profile.id) {
            Some(name) if name.starts_with(|first: char| first.is_ascii_uppercase()) => Some(name),
            Some(name) => naming::type_name(&name),
            None => Some(TOKEN.to_owned()),
        };
        let Some(name) = stem.map(|stem| format!("{stem}Claims")) else {
            diagnostics.push(unnameable(Kind::TechnicalProfile, profile.id));
            return;
        };
        match scope.items.take(&name, profile.id) {
            Some(clash) => diagnostics.push(collision(&name, Kind::TechnicalProfile, profile.id, &clash)),
            None => self.token = Some(name),
        }
    }

    /// The fields of the token contract have the names of the claims in the token, which is what its readers know.
    fn assign_token_claims<'a>(
        &mut self,
        profile: &TechnicalProfile<'a>,
        policy: &Policy<'a>,
        customization: &Customization,
        diagnostics: &mut Diagnostics,
    ) {
        let mut fields = Taken::new(&[]);
        for reference in &profile.output_claims {
            let (claim, wire) = (reference.claim_type, wire_name(reference, profile, policy));
            let renamed = customization.field_name(profile.id, claim);
            let Some(name) = renamed.or_else(|| naming::field_name(wire)) else {
                diagnostics.push(of_token(unnameable(Kind::TokenClaim, wire), claim));
                continue;
            };
            if let Some(clash) = fields.take(&name, claim) {
                diagnostics.push(of_token(collision(&name, Kind::TokenClaim, claim, &clash), claim));
                continue;
            }
            self.claims.insert((fold(profile.id), fold(claim)), name);
        }
    }

    /// Names the fields of one struct.
    fn assign_claims<'a>(
        &mut self,
        profile: &TechnicalProfile<'_>,
        claims: impl Iterator<Item = &'a Text>,
        customization: &Customization,
        diagnostics: &mut Diagnostics,
    ) {
        let mut fields = Taken::new(&[]);
        for claim in claims {
            let renamed = customization.field_name(profile.id, claim);
            let Some(name) = renamed.or_else(|| naming::field_name(claim)) else {
                diagnostics.push(unnameable(Kind::Claim, claim));
                continue;
            };
            if let Some(clash) = fields.take(&name, claim) {
                diagnostics.push(collision(&name, Kind::Claim, claim, &clash));
                continue;
            }
            self.claims.insert((fold(profile.id), fold(claim)), name);
        }
    }
}

/// The configuration has a field for each cryptographic key, and for each policy key that a claims transformation names.
fn check_keys(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let mut fields = Taken::new(OWN_FIELDS);
    let references = [&profile.input_claims_transformations, &profile.output_claims_transformations];
    let hashes = references.into_iter().flat_map(|references| claims_transformations(references, policy));
    let hashes = hashes.filter(|it| it.method.eq_ignore_ascii_case("Hash"));
    let parameters = hashes.flat_map(|it| &it.input_parameters);
    let secrets = parameters.filter(|it| it.id.eq_ignore_ascii_case("randomizerSecret")).map(|it| &it.value);
    let keys = profile.cryptographic_keys.iter().map(|key| (Kind::CryptographicKey, &key.id));
    for (kind, id) in keys.chain(secrets.map(|secret| (Kind::PolicyKey, secret))) {
        match naming::field_name(id) {
            None => diagnostics.push(unnameable(kind, id)),
            Some(name) => {
                if let Some(clash) = fields.take(&name, id) {
                    diagnostics.push(collision(&name, kind, id, &clash));
                }
            }
        }
    }
}

/// What stands beside one another: items in the module of a policy, and modules in a crate.
struct Scope<'a> {
    items: Taken<'a>,
    modules: Taken<'a>,
}

impl Scope<'_> {
    fn new() -> Self {
        Self { items: Taken::new(OWN_TYPES), modules: Taken::new(&[]) }
    }
}

/// The names of one scope, and who has them.
struct Taken<'a> {
    own: &'static [&'static str],
    names: BTreeMap<String, &'a Text>,
}

/// Who has a name already.
enum Clash<'a> {
    /// Every policy.
    Own,
    /// Something with this id.
    Other(&'a Text),
}

impl<'a> Taken<'a> {
    fn new(own: &'static [&'static str]) -> Self {
        Self { own, names: BTreeMap::new() }
    }

    /// Takes a name, as it will be written, unless something with another id has it.
    fn take(&mut self, name: &str, id: &'a Text) -> Option<Clash<'a>> {
        if self.own.contains(&name) {
            return Some(Clash::Own);
        }
        let other = self.names.insert(naming::identifier(name), id)?;
        (!other.eq_ignore_ascii_case(id)).then_some(Clash::Other(other))
    }
}

/// The environment variables of a policy: two settings that are read from one would be one.
#[derive(Default)]
struct Variables<'a> {
    settings: BTreeMap<String, (&'a str, &'a Text)>,
}

impl<'a> Variables<'a> {
    fn check(&mut self, profile: &TechnicalProfile<'a>, name: &str, diagnostics: &mut Diagnostics) {
        self.take(naming::client_id_variable(profile.id, name), "the client id of", profile.id, diagnostics);
        for key in &profile.cryptographic_keys {
            let reference = &key.storage_reference_id;
            self.take(naming::variable(reference), "the policy key", reference, diagnostics);
        }
    }

    fn take(&mut self, variable: String, what: &'a str, id: &'a Text, diagnostics: &mut Diagnostics) {
        let known = self.settings.insert(variable.clone(), (what, id));
        let Some((other_what, other)) =
            known.filter(|(other_what, other)| *other_what != what || other.value != id.value)
        else {
            return;
        };
        let message = format!(
            "{other_what} `{}` and {what} `{}` would both be read from the variable `{variable}`",
            other.value, id.value
        );
        diagnostics.push(
            Diagnostic::new(NAME_COLLISION, message)
                .at(id.span, format!("read from `{variable}`"))
                .label(other.span, format!("read from `{variable}` too"))
                .help("give one of them an id that differs in more than case and punctuation"),
        );
    }
}

/// What has a name.
#[derive(Clone, Copy)]
enum Kind {
    TechnicalProfile,
    Claim,
    /// One by its name in the token.
    TokenClaim,
    CryptographicKey,
    /// One that a claims transformation names.
    PolicyKey,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::TechnicalProfile => "technical profile",
            Self::Claim => "claim",
            Self::TokenClaim => "token claim",
            Self::CryptographicKey => "cryptographic key",
            Self::PolicyKey => "policy key",
        }
    }

    /// How to give something of this kind another name.
    fn help(self, what: &str, id: &Text) -> String {
        match self {
            Self::TechnicalProfile | Self::Claim => {
                format!("{what}: `rename = {{ \"{0}\" = \"…\" }}`, or `--rename {0}=…` on the command line", id.value)
            }
            Self::TokenClaim => format!("{what} in the token: `PartnerClaimType`"),
            Self::CryptographicKey => "give the key another `Id`".to_owned(),
            Self::PolicyKey => "give the policy key another name".to_owned(),
        }
    }
}

fn unnameable(kind: Kind, id: &Text) -> Diagnostic {
    Diagnostic::new(INVALID_NAME, format!("the {} `{}` has no Rust name", kind.name(), id.value))
        .at(id.span, "a name is made of ASCII letters and digits only")
        .help(kind.help("give it one", id))
}

/// Adds how to rename the claim whose name in the token was found wanting.
fn of_token(finding: Diagnostic, claim: &Text) -> Diagnostic {
    let selector = format!("PolicyProfile/{}", claim.value);
    finding.help(format!("a Rust name of its own: `rename = {{ \"{selector}\" = \"…\" }}`, or `--rename {selector}=…`"))
}

fn collision(name: &str, kind: Kind, id: &Text, clash: &Clash<'_>) -> Diagnostic {
    let what = match clash {
        Clash::Own => format!("the {} `{}` and something that every policy has", kind.name(), id.value),
        Clash::Other(other) => format!("the {}s `{}` and `{}`", kind.name(), other.value, id.value),
    };
    let finding = Diagnostic::new(NAME_COLLISION, format!("{what} would both be `{name}`"))
        .at(id.span, format!("becomes `{name}`"))
        .help(kind.help("give one of them another name", id));
    match clash {
        Clash::Own => finding,
        Clash::Other(other) => finding.label(other.span, format!("becomes `{name}` too")),
    }
}
