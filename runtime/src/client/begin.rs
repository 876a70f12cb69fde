//! The first half of a sign-in.

use super::{Begin, BeginOptions, Inner};
use crate::claims::{InputValues, Picked, given, keep, parameters, resolve_outputs};
use crate::core::authorization_url;
use crate::error::SignInError;
use crate::flow::{Flow, LIFETIME, new_nonce, new_state, new_verifier, pkce_challenge, seal};
use crate::id_token::is_validated;
use crate::resolver::choose_language;
use crate::secret::Secret;
use crate::transformation::run_all;

impl Inner {
    pub(super) fn begin(&self, inputs: InputValues<'_>, options: BeginOptions) -> Result<Begin, SignInError> {
        let now = self.clock.now();
        let transformations = &self.profile.transformations;
        let language = choose_language(&transformations.languages, options.context.culture.as_ref());
        let mut slots = given(&inputs)?;
        run_all(&self.profile, &transformations.before, &mut slots, &self.transformation_context(language))?;
        let picked = Picked::new((&self.profile, &inputs), &slots, &options.context, self.policy_clock.now());
        let slots = picked.slots(slots)?;
        let resolution = picked.resolution();
        let parameters = parameters(&resolution)?;
        let randomness = self.randomness.as_ref();
        let verifier = self.profile.authorization.pkce.then(|| new_verifier(randomness)).transpose()?;
        let mut taken = language.map_or(0, str::len);
        let resolved = resolve_outputs(&self.profile, &resolution, &mut taken)?;
        let flow = Flow {
            expires_at: now.saturating_add(LIFETIME),
            state: Secret::from(new_state(randomness)?),
            verifier: verifier.map(Secret::from),
            nonce: is_validated(&self.profile).then(|| new_nonce(randomness)).transpose()?.map(Secret::from),
            resolved,
            kept: keep(&self.profile, &slots, taken)?,
            language: language.map(str::to_owned),
            client: self.deployment.client_digest(),
            return_to: options.return_to,
        };
        let challenge = flow.verifier.as_ref().map(|verifier| pkce_challenge(verifier.expose()));
        let state = flow.state.expose();
        let nonce = flow.nonce.as_ref().map(Secret::expose);
        let url = authorization_url(&self.profile, &self.deployment, state, nonce, challenge.as_deref(), parameters);
        let flow = seal(&flow, &self.profile.id, &self.flow_keys, randomness)?;
        let (provider, profile) = (self.profile.label(), &self.profile.id);
        tracing::debug!(target: "claimsmith", provider, %profile, "sign-in begun");
        Ok(Begin { url, flow })
    }
}
