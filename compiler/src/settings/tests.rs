use super::*;
use crate::diagnostic::codes::SETTING_WITHOUT_VALUE;
use crate::diagnostic::render::plain;
use crate::diagnostic::report::short;
use crate::source::Segment;

const SETTINGS: &str = r#"{
  "EnvironmentsFolder": "out",
  "Environments": [
    {
      "Name": "Dev", // the first
      "Production": false,
      "Tenant": "dev.onmicrosoft.com",
      "PolicySettings": {
        "Host": "https://{Settings:Sub}.{Settings:Tenant}",
        "Sub": "api",
        "Backwards": "{Settings:Sub}",
        "Itself": "<{Settings:Itself}>",
        "Number": 3600,
        "Flag": true,
        "Dollar": "$& $1 &amp;",
        "AppSecret": "{Settings:Nowhere}"
      }
    },
    { "Name": "Live", "Production": true, "Tenant": "live.onmicrosoft.com", "PolicySettings": {} }
  ]
}"#;

struct Fixture {
    sources: SourceMap,
    diagnostics: Diagnostics,
    settings: Option<AppSettings>,
}

fn fixture(settings: &str) -> Fixture {
    let mut sources = SourceMap::default();
    let file = sources.add("appsettings.json", settings);
    let mut diagnostics = Diagnostics::default();
    let settings = AppSettings::parse(&sources, file, &mut diagnostics);
    Fixture { sources, diagnostics, settings }
}

impl Fixture {
    fn findings(&self) -> Vec<String> {
        self.diagnostics.as_slice().iter().map(|finding| short(finding, &self.sources)).collect()
    }

    /// The working text of a policy after substitution from the first environment.
    fn substitute(&mut self, policy: &str) -> String {
        let file = self.sources.add("policies/B2C_1A_SignIn.v2.xml", policy);
        let environment = self.settings.as_ref().and_then(|settings| settings.environments().first());
        substitute(&mut self.sources, file, environment, &mut self.diagnostics);
        self.sources.get(file).text().to_owned()
    }
}

#[test]
fn an_environment_inherits_what_it_does_not_set() {
    let settings = r#"{"Environments": [
        {"Name": "Heir", "Tenant": "heir.com", "PolicySettings": {"Own": "1", "BOTH": "heir", "Faulty": "mine"}},
        {"Name": "From", "Tenant": "from.com", "PolicySettings":
            {"Both": "from", "More": "{Settings:Own}", "Faulty": [], "Broken": null}}
    ]}"#;
    let mut fixture = fixture(settings);
    let mut environments = fixture.settings.take().expect("it parses").environments().to_vec();
    let from = environments.pop().expect("the second");
    let mut heir = environments.pop().expect("the first");
    heir.inherit(&from);
    let names: Vec<&str> = heir.settings.iter().map(|setting| setting.name.as_str()).collect();
    assert_eq!(names, ["More", "Own", "BOTH", "Faulty"], "what is inherited can use what is set");
    let text = "{Settings:Both} {Settings:More} {Settings:Environment} {Settings:Faulty}";
    assert_eq!(expand("a.xml", text, Some(&heir)), "heir 1 Heir mine");
    let file = fixture.sources.add("a.xml", "{Settings:Broken}");
    let findings = fixture.diagnostics.as_slice().len();
    substitute(&mut fixture.sources, file, Some(&heir), &mut fixture.diagnostics);
    assert_eq!(fixture.diagnostics.as_slice().len(), findings, "it was reported where it stands");
}

/// The first environment of the file as an heir of the others, nearest first.
fn heir(fixture: &mut Fixture) -> Environment {
    let environments = fixture.settings.take().expect("it parses").environments().to_vec();
    let mut environments = environments.into_iter();
    let mut heir = environments.next().expect("the first");
    environments.for_each(|from| heir.inherit(&from));
    heir
}

#[test]
fn values_use_what_is_inherited_and_what_inherits() {
    let settings = r#"{"Environments": [
        {"Name": "Heir", "PolicySettings": {"Callback": "https://{Settings:Host}/done", "Name": "a", "Late": "{Settings:Name}"}},
        {"Name": "Parent", "PolicySettings": {"Host": "{Settings:Name}.{Settings:Domain}", "Up": "{Settings:Host}"}},
        {"Name": "Above", "PolicySettings": {"Domain": "example", "Down": "{Settings:Callback}"}}
    ]}"#;
    let mut fixture = fixture(settings);
    let heir = heir(&mut fixture);
    let expanded = |text: &str| expand("a.xml", text, Some(&heir));
    assert_eq!(expanded("{Settings:Callback} {Settings:Down}"), "https://a.example/done https://a.example/done");
    assert_eq!(
        expanded("{Settings:Late} {Settings:Up}"),
        "{Settings:Late} {Settings:Up}",
        "the order of each file counts"
    );
}

#[test]
fn a_circle_through_what_is_inherited_is_named() {
    let settings = r#"{"Environments": [
        {"Name": "Heir", "PolicySettings": {"A": "{Settings:B}", "Beside": "{Settings:A}", "Outside": "1"}},
        {"Name": "From", "PolicySettings": {"B": "{Settings:C}", "C": "{Settings:A}{Settings:Outside}"}}
    ]}"#;
    let mut fixture = fixture(settings);
    let heir = heir(&mut fixture);
    assert_eq!(expand("a.xml", "{Settings:A} {Settings:Outside}", Some(&heir)), "{Settings:A} 1");
    let file = fixture.sources.add("a.xml", "{Settings:A} {Settings:B} {Settings:C}");
    substitute(&mut fixture.sources, file, Some(&heir), &mut fixture.diagnostics);
    let found = fixture.diagnostics.as_slice();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|it| it.notes[0].contains("in a circle") && it.help.len() == 1), "{found:?}");
}

#[test]
fn a_missing_tenant_stands_beside_the_name() {
    let settings = r#"{"Environments": [{"Name": "Contoso", "PolicySettings": {"Tenants": "1"}}]}"#;
    let mut fixture = fixture(settings);
    fixture.substitute("<a>{settings:tenant}</a>");
    let [finding] = fixture.diagnostics.as_slice() else { panic!("one finding") };
    let help = "give the environment `\"Tenant\": \"….onmicrosoft.com\"` beside its `Name`";
    assert_eq!(
        (finding.message.as_str(), finding.help.as_slice()),
        ("setting `tenant` has no value in environment Contoso of appsettings.json", &[help.to_owned()][..])
    );
    assert_eq!(fixture.sources.place(finding.labels[0].span), "appsettings.json:1");
}

#[test]
fn a_value_that_breaks_the_file_is_named_with_what_to_do() {
    let write = "write `&lt;` for `<`, `&amp;` for `&` and `&quot;` for `\"` in them";
    for (value, policy) in [
        ("a very long value <b>&amp;", "<r><DisplayName>{Settings:Long}</DisplayName></r>"),
        ("x</code>", "<r><DisplayName>{Settings:Long}</DisplayName></r>"),
        ("a & b", "<r>{Settings:Long}</r>"),
        ("a\\\"b", "<r name=\"{Settings:Long}\" />"),
    ] {
        let mut fixture = fixture(&environment(&format!("\"Long\": \"{value}\"")));
        fixture.substitute(policy);
        let file = fixture.sources.find("policies/B2C_1A_SignIn.v2.xml").expect("it is there");
        assert!(crate::xml::parse(&fixture.sources, file, &mut fixture.diagnostics).is_none(), "{value}");
        let [finding] = fixture.diagnostics.as_slice() else { panic!("one finding") };
        let text = plain(finding, &fixture.sources);
        assert!(text.contains("CS0101") && text.contains("setting `Long` is replaced by"), "{text}");
        assert!(text.contains("environment E of appsettings.json") && text.contains(write), "{text}");
        assert!(!text.contains("first: write") && finding.help.len() == 1, "{text}");
    }
    // What the policy itself says is mended there.
    let mut fixture = fixture(&environment("\"Long\": \"x\""));
    fixture.substitute("<r>{Settings:Long}<b></r>");
    let file = fixture.sources.find("policies/B2C_1A_SignIn.v2.xml").expect("it is there");
    assert!(crate::xml::parse(&fixture.sources, file, &mut fixture.diagnostics).is_none());
    let [finding] = fixture.diagnostics.as_slice() else { panic!("one finding") };
    assert_eq!(finding.help, ["close `b` first: write `</b>`"]);
}

#[test]
fn settings_are_used_by_files_and_by_values() {
    let settings = environment(r#""A": "{Settings:B}", "B": "{Settings:C}", "C": "1", "D": "2", "Tenant": "3""#);
    let mut fixture = fixture(&settings);
    let environment = fixture.settings.take().expect("it parses").environments().first().cloned().expect("one");
    let file = fixture.sources.add("a.xml", "{settings:a} {Settings:Tenant} {Settings:Nowhere}");
    let mut findings = Diagnostics::default();
    let used = substitute(&mut fixture.sources, file, Some(&environment), &mut findings);
    assert_eq!(used.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "b", "c", "nowhere", "tenant"]);
    let mut unused = Diagnostics::default();
    report_unused(&environment, &used, &mut unused);
    let messages: Vec<&str> = unused.as_slice().iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["no policy uses setting `D`", "no policy uses setting `Tenant`"]);
    assert_eq!(used_places(&environment, &used).len(), 3);
}

/// A settings file with one environment that has these settings.
fn environment(settings: &str) -> String {
    format!("{{\"Environments\":[{{\"Name\":\"E\",\"Tenant\":\"e.com\",\"PolicySettings\":{{{settings}}}}}]}}")
}

/// The findings of a settings file.
fn findings(settings: &str) -> Vec<String> {
    fixture(settings).findings()
}

#[test]
fn the_file_is_read_with_places() {
    let fixture = fixture(SETTINGS);
    assert_eq!(fixture.findings(), [""; 0]);
    let settings = fixture.settings.expect("valid");
    assert_eq!(settings.environments_folder.map(|folder| folder.value).as_deref(), Some("out"));
    let [dev, live] = settings.environments.as_slice() else { panic!("two environments") };
    assert_eq!((dev.name.as_str(), dev.production, live.production), ("Dev", false, true));
    assert_eq!(dev.tenant.as_ref().map(|tenant| tenant.as_str()), Some("dev.onmicrosoft.com"));
    let text = |index: usize| (dev.settings[index].name.as_str(), dev.settings[index].value.as_str());
    assert_eq!((text(4), text(5)), (("Number", "3600"), ("Flag", "true")));
    assert_eq!(fixture.sources.place(dev.settings[1].value.span), "appsettings.json:10");
}

#[test]
fn an_environment_is_found_by_name_or_tenant() {
    let settings = fixture(SETTINGS).settings.expect("valid");
    let name = |wanted: &str| settings.environment(wanted).map(|found| found.name.value.clone()).map_err(Box::new);
    assert_eq!(name("live").as_deref(), Ok("Live"));
    assert_eq!(name("DEV.onmicrosoft.com ").as_deref(), Ok("Dev"));
    let unknown = name("Lvie").expect_err("unknown");
    assert_eq!((unknown.code, unknown.message.as_str()), (UNKNOWN_ENVIRONMENT, "there is no environment `Lvie`"));
    assert_eq!(unknown.help, ["did you mean `Live`?"]);
    assert_eq!(name("live.onmicrosoft.co").expect_err("unknown").help, ["did you mean `live.onmicrosoft.com`?"]);
    assert_eq!(name("Staging").expect_err("unknown").help, ["known here: `Dev`, `Live`"]);
}

#[test]
fn a_tenant_of_several_environments_does_not_choose_one() {
    let two = r#"{"Environments":[{"Name":"A","Tenant":"t","PolicySettings":{}},{"Name":"B","Tenant":"T","PolicySettings":{}}]}"#;
    let settings = fixture(two).settings.expect("valid");
    let finding = settings.environment("t").expect_err("ambiguous");
    assert_eq!(finding.message, "2 environments have the tenant `t`");
    assert_eq!(finding.help, ["name one of them: `A`, `B`"]);
    let none = fixture(r#"{"Environments":[]}"#).settings.expect("valid");
    assert_eq!(none.environment("t").expect_err("unknown").primary.expect("a place").text, "this list is empty");
}

#[test]
fn a_file_of_another_shape_is_refused_with_its_place() {
    let refused = |text: &str| {
        let fixture = fixture(text);
        assert_eq!(fixture.settings, None);
        fixture.findings()
    };
    assert_eq!(
        refused("[]"),
        ["appsettings.json:1:1: error[CS0006]: the settings file must be an object, not an array"]
    );
    assert_eq!(
        refused("{\"environments\": []}"),
        [
            "appsettings.json:1:2: warning[CS0006]: `environments` is not a member B2C's tool reads",
            "appsettings.json:1:1: error[CS0006]: the settings file has no `Environments`"
        ]
    );
    assert_eq!(
        refused("{\"Environments\": {}}"),
        ["appsettings.json:1:18: error[CS0006]: `Environments` must be an array, not an object"]
    );
    assert_eq!(
        refused("{"),
        ["appsettings.json:1:2: error[CS0006]: the file is not JSON: expected a name in double quotes"]
    );
}

#[test]
fn a_faulty_environment_is_reported_and_the_others_are_kept() {
    let text = r#"{"Environments": [
  7,
  {"Tenant": "a", "PolicySettings": {}},
  {"Name": null, "Production": "yes", "Tenant": 5, "PolicySettings": []},
  {"Name": "A", "Tenant": "", "Settings": {}},
  {"Name": "a", "PolicySettings": {"x": "1", "X": "2", "y": null, "z": [1]}}
]}"#;
    let fixture = fixture(text);
    assert_eq!(
        fixture.findings(),
        [
            "appsettings.json:2:3: error[CS0006]: an environment must be an object, not a number",
            "appsettings.json:3:3: error[CS0006]: an environment has no `Name`",
            "appsettings.json:4:49: error[CS0006]: `Tenant` must be a string, not a number",
            "appsettings.json:4:32: error[CS0006]: `Production` must be `true` or `false`, not a string",
            "appsettings.json:4:70: error[CS0006]: `PolicySettings` must be an object, not an array",
            "appsettings.json:4:12: error[CS0006]: `Name` must be a string, not null",
            "appsettings.json:5:3: error[CS0006]: an environment has no `PolicySettings`",
            "appsettings.json:6:61: error[CS0006]: setting `y` must be a string, not null",
            "appsettings.json:6:72: error[CS0006]: setting `z` must be a string, not an array",
            "appsettings.json:6:46: warning[CS0006]: setting `X` differs from another only in case",
            "appsettings.json:6:12: error[CS0006]: two environments have the name `a`",
        ]
    );
    let settings = fixture.settings.expect("a list");
    assert_eq!(settings.environments().len(), 2);
    assert_eq!(settings.environments()[0].tenant, None);
}

#[test]
fn placeholders_are_replaced_in_attributes_text_and_comments_in_any_case() {
    let mut fixture = fixture(SETTINGS);
    let policy = "<!-- {Settings:Sub} --><p TenantId=\"{settings:TENANT}\" n='{Settings:Number}'>\r\n\
        {Settings:Environment} {Settings:Filename} {Settings:PolicyFilename} {Settings:Flag} {Context:CorrelationId}</p>";
    assert_eq!(
        fixture.substitute(policy),
        "<!-- api --><p TenantId=\"dev.onmicrosoft.com\" n='3600'>\r\nDev B2C_1A_SignIn.v2 SignIn.v2 true {Context:CorrelationId}</p>"
    );
    assert_eq!(fixture.findings(), [""; 0]);
}

#[test]
fn values_are_plain_text_and_positions_lead_back_to_the_placeholder() {
    let mut fixture = fixture(SETTINGS);
    assert_eq!(fixture.substitute("é{Settings:Dollar}b{Settings:Sub}c"), "é$& $1 &amp;bapic");
    let (_, source) = fixture.sources.iter().last().expect("the policy");
    assert_eq!(source.original(), "é{Settings:Dollar}b{Settings:Sub}c");
    let origin = "environment Dev of appsettings.json".to_owned();
    let segments: Vec<_> =
        source.segments().iter().map(|segment| (segment.text.clone(), segment.original.clone())).collect();
    assert_eq!(segments, [(2..13, 2..19), (14..17, 20..34)]);
    assert_eq!((&source.segments()[1].setting, &source.segments()[1].origin), (&"Sub".to_owned(), &origin));
    assert_eq!(source.to_original(13..17), 19..34);
}

#[test]
fn without_a_placeholder_nothing_is_copied() {
    let mut fixture = fixture(SETTINGS);
    let file = fixture.sources.add("a.xml", "<a>{Settings} {Settings:a\n} {Settings:<b/>} {Context:X}</a>");
    substitute(&mut fixture.sources, file, None, &mut fixture.diagnostics);
    let source = fixture.sources.get(file);
    assert_eq!(source.text().as_ptr(), source.original().as_ptr());
    assert!(source.segments().is_empty());
    assert_eq!(fixture.findings(), [""; 0]);
}

#[test]
fn a_missing_value_is_reported_once_a_name_with_its_places() {
    let mut fixture = fixture(SETTINGS);
    let uses = "{Settings:Hots}\n".repeat(6);
    let text = fixture.substitute(&format!(
        "<!-- {{Settings:Hots}} {{Settings:Commented}} -->\n{uses}{{settings:HOTS}} {{Settings:Sub}}"
    ));
    assert!(text.ends_with("{settings:HOTS} api"));
    let [finding] = fixture.diagnostics.as_slice() else { panic!("{:?}", fixture.findings()) };
    assert_eq!(
        plain(finding, &fixture.sources),
        "\
[CS0005]: setting `Hots` has no value in environment Dev of appsettings.json
 --> policies/B2C_1A_SignIn.v2.xml:2:1
  |
2 | {Settings:Hots}
  | ^^^^^^^^^^^^^^^ nothing to put here
3 | {Settings:Hots}
  | --------------- also here
4 | {Settings:Hots}
  | --------------- also here
5 | {Settings:Hots}
  | --------------- also here
  |
  = note: 7 places in this file name this setting
  = help: did you mean `Host`?
  = help: add `Hots` to `PolicySettings` of this environment"
    );
}

#[test]
fn comments_end_where_xml_ends_them() {
    let mut fixture = fixture(SETTINGS);
    fixture.substitute(
        "<![CDATA[<!--]]>{Settings:A1}<?x <!-- ?>{Settings:A2}<!----><a>{Settings:A3}</a><!-- {Settings:A4}",
    );
    let names: Vec<_> = fixture.diagnostics.as_slice().iter().map(|finding| &finding.message[9..11]).collect();
    assert_eq!(names, ["A1", "A2", "A3"]);
}

#[test]
fn without_settings_the_advice_says_how_to_give_them() {
    let mut sources = SourceMap::default();
    let file = sources.add("a/B2C_1A_Base.xml", "<p TenantId=\"{Settings:Tenant}\" Id=\"{Settings:Filename}\"/>");
    let mut diagnostics = Diagnostics::default();
    substitute(&mut sources, file, None, &mut diagnostics);
    assert_eq!(sources.get(file).text(), "<p TenantId=\"{Settings:Tenant}\" Id=\"B2C_1A_Base\"/>");
    let [finding] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!(
        plain(finding, &sources),
        "\
[CS0005]: setting `Tenant` has no value: no environment is given
 --> a/B2C_1A_Base.xml:1:14
  |
1 | <p TenantId=\"{Settings:Tenant}\" Id=\"{Settings:Filename}\"/>
  |              ^^^^^^^^^^^^^^^^^ nothing to put here
  |
  = help: give `--settings FILE` and `--environment NAME`"
    );
}

#[test]
fn a_value_can_use_settings_that_follow_it_and_no_others() {
    let mut fixture = fixture(SETTINGS);
    let text = fixture.substitute("{Settings:Backwards} {Settings:Itself} {Settings:AppSecret} {Settings:Sub}");
    assert_eq!(text, "{Settings:Backwards} {Settings:Itself} {Settings:AppSecret} api");
    let findings = fixture.diagnostics.as_slice();
    let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the value of setting `AppSecret` needs setting `Nowhere`, which has no value there",
            "the value of setting `Backwards` needs setting `Sub`, which has no value there",
            "the value of setting `Itself` needs setting `Itself`, which has no value there",
        ]
    );
    assert!(findings.iter().all(|finding| finding.code == SETTING_WITHOUT_VALUE));
    assert_eq!(findings[0].help, [""; 0]);
    assert_eq!(findings[2].help, ["take `{Settings:Itself}` out of the value of `Itself`"]);
    // The value of a setting that may be secret is not shown.
    assert!(findings[0].labels.is_empty());
    assert_eq!(
        plain(&findings[1], &fixture.sources),
        "\
[CS0005]: the value of setting `Backwards` needs setting `Sub`, which has no value there
  --> policies/B2C_1A_SignIn.v2.xml:1:1
   |
 1 | {Settings:Backwards} {Settings:Itself} {Settings:AppSecret} {Settings:Sub}
   | ^^^^^^^^^^^^^^^^^^^^ `{Settings:Sub}` would stay in here
   |
  ::: appsettings.json:11:22
   |
11 |         \"Backwards\": \"{Settings:Sub}\",
   |                      ---------------- this is the value
   |
   = note: settings are replaced in the order of the file, so a value can use only settings that follow it
   = help: write the value of `Sub` into it, or put `Sub` after every setting that uses it"
    );
}

#[test]
fn a_fault_deep_inside_a_value_is_named() {
    let mut fixture = fixture(&environment(r#""A":"{Settings:B}","B":"{Settings:C}","C":"{Settings:D}!""#));
    assert_eq!(fixture.substitute("{Settings:A}"), "{Settings:A}");
    let findings = fixture.findings();
    assert!(
        findings[0].ends_with("the value of setting `A` needs setting `D`, which has no value there"),
        "{findings:?}"
    );
}

#[test]
fn why_a_value_cannot_use_a_setting_is_said_with_what_can_be_done() {
    for (settings, message, help) in [
        (
            r#""A":"{Settings:B}","B":"{Settings:a}""#,
            "the values of these settings name each other in a circle",
            "write what is meant instead of `{Settings:a}`",
        ),
        (
            r#""A":"{Settings:FileName}""#,
            "`{Settings:FileName}` is built in, and built-in settings are replaced before all others",
            "write `{Settings:FileName}` into the policy, beside `{Settings:A}`",
        ),
    ] {
        let mut fixture = fixture(&environment(settings));
        assert_eq!(fixture.substitute("{Settings:A}"), "{Settings:A}");
        let found = &fixture.diagnostics.as_slice()[0];
        assert_eq!((found.notes[0].as_str(), found.help[0].as_str()), (message, help));
    }
}

#[test]
fn built_in_settings_come_first() {
    let mut fixture =
        fixture(&environment(r#""Tenant":"mine","PREFIX":"{Settings:Suffix}{Settings:suffix}","Suffix":"s""#));
    assert_eq!(fixture.substitute("{Settings:Tenant} {Settings:Prefix}"), "e.com ss");
}

#[test]
fn a_setting_that_was_reported_in_the_settings_file_is_not_reported_again() {
    let mut fixture = fixture(&environment(r#""A":null,"B":"{Settings:a}""#));
    assert_eq!(fixture.substitute("{Settings:A}{Settings:B}"), "{Settings:A}{Settings:B}");
    assert_eq!(fixture.findings(), ["appsettings.json:1:69: error[CS0006]: setting `A` must be a string, not null"]);
}

#[test]
fn values_that_multiply_stop_at_the_limit() {
    for last in ["x", ""] {
        let mut settings: Vec<String> =
            (0..64).map(|n| format!("\"L{n}\":\"{{Settings:L{}}}{{Settings:L{}}}\"", n + 1, n + 1)).collect();
        settings.push(format!("\"L64\":\"{last}\""));
        let mut fixture = fixture(&environment(&settings.join(",")));
        let policy = "<a>{Settings:L60} {Settings:L0}</a>";
        assert_eq!(fixture.substitute(policy), policy);
        let findings = fixture.findings();
        assert_eq!(
            findings,
            ["policies/B2C_1A_SignIn.v2.xml:1:19: error[CS0006]: the settings make the policy too large"]
        );
        assert_eq!(fixture.substitute("{Settings:L60}"), last.repeat(16));
    }
}

#[test]
fn a_text_without_positions_is_expanded_likewise() {
    let settings = fixture(SETTINGS).settings.expect("valid");
    let dev = settings.environment("Dev").ok();
    assert_eq!(
        expand("a/B2C_1A_X.xml", "{Settings:Sub}-{Settings:PolicyFilename}-{Settings:No}", dev),
        "api-X-{Settings:No}"
    );
    assert_eq!(expand("a.xml", "{Settings:Sub}", None), "{Settings:Sub}");
}

#[test]
fn near_misses_of_member_names_are_warned_about_and_others_ignored() {
    let text = environment("").replace("{\"Environments\"", "{\"$schema\":\"x\",\"Environments\"");
    assert_eq!(findings(&text), [""; 0]);
    let text = text.replace("\"Tenant\"", "\"tenant\"");
    assert_eq!(findings(&text), ["appsettings.json:1:44: warning[CS0006]: `tenant` is not a member B2C's tool reads"]);
}

/// What B2C's tool does, word for word: one setting after the other, each in the whole text.
fn one_after_the_other(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        let placeholder = format!("{{settings:{}}}", name.to_lowercase());
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.to_ascii_lowercase().find(&placeholder) {
            out.push_str(&rest[..at]);
            out.push_str(value);
            rest = &rest[at + placeholder.len()..];
        }
        out + rest
    })
}

#[test]
fn random_policies_are_substituted_as_one_setting_after_the_other() {
    let pieces =
        ["{Settings:A}", "{settings:b}", "{SETTINGS:C}", "{Settings:Tenant}", "{Settings:No}", "<", "{", "}", "é", " "];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    let mut compared = 0;
    for _ in 0..3000 {
        let mut text = |length: usize| (0..random(length)).map(|_| pieces[random(pieces.len())]).collect::<String>();
        let (a, b, c, policy) = (text(4), text(3), text(2), text(12));
        let mut fixture = fixture(&environment(&format!("\"A\":\"{a}\",\"b\":\"{b}\",\"C\":\"{c}\"")));
        let working = fixture.substitute(&policy);
        let (file, source) = fixture.sources.iter().last().expect("the policy");
        let mut rebuilt = String::new();
        let mut at = 0;
        for Segment { text, original, .. } in source.segments() {
            rebuilt.push_str(&policy[at..original.start as usize]);
            rebuilt.push_str(&working[text.start as usize..text.end as usize]);
            at = original.end as usize;
        }
        assert_eq!(rebuilt + &policy[at..], working);
        assert_eq!(
            expand(source.path(), &policy, fixture.settings.as_ref().and_then(|all| all.environments().first())),
            working
        );
        // Braces around a replaced piece can form a new placeholder there, which has no place in the policy.
        if fixture.diagnostics.as_slice().is_empty() && !format!("{a}{b}{c}{policy}").contains("{{") {
            let values = [("Tenant", "e.com"), ("A", &*a), ("b", &*b), ("C", &*c)];
            assert_eq!(working, one_after_the_other(&policy, &values), "{a:?} {b:?} {c:?} {policy:?} {file:?}");
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared}");
}
