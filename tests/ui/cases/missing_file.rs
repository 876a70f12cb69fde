mod qq {
    claimsmith::include_policy!("policies/misspeled_key.xml");
}

fn main() {}
