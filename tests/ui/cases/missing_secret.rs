mod qq {
    claimsmith::include_policy!("policies/missing_secret.xml");
}

fn main() {
    let config = qq::QqOauthConfig::from_env().unwrap();
    let client = qq::QqOauth::new(config).unwrap();
    let _ = client.begin(qq::QqOauthInputs::default());
}
