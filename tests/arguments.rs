//! Every argument of `include_policy!` at work: settings of two environments, inherited ones, an overlay, a base in another
//! folder, a choice of profiles, names, derives.

use claimsmith::Provider;
use std::collections::HashSet;

mod development {
    claimsmith::include_policy!(
        "tests/arguments/leaf/Leaf.xml",
        settings = "tests/arguments/settings.json",
        environment = "development",
        bases = ["tests/arguments/shared"],
        profiles = ["QQ-OAUTH"],
        rename = { "QQ-OAUTH" = "Qq", "QQ-OAUTH/displayName" = "nickname" },
        derive = ["Eq", "Hash"],
    );
}

mod production {
    claimsmith::include_policy!(
        "tests/arguments/leaf/Leaf.xml",
        settings = "tests/arguments/settings.json",
        environment = "contoso.onmicrosoft.com",
        bases = ["tests/arguments/shared/Shared.xml"],
    );
}

mod contoso {
    claimsmith::include_policy!(
        "policies/tenants/shared/SignUpOrSignIn.xml",
        environment = "Contoso",
        inherits = ["Shared"],
        overlay = "policies/tenants/contoso/TrustFrameworkOverlay.xml",
    );
}

mod fabrikam {
    claimsmith::include_policy!("policies/tenants/shared/SignUpOrSignIn.xml", environment = "Fabrikam");
}

#[test]
fn an_overlay_adds_to_the_policies_of_its_environment() {
    let names =
        |providers: &[claimsmith::ProviderInfo]| providers.iter().map(|it| it.id.to_string()).collect::<Vec<_>>();
    assert_eq!(names(contoso::PROVIDERS), ["GitHub-OAUTH2", "QQ-OAUTH"]);
    assert_eq!(names(fabrikam::PROVIDERS), ["GitHub-OAUTH2"]);
    let scope = |profile: &claimsmith::Profile| profile.authorization.scope.as_deref().map(str::to_owned);
    assert_eq!(scope(&contoso::GitHubOauth2::PROFILE).as_deref(), Some("read:user user:email"), "it is inherited");
    assert_eq!(scope(&fabrikam::GitHubOauth2::PROFILE).as_deref(), Some("read:user"));
}

#[test]
fn settings_of_the_environment_stand_in_the_profile() {
    let (here, there) = (development::Qq::PROFILE, production::QqOauth::PROFILE);
    assert_eq!(here.client_id.as_deref(), Some("101000001"));
    assert_eq!(there.client_id.as_deref(), Some("101000002"), "an environment may be named by its tenant");
    assert_eq!((&*here.policy_id, &*there.policy_id), ("B2C_1A_Leaf", "B2C_1A_Leaf"));
}

#[test]
fn profiles_are_chosen_and_items_renamed() {
    assert_eq!(development::PROVIDERS.len(), 1);
    assert_eq!(production::PROVIDERS.len(), 2, "without a choice and without a relying party every profile is there");
    let claims = development::QqClaims { issuer_user_id: "1".into(), nickname: Some("小明".into()) };
    let json = serde_json::to_string(&claims).expect("it can be written");
    assert_eq!(json, r#"{"issuerUserId":"1","displayName":"小明"}"#, "the name of the claim stays outside of Rust");
    assert_eq!(HashSet::from([claims.clone(), claims]).len(), 1);
}
