//! The client ids and the policy key that `claimsmith add` is given, and many environments at once.

use crate::add::{WECHAT, add, set};
use crate::support::{Answer, contents, expect_in, temporary, tests_folder, write};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const MORE: [&str; 5] = ["--name", "WeChat", "--key", "B2C_1A_WeChatSecret", "--yes"];

fn all(folder: &Path, more: &[&str]) -> Answer {
    add(folder, "wechat", &[&["--all"][..], more, &MORE].concat())
}

fn settings(folder: &Path) -> String {
    fs::read_to_string(folder.join("appsettings.json")).expect("the settings are there")
}

/// A copy of the sample with two tenants and settings that belong to no tenant.
fn tenants(name: &str) -> PathBuf {
    let folder = temporary(name);
    for (path, text) in contents(&tests_folder().join("../../policies/tenants")) {
        write(&folder, &path, text);
    }
    folder
}

#[test]
fn a_mistyped_environment_is_no_client_id_of_everybody() {
    let folder = set("add-mistyped", str::to_owned);
    let before = contents(&folder);
    let answer = all(&folder, &["--client-id", "contso=wx1", "--client-id", "fabrikam=wx2"]);
    assert_eq!((answer.status, contents(&folder)), (Some(2), before.clone()), "{}", answer.stdout);
    assert!(answer.stderr.contains("help: did you mean `Contoso`?"), "{}", answer.stderr);
    // What is no name at all may be something else: it is not repeated.
    let answer = all(&folder, &["--client-id", "c2VjcmV0==", "--client-id", "fabrikam=wx2"]);
    assert_eq!((answer.status, contents(&folder)), (Some(2), before), "{}", answer.stdout);
    assert!(answer.stderr.contains("environments with policies: `Contoso`, `Fabrikam`"), "{}", answer.stderr);
    assert!(!answer.stderr.contains("c2VjcmV0"), "{}", answer.stderr);
}

#[test]
fn what_is_no_tenant_gets_no_client_id() {
    let folder = tenants("add-no-tenant");
    let answer = all(&folder, &["--client-id", "contoso=wx1", "--client-id", "fabrikam=wx2"]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let found = settings(&folder);
    assert_eq!(found.matches("WechatClientId").count(), 2, "{found}");
    let answer = all(&tenants("add-no-tenant"), &["--client-id", "Shared=x", "--client-id", "wx1"]);
    assert_eq!(answer.status, Some(2), "{}{}", answer.stdout, settings(&folder));
}

/// The setting may be there already, for all of them, where they inherit it from.
#[test]
fn an_inherited_client_id_is_there() {
    let folder = tenants("add-inherited");
    let scope = "\"GitHubScope\": \"read:user user:email\"";
    write(
        &folder,
        "appsettings.json",
        settings(&folder).replace(scope, &format!("{scope}, \"WechatClientId\": \"wx0\"")),
    );
    let before = settings(&folder);
    let answer = all(&folder, &[]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert_eq!(settings(&folder), before);
    for name in ["contoso", "fabrikam"] {
        let keys =
            expect_in(&folder, 0, &["inspect", "summary", ".", "--environment", name, "--format", "json"]).stdout;
        assert!(keys.contains("\"wx0\""), "{name}");
    }
}

/// The portal takes the name without the prefix, and so does `keys.toml`.
#[test]
fn a_policy_key_may_be_named_without_its_prefix() {
    let folder = set("add-key-name", str::to_owned);
    let mut arguments = [&["--all"][..], &WECHAT].concat();
    arguments[6] = "WeChatSecret";
    let answer = add(&folder, "wechat", &arguments);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let text = fs::read_to_string(folder.join("policies/TrustFrameworkExtensions.xml")).expect("the policy is there");
    assert!(text.contains("StorageReferenceId=\"B2C_1A_WeChatSecret\""), "{text}");
}

/// Each environment gets its own, in one pass over the settings.
#[test]
fn many_environments_get_their_client_ids() {
    const TENANTS: usize = 60;
    let folder = set("add-many", str::to_owned);
    let mut text = String::from("{\n  \"Environments\": [\n");
    for number in 0..TENANTS {
        let end = if number + 1 == TENANTS { "" } else { "," };
        let _ = writeln!(
            text,
            "    {{ \"Name\": \"T{number}\", \"Tenant\": \"t{number}.onmicrosoft.com\", \"PolicySettings\": {{}} }}{end}"
        );
    }
    text.push_str("  ]\n}\n");
    write(&folder, "policies/appsettings.json", &text);
    let ids: Vec<String> = (0..TENANTS).rev().map(|number| format!("--client-id=t{number}=wx{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let answer = all(&folder, &ids);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let found = fs::read_to_string(folder.join("policies/appsettings.json")).expect("the settings are there");
    for (number, (before, after)) in text.lines().skip(2).zip(found.lines().skip(2)).take(TENANTS).enumerate() {
        let expected = format!("\"PolicySettings\": {{ \"WechatClientId\": \"wx{number}\" }}");
        assert_eq!(after, before.replace("\"PolicySettings\": {}", &expected));
    }
    let summary = expect_in(&folder, 0, &["inspect", "summary", "policies", "--environment", "T41"]).stdout;
    assert!(summary.contains(" wx41 "), "{summary}");
}
