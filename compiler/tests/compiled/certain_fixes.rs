//! A fix that is made unseen harms nobody: every chain that reads the file wants it, and no comment goes with it.

use crate::common::journeys::{Parts, SUBJECT, exchange, journey, only, place, policy_profile, send_claims};
use crate::common::{OAUTH2, claims_schema, policy, provider, run};
use claimsmith_compiler::diagnostic::Applicability;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Diagnostic, Options, Outcome, Purpose, compile};

const CERTAIN: Option<Applicability> = Some(Applicability::MachineApplicable);
const PROPOSED: Option<Applicability> = Some(Applicability::MaybeIncorrect);

/// What the compiler says of these files, all of which are named.
fn check(files: &[(&str, String)]) -> Outcome {
    let loader: MemoryLoader = files.iter().map(|(path, text)| (*path, text.clone())).collect();
    compile(&Options::new(files.iter().map(|(path, _)| *path), Purpose::Check), &loader)
}

fn applicability(finding: &Diagnostic) -> Option<Applicability> {
    finding.fix.as_ref().map(|fix| fix.applicability)
}

/// A base whose journey `Gap` lacks its second step.
fn base_with_gap() -> String {
    let steps = exchange(1, &[("A", "A")]) + &send_claims(3);
    let parts = Parts { journeys: journey("Gap", &steps), relying_party: String::new(), ..Parts::default() };
    policy("B2C_1A_Base", None, &parts.content())
}

/// A relying party of the journey `Gap` with this content before it.
fn leaf(id: &str, content: &str) -> String {
    let party = format!("<DefaultUserJourney ReferenceId=\"Gap\" />{}", policy_profile(SUBJECT));
    policy(id, Some("B2C_1A_Base"), &format!("{content}<RelyingParty>{party}</RelyingParty>"))
}

#[test]
fn steps_are_renumbered_unseen_only_if_every_chain_lacks_the_step() {
    let second = format!("<UserJourneys>{}</UserJourneys>", journey("Gap", &exchange(2, &[("B", "B")])));
    let alone = check(&[("base.xml", base_with_gap()), ("z.xml", leaf("B2C_1A_Z", ""))]);
    assert_eq!((place(&alone, "CS0601"), applicability(only(&alone, "CS0601"))), ("3", CERTAIN));
    let alike = [("y.xml", leaf("B2C_1A_Y", "")), ("z.xml", leaf("B2C_1A_Z", "")), ("base.xml", base_with_gap())];
    assert_eq!(applicability(only(&check(&alike), "CS0601")), CERTAIN, "one finding, and both offer it");
    for (filled, other) in [("a.xml", "z.xml"), ("z.xml", "a.xml")] {
        let files = [(filled, leaf("B2C_1A_F", &second)), (other, leaf("B2C_1A_O", "")), ("base.xml", base_with_gap())];
        let outcome = check(&files);
        let finding = only(&outcome, "CS0601");
        assert_eq!(applicability(finding), PROPOSED, "{filled}");
        assert!(finding.notes.iter().any(|note| note.contains("another policy reads this file")), "{finding:?}");
    }
    // Nobody signs in with what fills it yet.
    let ext = policy("B2C_1A_E", Some("B2C_1A_Base"), &second);
    let outcome = check(&[("e.xml", ext), ("z.xml", leaf("B2C_1A_Z", "")), ("base.xml", base_with_gap())]);
    assert_eq!(applicability(only(&outcome, "CS0601")), PROPOSED);
    // What cannot be read may fill it.
    let broken = leaf("B2C_1A_F", &second).replace("</RelyingParty>", "</RelyingPrty>");
    let outcome = check(&[("f.xml", broken), ("z.xml", leaf("B2C_1A_Z", "")), ("base.xml", base_with_gap())]);
    assert_eq!(applicability(only(&outcome, "CS0601")), PROPOSED);
}

#[test]
fn steps_are_renumbered_only_in_the_order_in_which_they_stand() {
    let numbered = |orders: &[u32]| {
        let (last, others) = orders.split_last().expect("a step");
        let others: String = others.iter().map(|order| exchange(*order, &[(&format!("E{order}"), "A")])).collect();
        let outcome = Parts::of_steps(&(others + &send_claims(*last))).check();
        applicability(only(&outcome, "CS0601"))
    };
    assert_eq!(numbered(&[1, 3, 5]), CERTAIN);
    for orders in [&[1, 20, 3, 40, 5][..], &[8, 2, 9, 4, 5]] {
        assert_eq!(numbered(orders), None, "{orders:?}");
    }
}

/// A key of metadata that means nothing where another policy makes something else of the technical profile.
#[test]
fn a_slip_in_metadata_is_mended_unseen_only_if_it_is_one_everywhere() {
    let profile = |children: &str| {
        provider(&format!("<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{children}</TechnicalProfile>"))
    };
    let slip = OAUTH2
        .replace("</Metadata>", "<Item Key=\"BearerTokenTransmisionMethod\">AuthorizationHeader</Item></Metadata>");
    let base = policy("B2C_1A_Base", None, &profile(&slip));
    let plain = |id: &str| policy(id, Some("B2C_1A_Base"), "<BuildingBlocks />");
    let other = policy("B2C_1A_O", Some("B2C_1A_Base"), &profile("<Protocol Name=\"None\" />"));
    let outcome = check(&[("a.xml", plain("B2C_1A_A")), ("b.xml", plain("B2C_1A_B")), ("base.xml", base.clone())]);
    assert_eq!(applicability(only(&outcome, "CS0401")), CERTAIN);
    let outcome = check(&[("a.xml", plain("B2C_1A_A")), ("o.xml", other), ("base.xml", base)]);
    let slip = outcome.diagnostics.iter().find(|finding| finding.message.contains("BearerTokenTransmisionMethod"));
    assert_eq!(slip.map(applicability), Some(PROPOSED));
}

#[test]
fn what_stands_on_two_bases_is_mended_unseen_in_neither() {
    let schema = |id: &str| claims_schema(&[(id, "string")]);
    let shared = policy("B2C_1A_Shared", Some("B2C_1A_Base"), &schema("Email"));
    let leaf = |id: &str| policy(id, Some("B2C_1A_Shared"), "<BuildingBlocks />");
    let files = [
        ("one/leaf.xml", leaf("B2C_1A_One")),
        ("one/base.xml", policy("B2C_1A_Base", None, &schema("email"))),
        ("two/leaf.xml", leaf("B2C_1A_Two")),
        ("two/base.xml", policy("B2C_1A_Base", None, &schema("Email"))),
        ("shared/shared.xml", shared),
    ];
    let loader: MemoryLoader = files.iter().map(|(path, text)| (*path, text.clone())).collect();
    let outcome =
        compile(&Options::new(["one/leaf.xml", "two/leaf.xml", "shared/shared.xml"], Purpose::Check), &loader);
    assert_eq!(applicability(only(&outcome, "CS0308")), PROPOSED);
    let loader: MemoryLoader = files.iter().map(|(path, text)| (*path, text.clone())).collect();
    let outcome = compile(&Options::new(["one/leaf.xml", "shared/shared.xml"], Purpose::Check), &loader);
    assert_eq!(applicability(only(&outcome, "CS0308")), CERTAIN);
}

#[test]
fn an_element_is_removed_unseen_only_without_comments() {
    let profile = |comments: [&str; 3]| {
        let [before, inside, behind] = comments;
        provider(&format!(
            "{before}\n<TechnicalProfile Id=\"A\">{inside}<DisplayName>A</DisplayName></TechnicalProfile>{behind}\n"
        ))
    };
    let base = "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /></TechnicalProfile>";
    let base = policy("B2C_1A_Base", None, &provider(base));
    for (comments, expected) in [
        (["", "", ""], CERTAIN),
        (["<!-- why -->", "", ""], PROPOSED),
        (["<!-- claimsmith: allow CS0802 because of A -->", "", ""], PROPOSED),
        (["", "<!-- my precious -->", ""], PROPOSED),
        (["", "", " <!-- A -->"], PROPOSED),
        (["", "", "\n<!-- of the next -->"], CERTAIN),
    ] {
        let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), &profile(comments));
        let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
        assert_eq!(applicability(only(&outcome, "CS0321")), expected, "{comments:?}");
    }
}
