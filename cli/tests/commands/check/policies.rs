//! Small policies for the tests, which have no other findings than those that a test puts into them.

/// A policy with this id, on this base, with this content.
pub(super) fn policy(id: &str, base: Option<&str>, content: &str) -> String {
    let base = base.map_or_else(String::new, |base| {
        format!(
            "  <BasePolicy>\n    <TenantId>contoso.onmicrosoft.com</TenantId>\n    <PolicyId>{base}</PolicyId>\n  </BasePolicy>\n"
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\" PolicySchemaVersion=\"0.3.0.0\"\n  \
         TenantId=\"contoso.onmicrosoft.com\" PolicyId=\"{id}\" PublicPolicyUri=\"http://contoso.onmicrosoft.com/{id}\">\n\
         {base}{content}</TrustFrameworkPolicy>\n"
    )
}

/// A root policy whose technical profile has these output claims beside those that it needs. Declared are
/// `issuerUserId`, `identityProvider` and `displayName`.
pub(super) fn base(outputs: &str) -> String {
    let claim = |id: &str| {
        format!(
            "      <ClaimType Id=\"{id}\">\n        <DisplayName>{id}</DisplayName>\n        <DataType>string</DataType>\n      </ClaimType>\n"
        )
    };
    let claims: String = ["issuerUserId", "identityProvider", "displayName"].map(claim).concat();
    let item = |(key, value): (&str, &str)| format!("            <Item Key=\"{key}\">{value}</Item>\n");
    let metadata: String = [
        ("client_id", "application-1"),
        ("authorization_endpoint", "https://example.com/authorize"),
        ("AccessTokenEndpoint", "https://example.com/token"),
        ("ClaimsEndpoint", "https://example.com/me"),
        ("BearerTokenTransmissionMethod", "AuthorizationHeader"),
        ("HttpBinding", "POST"),
        ("UsePolicyInRedirectUri", "false"),
    ]
    .map(item)
    .concat();
    policy(
        "B2C_1A_Base",
        None,
        &format!(
            "  <BuildingBlocks>\n    <ClaimsSchema>\n{claims}    </ClaimsSchema>\n  </BuildingBlocks>\n  \
             <ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Example</DisplayName>\n      <TechnicalProfiles>\n        \
             <TechnicalProfile Id=\"Example-OAUTH\">\n          <DisplayName>Example</DisplayName>\n          \
             <Protocol Name=\"OAuth2\" />\n          <Metadata>\n{metadata}          </Metadata>\n          \
             <CryptographicKeys>\n            <Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_ExampleSecret\" />\n          \
             </CryptographicKeys>\n          <OutputClaims>\n            \
             <OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" />\n            \
             <OutputClaim ClaimTypeReferenceId=\"identityProvider\" DefaultValue=\"example.com\" />\n{outputs}          \
             </OutputClaims>\n        </TechnicalProfile>\n      </TechnicalProfiles>\n    </ClaimsProvider>\n  </ClaimsProviders>\n"
        ),
    )
}

/// An output claim that is declared as `displayName`: a warning CS0308 with a fix that is certain.
pub(super) const OTHER_CASE: &str =
    "            <OutputClaim ClaimTypeReferenceId=\"DisplayName\" PartnerClaimType=\"nickname\" />\n";

/// Settings with these environments, each with these settings.
pub(super) fn settings(environments: &[(&str, &[(&str, &str)])]) -> String {
    let environment = |(name, settings): &(&str, &[(&str, &str)])| {
        let settings: Vec<String> = settings.iter().map(|(name, value)| format!("\"{name}\": \"{value}\"")).collect();
        let tenant = name.to_lowercase();
        format!(
            "{{\"Name\": \"{name}\", \"Production\": false, \"Tenant\": \"{tenant}.onmicrosoft.com\", \"PolicySettings\": {{{}}}}}",
            settings.join(", ")
        )
    };
    let environments: Vec<String> = environments.iter().map(environment).collect();
    format!("{{\"Environments\": [{}]}}", environments.join(",\n"))
}
