//! Whether a type can be read from a claim is rustc's to say, and it says which traits would do.

#[derive(Debug, Clone, PartialEq)]
pub struct UserId(String);

mod qq {
    claimsmith::include_policy!("policies/good.xml", types = { "issuerUserId" = "crate::UserId" });
}

fn main() {}
