//! Runs steps: the one match over all methods.
