//! Messages about the form of a file. Upload quotes those of the .NET schema validator.

use super::Message;
use claimsmith_compiler::diagnostic::codes::{
    DUPLICATE_KEY, ELEMENT_ORDER, FILE_ENCODING, INVALID_VALUE, MISSING_ATTRIBUTE, MISSING_ELEMENT, NOT_A_POLICY,
    REPEATED_ELEMENT, SETTING_WITHOUT_VALUE, STEP_ORDER, STRAY_TEXT, UNKNOWN_ATTRIBUTE, UNKNOWN_ELEMENT, XML_MALFORMED,
};

pub(super) const MESSAGES: &[Message] = &[
    Message {
        shapes: &[
            r#"The element "{parent}" … has invalid child element "{child}""#,
            r#"The element "{parent}" … cannot contain child element "{child}""#,
        ],
        title: "an element stands in the wrong place",
        meaning: "`{child}` may not stand where it stands in `{parent}`: it is not known there, it stands in the wrong order or once too often, or an element that has to stand before it is missing",
        advice: "put it where the order of the schema wants it, remove it, or add what is missing; the line that B2C names is often a few off",
        found_by: &[UNKNOWN_ELEMENT, ELEMENT_ORDER, MISSING_ELEMENT, REPEATED_ELEMENT],
    },
    Message {
        shapes: &[r#"The element "{parent}" … has incomplete content"#],
        title: "a required element is missing",
        meaning: "`{parent}` lacks an element that it must have",
        advice: "add one of the elements that the message lists",
        found_by: &[MISSING_ELEMENT],
    },
    Message {
        shapes: &[r#"The element "{parent}" … cannot contain text"#],
        title: "text stands where only elements may",
        meaning: "`{parent}` holds elements only, and there is text between them: often the rest of a comment, or a tag without `<`",
        advice: "remove the text",
        found_by: &[STRAY_TEXT],
    },
    Message {
        shapes: &[
            r#"The "{attribute}" attribute is invalid - The value "{value}" is invalid according to its datatype"#,
        ],
        title: "an attribute has a value that is not allowed",
        meaning: "`{value}` is no value of the attribute `{attribute}`; values are compared with case, and a placeholder is no value",
        advice: "correct the value; build the policy first when it has placeholders",
        found_by: &[INVALID_VALUE, SETTING_WITHOUT_VALUE],
    },
    Message {
        shapes: &[r#"The "{element}" element is invalid - The value "{value}" is invalid according to its datatype"#],
        title: "an element has a value that is not allowed",
        meaning: "`{value}` is no value of the element `{element}`; values are compared with case, and a placeholder is no value",
        advice: "correct the value; build the policy first when it has placeholders",
        found_by: &[INVALID_VALUE, SETTING_WITHOUT_VALUE],
    },
    Message {
        shapes: &[r#"The required attribute "{attribute}" is missing"#],
        title: "a required attribute is missing",
        meaning: "an element lacks its attribute `{attribute}`",
        advice: "add it",
        found_by: &[MISSING_ATTRIBUTE],
    },
    Message {
        shapes: &[r#"The "{attribute}" attribute is not declared"#],
        title: "an attribute is not known",
        meaning: "an element has the attribute `{attribute}`, which it may not have; names are compared with case",
        advice: "correct its name, or remove it",
        found_by: &[UNKNOWN_ATTRIBUTE],
    },
    Message {
        shapes: &[r#"There is a duplicate key sequence "{value}""#],
        title: "two elements have one id or one order",
        meaning: "`{value}` is the `Order` of two steps of one journey, or the `Id` of two elements of one kind in one file",
        advice: "renumber the steps from 1 on, or give one of the elements another id",
        found_by: &[DUPLICATE_KEY, STEP_ORDER],
    },
    Message {
        shapes: &["is not XML or is not correctly formatted", "The file contains invalid XML"],
        title: "the file is not well-formed XML",
        meaning: "a tag is not closed, a sign is not escaped (`&`, `<`), or there is a character that XML does not allow",
        advice: "`claimsmith check` names the place",
        found_by: &[XML_MALFORMED, FILE_ENCODING],
    },
    Message {
        shapes: &[r#"The "{element}" element is not declared"#],
        title: "the root element is not a policy",
        meaning: "the file begins with `{element}` where `TrustFrameworkPolicy` in B2C's namespace has to stand",
        advice: "upload one policy a file; a user flow that was exported has to be split first",
        found_by: &[NOT_A_POLICY],
    },
];
