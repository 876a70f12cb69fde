mod qq {
    claimsmith::include_policy!("/etc/policy.xml");
}

fn main() {}
