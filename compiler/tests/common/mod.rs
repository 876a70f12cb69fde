//! What the tests share: small policies in memory.

#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod journeys;
pub(crate) mod written;

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, compile};

/// A policy file with this id, an optional base, and this content.
pub(crate) fn policy(id: &str, base: Option<&str>, content: &str) -> String {
    let base = base.map_or_else(String::new, |base| {
        format!("<BasePolicy><TenantId>contoso.onmicrosoft.com</TenantId><PolicyId>{base}</PolicyId></BasePolicy>")
    });
    format!(
        "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\" \
         PolicySchemaVersion=\"0.3.0.0\" TenantId=\"contoso.onmicrosoft.com\" PolicyId=\"{id}\" \
         PublicPolicyUri=\"http://contoso.onmicrosoft.com/{id}\">\n{base}{content}\n</TrustFrameworkPolicy>"
    )
}

/// A claims schema of these claim types.
pub(crate) fn claims_schema(claims: &[(&str, &str)]) -> String {
    let claim = |(id, data_type): &(&str, &str)| {
        format!("<ClaimType Id=\"{id}\"><DisplayName>{id}</DisplayName><DataType>{data_type}</DataType></ClaimType>\n")
    };
    let claims: String = claims.iter().map(claim).collect();
    format!("<BuildingBlocks><ClaimsSchema>\n{claims}</ClaimsSchema></BuildingBlocks>\n")
}

/// A claims provider around these technical profiles.
pub(crate) fn provider(profiles: &str) -> String {
    format!(
        "<ClaimsProviders><ClaimsProvider><DisplayName>Any</DisplayName><TechnicalProfiles>{profiles}\
         </TechnicalProfiles></ClaimsProvider></ClaimsProviders>"
    )
}

/// Metadata and key of a complete OAuth2 profile.
pub(crate) const OAUTH2: &str = "<Protocol Name=\"OAuth2\" />
<Metadata>
  <Item Key=\"client_id\">1234</Item>
  <Item Key=\"authorization_endpoint\">https://id.example/authorize</Item>
  <Item Key=\"AccessTokenEndpoint\">https://id.example/token</Item>
  <Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>
  <Item Key=\"UsePolicyInRedirectUri\">false</Item>
</Metadata>
<CryptographicKeys><Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_Secret\" /></CryptographicKeys>";

/// Compiles files in memory; the first is the leaf.
pub(crate) fn run(files: &[(&str, &str)], purpose: Purpose) -> Outcome {
    let loader: MemoryLoader = files.iter().map(|(path, text)| (*path, *text)).collect();
    let mut options = Options::new(files.first().map(|(path, _)| *path), purpose);
    options.search_parent_folders = true;
    compile(&options, &loader)
}

/// The codes of an outcome, sorted.
pub(crate) fn codes(outcome: &Outcome) -> Vec<&'static str> {
    let mut codes: Vec<_> = outcome.diagnostics.iter().map(|finding| finding.code.id).collect();
    codes.sort_unstable();
    codes
}

/// Metadata of a complete profile that asks for a code.
pub(crate) const CODE: &[(&str, &str)] = &[
    ("client_id", "1234"),
    ("authorization_endpoint", "https://id.example/authorize"),
    ("AccessTokenEndpoint", "https://id.example/token"),
    ("UsePolicyInRedirectUri", "false"),
];

/// Metadata of a complete profile that asks for an id_token.
pub(crate) const ID_TOKEN: &[(&str, &str)] = &[
    ("client_id", "1234"),
    ("authorization_endpoint", "https://id.example/authorize"),
    ("UsePolicyInRedirectUri", "false"),
    ("response_types", "id_token"),
    ("response_mode", "form_post"),
    ("JWKS", "https://id.example/keys"),
    ("issuer", "https://id.example"),
];

/// The cryptographic key of most profiles.
pub(crate) const CLIENT_SECRET: &[&str] = &["client_secret"];

/// A profile with these metadata items, the later ones of a key winning, and these cryptographic keys.
pub(crate) fn compiled(base: &[(&str, &str)], more: &[(&str, &str)], keys: &[&str]) -> Outcome {
    let kept = base.iter().filter(|(key, _)| more.iter().all(|(other, _)| other != key));
    let items = kept.chain(more).filter(|(_, value)| !value.is_empty());
    let items: String = items.map(|(key, value)| format!("<Item Key=\"{key}\">{value}</Item>\n")).collect();
    let keys: String =
        keys.iter().map(|id| format!("<Key Id=\"{id}\" StorageReferenceId=\"B2C_1A_{id}\" />")).collect();
    let keys = if keys.is_empty() { keys } else { format!("<CryptographicKeys>{keys}</CryptographicKeys>") };
    let profile = format!(
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"OAuth2\" /><Metadata>{items}</Metadata>\
         {keys}<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" /></OutputClaims>\
         </TechnicalProfile>"
    );
    let policy = policy("B2C_1A_A", None, &(claims_schema(&[("issuerUserId", "string")]) + &provider(&profile)));
    run(&[("a.xml", &policy)], Purpose::Generate)
}
