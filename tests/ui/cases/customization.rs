//! Each argument that is wrong is pointed at.

mod qq {
    claimsmith::include_policy!(
        "policies/good.xml",
        exclude = ["GitHub-OAUTH2"],
        rename = {
            "QQ-OAUTH" = "Qq",
            "qq-oauth" = "Tencent",
        },
        derive = ["Eq", "Hash"],
        attributes = {
            "QQ-OATH" = ["#[must_use]"],
            "QQ-OAUTH" = ["#[derive(Hash)]", "#[must_use] fn injected() {}"],
            "issuerUserId" = ["#[cfg(test)]"],
        },
        types = {
            "issuerUserID" = "Vec<u8>",
            "QQ-OAUTH/displayName" = "crate::Name",
        },
    );
}

fn main() {}
