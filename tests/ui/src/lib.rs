//! Nothing of its own: the tests show what the compiler prints for broken policies.
