//! The tenants of `policies/tenants`: the tool writes a crate for each, and one process signs in with both.

#[path = "common/tool.rs"]
mod tool;

use std::path::{Path, PathBuf};
use std::process::Command;
use tool::{application, cargo, has_no_warning, repository, succeeded, tool};

/// What a deployment gives the process of both tenants: keys and addresses; the client ids stand in the policies.
const SETTINGS: [(&str, &str); 5] = [
    ("CONTOSO__B2C_1A_GITHUBSECRET", "the GitHub key of Contoso"),
    ("CONTOSO__B2C_1A_QQSECRET", "the QQ key of Contoso"),
    ("FABRIKAM__B2C_1A_GITHUBSECRET", "the GitHub key of Fabrikam"),
    ("CONTOSO__CLAIMSMITH_PUBLIC_URL", "https://login.contoso.example"),
    ("FABRIKAM__CLAIMSMITH_PUBLIC_URL", "https://login.fabrikam.example"),
];
/// One for both tenants: so nothing but the tenant's own client refuses a flow of the other.
const FLOW_KEYS: &str = "CLAIMSMITH_FLOW_KEYS";

#[test]
fn the_crates_of_both_tenants_sign_in_side_by_side() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tenant-crates");
    let _ = std::fs::remove_dir_all(&folder);
    let flow_keys = succeeded(tool().arg("new-flow-key")).stdout;
    let flow_keys = String::from_utf8(flow_keys).expect("text").trim().to_owned();
    for tenant in ["contoso", "fabrikam"] {
        let crate_folder = folder.join(tenant);
        generate(tenant, &crate_folder, &flow_keys);
        has_no_key(&crate_folder, &flow_keys);
        has_no_warning(&crate_folder);
    }
    each_crate_holds_what_its_tenant_has(&folder);

    let user = folder.join("application");
    let crates = [("contoso-sign-in", "contoso"), ("fabrikam-sign-in", "fabrikam")];
    application(&user, "tenant-crates-user", &crates, include_str!("tenant_crates/application.rs"));
    let output = succeeded(deployed(cargo(&user).args(["run", "--offline", "--quiet"]), &flow_keys));
    let printed = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
    let expected = "\
        Contoso B2C_1A_SignUpOrSignIn GitHub-OAUTH2 read:user user:email: octavia@example.com\n\
        Contoso B2C_1A_SignUpOrSignIn QQ-OAUTH get_user_info: no e-mail address\n\
        Fabrikam B2C_1A_SignUpOrSignIn GitHub-OAUTH2 read:user: no e-mail address\n\
        Fabrikam B2C_1A_PartnerSignIn GitHub-OAUTH2 read:user: no e-mail address\n";
    assert_eq!(printed, expected);
    assert!(!holds_key(&String::from_utf8_lossy(&output.stderr), &flow_keys));
}

/// The crate of a tenant, on a machine where the keys of both are set.
fn generate(tenant: &str, out: &Path, flow_keys: &str) {
    let mut command = tool();
    command.current_dir(repository().join("policies/tenants")).args(["generate", "--environment", tenant]);
    command.arg("--out").arg(out).arg("--claimsmith-path").arg(repository());
    succeeded(deployed(&mut command, flow_keys));
}

fn deployed<'c>(command: &'c mut Command, flow_keys: &str) -> &'c mut Command {
    command.envs(SETTINGS).env(FLOW_KEYS, flow_keys)
}

fn holds_key(text: &str, flow_keys: &str) -> bool {
    let keys = SETTINGS.iter().filter(|(name, _)| name.ends_with("SECRET")).map(|(_, value)| *value);
    keys.chain([flow_keys]).any(|key| text.contains(key))
}

fn has_no_key(crate_folder: &Path, flow_keys: &str) {
    let (mut folders, mut files) = (vec![crate_folder.to_owned()], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("it is text");
            assert!(!holds_key(&text, flow_keys), "{} holds a key", path.display());
            files += 1;
        }
    }
    assert!(files > 5, "{files} files");
}

/// QQ comes from the overlay of the one, a second policy from the folder of the other.
fn each_crate_holds_what_its_tenant_has(folder: &Path) {
    let has = |path: &str| folder.join(path).is_file();
    let both = ["src/sign_up_or_sign_in.rs", "src/profiles/git_hub_oauth2.rs"];
    assert!(both.iter().all(|path| has(&format!("contoso/{path}")) && has(&format!("fabrikam/{path}"))));
    assert!(has("contoso/src/profiles/qq_oauth.rs") && !has("fabrikam/src/profiles/qq_oauth.rs"));
    assert!(has("fabrikam/src/partner_sign_in.rs") && !has("contoso/src/partner_sign_in.rs"));
}
