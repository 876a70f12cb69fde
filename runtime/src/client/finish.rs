//! The second half of a sign-in.

use super::Inner;
use super::id_token::Agreement;
use crate::answer::Answer;
use crate::callback::Callback;
use crate::claims::{Slot, Sources, check_required, evaluate, kept, subject};
use crate::core::{
    ClientCredentials, Earlier, Grant, Secrets, TokenAnswer, accept_callback, access_token_proof, check_issuer,
    check_state, claims_request, follow_up_request, parse_claims, parse_follow_up, parse_token_response, token_request,
};
use crate::error::{Endpoint, SignInError};
use crate::flow::{Flow, LocalPath, SealedFlow, text_digest};
use crate::id_token::Discovery;
use crate::secret::Secret;
use crate::signed_in::Tokens;
use crate::subject::SubjectKey;
use crate::transformation::run_all;
use claimsmith_profile::{FollowUpRequest, ResponseType};

/// A finished sign-in before the claims are typed.
pub(super) struct Finished {
    pub(super) slots: Vec<Slot>,
    pub(super) subject: Option<SubjectKey>,
    pub(super) tokens: Tokens,
    pub(super) return_to: Option<LocalPath>,
}

/// What the provider answered.
struct Answers {
    /// `None` with `response_types=id_token`.
    token: Option<TokenAnswer>,
    /// The id_token as it came.
    raw_id_token: Option<Secret>,
    /// Its claims, if it was validated.
    id_token: Option<Answer>,
    claims: Option<Answer>,
    /// One for each follow-up request; `None` for one that failed and is optional.
    follow_ups: Vec<Option<Answer>>,
}

impl Answers {
    fn sources<'a>(&'a self, callback: &'a Callback, flow: &'a Flow) -> Sources<'a> {
        let token = self.token.as_ref();
        Sources {
            claims: self.claims.as_ref(),
            follow_ups: &self.follow_ups,
            id_token: self.id_token.as_ref(),
            token: token.map(|token| &token.members),
            raw_id_token: self.raw_id_token.as_ref().map(Secret::expose),
            access_token: token.map(|token| &token.access_token),
            refresh_token: token.and_then(|token| token.refresh_token.as_ref()),
            callback,
            resolved: &flow.resolved,
        }
    }

    fn tokens(&self) -> Tokens {
        match &self.token {
            Some(token) => token.tokens(),
            None => Tokens::of_id_token(self.raw_id_token.clone()),
        }
    }
}

impl Inner {
    pub(super) async fn finish(&self, callback: Callback, sealed: SealedFlow) -> Result<Finished, SignInError> {
        let result = self.sign_in(callback, sealed).await;
        let (provider, profile) = (self.profile.label(), &self.profile.id);
        match &result {
            Ok(_) => tracing::debug!(target: "claimsmith", provider, %profile, "signed in"),
            Err(error) => tracing::debug!(target: "claimsmith", provider, %profile, %error, "not signed in"),
        }
        result
    }

    async fn sign_in(&self, callback: Callback, sealed: SealedFlow) -> Result<Finished, SignInError> {
        let flow = self.open(&sealed)?;
        check_state(&callback, &flow, self.clock.now())?;
        self.spend(&flow).await?;
        let granted = accept_callback(&self.profile, &callback, &flow, self.deployment.client_secret.as_ref());
        let discovery = match self.discovery().await {
            // Nothing was granted, so nothing is going to be sent: what the policy says of the issuer does.
            Err(_) if granted.is_err() => None,
            discovery => discovery?,
        };
        let discovery = discovery.as_deref();
        check_issuer(&callback, self.issuer(discovery), self.requires_issuer(&callback, discovery))?;
        let answers = self.ask_provider(granted?, &flow, discovery).await?;
        let slots = self.claims(&answers.sources(&callback, &flow), &flow)?;
        let subject = subject(&self.profile, &slots)?;
        Ok(Finished { slots, subject, tokens: answers.tokens(), return_to: flow.return_to })
    }

    /// The output claims, then what the transformations make of them. Only at the end is the empty text no value, and must a
    /// claim have one that is required.
    fn claims(&self, sources: &Sources<'_>, flow: &Flow) -> Result<Vec<Slot>, SignInError> {
        let transformations = &self.profile.transformations;
        let mut slots = evaluate(&self.profile, sources)?;
        slots.extend(kept(&self.profile, &flow.kept));
        let languages = transformations.languages.iter().map(AsRef::as_ref);
        // An instance with another version of the policy may have chosen one that this version has no texts in.
        let chosen = languages.clone().find(|language| flow.language.as_deref() == Some(*language));
        let language = chosen.or_else(|| languages.clone().next());
        let context = self.transformation_context(language);
        run_all(&self.profile, &transformations.after, &mut slots, &context)?;
        let slots: Vec<Slot> = slots.into_iter().map(Slot::settled).collect();
        check_required(&self.profile, &slots)?;
        Ok(slots)
    }

    /// Every request of the second half, and the validation of the id_token between them: nothing is asked for somebody
    /// whom the provider did not vouch for. `granted` is the code, or the id_token itself.
    async fn ask_provider(
        &self,
        granted: &str,
        flow: &Flow,
        discovery: Option<&Discovery>,
    ) -> Result<Answers, SignInError> {
        let mut secrets = Secrets::default();
        secrets.extend([Secret::from(granted), flow.state.clone()]);
        secrets.extend(flow.nonce.clone());
        let code = (self.profile.authorization.response_type == ResponseType::Code).then_some(granted);
        let token = match code {
            Some(code) => Some(self.exchange_code(code, flow, &mut secrets).await?),
            None => None,
        };
        let raw_id_token = match &token {
            Some(token) => token.id_token.clone(),
            None => Some(Secret::from(granted)),
        };
        let raw = raw_id_token.as_ref().map(Secret::expose);
        let id_token = self.validate_id_token(raw, flow, discovery, code, token.as_ref()).await?;
        let agreement = self.agreement(raw, id_token.as_ref())?;
        let (claims, follow_ups) = match &token {
            Some(token) => self.ask_for_claims(token, &agreement, &mut secrets).await?,
            None => agreement.check_claims(None).map(|()| (None, Vec::new()))?,
        };
        Ok(Answers { token, raw_id_token, id_token, claims, follow_ups })
    }

    fn open(&self, sealed: &SealedFlow) -> Result<Flow, SignInError> {
        if !sealed.profile_id().is_empty() && sealed.profile_id() != self.profile.id {
            return Err(SignInError::IssuerMismatch);
        }
        let flow = sealed.open(&self.flow_keys).ok_or(SignInError::StateMismatch)?;
        if flow.client == self.deployment.client_digest() { Ok(flow) } else { Err(SignInError::IssuerMismatch) }
    }

    async fn spend(&self, flow: &Flow) -> Result<(), SignInError> {
        let Some(store) = &self.flow_store else { return Ok(()) };
        let first = store.spend(text_digest(flow.state.expose()), flow.expires_at).await;
        if first { Ok(()) } else { Err(SignInError::StateMismatch) }
    }

    async fn exchange_code(&self, code: &str, flow: &Flow, secrets: &mut Secrets) -> Result<TokenAnswer, SignInError> {
        let credentials = self.credentials()?;
        secrets.extend(credentials.secrets(&self.deployment));
        secrets.extend(flow.verifier.clone());
        let grant = Grant::Code { code, verifier: flow.verifier.as_ref() };
        let endpoint = self.deployment.token_endpoint.as_deref().unwrap_or_default();
        let request = token_request(&self.profile, &self.deployment, endpoint, &credentials, &grant, self.timeout)?;
        let response = self.call(request).await?;
        let token = parse_token_response(&self.profile, Endpoint::Token, &response, &secrets.texts())?;
        secrets.extend(token.secrets());
        Ok(token)
    }

    pub(super) fn credentials(&self) -> Result<ClientCredentials, SignInError> {
        ClientCredentials::new(&self.profile, &self.deployment, self.clock.now(), self.randomness.as_ref())
    }

    /// The claims request, then the follow-up requests in their order. Each answer has to agree with what came before it
    /// when the next request is sent.
    async fn ask_for_claims(
        &self,
        token: &TokenAnswer,
        agreement: &Agreement<'_>,
        secrets: &mut Secrets,
    ) -> Result<(Option<Answer>, Vec<Option<Answer>>), SignInError> {
        let (profile, deployment) = (&self.profile, &self.deployment);
        secrets.extend(access_token_proof(profile, deployment, token));
        let claims = match claims_request(profile, deployment, token, self.timeout)? {
            Some(request) => {
                let response = self.call(request).await?;
                Some(parse_claims(profile, &response, &secrets.texts())?)
            }
            None => None,
        };
        agreement.check_claims(claims.as_ref())?;
        let mut follow_ups = Vec::with_capacity(profile.follow_ups.len());
        for (request, endpoint) in profile.follow_ups.iter().zip(&deployment.follow_up_endpoints) {
            let earlier = Earlier { token, claims: claims.as_ref(), follow_ups: &follow_ups };
            let answer = match self.follow_up(request, endpoint, &earlier, secrets).await {
                Ok(answer) => Some(answer),
                Err(error) if request.optional => {
                    let (provider, profile) = (profile.label(), &profile.id);
                    tracing::debug!(target: "claimsmith", provider, %profile, %error, "optional request failed");
                    None
                }
                Err(error) => return Err(error),
            };
            // Whoever else the answer is about, the request being optional does not excuse it.
            answer.as_ref().map_or(Ok(()), |answer| agreement.check_follow_up(answer))?;
            follow_ups.push(answer);
        }
        Ok((claims, follow_ups))
    }

    async fn follow_up(
        &self,
        request: &FollowUpRequest,
        endpoint: &str,
        earlier: &Earlier<'_>,
        secrets: &Secrets,
    ) -> Result<Answer, SignInError> {
        let draft = follow_up_request(&self.profile, &self.deployment, request, endpoint, earlier, self.timeout)?;
        let response = self.call(draft).await?;
        parse_follow_up(&self.profile, request, &response, &secrets.texts())
    }
}
