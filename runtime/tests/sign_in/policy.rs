//! The traits of generated code, as another crate implements them.

use crate::support::*;
use claimsmith_runtime::profile::{List, Profile, ProviderInfo, text};
use claimsmith_runtime::{
    BeginOptions, BoxFuture, Callback, ClaimReader, ClaimSet, ClaimValue, Claims, Client, ClientConfig, ConfigError,
    LocalPath, Policy, Provider, SealedFlow, SignInError, SignedIn, TypedPolicy,
};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

const TOKEN: &str = "access_token=AT";
const ME: &str = "callback( {\"openid\":\"OPENID\",\"nickname\":\"N\"} );";

#[derive(Clone)]
struct Qq(Client);

#[derive(Debug, PartialEq)]
struct QqClaims {
    issuer_user_id: String,
    display_name: Option<String>,
}

impl Claims for QqClaims {
    fn read(reader: &mut ClaimReader<'_>) -> Result<Self, SignInError> {
        Ok(Self { issuer_user_id: reader.required(1)?, display_name: reader.optional(2)? })
    }
}

impl Provider for Qq {
    const PROFILE: Profile = Profile { id: text("QQ-OAUTH"), ..Profile::EMPTY };
    type Claims = QqClaims;
    type Inputs = ();
    type Config = ClientConfig;

    fn new(config: ClientConfig) -> Result<Self, ConfigError> {
        Client::new(qq(), config).map(Self)
    }

    fn client(&self) -> &Client {
        &self.0
    }
}

/// A policy of its own, not by way of `Provider`: coherence has to allow both.
struct Both {
    qq: Qq,
    github: Client,
}

enum SignedInBoth {
    Qq(SignedIn<QqClaims>),
    GitHub(SignedIn<ClaimSet>),
}

impl Policy for Both {
    fn providers(&self) -> List<ProviderInfo> {
        const PROVIDERS: &[ProviderInfo] = &[
            ProviderInfo {
                id: text("QQ-OAUTH"),
                display_name: text("QQ"),
                domain: text("qq.com"),
                ..ProviderInfo::EMPTY
            },
            ProviderInfo {
                id: text("GitHub-OAUTH2"),
                display_name: text("GitHub"),
                domain: text("github.com"),
                ..ProviderInfo::EMPTY
            },
        ];
        Cow::Borrowed(PROVIDERS)
    }

    fn client(&self, profile_id: &str) -> Option<&Client> {
        [&self.qq.0, &self.github].into_iter().find(|client| client.profile().id.eq_ignore_ascii_case(profile_id))
    }
}

impl TypedPolicy for Both {
    type SignedIn = SignedInBoth;

    fn finish_typed(&self, callback: Callback, flow: SealedFlow) -> BoxFuture<'_, Result<SignedInBoth, SignInError>> {
        Box::pin(async move {
            match flow.profile_id() {
                "QQ-OAUTH" => self.qq.0.finish(callback, flow).await.map(SignedInBoth::Qq),
                "GitHub-OAUTH2" => self.github.finish(callback, flow).await.map(SignedInBoth::GitHub),
                _ => Err(SignInError::UnknownProfile),
            }
        })
    }

    fn return_to(signed_in: &SignedInBoth) -> Option<&LocalPath> {
        match signed_in {
            SignedInBoth::Qq(signed_in) => signed_in.return_to.as_ref(),
            SignedInBoth::GitHub(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}

fn qq_provider(fake: &Fake) -> Qq {
    Qq::new(config(options().with_transport(Arc::new(fake.clone())))).expect("a provider")
}

fn sign_in_typed<P: TypedPolicy>(policy: &P, id: &str) -> Result<P::SignedIn, SignInError> {
    let path = LocalPath::parse("/next").expect("a path");
    let begin = policy.begin(id, BeginOptions::default().with_return_to(path))?;
    let signed_in = run(policy.finish_typed(callback(&begin.url, &[("code", CODE)]), begin.flow))?;
    assert_eq!(P::return_to(&signed_in).map(LocalPath::as_str), Some("/next"));
    Ok(signed_in)
}

#[test]
fn a_provider_is_a_policy_and_a_local_type_can_be_one_too() {
    let provider = qq_provider(&Fake::bodies(&[TOKEN, ME]));
    let signed_in = sign_in_typed(&provider, "qq-oauth").expect("signed in");
    let expected = QqClaims { issuer_user_id: "OPENID".to_owned(), display_name: Some("N".to_owned()) };
    assert_eq!(signed_in.claims, expected);
    assert_eq!(signed_in.map(|claims| claims.issuer_user_id).subject().expect("a subject").id, "OPENID");
    let [info] = &provider.providers()[..] else { panic!("one provider") };
    assert_eq!((info.id.as_ref(), info.display_name.as_ref(), info.domain.as_ref()), ("QQ-OAUTH", "QQ", ""));
    assert!(matches!(sign_in_typed(&provider, "GitHub-OAUTH2"), Err(SignInError::UnknownProfile)));

    let github = Fake::bodies(&["access_token=AT", r#"{"id":5}"#]).client(github());
    let both = Both { qq: qq_provider(&Fake::bodies(&[TOKEN, ME])), github };
    assert!(matches!(sign_in_typed(&both, "QQ-OAuth"), Ok(SignedInBoth::Qq(_))));
    assert!(matches!(sign_in_typed(&both, "github-oauth2"), Ok(SignedInBoth::GitHub(_))));
    assert_eq!(both.providers().len(), 2);
}

#[test]
fn policies_of_many_tenants_stand_in_one_map() {
    let mut policies: BTreeMap<&str, Arc<dyn Policy>> = BTreeMap::new();
    policies.insert("a.example.com", Arc::new(qq_provider(&Fake::bodies(&[TOKEN, ME]))));
    let github = Fake::bodies(&[]).client(github());
    policies.insert("b.example.com", Arc::new(Both { qq: qq_provider(&Fake::bodies(&[])), github }));

    let (a, b) = (&policies["a.example.com"], &policies["b.example.com"]);
    let begin = a.begin("QQ-OAUTH", BeginOptions::default()).expect("a flow");
    let callback = callback(&begin.url, &[("code", CODE)]);
    let signed_in = run(a.finish(callback.clone(), begin.flow)).expect("signed in");
    assert_eq!(signed_in.claims.get("issuerUserId"), Some(&ClaimValue::String("OPENID".to_owned())));
    let begin = b.begin("GitHub-OAUTH2", BeginOptions::default()).expect("a flow");
    assert!(matches!(run(a.finish(callback, begin.flow)), Err(SignInError::UnknownProfile)));
    assert!(matches!(b.begin("WeChat", BeginOptions::default()), Err(SignInError::UnknownProfile)));
}

#[test]
fn clients_and_their_futures_go_everywhere() {
    fn everywhere<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn sent<T: Send>(_: T) {}
    let client = Fake::bodies(&[]).client(qq());
    everywhere(&client);
    let begin = begin(&client);
    let callback = callback(&begin.url, &[("code", CODE)]);
    sent(client.finish::<ClaimSet>(callback, begin.flow));
}
