mod qq {
    claimsmith::include_policy!("policies/good.xml", profiles = ["QQ-OAUHT"], rename = { "QQ-OAUTH/displayNmae" = "name", "QQ-OAUTH" = "not a name" }, derive = ["Eq; fn injected() {}"]);
}

fn main() {}
