//! The root element, `BasePolicy`, `PolicyConstraints`, `Contacts` and `DocumentReferences`.

use super::building_blocks::BUILDING_BLOCKS;
use super::relying_party::RELYING_PARTY;
use super::shared::DISPLAY_NAME;
use super::technical_profile::CLAIMS_PROVIDERS;
use super::user_journey::{SUB_JOURNEYS, USER_JOURNEYS};
use crate::schema::element_type::{ElementType, one, one_or_more, optional, required, zero_or_more, zero_or_one};
use crate::schema::enumerations::DEPLOYMENT_MODE;
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{
    AnyUri, Enumeration, Guid, Int, Length, PolicyId, PolicyIdPattern, TenantId, Text, Version,
};

static TENANT_ID: ElementType = ElementType::text("TenantId", TenantId, &[]);
static POLICY_ID: ElementType = ElementType::text("PolicyId", PolicyId, &[]);
static BASE_POLICY: ElementType = ElementType::sequence("BasePolicy", &[], &[one(&TENANT_ID), one(&POLICY_ID)]);

static TENANT: ElementType = ElementType::empty("Tenant", &[required("ReferenceId", Guid)]);
static TENANTS: ElementType = ElementType::sequence("Tenants", &[], &[one_or_more(&TENANT)]);
static CONSTRAINT_HANDLER: ElementType =
    ElementType::empty("ConstraintHandler", &[required("Id", Text), required("Handler", Text)]);
static INHERITANCE: ElementType = ElementType::choice(
    "Inheritance",
    &[required("DerivingPolicies", Text)],
    &[zero_or_one(&TENANTS), zero_or_one(&CONSTRAINT_HANDLER)],
);
static REROUTE_RULE: ElementType = ElementType::empty(
    "RerouteRule",
    &[required("PolicyId", PolicyIdPattern), optional("Weight", Int), optional("Match", Length(1, usize::MAX))],
);
static REROUTE_RULES: ElementType =
    ElementType::sequence("RerouteRules", &[required("Type", Text)], &[zero_or_more(&REROUTE_RULE)]);
static POLICY_CONSTRAINTS: ElementType =
    ElementType::sequence("PolicyConstraints", &[], &[zero_or_one(&INHERITANCE), zero_or_one(&REROUTE_RULES)]);

static TELEPHONE_NUMBER: ElementType = ElementType::text("TelephoneNumber", Text, &[]);
static EMAIL: ElementType = ElementType::text("Email", Text, &[]);
static ROLE: ElementType = ElementType::text("Role", Text, &[]);
static CONTACT: ElementType = ElementType::sequence(
    "Contact",
    &[required("Id", Text)],
    &[one(&DISPLAY_NAME), one(&TELEPHONE_NUMBER), one(&EMAIL), one(&ROLE)],
);
static CONTACTS: ElementType = ElementType::sequence("Contacts", &[], &[zero_or_more(&CONTACT)]);

static URL: ElementType = ElementType::text("Url", AnyUri, &[]);
static DOCUMENT_REFERENCE: ElementType =
    ElementType::sequence("DocumentReference", &[required("Id", Text)], &[one(&DISPLAY_NAME), one(&URL)]);
static DOCUMENT_REFERENCES: ElementType =
    ElementType::sequence("DocumentReferences", &[], &[zero_or_more(&DOCUMENT_REFERENCE)])
        .keyed(&[Key::id(&["DocumentReference"], "Id")]);

/// The root element.
pub(in crate::schema) static TRUST_FRAMEWORK_POLICY: ElementType = ElementType::sequence(
    crate::xml::ROOT,
    &[
        required("PolicySchemaVersion", Version(4)),
        required("TenantId", TenantId),
        optional("TenantObjectId", Guid),
        required("PolicyId", PolicyId),
        required("PublicPolicyUri", AnyUri),
        optional("StateTableName", Text),
        optional("DeploymentMode", Enumeration(DEPLOYMENT_MODE)),
        optional("UserJourneyRecorderEndpoint", Text),
    ],
    &[
        zero_or_one(&BASE_POLICY),
        zero_or_one(&POLICY_CONSTRAINTS),
        zero_or_one(&CONTACTS),
        zero_or_one(&DOCUMENT_REFERENCES),
        zero_or_one(&BUILDING_BLOCKS),
        zero_or_one(&CLAIMS_PROVIDERS),
        zero_or_one(&USER_JOURNEYS),
        zero_or_one(&SUB_JOURNEYS),
        zero_or_one(&RELYING_PARTY),
    ],
);
