//! `claimsmith add` as a process.

use crate::support::{Answer, claimsmith_in, contents, expect_in, temporary, write};
use std::fs;
use std::path::{Path, PathBuf};

const EXTENSIONS: &str = "policies/TrustFrameworkExtensions.xml";
const OVERLAY: &str = "policies/tenants/contoso/overlay.xml";
pub(crate) const WECHAT: [&str; 7] =
    ["--client-id", "wx1", "--name", "WeChat", "--key", "B2C_1A_WeChatSecret", "--yes"];

const SETTINGS: &str = r#"{
  // Both tenants.
  "Environments": [
    {
      "Name": "Contoso",
      "Tenant": "contoso.onmicrosoft.com",
      "PolicySettings": {}
    },
    {
      "Name": "Fabrikam",
      "Tenant": "fabrikam.onmicrosoft.com",
      "PolicySettings": {
        "Other": "other"
      }
    }
  ]
}
"#;

/// Our own policies with two environments; `change` edits the text of each.
pub(crate) fn set(name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let folder = temporary(name);
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    for file in ["TrustFrameworkBase.xml", "TrustFrameworkExtensions.xml", "SignUpOrSignIn.xml"] {
        let text = fs::read_to_string(policies.join(file)).expect("our own policy");
        let text = text.replace("contoso.onmicrosoft.com", "{Settings:Tenant}");
        write(&folder, &format!("policies/{file}"), change(&text));
    }
    write(&folder, "policies/appsettings.json", SETTINGS);
    write(&folder, "claimsmith.toml", "# The project.\n");
    folder
}

pub(crate) fn add(folder: &Path, provider: &str, more: &[&str]) -> Answer {
    claimsmith_in(folder, &[&["add", provider], more].concat())
}

fn contoso() -> Vec<&'static str> {
    [&["--environment", "contoso"][..], &WECHAT].concat()
}

/// Lines were added to a text, and none was changed or taken away.
fn assert_only_added(old: &str, new: &str) {
    let mut lines = new.split_inclusive('\n');
    for line in old.split_inclusive('\n') {
        assert!(lines.any(|candidate| candidate == line), "{line:?} is gone or was changed:\n{new}");
    }
}

/// What was printed, without its columns.
fn words(answer: &Answer) -> String {
    answer.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("the file is there")
}

#[test]
fn a_tenant_gets_a_provider_of_its_own() {
    let folder = set("add-tenant", str::to_owned);
    write(
        &folder,
        "claimsmith.toml",
        "# a\n[environments.Contoso]\napplication_url = \"https://login.contoso.example\"\n",
    );
    let shared = contents(&folder.join("policies"));
    let answer = add(&folder, "wechat", &contoso());
    assert_eq!(answer.status, Some(0), "{}{}", answer.stdout, answer.stderr);
    for part in [
        "--- /dev/null\n+++ policies/tenants/contoso/overlay.xml\n@@ -0,0 +1,",
        "+overlay = \"policies/tenants/contoso/overlay.xml\"\n",
        "your application: register this\n  https://login.contoso.example/signin/wechat-oauth/callback\n",
        "Azure AD B2C: only while B2C runs this policy\n  https://contoso.b2clogin.com/contoso.onmicrosoft.com/oauth2/authresp\n",
        "policy key B2C_1A_WeChatSecret",
        "variable B2C_1A_WECHATSECRET",
    ] {
        assert!(answer.stdout.contains(part), "{part}\n{}", answer.stdout);
    }
    let after = contents(&folder.join("policies"));
    assert!(shared.iter().all(|(path, text)| after.get(path) == Some(text)), "what is shared stays");
    expect_in(&folder, 0, &["check", ".", "--deny", "warnings", "--allow", "CS0011"]);
    let inspect = |name| words(&expect_in(&folder, 0, &["inspect", ".", "--environment", name]));
    let own = inspect("contoso");
    assert!(own.contains("WeChat-OAUTH OAuth2 wx1 ") && own.contains("QQ-OAUTH"), "{own}");
    assert!(!inspect("fabrikam").contains("WeChat"));
    let generate = |name: &str| {
        let crate_folder = format!("sdk-{name}");
        let arguments = ["generate", "policies/SignUpOrSignIn.xml", "--environment", name, "--out", &crate_folder];
        expect_in(&folder, 0, &arguments).stdout
    };
    assert!(generate("contoso").contains("WeChat-OAUTH as `WeChatOauth`"));
    assert!(read(&folder, "sdk-contoso/src/we_chat_oauth.rs").contains("wx1"));
    assert!(!generate("fabrikam").contains("WeChat"));
}

#[test]
fn an_overlay_that_exists_is_edited_and_its_journey_grows() {
    let folder = set("add-overlay", str::to_owned);
    assert_eq!(add(&folder, "wechat", &contoso()).status, Some(0));
    let overlay = read(&folder, OVERLAY).replace("  <ClaimsProviders>", "  <!-- Ours. -->\n  <ClaimsProviders>");
    let overlay = overlay.replace("\n    <ClaimsProvider>", "\n\n    <ClaimsProvider>").replace('\n', "\r\n");
    write(&folder, OVERLAY, format!("\u{feff}{overlay}"));
    let project = read(&folder, "claimsmith.toml");
    let more = ["--client-id", "2", "--name", "微博", "--key", "B2C_1A_Weibo", "--yes"];
    let answer = add(&folder, "weibo", &[&["--environment", "contoso.onmicrosoft.com"][..], &more].concat());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert_eq!(read(&folder, "claimsmith.toml"), project);
    let new = read(&folder, OVERLAY);
    assert!(new.starts_with('\u{feff}') && !new.replace("\r\n", "").contains(['\n', '\r']));
    assert_only_added(&overlay, new.trim_start_matches('\u{feff}'));
    let steps = "<ClaimsProviderSelection TargetClaimsExchangeId=\"WeChatExchange\" />\r\n            \
                 <ClaimsProviderSelection TargetClaimsExchangeId=\"WeiboExchange\" />\r\n";
    assert!(new.contains(steps), "{new}");
    assert_eq!(new.matches("<UserJourney ").count(), 1, "{new}");
    assert!(new.contains("<DisplayName>微博</DisplayName>"), "{new}");
    expect_in(&folder, 0, &["check", ".", "--deny", "warnings", "--allow", "CS0011"]);
}

#[test]
fn all_environments_get_a_setting_and_every_byte_else_stays() {
    let spelled = |text: &str| format!("\u{feff}{}", text.replace("  ", "\t").replace('\n', "\r\n"));
    let folder = set("add-all", str::to_owned);
    write(&folder, EXTENSIONS, spelled(&read(&folder, EXTENSIONS)));
    let check = ["check", "policies", "--deny", "warnings", "--allow", "CS0011"];
    let checked = claimsmith_in(&folder, &check).status;
    let before = read(&folder, EXTENSIONS);
    let settings = read(&folder, "policies/appsettings.json");
    let ids = ["--client-id", "Contoso=1", "--client-id", "FABRIKAM=2", "--name", "a <b> & \"c\"", "--key", "B2C_1A_K"];
    let answer = add(&folder, "wechat", &[&["--all", "--yes"][..], &ids].concat());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let after = read(&folder, EXTENSIONS);
    assert_only_added(&before, &after);
    assert!(after.starts_with('\u{feff}') && !after.replace("\r\n", "").contains(['\n', '\r']));
    assert!(after.contains("\r\n\t\t\t\t\t\t<Item Key=\"client_id\">{Settings:WechatClientId}</Item>\r\n"), "{after}");
    assert!(after.contains("<DisplayName>a &lt;b&gt; &amp; &quot;c&quot;</DisplayName>"), "{after}");
    let settings = settings
        .replace("\"PolicySettings\": {}", "\"PolicySettings\": {\n        \"WechatClientId\": \"1\"\n      }")
        .replace("\"other\"\n", "\"other\",\n        \"WechatClientId\": \"2\"\n");
    assert_eq!(read(&folder, "policies/appsettings.json"), settings);
    assert_eq!(read(&folder, "claimsmith.toml"), "# The project.\n");
    assert_eq!(claimsmith_in(&folder, &check).status, checked, "there is nothing new");
    for (environment, id) in [("contoso", "1"), ("fabrikam", "2")] {
        let shown = words(&expect_in(&folder, 0, &["inspect", "policies", "--environment", environment]));
        assert!(shown.contains(&format!("WeChat-OAUTH OAuth2 {id} ")), "{shown}");
    }
}

#[test]
fn a_set_without_environments_is_edited_itself() {
    let folder = set("add-plain", |text| text.replace("{Settings:Tenant}", "contoso.onmicrosoft.com"));
    fs::remove_file(folder.join("policies/appsettings.json")).unwrap();
    // A parent that closes itself, in a journey that the file has already, without the step before.
    let journey = "  <UserJourneys>\n    <UserJourney Id=\"signuporsignin\">\n      <OrchestrationSteps>\n        \
                   <OrchestrationStep Order=\"2\" Type=\"ClaimsExchange\"><ClaimsExchanges/></OrchestrationStep>\n      \
                   </OrchestrationSteps>\n    </UserJourney>\n  </UserJourneys>\n</TrustFrameworkPolicy>";
    let text = read(&folder, EXTENSIONS).replace("</TrustFrameworkPolicy>", journey);
    write(&folder, EXTENSIONS, text);
    let answer = add(&folder, "wechat", &WECHAT);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let after = read(&folder, EXTENSIONS);
    assert_eq!(after.matches("<UserJourney ").count(), 1, "{after}");
    let first = after.find("<OrchestrationStep Order=\"1\" Type=\"ClaimsProviderSelection\">").expect("it is there");
    assert!(first < after.find("<OrchestrationStep Order=\"2\"").expect("it is there"), "{after}");
    assert!(expect_in(&folder, 0, &["inspect", "policies"]).stdout.contains("WeChat-OAUTH"));
}

#[test]
fn a_sub_journey_offers_the_provider_too() {
    let folder = set("add-sub-journey", |text| {
        let Some((before, rest)) = text.split_once("    <UserJourney Id=\"SignUpOrSignIn\">") else {
            return text.to_owned();
        };
        let steps = rest
            .split_once("<OrchestrationSteps>")
            .and_then(|(_, rest)| rest.split_once("<OrchestrationStep Order=\"3\""));
        let (steps, _) = steps.expect("the journey has three steps");
        format!(
            "{before}<UserJourney Id=\"SignUpOrSignIn\"><OrchestrationSteps>\
             <OrchestrationStep Order=\"1\" Type=\"InvokeSubJourney\"><JourneyList>\
             <Candidate SubJourneyReferenceId=\"Choose\" /></JourneyList></OrchestrationStep>\
             <OrchestrationStep Order=\"2\" Type=\"SendClaims\" CpimIssuerTechnicalProfileReferenceId=\"JwtIssuer\" />\
             </OrchestrationSteps><ClientDefinition ReferenceId=\"DefaultWeb\" /></UserJourney></UserJourneys>\n  \
             <SubJourneys>\n    <SubJourney Id=\"Choose\" Type=\"Call\"><OrchestrationSteps>{steps}</OrchestrationSteps>\
             </SubJourney></SubJourneys>\n</TrustFrameworkPolicy>\n"
        )
    });
    let checked = claimsmith_in(&folder, &["check", "policies", "--deny", "warnings", "--allow", "CS0011"]);
    let answer = add(&folder, "wechat", &contoso());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let overlay = read(&folder, OVERLAY);
    assert!(overlay.contains("<SubJourneys>\n    <SubJourney Id=\"Choose\" Type=\"Call\">"), "{overlay}");
    let again = claimsmith_in(&folder, &["check", "policies", "--deny", "warnings", "--allow", "CS0011"]);
    assert_eq!(again.status, checked.status, "{}", again.stdout);
}

#[test]
fn what_cannot_be_added_is_said_and_nothing_is_written() {
    let folder = set("add-refused", str::to_owned);
    let before = contents(&folder);
    let refused = |arguments: &[&str], status: i32, part: &str| {
        let answer = claimsmith_in(&folder, arguments);
        assert_eq!(answer.status, Some(status), "{arguments:?}\n{}{}", answer.stdout, answer.stderr);
        assert!(answer.stderr.contains(part), "{arguments:?}\n{}", answer.stderr);
        assert_eq!(contents(&folder), before, "{arguments:?}");
        answer
    };
    let there = "the technical profile `QQ-OAUTH` is already there in the environment `Contoso`: \
                 policies/TrustFrameworkBase.xml:";
    refused(&[&["add", "qq"], &contoso()[..]].concat(), 2, there);
    refused(&[&["add", "qq", "--all"], &WECHAT[..]].concat(), 2, there);
    refused(&["add", "wechat"], 2, "help: --environment \"Fabrikam\"\nhelp: --all");
    refused(&["add", "wechat", "--environment", "contosso"], 2, "did you mean `Contoso`?");
    refused(&["add", "wechat", "--all", "--environment", "contoso"], 2, "cannot be used with");
    let missing = "give --client-id ID --name \"WeChat\" --key B2C_1A_WeChatSecret";
    refused(&["add", "wechat", "--environment", "contoso"], 2, missing);
    let one = ["add", "wechat", "--all", "--client-id", "contoso=1", "--name", "W", "--key", "B2C_1A_W"];
    refused(&one, 2, "give --client-id \"Fabrikam=ID\"");
    let mut secret = contoso();
    secret[7] = "s3cr3t-APP-Key";
    let answer = refused(&[&["add", "wechat"], &secret[..]].concat(), 2, "this is no name of a policy key");
    assert!(!answer.stderr.contains("s3cr3t") && !answer.stdout.contains("s3cr3t"));
    let unconfirmed: Vec<&str> = contoso().into_iter().filter(|word| *word != "--yes").collect();
    let answer = refused(&[&["add", "wechat"], &unconfirmed[..]].concat(), 2, "give --yes to write what is shown");
    assert!(answer.stdout.contains("+++ policies/tenants/contoso/overlay.xml"), "{}", answer.stdout);
}

#[test]
fn nothing_is_written_when_the_policies_would_have_more_errors() {
    // Each provider sets this claim to its name, which is no number: one more provider is one more error.
    let folder = set("add-worse", |text| {
        let claim = "<ClaimType Id=\"identityProvider\">";
        let (before, after) = text.split_once(claim).unwrap_or((text, ""));
        if after.is_empty() {
            text.to_owned()
        } else {
            format!("{before}{claim}{}", after.replacen("<DataType>string</DataType>", "<DataType>int</DataType>", 1))
        }
    });
    assert_eq!(claimsmith_in(&folder, &["check", "policies"]).status, Some(1));
    let before = contents(&folder);
    let answer = add(&folder, "wechat", &contoso());
    assert_eq!(answer.status, Some(1), "{}", answer.stderr);
    let last = "error: the policies would have more errors than before; nothing was written\n";
    assert!(answer.stderr.ends_with(last) && answer.stderr.contains("overlay.xml"), "{}", answer.stderr);
    assert_eq!((answer.stdout.as_str(), contents(&folder)), ("", before));
}

#[test]
fn errors_that_are_there_already_are_no_obstacle() {
    let folder = set("add-faulty", str::to_owned);
    let text = read(&folder, "policies/TrustFrameworkBase.xml");
    let issuer = "CpimIssuerTechnicalProfileReferenceId=\"JwtIssuer\"";
    let faulty = text.replace(issuer, "CpimIssuerTechnicalProfileReferenceId=\"Nowhere\"");
    write(&folder, "policies/TrustFrameworkBase.xml", faulty);
    let errors = |folder: &Path| claimsmith_in(folder, &["check", "policies", "--format", "short"]);
    let before = errors(&folder);
    assert_eq!(before.status, Some(1), "{}", before.stdout);
    assert_eq!(add(&folder, "wechat", &contoso()).status, Some(0));
    assert_eq!(errors(&folder).stdout, before.stdout);
}

#[test]
fn a_read_only_file_leaves_all_files_as_they_were() {
    let folder = set("add-read-only", str::to_owned);
    let project = folder.join("claimsmith.toml");
    let mut permissions = fs::metadata(&project).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&project, permissions).unwrap();
    let before = contents(&folder);
    let answer = add(&folder, "wechat", &contoso());
    assert_eq!(answer.status, Some(2), "{}{}", answer.stdout, answer.stderr);
    assert!(answer.stderr.contains("`claimsmith.toml`: it is read-only"), "{}", answer.stderr);
    assert_eq!(contents(&folder), before);
    assert!(!folder.join("policies/tenants").exists());
}

/// Neither the macro nor a build script reads `claimsmith.toml`, which names the overlay.
#[test]
fn the_arguments_of_the_macro_are_said() {
    let folder = set("add-macro", str::to_owned);
    write(&folder, "Cargo.toml", "");
    let answer = add(&folder.join("policies"), "wechat", &contoso());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let arguments = "environment = \"Contoso\", overlay = \"policies/tenants/contoso/overlay.xml\"\n";
    let line = "\n  with include_policy! or a build script, which do not read claimsmith.toml: ";
    assert!(answer.stdout.contains(&format!("{line}{arguments}")), "{}", answer.stdout);
    let all = add(
        &folder,
        "weibo",
        &["--all", "--name", "Weibo", "--client-id", "1", "--key", "B2C_1A_WeiboSecret", "--yes"],
    );
    assert_eq!(all.status, Some(0), "{}", all.stderr);
    assert!(!all.stdout.contains("include_policy!"), "the shared policy has it: {}", all.stdout);
}

/// What all other providers do, the new one does; whether code comes of that is said.
#[test]
fn what_is_not_compiled_is_said() {
    let said = |folder: &Path| {
        let answer = add(folder, "wechat", &contoso());
        assert_eq!(answer.status, Some(0), "{}", answer.stderr);
        answer.stdout
    };
    assert!(said(&set("add-compiled", str::to_owned)).ends_with("then generate the code anew\n"));
    let folder = set("add-not-compiled", |text| {
        let end = "</OutputClaims>\n        </TechnicalProfile>";
        let steps = "</OutputClaims><OutputClaimsTransformations><OutputClaimsTransformation ReferenceId=\"Make\" />\
                     </OutputClaimsTransformations></TechnicalProfile>";
        let transformation = "<ClaimType Id=\"consonant\"><DataType>boolean</DataType></ClaimType></ClaimsSchema>\
                              <ClaimsTransformations><ClaimsTransformation Id=\"Make\" \
                              TransformationMethod=\"SetClaimsIfRegexMatch\"><InputClaims><InputClaim \
                              ClaimTypeReferenceId=\"displayName\" TransformationClaimType=\"claimToMatch\" /></InputClaims>\
                              <InputParameters><InputParameter Id=\"matchTo\" DataType=\"string\" Value=\"[a-z-[aeiou]]\" />\
                              </InputParameters><OutputClaims><OutputClaim ClaimTypeReferenceId=\"consonant\" \
                              TransformationClaimType=\"regexCompareResultClaim\" /></OutputClaims>\
                              </ClaimsTransformation></ClaimsTransformations>";
        text.replace(end, steps).replace("</ClaimsSchema>", transformation)
    });
    let said = said(&folder);
    let expected = "no code can be generated for it yet: the regular expression of `Make` is not yet compiled\n";
    assert!(said.contains("<OutputClaimsTransformation ReferenceId=\"Make\" />") && said.ends_with(expected), "{said}");
}

/// With a `keys.toml` the policy key is declared where the provider is, and only there.
#[test]
fn the_policy_key_is_declared() {
    let keys = "[keys] # of all\r\nB2C_1A_TokenSigningKeyContainer = \"signing\"\r\n\
                B2C_1A_TokenEncryptionKeyContainer = \"encryption\"\r\nQQSecret = \"secret\"\r\nGitHubSecret = \"secret\"\r\n";
    let folder = set("add-keys", str::to_owned);
    write(&folder, "keys.toml", keys);
    let check = ["check", ".", "--deny", "warnings", "--allow", "CS0011"];
    let checked = claimsmith_in(&folder, &check);
    let answer = add(&folder, "wechat", &contoso());
    assert_eq!(answer.status, Some(0), "{}{}", answer.stdout, answer.stderr);
    let expected = format!("{keys}\r\n[environments.Contoso.keys]\r\nB2C_1A_WeChatSecret = \"secret\"\r\n");
    assert_eq!(read(&folder, "keys.toml"), expected);
    assert!(answer.stdout.contains("keys.toml says now that the policy key is there"), "{}", answer.stdout);
    let ids = ["--client-id", "1", "--name", "微博", "--key", "b2c_1a_weibo", "--yes"];
    assert_eq!(add(&folder, "weibo", &[&["--all"][..], &ids].concat()).status, Some(0));
    let (first, rest) = expected.split_once('\n').unwrap();
    let expected = format!("{first}\nb2c_1a_weibo = \"secret\"\r\n{rest}");
    assert_eq!(read(&folder, "keys.toml"), expected);
    let again = claimsmith_in(&folder, &check);
    assert_eq!(again.status, checked.status, "{}", again.stdout);
    assert!(!again.stdout.contains("CS0418"), "{}", again.stdout);
    // One that is declared already, without the prefix.
    let more = ["--client-id", "1", "--name", "Google", "--key", "B2C_1A_QQSecret", "--yes"];
    let answer = add(&folder, "google", &[&["--all"][..], &more].concat());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert_eq!(read(&folder, "keys.toml"), expected);
    assert!(!answer.stdout.contains("keys.toml"), "{}", answer.stdout);
}

#[test]
fn keys_in_a_form_of_their_own_are_left_alone() {
    let folder = set("add-keys-inline", str::to_owned);
    write(&folder, "keys.toml", "environments = { contoso = { keys = { QQSecret = \"secret\" } } }\n");
    let before = contents(&folder);
    let answer = add(&folder, "wechat", &contoso());
    assert_eq!(answer.status, Some(2), "{}{}", answer.stdout, answer.stderr);
    let help = "help: add `B2C_1A_WeChatSecret = \"secret\"` to it";
    assert!(answer.stderr.contains(help) && contents(&folder) == before, "{}", answer.stderr);
}

#[test]
fn settings_that_cannot_be_read_are_said_and_nothing_is_written() {
    let folder = set("add-bad-settings", str::to_owned);
    write(&folder, "policies/appsettings.json", "{ \"Environments\": [ { \"Name\": \"Contoso\", ");
    let before = contents(&folder);
    for arguments in [&contoso()[..], &WECHAT, &[&["--all"][..], &WECHAT].concat()] {
        let answer = add(&folder, "wechat", arguments);
        assert_eq!(answer.status, Some(2), "{arguments:?}\n{}{}", answer.stdout, answer.stderr);
        let message = "no environment can be read from `policies/appsettings.json`";
        assert!(answer.stderr.contains(message), "{arguments:?}\n{}", answer.stderr);
        assert_eq!(contents(&folder), before, "{arguments:?}");
    }
}

/// Whatever files of a run are there when it ends early, the next run leaves the same ones as an undisturbed run.
#[test]
fn a_run_that_was_interrupted_can_be_repeated() {
    let ids = ["--client-id", "contoso=1", "--client-id", "Fabrikam=2", "--name", "W", "--key", "B2C_1A_W", "--yes"];
    for (name, arguments) in [("one", contoso()), ("all", [&["--all"][..], &ids].concat())] {
        let folder = set(&format!("add-again-{name}"), str::to_owned);
        write(&folder, "keys.toml", "[environments.Contoso.keys]\nB2C_1A_QQSecret = \"secret\"\n");
        let before = contents(&folder);
        assert_eq!(add(&folder, "wechat", &arguments).status, Some(0));
        let after = contents(&folder);
        let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
        assert_eq!(changed.len(), 3, "{changed:?}");
        // The file that says where the provider is, or holds it, is the last one to be written.
        for written in 0..changed.len() {
            let order = ["keys.toml", "policies/appsettings.json", OVERLAY, "claimsmith.toml", EXTENSIONS];
            let first: Vec<&&str> =
                order.iter().filter(|path| changed.iter().any(|it| it == *path)).take(written).collect();
            let folder = set(&format!("add-again-{name}-{written}"), str::to_owned);
            write(&folder, "keys.toml", &before["keys.toml"]);
            first.iter().for_each(|path| drop(write(&folder, path, &after[**path])));
            let answer = add(&folder, "wechat", &arguments);
            assert_eq!(answer.status, Some(0), "{first:?}\n{}{}", answer.stdout, answer.stderr);
            assert_eq!(contents(&folder), after, "{first:?}");
        }
    }
}

/// A journey that reads accounts from the directory: by `claim`, in a step behind the exchange, or in none.
fn with_accounts(text: &str, claim: &str, is_called: bool) -> String {
    let profile = format!(
        "<ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Directory</DisplayName>\n      <TechnicalProfiles>\n        \
         <TechnicalProfile Id=\"AAD-Read\">\n          <DisplayName>Read</DisplayName>\n          \
         <Protocol Name=\"Proprietary\" Handler=\"Web.TPEngine.Providers.AzureActiveDirectoryProvider, Web.TPEngine, \
         Version=1.0.0.0, Culture=neutral, PublicKeyToken=null\" />\n          \
         <Metadata><Item Key=\"Operation\">Read</Item></Metadata>\n          \
         <InputClaims><InputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"{claim}\" Required=\"true\" /></InputClaims>\n          \
         <OutputClaims><OutputClaim ClaimTypeReferenceId=\"displayName\" /></OutputClaims>\n        \
         </TechnicalProfile>\n      </TechnicalProfiles>\n    </ClaimsProvider>"
    );
    let call = "<OrchestrationStep Order=\"3\" Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"Read\" \
                TechnicalProfileReferenceId=\"AAD-Read\" /></ClaimsExchanges></OrchestrationStep>\n\n        \
                <OrchestrationStep Order=\"4\" Type=\"SendClaims\"";
    if !text.contains("<UserJourneys>") {
        return text.to_owned();
    }
    let text = text.replacen("<ClaimsProviders>", &profile, 1);
    if is_called { text.replacen("<OrchestrationStep Order=\"3\" Type=\"SendClaims\"", call, 1) } else { text }
}

#[test]
fn a_journey_that_finds_no_account_of_the_users_is_warned_of() {
    let warned = |name: &str, change: &dyn Fn(&str) -> String| {
        let folder = set(name, change);
        let answer = add(&folder, "wechat", &contoso());
        assert_eq!(answer.status, Some(0), "{}{}", answer.stdout, answer.stderr);
        assert!(folder.join(OVERLAY).exists(), "a warning keeps nothing from being written");
        answer.stderr
    };
    let local = warned("add-accounts-local", &|text| with_accounts(text, "signInNames.emailAddress", true));
    let lines: Vec<&str> = local.lines().collect();
    assert_eq!(
        lines.first().copied(),
        Some(
            "warning: `SignUpOrSignIn` finds no account of users who sign in with WeChat: no step of it reads by \
             `alternativeSecurityId`"
        )
    );
    assert!(lines[1].contains("`AAD-UserReadUsingAlternativeSecurityId-NoError`"), "{local}");
    assert!(lines[1].ends_with("behind step 2") && lines[2].contains("`SelfAsserted-Social`"), "{local}");
    assert!(lines[3].contains("give `WeChat-OAUTH`") && lines[3].contains("`CreateAlternativeSecurityId`"), "{local}");
    assert_eq!(lines.len(), 4, "{local}");
    let both = |text: &str| {
        let text = with_accounts(text, "objectId", true).replace("AAD-Read", "AAD-Local");
        with_accounts(&text, "AlternativeSecurityId", false)
    };
    let uncalled = warned("add-accounts-uncalled", &both);
    assert!(
        uncalled.contains("help: call `AAD-Read` in a step of type `ClaimsExchange` behind step 2\n"),
        "{uncalled}"
    );
    let federated = |claim: &'static str| move |text: &str| with_accounts(text, claim, true);
    assert_eq!(warned("add-accounts-federated", &federated("alternativeSecurityId")), "");
    assert_eq!(warned("add-accounts-identities", &federated("userIdentities")), "");
    assert_eq!(warned("add-accounts-none", &str::to_owned), "", "no provider of it has accounts");
}

/// Who declines has seen the warning: it stands before the question.
#[test]
fn a_dry_run_warns_too() {
    let folder = set("add-accounts-dry", |text| with_accounts(text, "objectId", true));
    let before = contents(&folder);
    let arguments: Vec<&str> = contoso().into_iter().filter(|argument| *argument != "--yes").collect();
    let answer = add(&folder, "wechat", &arguments);
    assert_eq!((answer.status, contents(&folder)), (Some(2), before));
    let warning = answer.stderr.find("warning: `SignUpOrSignIn` finds no account");
    assert!(warning.is_some() && warning < answer.stderr.find("error: nothing was written"), "{}", answer.stderr);
}
