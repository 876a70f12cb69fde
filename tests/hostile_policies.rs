//! Nothing in a policy becomes code except through escaped literals and checked identifiers (S27), and nothing that looks
//! like a secret gets into generated source (S29).

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, compile, sdk};
use std::collections::BTreeSet;

/// Texts that would be code if they were pasted.
const HOSTILE: &[&str] = &[
    "\"; pub fn injected() {} //",
    "\\\"; pub fn injected() {} //",
    "*/ pub fn injected() {} /*",
    "\n/// ```\npub fn injected() {}\n/// ```",
    "r#\"# pub fn injected() {}",
    "]] #[path = \"/etc/passwd\"] mod injected;",
    "{}{0}{injected}",
    "$crate::injected!()",
    "\u{202e}injected\u{2066}",
    "a\u{0}b",
    "--></x><ClaimsProvider>",
    "'; injected();'",
];

/// A policy with a text at every place that reaches generated code.
fn policy(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    format!(
        r#"<TrustFrameworkPolicy xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06" PolicySchemaVersion="0.3.0.0" TenantId="contoso.onmicrosoft.com" PolicyId="B2C_1A_X" PublicPolicyUri="http://contoso.onmicrosoft.com/B2C_1A_X">
<BuildingBlocks><ClaimsSchema>
<ClaimType Id="issuerUserId"><DisplayName>{text}</DisplayName><DataType>string</DataType><UserHelpText>{text}</UserHelpText></ClaimType>
<ClaimType Id="prompt"><DisplayName>{text}</DisplayName><DataType>string</DataType></ClaimType>
</ClaimsSchema></BuildingBlocks>
<ClaimsProviders><ClaimsProvider><Domain>{text}</Domain><DisplayName>{text}</DisplayName><TechnicalProfiles>
<TechnicalProfile Id="A"><DisplayName>{text}</DisplayName><Protocol Name="OAuth2" /><Metadata>
<Item Key="client_id">{text}</Item>
<Item Key="ProviderName">{text}</Item>
<Item Key="authorization_endpoint">https://id.example/authorize</Item>
<Item Key="AccessTokenEndpoint">https://id.example/token</Item>
<Item Key="scope">{text}</Item>
<Item Key="ClaimsEndpointFormatName">format</Item>
<Item Key="ClaimsEndpointFormat">{text}</Item>
</Metadata>
<CryptographicKeys><Key Id="client_secret" StorageReferenceId="{text}" /></CryptographicKeys>
<InputClaims><InputClaim ClaimTypeReferenceId="prompt" DefaultValue="{text}" /></InputClaims>
<OutputClaims><OutputClaim ClaimTypeReferenceId="issuerUserId" PartnerClaimType="{text}" DefaultValue="{text}" /></OutputClaims>
</TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>"#
    )
}

fn generate(policy: String) -> Outcome {
    let loader: MemoryLoader = [("x.xml", policy)].into_iter().collect();
    compile(&Options::new(["x.xml"], Purpose::Generate), &loader)
}

/// What an item is called, or what it implements.
fn name_of(item: &syn::Item) -> String {
    match item {
        syn::Item::Struct(item) => item.ident.to_string(),
        syn::Item::Enum(item) => item.ident.to_string(),
        syn::Item::Const(item) => item.ident.to_string(),
        syn::Item::Impl(_) => "impl".to_owned(),
        _ => panic!("generated code has structs, enums, constants and implementations only"),
    }
}

#[test]
fn s27_policy_text_reaches_rust_only_as_literals() {
    let expected: BTreeSet<String> =
        ["A", "AConfig", "AInputs", "AClaims", "impl", "PROVIDERS", "PolicyConfig", "Policy", "SignedIn"]
            .map(str::to_owned)
            .into();
    let mut compiled = 0;
    for text in HOSTILE {
        let outcome = generate(policy(text));
        // Some texts cannot stand in XML or in a header: then there is an error, and no code.
        let Some(generated) = outcome.sdk.filter(|sdk| sdk.complete && !sdk.profiles.is_empty()) else { continue };
        let source = sdk::formatted(&generated).unwrap_or_else(|error| panic!("{text}: {error}"));
        let file = syn::parse_file(&source).unwrap_or_else(|error| panic!("{text}: {error}\n{source}"));
        let names: BTreeSet<String> = file.items.iter().map(name_of).collect();
        assert_eq!(names, expected, "{text}");
        assert!(!source.contains(['\u{202e}', '\u{2066}']), "{text}: invisible characters in source");
        compiled += 1;
    }
    assert!(compiled >= 8, "only {compiled} of {} texts reached code", HOSTILE.len());
}

#[test]
fn s29_generated_source_names_where_secrets_are_and_holds_none() {
    let outcome = generate(
        policy("B2C_1A_Key").replace("https://id.example/token", "https://id.example/token?client_secret=hunter2"),
    );
    assert!(outcome.sdk.is_none_or(|sdk| sdk.profiles.is_empty()), "a secret in a URL is refused");
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root.join("tests/golden")).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        for line in text.lines().filter(|line| line.contains("secret") && line.contains('"')) {
            let is_name = [
                "\"client_secret\"",
                "B2C_1A_",
                "client_secret_parameter",
                "\"secret\"",
                "client_secret_basic",
                "proof_parameter",
            ];
            assert!(is_name.iter().any(|name| line.contains(name)), "{}: {line}", path.display());
        }
    }
}
