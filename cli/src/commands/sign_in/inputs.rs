//! Input claims: what `--input` gives, by the data types of the profile.

use crate::output::Failure;
use claimsmith_runtime::profile::InputClaim;
use claimsmith_runtime::{ClaimSet, ClaimValue, DataType, Profile};

/// The input claims of the arguments.
///
/// # Errors
/// When an argument is not `CLAIM=VALUE`, names no input claim that is open, or has a value of another data type.
pub(super) fn read(arguments: &[String], profile: &Profile) -> Result<ClaimSet, Failure> {
    let mut claims = ClaimSet::new();
    for argument in arguments {
        let Some((name, value)) = argument.split_once('=') else {
            return Err(Failure::new(format!("`--input {argument}` is not CLAIM=VALUE")));
        };
        let input = open_input(name.trim(), profile)?;
        let Some(value) = claim_value(value, input.data_type) else {
            let kind = input.data_type.name();
            return Err(Failure::new(format!("the input claim `{}` takes a {kind}, not `{value}`", input.claim)));
        };
        if claims.get(&input.claim).is_some() {
            return Err(Failure::new(format!("`--input` gives the claim `{}` twice", input.claim)));
        }
        claims.insert(input.claim.as_ref(), value);
    }
    Ok(claims)
}

/// The input claim with this id whose value is not fixed by the policy.
fn open_input<'p>(name: &str, profile: &'p Profile) -> Result<&'p InputClaim, Failure> {
    let open = profile.inputs.iter().filter(|input| !input.always_default);
    if let Some(input) = open.clone().find(|input| input.claim.eq_ignore_ascii_case(name)) {
        return Ok(input);
    }
    let fixed = profile.inputs.iter().any(|input| input.claim.eq_ignore_ascii_case(name));
    let reason = if fixed { "is fixed by the policy" } else { "is no input claim of the technical profile" };
    let failure = Failure::new(format!("`{name}` {reason}"));
    Err(open.fold(failure, |failure, input| failure.help(format!("--input {}=…", input.claim))))
}

fn claim_value(text: &str, data_type: DataType) -> Option<ClaimValue> {
    match data_type {
        DataType::Boolean => text.parse().ok().map(ClaimValue::Boolean),
        DataType::Int => text.parse().ok().map(ClaimValue::Int),
        DataType::Long => text.parse().ok().map(ClaimValue::Long),
        DataType::StringCollection => {
            Some(ClaimValue::StringCollection(text.split(',').map(|item| item.trim().to_owned()).collect()))
        }
        // What has no text of its own is written as JSON.
        DataType::UserIdentity => serde_json::from_str(text).ok().map(ClaimValue::UserIdentity),
        DataType::UserIdentityCollection => serde_json::from_str(text).ok().map(ClaimValue::UserIdentityCollection),
        DataType::AlternativeSecurityIdCollection => {
            serde_json::from_str(text).ok().map(ClaimValue::AlternativeSecurityIdCollection)
        }
        _ => Some(ClaimValue::String(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_runtime::profile::text;

    fn profile() -> Profile {
        let input = |claim, data_type, always_default| InputClaim {
            claim: text(claim),
            data_type,
            parameter: text(claim),
            always_default,
            ..InputClaim::EMPTY
        };
        let inputs = vec![
            input("login_hint", DataType::String, false),
            input("max_age", DataType::Int, false),
            input("prompt", DataType::String, true),
        ];
        Profile { inputs: inputs.into(), ..Profile::EMPTY }
    }

    fn given(arguments: &[&str]) -> Option<ClaimSet> {
        let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
        read(&arguments, &profile()).ok()
    }

    #[test]
    fn values_have_the_data_type_of_their_claim() {
        let claims = given(&["Login_Hint=a=b", "max_age=60"]).expect("both are open");
        assert_eq!(claims.get("login_hint"), Some(&ClaimValue::String("a=b".to_owned())));
        assert_eq!(claims.get("max_age"), Some(&ClaimValue::Int(60)));
    }

    #[test]
    fn what_cannot_be_given_is_refused() {
        for wrong in ["login_hint", "max_age=soon", "prompt=login", "unknown=1"] {
            assert!(given(&[wrong]).is_none(), "{wrong}");
        }
        assert!(given(&["max_age=1", "max_age=2"]).is_none());
    }
}
