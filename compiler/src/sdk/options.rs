//! What the caller decides about a crate.

use std::collections::BTreeMap;

/// How the crate is written.
#[derive(Debug, Clone)]
pub struct CrateOptions {
    /// Name of the crate: ASCII letters, digits, `-` and `_`.
    pub name: String,
    /// Version of the crate, as cargo takes it.
    pub version: String,
    /// SPDX expression of the licence. Without one the crate cannot be published and all rights are reserved.
    pub license: Option<String>,
    /// Where the facade comes from.
    pub dependency: Dependency,
    /// What the crate depends on beside the facade, by its name in Rust with `-` or `_`: where the caller's derives and types
    /// come from.
    pub dependencies: BTreeMap<String, FurtherDependency>,
    /// Whether a workspace holds the crate; otherwise its manifest says that it is none's member.
    pub is_member: bool,
    /// The environment the crate is for. With one every policy has a module; without one the items of the only policy
    /// stand at the root.
    pub environment: Option<EnvironmentFacts>,
}

impl CrateOptions {
    /// A crate of this name with everything else at its default.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: "0.1.0".to_owned(),
            license: None,
            dependency: Dependency::of_this_version(),
            dependencies: BTreeMap::new(),
            is_member: false,
            environment: None,
        }
    }
}

/// What the documentation of a crate says about its environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentFacts {
    /// Its name.
    pub name: String,
    /// Its tenant: `contoso.onmicrosoft.com`.
    pub tenant: Option<String>,
    /// Address of the application as browsers see it, without a slash at its end.
    pub application_url: Option<String>,
}

/// Where a generated crate finds another crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dependency {
    /// A version of the registry.
    Version(String),
    /// A folder.
    Path(String),
    /// A Git repository.
    Git {
        /// Its URL.
        url: String,
        /// What of it; its default branch without.
        reference: Option<GitReference>,
    },
}

impl Dependency {
    /// The version of the registry that this generator belongs to.
    #[must_use]
    pub fn of_this_version() -> Self {
        Self::Version(env!("CARGO_PKG_VERSION").to_owned())
    }
}

/// A crate that the caller's derives and types come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FurtherDependency {
    /// Where it comes from.
    pub source: Dependency,
    /// Its own name, where it is called otherwise here.
    pub package: Option<String>,
    /// The features that are turned on.
    pub features: Vec<String>,
    /// Whether those that it turns on by itself stay on.
    pub has_default_features: bool,
}

impl FurtherDependency {
    /// The crate from this source, as it is.
    #[must_use]
    pub fn new(source: Dependency) -> Self {
        Self { source, package: None, features: Vec::new(), has_default_features: true }
    }
}

/// What of a Git repository is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitReference {
    /// A commit.
    Revision(String),
    /// A tag.
    Tag(String),
    /// The head of a branch.
    Branch(String),
}
