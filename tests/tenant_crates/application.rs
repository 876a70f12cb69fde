//! An application of both tenants: it signs in with every provider of every policy, emulated.

use claimsmith::{BeginOptions, Callback, ClientOptions, ConfigError, ConfigSource, Policy, SettingsMap, SignInError};
use claimsmith_emulator::{Application, Emulator, Endpoint, Provider};
use contoso_sign_in::sign_up_or_sign_in as contoso;
use fabrikam_sign_in::{partner_sign_in as fabrikam_partner, sign_up_or_sign_in as fabrikam};

/// An emulated provider that knows the application of one tenant and nothing else.
struct Account {
    emulator: Emulator,
    secret: String,
    user: &'static str,
}

impl Account {
    /// With the client id of `appsettings.json`, the key that the process was started with, and the redirect URI that the
    /// README of the crate says to register.
    async fn new(provider: Provider, user: &'static str, client_id: &str, variable: &str, redirect_uri: &str) -> Self {
        let secret = std::env::var(variable).expect("the process was started with it");
        let application = Application::new(client_id, &secret).redirect_uri(redirect_uri);
        let emulator = Emulator::start(provider, application).await.expect("the emulator starts");
        Self { emulator, secret, user }
    }

    fn move_endpoints(&self, options: &mut ClientOptions) {
        let read = std::mem::take(options);
        *options = read.with_endpoint_base(self.emulator.origin()).with_loopback_http(true);
    }

    /// Whether any request that came here has this text in a parameter or a header.
    fn has_seen(&self, text: &str) -> bool {
        self.emulator.requests().iter().any(|request| {
            let lists = [request.query(), request.form(), request.json()];
            let mut parameters = lists.into_iter().flat_map(|list| list.names().filter_map(|name| list.get(name)));
            let mut headers = request.header_names().filter_map(|name| request.header(name));
            parameters.any(|value| value.contains(text)) || headers.any(|value| value.contains(text))
        })
    }
}

struct Accounts {
    contoso_github: Account,
    contoso_qq: Account,
    fabrikam_github: Account,
}

impl Accounts {
    async fn start() -> Self {
        Self {
            contoso_github: Account::new(
                Provider::GitHub,
                "octavia",
                "Iv1.c0n7050a1b2c3d4",
                "CONTOSO__B2C_1A_GITHUBSECRET",
                "https://login.contoso.example/signin/github-oauth2/callback",
            )
            .await,
            contoso_qq: Account::new(
                Provider::Qq,
                "meili",
                "101234567",
                "CONTOSO__B2C_1A_QQSECRET",
                "https://login.contoso.example/signin/qq-oauth/callback",
            )
            .await,
            fabrikam_github: Account::new(
                Provider::GitHub,
                "octavia",
                "Iv1.fab71ca4e5f60718",
                "FABRIKAM__B2C_1A_GITHUBSECRET",
                "https://login.fabrikam.example/signin/github-oauth2/callback",
            )
            .await,
        }
    }
}

struct Policies {
    contoso: contoso::Policy,
    fabrikam: fabrikam::Policy,
    fabrikam_partner: fabrikam_partner::Policy,
}

/// All policies from the variables of the process, read with one source; only the endpoints are moved.
fn policies(accounts: &Accounts) -> Policies {
    let mut source = ConfigSource::process();
    let mut contoso = contoso::PolicyConfig::read(&mut source);
    let mut fabrikam = fabrikam::PolicyConfig::read(&mut source);
    let mut fabrikam_partner = fabrikam_partner::PolicyConfig::read(&mut source);
    source.finish().expect("each tenant has what it needs, and they share no key");
    accounts.contoso_github.move_endpoints(&mut contoso.git_hub_oauth2.options);
    accounts.contoso_qq.move_endpoints(&mut contoso.qq_oauth.options);
    accounts.fabrikam_github.move_endpoints(&mut fabrikam.git_hub_oauth2.options);
    accounts.fabrikam_github.move_endpoints(&mut fabrikam_partner.git_hub_oauth2.options);
    Policies {
        contoso: contoso::Policy::new(contoso).expect("complete"),
        fabrikam: fabrikam::Policy::new(fabrikam).expect("complete"),
        fabrikam_partner: fabrikam_partner::Policy::new(fabrikam_partner).expect("complete"),
    }
}

fn callback(returned: &str) -> Callback {
    Callback::from_query(returned.split_once('?').expect("a query").1).expect("readable")
}

/// Signs a user in through the typed policy, whatever its type, and says who it was for and what came of it.
macro_rules! sign_in {
    ($policy:expr, $id:expr, $account:expr) => {{
        let account: &Account = $account;
        let begin = $policy.begin($id, BeginOptions::default()).expect("begun");
        let returned = account.emulator.authorize_as(&begin.url, account.user).await.expect("the user consents");
        let signed_in = $policy.finish(callback(&returned), begin.flow).await.expect("signed in");
        assert_eq!(signed_in.profile_id(), $id);
        let subject = signed_in.subject().expect("the policy says who it is");
        assert_eq!(Some(&subject.id), account.emulator.subject(account.user).as_ref());
        let profile = Policy::client(&$policy, $id).expect("it has the provider").profile();
        let authorize = account.emulator.requests_to(Endpoint::Authorization);
        let scope = authorize.last().and_then(|request| request.parameter("scope")).expect("a scope").to_owned();
        let email = signed_in.email().map_or("no e-mail address", |email| &email.address);
        let environment = profile.environment.as_deref().expect("an environment");
        println!("{environment} {} {} {scope}: {email}", profile.policy_id, profile.id);
    }};
}

/// A flow that one tenant began, brought to the other: refused, and nothing is sent to either.
async fn is_refused_by_the_other(policies: &Policies, accounts: &Accounts) {
    let exchanges = || {
        let all = [&accounts.contoso_github, &accounts.contoso_qq, &accounts.fabrikam_github];
        all.map(|account| account.emulator.requests_to(Endpoint::Token).len())
    };
    let before = exchanges();
    let begin = policies.contoso.begin("GitHub-OAUTH2", BeginOptions::default()).expect("begun");
    let returned = accounts.contoso_github.emulator.authorize_as(&begin.url, "octavia").await.expect("consent");
    let refused = policies.fabrikam.finish(callback(&returned), begin.flow).await;
    assert!(matches!(refused, Err(SignInError::IssuerMismatch)), "{refused:?}");

    let begin = policies.fabrikam.begin("GitHub-OAUTH2", BeginOptions::default()).expect("begun");
    let returned = accounts.fabrikam_github.emulator.authorize_as(&begin.url, "octavia").await.expect("consent");
    let refused = policies.contoso.finish(callback(&returned), begin.flow).await;
    assert!(matches!(refused, Err(SignInError::IssuerMismatch)), "{refused:?}");

    let begin = policies.contoso.begin("QQ-OAUTH", BeginOptions::default()).expect("begun");
    let returned = accounts.contoso_qq.emulator.authorize_as(&begin.url, "meili").await.expect("consent");
    let refused = policies.fabrikam.finish(callback(&returned), begin.flow).await;
    assert!(matches!(refused, Err(SignInError::UnknownProfile)), "{refused:?}");
    assert_eq!(exchanges(), before);
}

fn each_key_went_to_its_own_account(accounts: &Accounts) {
    let all = [&accounts.contoso_github, &accounts.contoso_qq, &accounts.fabrikam_github];
    for (number, account) in all.iter().enumerate() {
        for (of, other) in all.iter().enumerate() {
            assert_eq!(account.has_seen(&other.secret), number == of, "key {of} at account {number}");
        }
    }
}

/// Claims are of one type in both policies of a tenant, though their requests to GitHub differ in the `User-Agent`.
const _: fn(fabrikam_partner::GitHubOauth2Claims) -> fabrikam::GitHubOauth2Claims = |claims| claims;

fn each_policy_is_named_to_github(accounts: &Accounts) {
    for policy in ["B2C_1A_SignUpOrSignIn", "B2C_1A_PartnerSignIn"] {
        let agent = format!("CPIM-Basic/fabrikam.onmicrosoft.com/{policy}");
        assert!(accounts.fabrikam_github.has_seen(&agent), "{agent}");
    }
}

/// A key under the bare name would serve both tenants: that is an error before anybody signs in.
fn one_key_for_both_is_reported() {
    let settings = SettingsMap::from([
        ("CLAIMSMITH_PUBLIC_URL", "http://127.0.0.1:3000"),
        ("CONTOSO__B2C_1A_QQSECRET", "key"),
        ("B2C_1A_GITHUBSECRET", "key"),
    ]);
    let mut source = ConfigSource::new(&settings);
    contoso::PolicyConfig::read(&mut source);
    fabrikam::PolicyConfig::read(&mut source);
    let error = source.finish().expect_err("one key for both");
    let ConfigError::Shared(shared) = &error else { panic!("{error}") };
    assert_eq!(shared.len(), 1, "{error}");
    assert_eq!(shared[0].variable, "B2C_1A_GITHUBSECRET");
    assert_eq!(shared[0].environments, ["Contoso", "Fabrikam"]);
}

#[tokio::main]
async fn main() {
    let accounts = Accounts::start().await;
    let policies = policies(&accounts);
    sign_in!(policies.contoso, "GitHub-OAUTH2", &accounts.contoso_github);
    sign_in!(policies.contoso, "QQ-OAUTH", &accounts.contoso_qq);
    sign_in!(policies.fabrikam, "GitHub-OAUTH2", &accounts.fabrikam_github);
    sign_in!(policies.fabrikam_partner, "GitHub-OAUTH2", &accounts.fabrikam_github);
    is_refused_by_the_other(&policies, &accounts).await;
    each_key_went_to_its_own_account(&accounts);
    each_policy_is_named_to_github(&accounts);
    one_key_for_both_is_reported();
}
