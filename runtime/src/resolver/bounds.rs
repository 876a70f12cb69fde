//! What a value must be to leave the application: in the URL that the browser is sent to, or in the flow cookie.

use crate::error::{InputFault, SignInError};

/// Longest value of an input claim, in bytes.
const LONGEST_INPUT: usize = 2048;
/// Most bytes of all values that the resolvers of output claims give and that are kept for transformations, with the ids of
/// the claims: they travel in the flow cookie, which may have 4 KiB with everything else in it.
const MOST_RESOLVED: usize = 1024;
/// Bytes that each of them takes besides id and text: their lengths.
const EACH_RESOLVED: usize = 8;

/// Refuses a value of an input claim that is too long or has a control character.
pub(crate) fn check_input(claim: &str, value: &str) -> Result<(), SignInError> {
    if value.len() > LONGEST_INPUT {
        return Err(fault(claim, InputFault::TooLong));
    }
    check_characters(claim, value)
}

/// Refuses a value that the resolver of an output claim gives, as [`check_input`] does, and when it is too long together
/// with those before it, which have `taken` bytes. Yields how many it takes.
pub(crate) fn check_resolved(claim: &str, value: &str, taken: usize) -> Result<usize, SignInError> {
    let takes = check_kept(claim, value, taken)?;
    check_characters(claim, value)?;
    Ok(takes)
}

/// Refuses a value that the flow cannot hold beside those before it, which have `taken` bytes. Yields how many it takes.
pub(crate) fn check_kept(claim: &str, value: &str, taken: usize) -> Result<usize, SignInError> {
    let takes = claim.len() + value.len() + EACH_RESOLVED;
    if taken + takes > MOST_RESOLVED { Err(fault(claim, InputFault::TooMuch)) } else { Ok(takes) }
}

fn check_characters(claim: &str, value: &str) -> Result<(), SignInError> {
    if value.chars().any(char::is_control) { Err(fault(claim, InputFault::ControlCharacter)) } else { Ok(()) }
}

fn fault(claim: &str, fault: InputFault) -> SignInError {
    SignInError::InvalidInput { claim: claim.to_owned(), fault }
}
