//! The generator of build scripts writes the code of the golden files and of an environment's crate, and it compiles where a user
//! includes it.

#[path = "common/tool.rs"]
mod tool;

use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Argument, Options, Purpose, compile, sdk};
use std::path::{Path, PathBuf};
use tool::{cargo, lock, repository, sorted_items, succeeded, tool};

const BUILD: &str = r##"fn main() {
    claimsmith_build::policy("policies/qq.xml").generate_or_exit();
    claimsmith_build::policy("policies/customized.xml")
        .exclude(["Contoso-OIDC"])
        .rename("Example-OAUTH", "Example")
        .derive("Eq")
        .attributes("Example-OAUTH", ["#[derive(PartialOrd, ::core::cmp::Ord)]", "#[must_use]"])
        .attributes("Example-OAUTH/birthday", ["#[doc = \"Without the year.\"]"])
        .types("birthday", "crate::Birthday")
        .types("gender", "super::Gender")
        .types("lastAddress", "::std::net::IpAddr")
        .types("Example-OAUTH/expires", "i64")
        .types("expires", "i32")
        .types("groups", "crate::Groups")
        .generate_or_exit();
    claimsmith_build::policy("tenants/fabrikam/PartnerSignIn.xml")
        .bases(["tenants/shared"])
        .environment("fabrikam")
        .inherits(["shared"])
        .generate_or_exit();
}
"##;
/// `fabrikam` is as the documentation has it: private, and nothing of it is used.
const LIBRARY: &str = "#![deny(warnings)]\n\npub mod qq {\n    include!(concat!(env!(\"OUT_DIR\"), \"/qq.rs\"));\n}\n\n\
    #[allow(dead_code)]\nmod fabrikam {\n    include!(concat!(env!(\"OUT_DIR\"), \"/PartnerSignIn.rs\"));\n}\n\n\
    pub const GENERATED: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/qq.rs\"));\n\n\
    pub const CUSTOMIZED: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/customized.rs\"));\n\n\
    pub const PARTNER: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/PartnerSignIn.rs\"));\n\n\
    #[test]\nfn the_generated_files() {\n    print!(\"{GENERATED}{CUSTOMIZED}{PARTNER}\");\n}\n";

#[test]
fn a_build_script_generates_the_golden_file() {
    let repository = repository();
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("build-script-user");
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("src")).expect("the folder can be made");
    std::fs::create_dir_all(root.join("policies")).expect("the folder can be made");
    let write = |path: &str, text: &str| std::fs::write(root.join(path), text).expect("it can be written");
    let folder = repository.display().to_string().replace('\\', "/");
    write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"build-script-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             claimsmith = {{ path = \"{folder}\", default-features = false }}\n\n[build-dependencies]\n\
             claimsmith-build = {{ path = \"{folder}/build\" }}\n\n[profile.dev]\ndebug = \"line-tables-only\"\n\n[workspace]\n"
        ),
    );
    write("build.rs", BUILD);
    write("src/lib.rs", LIBRARY);
    for (from, to) in [
        ("policies/providers/qq.xml", "policies/qq.xml"),
        ("tests/customization/policy.xml", "policies/customized.xml"),
    ] {
        std::fs::copy(repository.join(from), root.join(to)).expect("it can be copied");
    }
    copy_folder(&repository.join("policies/tenants"), &root.join("tenants"));
    lock(&root);

    let generated = run(&root, &["test", "--quiet", "--lib", "--offline", "--", "--nocapture"]).expect("it compiles");
    for (golden, from, to) in [
        ("tests/golden/qq.rs", "policies/providers/qq.xml", "policies/qq.xml"),
        ("tests/customization/golden.rs", "tests/customization/policy.xml", "policies/customized.xml"),
    ] {
        let golden = std::fs::read_to_string(repository.join(golden)).expect("the golden file is there");
        assert!(generated.contains(&golden.replace(from, to).replace("\r\n", "\n")), "{generated}");
    }
    let expansion = expansion_for_fabrikam(&root);
    assert!(generated.contains(&expansion), "{generated}");
    assert_eq!(sorted_items(&crate_of_fabrikam(&root)), sorted_items(&expansion.replace("`tenants/", "`")));

    let policy = std::fs::read_to_string(root.join("policies/qq.xml")).expect("the policy is there");
    write("policies/qq.xml", &policy.replace("\"AccessTokenEndpoint\"", "\"AccesTokenEndpoint\""));
    let screen = run(&root, &["check", "--offline"]).expect_err("the policy is broken");
    assert!(screen.contains("error[CS0402]") && screen.contains("policies/qq.xml:"), "{screen}");
}

/// What the macro writes for the second policy of Fabrikam.
fn expansion_for_fabrikam(root: &Path) -> String {
    let mut options = Options::new(["tenants/fabrikam/PartnerSignIn.xml"], Purpose::Generate);
    options.bases = vec![Argument::new("tenants/shared")];
    options.environment = Some(Argument::new("fabrikam"));
    options.inherits = vec![Argument::new("shared")];
    let outcome = compile(&options, &DiskLoader::new(root));
    sdk::formatted(&outcome.sdk.expect("it compiles")).expect("it is Rust")
}

/// What stands in the crate of Fabrikam for that policy; paths are relative to `claimsmith.toml` there.
fn crate_of_fabrikam(root: &Path) -> String {
    let mut command = tool();
    command.current_dir(root.join("tenants")).args(["generate", "--environment", "fabrikam", "--out", "../sdk"]);
    succeeded(command.arg("--claimsmith-path").arg(repository()));
    let read = |path: &str| std::fs::read_to_string(root.join("sdk/src").join(path)).expect("it is there");
    let (profile, policy) = (read("profiles/git_hub_oauth2.rs"), read("partner_sign_in.rs"));
    let profile = profile.splitn(3, "\n\n").nth(2).expect("a header and a line of documentation");
    let (_, policy) = policy.split_once(";\n\n").expect("imports, and items behind them");
    profile.to_owned() + policy
}

/// A folder with folders of files.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("it can be copied");
        }
    }
}

fn run(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = cargo(root).args(arguments).output().expect("cargo runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stdout) + &text(&output.stderr)) }
}
