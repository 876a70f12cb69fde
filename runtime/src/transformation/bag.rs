//! The claims that steps read and write.
