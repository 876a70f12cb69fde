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
    SETTINGS_FILE = "CS0006" Error "the settings file or `claimsmith.toml` is not what it should be";
    UNKNOWN_ENVIRONMENT = "CS0007" Error "the settings have no such environment";
    UNKNOWN_SELECTOR = "CS0008" Error "an argument names nothing in the policy";
    SUPPRESSION = "CS0009" Warning "a comment that allows a finding is not what it should be";
    UNUSED_SUPPRESSION = "CS0010" Warning "a comment allows a finding that is not there";
    UNUSED_SETTING = "CS0011" Warning "no policy uses a setting";
    OVERLAY = "CS0012" Error "an overlay can stand in no chain";
    FOREIGN_PLACEHOLDER = "CS0013" Warning "a placeholder is one of another tool";

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
    UNKNOWN_CLAIMS_TRANSFORMATION = "CS0311" Error "a claims transformation is not defined";
    UNKNOWN_SUB_JOURNEY = "CS0312" Error "a sub-journey is not defined";
    UNKNOWN_CONTENT_DEFINITION = "CS0313" Error "a content definition is not defined";
    UNKNOWN_DISPLAY_CONTROL = "CS0314" Error "a display control is not defined";
    UNKNOWN_PREDICATE = "CS0315" Error "a predicate or a validation is not defined";
    UNKNOWN_LOCALIZED_RESOURCES = "CS0316" Warning "localized resources are not defined";
    UNKNOWN_CLIENT_DEFINITION = "CS0317" Warning "a client definition is not defined";
    LOCALIZED_NOTHING = "CS0318" Warning "a localization is about an element that does not exist";
    UNDECLARED_CLAIM_IN_PRECONDITION = "CS0319" Warning "a precondition is about a claim type that is not declared";
    REFERENCE_TO_DERIVED = "CS0320" Error "a base refers to what only a derived policy defines";
    EMPTY_OVERRIDE = "CS0321" Warning "an override changes nothing";
    REPEATED_VALIDATION = "CS0322" Warning "a validation technical profile runs twice";
    REDEFINED = "CS0323" Warning "a derived policy defines an element of its base anew";
    BASE_TENANT = "CS0324" Warning "a policy and its base are of different tenants";

    UNKNOWN_METADATA_KEY = "CS0401" Warning "a metadata key is not known";
    MISSING_METADATA = "CS0402" Error "a required metadata key is missing";
    INVALID_METADATA_VALUE = "CS0403" Error "a metadata value is not allowed";
    INVALID_ENDPOINT = "CS0404" Error "an endpoint is not an absolute https URL";
    MISSING_CRYPTOGRAPHIC_KEY = "CS0405" Error "a required cryptographic key is missing";
    MISSING_PROTOCOL = "CS0406" Error "a technical profile has no protocol or no name";
    RESERVED_PARAMETER = "CS0407" Error "a parameter or header is one that the protocol writes";
    METADATA_PAIR = "CS0408" Error "a metadata key needs its counterpart";
    INEFFECTIVE_METADATA = "CS0409" Warning "a metadata key has no effect";
    METADATA_CONFLICT = "CS0410" Error "two metadata values exclude each other";
    REDIRECT_URI_FORM = "CS0411" Warning "a policy does not say which redirect URI B2C uses";
    SUBJECT_REFERENCE = "CS0412" Warning "what identifies the user is in no output claim";
    PLACEHOLDER_VALUE = "CS0413" Warning "a placeholder was left in";
    PROTOCOL_HANDLER = "CS0414" Error "protocol and handler do not fit";
    UNKNOWN_HANDLER = "CS0415" Warning "a handler is not known";
    MISPLACED_ELEMENT = "CS0416" Error "an element means nothing on this kind of technical profile";
    POLICY_KEY_NAME = "CS0417" Warning "a policy key does not have the prefix of policy keys";
    UNDECLARED_POLICY_KEY = "CS0418" Error "a policy key does not exist in the tenant";
    POLICY_KEY_USE = "CS0419" Warning "a policy key was created for another use";
    UNUSED_POLICY_KEY = "CS0420" Warning "a declared policy key is not used";

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
    USER_INPUT_TYPE = "CS0512" Warning "an input type does not fit its claim";
    RESTRICTION = "CS0513" Warning "a restriction does not fit its claim type";
    MASK = "CS0514" Error "a mask cannot be applied";
    PREDICATE_METHOD = "CS0515" Error "a predicate does not fit a method of predicates";
    PREDICATE_GROUP = "CS0516" Error "a group of predicates cannot be satisfied";
    INVALID_PATTERN = "CS0517" Error "a regular expression is not valid";
    NO_DEFAULT_VALUE = "CS0518" Warning "a claim always uses a default value that it does not have";
    UNKNOWN_METHOD = "CS0521" Error "a transformation method is not known";
    TRANSFORMATION_CLAIM = "CS0522" Error "a claims transformation does not have the claims of its method";
    TRANSFORMATION_DATA_TYPE = "CS0523" Error "a claim of a claims transformation has the wrong data type";
    TRANSFORMATION_PARAMETER = "CS0524" Error "a claims transformation does not have the parameters of its method";
    PARAMETER_VALUE = "CS0525" Error "the value of an input parameter is not allowed";
    FORMAT_STRING = "CS0526" Error "a format string is not valid";
    JSON_MEMBERS = "CS0527" Error "members of generated JSON exclude each other";
    LOOKUP = "CS0528" Error "a look-up finds nothing, or more than one value";
    PREDICATE_COPY = "CS0529" Error "a claim is copied by a predicate that it does not have";
    LOCALIZED_TEXT = "CS0530" Error "a localized text of a claims transformation does not fit";
    ASSERTION_PLACE = "CS0531" Warning "an assertion has no page for its message";
    ERROR_KEY = "CS0532" Warning "a message belongs to no claims transformation that is run";
    REWRITTEN_CLAIM = "CS0533" Warning "a claim is both read and written by a claims transformation";
    FRAGILE_TRANSFORMATION = "CS0534" Warning "a claims transformation may fail or surprise";
    EMPTY_COLLECTION = "CS0535" Warning "an empty collection may reach the token";
    NO_OUTPUT_CLAIMS = "CS0536" Error "a claims transformation technical profile has no output claims";
    UNUSED_TRANSFORMATION = "CS0537" Warning "a claims transformation is never run";

    STEP_ORDER = "CS0601" Error "the steps of a journey are not numbered from 1 on";
    SELECTION_TARGET = "CS0602" Error "a selection leads to no claims exchange";
    SEVERAL_EXCHANGES = "CS0603" Error "a step has several claims exchanges and no selection before it";
    STEP_AFTER_SELECTION = "CS0604" Error "no claims exchange follows a selection";
    MISSING_SEND_CLAIMS = "CS0605" Error "a journey sends no claims";
    MISSING_ISSUER = "CS0606" Error "a step names no token issuer";
    STEP_CONTENT = "CS0607" Error "a step lacks what its type needs";
    SUB_JOURNEY = "CS0608" Error "a sub-journey does not fit how it is called";
    MISSING_DEFAULT_USER_JOURNEY = "CS0609" Error "a relying party has no default user journey";
    PRECONDITION = "CS0610" Warning "a precondition is not what it should be";
    PRECONDITION_TRAP = "CS0611" Warning "a precondition may not do what it says";
    SUBJECT_NAMING = "CS0612" Error "the subject of the token is not one of its claims";
    UNPRODUCED_OUTPUT = "CS0613" Error "no step produces a claim of the token";
    UNPROVIDED_INPUT = "CS0614" Error "no step before provides a required input claim";
    UNFILLED_OUTPUT = "CS0615" Error "a page returns a claim that nothing fills";
    TOKEN_CLAIM_NAME = "CS0616" Warning "two claims of the token have one name";
    RELYING_PARTY_PROFILE = "CS0617" Warning "the technical profile of the relying party is not as B2C reads it";
    CONTENT_DEFINITION = "CS0618" Error "a content definition cannot be shown";
    SESSION_BEHAVIOR = "CS0619" Warning "a session setting is out of range";
    DISPLAY_CONTROL = "CS0620" Warning "a display control lacks what its type needs";
    DISPLAY_CLAIM = "CS0621" Warning "a page shows a claim that has no input field";
    MISSING_CONTENT_DEFINITION = "CS0622" Warning "a page has no content definition";
    WRONG_KIND_OF_PROFILE = "CS0623" Warning "a technical profile is named for what it does not do";
    ENDPOINT = "CS0624" Warning "an endpoint of the relying party is not as B2C knows it";

    NAME_COLLISION = "CS0701" Error "two items would have one Rust name";
    INVALID_NAME = "CS0702" Error "a name is not a Rust identifier";
    NOT_COMPILED = "CS0704" Error "this part of a technical profile is not yet compiled";
    NOTHING_TO_GENERATE = "CS0705" Error "the policy has no federation profile to compile";
    NO_SUBJECT = "CS0706" Warning "a technical profile does not identify its user";
    INVALID_DERIVE = "CS0707" Error "a derive cannot be added";
    CONTRADICTORY_ARGUMENTS = "CS0708" Error "two arguments contradict each other";
    INVALID_ATTRIBUTE = "CS0709" Error "an attribute cannot be added";
    INVALID_TYPE = "CS0710" Error "a claim cannot have a type";

    SECRET_IN_URL = "CS0801" Warning "a client secret is sent in a URL";
    BEARER_IN_QUERY = "CS0802" Warning "an access token is sent in a URL";
    IMPLICIT_FLOW = "CS0803" Warning "a token comes through the browser";
    ISSUER_PREFIX = "CS0804" Warning "an issuer prefix matches hosts of others";
    ANY_ISSUER = "CS0805" Warning "any issuer may sign a token";
    EMAIL_AS_KEY = "CS0806" Warning "an e-mail address identifies a user";
    SECRET_IN_POLICY = "CS0807" Warning "a secret stands in a policy";
    PLAIN_HTTP = "CS0808" Warning "a URL is not encrypted";
    DEVELOPMENT_MODE = "CS0809" Warning "a setting for development is on";
    UNAUTHENTICATED_REST = "CS0810" Warning "a REST service is called without authentication";
    WEAK_RANDOM = "CS0811" Warning "a secret is made of what can be predicted";
    WEAK_SAML = "CS0812" Warning "SAML messages are not protected as they should be";
    UNVERIFIED_EMAIL = "CS0813" Warning "an e-mail address is taken from a user without verification";
    ISSUER_FROM_PROVIDER = "CS0815" Warning "a provider chooses whose users it signs in";

    SCOPE = "CS0901" Warning "a scope is not what the protocol expects";
    PUBLIC_POLICY_URI = "CS0902" Warning "a public policy URI names another policy";
    MISSING_IDENTITY_PROVIDER = "CS0903" Warning "a technical profile does not say which identity provider it is";
    PROVIDER_REQUIREMENT = "CS0904" Warning "a provider wants what the technical profile does not send";
    UNDOCUMENTED_COMBINATION = "CS0905" Warning "how B2C acts is not documented";
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
