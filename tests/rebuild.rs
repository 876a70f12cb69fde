//! Cargo rebuilds a crate when any file of a policy's chain changes, and only then.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const SETTINGS: &str = r#"{ "Environments": [ { "Name": "Test", "Tenant": "contoso.onmicrosoft.com", "PolicySettings": { "QqClientId": "101" } } ] }"#;

#[test]
fn every_file_of_the_chain_is_watched() {
    let user = User::create("watched-user");
    assert!(!user.is_fresh(), "the first build");
    assert!(user.is_fresh(), "nothing has changed");
    for file in ["policies/Leaf.xml", "policies/Middle.xml", "Base.xml", "appsettings.json", "src/lib.rs"] {
        user.touch(file);
        assert!(!user.is_fresh(), "{file} has changed");
        assert!(user.is_fresh(), "{file} has not changed again");
    }
}

#[test]
fn a_policy_that_breaks_and_is_mended_is_seen_both_times() {
    let user = User::create("mended-user");
    user.is_fresh();
    let base = user.root.join("Base.xml");
    let good = std::fs::read_to_string(&base).expect("the base is there");
    std::fs::write(&base, good.replace("AccessTokenEndpoint", "AccesTokenEndpoint")).expect("it can be written");
    let screen = user.check().expect_err("the policy is broken");
    assert!(screen.contains("[CS0402]") && screen.contains("Base.xml:"), "{screen}");
    std::fs::write(&base, good).expect("it can be written");
    user.check().expect("the policy is mended");
}

/// A crate of a user, with a chain over two folders and settings.
struct User {
    name: &'static str,
    root: PathBuf,
    target: PathBuf,
}

impl User {
    /// The name must be unique among the tests: they share a target folder, in which cargo tells packages by name.
    fn create(name: &'static str) -> Self {
        let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("rebuild");
        let root = target.join(name);
        let _ = std::fs::remove_dir_all(&root);
        let write = |path: &str, text: String| {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("in a folder")).expect("the folder can be made");
            std::fs::write(path, text).expect("it can be written");
        };
        let facade = repository.display().to_string().replace('\\', "/");
        write(
            "Cargo.toml",
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 claimsmith = {{ path = \"{facade}\", default-features = false, features = [\"macros\"] }}\n\n[workspace]\n"
            ),
        );
        std::fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock")).expect("the lock file is there");
        write("src/lib.rs", "pub mod contoso { claimsmith::include_policy!(\"policies/Leaf.xml\"); }\n".to_owned());
        write("appsettings.json", SETTINGS.to_owned());
        write("policies/Leaf.xml", policy("Leaf", Some("Middle"), LEAF));
        write("policies/Middle.xml", policy("Middle", Some("Base"), MIDDLE));
        write("Base.xml", policy("Base", None, BASE));
        Self { name, root, target }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        command.args(["check", "--offline", "--message-format=json-diagnostic-rendered-ansi"]);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", self.target.join("target"));
        command
    }

    fn check(&self) -> Result<String, String> {
        let output = self.command().output().expect("cargo runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(text) } else { Err(text) }
    }

    /// Whether cargo found nothing to do for the user's crate.
    fn is_fresh(&self) -> bool {
        let text = self.check().unwrap_or_else(|text| panic!("{text}"));
        let own = format!("/{}#", self.name);
        let mut artifacts = text.lines().filter(|line| line.contains("compiler-artifact") && line.contains(&own));
        artifacts.next_back().expect("cargo names the crate").contains("\"fresh\":true")
    }

    /// Appends a newline to a file, with a time of change later than any build: file systems may count whole seconds.
    fn touch(&self, file: &str) {
        let path: &Path = &self.root.join(file);
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
        let mut file = std::fs::File::options().append(true).open(path).expect("the file is there");
        file.write_all(b"\n").expect("it can be written");
        file.set_modified(later).expect("the time can be set");
        std::thread::sleep(std::time::Duration::from_secs(3));
    }
}

fn policy(id: &str, base: Option<&str>, content: &str) -> String {
    let base = base.map_or_else(String::new, |base| {
        format!(
            "<BasePolicy><TenantId>contoso.onmicrosoft.com</TenantId><PolicyId>B2C_1A_{base}</PolicyId></BasePolicy>"
        )
    });
    format!(
        "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\" \
         PolicySchemaVersion=\"0.3.0.0\" TenantId=\"contoso.onmicrosoft.com\" PolicyId=\"B2C_1A_{id}\" \
         PublicPolicyUri=\"http://contoso.onmicrosoft.com/B2C_1A_{id}\">{base}{content}</TrustFrameworkPolicy>\n"
    )
}

const LEAF: &str = "";
const MIDDLE: &str = r#"<ClaimsProviders><ClaimsProvider><DisplayName>QQ</DisplayName><TechnicalProfiles>
<TechnicalProfile Id="QQ-OAUTH"><Metadata><Item Key="client_id">{Settings:QqClientId}</Item></Metadata></TechnicalProfile>
</TechnicalProfiles></ClaimsProvider></ClaimsProviders>"#;
const BASE: &str = r#"<BuildingBlocks><ClaimsSchema><ClaimType Id="issuerUserId"><DataType>string</DataType></ClaimType></ClaimsSchema></BuildingBlocks>
<ClaimsProviders><ClaimsProvider><DisplayName>QQ</DisplayName><TechnicalProfiles>
<TechnicalProfile Id="QQ-OAUTH"><DisplayName>QQ</DisplayName><Protocol Name="OAuth2" />
<Metadata>
<Item Key="authorization_endpoint">https://graph.qq.com/oauth2.0/authorize</Item>
<Item Key="AccessTokenEndpoint">https://graph.qq.com/oauth2.0/token</Item>
</Metadata>
<CryptographicKeys><Key Id="client_secret" StorageReferenceId="B2C_1A_QQSecret" /></CryptographicKeys>
<OutputClaims><OutputClaim ClaimTypeReferenceId="issuerUserId" PartnerClaimType="openid" /></OutputClaims>
</TechnicalProfile>
</TechnicalProfiles></ClaimsProvider></ClaimsProviders>"#;
