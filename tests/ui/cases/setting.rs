mod qq {
    claimsmith::include_policy!("policies/setting.xml");
}

fn main() {
    let config = qq::QqOauthConfig::from_env().unwrap();
    let client = qq::QqOauth::new(config).unwrap();
    let _ = client.begin(qq::QqOauthInputs::default());
}
