//! What generated code implements: one provider, and all providers of a policy.

use crate::callback::Callback;
use crate::claims::{ClaimSet, ClaimValue, Claims, Inputs};
use crate::client::{Begin, BeginOptions, Client};
use crate::error::{ConfigError, SignInError};
use crate::flow::{LocalPath, SealedFlow};
use crate::signed_in::SignedIn;
use crate::transport::BoxFuture;
use claimsmith_profile::{Enablement, List, Profile, ProviderInfo};
use std::borrow::Cow;

/// One provider of a policy, fully typed: a newtype over [`Client`].
pub trait Provider: Clone + Send + Sync + 'static {
    /// The technical profile.
    const PROFILE: Profile;
    /// Its output claims.
    type Claims: Claims;
    /// Its input claims.
    type Inputs: Inputs + Default;
    /// What differs between deployments.
    type Config;

    /// A client with this configuration.
    ///
    /// # Errors
    /// As for [`Client::new`].
    fn new(config: Self::Config) -> Result<Self, ConfigError>;

    /// The client underneath.
    fn client(&self) -> &Client;
}

/// All providers of a policy, for code that does not know them by name. Object safe: a
/// `HashMap<Host, Arc<dyn Policy>>` serves many tenants. Every [`Provider`] is a policy with one provider, without its
/// [`ProviderInfo::domain`].
pub trait Policy: Send + Sync {
    /// The providers, in the order of the buttons on the page.
    fn providers(&self) -> List<ProviderInfo>;

    /// The providers that `EnabledForUserJourneys` offers to a user of whom these claims are known, in the order of the
    /// buttons.
    ///
    /// `OnClaimsExistence` asks for a claim with a value, the other two for the presence or absence of an item in a
    /// collection, in exact spelling; a collection that is not there holds no item. This says what to show: [`begin`] and
    /// [`finish`] take every provider, because only the application knows whether its claims still hold then.
    ///
    /// [`begin`]: Policy::begin
    /// [`finish`]: Policy::finish
    fn providers_for(&self, claims: &ClaimSet) -> Vec<ProviderInfo> {
        self.providers().iter().filter(|provider| is_offered(&provider.enablement, claims)).cloned().collect()
    }

    /// The client of a technical profile, its id compared without regard to case.
    fn client(&self, profile_id: &str) -> Option<&Client>;

    /// Begins a sign-in without input claims.
    ///
    /// # Errors
    /// [`SignInError::UnknownProfile`], and what [`Client::begin`] reports.
    fn begin(&self, profile_id: &str, options: BeginOptions) -> Result<Begin, SignInError> {
        self.begin_with(profile_id, ClaimSet::new(), options)
    }

    /// Begins a sign-in with input claims by name.
    ///
    /// # Errors
    /// As for [`Policy::begin`].
    fn begin_with(&self, profile_id: &str, inputs: ClaimSet, options: BeginOptions) -> Result<Begin, SignInError> {
        self.client(profile_id).ok_or(SignInError::UnknownProfile)?.begin(inputs, options)
    }

    /// Finishes a sign-in with the provider that its flow was begun with; the claims by name.
    ///
    /// # Errors
    /// [`SignInError::UnknownProfile`] for a flow of a profile that the policy does not have, and what
    /// [`Client::finish`] reports.
    fn finish(&self, callback: Callback, flow: SealedFlow) -> BoxFuture<'_, Result<SignedIn<ClaimSet>, SignInError>> {
        let client = self.client(flow.profile_id()).cloned();
        Box::pin(async move { client.ok_or(SignInError::UnknownProfile)?.finish(callback, flow).await })
    }
}

/// A policy whose result has a type: what web integrations are written against.
pub trait TypedPolicy: Policy {
    /// A sign-in with any provider of the policy: for a generated policy an enum over its providers.
    type SignedIn: Send + 'static;

    /// Finishes a sign-in with the provider that its flow was begun with.
    ///
    /// # Errors
    /// As for [`Policy::finish`].
    fn finish_typed(&self, callback: Callback, flow: SealedFlow) -> BoxFuture<'_, Result<Self::SignedIn, SignInError>>;

    /// Where the user wanted to go.
    fn return_to(signed_in: &Self::SignedIn) -> Option<&LocalPath>;
}

fn is_offered(enablement: &Enablement, claims: &ClaimSet) -> bool {
    let value = |claim: &str| claims.get(claim).filter(|value| !value.is_unset());
    let holds = |claim: &str, item: &str| match value(claim) {
        Some(ClaimValue::StringCollection(items)) => items.iter().any(|known| known == item),
        Some(ClaimValue::String(only)) => only == item,
        _ => false,
    };
    match enablement {
        Enablement::Always => true,
        Enablement::OnClaimsExistence { claim } => value(claim).is_some(),
        Enablement::OnItemExistence { claim, item } => holds(claim, item),
        Enablement::OnItemAbsence { claim, item } => !holds(claim, item),
    }
}

impl<P: Provider> Policy for P {
    /// One entry, whose [`ProviderInfo::domain`] is empty: the domain belongs to the claims provider around the technical
    /// profile, and a client knows only the profile. The generated `Policy` has it.
    fn providers(&self) -> List<ProviderInfo> {
        let profile = Provider::client(self).profile();
        Cow::Owned(vec![ProviderInfo {
            id: profile.id.clone(),
            display_name: profile.display_name.clone(),
            enablement: profile.enablement.clone(),
            ..ProviderInfo::EMPTY
        }])
    }

    fn client(&self, profile_id: &str) -> Option<&Client> {
        let client = Provider::client(self);
        client.profile().id.eq_ignore_ascii_case(profile_id).then_some(client)
    }
}

impl<P: Provider> TypedPolicy for P {
    type SignedIn = SignedIn<P::Claims>;

    fn finish_typed(&self, callback: Callback, flow: SealedFlow) -> BoxFuture<'_, Result<Self::SignedIn, SignInError>> {
        Box::pin(Provider::client(self).finish(callback, flow))
    }

    fn return_to(signed_in: &Self::SignedIn) -> Option<&LocalPath> {
        signed_in.return_to.as_ref()
    }
}
