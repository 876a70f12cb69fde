//! A change: what it is, what it weighs, and what to do about it.

use crate::ir::Place;
use std::collections::BTreeSet;

/// How much a change weighs for those who use the generated code (semver.org).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No code has to change: another endpoint, another label, another sentence of documentation.
    Patch,
    /// Something is there that was not; what compiled and ran goes on to.
    Minor,
    /// Code stops compiling, a deployment stops starting, or what the application has stored no longer fits.
    Breaking,
}

impl Level {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Breaking => "breaking",
        }
    }

    /// Which version a crate with such a change gets.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Patch => "a new patch version (1.2.3 to 1.2.4)",
            Self::Minor => "a new minor version (1.2.3 to 1.3.0; before 1.0: 0.1.2 to 0.1.3)",
            Self::Breaking => "a new major version (1.2.3 to 2.0.0; before 1.0: 0.1.2 to 0.2.0)",
        }
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal;)*) => {
        /// What kind of change it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in reports, which stays the same from version to version.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// An environment is gone.
    EnvironmentRemoved = "environment-removed";
    /// There is another environment.
    EnvironmentAdded = "environment-added";
    /// The crate has another name.
    CrateName = "crate-name";
    /// The address of the application is another one.
    ApplicationUrl = "application-url";
    /// A policy generates code no more.
    PolicyRemoved = "policy-removed";
    /// Another policy generates code.
    PolicyAdded = "policy-added";
    /// `PolicyId` or `TenantId` is another one.
    PolicyIdentity = "policy-identity";
    /// The module of a policy has another name.
    PolicyModule = "policy-module";
    /// A client, a function or their types stand in another module.
    ModulePath = "module-path";
    /// The types over all providers are gone.
    PolicyTypeRemoved = "policy-type-removed";
    /// There are types over all providers.
    PolicyTypeAdded = "policy-type-added";
    /// The buttons stand in another order.
    ProviderOrder = "provider-order";
    /// A feature of the facade is needed.
    FeatureAdded = "feature-added";
    /// A feature of the facade is needed no more.
    FeatureRemoved = "feature-removed";
    /// Claims structs implement another trait.
    DeriveAdded = "derive-added";
    /// Claims structs implement a trait no more.
    DeriveRemoved = "derive-removed";
    /// A claims struct or a field has other attributes than derives.
    Attributes = "attributes";
    /// A technical profile vanished.
    ProfileRemoved = "profile-removed";
    /// There is another technical profile.
    ProfileAdded = "profile-added";
    /// A function is gone.
    FunctionRemoved = "function-removed";
    /// There is another function.
    FunctionAdded = "function-added";
    /// The name of a function is another one.
    FunctionName = "function-name";
    /// A function runs other claims transformations, or the same ones differently.
    Transformations = "transformations";
    /// A policy issues tokens no more that code is generated for.
    TokenRemoved = "token-removed";
    /// There is the token contract of a policy.
    TokenAdded = "token-added";
    /// The Rust name of the token contract is another one.
    TokenName = "token-name";
    /// The token issuer writes the claims of its own in another form.
    TokenIssuer = "token-issuer";
    /// The id of a technical profile is another one.
    ProfileId = "profile-id";
    /// The Rust name of a client is another one.
    ClientName = "client-name";
    /// Label, domain hint or availability of a button.
    Button = "button";
    /// A method of a client is gone.
    MethodRemoved = "method-removed";
    /// A client has another method.
    MethodAdded = "method-added";
    /// A deployment has to provide another setting or key.
    SettingAdded = "setting-added";
    /// A setting or key is needed no more.
    SettingRemoved = "setting-removed";
    /// A setting or key is read from another variable.
    SettingName = "setting-name";
    /// A setting has lost its default.
    SettingRequired = "setting-required";
    /// A setting has a default.
    SettingOptional = "setting-optional";
    /// The default of a setting is another one.
    SettingDefault = "setting-default";
    /// A claim is gone.
    ClaimRemoved = "claim-removed";
    /// There is another claim.
    ClaimAdded = "claim-added";
    /// The type of a claim is another one.
    ClaimType = "claim-type";
    /// A claim may have no value.
    ClaimOptional = "claim-optional";
    /// A claim always has a value.
    ClaimRequired = "claim-required";
    /// The value of a claim comes from somewhere else.
    ClaimSource = "claim-source";
    /// The default of a claim is another one.
    ClaimDefault = "claim-default";
    /// An input is gone.
    InputRemoved = "input-removed";
    /// There is another input.
    InputAdded = "input-added";
    /// The type of an input is another one.
    InputType = "input-type";
    /// An input has to have a value.
    InputRequired = "input-required";
    /// An input may be left out.
    InputOptional = "input-optional";
    /// An input is sent in another way.
    InputSent = "input-sent";
    /// A field has another name.
    FieldName = "field-name";
    /// The policy asks something else of the value of a claim, or shows it with another mask.
    Validation = "validation";
    /// A claim is stored under another name.
    SerializedName = "serialized-name";
    /// Fields stand in another order.
    FieldOrder = "field-order";
    /// Users have other ids.
    Subject = "subject";
    /// Users have an id.
    SubjectAdded = "subject-added";
    /// Users have no id.
    SubjectRemoved = "subject-removed";
    /// The callback comes in another way.
    Callback = "callback";
    /// Something else on the wire.
    Wire = "wire";
    /// Documentation.
    Documentation = "documentation";
}

/// A change of the public API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// How much it weighs.
    pub level: Level,
    /// The environments it was found in, sorted; none when there are none.
    pub environments: BTreeSet<String>,
    /// The policies it was found in, by id.
    pub policies: BTreeSet<String>,
    /// Id of the technical profile.
    pub profile: Option<String>,
    /// What changed: a Rust path, an environment variable or a metadata key.
    pub item: String,
    /// What happened, as a sentence without a full stop.
    pub message: String,
    /// What the users of the generated code have to do.
    pub advice: String,
    /// What it was; `None`: nothing, or what nobody should see.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// Where it stood.
    pub old_place: Option<Place>,
    /// Where it stands.
    pub new_place: Option<Place>,
}

impl Change {
    pub(super) fn new(kind: Kind, level: Level, item: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind,
            level,
            environments: BTreeSet::new(),
            policies: BTreeSet::new(),
            profile: None,
            item: item.into(),
            message: message.into(),
            advice: String::new(),
            old: None,
            new: None,
            old_place: None,
            new_place: None,
        }
    }

    pub(super) fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    pub(super) fn values(mut self, old: Option<&str>, new: Option<&str>) -> Self {
        self.old = old.map(str::to_owned);
        self.new = new.map(str::to_owned);
        self
    }

    pub(super) fn places(mut self, old: Option<&Place>, new: Option<&Place>) -> Self {
        self.old_place = old.cloned();
        self.new_place = new.cloned();
        self
    }

    /// Where to look: where it stands now, else where it stood.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.new_place.as_ref().or(self.old_place.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_names_of_their_own() {
        let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(names.len(), Kind::ALL.len());
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }

    #[test]
    fn breaking_weighs_most() {
        assert!(Level::Breaking > Level::Minor && Level::Minor > Level::Patch);
    }
}
