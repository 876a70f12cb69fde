//! The policy is right, but validating an id_token is a feature that `Cargo.toml` has to ask for.

mod example {
    claimsmith::include_policy!("policies/missing_feature.xml");
}

fn main() {
    let client = example::Example::new(example::ExampleConfig::from_env().unwrap()).unwrap();
    let _ = client.begin(example::ExampleInputs::default());
}
