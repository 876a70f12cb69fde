//! Two tenants in one process: each signs in with its own client id and its own key, wherever they are read from.

mod common;

use claimsmith::{
    Begin, ConfigError, ConfigSource, FlowKey, Layers, Policy, Provider, SecretFiles, SettingsMap, SignInError,
};
use claimsmith_emulator::{Application, Emulator, Endpoint};
use common::{callback, options, redirect_uri};
use std::collections::HashMap;
use std::sync::Arc;

mod contoso {
    claimsmith::include_policy!(
        "policies/providers/qq.xml",
        settings = "tests/environments/settings.json",
        environment = "contoso",
    );
}

mod fabrikam {
    claimsmith::include_policy!(
        "policies/providers/qq.xml",
        settings = "tests/environments/settings.json",
        environment = "fabrikam.onmicrosoft.com",
    );
}

const CONTOSO: (&str, &str) = ("101000001", "the key of contoso");
const FABRIKAM: (&str, &str) = ("102000002", "the key of fabrikam");
const PUBLIC_URL: (&str, &str) = ("CLAIMSMITH_PUBLIC_URL", "http://127.0.0.1:3000");

/// An emulated QQ that knows the application of one tenant.
async fn qq_of((client_id, secret): (&str, &str)) -> Emulator {
    let application = Application::new(client_id, secret).redirect_uri(redirect_uri::<contoso::QqOauth>());
    Emulator::start(claimsmith_emulator::Provider::Qq, application).await.expect("the emulator starts")
}

/// Both tenants, configured by one source. Endpoints are moved to the emulators; flow keys are those of the settings.
fn policies(
    source: &mut ConfigSource<'_>,
    of_contoso: &Emulator,
    of_fabrikam: &Emulator,
) -> (contoso::PolicyConfig, fabrikam::PolicyConfig) {
    let mut contoso = contoso::PolicyConfig::read(source);
    let mut fabrikam = fabrikam::PolicyConfig::read(source);
    for (read, emulator) in [(&mut contoso.qq_oauth.options, of_contoso), (&mut fabrikam.qq_oauth.options, of_fabrikam)]
    {
        let flow_keys = read.flow_keys.take().expect("they are in the settings");
        *read = options(emulator).with_flow_keys(flow_keys);
    }
    (contoso, fabrikam)
}

/// The settings of both: keys as files, the rest in a map.
fn settings(folder: &std::path::Path) -> Layers {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).expect("a folder");
    let write = |name: &str, value: &str| std::fs::write(folder.join(name), format!("{value}\n")).expect("written");
    write("CONTOSO__B2C_1A_QQSECRET", CONTOSO.1);
    write("FABRIKAM_TEST__B2C_1A_QQSECRET", FABRIKAM.1);
    // Of neither: it would be read if one of them had none.
    write("B2C_1A_QQSECRET", "the key of nobody");
    let flow_keys = FlowKey::generate_base64();
    let map = SettingsMap::from([
        ("CONTOSO__QQ_OAUTH_CLIENT_ID", CONTOSO.0),
        ("FABRIKAM_TEST__QQ_OAUTH_CLIENT_ID", FABRIKAM.0),
        ("CLAIMSMITH_FLOW_KEYS", flow_keys.as_str()),
        PUBLIC_URL,
    ]);
    Layers::new().with(map).with(SecretFiles::new(folder))
}

#[test]
fn generated_code_knows_its_environment() {
    assert_eq!(contoso::QqOauth::PROFILE.environment.as_deref(), Some("Contoso"), "as the settings spell it");
    assert_eq!(fabrikam::QqOauth::PROFILE.environment.as_deref(), Some("fabrikam-test"), "not its tenant");
    assert_eq!(common::contoso::QqOauth::PROFILE.environment, None);
}

#[tokio::test]
async fn two_tenants_sign_in_side_by_side_with_their_own_keys() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrets-of-two-tenants");
    let settings = settings(&folder);
    let (of_contoso, of_fabrikam) = (qq_of(CONTOSO).await, qq_of(FABRIKAM).await);
    let mut source = ConfigSource::new(&settings);
    let (contoso, fabrikam) = policies(&mut source, &of_contoso, &of_fabrikam);
    source.finish().expect("each has what it needs, and nothing is shared");
    let shown = format!("{contoso:?} {fabrikam:?} {settings:?}");
    assert!(!shown.contains(CONTOSO.1) && !shown.contains(FABRIKAM.1), "{shown}");

    let contoso = contoso::Policy::new(contoso).expect("complete");
    let fabrikam = fabrikam::Policy::new(fabrikam).expect("complete");
    // Begun together and finished crosswise: neither may see anything of the other.
    let begin = |policy: &dyn Policy| policy.begin("QQ-OAUTH", claimsmith::BeginOptions::default()).expect("begun");
    let (first, second) = (begin(&contoso), begin(&fabrikam));
    let of_second = of_fabrikam.authorize_as(&second.url, "xiaoming").await.expect("the user consents");
    let of_first = of_contoso.authorize_as(&first.url, "xiaoming").await.expect("the user consents");
    let (second, first) = tokio::join!(
        fabrikam.finish(callback(&of_second), second.flow),
        contoso.finish(callback(&of_first), first.flow),
    );
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    for (emulator, (client_id, secret)) in [(&of_contoso, CONTOSO), (&of_fabrikam, FABRIKAM)] {
        let [token] = emulator.requests_to(Endpoint::Token).try_into().expect("one exchange");
        let sent = (token.query().get("client_id"), token.query().get("client_secret"));
        assert_eq!(sent, (Some(client_id), Some(secret)));
    }
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn a_flow_of_one_tenant_is_refused_by_the_other() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrets-of-mixed-tenants");
    let settings = settings(&folder);
    let (of_contoso, of_fabrikam) = (qq_of(CONTOSO).await, qq_of(FABRIKAM).await);
    let mut source = ConfigSource::new(&settings);
    let (contoso, fabrikam) = policies(&mut source, &of_contoso, &of_fabrikam);
    source.finish().expect("complete");
    let policies: HashMap<&str, Arc<dyn Policy>> = HashMap::from([
        ("login.contoso.example", Arc::new(contoso::Policy::new(contoso).expect("complete")) as Arc<dyn Policy>),
        ("login.fabrikam.example", Arc::new(fabrikam::Policy::new(fabrikam).expect("complete"))),
    ]);
    let Begin { url, flow, .. } =
        policies["login.contoso.example"].begin("QQ-OAUTH", claimsmith::BeginOptions::default()).expect("begun");
    let returned = of_contoso.authorize_as(&url, "xiaoming").await.expect("the user consents");
    let client = policies["login.fabrikam.example"].client("QQ-OAUTH").expect("it has QQ");
    let refused = client.finish::<claimsmith::ClaimSet>(callback(&returned), flow).await;
    // The flow keys are the same for both; the client is not.
    assert!(matches!(refused, Err(SignInError::IssuerMismatch)), "{refused:?}");
    assert_eq!(of_fabrikam.requests_to(Endpoint::Token).len(), 0, "nothing was sent");
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn what_is_missing_is_named_for_both_tenants_at_once() {
    let settings = SettingsMap::from([PUBLIC_URL, ("CONTOSO__QQ_OAUTH_CLIENT_ID", CONTOSO.0)]);
    let mut source = ConfigSource::new(&settings);
    contoso::PolicyConfig::read(&mut source);
    fabrikam::PolicyConfig::read(&mut source);
    let error = source.finish().expect_err("the keys are missing");
    let ConfigError::Missing(missing) = &error else { panic!("{error}") };
    let names: Vec<&str> = missing.iter().map(|missing| missing.variable.as_str()).collect();
    let expected = ["CONTOSO__B2C_1A_QQSECRET", "FABRIKAM_TEST__B2C_1A_QQSECRET", "FABRIKAM_TEST__QQ_OAUTH_CLIENT_ID"];
    assert_eq!(names, expected);
    assert!(error.to_string().contains("FABRIKAM_TEST__QQ_OAUTH_CLIENT_ID (or QQ_OAUTH_CLIENT_ID)"), "{error}");
}

#[test]
fn a_key_that_both_tenants_would_read_is_reported() {
    let settings = SettingsMap::from([
        PUBLIC_URL,
        ("CONTOSO__QQ_OAUTH_CLIENT_ID", CONTOSO.0),
        ("FABRIKAM_TEST__QQ_OAUTH_CLIENT_ID", FABRIKAM.0),
        ("B2C_1A_QQSECRET", CONTOSO.1),
    ]);
    let read = |mut source: ConfigSource<'_>| {
        contoso::PolicyConfig::read(&mut source);
        fabrikam::PolicyConfig::read(&mut source);
        source.finish()
    };
    let error = read(ConfigSource::new(&settings)).expect_err("one key for both");
    let ConfigError::Shared(shared) = &error else { panic!("{error}") };
    assert_eq!(shared.len(), 1);
    assert_eq!(shared[0].variable, "B2C_1A_QQSECRET");
    assert_eq!(shared[0].environments, ["Contoso", "fabrikam-test"]);
    assert!(!error.to_string().contains(CONTOSO.1), "{error}");
    assert_eq!(read(ConfigSource::new(&settings).allow_shared("B2C_1A_QQSECRET")), Ok(()));
}
