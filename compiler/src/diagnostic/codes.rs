//! The one table of codes.
//!
//! A code is never reused. Each has a page in `docs/errors/` whose bad and good policies and whose picture a test
//! compares with what the compiler says.

use super::Severity;

/// A kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// `CS` and four digits.
    pub id: &'static str,
    /// How much a finding of this kind matters.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: &'static str,
}

impl Code {
    /// The code with this id, in any case.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        ALL.iter().find(|code| code.id.eq_ignore_ascii_case(id.trim())).copied()
    }
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal;)*) => {
        $(
            #[doc = concat!($id, ": ", $title)]
            pub const $name: Code = Code { id: $id, severity: Severity::$severity, title: $title };
        )*

        /// Every code, in the order of its number.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    FILE_NOT_FOUND = "CS0001" Error "a file does not exist";
    FILE_UNREADABLE = "CS0002" Error "a file cannot be read";
    FILE_ENCODING = "CS0003" Error "a file is not UTF-8";
    FILE_TOO_LARGE = "CS0004" Error "a file is too large";
    SETTING_WITHOUT_VALUE = "CS0005" Error "a setting has no value";
    SETTINGS_FILE = "CS0006" Error "the settings file is not what it should be";
    UNKNOWN_ENVIRONMENT = "CS0007" Error "the settings have no such environment";
    UNKNOWN_SELECTOR = "CS0008" Error "an argument names nothing in the policy";

    XML_MALFORMED = "CS0101" Error "a file is not well-formed XML";
    XML_DOCUMENT_TYPE = "CS0102" Error "a file has a document type declaration";
    NOT_A_POLICY = "CS0103" Error "the root element is not a policy";
    XML_LIMIT = "CS0104" Error "a file has too many or too deeply nested elements";

    UNKNOWN_ELEMENT = "CS0201" Error "an element is not known here";
    ELEMENT_ORDER = "CS0202" Error "an element stands in the wrong order";
    MISSING_ELEMENT = "CS0203" Error "a required element is missing";
    REPEATED_ELEMENT = "CS0204" Error "an element occurs too often";
    UNKNOWN_ATTRIBUTE = "CS0205" Error "an attribute is not known here";
    MISSING_ATTRIBUTE = "CS0206" Error "a required attribute is missing";
    INVALID_VALUE = "CS0207" Error "a value does not have the required form";
    DUPLICATE_KEY = "CS0208" Error "two elements have one id";
    STRAY_TEXT = "CS0209" Error "text stands where only elements may";

    BASE_POLICY_NOT_FOUND = "CS0301" Error "a base policy was not found";
    BASE_POLICY_CYCLE = "CS0302" Error "a policy is its own base";
    DUPLICATE_POLICY_ID = "CS0303" Error "two files have one policy id";
    CHAIN_TOO_DEEP = "CS0304" Error "a chain of base policies is too long";
    UNDECLARED_CLAIM_TYPE = "CS0305" Error "a claim type is not declared";
    UNKNOWN_TECHNICAL_PROFILE = "CS0306" Error "a technical profile is not defined";
    INCLUDE_CYCLE = "CS0307" Error "a technical profile includes itself";
    CASE_ONLY_MATCH = "CS0308" Warning "a reference matches only without regard to case";
    DATA_TYPE_CHANGED = "CS0309" Error "a derived policy changes the data type of a claim";
    UNKNOWN_USER_JOURNEY = "CS0310" Error "a user journey is not defined";

    UNKNOWN_METADATA_KEY = "CS0401" Warning "a metadata key is not known";
    MISSING_METADATA = "CS0402" Error "a required metadata key is missing";
    INVALID_METADATA_VALUE = "CS0403" Error "a metadata value is not allowed";
    INVALID_ENDPOINT = "CS0404" Error "an endpoint is not an absolute https URL";
    MISSING_CRYPTOGRAPHIC_KEY = "CS0405" Error "a required cryptographic key is missing";
    MISSING_PROTOCOL = "CS0406" Error "a technical profile has no protocol";
    RESERVED_PARAMETER = "CS0407" Error "a parameter or header is one that the protocol writes";
    METADATA_PAIR = "CS0408" Error "a metadata key needs its counterpart";
    INEFFECTIVE_METADATA = "CS0409" Warning "a metadata key has no effect";
    METADATA_CONFLICT = "CS0410" Error "two metadata values exclude each other";
    REDIRECT_URI_FORM = "CS0411" Warning "a policy does not say which redirect URI B2C uses";
    SUBJECT_REFERENCE = "CS0412" Warning "what identifies the user is in no output claim";

    MISSING_DATA_TYPE = "CS0501" Error "a claim type has no data type";
    DEFAULT_VALUE_TYPE = "CS0502" Error "a default value does not fit the data type";
    REPEATED_CLAIM = "CS0503" Warning "a claim is listed twice";
    INVALID_PATH = "CS0504" Error "a partner claim type is not a valid path";
    LITERAL_RESOLVER = "CS0505" Warning "a claim resolver is used as literal text";
    UNKNOWN_RESOLVER = "CS0506" Error "a claim resolver is not known";
    EMPTY_RESOLVER = "CS0507" Warning "a claim resolver never has a value";
    RESOLVER_DATA_TYPE = "CS0508" Error "a claim resolver does not fit the data type of its claim";
    MISPLACED_RESOLVER = "CS0509" Error "a claim resolver stands where it has no value";
    DOTTED_INDEX = "CS0510" Warning "an index in a path is written with a dot";
    UNREAD_PATH = "CS0511" Warning "a partner claim type looks like a path and is not read as one";

    NAME_COLLISION = "CS0701" Error "two items would have one Rust name";
    INVALID_NAME = "CS0702" Error "a name is not a Rust identifier";
    TRANSFORMATIONS_NOT_COMPILED = "CS0703" Error "claims transformations are not yet compiled";
    NOT_COMPILED = "CS0704" Error "this part of a technical profile is not yet compiled";
    NOTHING_TO_GENERATE = "CS0705" Error "the policy has no federation profile to compile";
    NO_SUBJECT = "CS0706" Warning "a technical profile does not identify its user";
    INVALID_DERIVE = "CS0707" Error "a derive cannot be added";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_well_formed_and_ascend() {
        for code in ALL {
            assert!(
                code.id.len() == 6 && code.id.starts_with("CS") && code.id[2..].parse::<u16>().is_ok(),
                "{}",
                code.id
            );
        }
        assert!(ALL.is_sorted_by(|a, b| a.id < b.id));
    }

    #[test]
    fn a_code_is_found_in_any_case() {
        assert_eq!(Code::find(" cs0101 "), Some(XML_MALFORMED));
        assert_eq!(Code::find("CS9999"), None);
    }
}
