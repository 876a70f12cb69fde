//! Elements that several areas use.

use crate::schema::element_type::{AttributeType, ElementType, one_or_more, optional, required};
use crate::schema::enumerations::{PRECONDITION_ACTION, PRECONDITION_TYPE};
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{Boolean, Enumeration, Length, Text};

pub(super) static DISPLAY_NAME: ElementType = ElementType::text("DisplayName", Text, &[]);
pub(super) static USER_HELP_TEXT: ElementType = ElementType::text("UserHelpText", Text, &[]);

static METADATA_ITEM: ElementType = ElementType::text("Item", Text, &[required("Key", Text)]);
/// The key is declared upstream on a name that matches no element, so upload refuses a repeated item without a place.
pub(super) static METADATA: ElementType =
    ElementType::sequence("Metadata", &[], &[one_or_more(&METADATA_ITEM)]).keyed(&[Key::exact(&["Item"], "Key")]);

static KEY: ElementType = ElementType::empty("Key", &[required("Id", Text), required("StorageReferenceId", Text)]);
pub(super) static CRYPTOGRAPHIC_KEYS: ElementType =
    ElementType::sequence("CryptographicKeys", &[], &[one_or_more(&KEY)])
        .keyed(&[Key::id(&["Key"], "Id").undeclared()]);

static LISTED_DOMAIN: ElementType = ElementType::text("Domain", Length(1, 256), &[]);
pub(super) static DOMAINS: ElementType = ElementType::sequence("Domains", &[], &[one_or_more(&LISTED_DOMAIN)]);
pub(super) static DOMAIN: ElementType = ElementType::text("Domain", Text, &[]);

static VALUE: ElementType = ElementType::text("Value", Text, &[]);
static ACTION: ElementType = ElementType::text("Action", Enumeration(PRECONDITION_ACTION), &[]);
static PRECONDITION: ElementType = ElementType::sequence(
    "Precondition",
    &[required("Type", Enumeration(PRECONDITION_TYPE)), required("ExecuteActionsIf", Boolean)],
    &[one_or_more(&VALUE), one_or_more(&ACTION)],
);
pub(super) static PRECONDITIONS: ElementType =
    ElementType::sequence("Preconditions", &[], &[one_or_more(&PRECONDITION)]);

/// Attributes of a value that a user can select. Text between its tags is allowed and means nothing.
pub(super) const SELECTABLE_VALUE: &[AttributeType] =
    &[required("Text", Text), required("Value", Text), optional("SelectByDefault", Boolean)];
