//! `claimsmith sign-in`: a real sign-in from a terminal, with the runtime that generated code uses.
//!
//! Data flow: policy → profile (the compiler) → client id and keys (`keys`), input claims (`inputs`) → authorization URL
//! (`report`, `browser`) → callback (`arrival`, by `listener` or by standard input) → the runtime, watched by `trace` →
//! claims (`report`).

mod arrival;
mod browser;
mod inputs;
mod keys;
mod listener;
mod report;
mod request;
mod secret_claims;
mod trace;

use crate::arguments::SignIn;
use crate::compilation::{self, Compilation};
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, printable};
use arrival::{Arrival, Arrived, Waited};
use claimsmith_compiler::source::Span;
use claimsmith_compiler::{Outcome, Severity};
use claimsmith_runtime::{
    BeginOptions, ClaimSet, Client, ClientConfig, Clock, FlowKey, Profile, ReqwestTransport, SignInError,
};
use report::Report;
use std::sync::Arc;
use trace::TracedTransport;

/// Signs in.
///
/// # Errors
/// When an argument is wrong, a setting is missing or cannot be used, or the callback cannot be listened for.
pub(crate) fn run(arguments: &SignIn) -> Result<Status, Failure> {
    let mut compilation = compilation::sign_in(arguments)?;
    compilation.runs.iter_mut().for_each(|run| leave_out_others(&mut run.outcome));
    let findings = Findings::collect(&compilation, &Selection::default());
    output::message(&findings.render_beside_result(output::color_on_stderr()));
    if findings.status() != Status::Clean {
        return Ok(findings.status());
    }
    let profile = chosen_profile(compilation)?;
    let executor = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
    let executor = executor.map_err(|error| Failure::new(format!("cannot start the network: {error}")))?;
    executor.block_on(sign_in(arguments, profile))
}

/// Leaves out warnings about what is not run: `check` has them.
fn leave_out_others(outcome: &mut Outcome) {
    let Some(sdk) = &outcome.sdk else { return };
    let is_run = |id: &str| sdk.profiles.iter().any(|client| client.profile.id.eq_ignore_ascii_case(id));
    let providers = outcome.files.values().flat_map(|file| &file.claims_providers);
    let profiles = providers.flat_map(|provider| &provider.technical_profiles);
    let run: Vec<Span> = profiles.filter(|profile| is_run(&profile.id)).map(|profile| profile.span).collect();
    outcome.diagnostics.retain(|finding| {
        let place = finding.primary.as_ref().map(|label| label.span);
        finding.severity == Severity::Error || place.is_none_or(|place| run.iter().any(|it| it.contains(&place)))
    });
}

/// The one profile there is, or that was asked for.
fn chosen_profile(compilation: Compilation) -> Result<Profile, Failure> {
    let clients = compilation.runs.into_iter().filter_map(|run| run.outcome.sdk).flat_map(|sdk| sdk.profiles);
    let mut profiles: Vec<Profile> = clients.map(|client| client.profile).collect();
    match profiles.len() {
        0 => Err(Failure::new("the policy has no technical profile to sign in with")),
        1 => Ok(profiles.remove(0)),
        _ => {
            let failure = Failure::new("the policy has several providers; name one");
            Err(profiles.iter().fold(failure, |failure, profile| failure.help(format!("--profile {}", profile.id))))
        }
    }
}

async fn sign_in(arguments: &SignIn, profile: Profile) -> Result<Status, Failure> {
    let arrival = Arrival::open(arguments, profile.authorization.response_mode).await?;
    let config = configuration(arguments, &profile, arrival.redirect_uri())?;
    let inputs = inputs::read(&arguments.inputs, &profile)?;
    let mut report = Report::new(arguments.format, &profile, &config);
    let client = Client::new(profile, config).map_err(|error| keys::failure(&error))?;
    let begun = match client.begin(inputs, BeginOptions::default()) {
        Ok(begun) => begun,
        Err(error) => return Ok(not_signed_in(&error)),
    };
    if arguments.verbose {
        let before = client.profile().transformations.before.iter();
        trace::transformations(before.map(|transformation| transformation.id.as_ref()));
        trace::authorization(&begun.url);
    }
    report.authorize_url(&begun.url, &arrival)?;
    if !arguments.no_browser {
        browser::open(&begun.url);
    }
    let callback = match arrival.wait(begun.flow.attempt()).await? {
        Waited::Arrived(Arrived { callback, parameters }) => {
            if arguments.verbose {
                trace::callback(&parameters);
            }
            report.hide_parameters(&parameters);
            callback
        }
        Waited::Nothing(reason) => {
            output::fail(&Failure::new(reason));
            return Ok(Status::Errors);
        }
    };
    match client.finish::<ClaimSet>(callback, begun.flow).await {
        Ok(signed_in) => {
            if arguments.verbose {
                trace::transformations(signed_in.transformations());
            }
            report.signed_in(&signed_in).map(|()| Status::Clean)
        }
        Err(error) => Ok(not_signed_in(&error)),
    }
}

fn configuration(arguments: &SignIn, profile: &Profile, redirect_uri: &str) -> Result<ClientConfig, Failure> {
    let mut config = keys::read(arguments, profile, redirect_uri)?;
    // This process begins and finishes, so a key of its own does.
    let mut options = config.options.with_flow_keys(FlowKey::ephemeral().into());
    if let Some(base) = &arguments.endpoint_base {
        options = options.with_endpoint_base(base).with_loopback_http(true);
    }
    if let Some(moment) = arguments.at {
        options = options.with_policy_clock(Arc::new(Moment(moment)));
    }
    if arguments.verbose {
        let transport = ReqwestTransport::new().map_err(|error| keys::failure(&error))?;
        options = options.with_transport(Arc::new(TracedTransport::new(transport)));
    }
    config.options = options;
    Ok(config)
}

/// A clock that stands still, so many seconds after the beginning of 1970.
struct Moment(u64);

impl Clock for Moment {
    fn now(&self) -> u64 {
        self.0
    }
}

fn not_signed_in(error: &SignInError) -> Status {
    let failure = Failure::new(format!("not signed in: {}", printable(&error.to_string())));
    output::fail(&match error {
        SignInError::Assertion { .. } => {
            failure.help("this is the policy at work; an application shows its own text for the key")
        }
        _ => failure,
    });
    Status::Errors
}
