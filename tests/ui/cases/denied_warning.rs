mod qq {
    claimsmith::include_policy!("policies/denied_warning.xml", deny = ["CS0401", "CS04O1"]);
}

fn main() {
    let _ = qq::QqOauthInputs::default();
}
