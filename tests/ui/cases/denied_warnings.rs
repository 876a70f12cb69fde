mod qq {
    claimsmith::include_policy!("policies/denied_warning.xml", deny = "warnings");
}

fn main() {
    let config = qq::QqOauthConfig::from_env().unwrap();
    let _ = qq::QqOauth::new(config).unwrap();
}
