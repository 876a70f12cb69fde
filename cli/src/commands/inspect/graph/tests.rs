//! Drawings of journeys that call others.

use super::*;
use claimsmith_compiler::inspect::{Exchange, Precondition, ProfileReference, Selection, Step};

fn step(order: u32, kind: &str) -> Step {
    Step {
        order,
        kind: kind.to_owned(),
        places: vec![format!("a.xml:{order}")],
        content_definition: None,
        issuer: None,
        preconditions: Vec::new(),
        selections: Vec::new(),
        exchanges: Vec::new(),
        sub_journeys: Vec::new(),
    }
}

fn condition(text: &str) -> Precondition {
    Precondition { text: text.to_owned(), place: "a.xml:1".to_owned() }
}

fn reference(id: &str, protocol: Option<&str>) -> ProfileReference {
    ProfileReference { id: id.to_owned(), protocol: protocol.map(str::to_owned) }
}

/// A journey that offers something that is not there, and calls a sub-journey that runs on conditions and calls itself.
fn journeys_of_test() -> Vec<Journey> {
    let missing = Selection { exchange: "Gone".to_owned(), is_validation: false, technical_profile: None };
    let exchange = Exchange {
        id: "Read".to_owned(),
        technical_profile: reference("AAD-Read", Some("Proprietary")),
        place: "a.xml:9".to_owned(),
    };
    let sub_journeys = vec!["Sub".to_owned()];
    let main = vec![
        Step { selections: vec![missing], ..step(1, "ClaimsProviderSelection") },
        Step {
            preconditions: vec![condition("not if a exists"), condition("only if b = c")],
            sub_journeys: sub_journeys.clone(),
            ..step(2, "InvokeSubJourney")
        },
        Step { issuer: Some(reference("Issuer", None)), ..step(3, "SendClaims") },
    ];
    let sub = vec![
        Step {
            preconditions: vec![condition("not if x exists")],
            exchanges: vec![exchange],
            ..step(1, "ClaimsExchange")
        },
        Step { sub_journeys, ..step(2, "InvokeSubJourney") },
    ];
    vec![
        Journey { id: "Main".to_owned(), sub_journey_type: None, steps: main },
        Journey { id: "Sub".to_owned(), sub_journey_type: Some("Call".to_owned()), steps: sub },
    ]
}

#[test]
fn a_journey_with_a_sub_journey() {
    let journeys = journeys_of_test();
    let variants = [Variant { policies: vec!["P".to_owned(), "Q".to_owned()], journeys: &journeys }];
    let dot = dot::write(&drawing::journeys(&variants));
    for line in [
        "    label=\"user journey Main of P, Q\";",
        "    n1 [label=\"step 2: InvokeSubJourney\"];",
        "    label=\"sub-journey Sub (Call)\";",
        "    n3 [label=\"step 1: ClaimsExchange\\nnot if x exists\"];",
        "  n5 [label=\"Gone\\nnot defined\", style=dotted];",
        "  n6 [label=\"Issuer\\nnot defined\", style=dotted];",
        "  n7 [label=\"AAD-Read\\nProprietary\", shape=ellipse];",
        "  n0 -> n1 [label=\"not if a exists\\nonly if b = c\"];",
        "  n1 -> n2;",
        "  n0 -> n5 [label=\"offers Gone\", style=dashed];",
        "  n1 -> n3 [label=\"invokes\", style=dashed];",
        "  n3 -> n7 [label=\"Read\", style=dashed];",
        "  n4 -> n3 [label=\"invokes\", style=dashed];",
    ] {
        assert!(dot.lines().any(|found| found == line), "{line} in\n{dot}");
    }
    assert!(!dot.contains("n2 -> n3"), "no step leads on from one journey to another\n{dot}");
    let mermaid = mermaid::write(&drawing::journeys(&variants));
    for line in [
        "  subgraph g1[\"sub-journey Sub (Call)\"]",
        "    n3[\"step 1: ClaimsExchange<br/>not if x exists\"]",
        "  n5>\"Gone<br/>not defined\"]",
        "  n0 -->|\"not if a exists<br/>only if b = c\"| n1",
        "  n4 -.->|\"invokes\"| n3",
    ] {
        assert!(mermaid.lines().any(|found| found == line), "{line} in\n{mermaid}");
    }
}

#[test]
fn a_journey_for_people() {
    let journeys = journeys_of_test();
    let text = text::journeys(&[Variant { policies: vec!["P".to_owned()], journeys: &journeys }]);
    assert_eq!(
        text,
        "user journey Main of P\n\
         \x20 1 ClaimsProviderSelection  a.xml:1\n\
         \x20     offers     Gone (not defined)\n\
         \x20 2 InvokeSubJourney  a.xml:2\n\
         \x20     runs       not if a exists\n\
         \x20     runs       only if b = c\n\
         \x20     invokes    Sub\n\
         \x20 3 SendClaims  a.xml:3\n\
         \x20     issuer     Issuer (not defined)\n\
         \n\
         sub-journey Sub (Call)\n\
         \x20 1 ClaimsExchange  a.xml:1\n\
         \x20     runs       not if x exists\n\
         \x20     exchange   Read with AAD-Read (Proprietary)\n\
         \x20 2 InvokeSubJourney  a.xml:2\n\
         \x20     invokes    Sub\n"
    );
}
