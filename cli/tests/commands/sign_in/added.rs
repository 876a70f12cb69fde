//! A provider that was added is signed in with, in the environment that got it.

use super::stage::{Stage, visit};
use crate::add::{add, set};
use claimsmith_emulator::Provider;

#[test]
fn a_provider_that_was_added_signs_in() {
    let folder = set("add-sign-in", str::to_owned);
    let more = ["--client-id", "1", "--name", "WeChat", "--key", "B2C_1A_WeChatSecret", "--yes"];
    let answer = add(&folder, "wechat", &[&["--environment", "contoso"][..], &more].concat());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let policy = folder.join("policies/SignUpOrSignIn.xml");
    let stage = Stage::new(Provider::WeChat);
    let more =
        ["--environment", "contoso", "--profile", "WeChat-OAUTH", "--key", "client_secret=env:SIGN_IN_TEST_SECRET"];
    let running = stage.start(policy.to_str().expect("the path is Unicode"), &more);
    visit(&stage.callback(&running.authorize_url(), "xiaohong"));
    let ended = running.end();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(ended.last_line()["profile"], "WeChat-OAUTH");
    assert_eq!(ended.last_line()["claims"]["identityProvider"], "wechat.com");
    assert_eq!(ended.last_line()["claims"]["authenticationSource"], "socialIdpAuthentication");
}
