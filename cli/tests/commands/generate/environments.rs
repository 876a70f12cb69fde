//! Crates for the environments of a project.

use super::{files, text};
use crate::support::{claimsmith_in, contents, expect_in, temporary, tests_folder, write};
use std::fs;
use std::path::{Path, PathBuf};

const SETTINGS: &str = r#"{ "Environments": [
  { "Name": "Contoso", "Production": true, "Tenant": "contoso.onmicrosoft.com", "PolicySettings": { "ClientId": "101" } },
  { "Name": "Fabrikam EU", "Production": true, "Tenant": "fabrikam.onmicrosoft.com", "PolicySettings": { "ClientId": "202" } }
] }"#;

const PROJECT: &str = "[generate]\nout = \"sdk\"\nname = \"{environment}-sign-in\"\nclaimsmith = { version = \"1.2\" }\n\n\
    [environments.contoso]\napplication_url = \"https://login.contoso.example\"\n";

/// A policy without any provider, whose tokens have a contract all the same.
const PASSWORD_RESET: &str = r#"<TrustFrameworkPolicy xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06"
  PolicySchemaVersion="0.3.0.0" TenantId="contoso.onmicrosoft.com" PolicyId="B2C_1A_PasswordReset"
  PublicPolicyUri="http://contoso.onmicrosoft.com/B2C_1A_PasswordReset">
  <BasePolicy>
    <TenantId>contoso.onmicrosoft.com</TenantId>
    <PolicyId>B2C_1A_TrustFrameworkExtensions</PolicyId>
  </BasePolicy>
  <UserJourneys>
    <UserJourney Id="PasswordReset">
      <OrchestrationSteps>
        <OrchestrationStep Order="1" Type="SendClaims" CpimIssuerTechnicalProfileReferenceId="JwtIssuer" />
      </OrchestrationSteps>
    </UserJourney>
  </UserJourneys>
  <RelyingParty>
    <DefaultUserJourney ReferenceId="PasswordReset" />
    <TechnicalProfile Id="PolicyProfile">
      <DisplayName>PolicyProfile</DisplayName>
      <Protocol Name="OpenIdConnect" />
      <OutputClaims>
        <OutputClaim ClaimTypeReferenceId="issuerUserId" PartnerClaimType="sub" DefaultValue="nobody" />
      </OutputClaims>
      <SubjectNamingInfo ClaimType="sub" />
    </TechnicalProfile>
  </RelyingParty>
</TrustFrameworkPolicy>
"#;

/// A project with two environments, two policies to sign in with and one that has no provider.
pub(super) fn project(name: &str) -> PathBuf {
    let folder = temporary(name);
    let repository = tests_folder().join("../../policies");
    let read = |file: &str| fs::read_to_string(repository.join(file)).expect("the policy is there");
    let leaf = read("SignUpOrSignIn.xml");
    let extensions = read("TrustFrameworkExtensions.xml").replace("Your QQ APP ID", "{Settings:ClientId}");
    write(&folder, "policies/Base.xml", read("TrustFrameworkBase.xml"));
    write(&folder, "policies/Extensions.xml", extensions);
    write(&folder, "policies/ProfileEdit.xml", leaf.replace("B2C_1A_SignUpOrSignIn", "B2C_1A_ProfileEdit"));
    write(&folder, "policies/PasswordReset.xml", PASSWORD_RESET);
    write(&folder, "policies/SignIn.xml", leaf);
    write(&folder, "policies/appsettings.json", SETTINGS);
    write(&folder, "claimsmith.toml", PROJECT);
    folder
}

#[test]
fn every_environment_gets_a_crate_and_a_second_run_touches_nothing() {
    let folder = project("generate-all");
    let saml = PASSWORD_RESET.replace("B2C_1A_PasswordReset", "B2C_1A_Saml").replace("OpenIdConnect", "SAML2");
    write(&folder, "policies/Saml.xml", saml);
    let first = expect_in(&folder, 0, &["generate", "--all"]);
    assert!(first.stdout.ends_with("2 crates: 2 generated\n"), "{}", first.stdout);
    let before = files(&folder.join("sdk"));
    let crates: Vec<&String> = before.keys().filter(|path| path.ends_with("Cargo.toml")).collect();
    assert_eq!(crates, ["contoso/Cargo.toml", "fabrikam-eu/Cargo.toml"]);
    for (environment, client_id, other) in [("contoso", "101", "202"), ("fabrikam-eu", "202", "101")] {
        let of = |file: &str| &before[&format!("{environment}/{file}")].0;
        assert!(of("Cargo.toml").contains(&format!("name = \"{environment}-sign-in\"")));
        assert!(of("Cargo.toml").contains("claimsmith = { version = \"1.2\","));
        assert!(of("src/profiles/qq_oauth.rs").contains(&format!("Some(text(\"{client_id}\"))")));
        assert!(!of("src/profiles/qq_oauth.rs").contains(&format!("\"{other}\"")));
        assert!(of("README.md").contains(&format!("| client id at QQ; not required, `{client_id}` otherwise |")));
        assert!(of("src/lib.rs").contains("- `B2C_1A_Saml`: its user journey reaches no technical profile"));
        assert!(of("src/lib.rs").contains("- `password_reset`: `B2C_1A_PasswordReset`, with `TokenClaims`\n"));
        assert!(of("src/password_reset.rs").contains("pub struct TokenClaims"));
        assert!(of("README.md").contains("| `password_reset::TokenClaims` | `B2C_1A_PasswordReset` | `sub` |"));
    }
    let tenants = "## Several tenants in one process\n";
    assert!(before["contoso/README.md"].0.contains(tenants), "{}", before["contoso/README.md"].0);
    assert!(before["contoso/README.md"].0.contains("where `CONTOSO__B2C_1A_"), "{}", before["contoso/README.md"].0);
    assert!(before["contoso/README.md"].0.contains("`https://login.contoso.example/signin/qq-oauth/callback`"));
    let second = expect_in(&folder, 0, &["generate", "--all"]);
    assert_eq!(second.stdout, "2 crates: 2 up to date\n");
    assert_eq!(files(&folder.join("sdk")), before);
    expect_in(&folder, 0, &["generate", "--all", "--check"]);
}

#[test]
fn one_environment_gives_the_bytes_of_all_from_wherever_it_is_started() {
    let folder = project("generate-one");
    expect_in(&folder, 0, &["generate", "--all"]);
    let all = contents(&folder.join("sdk/contoso"));
    let one = expect_in(&folder, 0, &["generate", "--environment", "contoso", "--out", "own/crate"]);
    assert!(one.stdout.starts_with("generated crate `contoso-sign-in` in own/crate\n  B2C_1A_"), "{}", one.stdout);
    assert_eq!(contents(&folder.join("own/crate")), all);
    let below = folder.join("policies");
    expect_in(&below, 0, &["generate", "--tenant", "contoso.onmicrosoft.com", "--out", "../below"]);
    assert_eq!(contents(&folder.join("below")), all);
}

#[test]
fn a_change_touches_only_the_environment_it_is_for() {
    let folder = project("generate-change");
    expect_in(&folder, 0, &["generate", "--all"]);
    let before = files(&folder.join("sdk"));
    write(&folder, "policies/appsettings.json", SETTINGS.replace("\"202\"", "\"303\""));
    let check = expect_in(&folder, 1, &["generate", "--all", "--check"]);
    assert!(
        check.stdout.contains("out of date: crate `fabrikam-eu-sign-in`")
            && check.stdout.contains("1 up to date, 1 out of date"),
        "{}",
        check.stdout
    );
    assert_eq!(files(&folder.join("sdk")), before, "a check writes nothing");
    let updated = expect_in(&folder, 0, &["generate", "--all"]);
    assert!(updated.stdout.contains("2 crates: 1 updated, 1 up to date"), "{}", updated.stdout);
    let after = files(&folder.join("sdk"));
    let changed = |path: &&String| after[*path] != before[*path];
    assert!(before.keys().filter(changed).all(|path| path.starts_with("fabrikam-eu/")));
    assert_eq!(after["fabrikam-eu/LICENSE"], before["fabrikam-eu/LICENSE"], "what is the same keeps its time");
}

#[test]
fn edited_files_are_overwritten_only_when_that_is_asked_for() {
    let folder = project("generate-edited");
    expect_in(&folder, 0, &["generate", "--all"]);
    let before = contents(&folder.join("sdk"));
    let readme = folder.join("sdk/contoso/README.md");
    fs::write(&readme, "ours").expect("it can be written");
    write(&folder, "sdk/contoso/src/mine.rs", "// ours");
    let refused = expect_in(&folder, 2, &["generate", "--all"]);
    assert!(refused.stderr.contains("README.md` was edited since it was generated"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(&readme).expect("it is there"), "ours");
    expect_in(&folder, 1, &["generate", "--all", "--check"]);
    expect_in(&folder, 0, &["generate", "--all", "--force"]);
    let mut after = contents(&folder.join("sdk"));
    assert_eq!(after.remove("contoso/src/mine.rs").as_deref(), Some("// ours"));
    assert_eq!(after, before);
    // What a version control system does to line ends is no edit.
    fs::write(&readme, before["contoso/README.md"].replace('\n', "\r\n")).expect("it can be written");
    expect_in(&folder, 0, &["generate", "--all"]);
    expect_in(&folder, 0, &["generate", "--all", "--check"]);
}

/// `*.lock` is a common line of ignored files: then nobody has the record.
#[test]
fn edited_files_are_known_without_a_record() {
    let folder = project("generate-without-record");
    expect_in(&folder, 0, &["generate", "--all"]);
    let before = contents(&folder.join("sdk"));
    let forget = || fs::remove_file(folder.join("sdk/contoso/claimsmith.lock")).expect("it can be removed");
    forget();
    let library = folder.join("sdk/contoso/src/lib.rs");
    fs::write(&library, before["contoso/src/lib.rs"].clone() + "// ours\n").expect("it can be written");
    for arguments in [["generate", "--all"], ["generate", "--environment=contoso"]] {
        let refused = expect_in(&folder, 2, &arguments);
        assert!(refused.stderr.contains("lib.rs` was edited since it was generated"), "{}", refused.stderr);
    }
    assert!(fs::read_to_string(&library).expect("it is there").ends_with("// ours\n"));
    // What nobody edited is brought up to date without a question.
    fs::write(&library, before["contoso/src/lib.rs"].replace('\n', "\r\n")).expect("it can be written");
    write(&folder, "policies/appsettings.json", SETTINGS.replace("101", "303"));
    expect_in(&folder, 0, &["generate", "--all"]);
    write(&folder, "policies/appsettings.json", SETTINGS);
    forget();
    expect_in(&folder, 0, &["generate", "--all"]);
    assert_eq!(contents(&folder.join("sdk")), before);
    // A source file that is no longer generated is removed, unless it was edited.
    forget();
    let text = before["contoso/src/lib.rs"].clone() + "// ours\n";
    write(&folder, "sdk/contoso/src/profiles/gone.rs", text);
    let refused = expect_in(&folder, 2, &["generate", "--all"]);
    assert!(refused.stderr.contains("gone.rs` was edited since it was generated"), "{}", refused.stderr);
    // A file of a version that named no hash cannot tell.
    fs::remove_file(folder.join("sdk/contoso/src/profiles/gone.rs")).expect("it can be removed");
    let (_, rest) = before["contoso/README.md"].split_once('\n').expect("lines");
    write(&folder, "sdk/contoso/README.md", format!("<!-- Generated by claimsmith 0.0.1 from input 0. -->\n{rest}"));
    let refused = expect_in(&folder, 2, &["generate", "--all"]);
    assert!(refused.stderr.contains("README.md` may have been edited"), "{}", refused.stderr);
    expect_in(&folder, 0, &["generate", "--all", "--force"]);
    assert_eq!(contents(&folder.join("sdk")), before);
}

/// What a change does not reach keeps its bytes: a version control system shows what has changed.
#[test]
fn only_files_that_say_something_else_change() {
    let folder = project("generate-few-changes");
    expect_in(&folder, 0, &["generate", "--all"]);
    let before = contents(&folder.join("sdk/contoso"));
    write(&folder, "policies/appsettings.json", SETTINGS.replace("101", "303"));
    expect_in(&folder, 0, &["generate", "--all"]);
    let after = contents(&folder.join("sdk/contoso"));
    let changed: Vec<&str> =
        after.iter().filter(|(path, text)| before.get(*path) != Some(*text)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(changed, ["README.md", "claimsmith.lock", "src/lib.rs", "src/profiles/qq_oauth.rs"]);
}

#[test]
fn faults_leave_the_old_crates_whole() {
    let folder = project("generate-faults");
    expect_in(&folder, 0, &["generate", "--all"]);
    let before = files(&folder.join("sdk"));
    write(&folder, "policies/appsettings.json", "{ \"Environments\": [ { \"Name\": ");
    let bad = claimsmith_in(&folder, &["generate", "--all"]);
    assert!(bad.status != Some(0) && bad.stderr.contains("appsettings.json"), "{:?} {}", bad.status, bad.stderr);
    write(&folder, "policies/appsettings.json", SETTINGS.replace("\"ClientId\": \"202\"", ""));
    let unknown = expect_in(&folder, 1, &["generate", "--all"]);
    assert!(unknown.stderr.contains("ClientId") && unknown.stderr.contains("Extensions.xml"), "{}", unknown.stderr);
    assert!(unknown.stdout.contains("1 up to date, 1 failed"), "{}", unknown.stdout);
    assert_eq!(files(&folder.join("sdk")), before);
}

#[test]
fn a_secret_that_stands_in_a_policy_stands_in_no_crate() {
    let folder = project("generate-secret");
    let extensions = fs::read_to_string(folder.join("policies/Extensions.xml")).expect("it is there");
    for (key, value) in [
        ("ClaimsEndpoint", "https://api.github.com/user?code=S3cretOfTheFunction"),
        ("claimsmith.claims_headers", "X-Api-Key=S3cretOfTheHeader"),
    ] {
        let metadata = format!("<Metadata>\n<Item Key=\"{key}\">{value}</Item>\n");
        let profile = format!(
            "<ClaimsProviders>\n<ClaimsProvider><DisplayName>QQ</DisplayName><TechnicalProfiles><TechnicalProfile Id=\"QQ-OAUTH\">\
             {metadata}</Metadata></TechnicalProfile></TechnicalProfiles></ClaimsProvider>"
        );
        write(&folder, "policies/Extensions.xml", extensions.replacen("<ClaimsProviders>", &profile, 1));
        let refused = expect_in(&folder, 1, &["generate", "--all"]);
        assert!(refused.stderr.contains("CS0807") && refused.stderr.contains(key), "{}", refused.stderr);
        assert!(!refused.stderr.contains("S3cret"), "{}", refused.stderr);
        assert!(!folder.join("sdk").exists());
    }
}

/// The tool says of one setting in all its commands that it looks like a secret, and shows or writes its value in none.
#[test]
fn a_setting_that_looks_like_a_secret_stands_nowhere() {
    const SECRET: &str = "S3cr3t-0123456789";
    let folder = project("generate-secret-setting");
    let settings = SETTINGS.replace("\"ClientId\":", &format!("\"GatewayKey\": \"{SECRET}\", \"ClientId\":"));
    write(&folder, "policies/appsettings.json", settings);
    let extensions = fs::read_to_string(folder.join("policies/Extensions.xml")).expect("it is there");
    let endpoint = "<Item Key=\"ClaimsEndpoint\">https://graph.qq.com/user?subscription={Settings:GatewayKey}</Item>";
    for (piece, replacement) in [
        ("<Item Key=\"scope\">get_user_info</Item>", endpoint),
        (
            "PartnerClaimType=\"figureurl_qq_2\"",
            "PartnerClaimType=\"figureurl_qq_2\" DefaultValue=\"{Settings:GatewayKey}\"",
        ),
        (
            "<TechnicalProfile Id=\"QQ-OAUTH\">",
            "<TechnicalProfile Id=\"QQ-OAUTH\"><DisplayName>QQ {Settings:GatewayKey}</DisplayName>",
        ),
        ("The picture that other people see.", "Ask for {Settings:GatewayKey}"),
    ] {
        let text = extensions.replacen(piece, replacement, 1);
        assert_ne!(text, extensions);
        write(&folder, "policies/Extensions.xml", text);
        let refused = expect_in(&folder, 1, &["generate", "--all"]);
        let says_so = |text: &str| text.contains("CS0807") && text.contains("`GatewayKey`");
        assert!(says_so(&refused.stderr), "{}", refused.stderr);
        assert!(!folder.join("sdk").exists());
        let warned = expect_in(&folder, 0, &["check", "policies"]);
        assert!(says_so(&warned.stdout), "{} {}", warned.stdout, warned.stderr);
        let built = claimsmith_in(&folder, &["build", "--all", "--out", "built"]);
        assert!(built.status == Some(1) && built.stderr.contains("{Settings:GatewayKey}"), "{}", built.stderr);
        let of_one = ["--environment", "Contoso", "policies"];
        let answers = [&["summary", "--format", "json"][..], &["summary"], &["overrides"], &["profile", "QQ-OAUTH"]];
        let inspected = answers.map(|what| expect_in(&folder, 0, &[&["inspect"][..], what, &of_one].concat()));
        for answer in inspected.iter().chain([&refused, &warned, &built]) {
            assert!(
                !answer.stdout.contains(SECRET) && !answer.stderr.contains(SECRET),
                "{} {}",
                answer.stdout,
                answer.stderr
            );
        }
        assert!(inspected[3].stdout.contains('…') || piece.starts_with("The picture"), "{}", inspected[3].stdout);
    }
    // Where no code is made of it, it keeps no code from being made.
    let rest = "<ClaimsProvider><DisplayName>REST</DisplayName><TechnicalProfiles><TechnicalProfile Id=\"REST\"><DisplayName>{Settings:GatewayKey}</DisplayName>\
        <Protocol Name=\"None\" /></TechnicalProfile></TechnicalProfiles></ClaimsProvider>";
    write(
        &folder,
        "policies/Extensions.xml",
        extensions.replacen("<ClaimsProviders>", &format!("<ClaimsProviders>{rest}"), 1),
    );
    expect_in(&folder, 0, &["generate", "--all"]);
    assert!(contents(&folder.join("sdk")).values().all(|text| !text.contains(SECRET)));
}

#[test]
fn a_selector_has_to_match_in_one_policy_of_the_environment() {
    let folder = project("generate-selectors");
    let kiosk = fs::read_to_string(folder.join("policies/SignIn.xml")).expect("it is there");
    let kiosk = kiosk.replace("B2C_1A_SignUpOrSignIn", "B2C_1A_Kiosk");
    let own = "<ClaimsProviders><ClaimsProvider><DisplayName>QQ</DisplayName><TechnicalProfiles><TechnicalProfile \
        Id=\"QQ-Kiosk\"><IncludeTechnicalProfile ReferenceId=\"QQ-OAUTH\" /></TechnicalProfile></TechnicalProfiles>\
        </ClaimsProvider></ClaimsProviders>\n  <RelyingParty>";
    write(&folder, "policies/Kiosk.xml", kiosk.replacen("<RelyingParty>", own, 1));
    let base = ["generate", "--environment", "Contoso", "--profile", "QQ-OAUTH", "--profile", "QQ-Kiosk"];
    expect_in(&folder, 0, &base);
    let files = contents(&folder.join("sdk/contoso"));
    assert!(files["src/kiosk.rs"].contains("pub use crate::profiles::qq_kiosk::*;"), "{}", files["src/kiosk.rs"]);
    assert!(!files["src/profile_edit.rs"].contains("qq_kiosk"));
    let wrong = expect_in(&folder, 2, &[&base[..], &["--rename", "QQ-Kisk=Kiosk"]].concat());
    assert!(wrong.stderr.contains("QQ-Kisk") && wrong.stderr.contains("QQ-Kiosk"), "{}", wrong.stderr);
}

/// What `[generate]` asks for in vain has its place in the file.
#[test]
fn what_is_wrong_in_the_project_file_has_its_place() {
    let folder = project("generate-places");
    for (own, place) in [
        ("exclude = [\"GitHub-OAUTH2\", \"Weibo\"]", "10:29"),
        ("derive = [\"Eq\", \"1\"]", "10:17"),
        ("rename = { \"Weibo\" = \"B\" }", "10:12"),
        ("rename = { \"QQ-OAUTH\" = \"a b\" }", "10:25"),
        ("attributes = { QQ-OAUTH = [\"#[a]\", \"#[\"] }", "10:36"),
        ("types = { userName = \"a b\" }", "10:22"),
    ] {
        write(&folder, "claimsmith.toml", format!("{PROJECT}\n[environments.contoso.generate]\n{own}\n"));
        let refused = claimsmith_in(&folder, &["generate", "--all"]);
        assert_ne!(refused.status, Some(0));
        assert!(refused.stderr.contains(&format!("--> claimsmith.toml:{place}\n")), "{own}: {}", refused.stderr);
    }
}

#[test]
fn crates_of_derives_and_types_are_dependencies_or_missed() {
    let folder = project("generate-dependencies");
    let own = "\n[generate.types]\nuserName = \"names::Name\"\n\n[generate.dependencies]\nnames = { path = \"names\" }\n\n\
        [environments.contoso.generate]\nderive = [\"schema_of::JsonSchema\"]\n";
    write(&folder, "claimsmith.toml", PROJECT.to_owned() + own);
    let missing = expect_in(&folder, 2, &["generate", "--all"]);
    let message =
        "the derive `schema_of::JsonSchema` is of the crate `schema_of`, on which the generated crate does not depend";
    assert!(missing.stderr.contains(message), "{}", missing.stderr);
    assert!(missing.stdout.ends_with("2 crates: 1 generated, 1 failed\n"), "{}", missing.stdout);
    assert!(!folder.join("sdk/contoso").exists());
    let fabrikam = contents(&folder.join("sdk/fabrikam-eu"));
    let dependencies = "features = [\"reqwest\"] }\nnames = { path = \"../../names\" }\n\n[dev-dependencies]";
    assert!(fabrikam["Cargo.toml"].contains(dependencies), "{}", fabrikam["Cargo.toml"]);
    write(&folder, "claimsmith.toml", format!("{PROJECT}{own}dependencies = {{ schema-of = \"0.9\" }}\n"));
    expect_in(&folder, 0, &["generate", "--all"]);
    let contoso = contents(&folder.join("sdk/contoso"));
    assert!(
        contoso["Cargo.toml"].contains("names = { path = \"../../names\" }\nschema-of = { version = \"0.9\" }\n"),
        "{}",
        contoso["Cargo.toml"]
    );
    let base = ["generate", "--environment", "fabrikam eu", "--out", "one"];
    expect_in(&folder, 0, &[&base[..], &["--dependency", "schema-of@1", "--derive", "schema_of::A"]].concat());
    let of_this = expect_in(&folder, 2, &[&base[..], &["--type", "userName=crate::Name"]].concat());
    assert!(of_this.stderr.contains("`crate::Name` would be an item of the generated crate"), "{}", of_this.stderr);
}

#[test]
fn a_workspace_over_all_crates() {
    let folder = project("generate-workspace");
    expect_in(&folder, 0, &["generate", "--all", "--workspace"]);
    let files = contents(&folder.join("sdk"));
    assert!(
        files["Cargo.toml"].contains("members = [\n    \"contoso\",\n    \"fabrikam-eu\",\n]"),
        "{}",
        files["Cargo.toml"]
    );
    assert!(!files["contoso/Cargo.toml"].contains("[workspace]"));
    expect_in(&folder, 0, &["generate", "--all", "--workspace", "--check"]);
    fs::write(folder.join("sdk/Cargo.toml"), "[workspace]\n").expect("it can be written");
    let refused = expect_in(&folder, 2, &["generate", "--all", "--workspace"]);
    assert!(refused.stderr.contains("was not generated by claimsmith"), "{}", refused.stderr);
}

/// Which crate is generated, and whether somebody says `--workspace` again, makes no crate leave it.
#[test]
fn a_workspace_stays_one() {
    let folder = project("generate-workspace-again");
    expect_in(&folder, 0, &["generate", "--all", "--workspace"]);
    let before = contents(&folder.join("sdk"));
    expect_in(&folder, 0, &["generate", "--all", "--check"]);
    for arguments in
        [&["--environment", "contoso"][..], &["--environment", "contoso", "--out", "sdk/contoso"], &["--all"]]
    {
        write(&folder, "policies/appsettings.json", SETTINGS.replace("101", "303"));
        expect_in(&folder, 0, &[&["generate"], arguments].concat());
        let now = contents(&folder.join("sdk"));
        assert!(!now["contoso/Cargo.toml"].contains("[workspace]"), "{arguments:?}");
        assert_ne!(now["contoso/README.md"], before["contoso/README.md"], "{arguments:?}");
        write(&folder, "policies/appsettings.json", SETTINGS);
        expect_in(&folder, 0, &["generate", "--all"]);
        assert_eq!(contents(&folder.join("sdk")), before, "{arguments:?}");
    }
    // An environment more is a member more; one less, whose crate somebody removes, a member less.
    let third = SETTINGS.replace(" } }\n] }", " } },\n  { \"Name\": \"A\", \"Tenant\": \"a.onmicrosoft.com\", \"PolicySettings\": { \"ClientId\": \"1\" } }\n] }");
    write(&folder, "policies/appsettings.json", third);
    expect_in(&folder, 0, &["generate", "--environment", "A"]);
    let manifest = fs::read_to_string(folder.join("sdk/Cargo.toml")).expect("it is there");
    assert!(manifest.contains("\"a\",\n    \"contoso\",\n    \"fabrikam-eu\",\n]"), "{manifest}");
    write(&folder, "policies/appsettings.json", SETTINGS);
    fs::remove_dir_all(folder.join("sdk/a")).expect("it can be removed");
    expect_in(&folder, 1, &["generate", "--all", "--check"]);
    expect_in(&folder, 0, &["generate", "--all"]);
    assert_eq!(contents(&folder.join("sdk")), before);
}

#[test]
fn the_project_says_that_there_is_a_workspace() {
    let folder = project("generate-workspace-of-the-project");
    write(&folder, "claimsmith.toml", PROJECT.replacen("[generate]", "[generate]\nworkspace = true", 1));
    expect_in(&folder, 0, &["generate", "--environment", "contoso"]);
    expect_in(&folder, 0, &["generate", "--all"]);
    let first = contents(&folder.join("sdk"));
    assert!(first["Cargo.toml"].contains("\"contoso\",\n    \"fabrikam-eu\",\n]"), "{}", first["Cargo.toml"]);
    fs::remove_dir_all(folder.join("sdk")).expect("it can be removed");
    expect_in(&folder, 0, &["generate", "--all"]);
    assert_eq!(contents(&folder.join("sdk")), first);
    // A crate somewhere else is in no workspace.
    expect_in(&folder, 0, &["generate", "--environment", "contoso", "--out", "elsewhere/contoso"]);
    let elsewhere = contents(&folder.join("elsewhere"));
    assert!(elsewhere["contoso/Cargo.toml"].contains("[workspace]") && !elsewhere.contains_key("Cargo.toml"));
    let wrong = format!("{PROJECT}[environments.contoso.generate]\nworkspace = true\n");
    write(&folder, "claimsmith.toml", wrong);
    let refused = expect_in(&folder, 2, &["generate", "--all"]);
    assert!(refused.stderr.contains("it stands in `[generate]`"), "{}", refused.stderr);
}

#[test]
fn what_people_put_into_the_manifest_of_the_workspace_stays() {
    let folder = project("generate-workspace-edited");
    expect_in(&folder, 0, &["generate", "--environment", "contoso", "--workspace"]);
    let path = folder.join("sdk/Cargo.toml");
    let text = fs::read_to_string(&path).expect("it is there");
    let own = text.replace("members = [", "members = [\n    \"app\", # ours") + "\n[profile.release]\nlto = true\n";
    fs::write(&path, &own).expect("it can be written");
    write(&folder, "sdk/app/Cargo.toml", "[package]\nname = \"app\"\n");
    let all = expect_in(&folder, 0, &["generate", "--all"]);
    assert!(all.stdout.contains("wrote workspace in sdk\n"), "{}", all.stdout);
    let expected = own.replace("    \"contoso\",\n", "    \"contoso\",\n    \"fabrikam-eu\",\n");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), expected);
    expect_in(&folder, 0, &["generate", "--all", "--check"]);
    fs::write(&path, own.replace("members", "membres")).expect("it can be written");
    let refused = expect_in(&folder, 2, &["generate", "--all"]);
    assert!(refused.stderr.contains("cannot add crates to `sdk/Cargo.toml`"), "{}", refused.stderr);
}

#[test]
fn two_environments_have_two_names() {
    let folder = project("generate-names");
    write(&folder, "claimsmith.toml", PROJECT.replace("{environment}-sign-in", "same"));
    let same = expect_in(&folder, 2, &["generate", "--all"]);
    assert!(same.stderr.contains("`Contoso` and `Fabrikam EU` both give the crate `same`"), "{}", same.stderr);
    assert!(!folder.join("sdk").exists());
    expect_in(&folder, 0, &["generate", "--environment", "contoso"]);
    write(&folder, "claimsmith.toml", PROJECT.replace("{environment}", "{env}"));
    let unknown = expect_in(&folder, 2, &["generate", "--all"]);
    assert!(unknown.stderr.contains("has `{env}`, which stands for nothing"), "{}", unknown.stderr);
}

/// Tenants have names in all letters, and settings that other tools read too.
#[test]
fn an_environment_without_a_name_for_a_folder_is_given_one() {
    for name in ["腾讯", "Contoso GmbH & Co. KG Österreich", "CON"] {
        let folder = project("generate-folder");
        write(&folder, "policies/appsettings.json", SETTINGS.replace("Fabrikam EU", name));
        let partly = expect_in(&folder, 2, &["generate", "--all"]);
        assert!(
            partly.stderr.contains(&format!("the environment `{name}` gives no name for a folder")),
            "{}",
            partly.stderr
        );
        assert!(partly.stderr.contains(&format!("[environments.\"{name}\".generate]")), "{}", partly.stderr);
        assert!(partly.stdout.ends_with("2 crates: 1 generated, 1 failed\n"), "{}", partly.stdout);
        let own = format!("[environments.\"{name}\".generate]\nfolder = \"tencent-cn\"\n");
        write(&folder, "claimsmith.toml", PROJECT.to_owned() + &own);
        expect_in(&folder, 0, &["generate", "--all"]);
        let files = contents(&folder.join("sdk/tencent-cn"));
        assert!(files["Cargo.toml"].contains("name = \"tencent-cn-sign-in\""), "{}", files["Cargo.toml"]);
        assert!(files["README.md"].contains("`TENCENT_CN__CLAIMSMITH_PUBLIC_URL`"), "{}", files["README.md"]);
        write(&folder, "claimsmith.toml", PROJECT.to_owned() + &own.replace("tencent-cn", "nul"));
        let device = expect_in(&folder, 2, &["generate", "--all"]);
        assert!(device.stderr.contains("claimsmith.toml:9:10: `nul`: it is a device on Windows"), "{}", device.stderr);
    }
}

#[test]
fn a_crate_of_an_environment_that_is_gone_is_named_and_left_alone() {
    let folder = project("generate-leftover");
    expect_in(&folder, 0, &["generate", "--all"]);
    write(&folder, "sdk/others/Cargo.toml", "[package]\n");
    let renamed = SETTINGS.replace("Fabrikam EU", "Fabrikam");
    write(&folder, "policies/appsettings.json", renamed);
    let before = contents(&folder.join("sdk/fabrikam-eu"));
    let second = expect_in(&folder, 0, &["generate", "--all"]);
    let note =
        "note: `sdk/fabrikam-eu` is a crate of no environment that the project has, and is left alone; remove it\n";
    assert_eq!(second.stderr, note);
    assert!(second.stdout.ends_with("2 crates: 1 generated, 1 up to date\n"), "{}", second.stdout);
    assert_eq!(contents(&folder.join("sdk/fabrikam-eu")), before);
}

#[test]
fn what_cannot_be_asked_for() {
    let folder = temporary("generate-no-environments");
    let policy = tests_folder().join("policies/good");
    for file in ["Base.xml", "Extensions.xml", "SignIn.xml"] {
        fs::copy(policy.join(file), folder.join(file)).expect("it can be copied");
    }
    let none = expect_in(&folder, 2, &["generate", "--all", "--out", "sdk"]);
    assert!(none.stderr.contains("there are none here"), "{}", none.stderr);
    let project = project("generate-wrong-environment");
    let unknown = expect_in(&project, 2, &["generate", "--environment", "Contosso", "--out", "sdk"]);
    assert!(unknown.stderr.contains("did you mean `Contoso`?"), "{}", unknown.stderr);
    write(&project, "claimsmith.toml", "");
    let nowhere = expect_in(&project, 2, &["generate", "--all"]);
    assert!(nowhere.stderr.contains("--out"), "{}", nowhere.stderr);
    write(&project, "policies/appsettings.json", SETTINGS.replace("Fabrikam EU", "contoso."));
    let twice = expect_in(&project, 2, &["generate", "--all", "--out", text(Path::new("sdk"))]);
    assert!(twice.stderr.contains("both give the folder `sdk/contoso`"), "{}", twice.stderr);
}
