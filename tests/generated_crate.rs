//! `claimsmith generate` writes crates that compile without a warning, hold the items of the macro, and sign in.

#[path = "common/tool.rs"]
mod tool;

use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Argument, Options, Purpose, compile, sdk};
use std::path::{Path, PathBuf};
use tool::{application, cargo, has_no_warning, repository, sorted_items, succeeded, tool};

const POLICY: &str = "policies/SignUpOrSignIn.xml";

#[test]
fn a_generated_crate_has_no_warning_and_signs_in() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated");
    let _ = std::fs::remove_dir_all(&folder);
    let crate_folder = folder.join("sdk");
    generate(&crate_folder);
    the_crate_holds_the_items_of_the_macro(&crate_folder);

    has_no_warning(&crate_folder);

    let user = folder.join("application");
    application(&user, "generated-crate-user", &[("contoso-sign-in", "sdk")], MAIN);
    let output = succeeded(cargo(&user).args(["run", "--offline", "--quiet"]));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "QQ-OAUTH qq.com true\nGitHub-OAUTH2 github.com true");
}

/// Two policies with the same providers, of which one names its policy in a header.
#[test]
fn a_crate_of_an_environment_has_no_warning_and_holds_each_profile_once() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated-environment");
    let _ = std::fs::remove_dir_all(&folder);
    let policies = folder.join("policies");
    std::fs::create_dir_all(&policies).expect("the folder can be made");
    let read = |name: &str| std::fs::read_to_string(repository().join("policies").join(name)).expect("it is there");
    let write = |name: &str, text: &str| std::fs::write(policies.join(name), text).expect("it can be written");
    // Texts of a policy hold URLs, which are no links in documentation.
    let base = read("TrustFrameworkBase.xml")
        .replace("<DisplayName>QQ</DisplayName>", "<DisplayName>QQ of https://www.contoso.example</DisplayName>")
        .replace("The provider you signed in with.", "The provider, see https://help.contoso.example/a?b for more.");
    assert_eq!(base.matches(".contoso.example").count(), 3);
    write("TrustFrameworkBase.xml", &base);
    let extensions = read("TrustFrameworkExtensions.xml");
    write("TrustFrameworkExtensions.xml", &extensions.replace("Your QQ APP ID", "{Settings:QqClientId}"));
    write("SignIn.xml", &read("SignUpOrSignIn.xml").replace("B2C_1A_SignUpOrSignIn", "B2C_1A_SignIn"));
    write("ProfileEdit.xml", &read("SignUpOrSignIn.xml").replace("B2C_1A_SignUpOrSignIn", "B2C_1A_ProfileEdit"));
    write("appsettings.json", SETTINGS);

    let crate_folder = folder.join("sdk");
    let mut command = tool();
    command.current_dir(&folder).args(["generate", "--environment", "Contoso", "--name", "contoso-environment"]);
    command.arg("--out").arg(&crate_folder).arg("--claimsmith-path").arg(repository());
    succeeded(&mut command);
    for policy in ["SignIn", "ProfileEdit"] {
        the_modules_hold_the_items_of_the_macro(&folder, &crate_folder, policy);
    }
    // The header of GitHub names the policy: each has a client of its own, and its types stand once.
    let types = std::fs::read_to_string(crate_folder.join("src/profiles/git_hub_oauth2.rs")).expect("it is there");
    assert!(!types.contains("pub struct GitHubOauth2(") && types.contains("pub struct GitHubOauth2Claims"), "{types}");
    for module in ["sign_in", "profile_edit"] {
        let policy = std::fs::read_to_string(crate_folder.join(format!("src/{module}.rs"))).expect("it is there");
        assert!(policy.contains("pub struct GitHubOauth2("), "{policy}");
    }
    has_no_warning(&crate_folder);
}

/// Functions send nothing: their crate has no HTTP client, no TLS and no executor among what it is built from.
#[test]
fn a_crate_of_functions_has_no_warning_and_no_http_client() {
    let crate_folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated-functions");
    let _ = std::fs::remove_dir_all(&crate_folder);
    let mut command = tool();
    command.current_dir(repository()).args(["generate", "policies/AgeGate.xml", "--name", "age-gate"]);
    command.arg("--out").arg(&crate_folder).arg("--claimsmith-path").arg(repository());
    succeeded(&mut command);
    has_no_warning(&crate_folder);
    let tree = succeeded(cargo(&crate_folder).args(["tree", "--offline", "--edges", "normal", "--prefix", "none"]));
    let tree = String::from_utf8(tree.stdout).expect("text");
    assert!(tree.contains("claimsmith-runtime ") && tree.contains("jiff "), "{tree}");
    for package in ["reqwest ", "hyper ", "rustls ", "tokio "] {
        assert!(!tree.lines().any(|line| line.starts_with(package)), "{tree}");
    }
}

/// One type from the registry, one from a crate beside the policies.
#[test]
fn types_may_come_from_crates_that_the_project_names() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated-types");
    let _ = std::fs::remove_dir_all(&folder);
    let policies = folder.join("policies");
    std::fs::create_dir_all(&policies).expect("the folder can be made");
    std::fs::create_dir_all(folder.join("names/src")).expect("the folder can be made");
    for name in ["TrustFrameworkBase.xml", "TrustFrameworkExtensions.xml", "SignUpOrSignIn.xml"] {
        std::fs::copy(repository().join("policies").join(name), policies.join(name)).expect("it is there");
    }
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("it can be written");
    write(
        "claimsmith.toml",
        "[generate.types]\nprofilePictureUrl = \"url::Url\"\nuserName = \"given_names::Name\"\n\n[generate.dependencies]\n\
         url = { version = \"2\", default-features = false, features = [\"std\"] }\n\
         given-names = { path = \"names\", package = \"names\" }\n",
    );
    let package = "[package]\nname = \"names\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    write("names/Cargo.toml", package);
    write("names/src/lib.rs", "//! Names.\n\n/// A name.\npub type Name = String;\n");

    let crate_folder = folder.join("sdk");
    let mut command = tool();
    command.current_dir(&folder).args(["generate", "policies/SignUpOrSignIn.xml", "--name", "typed-sign-in"]);
    command.arg("--out").arg(&crate_folder).arg("--claimsmith-path").arg(repository());
    succeeded(&mut command);
    let manifest = std::fs::read_to_string(crate_folder.join("Cargo.toml")).expect("it is there");
    assert!(manifest.contains("\ngiven-names = { path = \"../names\", package = \"names\" }\n"), "{manifest}");
    has_no_warning(&crate_folder);
}

const SETTINGS: &str = r#"{ "Environments": [ { "Name": "Contoso", "Production": true,
  "Tenant": "contoso.onmicrosoft.com", "PolicySettings": { "QqClientId": "101" } } ] }"#;

/// The items of the formatted expansion of the macro are those of the module of a policy and of the modules of its profiles; only
/// the policy that a profile was compiled for is not named where several share it.
fn the_modules_hold_the_items_of_the_macro(folder: &Path, crate_folder: &Path, policy: &str) {
    let mut options = Options::new([format!("policies/{policy}.xml")], Purpose::Generate);
    options.environment = Some(Argument::new("Contoso"));
    let outcome = compile(&options, &DiskLoader::new(folder));
    let sdk = outcome.sdk.expect("it compiles");
    let name = if policy == "SignIn" { "sign_in" } else { "profile_edit" };
    let module = std::fs::read_to_string(crate_folder.join(format!("src/{name}.rs"))).expect("the module is there");
    let (imports, items) = module.split_once(";\n\n").expect("imports, and items behind them");
    let mut text = String::new();
    for client in &sdk.profiles {
        let mut profiles = imports.lines().filter_map(|line| line.strip_prefix("pub use crate::profiles::"));
        let own = |module: &&str| module.starts_with(&client.field);
        let profile = profiles.find(own).expect("the policy names its profile").split("::").next().expect("a name");
        text += &items_of_profile(crate_folder, profile);
    }
    let without_policy = |text: &str| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("policy_id: "));
        // Paths are relative to the folder of the settings there, and to that above it here.
        lines.collect::<Vec<_>>().join("\n").replace("policies/", "")
    };
    let expansion = sdk::formatted(&sdk).expect("it is Rust");
    let (found, expected) = (without_policy(&(text + items)), without_policy(&expansion));
    assert!(sorted_items(&found) == sorted_items(&expected), "{policy} differs from its expansion");
}

/// Behind the header and a line of documentation.
fn items_of_profile(crate_folder: &Path, profile: &str) -> String {
    let path = crate_folder.join(format!("src/profiles/{profile}.rs"));
    let module = std::fs::read_to_string(path).expect("the module is there");
    module.splitn(3, "\n\n").nth(2).expect("a header and a line of documentation").to_owned()
}

fn generate(out: &Path) {
    let mut command = tool();
    command.current_dir(repository()).args(["generate", POLICY, "--name", "contoso-sign-in"]);
    command.arg("--out").arg(out).arg("--claimsmith-path").arg(repository());
    succeeded(&mut command);
}

/// The formatted expansion of the macro, item by item, is what stands in the files of the crate.
fn the_crate_holds_the_items_of_the_macro(folder: &Path) {
    let mut options = Options::new([POLICY], Purpose::Generate);
    options.search_parent_folders = true;
    let outcome = compile(&options, &DiskLoader::new(repository()));
    let expansion = sdk::formatted(&outcome.sdk.expect("it compiles")).expect("it is Rust");
    let files = ["qq_oauth", "git_hub_oauth2", "policy"].map(|name| {
        let text = std::fs::read_to_string(folder.join(format!("src/{name}.rs"))).expect("the module is there");
        let items = text.splitn(3, "\n\n").nth(2).expect("a header and a line of documentation");
        items.strip_prefix("use super::*;\n\n").unwrap_or(items).to_owned()
    });
    let without_folders = |text: &str| text.replace("policies/", "");
    let is_same = without_folders(&files.concat()) == without_folders(&expansion);
    assert!(is_same, "{} differs from the expansion of the macro", folder.display());
}

/// Signs in with both providers, emulated.
const MAIN: &str = r#"
use claimsmith::{BeginOptions, Callback, ClientOptions};
use claimsmith_emulator::{Application, Emulator, Provider};
use contoso_sign_in::{GitHubOauth2Config, Policy, PolicyConfig, QqOauthConfig};

async fn start(provider: Provider, id: &str) -> (Emulator, String, ClientOptions) {
    let redirect_uri = format!("http://127.0.0.1:3000{}", claimsmith::callback_path(id));
    let application = Application::new("101", "secret").redirect_uri(redirect_uri.clone());
    let emulator = Emulator::start(provider, application).await.expect("the emulator starts");
    let options = ClientOptions::default().with_endpoint_base(emulator.origin()).with_loopback_http(true);
    (emulator, redirect_uri, options)
}

#[tokio::main]
async fn main() {
    let (qq, redirect_uri, options) = start(Provider::Qq, "QQ-OAUTH").await;
    let qq_oauth = QqOauthConfig { client_id: "101".into(), client_secret: "secret".into(), redirect_uri, options };
    let (github, redirect_uri, options) = start(Provider::GitHub, "GitHub-OAUTH2").await;
    let git_hub_oauth2 =
        GitHubOauth2Config { client_id: "101".into(), client_secret: "secret".into(), redirect_uri, options };
    let policy = Policy::new(PolicyConfig { qq_oauth, git_hub_oauth2 }).expect("the configuration is complete");
    for (id, emulator, user) in [("QQ-OAUTH", &qq, "meili"), ("GitHub-OAUTH2", &github, "octavia")] {
        let begin = policy.begin(id, BeginOptions::default()).expect("begun");
        let returned = emulator.authorize_as(&begin.url, user).await.expect("the user consents");
        let query = returned.split_once('?').expect("a query").1;
        let callback = Callback::from_query(query).expect("readable");
        let signed_in = policy.finish(callback, begin.flow).await.expect("signed in");
        let subject = signed_in.subject().expect("the policy says who it is");
        let is_user = Some(&subject.id) == emulator.subject(user).as_ref();
        println!("{} {} {is_user}", signed_in.profile_id(), subject.issuer);
    }
}
"#;
