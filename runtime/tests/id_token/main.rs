//! Validation of id_tokens: S5, S13 to S16, S25 of the security requirements, and known vulnerabilities.
//!
//! `sNN_…` proves the requirement with that number, `cve_…` that a known vulnerability is not here. What stands behind
//! `s13_` is the name of the module in the OpenID Foundation's conformance suite, where there is one.

#[path = "../common/capture.rs"]
mod capture;

mod audience;
mod claims;
mod discovery;
mod header;
mod issuer;
mod keys;
mod rotation;
mod secrecy;
mod signing;
mod support;
