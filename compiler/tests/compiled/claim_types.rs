//! Claim types, their restrictions, masks and predicates: each fault is found once, at the place to change.

use crate::common;
use crate::common::{policy, provider, run};
use claimsmith_compiler::{Outcome, Purpose, Severity};
use std::fmt::Write as _;

const HANDLER: &str = "Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine, Version=1.0.0.0, \
                       Culture=neutral, PublicKeyToken=null";

/// Code, severity and the text at the place of each finding, in the order of the files.
fn findings(outcome: &Outcome) -> Vec<(&'static str, Severity, String)> {
    let text = |finding: &claimsmith_compiler::Diagnostic| {
        let span = finding.primary.as_ref().expect("a place").span;
        outcome.sources.get(span.file).original()[span.start as usize..span.end as usize].to_owned()
    };
    outcome.diagnostics.iter().map(|it| (it.code.id, it.severity, text(it))).collect()
}

fn blocks(content: &str) -> String {
    policy("B2C_1A_A", None, &format!("<BuildingBlocks>{content}</BuildingBlocks>"))
}

/// A file with one claim type of this data type and these elements behind it.
fn claim_type(data_type: &str, children: &str) -> String {
    let claim = format!("<ClaimType Id='a'><DisplayName>A</DisplayName><DataType>{data_type}</DataType>{children}");
    blocks(&format!("<ClaimsSchema>{claim}</ClaimType></ClaimsSchema>"))
}

fn predicate(method: &str, parameters: &[(&str, &str)]) -> String {
    let mut written = String::new();
    for (id, value) in parameters {
        write!(written, "<Parameter Id='{id}'>{value}</Parameter>").expect("a string takes everything");
    }
    blocks(&format!(
        "<Predicates><Predicate Id='p' Method='{method}'><Parameters>{written}</Parameters></Predicate></Predicates>"
    ))
}

fn check(policy: &str) -> Outcome {
    run(&[("a.xml", policy)], Purpose::Check)
}

/// The one finding of a policy: code, severity, and the text it points at.
#[track_caller]
fn one(policy: &str, code: &str, severity: Severity, place: &str) {
    assert_eq!(findings(&check(policy)), [(code, severity, place.to_owned())], "{policy}");
}

#[track_caller]
fn none(policy: &str) {
    assert_eq!(findings(&check(policy)), [], "{policy}");
}

const LIST: &str = "<Restriction><Enumeration Text='A' Value='a'/><Enumeration Text='B' Value='b'/></Restriction>";

#[test]
fn an_input_type_shows_the_data_types_of_the_matrix() {
    let documented = |name: &str| match name {
        "TextBox" => "boolean int string",
        "Readonly" | "Paragraph" => "boolean date dateTime duration int long string",
        "Password" | "EmailBox" => "string",
        "DateTimeDropdown" => "date dateTime",
        "Button" => "boolean date dateTime duration int long string phoneNumber userIdentity stringCollection",
        _ => unreachable!("a name of this test"),
    };
    for name in ["TextBox", "Readonly", "Paragraph", "Password", "EmailBox", "DateTimeDropdown", "Button"] {
        for data_type in documented("Button").split(' ') {
            let policy = claim_type(data_type, &format!("<UserInputType>{name}</UserInputType>"));
            if documented(name).split(' ').any(|documented| documented == data_type) {
                none(&policy);
            } else {
                one(&policy, "CS0512", Severity::Warning, name);
            }
        }
    }
    let seen = check(&claim_type("long", "<UserInputType>TextBox</UserInputType>"));
    assert!(seen.diagnostics[0].notes[0].starts_with("public policies"), "{:?}", seen.diagnostics);
}

#[test]
fn a_list_has_options_somewhere() {
    for name in ["DropdownSingleSelect", "RadioSingleSelect", "CheckboxMultiSelect"] {
        let input = format!("<UserInputType>{name}</UserInputType>");
        none(&claim_type("string", &format!("{input}{LIST}")));
        one(&claim_type("string", &input), "CS0512", Severity::Warning, name);
        one(&claim_type("boolean", &input), "CS0512", Severity::Warning, name);
        let pattern = "<Restriction><Pattern RegularExpression='^a$'/></Restriction>";
        one(&claim_type("string", &format!("{input}{pattern}")), "CS0512", Severity::Warning, name);
    }
    // What could not be read may be the options.
    let broken = "<UserInputType>RadioSingleSelect</UserInputType><Restriction><Enumeration Text='A'/></Restriction>";
    one(&claim_type("string", broken), "CS0206", Severity::Error, "Enumeration");
}

#[test]
fn the_options_of_a_list_may_be_those_of_a_language() {
    let collection = |id: &str| {
        format!(
            "<ClaimsSchema><ClaimType Id='a'><DisplayName>A</DisplayName><DataType>string</DataType>\
             <UserInputType>RadioSingleSelect</UserInputType></ClaimType></ClaimsSchema>\
             <Localization Enabled='true'><SupportedLanguages DefaultLanguage='en' MergeBehavior='ReplaceAll'>\
             <SupportedLanguage>en</SupportedLanguage></SupportedLanguages><LocalizedResources Id='r.en'>\
             <LocalizedCollections><LocalizedCollection ElementType='ClaimType' ElementId='{id}' \
             TargetCollection='Restriction'><Item Text='X' Value='x'/></LocalizedCollection></LocalizedCollections>\
             </LocalizedResources></Localization>"
        )
    };
    let codes = |text: &str| findings(&check(&blocks(text))).iter().filter(|it| it.0 == "CS0512").count();
    assert_eq!(codes(&collection("A")), 0, "ids match in any case");
    assert_eq!(codes(&collection("b")), 1);
}

#[test]
fn a_page_requires_no_paragraph() {
    let page = |input: &str, handler: &str, claim: &str| {
        let schema = format!(
            "<BuildingBlocks><ClaimsSchema><ClaimType Id='a'><DisplayName>A</DisplayName><DataType>string</DataType>\
             <UserInputType>{input}</UserInputType></ClaimType></ClaimsSchema></BuildingBlocks>"
        );
        let profile = format!(
            "<TechnicalProfile Id='Page'><DisplayName>P</DisplayName><Protocol Name='Proprietary' Handler='{handler}'/>\
             {claim}</TechnicalProfile>"
        );
        let outcome = check(&policy("B2C_1A_A", None, &(schema + &provider(&profile))));
        findings(&outcome).into_iter().filter(|it| it.0 == "CS0512").map(|it| it.2).collect::<Vec<_>>()
    };
    let output = "<OutputClaims><OutputClaim ClaimTypeReferenceId='a' Required='true'/></OutputClaims>";
    let displayed = "<DisplayClaims><DisplayClaim ClaimTypeReferenceId='A' Required='true'/></DisplayClaims>";
    assert_eq!(page("Paragraph", HANDLER, output), ["true"]);
    assert_eq!(page("Paragraph", HANDLER, displayed), ["true"]);
    assert_eq!(page("TextBox", HANDLER, output), [""; 0]);
    let last = "<Metadata><Item Key='setting.showContinueButton'>False</Item></Metadata>";
    assert_eq!(page("Paragraph", HANDLER, &format!("{last}{output}")), [""; 0], "nobody is to go on");
    assert_eq!(page("Paragraph", &HANDLER.replace("SelfAsserted", "Rest"), output), [""; 0]);
    assert_eq!(page("Paragraph", HANDLER, &output.replace("true", "false")), [""; 0]);
}

#[test]
fn a_value_is_listed_once_and_fits_the_data_type() {
    let list = |data_type: &str, values: &[&str]| {
        let values: String = values.iter().map(|value| format!("<Enumeration Text='A' {value}/>")).collect();
        let input = "<UserInputType>DropdownSingleSelect</UserInputType>";
        let input = if data_type == "string" { input } else { "" };
        claim_type(data_type, &format!("{input}<Restriction>{values}</Restriction>"))
    };
    none(&list("string", &["Value='de'", "Value='DE'", "Value=''"]));
    one(&list("string", &["Value='de'", "Value='fr'", "Value='de'"]), "CS0513", Severity::Warning, "de");
    none(&list("boolean", &["Value='true'", "Value='False'"]));
    one(&list("boolean", &["Value='yes'", "Value='false'"]), "CS0513", Severity::Warning, "yes");
    one(&list("int", &["Value='1'", "Value='1.5'"]), "CS0513", Severity::Warning, "1.5");
    let selected = "Value='de' SelectByDefault='true'";
    none(&list("string", &[selected, "Value='fr' SelectByDefault='false'"]));
    let two = list("string", &[selected, "Value='fr' SelectByDefault='1'"]);
    one(&two, "CS0513", Severity::Warning, "1");
    none(&two.replace("DropdownSingleSelect", "CheckboxMultiSelect"));
}

#[test]
fn a_restriction_restricts_what_is_typed() {
    let pattern = "<Restriction><Pattern RegularExpression='^[0-9]+$'/></Restriction>";
    for data_type in ["string", "int", "long", "phoneNumber"] {
        none(&claim_type(data_type, pattern));
    }
    for data_type in ["boolean", "dateTime", "stringCollection", "userIdentity"] {
        one(&claim_type(data_type, pattern), "CS0513", Severity::Warning, "^[0-9]+$");
    }
    one(&claim_type("string", "<Restriction/>"), "CS0513", Severity::Warning, "<Restriction/>");
    one(
        &claim_type("string", &LIST.replace("</R", "<Pattern RegularExpression='a'/></R")),
        "CS0201",
        Severity::Error,
        "Pattern",
    );
}

/// A base with one claim type and a derived policy with another restriction of it.
fn derived(base: &str, over: &str) -> Outcome {
    let schema = |children: &str| {
        let claim = format!("<ClaimType Id='a'><DisplayName>A</DisplayName><DataType>string</DataType>{children}");
        format!("<BuildingBlocks><ClaimsSchema>{claim}</ClaimType></ClaimsSchema></BuildingBlocks>")
    };
    let leaf = policy("B2C_1A_A", Some("B2C_1A_Base"), &schema(over));
    run(&[("a.xml", &leaf), ("base.xml", &policy("B2C_1A_Base", None, &schema(base)))], Purpose::Check)
}

fn only(outcome: &Outcome, code: &str) -> Vec<String> {
    findings(outcome).into_iter().filter(|it| it.0 == code).map(|it| it.2).collect()
}

#[test]
fn a_restriction_adds_to_one_of_its_kind() {
    let adding =
        |behavior: &str, content: &str| format!("<Restriction MergeBehavior='{behavior}'>{content}</Restriction>");
    let c = "<Enumeration Text='C' Value='c'/>";
    let pattern = "<Pattern RegularExpression='^a$'/>";
    let pattern_alone = format!("<Restriction>{pattern}</Restriction>");
    assert_eq!(only(&derived(LIST, &adding("Append", c)), "CS0513"), [""; 0]);
    assert_eq!(only(&derived("", &adding("Append", c)), "CS0513"), ["Append"]);
    assert_eq!(only(&derived(LIST, &adding("Prepend", pattern)), "CS0513"), ["Prepend"]);
    assert_eq!(only(&derived(&pattern_alone, &adding("Append", c)), "CS0513"), ["Append"]);
    assert_eq!(only(&derived(&pattern_alone, &adding("ReplaceAll", c)), "CS0513"), [""; 0]);
    let again = "<Enumeration Text='Again' Value='a'/>";
    for behavior in ["Append", "Prepend"] {
        let outcome = derived(LIST, &adding(behavior, again));
        assert_eq!(only(&outcome, "CS0513"), ["a"]);
        let place = outcome.diagnostics.iter().find(|it| it.code.id == "CS0513").and_then(|it| it.primary.as_ref());
        assert_eq!(outcome.sources.get(place.expect("a place").span.file).path(), "a.xml");
    }
    assert_eq!(only(&derived(LIST, &format!("<Restriction>{again}</Restriction>")), "CS0513"), [""; 0]);
    let unread = "<Restriction><Enumeration Text='A'/></Restriction>";
    assert_eq!(only(&derived(unread, &adding("Append", c)), "CS0513"), [""; 0], "the base may have one");
    // It removes the restriction of the base.
    assert_eq!(only(&derived(LIST, "<Restriction/>"), "CS0513"), [""; 0]);
    assert_eq!(only(&derived(LIST, "<Restriction MergeBehavior='Append'/>"), "CS0513").len(), 1);
}

#[test]
fn a_localized_collection_is_the_restriction_of_a_claim() {
    let collection = |attributes: &str, items: &str| {
        let text = format!(
            "<ClaimsSchema><ClaimType Id='a'><DisplayName>A</DisplayName><DataType>string</DataType></ClaimType>\
             </ClaimsSchema><Localization Enabled='true'><SupportedLanguages DefaultLanguage='en'>\
             <SupportedLanguage>en</SupportedLanguage></SupportedLanguages><LocalizedResources Id='r.en'>\
             <LocalizedCollections><LocalizedCollection ElementId='a' {attributes}>{items}</LocalizedCollection>\
             </LocalizedCollections></LocalizedResources></Localization>"
        );
        only(&check(&blocks(&text)), "CS0513")
    };
    let item = "<Item Text='X' Value='x'/>";
    assert_eq!(collection("ElementType='ClaimType' TargetCollection='Restriction'", item), [""; 0]);
    assert_eq!(collection("ElementType='ClaimType' TargetCollection='Restrictions'", item), ["Restrictions"]);
    assert_eq!(collection("ElementType='UxElement' TargetCollection='Restriction'", item), ["UxElement"]);
    let twice = format!("{item}<Item Text='Y' Value='x'/>");
    assert_eq!(collection("ElementType='ClaimType' TargetCollection='Restriction'", &twice), ["x"]);
}

#[test]
fn a_mask_has_what_it_needs_and_a_text_to_hide() {
    none(&claim_type("string", "<Mask Type='Simple'>XXX-</Mask>"));
    none(&claim_type("phoneNumber", "<Mask Type='Regex' Regex='(?&lt;=.).(?=.*@)'>*</Mask>"));
    none(&claim_type("string", "<Mask Type='Regex' Regex='[0-9]'></Mask>"));
    one(&claim_type("string", "<Mask Type='Regex'>*</Mask>"), "CS0514", Severity::Error, "Regex");
    one(&claim_type("string", "<Mask Type='Simple' Regex='.'>*</Mask>"), "CS0514", Severity::Warning, ".");
    one(&claim_type("string", "<Mask Type='Simple'/>"), "CS0514", Severity::Warning, "<Mask Type='Simple'/>");
    let number = "<Mask Type='Simple'>XX</Mask>";
    one(&claim_type("int", number), "CS0514", Severity::Warning, number);
}

#[test]
fn a_predicate_has_a_method_and_its_parameters() {
    none(&predicate("MatchesRegex", &[("RegularExpression", "^[0-9]+$")]));
    none(&predicate("IncludesCharacters", &[("CharacterSet", "@#$%^&amp;*\\-_+=[]{}|\\\\:',.?/`~\"();!")]));
    none(&predicate("IsLengthRange", &[("Minimum", "8"), ("Maximum", "64")]));
    none(&predicate("IsDateRange", &[("Minimum", "1970-01-01"), ("Maximum", "Today")]));
    let pattern = [("RegularExpression", "a")];
    one(&predicate("MatchRegex", &pattern), "CS0515", Severity::Error, "MatchRegex");
    one(&predicate("matchesRegex", &pattern), "CS0515", Severity::Warning, "matchesRegex");
    one(&predicate("IsLengthRange", &[("Minimum", "8")]), "CS0515", Severity::Error, "IsLengthRange");
    // A parameter with a slip is not missing as well.
    let slip = [("Minimum", "8"), ("Maximun", "9")];
    one(&predicate("IsLengthRange", &slip), "CS0515", Severity::Error, "Maximun");
    // Neither is the only one that another name stands for.
    let other = [("Minimum", "8"), ("Max", "9")];
    one(&predicate("IsLengthRange", &other), "CS0515", Severity::Error, "Max");
    let more = [("RegularExpression", "a"), ("IgnoreCase", "true")];
    one(&predicate("MatchesRegex", &more), "CS0515", Severity::Error, "IgnoreCase");
    one(&predicate("MatchesRegex", &[("regularExpression", "a")]), "CS0515", Severity::Warning, "regularExpression");
    let twice = [("RegularExpression", "a"), ("RegularExpression", "b")];
    one(&predicate("MatchesRegex", &twice), "CS0515", Severity::Warning, "b");
    let unnamed = predicate("MatchesRegex", &pattern).replace(" Id='RegularExpression'", "");
    one(&unnamed, "CS0206", Severity::Error, "Parameter");
}

#[test]
fn the_values_of_parameters_are_read() {
    let bounds =
        |method: &str, minimum: &str, maximum: &str| predicate(method, &[("Minimum", minimum), ("Maximum", maximum)]);
    for (minimum, maximum, place) in
        [("64", "8", "8"), ("eight", "9", "eight"), ("8", "9.5", "9.5"), ("-3", "-2", "-2")]
    {
        one(&bounds("IsLengthRange", minimum, maximum), "CS0515", Severity::Error, place);
    }
    for (minimum, maximum, place) in [
        ("2010-01-01", "1970-01-01", "1970-01-01"),
        ("01-01-1970", "Today", "01-01-1970"),
        ("2010-01-01", "Tomorrow", "Tomorrow"),
    ] {
        one(&bounds("IsDateRange", minimum, maximum), "CS0515", Severity::Error, place);
    }
    none(&bounds("IsDateRange", "Today", "1970-01-01"));
    let set = |set: &str| predicate("IncludesCharacters", &[("CharacterSet", set)]);
    one(&set("a\\[b"), "CS0515", Severity::Error, "\\[");
    // The escape stands behind an entity, so that its place is not known.
    one(&set("&amp;\\d"), "CS0515", Severity::Error, "&amp;\\d");
    one(&set("z-a"), "CS0515", Severity::Warning, "z-a");
    one(&set(""), "CS0515", Severity::Error, "Parameter");
}

#[test]
fn blanks_are_a_part_of_sets_patterns_and_masks() {
    let set = |set: &str| predicate("IncludesCharacters", &[("CharacterSet", set)]);
    let pattern = |pattern: &str| predicate("MatchesRegex", &[("RegularExpression", pattern)]);
    let mask = |mask: &str| claim_type("string", &format!("<Mask Type='Regex' Regex='[0-9]'>{mask}</Mask>"));
    for text in [set("@# "), set(" - "), pattern("^a "), pattern(" *$"), mask(" X "), mask("\n  ")] {
        none(&text);
    }
    // What is nothing else, and what ends with a line break, is kept too, and is hardly what is meant.
    for blanks in [" ", "a\n", "\n  a"] {
        one(&set(blanks), "CS0515", Severity::Warning, blanks);
        one(&pattern(blanks), "CS0515", Severity::Warning, blanks);
        one(&mask(blanks), "CS0514", Severity::Warning, blanks);
    }
    one(&set("\n  "), "CS0515", Severity::Error, "Parameter");
    // Numbers and dates are read without.
    none(&predicate("IsLengthRange", &[("Minimum", " 8 "), ("Maximum", "\n 9\n")]));
    none(&predicate("IsDateRange", &[("Minimum", " 1970-01-01"), ("Maximum", "Today ")]));
}

#[test]
fn a_group_asks_for_what_it_has() {
    let group = |attributes: &str, references: &[&str]| {
        let references: String = references.iter().map(|id| format!("<PredicateReference {id}/>")).collect();
        let predicates = ["p", "q"].map(|id| {
            format!(
                "<Predicate Id='{id}' Method='MatchesRegex'><Parameters><Parameter Id='RegularExpression'>a</Parameter>\
                 </Parameters></Predicate>"
            )
        });
        blocks(&format!(
            "<Predicates>{}</Predicates><PredicateValidations><PredicateValidation Id='v'><PredicateGroups>\
             <PredicateGroup Id='g'><PredicateReferences {attributes}>{references}</PredicateReferences></PredicateGroup>\
             </PredicateGroups></PredicateValidation></PredicateValidations>",
            predicates.concat()
        ))
    };
    let both = ["Id='p'", "Id='q'"];
    none(&group("", &both));
    none(&group("MatchAtLeast='1'", &both));
    none(&group("MatchAtLeast=' 2 '", &both));
    for wrong in ["3", "0", "-1", "99999999999999999999"] {
        one(&group(&format!("MatchAtLeast='{wrong}'"), &both), "CS0516", Severity::Error, wrong);
    }
    one(&group("", &["Id='p'", "Id='p'"]), "CS0516", Severity::Warning, "p");
    one(&group("MatchAtLeast='2'", &["Id='p'", ""]), "CS0206", Severity::Error, "PredicateReference");
    one(&group("MatchAtLeast='two'", &both), "CS0207", Severity::Error, "two");
}

#[test]
fn a_regular_expression_is_one_of_dotnet() {
    let restricted = |pattern: &str| {
        claim_type("string", &format!("<Restriction><Pattern RegularExpression=\"{pattern}\"/></Restriction>"))
    };
    none(&restricted("^(?'year'[0-9]{4})(?(year)a|b)[A-Z[\\]]$"));
    one(&restricted("^([0-9]+$"), "CS0517", Severity::Error, "(");
    // Where the file spells the pattern otherwise, it is the whole of it, and the note says where.
    let outcome = check(&restricted("&lt;([0-9]+$"));
    assert_eq!(only(&outcome, "CS0517"), ["&lt;([0-9]+$"]);
    assert!(outcome.diagnostics[0].notes[0].starts_with("at character 2"), "{:?}", outcome.diagnostics[0].notes);
    let mask = claim_type("string", "<Mask Type='Regex' Regex='a**'>*</Mask>");
    assert_eq!(only(&check(&mask), "CS0517").len(), 1);
    one(&predicate("MatchesRegex", &[("RegularExpression", "a[a-z")]), "CS0517", Severity::Error, "[");
}

#[test]
fn a_declaration_spells_the_id_as_its_base_does() {
    let schema = |id: &str| common::claims_schema(&[(id, "string")]);
    let leaf = policy("B2C_1A_A", Some("B2C_1A_Base"), &schema("Surname"));
    let base = policy("B2C_1A_Base", None, &schema("surname"));
    let outcome = run(&[("a.xml", &leaf), ("base.xml", &base)], Purpose::Check);
    assert_eq!(only(&outcome, "CS0308"), ["Surname"]);
    let fix = outcome.diagnostics.iter().find_map(|it| it.fix.as_ref()).expect("a fix");
    assert_eq!(fix.edits[0].replacement, "surname");
    // In one file it is one id twice, and nothing else.
    let twice = policy("B2C_1A_A", None, &common::claims_schema(&[("surname", "string"), ("Surname", "string")]));
    one(&twice, "CS0208", Severity::Error, "Surname");
}

#[test]
fn what_waits_for_a_setting_is_not_judged() {
    for text in [
        claim_type("string", "<Restriction><Pattern RegularExpression='({Settings:Pattern}'/></Restriction>"),
        predicate("{Settings:Method}", &[]),
        predicate("IsLengthRange", &[("Minimum", "1"), ("{Settings:Bound}", "8")]),
        claim_type("{Settings:DataType}", ""),
        predicate("IsLengthRange", &[("Minimum", "{Settings:Least}"), ("Maximum", "8")]),
    ] {
        let codes: Vec<_> = findings(&check(&text)).into_iter().map(|it| it.0).collect();
        assert!(codes.iter().all(|code| *code == "CS0005"), "{codes:?}");
    }
}

/// The schema has them, and nobody says what they hold.
#[test]
fn a_data_type_is_described_somewhere() {
    for data_type in ["objectIdentity", "objectIdentityCollection"] {
        one(&claim_type(data_type, ""), "CS0905", Severity::Warning, data_type);
    }
    none(&claim_type("userIdentityCollection", ""));
}

#[test]
fn a_localized_string_is_the_text_of_something() {
    let string = |element_type: &str, id: &str| {
        blocks(&format!(
            "<ClaimsSchema><ClaimType Id='a'><DisplayName>A</DisplayName><DataType>string</DataType></ClaimType>\
             </ClaimsSchema><Localization><LocalizedResources Id='r'><LocalizedStrings><LocalizedString \
             ElementType='{element_type}' ElementId='a' StringId='{id}'>A</LocalizedString></LocalizedStrings>\
             </LocalizedResources></Localization>"
        ))
    };
    for (element_type, id) in
        [("ClaimType", "UserHelpText"), ("claimType", "displayName"), ("UxElement", "button"), ("ErrorMessage", "x")]
    {
        none(&string(element_type, id));
    }
    one(&string("Claim", "DisplayName"), "CS0318", Severity::Warning, "Claim");
    one(&string("ClaimType", "DisplName"), "CS0318", Severity::Warning, "DisplName");
    one(&string("{Settings:Type}", "x"), "CS0005", Severity::Error, "{Settings:Type}");
}

/// .NET reads dates in many forms; each of them has digits.
#[test]
fn a_default_value_is_a_date() {
    let with_default = |default: &str| {
        let claim = "<ClaimType Id='a'><DisplayName>A</DisplayName><DataType>dateTime</DataType></ClaimType>";
        let profile = format!(
            "<TechnicalProfile Id='T'><DisplayName>T</DisplayName><Protocol Name='None'/><OutputClaims><OutputClaim \
             ClaimTypeReferenceId='a' DefaultValue='{default}'/></OutputClaims></TechnicalProfile>"
        );
        let schema = format!("<BuildingBlocks><ClaimsSchema>{claim}</ClaimsSchema></BuildingBlocks>");
        policy("B2C_1A_A", None, &(schema + &provider(&profile)))
    };
    one(&with_default("yesterday"), "CS0502", Severity::Warning, "yesterday");
    none(&with_default("31 December 2024"));
    one(&with_default("{Settings:A} and B"), "CS0005", Severity::Error, "{Settings:A}");
}

#[test]
fn many_faults_cost_little() {
    let mut claims = String::new();
    for number in 0..3_000 {
        write!(
            claims,
            "<ClaimType Id='c{number}'><DataType>string</DataType><UserInputType>RadioSingleSelect</UserInputType>\
             <Restriction><Enumeration Text='A'/></Restriction></ClaimType><ClaimType Id='d{number}'/>"
        )
        .expect("a string takes everything");
    }
    let values = "<Enumeration Text='A' Value='a' SelectByDefault='true'/>".repeat(5_000);
    let set = "\\d".repeat(50_000);
    let predicate = format!(
        "<Predicates><Predicate Id='p' Method='IncludesCharacters'><Parameters><Parameter Id='CharacterSet'>{set}\
         </Parameter></Parameters></Predicate></Predicates>"
    );
    let text = blocks(&format!(
        "<ClaimsSchema>{claims}<ClaimType Id='e'><DataType>string</DataType>\
         <UserInputType>RadioSingleSelect</UserInputType><Restriction>{values}</Restriction></ClaimType>\
         </ClaimsSchema>{predicate}"
    ));
    let outcome = check(&text);
    assert!(outcome.has_errors());
}

#[test]
fn a_default_value_that_is_always_used_is_there() {
    let profile = |attributes: &str| {
        common::claims_schema(&[("name", "string")])
            + &common::provider(&format!(
                "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /><OutputClaims>\
                 <OutputClaim ClaimTypeReferenceId=\"name\" {attributes} /></OutputClaims></TechnicalProfile>"
            ))
    };
    let base = policy("B2C_1A_Base", None, &profile("DefaultValue=\"a\""));
    let alone = |attributes: &str| policy("B2C_1A_A", None, &profile(attributes));
    one(&alone("AlwaysUseDefaultValue=\"true\""), "CS0518", Severity::Warning, "true");
    for right in ["AlwaysUseDefaultValue=\"false\"", "DefaultValue=\"\" AlwaysUseDefaultValue=\"true\""] {
        assert_eq!(only(&check(&alone(right)), "CS0518"), [""; 0], "{right}");
    }
    // The base gives it, or an attribute that cannot be read.
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), &profile("AlwaysUseDefaultValue=\"true\""));
    let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
    assert_eq!(only(&outcome, "CS0518"), [""; 0]);
    one(&alone("DefaultVaule=\"a\" AlwaysUseDefaultValue=\"true\""), "CS0205", Severity::Error, "DefaultVaule");
}
