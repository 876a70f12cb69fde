//! Environments of `claimsmith.toml` and the settings: whose policies, which settings, which overlay.

use super::policies::{base, policy, settings};
use crate::support::{Answer, expect_in, temporary, write};
use std::path::{Path, PathBuf};

const PROJECT: &str = "policies = [\"shared/*.xml\"]\n\n[environments.contoso]\noverlay = \"contoso/Overlay.xml\"\n";

/// A base, extensions with a setting, and a sign-in policy, for Contoso, which has an overlay, and Fabrikam.
fn two_tenants(name: &str) -> PathBuf {
    let folder = temporary(name);
    write(&folder, "claimsmith.toml", PROJECT);
    write(&folder, "shared/Base.xml", base(""));
    let extensions = profile("<Item Key=\"client_id\">{Settings:ClientId}</Item>");
    write(&folder, "shared/Extensions.xml", policy("B2C_1A_Extensions", Some("B2C_1A_Base"), &extensions));
    write(&folder, "shared/SignIn.xml", policy("B2C_1A_SignIn", Some("B2C_1A_Extensions"), ""));
    let overlay = profile("<Item Key=\"scope\">{Settings:Scope}</Item>");
    write(&folder, "contoso/Overlay.xml", policy("B2C_1A_Overlay", Some("B2C_1A_Extensions"), &overlay));
    let contoso: &[(&str, &str)] = &[("ClientId", "c-1"), ("Scope", "openid")];
    write(&folder, "appsettings.json", settings(&[("Contoso", contoso), ("Fabrikam", &[("ClientId", "f-1")])]));
    folder
}

/// More metadata for the technical profile of the base.
fn profile(metadata: &str) -> String {
    format!(
        "  <ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Example</DisplayName>\n      <TechnicalProfiles>\n        \
         <TechnicalProfile Id=\"Example-OAUTH\">\n          <Metadata>\n            {metadata}\n          </Metadata>\n        \
         </TechnicalProfile>\n      </TechnicalProfiles>\n    </ClaimsProvider>\n  </ClaimsProviders>\n"
    )
}

fn check(folder: &Path, status: i32, more: &[&str]) -> Answer {
    expect_in(folder, status, &[&["check", ".", "--format", "short"], more].concat())
}

/// Replaces a text in a file that has it.
fn edit(folder: &Path, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(path)).expect("it is there");
    assert!(text.contains(from), "{path} has no {from}");
    write(folder, path, text.replace(from, to));
}

/// What is not there belongs to no environment, but that is not what is wrong with it.
#[test]
fn a_path_that_is_not_there_is_said() {
    let folder = two_tenants("environments-missing");
    let say = |arguments: &[&str], parts: &[&str]| {
        let answer = expect_in(&folder, 2, arguments);
        let said = answer.stdout + &answer.stderr;
        assert!(parts.iter().all(|part| said.contains(part)), "{arguments:?}\n{said}");
        assert!(!said.contains("an environment") && !said.contains("several environments"), "{arguments:?}\n{said}");
    };
    let nowhere = "error[CS0001]: there is no file `nosuch`";
    say(&["check", "nosuch"], &[nowhere]);
    say(&["check", "nosuch", "--format", "short"], &["error[CS0001]"]);
    say(&["inspect", "keys", "nosuch"], &[nowhere]);
    let near = ["there is no file `shared/Signin.xml`", "did you mean `shared/SignIn.xml`?"];
    say(&["check", "shared/Signin.xml"], &near);
    say(&["check", "shared/Signin.xml", "shared/Base.xml"], &near);
    say(&["sign-in", "shared/Signin.xml"], &near);
    say(&["generate", "shared/Signin.xml", "--out", "sdk"], &near);
    let all = expect_in(&folder, 2, &["check", "shared/Signin.xml", "."]);
    assert!(all.stdout.contains("1 error in 5 policies"), "{}", all.stdout);
}

/// Commands are copied from one system to another.
#[cfg(not(windows))]
#[test]
fn a_path_of_windows_leads_to_the_same_policies() {
    let folder = two_tenants("environments-windows");
    let path = r".\shared\SignIn.xml";
    let said = |words: &[&str]| {
        let answer = expect_in(&folder, 0, words);
        (answer.stdout, answer.stderr)
    };
    assert_eq!(said(&["check", path]), said(&["check", "shared/SignIn.xml"]));
    assert_eq!(said(&["inspect", "redirect-uris", path]), said(&["inspect", "redirect-uris", "shared/SignIn.xml"]));
    said(&["generate", path, "--environment", "contoso", "--out", "sdk"]);
}

#[test]
fn the_overlay_stands_in_the_chain_of_its_environment_only() {
    let folder = two_tenants("environments-overlay");
    assert_eq!(check(&folder, 0, &[]).stdout, "");
    let files = |environment: &str| {
        let summary = expect_in(&folder, 0, &["inspect", "summary", ".", "--environment", environment]).stdout;
        summary
            .lines()
            .filter_map(|line| line.split_whitespace().find(|word| word.ends_with(".xml")))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let contoso = files("contoso.onmicrosoft.com");
    assert_eq!(
        contoso.get(..4),
        Some(
            &["shared/Base.xml", "shared/Extensions.xml", "contoso/Overlay.xml", "shared/SignIn.xml"]
                .map(str::to_owned)[..]
        ),
        "{contoso:?}"
    );
    let fabrikam = files("Fabrikam");
    assert!(!fabrikam.iter().any(|file| file.contains("Overlay")), "{fabrikam:?}");
    let scope = |environment| {
        expect_in(&folder, 0, &["inspect", "profile", "Example-OAUTH", ".", "--environment", environment]).stdout
    };
    assert!(scope("Contoso").contains("contoso/Overlay.xml:14"), "{}", scope("Contoso"));
    assert!(!scope("Fabrikam").contains("Overlay"), "{}", scope("Fabrikam"));
}

/// The line is that of the overlay as it is written, behind a placeholder that is shorter than its value.
#[test]
fn a_finding_in_an_overlay_has_its_place_and_its_environment() {
    let folder = two_tenants("environments-place");
    edit(
        &folder,
        "contoso/Overlay.xml",
        "{Settings:Scope}</Item>",
        "{Settings:Scope}</Item><Item Key=\"scoope\">a</Item>",
    );
    let found = check(&folder, 0, &[]).stdout;
    assert!(found.starts_with("contoso/Overlay.xml:14:65: warning[CS0401]: "), "{found}");
    let human = expect_in(&folder, 0, &["check", "."]).stdout;
    assert!(human.contains("in 1 of 2 environments: `Contoso`"), "{human}");
}

#[test]
fn an_overlay_that_changes_nothing_and_one_that_is_not_there() {
    let folder = two_tenants("environments-idle");
    edit(&folder, "contoso/Overlay.xml", ">B2C_1A_Extensions<", ">B2C_1A_SignIn<");
    let found = check(&folder, 0, &[]).stdout;
    assert_eq!(
        found,
        "contoso/Overlay.xml:6:15: warning[CS0012]: no policy of this environment is built on its overlay\n"
    );
    edit(&folder, "claimsmith.toml", "Overlay.xml", "Overly.xml");
    let found = expect_in(&folder, 2, &["check", "."]).stdout;
    assert!(
        found.contains("there is no file `contoso/Overly.xml`")
            && found.contains("did you mean `contoso/Overlay.xml`?"),
        "{found}"
    );
}

/// Fabrikam has no `Scope` and needs none, because only the overlay of Contoso uses it.
#[test]
fn a_setting_is_required_where_a_policy_of_the_environment_uses_it() {
    let folder = two_tenants("environments-required");
    edit(&folder, "appsettings.json", ", \"Scope\": \"openid\"", "");
    let found = check(&folder, 1, &[]).stdout;
    assert_eq!(
        found,
        "contoso/Overlay.xml:14:31: error[CS0005]: setting `Scope` has no value in environment Contoso of appsettings.json\n"
    );
}

#[test]
fn a_setting_that_nothing_uses_is_said_once_for_all_environments() {
    let folder = two_tenants("environments-unused");
    let more = [("ClientId", "c-1"), ("Scope", "openid"), ("Left", "over")];
    let fabrikam = [("ClientId", "f-1"), ("left", "over"), ("Scope", "used by Contoso only"), ("Tenant", "built in")];
    write(&folder, "appsettings.json", settings(&[("Contoso", &more), ("Fabrikam", &fabrikam)]));
    let found = check(&folder, 0, &[]).stdout;
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(
        lines,
        [
            "appsettings.json:1:154: warning[CS0011]: no policy uses setting `Left`",
            "appsettings.json:2:135: warning[CS0011]: no policy uses setting `Scope`",
            "appsettings.json:2:168: warning[CS0011]: no policy uses setting `Tenant`",
        ]
    );
    let human = expect_in(&folder, 0, &["check", "."]).stdout;
    assert!(human.contains("nor this one"), "{human}");
    // What is outside of the folder may use it.
    assert_eq!(expect_in(&folder, 0, &["check", "shared", "--format", "short"]).stdout, "");
}

#[test]
fn settings_are_inherited_and_may_use_those_of_the_heir() {
    let folder = two_tenants("environments-inherit");
    let project = "policies = [\"shared/*.xml\"]\n[environments.Common]\npolicies = []\ninherits = \"root\"\n\
                   [environments.root]\npolicies = []\n[environments.contoso]\ninherits = \"common\"\n\
                   [environments.Fabrikam]\ninherits = \"Common\"\n";
    write(&folder, "claimsmith.toml", project);
    let environments: &[(&str, &[(&str, &str)])] = &[
        ("Root", &[("ClientId", "root-{Settings:Number}"), ("Number", "0")]),
        ("Common", &[("Unused", "1")]),
        ("Contoso", &[("Number", "7")]),
        ("Fabrikam", &[("ClientId", "own")]),
    ];
    write(&folder, "appsettings.json", settings(environments));
    let client_id = |environment| {
        expect_in(&folder, 0, &["inspect", "profile", "Example-OAUTH", ".", "--environment", environment]).stdout
    };
    assert!(client_id("Contoso").contains("root-7"), "{}", client_id("Contoso"));
    assert!(client_id("Fabrikam").contains("own"), "{}", client_id("Fabrikam"));
    // `Number` of the root serves nobody: one heir has a number of its own, the other a client id without any.
    let found = check(&folder, 0, &[]).stdout;
    let names: Vec<&str> = found.lines().filter_map(|line| line.split('`').nth(1)).collect();
    assert_eq!(names, ["Number", "Unused"], "{found}");
    assert!(found.lines().all(|line| line.contains("CS0011")), "{found}");
}

#[test]
fn what_contradicts_the_settings_is_named_with_its_place() {
    let folder = two_tenants("environments-wrong");
    for (project, message, help) in [
        (
            "[environments.contso]",
            "./claimsmith.toml:1:15: there is no environment `contso` in the settings",
            "did you mean `Contoso`?",
        ),
        (
            "[environments.contoso]\ninherits = \"Fabricam\"",
            "./claimsmith.toml:2:12: there is no environment `Fabricam` in `appsettings.json`",
            "did you mean `Fabrikam`?",
        ),
        (
            "[environments.contoso]\ninherits = \"fabrikam\"\n[environments.fabrikam]\ninherits = \"contoso\"",
            "./claimsmith.toml:4:12: `Contoso` inherits from itself: contoso -> Fabrikam -> Contoso",
            "take one of these",
        ),
        (
            "policies = [\"share/*.xml\"]",
            "./claimsmith.toml:1:13: the pattern `share/*.xml` matches no policy",
            "relative to the folder",
        ),
        ("[environments.Contoso]\n[environments.contoso]", "is `Contoso` in other case", "without regard to case"),
        ("[environments.contoso]\noverlays = \"a.xml\"", "`overlays` is not known here", "did you mean `overlay`?"),
        (
            "[environments.contoso]\napplication_url = \"contoso.example\"",
            "`contoso.example`: give scheme and host",
            "",
        ),
    ] {
        write(&folder, "claimsmith.toml", project);
        let answer = check(&folder, 2, &[]);
        let wanted = message.trim_start_matches("./");
        assert!(answer.stderr.contains(wanted) && answer.stderr.contains(help), "{project}\n{}", answer.stderr);
        assert!(answer.stderr.contains("^^^\n"), "the place is marked\n{}", answer.stderr);
    }
}

#[test]
fn a_file_that_the_project_names_in_vain_is_shown_where_it_is_named() {
    let folder = two_tenants("environments-in-vain");
    let human = |project: &str| {
        write(&folder, "claimsmith.toml", project);
        expect_in(&folder, 2, &["check", "."]).stdout
    };
    let overlay = "policies = [\"shared/*.xml\"]\n[environments.contoso]\noverlay = \"contoso/Overlai.xml\"\n";
    let found = human(overlay);
    let drawn = "error[CS0001]: there is no file `contoso/Overlai.xml`\n --> claimsmith.toml:3:11\n  |\n\
                 3 | overlay = \"contoso/Overlai.xml\"\n  |           ^^^^^^^^^^^^^^^^^^^^^ named here\n  |\n  \
                 = note: in 1 of 2 environments: `Contoso`\n  = help: did you mean `contoso/Overlay.xml`?\n";
    assert!(found.starts_with(drawn), "{found}");
    let short = check(&folder, 2, &[]).stdout;
    assert!(short.starts_with("claimsmith.toml:3:11: error[CS0001]: "), "{short}");
    // From another folder, and where only this tenant matters.
    let above = folder.parent().expect("it has one").to_owned();
    let path = "environments-in-vain/claimsmith.toml";
    let built = expect_in(&folder, 2, &["build", "--environment", "contoso", "--out", "built"]).stderr;
    assert!(built.contains("\n --> claimsmith.toml:3:11\n"), "{built}");
    expect_in(&folder, 0, &["build", "--environment", "fabrikam", "--out", "built"]);
    let found = expect_in(&above, 2, &["check", "environments-in-vain"]).stdout;
    assert!(found.contains(&format!("\n --> {path}:3:11\n")), "{found}");

    let found = human("# ours\nsettings = \"settings.json\"\n");
    assert!(found.contains(" --> claimsmith.toml:2:12\n") && found.contains("`settings.json`"), "{found}");
    let found = human("bases = [\".\", \"../nowhere\"]\n");
    assert!(found.contains(" --> claimsmith.toml:1:15\n") && found.contains("`../nowhere`"), "{found}");
    // What the command line names does not stand in the file.
    write(&folder, "claimsmith.toml", "settings = \"appsettings.json\"\n");
    let named = expect_in(&folder, 2, &["check", ".", "--settings", "settings.json"]).stdout;
    assert!(named.contains("there is no file `settings.json`") && !named.contains("claimsmith.toml"), "{named}");
}

/// Without settings the tables alone say which environments there are.
#[test]
fn environments_without_settings() {
    let folder = temporary("environments-tables");
    write(&folder, "Base.xml", base(""));
    write(&folder, "SignIn.xml", policy("B2C_1A_SignIn", Some("B2C_1A_Base"), ""));
    let overlay = profile("<Item Key=\"scoope\">a</Item>");
    write(&folder, "b/Overlay.xml", policy("B2C_1A_Overlay", Some("B2C_1A_Base"), &overlay));
    write(
        &folder,
        "claimsmith.toml",
        "policies = [\"*.xml\"]\n[environments.a]\n[environments.b]\noverlay = \"b/Overlay.xml\"\n",
    );
    let human = expect_in(&folder, 0, &["check", "."]).stdout;
    assert!(human.contains("in 1 of 2 environments: `b`"), "{human}");
    assert_eq!(check(&folder, 0, &["--environment", "a"]).stdout, "");
    let unknown = check(&folder, 2, &["--environment", "elsewhere"]).stderr;
    assert!(unknown.contains("there is no environment `elsewhere`") && unknown.contains("`a`, `b`"), "{unknown}");
}

/// Editors on Windows write `\r\n`, a byte-order mark, and `\` between folders.
#[test]
fn files_as_windows_writes_them() {
    let folder = two_tenants("environments-windows");
    let project = "policies = ['.\\shared\\*.xml']\nsettings = '.\\appsettings.json'\n[environments.contoso]\noverlay = 'contoso\\Overlay.xml'\n";
    write(&folder, "claimsmith.toml", format!("\u{feff}{}", project.replace('\n', "\r\n")));
    let appsettings = std::fs::read_to_string(folder.join("appsettings.json")).expect("it is there");
    let appsettings = appsettings.replacen('{', "{\"EnvironmentsFolder\": \".\\\\shared\\\\..\\\\out\\\\built\",\n", 1);
    write(&folder, "appsettings.json", format!("\u{feff}{}", appsettings.replace('\n', "\r\n")));
    for path in ["shared/Base.xml", "shared/Extensions.xml", "shared/SignIn.xml", "contoso/Overlay.xml"] {
        let text = std::fs::read_to_string(folder.join(path)).expect("it is there");
        write(&folder, path, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    // What B2C's extension has built is no policy of ours, whatever is wrong with it.
    write(&folder, "out/built/Contoso/Base.xml", "<TrustFrameworkPolicy>");
    let answer = check(&folder, 0, &[]);
    assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), ("", ""));
    edit(&folder, "contoso/Overlay.xml", "Key=\"scope\"", "Key=\"scoope\"");
    let found = check(&folder, 0, &[]).stdout;
    assert!(found.starts_with("contoso/Overlay.xml:14:24: warning[CS0401]: "), "{found}");
    write(&folder, "claimsmith.toml", "settings = 'C:\\tenants\\appsettings.json'\n");
    if cfg!(not(windows)) {
        assert!(check(&folder, 2, &[]).stderr.contains("a drive of Windows"));
    }
}

/// Behind a byte-order mark everything is three bytes further on, in these files as in policies.
#[test]
fn bytes_are_counted_from_the_beginning_of_the_file() {
    let folder = two_tenants("environments-bytes");
    let project = "policies = ['shared/*.xml']\r\n[environments.contoso]\r\noverlay = 'contoso/Overlai.xml'\r\n";
    for mark in ["", "\u{feff}"] {
        let keys = "[keys]\r\nB2C_1A_Unused = \"secret\"\r\n";
        for (file, text, piece) in [
            ("claimsmith.toml", project, "'contoso/Overlai.xml'"),
            (
                "claimsmith.toml",
                "policies = ['shared/*.xml']\r\n[environments.contoso]\r\noverlay = 'contoso/Overlay.xml'\r\n",
                "",
            ),
            ("keys.toml", keys, "B2C_1A_Unused"),
        ] {
            let text = format!("{mark}{text}");
            write(&folder, file, &text);
            let status = if file == "keys.toml" { 1 } else { 2 * i32::from(!piece.is_empty()) };
            let found = expect_in(&folder, status, &["check", ".", "--format", "json"]);
            let number = |line: &str, name: &str| -> Option<usize> {
                line.split_once(&format!("\"{name}\":"))?.1.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
            };
            let line = found.stdout.lines().find(|line| line.contains(&format!("\"file_name\":\"{file}\"")));
            let slice = line.and_then(|line| text.get(number(line, "byte_start")?..number(line, "byte_end")?));
            assert_eq!(slice.unwrap_or_default(), piece, "{file} {mark:?}: {}", found.stdout);
        }
        std::fs::remove_file(folder.join("keys.toml")).expect("it is there");
    }
}

/// Editors and build servers read standard output.
#[test]
fn what_is_wrong_with_the_project_file_is_a_finding() {
    let folder = two_tenants("environments-project-file");
    let keys = "[keys]\nB2C_1A_A = \"hunter2\"\n";
    for (file, text, places) in [
        ("claimsmith.toml", "settings = 1\n[chek]\n[generate]\nout = 2\n", &["1:12", "2:2", "4:7"][..]),
        ("claimsmith.toml", "[check\n", &["1:7"]),
        ("keys.toml", keys, &["2:12"]),
    ] {
        write(&folder, "claimsmith.toml", "");
        write(&folder, file, text);
        let short = expect_in(&folder, 2, &["check", ".", "--format", "short"]);
        let found: Vec<&str> = short.stdout.lines().collect();
        assert_eq!(found.len(), places.len(), "{}", short.stdout);
        for (line, place) in found.iter().zip(places) {
            assert!(line.starts_with(&format!("{file}:{place}: error[CS0006]: ")), "{line}");
        }
        for format in ["json", "sarif", "github"] {
            let answer = expect_in(&folder, 2, &["check", ".", "--format", format]);
            assert!(answer.stdout.contains("CS0006") && answer.stdout.contains(file), "{format}: {}", answer.stdout);
            assert!(!answer.stdout.contains("hunter2") && !answer.stderr.contains("hunter2"), "{format}");
        }
        let human = expect_in(&folder, 2, &["check", "."]);
        assert_eq!(human.stdout, "");
        assert_eq!(human.stderr.matches("error: ").count(), places.len(), "{}", human.stderr);
    }
}

#[test]
fn placeholders_of_other_tools() {
    let folder = temporary("environments-foreign");
    let metadata =
        "<Item Key=\"client_id\">__ClientId__</Item><Item Key=\"scope\">#{Scope}# {{ Scope }}</Item><!-- __No__ -->";
    write(&folder, "Base.xml", base(""));
    write(&folder, "SignIn.xml", policy("B2C_1A_SignIn", Some("B2C_1A_Base"), &profile(metadata)));
    let found = check(&folder, 0, &["--allow", "CS0803"]).stdout;
    let lines: Vec<&str> = found.lines().filter(|line| line.contains("CS0013")).collect();
    assert_eq!(
        lines,
        [
            "SignIn.xml:14:35: warning[CS0013]: `__ClientId__` is a placeholder of another tool",
            "SignIn.xml:14:72: warning[CS0013]: `#{Scope}#` is a placeholder of another tool",
            "SignIn.xml:14:82: warning[CS0013]: `{{ Scope }}` is a placeholder of another tool",
        ]
    );
}

#[test]
fn the_tenants_of_the_repository_are_clean_and_register_their_own_addresses() {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let answer = expect_in(&policies, 0, &["check", ".", "--deny", "warnings"]);
    assert!(answer.stdout.ends_with("and 2 environments\n"), "{}", answer.stdout);
    let both = expect_in(&policies, 0, &["inspect", "redirect-uris", "tenants"]).stdout;
    let (application, b2c) = both.split_once("\nAzure AD B2C: only while B2C runs this policy\n").expect("two blocks");
    assert_eq!(
        application,
        "your application: register this\n  GitHub-OAUTH2 (GitHub)\n    \
         https://login.contoso.example/signin/github-oauth2/callback\n    \
         https://login.fabrikam.example/signin/github-oauth2/callback\n  QQ-OAUTH (QQ)\n    \
         https://login.contoso.example/signin/qq-oauth/callback\n"
    );
    assert!(b2c.contains("https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/oauth2/authresp"), "{b2c}");
    let fabrikam =
        expect_in(&policies, 0, &["inspect", "redirect-uris", "tenants", "--environment", "fabrikam"]).stdout;
    assert!(!fabrikam.contains("contoso") && !fabrikam.contains("QQ"), "{fabrikam}");
}
