//! What a technical profile is at run time.
//!
//! A [`Profile`] is plain data. The compiler lowers policy XML to it, generated code holds it as a `const`,
//! the runtime acts on it and the tool builds it on the fly: one description, three users, no behaviour here.
//!
//! Every field is a `Cow<'static, _>` or `Copy`, so that a profile can stand in a constant and can also be built from
//! a file that was read a moment ago. Structs are exhaustive and have an `EMPTY` constant: generated code writes
//! `Profile { …, ..Profile::EMPTY }`, which keeps compiling when a field is added.
//!
//! - [`profile`]: the technical profile itself and how it identifies a user
//! - [`exchange`]: the authorization, token and claims requests
//! - [`id_token`]: how an id_token is validated
//! - [`claim`]: the claims that go in and come out
//! - [`resolver`]: values that are known when a sign-in begins
//! - [`transformation`]: claims transformations, wired
//! - [`rules`], [`calendar`]: what compiler and runtime both judge
//! - [`path`]: where an application serves a sign-in
//! - [`variable`]: what a variable is called when a process serves several environments

#![no_std]

extern crate alloc;

pub mod calendar;
pub mod claim;
pub mod exchange;
pub mod id_token;
pub mod path;
pub mod profile;
pub mod resolver;
pub mod rules;
pub mod transformation;
pub mod variable;

pub use claim::{ClaimSource, Constant, DataType, InputClaim, OutputClaim, PathSegment};
pub use exchange::{
    AnswerFormat, AuthorizationRequest, BearerTransmission, ClaimsRequest, ClientAuthentication, FollowUpRequest,
    Method, MintedSecret, Parameter, RequestEncoding, ResponseMode, ResponseType, TemplateParameter, TemplatePart,
    TokenRequest,
};
pub use id_token::{IdToken, KeySource, SignatureAlgorithm};
pub use path::{callback_path, sign_in_path};
pub use profile::{CryptographicKey, Enablement, Profile, Protocol, ProviderInfo, Subject, SubjectIssuer};
pub use resolver::{Resolver, ResolverNamespace};
pub use variable::variable_in_environment;

use alloc::borrow::Cow;

// Generated constants import everything of this crate, and nothing else is in scope there.
#[doc(hidden)]
pub use core::option::Option::{None, Some};

/// Text that is a literal in generated code and owned in the tool.
pub type Text = Cow<'static, str>;

/// A list that is a literal in generated code and owned in the tool.
pub type List<T> = Cow<'static, [T]>;

/// A literal as [`Text`], for generated code.
#[doc(hidden)]
#[must_use]
pub const fn text(literal: &'static str) -> Text {
    Cow::Borrowed(literal)
}

/// A literal slice as [`List`], for generated code.
#[doc(hidden)]
#[must_use]
pub const fn list<T: Clone>(literal: &'static [T]) -> List<T> {
    Cow::Borrowed(literal)
}
