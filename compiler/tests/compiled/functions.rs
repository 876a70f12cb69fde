//! Technical profiles that do nothing but run claims transformations: which become functions, what they are given and give.

use crate::common::{OAUTH2, claims_schema, codes, policy, provider, run};
use claimsmith_compiler::ir::{Function, Sdk};
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, Rename, compile};
use claimsmith_profile::transformation::{Step, Transformation};

const HANDLER: &str = "Web.TPEngine.Providers.ClaimsTransformationProtocolProvider, Web.TPEngine";

fn function(id: &str, inputs: &[&str], outputs: &[&str], runs: &[&str]) -> String {
    let list = |name: &str, attributes: &[&str]| {
        let items: String = attributes.iter().map(|it| format!("<{name} ClaimTypeReferenceId={it} />")).collect();
        if items.is_empty() { items } else { format!("<{name}s>{items}</{name}s>") }
    };
    let steps: String = runs.iter().map(|id| format!("<OutputClaimsTransformation ReferenceId=\"{id}\" />")).collect();
    let steps = if steps.is_empty() {
        steps
    } else {
        format!("<OutputClaimsTransformations>{steps}</OutputClaimsTransformations>")
    };
    format!(
        "<TechnicalProfile Id=\"{id}\"><DisplayName>{id}</DisplayName><Protocol Name=\"Proprietary\" \
         Handler=\"{HANDLER}\" />{}{}{steps}</TechnicalProfile>\n",
        list("InputClaim", inputs),
        list("OutputClaim", outputs)
    )
}

const PHONE: &str = "GetNationalNumberAndCountryCodeFromPhoneNumberString";
const COUNTRY: &str = "<OutputClaims><OutputClaim ClaimTypeReferenceId='c' TransformationClaimType='countryCode' />";
const LOWER: &str = "<InputParameters><InputParameter Id='toCase' DataType='string' Value='LOWER' /></InputParameters>";

/// `Copy` makes `b` of `a`, `Clear` clears `b`, `Join` makes `d` of `b` and `c`, `Lower` makes `d` of `a`; `Number` and `Compare`
/// compare `n`, of which the latter notes in `e` what it found; `Phone` and `Parse` make `b` and `c` of `a`, of which the latter
/// fails when it cannot. `Wrong` has a method that nobody knows.
fn schema() -> String {
    let claims = claims_schema(&[
        ("a", "string"),
        ("b", "string"),
        ("c", "string"),
        ("d", "string"),
        ("e", "boolean"),
        ("n", "int"),
    ]);
    let transformation = |id: &str, method: &str, inputs: &[[&str; 2]], format: &str, output: [&str; 2]| {
        let claim = |name: &str, [id, role]: &[&str; 2]| {
            format!("<{name} ClaimTypeReferenceId=\"{id}\" TransformationClaimType=\"{role}\" />")
        };
        let inputs: String = inputs.iter().map(|it| claim("InputClaim", it)).collect();
        let output = claim("OutputClaim", &output);
        format!(
            "<ClaimsTransformation Id=\"{id}\" TransformationMethod=\"{method}\"><InputClaims>{inputs}</InputClaims>{format}\
             <OutputClaims>{output}</OutputClaims></ClaimsTransformation>\n"
        )
    };
    let format = "<InputParameters><InputParameter Id=\"stringFormat\" DataType=\"string\" Value=\"{0}{1}\" /></InputParameters>";
    let parameters = |list: &[[&str; 3]]| {
        let one =
            |[id, kind, value]: &[&str; 3]| format!("<InputParameter Id='{id}' DataType='{kind}' Value='{value}' />");
        format!("<InputParameters>{}</InputParameters>", list.iter().map(one).collect::<String>())
    };
    let number = |fails: &str| {
        let comparison = [["CompareToValue", "int", "5"], ["Operator", "string", "Equal"]];
        parameters(&[comparison[0], comparison[1], ["throwError", "boolean", fails]])
    };
    let phone = |fails: &str| {
        parameters(&[["throwExceptionOnFailure", "boolean", fails], ["countryCodeType", "string", "ISO3166"]])
    };
    let steps = [
        transformation("Copy", "CopyClaim", &[["a", "inputClaim"]], "", ["b", "outputClaim"]),
        transformation("Clear", "NullClaim", &[], "", ["b", "claim_to_null"]),
        transformation(
            "Join",
            "FormatStringMultipleClaims",
            &[["b", "inputClaim1"], ["c", "inputClaim2"]],
            format,
            ["d", "outputClaim"],
        ),
        transformation("Number", "AssertNumber", &[["n", "inputClaim"]], &number("true"), ["e", "outputClaim"]),
        transformation("Compare", "AssertNumber", &[["n", "inputClaim"]], &number("false"), ["e", "outputClaim"]),
        transformation("Phone", PHONE, &[["a", "phoneNumber"]], &phone("false"), ["b", "nationalNumber"])
            .replace("<OutputClaims>", COUNTRY),
        transformation("Parse", PHONE, &[["a", "phoneNumber"]], &phone("true"), ["b", "nationalNumber"])
            .replace("<OutputClaims>", COUNTRY),
        transformation("Lower", "ChangeCase", &[["a", "inputClaim1"]], LOWER, ["d", "outputClaim"]),
        transformation("Wrong", "CopyClam", &[["a", "inputClaim"]], "", ["b", "outputClaim"]),
    ];
    let end = "</ClaimsSchema>";
    claims.replace(end, &format!("{end}<ClaimsTransformations>{}</ClaimsTransformations>", steps.concat()))
}

fn without(unused: &[&str], schema: String) -> String {
    unused.iter().fold(schema, |schema, id| {
        let start = schema.find(&format!("<ClaimsTransformation Id=\"{id}\"")).expect("it is there");
        let end =
            start + schema[start..].find("</ClaimsTransformation>").expect("it ends") + "</ClaimsTransformation>".len();
        format!("{}{}", &schema[..start], &schema[end..])
    })
}

fn outcome(profiles: &str, change: impl Fn(&mut Options)) -> Outcome {
    let text = policy("B2C_1A_A", None, &(without(&["Wrong"], schema()) + &provider(profiles)));
    let loader: MemoryLoader = [("a.xml", text.as_str())].into_iter().collect();
    let mut options = Options::new(["a.xml"], Purpose::Generate);
    change(&mut options);
    compile(&options, &loader)
}

fn compiled(profiles: &str) -> Sdk {
    let outcome = outcome(profiles, |_| {});
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("it compiles")
}

fn only(profiles: &str) -> Function {
    let mut sdk = compiled(profiles);
    assert_eq!(sdk.functions.len(), 1);
    sdk.functions.remove(0)
}

/// Names of fields; those that may have no value end in a question mark.
fn fields(fields: &[claimsmith_compiler::ir::ClaimField]) -> Vec<String> {
    fields.iter().map(|field| format!("{}{}", field.name, if field.optional { "?" } else { "" })).collect()
}

#[test]
fn what_is_read_before_it_is_written_is_an_input() {
    let both = only(&function("F", &[], &["\"d\""], &["Copy", "Join"]));
    // `Copy` writes `b` before `Join` reads it, but leaves it alone without an `a`: so both may matter.
    assert_eq!(fields(&both.inputs), ["a?", "b?", "c?"]);
    assert_eq!(fields(&both.claims), ["d?", "b?"]);
    // `Clear` takes any earlier value away.
    let cleared = only(&function("F", &[], &["\"d\""], &["Clear", "Copy", "Join"]));
    assert_eq!(fields(&cleared.inputs), ["a?", "c?"]);
    // Nothing reads what `Copy` may leave alone; it comes out again.
    let kept = only(&function("F", &[], &["\"b\" DefaultValue=\"x\""], &["Copy"]));
    assert_eq!((fields(&kept.inputs), fields(&kept.claims)), (vec!["a?".into(), "b?".into()], vec!["b?".into()]));
    let turned = only(&function("F", &["\"c\""], &["\"d\"", "\"b\""], &["Join", "Copy"]));
    assert_eq!(fields(&turned.inputs), ["c?", "b?", "a?"]);
    assert_eq!((turned.name.as_str(), turned.stem.as_str()), ("f", "F"));
}

/// With some parameters a method writes in every case, or fails, what it leaves alone with others: then nobody is asked for that.
#[test]
fn what_is_overwritten_with_these_parameters_is_no_input() {
    let claims = |run: &str| {
        let function = only(&function("F", &[], &["\"e\"", "\"b\"", "\"c\""], &[run]));
        (fields(&function.inputs), fields(&function.claims))
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(claims("Number"), (names(&["n?", "e?"]), names(&["e?", "b?", "c?"])));
    assert_eq!(claims("Compare"), (names(&["n?"]), names(&["e", "b?", "c?"])));
    assert_eq!(claims("Phone"), (names(&["a?", "c?", "b?"]), names(&["e?", "b?", "c?"])));
    assert_eq!(claims("Parse"), (names(&["a?"]), names(&["e?", "b", "c"])));
    // Once `Lower` has run there is an `a`, empty or not, so `Copy` copies it whatever was in `b`.
    let lowered = only(&function("F", &[], &["\"b\""], &["Lower", "Copy"]));
    assert_eq!((fields(&lowered.inputs), fields(&lowered.claims)), (names(&["a?"]), names(&["b?", "d?"])));
    // A number that an assertion has looked at is there.
    let asserted = only(&function("F", &["\"n\""], &["\"n\"", "\"b\""], &["Number"]));
    assert_eq!(fields(&asserted.claims), ["n", "b?", "e?"]);
}

#[test]
fn what_must_be_given_and_what_is_always_there_has_no_option() {
    let required = only(&function("F", &["\"a\" Required=\"true\""], &["\"b\"", "\"e\""], &["Copy"]));
    assert_eq!((fields(&required.inputs), fields(&required.claims)), (vec!["a".into()], vec!["b".into(), "e?".into()]));
    let default = only(&function("F", &["\"a\" Required=\"true\" DefaultValue=\"x\""], &["\"b\""], &["Copy"]));
    assert_eq!((fields(&default.inputs), fields(&default.claims)), (vec!["a?".into()], vec!["b".into()]));
    let fixed = "\"a\" DefaultValue=\"x\" AlwaysUseDefaultValue=\"true\"";
    let always = only(&function("F", &[fixed], &["\"b\""], &["Copy"]));
    assert_eq!((fields(&always.inputs), fields(&always.claims)), (vec![], vec!["b".into()]));
    // An empty default is none, also where it is always to be used.
    let empty = "\"a\" DefaultValue=\"\" AlwaysUseDefaultValue=\"true\"";
    let open = only(&function("F", &[empty], &["\"a\""], &[]));
    assert_eq!((fields(&open.inputs), fields(&open.claims)), (vec!["a?".into()], vec!["a?".into()]));
}

/// Output claims are taken from what is known before the transformations run, so their defaults come first.
#[test]
fn the_default_of_an_output_claim_that_is_given_counts_for_the_input() {
    let open = only(&function("F", &[], &["\"a\" DefaultValue=\"x\"", "\"b\""], &["Copy"]));
    assert_eq!((fields(&open.inputs), fields(&open.claims)), (vec!["a?".into()], vec!["a".into(), "b".into()]));
    let fixed = "\"a\" DefaultValue=\"x\" AlwaysUseDefaultValue=\"true\"";
    let always = only(&function("F", &["\"a\" DefaultValue=\"y\""], &[fixed], &["Copy"]));
    assert_eq!(fields(&always.inputs), [""; 0]);
    let input = &always.profile.inputs[0];
    assert_eq!(format!("{:?}", input.default), "Some(String(\"x\"))");
    let nobody = only(&function("F", &["\"c\""], &["\"c\"", "\"e\" DefaultValue=\"true\""], &[]));
    assert_eq!(fields(&nobody.claims), ["c?", "e"]);
}

/// The function `F` with input claims transformations.
fn begun(before: &[&str], inputs: &[&str], outputs: &[&str], runs: &[&str]) -> Function {
    let steps: String = before.iter().map(|id| format!("<InputClaimsTransformation ReferenceId=\"{id}\" />")).collect();
    let steps = format!("<InputClaimsTransformations>{steps}</InputClaimsTransformations>");
    let end = "Web.TPEngine\" />";
    only(&function("F", inputs, outputs, runs).replace(end, &format!("{end}{steps}")))
}

#[test]
fn input_claims_transformations_run_before_the_others() {
    let both = begun(&["Copy"], &[], &["\"d\""], &["Join"]);
    // `Copy` writes `b` before `Join` reads it, and `b` is known to the journey afterwards.
    assert_eq!(
        (fields(&both.inputs), fields(&both.claims)),
        (vec!["a?".into(), "b?".into(), "c?".into()], vec!["d?".into(), "b?".into()])
    );
    let transformations = &both.profile.transformations;
    let ids = |list: &[Transformation]| list.iter().map(|it| it.id.to_string()).collect::<Vec<_>>();
    assert_eq!((ids(&transformations.before), ids(&transformations.after)), (vec!["Copy".into()], vec!["Join".into()]));
    // What one writes is read at the same place by the other.
    let (Step::CopyClaim { output, .. }, Step::FormatStringMultipleClaims { first, .. }) =
        (&transformations.before[0].step, &transformations.after[0].step)
    else {
        panic!("other steps: {transformations:?}");
    };
    assert_eq!(output, first);
}

#[test]
fn input_claims_transformations_alone_make_a_function() {
    let alone = begun(&["Copy"], &[], &["\"b\" DefaultValue=\"x\" Required=\"true\"", "\"e\""], &[]);
    let inputs: Vec<String> = vec!["a?".into(), "b?".into()];
    assert_eq!((fields(&alone.inputs), fields(&alone.claims)), (inputs, vec!["b".into(), "e?".into()]));
    // What the input transformation writes begins as that, and the default counts when it leaves the claim empty.
    let place = alone.profile.transformations.claims.iter().find(|claim| claim.claim == "b").expect("a place");
    let input = &alone.profile.inputs[usize::from(place.input.expect("a default"))];
    assert!(place.yielded && place.required && format!("{:?}", input.default) == "Some(String(\"x\"))", "{place:?}");
    assert_eq!(alone.profile.outputs.len(), 1);
}

/// Defaults come after the input transformations, and so does the question for what is required.
#[test]
fn what_input_claims_transformations_leave_open_stays_open() {
    let proven = |function: Function| (fields(&function.inputs), fields(&function.claims));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let required = begun(&["Copy"], &["\"a\" Required=\"true\""], &["\"b\""], &[]);
    assert_eq!(proven(required), (names(&["a"]), names(&["b"])));
    // `Copy` runs before `a` gets its default: only `a` has a value then.
    let default = begun(&["Copy"], &["\"a\" DefaultValue=\"x\""], &["\"a\"", "\"b\""], &[]);
    assert_eq!(proven(default), (names(&["a?", "b?"]), names(&["a", "b?"])));
    let afterwards = begun(&["Copy"], &["\"a\" DefaultValue=\"x\""], &["\"b\""], &["Copy"]);
    assert_eq!(proven(afterwards), (names(&["a?", "b?"]), names(&["b"])));
    // `b` is asked for when `Copy` has had its chance to write it.
    let written = begun(&["Copy"], &["\"b\" Required=\"true\""], &["\"b\""], &[]);
    assert_eq!(proven(written), (names(&["b?", "a?"]), names(&["b"])));
    // Whatever is given as `b` is gone before anything reads it, so nothing can be given. Its default comes afterwards.
    let cleared = begun(&["Clear"], &["\"b\" DefaultValue=\"x\"", "\"a\""], &["\"b\""], &[]);
    assert_eq!(proven(cleared), (names(&["a?"]), names(&["b"])));
    let without = begun(&["Clear"], &["\"b\""], &["\"b\""], &[]);
    assert_eq!(proven(without), (names(&[]), names(&["b?"])));
}

#[test]
fn a_function_needs_an_output_claim() {
    let bare = function("Bare", &[], &[], &["Copy"]);
    let good = function("F", &[], &["\"d\""], &["Join"]);
    let sdk = compiled(&(bare.clone() + &good));
    assert_eq!(sdk.functions.len(), 1);
    let omitted = sdk.omitted.iter().find(|it| it.id == "Bare").expect("it is listed");
    assert_eq!(omitted.reason, "has no output claims");
    let named = outcome(&(bare + &good), |options| options.profiles = Some(vec![Argument::new("Bare")]));
    assert_eq!(codes(&named), ["CS0536"]);
}

#[test]
fn an_error_takes_the_function_it_concerns_and_no_other_item() {
    let client = format!(
        "<TechnicalProfile Id=\"C\"><DisplayName>C</DisplayName>{OAUTH2}<OutputClaims>\
         <OutputClaim ClaimTypeReferenceId=\"a\" /></OutputClaims></TechnicalProfile>"
    );
    let profiles =
        [client, function("F", &[], &["\"d\""], &["Join"]), function("G", &[], &["\"b\""], &["Wrong"])].concat();
    let text = policy("B2C_1A_A", None, &(schema() + &provider(&profiles)));
    let outcome = run(&[("a.xml", &text)], Purpose::Generate);
    let errors: Vec<_> =
        outcome.diagnostics.iter().filter(|it| it.severity == claimsmith_compiler::Severity::Error).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let sdk = outcome.sdk.expect("the rest compiles");
    assert_eq!((sdk.profiles.len(), sdk.functions.len(), sdk.functions[0].name.as_str()), (1, 1, "f"));
    assert!(sdk.complete, "nothing over all clients names a function");
}

#[test]
fn names_that_collide_are_an_error() {
    let profiles = function("My-Copy", &[], &["\"b\""], &["Copy"]) + &function("my_copy", &[], &["\"d\""], &["Join"]);
    assert_eq!(codes(&outcome(&profiles, |_| {})), ["CS0701"]);
    let renamed = outcome(&profiles, |options| {
        options.rename = vec![Rename { selector: Argument::new("my_copy"), name: Argument::new("JoinBoth") }];
    });
    assert!(!renamed.has_errors(), "{:?}", renamed.diagnostics);
    let names: Vec<_> = renamed.sdk.expect("it compiles").functions.into_iter().map(|it| (it.name, it.stem)).collect();
    let expected = [("my_copy", "MyCopy"), ("join_both", "JoinBoth")].map(|(name, stem)| (name.into(), stem.into()));
    assert_eq!(names, expected);
    let excluded = outcome(&profiles, |options| options.exclude = vec![Argument::new("my_copy")]);
    assert_eq!(excluded.sdk.expect("it compiles").functions.len(), 1);
}
