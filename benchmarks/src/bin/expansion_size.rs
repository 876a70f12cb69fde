//! How many bytes of code one more claim costs, without documentation: the budget is 200.
//!
//! ```text
//! cargo run --bin expansion_size
//! ```

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile, sdk};

const BUDGET: usize = 200;

fn main() {
    let provider = |claims| size(claims, 0);
    let token = |claims| size(1, claims);
    let is_fine = [each("of a provider", provider), each("of a token", token)].iter().all(|each| *each <= BUDGET);
    if !is_fine {
        std::process::exit(1);
    }
}

/// What one more claim costs.
fn each(what: &str, size: impl Fn(usize) -> usize) -> usize {
    let (few, many) = (size(10), size(30));
    let each = (many - few) / 20;
    println!("10 claims {what} {few} bytes, 30 claims {many} bytes, one claim {each} bytes, budget {BUDGET}");
    each
}

/// Bytes of the formatted expansion, without documentation and indentation, of a profile with this many string claims, and a
/// relying party with as many; without any it is not there.
fn size(claims: usize, in_token: usize) -> usize {
    let names: Vec<String> = (0..claims.max(in_token)).map(|at| format!("extension_claim{at:02}")).collect();
    let types: String =
        names.iter().map(|id| format!("<ClaimType Id=\"{id}\"><DataType>string</DataType></ClaimType>")).collect();
    let outputs: String = names
        .iter()
        .take(claims)
        .map(|id| format!("<OutputClaim ClaimTypeReferenceId=\"{id}\" PartnerClaimType=\"name\" />"))
        .collect();
    let policy = format!(
        "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\" PolicySchemaVersion=\"0.3.0.0\" \
         TenantId=\"contoso.onmicrosoft.com\" PolicyId=\"B2C_1A_X\" PublicPolicyUri=\"http://contoso.onmicrosoft.com/B2C_1A_X\">\
         <BuildingBlocks><ClaimsSchema>{types}</ClaimsSchema></BuildingBlocks><ClaimsProviders><ClaimsProvider><DisplayName>X</DisplayName>\
         <TechnicalProfiles><TechnicalProfile Id=\"X\"><DisplayName>X</DisplayName><Protocol Name=\"OAuth2\" /><Metadata>\
         <Item Key=\"client_id\">1</Item><Item Key=\"authorization_endpoint\">https://id.example/a</Item>\
         <Item Key=\"AccessTokenEndpoint\">https://id.example/t</Item></Metadata><CryptographicKeys>\
         <Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_S\" /></CryptographicKeys><OutputClaims>{outputs}</OutputClaims>\
         </TechnicalProfile>{ISSUER}</TechnicalProfiles></ClaimsProvider></ClaimsProviders>{}</TrustFrameworkPolicy>",
        relying_party(names.get(..in_token).unwrap_or_default())
    );
    let loader: MemoryLoader = [("x.xml", policy)].into_iter().collect();
    let outcome = compile(&Options::new(["x.xml"], Purpose::Generate), &loader);
    let sdk = outcome.sdk.expect("it compiles");
    assert_eq!(sdk.token.is_some(), in_token > 0, "{:?}", outcome.diagnostics);
    let code = sdk::formatted(&sdk).expect("it is Rust");
    code.lines().map(str::trim).filter(|line| !line.starts_with("///")).map(|line| line.len() + 1).sum()
}

const ISSUER: &str = "<TechnicalProfile Id=\"JwtIssuer\"><DisplayName>Issuer</DisplayName><Protocol Name=\"None\" />\
    <OutputTokenFormat>JWT</OutputTokenFormat></TechnicalProfile>";

/// A journey and a relying party whose tokens have these claims; nothing without any.
fn relying_party(names: &[String]) -> String {
    // No journey has to produce a claim with a default, and a claim resolver proves nothing.
    let output = |id: &String| {
        format!("<OutputClaim ClaimTypeReferenceId=\"{id}\" DefaultValue=\"{{Context:CorrelationId}}\" />")
    };
    let outputs: String = names.iter().map(output).collect();
    let Some(subject) = names.first() else { return String::new() };
    format!(
        "<UserJourneys><UserJourney Id=\"J\"><OrchestrationSteps><OrchestrationStep Order=\"1\" Type=\"ClaimsExchange\">\
         <ClaimsExchanges><ClaimsExchange Id=\"E\" TechnicalProfileReferenceId=\"X\" /></ClaimsExchanges></OrchestrationStep>\
         <OrchestrationStep Order=\"2\" Type=\"SendClaims\" CpimIssuerTechnicalProfileReferenceId=\"JwtIssuer\" />\
         </OrchestrationSteps></UserJourney></UserJourneys><RelyingParty><DefaultUserJourney ReferenceId=\"J\" />\
         <TechnicalProfile Id=\"PolicyProfile\"><DisplayName>P</DisplayName><Protocol Name=\"OpenIdConnect\" /><OutputClaims>\
         {outputs}</OutputClaims><SubjectNamingInfo ClaimType=\"{subject}\" /></TechnicalProfile></RelyingParty>"
    )
}
