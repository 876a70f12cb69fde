//! What generated code says for each feature of claims transformations that `Cargo.toml` has to ask for.

claimsmith::__private::require_dates!();
claimsmith::__private::require_phone!();
claimsmith::__private::require_regex!();
claimsmith::__private::require_xml!();

fn main() {}
