//! One error for a technical profile that is not compiled, although the crate uses every name that it would have given.

mod contoso {
    claimsmith::include_policy!("policies/refused_profile.xml");
}

use contoso::{PROVIDERS, SignedIn};

fn name(user: SignedIn) -> String {
    match user {
        SignedIn::QqOauth(user) => user.claims.issuer_user_id,
        SignedIn::GoogleOidc(user) => user.claims.issuer_user_id,
    }
}

fn main() {
    let mut config = contoso::PolicyConfig::from_env().unwrap();
    config.google_oidc.client_id = "google".to_owned();
    let policy = contoso::Policy::new(config).unwrap();
    let google: &contoso::GoogleOidc = policy.google_oidc();
    let _ = google.begin(contoso::GoogleOidcInputs::default());
    let _ = (name, PROVIDERS.len());
}
