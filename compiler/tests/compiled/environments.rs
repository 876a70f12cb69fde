//! What is wrong with the entry of one environment of a settings file, and whom it concerns.

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, Options, Purpose, compile};

const SETTINGS: &str = r#"{ "Environments": [
  { "Name": "Shared", "Production": "yes", "PolicySettings": {} },
  { "Name": "Contoso", "PolicySettings": { "QqClientId": null } },
  { "Name": "Fabrikam", "PolicySettings": {} },
  { "Name": "Again", "PolicySettings": {} },
  { "Name": "again", "PolicySettings": {} }
] }"#;

const POLICY: &str = r#"<TrustFrameworkPolicy xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06"
  PolicySchemaVersion="0.3.0.0" TenantId="a.onmicrosoft.com" PolicyId="B2C_1A_Base"
  PublicPolicyUri="https://a.example" />"#;

fn found(settings: &str, change: impl Fn(&mut Options)) -> Vec<String> {
    let loader: MemoryLoader = [("Base.xml", POLICY), ("appsettings.json", settings)].into_iter().collect();
    let mut options = Options::new(["Base.xml"], Purpose::Check);
    change(&mut options);
    let outcome = compile(&options, &loader);
    let errors = outcome.diagnostics.iter().filter(|finding| finding.code.id == "CS0006");
    errors.map(|finding| finding.message.clone()).collect()
}

#[test]
fn a_fault_of_an_entry_is_one_of_its_environment_and_of_its_heirs() {
    const PRODUCTION: &str = "`Production` must be `true` or `false`, not a string";
    const NULL: &str = "setting `QqClientId` must be a string, not null";
    const TWICE: &str = "two environments have the name `again`";
    let named = |name: &'static str| move |options: &mut Options| options.environment = Some(Argument::new(name));
    assert_eq!(found(SETTINGS, named("Fabrikam")), [""; 0]);
    assert_eq!(found(SETTINGS, named("contoso")), [NULL]);
    assert_eq!(found(SETTINGS, named("AGAIN")), [TWICE]);
    let heir = |options: &mut Options| {
        options.environment = Some(Argument::new("Fabrikam"));
        options.inherits = vec![Argument::new("shared")];
    };
    assert_eq!(found(SETTINGS, heir), [PRODUCTION]);
    let further = |options: &mut Options| {
        options.environment = Some(Argument::new("Fabrikam"));
        options.further_environments = vec!["Contoso".to_owned()];
    };
    assert_eq!(found(SETTINGS, further), [NULL]);
    // Without an environment nobody knows which of them matter.
    assert_eq!(found(SETTINGS, |_| {}), [PRODUCTION, NULL, TWICE]);
}

#[test]
fn what_has_no_environment_concerns_all() {
    let named = |options: &mut Options| options.environment = Some(Argument::new("Fabrikam"));
    let nameless = SETTINGS.replace("\"Name\": \"Contoso\", ", "");
    let expected = ["an environment has no `Name`", "setting `QqClientId` must be a string, not null"];
    let mut messages = found(&nameless, named);
    messages.sort();
    assert_eq!(messages, expected);
    assert_eq!(found("{ \"Environments\": {} }", named), ["`Environments` must be an array, not an object"]);
}
