//! Codes that what a user does causes, and faults of the service.

use super::{RunTimeCode, plain};

pub(super) const CODES: &[RunTimeCode] = &[
    plain(
        90001,
        "the account exists already, and the technical profile may not create it again",
        "let the user sign in instead, or set `RaiseErrorIfClaimsPrincipalAlreadyExists` to `false` where this is meant",
    ),
    plain(90046, "the state of the sign-in is lost", "begin anew; cookies must be allowed"),
    plain(90052, "user name or password is wrong", "try again"),
    plain(90053, "there is no such account", "look at the user name, and in which directory the account is"),
    plain(90054, "user name or password is wrong", "try again"),
    RunTimeCode {
        number: 90091,
        meaning: "the user cancelled",
        causes: &["the user pressed the cancel button of a page; metadata `setting.showCancelButton` takes it away"],
        advice: "let the application show its start page; this is no fault",
        found_by: &[],
    },
    plain(90111, "the account is locked", "let an administrator unlock it"),
    plain(90114, "the account is locked for a while after too many attempts", "wait, then try again"),
    RunTimeCode {
        number: 90118,
        meaning: "the user pressed \"forgot your password\"",
        causes: &["the sign-in page has the link, and the journey no step that resets the password itself"],
        advice: "let the application start the policy that resets the password, or put the reset into the journey \
                 (`ForgotPasswordExchange`)",
        found_by: &[],
    },
    plain(90128, "the account of the refresh token is gone", "let the user sign in again"),
    plain(90129, "the refresh token was revoked", "let the user sign in again"),
    plain(90151, "too many wrong attempts at the second factor", "wait, then begin anew"),
    plain(90157, "too many wrong attempts at a page", "wait, then begin anew"),
    plain(90211, "the state cookie lacks a part", "begin anew; cookies must be allowed, also for other sites"),
    plain(90212, "the state cookie is not valid", "begin anew; cookies must be allowed, also for other sites"),
    plain(90225, "user name or password of the password grant is wrong", "try again"),
];

pub(super) const SERVICE: &[RunTimeCode] = &[
    plain(90035, "the service is not available", "wait some minutes, then try again"),
    plain(
        90048,
        "an exception that nothing handled",
        "switch on Application Insights (`JourneyInsights`): it has the exception",
    ),
    plain(90152, "the second factor did not answer", "try again"),
    plain(90154, "the second factor gave no session", "try again"),
    plain(90155, "the second factor failed; the message says why", "read the reason in the message"),
    plain(90156, "the second factor was not accepted; the message says why", "read the reason in the message"),
    plain(90206, "the browser took too long to start", "try again"),
    plain(90244, "too many requests", "wait, then try again; the limits are those of the tenant"),
];
