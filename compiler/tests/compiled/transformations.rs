//! Claims transformations: what is declared is what the method wants, by name, by data type and by value.

use crate::common::{codes, policy, provider, run};
use claimsmith_compiler::transformation::method::{ClaimDataType, Method, ParameterKind, all};
use claimsmith_compiler::{Diagnostic, Outcome, Purpose, Severity};
use claimsmith_profile::DataType;

/// A claims transformation, as its three lists.
#[derive(Clone, Default)]
struct Transformation {
    method: String,
    /// Claim type and name.
    inputs: Vec<(String, String)>,
    /// Name, data type and value.
    parameters: Vec<(String, String, String)>,
    /// Claim type and name.
    outputs: Vec<(String, String)>,
}

fn owned<const N: usize>(rows: &[[&str; N]]) -> Vec<[String; N]> {
    rows.iter().map(|row| row.map(str::to_owned)).collect()
}

impl Transformation {
    fn new(method: &str, inputs: &[[&str; 2]], parameters: &[[&str; 3]], outputs: &[[&str; 2]]) -> Self {
        Self {
            method: method.to_owned(),
            inputs: owned(inputs).into_iter().map(|[claim, name]| (claim, name)).collect(),
            parameters: owned(parameters).into_iter().map(|[id, kind, value]| (id, kind, value)).collect(),
            outputs: owned(outputs).into_iter().map(|[claim, name]| (claim, name)).collect(),
        }
    }

    /// What the table says the method takes, all of it, each claim one of its own.
    fn of(method: &Method) -> Self {
        let names = |types: Vec<(&str, ClaimDataType)>, side: &str| -> Vec<(String, String)> {
            let claim = |(at, (name, data_type)): (usize, (&str, ClaimDataType))| {
                let data_type =
                    if let ClaimDataType::One(data_type) = data_type { data_type } else { DataType::String };
                (format!("{}{side}{at}", data_type.name()), name.to_owned())
            };
            types.into_iter().enumerate().map(claim).collect()
        };
        Self {
            method: method.name.to_owned(),
            inputs: names(method.inputs.iter().map(|it| (it.name, it.data_type)).collect(), "In"),
            parameters: method
                .parameters
                .iter()
                .map(|it| (it.name.to_owned(), it.data_type.name().to_owned(), value(it.data_type, it.kind)))
                .collect(),
            outputs: names(method.outputs.iter().map(|it| (it.name, it.data_type)).collect(), "Out"),
        }
    }

    fn xml(&self) -> String {
        let claims = |list: &str, item: &str, claims: &[(String, String)]| {
            let claim = |(id, name): &(String, String)| {
                let name = if name.is_empty() { String::new() } else { format!(" TransformationClaimType=\"{name}\"") };
                format!("<{item} ClaimTypeReferenceId=\"{id}\"{name} />\n")
            };
            wrapped(list, &claims.iter().map(claim).collect::<String>())
        };
        let parameter = |(id, data_type, value): &(String, String, String)| {
            format!("<InputParameter Id=\"{id}\" DataType=\"{data_type}\" Value=\"{value}\" />\n")
        };
        let parameters: String = self.parameters.iter().map(parameter).collect();
        format!(
            "<ClaimsTransformation Id=\"Any\" TransformationMethod=\"{}\">{}{}{}</ClaimsTransformation>",
            self.method,
            claims("InputClaims", "InputClaim", &self.inputs),
            wrapped("InputParameters", &parameters),
            claims("OutputClaims", "OutputClaim", &self.outputs)
        )
    }
}

fn wrapped(list: &str, items: &str) -> String {
    if items.is_empty() { String::new() } else { format!("<{list}>\n{items}</{list}>\n") }
}

fn value(data_type: DataType, kind: ParameterKind) -> String {
    match (kind, data_type) {
        (ParameterKind::OneOf(allowed), _) => allowed[0],
        (ParameterKind::FormatString { .. }, _) => "{0}",
        (ParameterKind::PolicyKey, _) => "B2C_1A_Key",
        (_, DataType::Boolean) => "true",
        (_, DataType::Int) => "1",
        (_, DataType::DateTime) => "2024-01-31",
        _ => "text",
    }
    .to_owned()
}

/// A schema with claims of every data type to read and to write: `stringIn0`, `booleanOut1` …
fn schema() -> String {
    let mut claims = String::new();
    for data_type in DataType::ALL.iter().map(|it| it.name()).filter(|name| !name.starts_with("objectIdentity")) {
        for side in ["In", "Out"] {
            for at in 0..4 {
                claims += &format!(
                    "<ClaimType Id=\"{data_type}{side}{at}\"><DisplayName>A</DisplayName><DataType>{data_type}</DataType></ClaimType>\n"
                );
            }
        }
    }
    format!("<ClaimsSchema>{claims}</ClaimsSchema>")
}

fn outcome(transformation: &Transformation) -> Outcome {
    let blocks = format!(
        "<BuildingBlocks>{}<ClaimsTransformations>{}</ClaimsTransformations></BuildingBlocks>",
        schema(),
        transformation.xml()
    );
    run(&[("a.xml", &policy("B2C_1A_A", None, &blocks))], Purpose::Check)
}

/// What is found, without the lint about texts that can be predicted.
fn found(transformation: &Transformation) -> Vec<&'static str> {
    codes(&outcome(transformation)).into_iter().filter(|code| *code != "CS0811").collect()
}

fn only(outcome: Outcome) -> Diagnostic {
    let found = codes(&outcome);
    let [finding] = <[Diagnostic; 1]>::try_from(outcome.diagnostics).unwrap_or_else(|_| panic!("{found:?}"));
    finding
}

/// What stands at the primary place of the only finding, and its message.
fn place_and_message(transformation: &Transformation) -> (String, String) {
    let outcome = outcome(transformation);
    let sources = outcome.sources.clone();
    let finding = only(outcome);
    let span = finding.primary.expect("a place").span;
    let text = &sources.get(span.file).original()[span.start as usize..span.end as usize];
    (text.to_owned(), finding.message)
}

/// What a transformation made from the table alone lacks elsewhere in the policy.
fn lacks(method: &str) -> &'static [&'static str] {
    match method {
        "CopyClaimIfPredicateMatch" => &["CS0529"],
        "Hash" => &["CS0534"],
        "GetMappedValueFromLocalizedCollection" | "LookupValue" => &["CS0528"],
        // There is no page with the text; `GetLocalizedStringsTransformation` names none in the table.
        "FormatLocalizedString" => &["CS0530"],
        _ => &[],
    }
}

#[test]
fn what_the_table_says_is_what_the_rules_accept() {
    for method in all() {
        assert_eq!(found(&Transformation::of(method)), lacks(method.name), "{}", method.name);
    }
}

#[test]
fn every_required_claim_and_parameter_is_missed() {
    let missed = |method: &Method, transformation: &Transformation, name: &str, code: &str| {
        let outcome = outcome(transformation);
        let finding = outcome.diagnostics.iter().find(|it| it.code.id == code);
        let finding = finding.unwrap_or_else(|| panic!("{} without `{name}`: nothing found", method.name));
        assert!(finding.message.contains(&format!("`{name}`")), "{}", finding.message);
        assert_eq!(finding.severity, Severity::Error);
        assert!(!finding.help.is_empty());
    };
    for method in all() {
        let whole = Transformation::of(method);
        for input in method.inputs.iter().filter(|it| it.required) {
            let mut without = whole.clone();
            without.inputs.retain(|(_, name)| name != input.name);
            missed(method, &without, input.name, "CS0522");
        }
        for output in method.outputs.iter().filter(|it| it.required) {
            let mut without = whole.clone();
            without.outputs.retain(|(_, name)| name != output.name);
            missed(method, &without, output.name, "CS0522");
        }
        for parameter in method.parameters.iter().filter(|it| it.required) {
            let mut without = whole.clone();
            without.parameters.retain(|(id, _, _)| id != parameter.name);
            missed(method, &without, parameter.name, "CS0524");
        }
    }
}

#[test]
fn what_is_optional_is_not_missed() {
    for method in all().filter(|method| method.name != "CompareClaims") {
        let mut least = Transformation::of(method);
        least.inputs.retain(|(_, name)| method.input(name).is_some_and(|it| it.required));
        least.parameters.retain(|(name, _, _)| method.parameter(name).is_some_and(|it| it.required));
        least.outputs.retain(|(_, name)| method.output(name).is_some_and(|it| it.required));
        assert_eq!(found(&least), lacks(method.name), "{}", method.name);
    }
}

#[test]
fn a_wrong_name_is_one_finding_at_that_name() {
    for method in all() {
        let whole = Transformation::of(method);
        for at in 0..whole.parameters.len() {
            let mut renamed = whole.clone();
            renamed.parameters[at].0 += "X";
            // Where any name may stand, the wanted one is missing and the other is taken for one of the policy.
            let expected = match method.further_parameters.data_type(&renamed.parameters[at].0) {
                Some(_) => continue,
                None => "CS0524",
            };
            let mut expected = [lacks(method.name), &[expected]].concat();
            // A text is looked for by its id.
            expected.retain(|code| *code != "CS0530");
            expected.sort_unstable();
            assert_eq!(found(&renamed), expected, "{}", renamed.parameters[at].0);
        }
        for at in 0..whole.outputs.len() {
            let mut renamed = whole.clone();
            renamed.outputs[at].1 += "X";
            let is_required = method.outputs[at].required;
            // An optional output that may have any name is one that the policy has chosen.
            if is_required || method.further_outputs.data_type("any").is_none() {
                let found = found(&renamed);
                let wrong: Vec<_> = found.iter().filter(|code| !lacks(method.name).contains(code)).collect();
                assert_eq!(wrong, [&"CS0522"], "{}: {}", method.name, renamed.outputs[at].1);
            }
        }
        for at in 0..whole.inputs.len() {
            let mut renamed = whole.clone();
            renamed.inputs[at].1 += "X";
            if method.further_inputs.data_type(&renamed.inputs[at].1).is_none() {
                let found = found(&renamed);
                assert_eq!(found.iter().filter(|code| **code == "CS0522").count(), 1, "{}: {found:?}", method.name);
            }
        }
    }
}

#[test]
fn every_claim_of_another_type_is_found_where_it_is_bound() {
    for method in all() {
        let whole = Transformation::of(method);
        for (at, input) in method.inputs.iter().enumerate() {
            let ClaimDataType::One(data_type) = input.data_type else { continue };
            let wrong = if data_type == DataType::Duration { "dateIn3" } else { "durationIn3" };
            let mut changed = whole.clone();
            changed.inputs[at].0 = wrong.to_owned();
            let found = found(&changed);
            assert!(found.contains(&"CS0523"), "{}.{}: {found:?}", method.name, input.name);
        }
        for (at, output) in method.outputs.iter().enumerate() {
            if output.data_type == ClaimDataType::Any {
                continue;
            }
            let mut changed = whole.clone();
            changed.outputs[at].0 = "durationOut3".to_owned();
            let found = found(&changed);
            assert!(found.contains(&"CS0523"), "{}.{}: {found:?}", method.name, output.name);
        }
        for (at, parameter) in method.parameters.iter().enumerate() {
            let mut changed = whole.clone();
            changed.parameters[at].1 = "duration".to_owned();
            let found = found(&changed);
            assert!(found.contains(&"CS0524"), "{}.{}: {found:?}", method.name, parameter.name);
        }
    }
}

#[test]
fn documented_slips_are_one_finding_each() {
    let dates = [["AssertIfEqualTo", "boolean", "false"], ["AssertIfRightOperandIsNotPresent", "boolean", "true"]];
    let tolerance = ["TreatAsEqualIfWithinMilliseconds", "int", "300000"];
    let operands = [["stringIn0", "leftOperand"], ["stringIn1", "rightOperand"]];
    let assertion = |operands: &[[&str; 2]], tolerance| {
        Transformation::new("AssertDateTimeIsGreaterThan", operands, &[dates[0], dates[1], tolerance], &[])
    };
    let misspelt = place_and_message(&assertion(&operands, tolerance));
    assert_eq!(misspelt.0, "TreatAsEqualIfWithinMilliseconds");
    let right = ["TreatAsEqualIfWithinMillseconds", "int", "300000"];
    let wrong_type = place_and_message(&assertion(&[operands[0], ["dateTimeIn0", "rightOperand"]], right));
    assert_eq!(
        wrong_type,
        (
            "dateTimeIn0".to_owned(),
            "`rightOperand` of `AssertDateTimeIsGreaterThan` is of type `string`, and the claim `dateTimeIn0` of type `dateTime`"
                .to_owned()
        )
    );
    let list = ["stringCollectionIn0", "collection"];
    let element = Transformation::new(
        "AddItemToStringCollection",
        &[["stringIn0", "Element"], list],
        &[],
        &[["stringCollectionIn0", "collection"]],
    );
    let finding = only(outcome(&element));
    assert_eq!(finding.message, "`AddItemToStringCollection` has no input claim `Element`");
    assert_eq!(finding.fix.expect("the wanted name").edits[0].replacement, "item");
}

#[test]
fn a_name_that_waits_for_a_setting_is_not_judged() {
    let method = all().find(|method| method.name == "DateTimeComparison").expect("it is in the table");
    let mut comparison = Transformation::of(method);
    comparison.inputs[0].1 = "{Settings:Input}".to_owned();
    comparison.parameters[0].0 = "{Settings:Parameter}".to_owned();
    assert_eq!(found(&comparison), ["CS0005", "CS0005"]);
}

#[test]
fn a_method_is_named_as_b2c_names_it() {
    let any = |method: &str| Transformation { method: method.to_owned(), ..Transformation::default() };
    let unknown = only(outcome(&any("AddItemToStringColection")));
    assert_eq!(
        (unknown.code.id, unknown.message.as_str()),
        ("CS0521", "there is no transformation method `AddItemToStringColection`")
    );
    assert_eq!(unknown.fix.expect("the method").edits[0].replacement, "AddItemToStringCollection");
    let mut case = Transformation::new("getCurrentDateTime", &[], &[], &[["dateTimeOut0", "CurrentDateTime"]]);
    assert_eq!(found(&case), ["CS0308", "CS0308"]);
    case.outputs[0].1 = "currentDateTime".to_owned();
    let finding = only(outcome(&case));
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.fix.expect("the spelling").edits[0].replacement, "GetCurrentDateTime");
    let mut former = Transformation::of(all().find(|method| method.name == "CompareClaims").expect("known"));
    former.method = "ClaimToClaimEquality".to_owned();
    assert_eq!(found(&former), ["CS0534"]);
}

#[test]
fn a_claim_without_a_name_has_that_of_its_claim_type() {
    let array = |outputs: &[[&str; 2]]| {
        let parameters = [
            ["errorOnMissingClaims", "boolean", "false"],
            ["includeEmptyClaims", "boolean", "false"],
            ["jsonSourceKeyName", "string", "key"],
            ["jsonSourceValueName", "string", "value"],
        ];
        Transformation::new("GetClaimsFromJsonArray", &[["stringIn0", "jsonSource"]], &parameters, outputs)
    };
    assert_eq!(found(&array(&[["stringOut0", ""], ["booleanOut1", ""]])), [""; 0]);
    let now = Transformation::new("GetCurrentDateTime", &[], &[], &[["dateTimeOut0", ""]]);
    let finding = only(outcome(&now));
    assert!(
        finding.fix.is_none() && finding.help.iter().any(|help| help.contains("TransformationClaimType")),
        "{finding:?}"
    );
}

#[test]
fn a_name_may_not_stand_twice() {
    let twice = Transformation::new(
        "NotClaims",
        &[["booleanIn0", "inputClaim"], ["booleanIn1", "InputClaim"]],
        &[],
        &[["booleanOut0", "outputClaim"]],
    );
    assert_eq!(
        place_and_message(&twice),
        ("InputClaim".into(), "the input claim `InputClaim` is declared twice".into())
    );
    let parameters = [["errorOnFailedLookup", "boolean", "false"], ["a", "string", "1"], ["a", "string", "2"]];
    let input = [["stringIn0", "inputParameterId"]];
    let output = [["stringOut0", "outputClaim"]];
    assert_eq!(found(&Transformation::new("LookupValue", &input, &parameters, &output)), ["CS0524"]);
    let by_case = [parameters[0], parameters[1], ["A", "string", "2"]];
    assert_eq!(found(&Transformation::new("LookupValue", &input, &by_case, &output)), [""; 0]);
    let arguments = [["stringIn0", "text"], ["stringIn1", "text"]];
    let id = [["stringFormatId", "string", "Any"]];
    assert_eq!(found(&Transformation::new("FormatLocalizedString", &arguments, &id, &output)), ["CS0530"]);
}

/// A transformation of the table with one parameter replaced.
fn with_value(method: &str, parameter: &str, value: &str) -> Transformation {
    let mut transformation = Transformation::of(all().find(|it| it.name == method).expect("known"));
    let known = transformation.parameters.iter_mut().find(|(id, _, _)| id == parameter).expect("a parameter");
    known.2 = value.to_owned();
    transformation
}

#[test]
fn a_missing_policy_key_is_explained() {
    let outcome = outcome(&with_value("Hash", "randomizerSecret", ""));
    let finding = outcome.diagnostics.iter().find(|it| it.code.id == "CS0525").expect("the secret is empty");
    assert!(finding.help.iter().any(|help| help.contains("policy key")), "{:?}", finding.help);
}

#[test]
fn values_are_what_the_method_can_read() {
    for (method, parameter, value, code) in [
        ("StringSubstring", "length", "two", "CS0525"),
        ("StringSubstring", "startIndex", "-1", "CS0525"),
        ("CreateRandomString", "maximumNumber", "0", "CS0525"),
        ("CreateRandomString", "randomGeneratorType", "UUID", "CS0525"),
        ("DateTimeComparison", "operator", "greater than", "CS0525"),
        ("CompareClaims", "operator", "NOT  EQUAL", "CS0525"),
        ("CompareClaims", "ignoreCase", "yes", "CS0525"),
        ("IsTermsOfUseConsentRequired", "termsOfUseTextUpdateDateTime", "yesterday", "CS0525"),
        ("StringReplace", "oldValue", "", "CS0525"),
        ("Hash", "randomizerSecret", "", "CS0525"),
        ("Hash", "randomizerSecret", "AccountTransformSecret", "CS0417"),
        ("SetClaimsIfRegexMatch", "matchTo", "([0-9", "CS0517"),
        ("FormatStringClaim", "stringFormat", "{1}", "CS0526"),
        ("FormatStringMultipleClaims", "stringFormat", "{0} {2}", "CS0526"),
        ("FormatStringClaim", "stringFormat", "{0}{TenantId}", "CS0526"),
        ("FormatStringClaim", "stringFormat", "{0", "CS0526"),
        ("CreateRandomString", "stringFormat", "{RelyingPartyTenantId}_{0}", "CS0526"),
        ("GuidAndRandomGenerator", "stringFormat", "{0}{TechnicalProfileId}", "CS0526"),
    ] {
        let expected = [&[code], lacks(method)].concat();
        let mut found = found(&with_value(method, parameter, value));
        found.sort_by_key(|it| lacks(method).contains(it));
        assert_eq!(found, expected, "{method}.{parameter} = `{value}`");
    }
    for (method, parameter, value) in [
        ("DateTimeComparison", "operator", "Later Than"),
        ("DateTimeComparison", "timeSpanInSeconds", "-80"),
        ("AdjustNumber", "Operator", "decrement"),
        ("FormatStringClaim", "stringFormat", "cpim_{0}@{RelyingPartyTenantId}"),
        ("FormatStringMultipleClaims", "stringFormat", "{1}{{}}"),
        ("FormatStringMultipleClaims", "stringFormat", "{0}{1}{TrustFrameworkTenantId}"),
        ("CreateRandomString", "stringFormat", "OTP_{{{0}}}"),
        ("CreateStringClaim", "value", "{anything}"),
        ("SetClaimsIfRegexMatch", "matchTo", "^[0-9]{4,16}$"),
        ("StringReplace", "newValue", ""),
    ] {
        assert_eq!(found(&with_value(method, parameter, value)), [""; 0], "{method}.{parameter} = `{value}`");
    }
}

#[test]
fn a_fault_in_a_value_is_pointed_at() {
    let pattern = place_and_message(&with_value("SetClaimsIfRegexMatch", "matchTo", "ab(c"));
    assert_eq!(
        pattern,
        ("(".into(), "the regular expression is not valid at character 3: the group is never closed".into())
    );
    let format = place_and_message(&with_value("FormatStringClaim", "stringFormat", "é{0}{3}"));
    assert_eq!(
        format,
        ("{3}".into(), "the format string uses `{3}`, and `FormatStringClaim` has one argument, `{0}`".into())
    );
    let escaped = place_and_message(&with_value("SetClaimsIfRegexMatch", "matchTo", "&lt;(c"));
    assert_eq!(escaped.0, "&lt;(c", "a value with entities is shown whole");
}

#[test]
fn a_format_string_without_an_argument_is_a_warning_and_a_long_one_an_error() {
    let constant = only(outcome(&with_value("FormatStringClaim", "stringFormat", "constant")));
    assert_eq!((constant.code.id, constant.severity), ("CS0526", Severity::Warning));
    let long =
        only(outcome(&with_value("FormatStringClaim", "stringFormat", &("{0}".to_owned() + &"x".repeat(3_998)))));
    assert_eq!((long.code.id, long.severity), ("CS0526", Severity::Error));
    assert_eq!(
        found(&with_value("FormatStringClaim", "stringFormat", &("{0}".to_owned() + &"x".repeat(3_997)))),
        [""; 0]
    );
}

#[test]
fn groups_and_output_claims_are_the_same() {
    let regex = |pattern: &str, extract: &str, group: &str| {
        Transformation::new(
            "SetClaimsIfRegexMatch",
            &[["stringIn0", "claimToMatch"]],
            &[["matchTo", "string", pattern], ["extractGroups", "boolean", extract]],
            &[["booleanOut0", "regexCompareResultClaim"], ["stringOut1", group]],
        )
    };
    assert_eq!(found(&regex("(?&lt;alias&gt;.*)@", "true", "alias")), [""; 0]);
    assert_eq!(found(&regex("(?&lt;alias&gt;.*)@", "true", "mailAlias")), ["CS0522"]);
    assert_eq!(found(&regex("(.*)@", "true", "mailAlias")), ["CS0522"]);
    assert_eq!(found(&regex("(?&lt;alias&gt;.*)@", "false", "alias")), ["CS0522"]);
    let two = "(?&lt;alias&gt;.*)@(?&lt;host&gt;.*)";
    assert_eq!(only(outcome(&regex(two, "true", "alias"))).message, "no output claim takes the group `host`");
    // The claim with the method's own name takes a constant.
    let mut constant = regex("a", "false", "outputClaim");
    let finding = only(outcome(&constant));
    assert_eq!((finding.code.id, finding.severity), ("CS0534", Severity::Warning));
    assert_eq!(finding.message, "`SetClaimsIfRegexMatch` has no text for its output claim `outputClaim`");
    constant.parameters.push(("outputClaimIfMatched".into(), "string".into(), "matched".into()));
    assert_eq!(found(&constant), [""; 0]);
}

#[test]
fn paths_of_generated_json_make_one_document() {
    let json = |claims: &[&str], parameters: &[&str]| {
        let claims: Vec<[&str; 2]> = claims.iter().map(|path| ["stringIn0", *path]).collect();
        let parameters: Vec<[&str; 3]> = parameters.iter().map(|path| [*path, "string", "x"]).collect();
        found(&Transformation::new("GenerateJson", &claims, &parameters, &[["stringOut0", "outputClaim"]]))
    };
    for (claims, parameters) in [
        (&["to.0.email", "to.0.name", "to.1.email", "subject"][..], &["from.email", "to.2.email"][..]),
        (&["a.b.c", "a.b.d", "A.b"], &[]),
        (&[], &["template_id"]),
        (&["0.name", "1.name"], &[]),
        (&["a.00"], &[]),
    ] {
        assert_eq!(json(claims, parameters), [""; 0], "{claims:?} {parameters:?}");
    }
    for (claims, parameters) in [
        (&["a", "a.b"][..], &[][..]),
        (&["a.b", "a"], &[]),
        (&["a.b.c"], &["a"]),
        (&["a"], &["a"]),
        (&["to.1.email"], &[]),
        (&["to.0.email", "to.2.email"], &[]),
        (&["to.0", "to.email"], &[]),
        (&["to.1.email"], &["to.0.email"]),
    ] {
        assert_eq!(json(claims, parameters), ["CS0527"], "{claims:?} {parameters:?}");
    }
    let path = "a.".repeat(200_000);
    assert_eq!(json(&[&path], &[]), [""; 0]);
}

#[test]
fn a_claim_that_is_read_and_written_is_a_warning_unless_policies_do_so() {
    let format = [["stringFormat", "string", "{0} {1}"]];
    let inputs = [["stringIn0", "inputClaim1"], ["stringIn1", "inputClaim2"]];
    let rewrite = Transformation::new("FormatStringMultipleClaims", &inputs, &format, &[["stringIn0", "outputClaim"]]);
    assert_eq!(found(&rewrite), ["CS0533"]);
    let case = Transformation::new(
        "ChangeCase",
        &[["stringIn0", "inputClaim1"]],
        &[["toCase", "string", "LOWER"]],
        &[["stringIn0", "outputClaim"]],
    );
    assert_eq!(found(&case), [""; 0]);
}

#[test]
fn what_depends_on_undeclared_or_unreadable_parts_is_not_reported() {
    let undeclared =
        Transformation::new("NotClaims", &[["nobody", "inputClaim"]], &[], &[["booleanOut0", "outputClaim"]]);
    assert!(!found(&undeclared).iter().any(|code| code.starts_with("CS052")));
    let blocks = format!(
        "<BuildingBlocks>{}<ClaimsTransformations><ClaimsTransformation Id=\"A\" TransformationMethod=\"NotClaims\"><InputClaims>\
         <InputClaim TransformationClaimType=\"inputClaim\" /></InputClaims><OutputClaims><OutputClaim \
         ClaimTypeReferenceId=\"booleanOut0\" TransformationClaimType=\"outputClaim\" /></OutputClaims></ClaimsTransformation>\
         </ClaimsTransformations></BuildingBlocks>",
        schema()
    );
    assert_eq!(codes(&run(&[("a.xml", &policy("B2C_1A_A", None, &blocks))], Purpose::Check)), ["CS0206"]);
}

#[test]
fn a_hostile_file_of_transformations_comes_to_an_end() {
    let one = |at: usize| {
        format!(
            "<ClaimsTransformation Id=\"T{at}\" TransformationMethod=\"NoSuchMethod{at}\"><InputClaims><InputClaim \
             ClaimTypeReferenceId=\"stringIn0\" TransformationClaimType=\"x{at}\" /></InputClaims></ClaimsTransformation>\n"
        )
    };
    let many: String = (0..4_000).map(one).collect();
    let blocks = format!(
        "<BuildingBlocks>{}<ClaimsTransformations>{many}</ClaimsTransformations></BuildingBlocks>{}",
        schema(),
        provider("<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName></TechnicalProfile>")
    );
    let outcome = run(&[("a.xml", &policy("B2C_1A_A", None, &blocks))], Purpose::Check);
    assert!(outcome.has_errors());
}
