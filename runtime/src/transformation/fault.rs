//! Why a claims transformation ended without a result.

/// Why a claims transformation ended without a result. Never holds a value of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// An assertion failed, or something that a page can show: the key of its message.
    Message {
        /// The metadata key of the self-asserted profile that holds the text.
        key: &'static str,
    },
    /// An input claim that the method needs has no value: its place in the bag.
    Absent {
        /// The slot.
        slot: u16,
    },
    /// Anything else at which B2C ends the sign-in: a sentence that names no value.
    Failed(&'static str),
}
