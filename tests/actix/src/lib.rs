//! Holds a test only: nothing in a generated client ties an application to axum.
