//! What the caller wants: stage 0 fills it, every later stage only reads it.
//!
//! Macro arguments, command-line flags and `claimsmith.toml` use the names of these fields.

use crate::inspect::Question;
use crate::load::ReadSettings;
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What is compiled, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The policy files, as paths the loader understands, `/` between the parts.
    pub policies: Vec<Argument>,
    /// Folders or files in which base policies are looked for after the folders of the policies themselves.
    pub bases: Vec<Argument>,
    /// Whether the folders above a policy, up to the loader's root, are searched for its bases too.
    pub search_parent_folders: bool,
    /// The `appsettings.json`. Without one the nearest in or above the folder of a policy is used.
    pub settings: Option<Argument>,
    /// What was read from `settings` before, for many environments at once; used when it is the same path.
    pub read_settings: Option<Arc<ReadSettings>>,
    /// Name or tenant of the environment whose settings replace `{Settings:…}`.
    pub environment: Option<Argument>,
    /// Names of environments of the same settings file, nearest first, whose settings fill what the environment itself does
    /// not set.
    pub inherits: Vec<Argument>,
    /// Names of environments of the same settings file that nobody else looks at: what is wrong with their entries is
    /// reported too, beside what is wrong with those above and with the file as a whole.
    pub further_environments: Vec<String>,
    /// A policy file of this environment alone that stands in the chain just above its own base: every other file with that
    /// base is taken as if it named the overlay.
    pub overlay: Option<Argument>,
    /// Whether the policies are all that the environment has: what none of them uses is reported then, a setting or the
    /// overlay.
    pub is_whole_set: bool,
    /// What stands before the variables of generated code, when it is not the name that the settings give the environment.
    pub environment_name: Option<String>,
    /// The policy keys that exist in the tenant, where somebody has declared them.
    pub keys: Option<DeclaredKeys>,
    /// What happens with the result.
    pub purpose: Purpose,
    /// Whether the inventory of the policies is wanted.
    pub inventory: bool,
    /// What is to be shown of the policies beside their inventory.
    pub inspect: Option<Question>,
    /// Ids of the technical profiles to generate; without it those that the default user journey reaches.
    pub profiles: Option<Vec<Argument>>,
    /// Ids of technical profiles that are not generated, whatever else asks for them.
    pub exclude: Vec<Argument>,
    /// Rust names for profiles and claims.
    pub rename: Vec<Rename>,
    /// Derives that every claims struct gets beside its own, as paths.
    pub derive: Vec<Argument>,
    /// Attributes of a claims struct or of a field of one, beside its own.
    pub attributes: Vec<ItemAttribute>,
    /// Rust types for claims, in place of those that their data types have.
    pub types: Vec<TypeOverride>,
    /// Whether the same arguments serve several policies: a selector that matches nothing in this one may match in another.
    /// It is then no error here but stands in [`Outcome::unmatched`](crate::Outcome::unmatched).
    pub are_arguments_shared: bool,
    /// Codes whose warnings are errors, or `warnings` for all of them.
    pub deny: Vec<Argument>,
    /// Path of the facade crate in generated code, `::claimsmith` unless renamed.
    pub runtime_path: String,
    /// Where arguments stand, by their numbers, when a file of the caller's says them: a finding about one that has no
    /// place in a policy points there.
    pub argument_places: BTreeMap<usize, ArgumentPlace>,
}

/// Where an argument stands in a file of the caller's.
#[derive(Debug, Clone)]
pub struct ArgumentPlace {
    /// The files of the caller.
    pub sources: Arc<SourceMap>,
    /// The place in one of them.
    pub span: Span,
}

/// Why the policies are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To report what is wrong with them.
    Check,
    /// To generate code: what cannot be compiled yet is an error.
    Generate,
}

/// A text the caller gave, and which one it was, so that a finding can point at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The text.
    pub value: String,
    /// Its number among the caller's arguments; the macro keeps the span of each.
    pub index: usize,
}

impl Argument {
    /// An argument without a place of its own.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into(), index: 0 }
    }
}

/// The policy keys that exist in a tenant, as a file declares them. Names and uses only; no value of a key is ever there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredKeys {
    /// Path of the file, as findings show it.
    pub path: String,
    /// Its text, a byte-order mark included, for the places of findings.
    pub text: String,
    /// The keys of the environment.
    pub keys: Vec<DeclaredKey>,
    /// Whether a key that nothing uses is reported: when all policies of the tenant are there, and not some of them.
    pub is_complete: bool,
}

/// A declared policy key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredKey {
    /// Its name, such as `B2C_1A_QQSecret`; the prefix may be missing.
    pub name: String,
    /// What it was created for.
    pub key_use: KeyUse,
    /// Where the name stands in the text of the file, in bytes behind a byte-order mark.
    pub place: Range<u32>,
}

/// What a policy key was created for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// A key with the usage *Signature*.
    Signing,
    /// A key with the usage *Encryption*.
    Encryption,
    /// A value that somebody entered, such as a client secret.
    Secret,
}

impl KeyUse {
    /// Every use.
    pub const ALL: [Self; 3] = [Self::Signing, Self::Encryption, Self::Secret];

    /// The word for it in `keys.toml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Encryption => "encryption",
            Self::Secret => "secret",
        }
    }
}

/// A Rust name for a technical profile, a claim, or a claim of one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// `PROFILE`, `CLAIM` or `PROFILE/CLAIM`, compared without regard to case.
    pub selector: Argument,
    /// The Rust name: of the client type for a profile, of the field for a claim.
    pub name: Argument,
}

/// An attribute for a claims struct, or for the field of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAttribute {
    /// `PROFILE` for its claims struct, `CLAIM` or `PROFILE/CLAIM` for the field, compared without regard to case.
    pub selector: Argument,
    /// One outer attribute, `#[…]`.
    pub attribute: Argument,
}

/// A Rust type for a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeOverride {
    /// `CLAIM` or `PROFILE/CLAIM`, compared without regard to case; the second goes before the first.
    pub selector: Argument,
    /// Path of the type, which implements `ClaimType` of the runtime, or `FromStr` and `Display`.
    pub path: Argument,
}

impl Options {
    /// Options for these policies with everything else at its default.
    pub fn new(policies: impl IntoIterator<Item = impl Into<String>>, purpose: Purpose) -> Self {
        Self {
            policies: policies.into_iter().map(Argument::new).collect(),
            bases: Vec::new(),
            search_parent_folders: false,
            settings: None,
            read_settings: None,
            inventory: true,
            environment: None,
            inherits: Vec::new(),
            further_environments: Vec::new(),
            overlay: None,
            is_whole_set: false,
            environment_name: None,
            keys: None,
            purpose,
            inspect: None,
            profiles: None,
            exclude: Vec::new(),
            rename: Vec::new(),
            derive: Vec::new(),
            attributes: Vec::new(),
            types: Vec::new(),
            are_arguments_shared: false,
            deny: Vec::new(),
            runtime_path: "::claimsmith".to_owned(),
            argument_places: BTreeMap::new(),
        }
    }
}
