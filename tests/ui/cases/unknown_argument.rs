mod qq {
    claimsmith::include_policy!("policies/misspelled_key.xml", setings = "appsettings.json");
}

fn main() {}
