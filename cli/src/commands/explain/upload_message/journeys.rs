//! Messages about user journeys, the token and pages.

use super::Message;
use claimsmith_compiler::diagnostic::codes::{
    CONTENT_DEFINITION, MISSING_ISSUER, MISSING_SEND_CLAIMS, SELECTION_TARGET, SEVERAL_EXCHANGES, STEP_AFTER_SELECTION,
    STEP_CONTENT, STEP_ORDER, SUB_JOURNEY, UNPRODUCED_OUTPUT, UNPROVIDED_INPUT,
};

pub(super) const MESSAGES: &[Message] = &[
    Message {
        shapes: &[
            r#"User journey "{user_journey}" … was expected to have step with order "{order}" but it was not found"#,
            r#"was expected to have step with order "{order}" but it was not found"#,
        ],
        title: "the steps of a journey are not numbered from 1 on",
        meaning: "there is no step {order}: the steps of a journey, with those of its bases, have the orders 1, 2, 3 and so on without a gap",
        advice: "renumber the steps; a step that is added to a journey of a base changes all that follow",
        found_by: &[STEP_ORDER],
    },
    Message {
        shapes: &[
            r#"Orchestration step order "{order}" in user journey "{user_journey}" … is followed by a claims provider selection step and must be a claims exchange"#,
        ],
        title: "no claims exchange follows a selection",
        meaning: "step {order} of `{user_journey}` lets the user choose (or follows such a step), and what the user chooses has to run in the very next step",
        advice: "put a step of type `ClaimsExchange` with the chosen exchanges right behind the selection",
        found_by: &[STEP_AFTER_SELECTION, SELECTION_TARGET],
    },
    Message {
        shapes: &[r#"User journey "{user_journey}" … has step {step} with {count} claims exchanges"#],
        title: "a step has several claims exchanges and no selection before it",
        meaning: "step {step} of `{user_journey}` has {count} claims exchanges. A journey that a base has too is added to it step by step, not put in its place",
        advice: "give a journey that was copied an id of its own, or split the step; `claimsmith inspect graph PATH --journey {user_journey}` shows the journey as it is merged",
        found_by: &[SEVERAL_EXCHANGES],
    },
    Message {
        shapes: &[
            r#"Claim type "{claim_type}" is the output claim of the relying party's technical profile, but it is not an output claim in any of the steps of user journey "{user_journey}""#,
        ],
        title: "no step produces a claim of the token",
        meaning: "the token is to hold `{claim_type}`, and no technical profile that `{user_journey}` runs returns it",
        advice: "add the output claim to a technical profile of the journey, give it a `DefaultValue`, or remove it from the relying party",
        found_by: &[UNPRODUCED_OUTPUT],
    },
    Message {
        shapes: &[
            r#"Claim type "{claim_type}" is the input claim of technical profile "{technical_profile}" in step "{step}" of user journey "{user_journey}" but it is not an output claim in any of the previous steps"#,
        ],
        title: "no step before provides a required input claim",
        meaning: "`{technical_profile}` in step {step} of `{user_journey}` needs `{claim_type}`, and nothing before returns it",
        advice: "let a step before return it, or give the input claim a `DefaultValue`; where a provider was removed, remove the steps for its users too",
        found_by: &[UNPROVIDED_INPUT],
    },
    Message {
        shapes: &[r#"User journey "{user_journey}" does not contain a send claims step"#],
        title: "a journey sends no claims",
        meaning: "`{user_journey}` never issues a token",
        advice: "end it with a step of type `SendClaims`",
        found_by: &[MISSING_SEND_CLAIMS],
    },
    Message {
        shapes: &[
            r#"User journey "{user_journey}" send claims step does not contain a reference to an issuer technical profile"#,
        ],
        title: "a step names no token issuer",
        meaning: "the `SendClaims` step of `{user_journey}` does not say which technical profile makes the token",
        advice: "set `CpimIssuerTechnicalProfileReferenceId` on the step; where only a sub-journey sends the claims, `DefaultCpimIssuerTechnicalProfileReferenceId` on the journey",
        found_by: &[MISSING_ISSUER, SUB_JOURNEY],
    },
    Message {
        shapes: &[
            r#"A content definition data uri is required. Orchestration step "{step}" of user journey "{user_journey}""#,
        ],
        title: "a step that shows a page does not say which",
        meaning: "step {step} of `{user_journey}` shows a page, and neither the step nor its technical profile names a content definition with a `DataUri`",
        advice: "name the content definition: metadata `ContentDefinitionReferenceId` of the technical profile, or the attribute of the step",
        found_by: &[STEP_CONTENT, CONTENT_DEFINITION],
    },
    Message {
        shapes: &[r#"The element specified by id "{data_uri}" cannot be found in the element factory cache"#],
        title: "a page version is not known",
        meaning: "there is no page `{data_uri}`: from version 1.2.0 on the id of a page has the word `contract` in it",
        advice: "write it as `urn:com:microsoft:aad:b2c:elements:contract:…`",
        found_by: &[CONTENT_DEFINITION],
    },
    Message {
        shapes: &["Please use page contract in content definitions when enabling JavaScript"],
        title: "scripts need page contracts",
        meaning: "`ScriptExecution` is `Allow`, and a content definition has a `DataUri` without `contract`",
        advice: "change every `DataUri` of the chain to its form with `contract`",
        found_by: &[CONTENT_DEFINITION],
    },
];
