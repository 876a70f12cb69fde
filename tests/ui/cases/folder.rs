mod qq {
    claimsmith::include_policy!("policies");
}

fn main() {}
