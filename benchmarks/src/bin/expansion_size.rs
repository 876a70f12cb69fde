//! How many bytes of code one more claim costs, without documentation: the budget is 200.
//!
//! ```text
//! cargo run --bin expansion_size
//! ```

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile, sdk};

const BUDGET: usize = 200;

fn main() {
    let (few, many) = (size(10), size(30));
    let each = (many - few) / 20;
    println!("10 claims {few} bytes, 30 claims {many} bytes, one claim {each} bytes, budget {BUDGET}");
    if each > BUDGET {
        std::process::exit(1);
    }
}

/// Bytes of the formatted expansion, without documentation and indentation, of a profile with this many string claims.
fn size(claims: usize) -> usize {
    let names: Vec<String> = (0..claims).map(|at| format!("extension_claim{at:02}")).collect();
    let types: String =
        names.iter().map(|id| format!("<ClaimType Id=\"{id}\"><DataType>string</DataType></ClaimType>")).collect();
    let outputs: String = names
        .iter()
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
         </TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>"
    );
    let loader: MemoryLoader = [("x.xml", policy)].into_iter().collect();
    let outcome = compile(&Options::new(["x.xml"], Purpose::Generate), &loader);
    let sdk = outcome.sdk.expect("it compiles");
    let code = sdk::formatted(&sdk).expect("it is Rust");
    code.lines().map(str::trim).filter(|line| !line.starts_with("///")).map(|line| line.len() + 1).sum()
}
