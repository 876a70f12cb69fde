//! Messages about the tenant that a policy is uploaded to.

use super::Message;
use claimsmith_compiler::diagnostic::codes::{
    BASE_TENANT, DUPLICATE_POLICY_ID, INVALID_VALUE, POLICY_KEY_NAME, SETTING_WITHOUT_VALUE, UNDECLARED_POLICY_KEY,
};

pub(super) const MESSAGES: &[Message] = &[
    Message {
        shapes: &[
            r#"TenantId in the policy xml "{policy_tenant}" is not same as the one in login tenant "{login_tenant}""#,
        ],
        title: "the policy is of another tenant",
        meaning: "the policy says `{policy_tenant}`, and the upload goes to `{login_tenant}`",
        advice: "build the policy for this tenant, or sign in to the other one; `yourtenant.onmicrosoft.com` is the starter pack's placeholder",
        found_by: &[],
    },
    Message {
        shapes: &[r#"User is currently logged as a user of "{login_tenant}" tenant"#],
        title: "the policy is of another tenant",
        meaning: "the upload goes to `{login_tenant}`, and the policy, or its `BasePolicy`, names another tenant",
        advice: "build the policy for this tenant, or sign in to the other one; compare `TenantId` of the root element and of `BasePolicy`",
        found_by: &[BASE_TENANT],
    },
    Message {
        shapes: &[r#"is neither a valid DNS name, nor a valid external domain"#],
        title: "the tenant is a placeholder",
        meaning: "`TenantId` still holds a placeholder such as `{Settings:Tenant}`: the file was uploaded before it was built",
        advice: "build the policies for an environment, and upload what was built",
        found_by: &[SETTING_WITHOUT_VALUE, INVALID_VALUE],
    },
    Message {
        shapes: &[
            r#"does not have CryptographicKey referenced by storageReferenceId "{policy_key}""#,
            r#"KeyContainer with … id … : {policy_key} cannot be found in the directory"#,
            r#"KeyContainer with … id {policy_key} cannot be found in the directory"#,
        ],
        title: "a policy key is not in the tenant",
        meaning: "a technical profile uses the policy key `{policy_key}`, and the tenant has none with this name",
        advice: "create it in the tenant; `claimsmith inspect keys PATH` lists every key that the policies need, and a `keys.toml` \
                 lets `check` find a missing one",
        found_by: &[UNDECLARED_POLICY_KEY, POLICY_KEY_NAME],
    },
    Message {
        shapes: &[r#"is not allowed to inherit from the specified base policy"#],
        title: "the base policy may not be a base",
        meaning: "the policy derives from a policy of a user flow, or from one of another tenant",
        advice: "take a base of your own: upload a starter pack, and derive from that",
        found_by: &[BASE_TENANT],
    },
    Message {
        shapes: &[r#"already has a policy with id "{policy}". Another policy with the same id cannot be stored"#],
        title: "the policy is there already",
        meaning: "the tenant has a policy `{policy}`, and the upload was not told to replace it",
        advice: "allow the upload to overwrite, unless two files of the set have this id",
        found_by: &[DUPLICATE_POLICY_ID],
    },
    Message {
        shapes: &[r#"The key "{policy_key}" has failed to be created"#],
        title: "a policy key could not be created",
        meaning: "there is a key `{policy_key}` already, made for another use",
        advice: "delete it if nothing uses it, or choose another name",
        found_by: &[],
    },
];
