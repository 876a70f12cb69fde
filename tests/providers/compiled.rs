//! Every provider policy through the macro: it compiles as the README says it does, and the constant in the generated code
//! is what the compiler made of the policy.

macro_rules! providers {
    ($($module:ident: $file:literal $client:ident;)*) => {
        $(
            mod $module {
                #![allow(dead_code, reason = "only the constant is looked at")]
                claimsmith::include_policy!($file);
            }
        )*

        #[test]
        fn the_macro_and_the_compiler_say_the_same() {
            use claimsmith::Provider as _;
            let compiled = [$(($file, $module::$client::PROFILE)),*];
            for (file, profile) in &compiled {
                let name = file.trim_start_matches("policies/providers/").trim_end_matches(".xml");
                assert_eq!(*profile, super::profile(name), "{file}");
            }
            let names = compiled.map(|(file, _)| file);
            let all: Vec<String> =
                super::policies().iter().map(|name| format!("policies/providers/{name}.xml")).collect();
            assert_eq!(names.as_slice(), all, "every policy is listed here");
        }
    };
}

providers! {
    amazon: "policies/providers/amazon.xml" AmazonOauth;
    apple: "policies/providers/apple.xml" AppleOauth;
    ebay: "policies/providers/ebay.xml" EBayOauth2;
    facebook: "policies/providers/facebook.xml" FacebookOauth;
    generic: "policies/providers/generic.xml" ExampleOauth;
    github: "policies/providers/github.xml" GitHubOauth2;
    google: "policies/providers/google.xml" GoogleOauth;
    kakao: "policies/providers/kakao.xml" KakaoOauth;
    line: "policies/providers/line.xml" LineOauth;
    linkedin: "policies/providers/linkedin.xml" LinkedInOauth;
    microsoft_account: "policies/providers/microsoft-account.xml" MsaOauth;
    mobile_id: "policies/providers/mobile-id.xml" MobileIdOAuth2;
    qq: "policies/providers/qq.xml" QqOauth;
    wechat: "policies/providers/wechat.xml" WeChatOauth;
    weibo: "policies/providers/weibo.xml" WeiboOauth;
    yahoo_japan: "policies/providers/yahoo-japan.xml" YahooJapanOauth;
}
