//! Settings files as teams have them: with faults, with secrets, and with very many tenants.

use crate::support::{Answer, claimsmith_in, expect_in, temporary, tests_folder, write};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const POLICY: &str = r#"<TrustFrameworkPolicy xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06"
  PolicySchemaVersion="0.3.0.0" TenantId="{Settings:Tenant}" PolicyId="B2C_1A_Base"
  PublicPolicyUri="http://{Settings:Tenant}/B2C_1A_Base">
</TrustFrameworkPolicy>
"#;

fn project(name: &str, settings: impl AsRef<[u8]>) -> PathBuf {
    let folder = temporary(name);
    write(&folder, "Base.xml", POLICY);
    write(&folder, "appsettings.json", settings);
    folder
}

/// Every command that reads settings, in every format it has.
fn every_answer(folder: &Path) -> Vec<(String, Answer)> {
    let formats = ["human", "short", "json", "sarif", "github", "azure-devops"];
    let mut commands: Vec<Vec<&str>> = formats.map(|format| vec!["check", ".", "--format", format]).into();
    commands.push(vec!["check", ".", "--environment", "Contoso"]);
    commands.push(vec!["build", "--environment", "Contoso", "--out", "built"]);
    commands.push(vec!["build", "--all", "--out", "built"]);
    commands.push(vec!["generate", "--all", "--out", "sdk"]);
    commands.push(vec!["inspect", "summary", "."]);
    commands.into_iter().map(|command| (command.join(" "), claimsmith_in(folder, &command))).collect()
}

#[test]
fn no_fault_of_the_settings_shows_a_secret() {
    for (number, settings) in [
        r#"{ "Environments": [ { "Name": "Contoso", "PolicySettings": { "ApiSecret": "hunter2", } } ] }"#,
        r#"{ "Environments": [ { "PolicySettings": { "ApiSecret": "hunter2" } } ] }"#,
        r#"{ "Environments": [ { "Name": "Contoso", "PolicySettings": { "ApiKeys": ["hunter2"] } } ] }"#,
        r#"{ "Environments": [ { "Name": "Contoso", "PolicySettings": { "a": null, "UserPwd": "hunter2" } } ] }"#,
        r#"{ "Environments": [ { "Name": "Contoso", "Settings": { "DbPassword": "hunter2" } } ] }"#,
        r#"{ "Environments": [ { "Name": "Contoso", "PolicySettings": {} , "Tennant": "", "Passphrase": "hunter2" } ] }"#,
        r#"{ "Environment": [], "Environments": { "Credential": "hunter2" } }"#,
        r#"[ { "Name": "Contoso", "ApiSecret": "hunter2" } ]"#,
        "{ \"Environments\": [ { \"Name\": \"Contoso\", \"PolicySettings\": { \"ApiSecret\": \"hunter2\r\n } } ] }",
    ]
    .into_iter()
    .enumerate()
    {
        let folder = project(&format!("settings-secret-{number}"), settings);
        let answers = every_answer(&folder);
        for (command, Answer { stdout, stderr, .. }) in &answers {
            assert!(!stdout.contains("hunter2") && !stderr.contains("hunter2"), "{command}: {settings}\n{stdout}{stderr}");
        }
        assert!(answers[0].1.stdout.contains("[CS0006]: "), "{settings}\n{}", answers[0].1.stdout);
    }
}

/// The rules that find these faults quote what is wrong.
#[test]
fn no_fault_that_a_secret_makes_in_a_policy_shows_it() {
    let settings = r#"{ "Environments": [ { "Name": "Contoso", "Tenant": "contoso.onmicrosoft.com", "PolicySettings": {
      "ApiSecret": "hunter2 hunter2", "Joined": "{Settings:ApiSecret}-x", "Function": "hunter2hunter2hunter2" } } ] }"#;
    let folder = project("settings-quoted", settings);
    for item in [
        "<Item Key=\"AccessTokenEndpoint\">https://api.example/{Settings:Joined}</Item>",
        "<Item Key=\"AccessTokenEndpoint\">{Settings:ApiSecret}</Item>",
        "<Item Key=\"HttpBinding\">{Settings:Joined}</Item>",
        "<Item Key=\"authorization_endpoint\">https://api.example/?code={Settings:Function}</Item>",
        "<Item Key=\"{Settings:Joined}\">x</Item>",
        "<Item Key=\"UsePolicyInRedirectUri\">{Settings:ApiSecret}</Item>",
    ] {
        let profile = format!(
            "<ClaimsProviders><ClaimsProvider><DisplayName>A</DisplayName><TechnicalProfiles><TechnicalProfile Id=\"A\">\
             <DisplayName>A</DisplayName><Protocol Name=\"OAuth2\" /><Metadata>\n{item}\n</Metadata></TechnicalProfile>\
             </TechnicalProfiles></ClaimsProvider></ClaimsProviders>"
        );
        write(&folder, "Base.xml", POLICY.replace("\n</Trust", &format!("\n{profile}\n</Trust")));
        let answers = every_answer(&folder);
        for (command, Answer { stdout, stderr, .. }) in &answers {
            assert!(!stdout.contains("hunter2") && !stderr.contains("hunter2"), "{command}: {item}\n{stdout}{stderr}");
        }
        assert!(answers[0].1.stdout.contains("Base.xml:"), "{item}\n{}", answers[0].1.stdout);
    }
}

#[test]
fn a_fault_of_the_settings_is_what_is_reported_and_not_what_follows_from_it() {
    let utf16: Vec<u8> = "\u{feff}{ \"Environments\": [] }".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let nameless = br#"{ "Environments": [ { "Tenant": "contoso.onmicrosoft.com", "PolicySettings": {} } ] }"#;
    for (number, (settings, code)) in
        [(&b"{ \"Environments\": ["[..], "CS0006"), (&utf16, "CS0003"), (nameless, "CS0006")].into_iter().enumerate()
    {
        let folder = project(&format!("settings-fault-{number}"), settings);
        let build = ["build", "--environment", "Contoso", "--out", "built"];
        let said = expect_in(&folder, 1, &build).stderr;
        assert!(said.contains(&format!("error[{code}]: ")) && said.contains("`Contoso` is not built"), "{said}");
        assert!(!said.contains("CS0005"), "{said}");
        let found = expect_in(&folder, 1, &["check", ".", "--format", "short"]).stdout;
        assert!(found.lines().count() == 1 && found.contains(code), "{found}");
        assert!(!folder.join("built").exists());
    }
}

/// Settings as editors on Windows write them: a byte-order mark and line ends of two characters.
#[test]
fn a_byte_order_mark_and_the_line_ends_of_windows_change_no_place() {
    let settings = "{ \"Environments\": [\r\n  { \"Name\": \"Contoso\", \"Tenant\": \"contoso.onmicrosoft.com\",\r\n    \
                    \"PolicySettings\": { \"Left\": \"over\" } }\r\n] }\r\n";
    let folder = project("settings-windows", format!("\u{feff}{settings}"));
    let table =
        "[environments.contoso]\r\napplication_url = 'https://login.contoso.example'\r\npolicies = ['.\\Base.xml']\r\n";
    write(&folder, "claimsmith.toml", format!("\u{feff}{table}"));
    let found = expect_in(&folder, 0, &["check", ".", "--format", "short"]).stdout;
    assert_eq!(found, "appsettings.json:3:25: warning[CS0011]: no policy uses setting `Left`\n");
    write(&folder, "claimsmith.toml", format!("\u{feff}{table}overlays = 1\r\n"));
    let said = expect_in(&folder, 2, &["check", "."]).stderr;
    assert!(said.contains("claimsmith.toml:4:1: `overlays` is not known here"), "{said}");
    let utf16: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).chain([0xFF, 0xFE]).collect();
    write(&folder, "claimsmith.toml", utf16);
    let said = expect_in(&folder, 2, &["check", "."]).stderr;
    assert!(said.contains("claimsmith.toml` is not UTF-8") && said.contains("save it as UTF-8"), "{said}");
}

#[test]
fn what_the_key_file_is_wrong_in_is_said_with_what_is_there() {
    let settings = r#"{ "Environments": [ { "Name": "Contoso", "Tenant": "contoso.com", "PolicySettings": {} } ] }"#;
    let folder = project("settings-keys", settings);
    write(&folder, "claimsmith.toml", "keys = 'tenant\\keys.toml'\n[environments.contoso]\n");
    let said = expect_in(&folder, 2, &["check", "."]).stderr;
    assert!(said.contains("tenant/keys.toml`: there is no such file"), "{said}");
    assert!(said.contains("`keys` names it in `") && said.contains("claimsmith.toml:1:8`"), "{said}");
    write(&folder, "tenant/keys.toml", "\u{feff}[environments.nowhere.keys]\r\nA = 'secret'\r\n");
    let said = expect_in(&folder, 2, &["check", "."]).stderr;
    assert!(said.contains("keys.toml:1:15: there is no environment `nowhere`"), "{said}");
    assert!(said.contains("`Contoso`") && !said.contains("`contoso`"), "{said}");
}

/// Policies have a limit of 1 MiB; the settings of all tenants together are longer soon.
#[test]
fn the_settings_of_many_tenants_may_be_longer_than_a_policy() {
    let mut environments = String::new();
    for tenant in 0..40 {
        let padding = "x".repeat(30_000);
        let comma = if tenant == 0 { "" } else { "," };
        let _ = write!(
            environments,
            "{comma}\n{{ \"Name\": \"T{tenant}\", \"Tenant\": \"t{tenant}.onmicrosoft.com\", \"PolicySettings\": {{ \"Left\": \
             \"{padding}\" }} }}"
        );
    }
    let folder = project("settings-many", format!("{{ \"Environments\": [{environments}] }}"));
    let answer = expect_in(&folder, 0, &["build", "--all", "--out", "built"]);
    assert_eq!(answer.stdout.lines().count(), 40, "{}", answer.stdout);
    let built = std::fs::read_to_string(folder.join("built/T39/Base.xml")).expect("it is built");
    assert_eq!(built, POLICY.replace("{Settings:Tenant}", "t39.onmicrosoft.com"));
    let found = expect_in(&folder, 0, &["check", ".", "--format", "short"]).stdout;
    assert_eq!(found, "appsettings.json:2:69: warning[CS0011]: no policy uses setting `Left`\n");
}

#[test]
fn settings_beyond_every_measure_are_refused_with_advice() {
    let folder = project("settings-huge", " ".repeat(16 * 1024 * 1024 + 1));
    let said = expect_in(&folder, 2, &["build", "--environment", "Contoso", "--out", "built"]).stderr;
    assert!(said.contains("error[CS0004]: the settings file `appsettings.json` is too large"), "{said}");
    assert!(said.contains("at most 16 MiB are read") && said.contains("split the tenants"), "{said}");
}

#[test]
fn what_is_inherited_in_vain_is_in_vain_in_every_heir() {
    let environments: Vec<String> = [("Shared", "\"Left\": \"over\""), ("Contoso", ""), ("Fabrikam", "")]
        .map(|(name, settings)| {
            format!("{{ \"Name\": \"{name}\", \"Tenant\": \"{name}.com\", \"PolicySettings\": {{ {settings} }} }}")
        })
        .into();
    let folder = project("settings-heirs", format!("{{ \"Environments\": [ {} ] }}", environments.join(", ")));
    let table = "[environments.shared]\npolicies = []\n[environments.contoso]\ninherits = \"shared\"\n\
                 [environments.fabrikam]\ninherits = \"shared\"\n";
    write(&folder, "claimsmith.toml", table);
    let found = expect_in(&folder, 0, &["check", "."]).stdout;
    assert!(found.contains("no policy uses setting `Left`") && found.contains("in both environments"), "{found}");
}

/// One tenant sets what nobody uses, the other inherits it.
#[test]
fn what_is_set_in_vain_is_in_vain_in_every_environment_that_sets_or_inherits_it() {
    let entry = |name: &str, settings: &str| {
        format!("{{ \"Name\": \"{name}\", \"Tenant\": \"{name}.com\", \"PolicySettings\": {{ {settings} }} }}")
    };
    let environments =
        [entry("Shared", "\"Left\": \"over\""), entry("Contoso", ""), entry("Fabrikam", "\"LEFT\": \"over\"")];
    let folder = project("settings-own", format!("{{ \"Environments\": [ {} ] }}", environments.join(", ")));
    let table = "[environments.shared]\npolicies = []\n[environments.contoso]\ninherits = \"shared\"\n\
                 [environments.fabrikam]\ninherits = \"shared\"\n";
    write(&folder, "claimsmith.toml", table);
    let found = expect_in(&folder, 0, &["check", "."]).stdout;
    assert_eq!(found.matches("warning[CS0011]").count(), 1, "{found}");
    assert!(found.contains("nor this one") && found.contains("in both environments"), "{found}");
    let json = expect_in(&folder, 0, &["check", ".", "--format", "json"]).stdout;
    assert!(json.contains("\"environments\":[\"Contoso\",\"Fabrikam\"]"), "{json}");
}

/// A mistake in the entry of one tenant keeps nobody else from building.
#[test]
fn a_fault_of_one_environment_is_none_of_the_others() {
    let settings = r#"{ "Environments": [
  { "Name": "Contoso", "Tenant": "contoso.com", "PolicySettings": { "QqClientId": null } },
  { "Name": "Fabrikam", "Tenant": "fabrikam.com", "PolicySettings": {} },
  { "Name": "Spare", "Production": "yes", "PolicySettings": {} }
] }"#;
    let folder = project("settings-one-fault", settings);
    write(&folder, "claimsmith.toml", "[environments.spare]\npolicies = []\n");
    let answer = expect_in(&folder, 1, &["build", "--all", "--out", "built"]);
    assert!(answer.stdout.contains("built Fabrikam in built/Fabrikam"), "{answer:?}");
    assert!(answer.stderr.contains("`Contoso` is not built: 1 error"), "{answer:?}");
    assert!(!folder.join("built/Contoso").exists() && folder.join("built/Fabrikam/Base.xml").exists());
    expect_in(&folder, 0, &["build", "--environment", "fabrikam", "--out", "one"]);
    expect_in(&folder, 0, &["check", ".", "--environment", "Fabrikam"]);
    let found = expect_in(&folder, 1, &["check", "."]).stdout;
    assert!(found.contains("= note: in 1 of 2 environments: `Contoso`"), "{found}");
    assert!(found.contains("`Production` must be"), "an entry that nobody uses is looked at too: {found}");
    // Also where the policies are the same for all.
    write(&folder, "Base.xml", POLICY.replace("{Settings:Tenant}", "contoso.onmicrosoft.com"));
    let found = expect_in(&folder, 1, &["check", "."]).stdout;
    assert!(found.contains("setting `QqClientId` must be") && found.contains("`Production` must be"), "{found}");
}

/// What the settings of IEFPolicies and of ieftool are, and what to make of them.
#[test]
fn settings_and_names_of_other_tools_are_explained() {
    let folder = temporary("settings-other-tools");
    let policy = fs::read_to_string(tests_folder().join("policies/warning.xml")).expect("the policy is there");
    let id = policy.find("<Item Key=\"client_id\">").expect("it has a client id") + "<Item Key=\"client_id\">".len();
    let end = id + policy[id..].find('<').expect("the item ends");
    let named = |client_id: &str| format!("{}{client_id}{}", &policy[..id], &policy[end..]);
    write(&folder, "SignIn.xml", named("{IEF:ClientId}"));
    let found = expect_in(&folder, 0, &["check", "SignIn.xml"]).stdout;
    for part in [
        "warning[CS0013]: `{IEF:ClientId}` is a placeholder of another tool",
        "a name for IEFPolicies",
        "write `{Settings:ClientId}`",
    ] {
        assert!(found.contains(part), "{part}\n{found}");
    }
    write(&folder, "SignIn.xml", named("{Settings:ClientId}"));
    write(
        &folder,
        "ieftool.config",
        "# environments\n- name: dev\n  tenant: contoso.onmicrosoft.com\n  settings:\n    ClientId: x\n",
    );
    let found = expect_in(&folder, 1, &["check", "SignIn.xml", "--settings", "ieftool.config"]).stdout;
    assert!(found.contains("error[CS0006]: the settings file is YAML, as ieftool reads it"), "{found}");
    assert!(
        found.contains("ieftool.config:2:3") && found.contains("`Environments` of an `appsettings.json`"),
        "{found}"
    );
    write(&folder, "conf.json", "{ \"Prefix\": \"Dev\", \"ClientId\": \"x\" }");
    let found = expect_in(&folder, 1, &["check", "SignIn.xml", "--settings", "conf.json"]).stdout;
    assert!(found.contains("error[CS0006]: the settings file has no `Environments`"), "{found}");
    assert!(found.contains("a `conf.json` of IEFPolicies is the `PolicySettings` of one environment"), "{found}");
}
