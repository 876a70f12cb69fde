//! `claimsmith inspect` as a process.

use crate::support::{Answer, claimsmith, compare, contents, expect_in, snapshot, temporary, tests_folder, write};
use serde_json::Value;
use std::fs;

fn lines(answer: &Answer) -> Vec<Value> {
    answer.stdout.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

#[test]
fn a_policy_in_short() {
    let answer = snapshot("inspect-summary", 0, &["inspect", "policies/good"]);
    for words in [["summary", "policies/good"], ["policies/good", "summary"]] {
        let same = claimsmith(&["inspect", words[0], words[1]]);
        assert_eq!((same.stdout, same.status), (answer.stdout.clone(), answer.status));
    }
}

#[test]
fn a_policy_as_json() {
    let answer = snapshot("inspect-summary-json", 0, &["inspect", "policies/good", "--format", "json"]);
    let lines = lines(&answer);
    assert!(matches!(lines.as_slice(), [policy] if policy["providers"][0]["client_id"] == "application-1"));
}

#[test]
fn a_policy_in_each_environment() {
    snapshot("inspect-summary-several", 1, &["inspect", "policies/settings"]);
    snapshot("inspect-no-placeholders", 0, &["inspect", "policies/plain"]);
    snapshot("inspect-environment", 0, &["inspect", "policies/settings", "--environment", "Development"]);
    let answer = claimsmith(&["inspect", "policies/settings", "--format", "json"]);
    let environments: Vec<Value> = lines(&answer).iter().map(|policy| policy["environments"][0].clone()).collect();
    assert_eq!(environments, ["Development", "Test", "Production"]);
    assert_eq!(answer.status, Some(1));
}

#[test]
fn policy_keys() {
    snapshot("inspect-keys", 0, &["inspect", "keys", "policies/good"]);
    let answer = snapshot("inspect-keys-json", 0, &["inspect", "keys", "policies/good", "--format", "json"]);
    assert_eq!(lines(&answer)[0]["variable"], "B2C_1A_EXAMPLESECRET");
}

#[test]
fn methods_of_claims_transformations() {
    snapshot("inspect-methods", 0, &["inspect", "methods", "policies/methods.xml"]);
    let json = ["inspect", "methods", "policies/methods.xml", "--format", "json"];
    let answer = snapshot("inspect-methods-json", 0, &json);
    assert_eq!(lines(&answer)[1]["places"].as_array().map(Vec::len), Some(2));
    snapshot("inspect-methods-none", 0, &["inspect", "methods", "policies/good"]);
}

/// Before the bases are there: what is counted is what the files say.
#[test]
fn methods_of_policies_without_their_bases() {
    snapshot("inspect-methods-unresolved", 1, &["inspect", "methods", "policies/unresolved"]);
    let json = ["inspect", "methods", "policies/unresolved", "--format", "json"];
    let answer = snapshot("inspect-methods-unresolved-json", 1, &json);
    let [copied, changed, unresolved] = &lines(&answer)[..] else { panic!("{}", answer.stdout) };
    // `Mail` is redefined with another method: the declaration of the leaf holds in the leaf only.
    assert_eq!((&copied["method"], copied["policies"].as_array().map(Vec::len)), (&"ChangeCase".into(), Some(1)));
    assert_eq!((&changed["method"], changed["policies"].as_array().map(Vec::len)), (&"CopyClaim".into(), Some(2)));
    let ids = ["B2C_1A_SignIn", "B2C_1A_SignUp"];
    let found: Vec<&Value> =
        unresolved["unresolved"].as_array().expect("a list").iter().map(|it| &it["policy"]).collect();
    assert_eq!(found, ids);
    // A file that cannot be read is no policy without claims transformations either.
    snapshot("inspect-methods-malformed", 1, &["inspect", "methods", "policies/malformed.xml"]);
}

/// In many environments not everything of the files is kept, but what the methods are counted in is.
#[test]
fn methods_in_several_environments() {
    let folder = temporary("inspect-methods-environments");
    let text = fs::read_to_string(tests_folder().join("policies/methods.xml")).expect("the policy is there");
    let one = write(&folder, "one/Methods.xml", &text);
    let text = text.replace("TenantId=\"contoso.onmicrosoft.com\"", "TenantId=\"{Settings:Tenant}\"");
    let several = write(&folder, "several/Methods.xml", text);
    let environment = |name: &str| {
        format!("{{\"Name\": \"{name}\", \"Tenant\": \"{name}.onmicrosoft.com\", \"PolicySettings\": {{}}}}")
    };
    let settings = format!("{{\"Environments\": [{}, {}]}}", environment("contoso"), environment("fabrikam"));
    write(&folder, "several/appsettings.json", settings);
    let methods = |path: &std::path::Path, more: &[&str]| {
        let answer = claimsmith(&[&["inspect", "methods", path.to_str().expect("the path is Unicode")], more].concat());
        assert_eq!(answer.status, Some(0), "{}", answer.stderr);
        answer.stdout
    };
    assert!(methods(&one, &[]).contains("FormatStringClaim"));
    assert_eq!(methods(&several, &[]), methods(&one, &[]));
    let json = |path| methods(path, &["--format", "json"]).replace("several", "one");
    assert_eq!(json(&several), json(&one));
}

/// Each of them says something about the project of the folder, or of a folder above it.
#[test]
fn without_a_path_the_project_is_looked_at() {
    let folder = temporary("inspect-project");
    for name in ["Base.xml", "Extensions.xml", "SignIn.xml"] {
        let text = fs::read_to_string(tests_folder().join("policies/good").join(name)).expect("the policy is there");
        write(&folder, &format!("policies/{name}"), text);
    }
    write(&folder, "claimsmith.toml", "policies = [\"policies/*.xml\"]\n");
    write(&folder, "src/main.rs", "");
    for (words, part) in [
        (&[][..], "B2C_1A_SignIn\n"),
        (&["summary"], "B2C_1A_SignIn\n"),
        (&["keys"], "B2C_1A_ExampleSecret"),
        (&["redirect-uris"], "/signin/example-oauth/callback"),
        (&["methods"], "no claims transformations\n"),
        (&["overrides"], "B2C_1A_Extensions in "),
        (&["graph"], "B2C_1A_Base ("),
        (&["profile", "Example-OAUTH"], "Example-OAUTH\n"),
    ] {
        for from in [folder.clone(), folder.join("src")] {
            let answer = expect_in(&from, 0, &[&["inspect"], words].concat());
            assert!(answer.stdout.contains(part), "{words:?}\n{}", answer.stdout);
        }
    }
    for from in [folder.clone(), folder.join("src")] {
        let checked = expect_in(&from, 0, &["check", "--deny", "warnings"]);
        assert_eq!(checked.stdout, "no errors in 3 policies\n");
    }
}

/// How to see one of the lines of the table.
#[test]
fn a_table_says_what_to_name_to_see_one_line_as_a_whole() {
    let folder = temporary("inspect-table");
    for (path, text) in contents(&tests_folder().join("../../policies/tenants")) {
        write(&folder, &path, text);
    }
    let last = |words: &[&str]| {
        let answer = expect_in(&folder, 0, &[&["inspect", "summary"], words].concat());
        answer.stdout.lines().last().unwrap_or_default().to_owned()
    };
    assert!(
        last(&["shared/SignUpOrSignIn.xml"])
            .ends_with("`--environment NAME` shows the policy in one of them as a whole")
    );
    assert!(
        last(&[]).ends_with(
            "name one policy file, with `--environment NAME` where it has several lines, to see it as a whole"
        )
    );
    assert!(last(&["--environment", "Fabrikam"]).ends_with("; name one policy file to see it as a whole"));
}

#[test]
fn redirect_uris() {
    snapshot("inspect-redirect-uris", 0, &["inspect", "redirect-uris", "policies/good"]);
    let url = ["inspect", "redirect-uris", "policies/good", "--application-url", "https://www.example.com/"];
    snapshot("inspect-redirect-uris-url", 0, &url);
    let answer = snapshot("inspect-redirect-uris-json", 0, &[&url[..], &["--format", "json"]].concat());
    assert_eq!(lines(&answer)[0]["application"][0], "https://www.example.com/signin/example-oauth/callback");
}

#[test]
fn redirect_uris_that_the_policy_does_not_settle() {
    let folder = temporary("redirect-uris-unsettled");
    for name in ["Base.xml", "Extensions.xml", "SignIn.xml"] {
        let text = fs::read_to_string(tests_folder().join("policies/good").join(name)).expect("the policy is there");
        let unsettled = text.replace("<Item Key=\"UsePolicyInRedirectUri\">false</Item>", "");
        fs::write(folder.join(name), unsettled).expect("a file in the temporary folder");
    }
    let folder = folder.to_str().expect("the target folder is UTF-8");
    let answer = claimsmith(&["inspect", "redirect-uris", folder]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    compare("inspect-redirect-uris-unsettled.stdout", &answer.stdout);
    let json = lines(&claimsmith(&["inspect", "redirect-uris", folder, "--format", "json"]));
    assert_eq!(json[0]["b2c"][0]["certainty"], "documented");
    assert_eq!(json[0]["b2c"][3]["certainty"], "reported");
}

#[test]
fn redirect_uris_of_every_environment() {
    snapshot("inspect-redirect-uris-environments", 1, &["inspect", "redirect-uris", "policies/settings"]);
}

#[test]
fn what_could_be_read_is_shown_beside_the_errors() {
    snapshot("inspect-faulty", 1, &["inspect", "keys", "policies/faulty.xml"]);
    snapshot("inspect-malformed", 1, &["inspect", "policies/malformed.xml"]);
}

#[test]
fn wrong_arguments() {
    snapshot("inspect-missing-file", 2, &["inspect", "policies/nowhere.xml"]);
    snapshot("inspect-unknown-topic", 2, &["inspect", "grahp", "policies/good"]);
    snapshot("inspect-profile-without-id", 2, &["inspect", "profile", "policies/good"]);
    snapshot("inspect-profile-unknown", 2, &["inspect", "profile", "Exmaple-OAUTH", "policies/good"]);
    snapshot("inspect-journey-unknown", 2, &["inspect", "graph", "policies/good", "--journey", "SignInn"]);
    for words in [["summary", "--format", "dot"], ["overrides", "--journey", "SignIn"]] {
        let answer = claimsmith(&[&["inspect", "policies/good"], &words[..]].concat());
        assert_eq!(answer.status, Some(2), "{words:?}");
        assert!(answer.stderr.contains("graph"), "{}", answer.stderr);
    }
    assert_eq!(claimsmith(&["inspect", "graph", "policies/good", "policies/leaf"]).status, Some(2));
    let url = ["inspect", "redirect-uris", "policies/good", "--application-url", "www.example.com"];
    snapshot("inspect-wrong-url", 2, &url);
}

#[test]
fn a_merged_profile() {
    snapshot("inspect-profile", 0, &["inspect", "profile", "example-oauth", "policies/good"]);
    let answer = snapshot(
        "inspect-profile-json",
        0,
        &["inspect", "profile", "Example-OAUTH", "policies/good", "--format", "json"],
    );
    let profile = &lines(&answer)[0];
    let values = profile["values"].as_array().expect("the values are an array");
    let client_id = values.iter().find(|value| value["key"] == "client_id").expect("the profile has a client id");
    assert_eq!(client_id["place"], "policies/good/Extensions.xml:14");
    assert_eq!(client_id["overridden"][0]["place"], "policies/good/Base.xml:34");
}

#[test]
fn an_id_with_the_word_that_was_asked_for_is_proposed() {
    for (asked, expected) in [
        ("example", "help: did you mean `Example-OAUTH`?"),
        ("Kakao", "help: those that sign users in: `Example-OAUTH`"),
    ] {
        let answer = claimsmith(&["inspect", "profile", asked, "policies/good"]);
        assert_eq!(answer.status, Some(2), "{}", answer.stdout);
        assert!(answer.stderr.contains(expected), "{}", answer.stderr);
    }
}

#[test]
fn a_profile_in_each_environment() {
    let answer = claimsmith(&["inspect", "profile", "Example-OAUTH", "policies/settings", "--format", "json"]);
    let environments: Vec<Value> = lines(&answer).iter().map(|profile| profile["environments"][0].clone()).collect();
    assert_eq!(environments, ["Development", "Test", "Production"]);
    let one = ["inspect", "profile", "Example-OAUTH", "policies/settings", "--environment", "Test", "--format", "json"];
    assert_eq!(lines(&claimsmith(&one)).len(), 1);
}

#[test]
fn what_files_change_of_their_bases() {
    snapshot("inspect-overrides", 0, &["inspect", "overrides", "policies/good"]);
    let answer = snapshot("inspect-overrides-json", 0, &["inspect", "overrides", "policies/good", "--format", "json"]);
    assert_eq!(lines(&answer)[0]["changes"][0]["before"]["value"], "Your client id");
    snapshot("inspect-overrides-none", 0, &["inspect", "overrides", "policies/warning.xml"]);
}

#[test]
fn which_policy_derives_from_which() {
    snapshot("inspect-graph", 0, &["inspect", "graph", "policies/good"]);
    for format in ["json", "dot", "mermaid"] {
        let arguments = ["inspect", "graph", "policies/good", "--format", format];
        snapshot(&format!("inspect-graph-{format}"), 0, &arguments);
    }
}

#[test]
fn the_steps_of_a_journey() {
    let default = snapshot("inspect-journey", 0, &["inspect", "graph", "policies/good", "--journey"]);
    let named = claimsmith(&["inspect", "graph", "--journey", "signin", "policies/good"]);
    assert_eq!((named.stdout, named.status), (default.stdout, default.status));
    for format in ["json", "dot", "mermaid"] {
        let arguments = ["inspect", "graph", "policies/good", "--journey", "SignIn", "--format", format];
        snapshot(&format!("inspect-journey-{format}"), 0, &arguments);
    }
}

/// Names that are quotes, markup or escapes in the languages of the drawings.
#[test]
fn hostile_names_in_a_drawing() {
    let folder = temporary("inspect-hostile-names");
    for name in ["Base.xml", "Extensions.xml", "SignIn.xml"] {
        let text = fs::read_to_string(tests_folder().join("policies/good").join(name)).expect("the policy is there");
        let hostile = text.replace("ExampleExchange", "a&quot;]; b -&gt; c \\N &lt;i&gt;#35;|`");
        fs::write(folder.join(name), hostile).expect("a file in the temporary folder");
    }
    let folder = folder.to_str().expect("the target folder is UTF-8");
    for format in ["dot", "mermaid"] {
        let answer = claimsmith(&["inspect", "graph", folder, "--journey", "--format", format]);
        compare(&format!("inspect-hostile-names-{format}.stdout"), &answer.stdout);
        is_well_formed(&answer.stdout, format);
    }
}

/// Every line is one statement, and what stands between quotes cannot end them.
fn is_well_formed(drawing: &str, format: &str) {
    for line in drawing.lines() {
        let bare = line.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
        let outside: String = bare.split('"').step_by(2).collect();
        assert!(!outside.contains("b ->") && !outside.contains('`'), "{line}");
        if format == "mermaid" {
            let inside: String = bare.split('"').skip(1).step_by(2).collect();
            assert!(!inside.replace("<br/>", "").contains(['<', '>', '|', '`', '&', '"']), "{line}");
        }
    }
    let (open, close) = (drawing.matches('{').count(), drawing.matches('}').count());
    assert!(format == "mermaid" || open == close, "{drawing}");
}

#[test]
fn a_journey_that_no_file_defines() {
    let asks = |folder: &std::path::Path| {
        let answer = claimsmith(&["inspect", "graph", folder.to_str().expect("a path in UTF-8"), "--journey"]);
        assert_eq!(answer.status, Some(2), "{}", answer.stderr);
        answer.stderr
    };
    let text = fs::read_to_string(tests_folder().join("policies/good/SignIn.xml")).expect("the policy is there");
    let folder = temporary("inspect-journey-without-base");
    write(&folder, "SignIn.xml", &text);
    let shown = asks(&folder);
    let expected = "no policy that could be read with all its bases has a default user journey";
    assert!(shown.contains(expected), "{shown}");
    let folder = temporary("inspect-journey-undefined");
    let (start, end) = (text.find("<BasePolicy>"), text.find("</BasePolicy>"));
    let base = start.zip(end).and_then(|(start, end)| text.get(start..end + "</BasePolicy>".len()));
    write(&folder, "SignIn.xml", text.replace(base.expect("the policy has a base"), ""));
    let shown = asks(&folder);
    assert!(shown.contains("the default user journey `SignIn` is not defined"), "{shown}");
}
