//! Ten faults of one policy in one run, and nothing else, although every name of the profile is used.

mod qq {
    claimsmith::include_policy!("policies/ten_faults.xml");
}

use claimsmith::{Callback, Policy as _, SealedFlow};

async fn finish(policy: &qq::Policy, callback: Callback, flow: SealedFlow) -> Option<String> {
    match policy.finish(callback, flow).await.ok()? {
        qq::SignedIn::QqOauth(signed_in) => {
            let claims: qq::QqOauthClaims = signed_in.claims;
            claims.display_name
        }
        _ => None,
    }
}

fn main() {
    let config = qq::PolicyConfig { qq_oauth: qq::QqOauthConfig::from_env().unwrap() };
    let policy = qq::Policy::new(config).unwrap();
    let client: &qq::QqOauth = policy.qq_oauth();
    let _ = client.begin(qq::QqOauthInputs::default());
    let _ = policy.providers().len() + qq::PROVIDERS.len();
    let _ = finish;
}
