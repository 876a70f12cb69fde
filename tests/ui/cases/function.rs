mod policy {
    claimsmith::include_policy!("policies/function.xml", profiles = ["DisplayName"]);
}

fn main() {
    let inputs = policy::DisplayNameInputs { given_name: "Ada".into(), surname: "Lovelace".into(), name_source: None };
    let context = claimsmith::TransformationContext::default();
    let claims: policy::DisplayNameClaims = policy::display_name(inputs, &context).unwrap();
    let _ = claims.display_name;
}
