//! The generator of build scripts writes the code of the golden file, and it compiles where a user includes it.

use std::path::PathBuf;
use std::process::Command;

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
}
"##;
const LIBRARY: &str = "pub mod qq {\n    include!(concat!(env!(\"OUT_DIR\"), \"/qq.rs\"));\n}\n\n\
    pub const GENERATED: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/qq.rs\"));\n\n\
    pub const CUSTOMIZED: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/customized.rs\"));\n\n\
    #[test]\nfn the_generated_files() {\n    print!(\"{GENERATED}{CUSTOMIZED}\");\n}\n";

#[test]
fn a_build_script_generates_the_golden_file() {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
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
        ("Cargo.lock", "Cargo.lock"),
    ] {
        std::fs::copy(repository.join(from), root.join(to)).expect("it can be copied");
    }

    let generated = run(&root, &["test", "--quiet", "--lib", "--offline", "--", "--nocapture"]).expect("it compiles");
    for (golden, from, to) in [
        ("tests/golden/qq.rs", "policies/providers/qq.xml", "policies/qq.xml"),
        ("tests/customization/golden.rs", "tests/customization/policy.xml", "policies/customized.xml"),
    ] {
        let golden = std::fs::read_to_string(repository.join(golden)).expect("the golden file is there");
        assert!(generated.contains(&golden.replace(from, to).replace("\r\n", "\n")), "{generated}");
    }

    let policy = std::fs::read_to_string(root.join("policies/qq.xml")).expect("the policy is there");
    write("policies/qq.xml", &policy.replace("\"AccessTokenEndpoint\"", "\"AccesTokenEndpoint\""));
    let screen = run(&root, &["check", "--offline"]).expect_err("the policy is broken");
    assert!(screen.contains("error[CS0402]") && screen.contains("policies/qq.xml:"), "{screen}");
}

fn run(root: &PathBuf, arguments: &[&str]) -> Result<String, String> {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder").to_owned();
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .args(arguments)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stdout) + &text(&output.stderr)) }
}
