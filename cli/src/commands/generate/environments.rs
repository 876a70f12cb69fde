//! Crates for one environment, or for all of them on all processors.

use super::compiled::Compiled;
use super::delivery::{Delivered, deliver, line};
use super::failures::Failures;
use super::leftovers::leftovers;
use super::policy::clients;
use super::progress;
use super::target::{Target, Targets, holder, targets};
use super::workspace::{self, Workspace};
use crate::arguments::Generate;
use crate::compilation::Run;
use crate::crate_folder::Written;
use crate::output::{self, Failure, Status, counted, printable};
use crate::paths::shown;
use crate::project::{Environment, Project};
use claimsmith_compiler::DeclaredKeys;
use claimsmith_compiler::sdk::CrateInput;
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

pub(super) fn run(arguments: &Generate) -> Result<Status, Failure> {
    let project = Project::current()?;
    let environments = project.environments(&arguments.options)?;
    if let Some(nameless) = environments.iter().find(|environment| !environment.is_named) {
        return nothing_named(nameless, arguments);
    }
    let Targets { list: targets, failures: nameless } = targets(&project, environments, arguments)?;
    let work = Work { targets: &targets, arguments, bar: progress::bar(targets.len()), done: Mutex::default() };
    work.run();
    let Done { lines, mut counts, failures } = work.done.into_inner().unwrap_or_else(PoisonError::into_inner);
    work.bar.finish_and_clear();
    let mut status =
        failures.report(targets.iter().map(|target| target.leaves.len()).max().unwrap_or_default(), targets.len());
    let mut text: String = lines.into_values().collect();
    if let Some(holder) = holder(&project, arguments) {
        // A manifest that names a crate which is not there would be of no use to cargo.
        if status == Status::Clean && targets.iter().any(|target| target.options.is_member) {
            let (line, came) = update_workspace(&holder, &targets, arguments)?;
            text += &line;
            status = status.max(came);
        }
        // The folder of an environment whose crate has no name now may be any of them.
        if arguments.all && nameless.is_empty() {
            for left in leftovers(&holder, &targets) {
                let message = "is a crate of no environment that the project has, and is left alone; remove it";
                output::message(&format!("note: `{}` {message}\n", printable(&left)));
            }
        }
    }
    if !nameless.is_empty() {
        nameless.iter().for_each(output::fail);
        counts.faulty += nameless.len();
        status = status.max(Status::Usage);
    }
    if targets.len() + nameless.len() > 1 {
        text += &counts.line(targets.len() + nameless.len());
    }
    output::result(&text)?;
    Ok(if counts.stale > 0 { status.max(Status::Errors) } else { status })
}

/// The line about the manifest of the workspace, and how the command ends.
fn update_workspace(holder: &str, targets: &[Target], arguments: &Generate) -> Result<(String, Status), Failure> {
    let (done, status) = match (workspace::write(holder, targets, arguments)?, arguments.check) {
        (Workspace::UpToDate, _) => return Ok((String::new(), Status::Clean)),
        (Workspace::Written, true) => ("out of date:", Status::Errors),
        (Workspace::Written, false) => ("wrote", Status::Clean),
    };
    Ok((format!("{done} workspace in {}\n", shown(holder)), status))
}

/// Policies without environments: the settings cannot be read, or there are none.
fn nothing_named(environment: &Environment, arguments: &Generate) -> Result<Status, Failure> {
    if environment.settings.is_some() {
        let compiled = Compiled::of(environment, &environment.policies, "", None);
        let mut failures = Failures::default();
        let policies = compiled.policies.len();
        failures.add(0, runs(compiled, None, 1, environment.keys.as_ref()));
        match failures.report(policies, 1) {
            Status::Clean => {}
            status => return Ok(status),
        }
    }
    let option = if arguments.all { "--all" } else { "--environment" };
    Err(Failure::new(format!("{option} asks for environments, and there are none here"))
        .help("name a policy: `claimsmith generate POLICY --out DIR`")
        .help("or start in the folder of the project, below which `appsettings.json` lists the environments"))
}

/// What the threads share.
struct Work<'w> {
    targets: &'w [Target],
    arguments: &'w Generate,
    bar: ProgressBar,
    done: Mutex<Done>,
}

/// What came of the environments, by their number: threads end in any order.
#[derive(Debug, Default)]
struct Done {
    lines: BTreeMap<usize, String>,
    counts: Counts,
    failures: Failures,
}

impl Work<'_> {
    /// Each thread takes the next environment when it is done with one.
    fn run(&self) {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let take = || {
            while let Some((number, target)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, self.targets.get(at)?)))
            {
                self.one(number, target);
                self.bar.inc(1);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..processors.min(self.targets.len()) {
                scope.spawn(take);
            }
            take();
        });
    }

    fn one(&self, number: usize, target: &Target) {
        let compiled = Compiled::of(&target.environment, &target.leaves, &target.root, target.extract.as_deref());
        let delivered = if compiled.has_errors() { None } else { Some(self.deliver(target, &compiled)) };
        let findings = if compiled.has_findings() { self.findings(target) } else { Vec::new() };
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.failures.add(number, findings);
        match delivered {
            None => done.counts.faulty += 1,
            Some(Err(failure)) => {
                done.counts.faulty += 1;
                done.failures.fail(number, &target.environment.name, failure);
            }
            Some(Ok((delivered, line))) => {
                done.counts.add(&delivered);
                // A line for each of a thousand crates that nothing happened to says nothing.
                if self.targets.len() == 1 || !matches!(delivered, Delivered::Written(Written::UpToDate)) {
                    done.lines.insert(number, line);
                }
            }
        }
    }

    /// What became of the crate, and how the user is told.
    fn deliver(&self, target: &Target, compiled: &Compiled) -> Result<(Delivered, String), Failure> {
        let parts = compiled.parts();
        let sdks: Vec<_> = parts.iter().map(|part| part.sdk()).collect();
        let nothing = || Failure::new(format!("there is nothing to generate for `{}`", target.environment.name));
        let input = CrateInput::new(parts, compiled.omitted.clone(), target.options.clone()).ok_or_else(nothing)?;
        let say = |text: &str| self.bar.suspend(|| output::message(text));
        let delivered = deliver(&target.folder, &input, self.arguments, &say)?;
        let mut line = line(&delivered, &target.options.name, shown(&target.shown));
        if self.targets.len() == 1 {
            line.extend(
                sdks.into_iter().map(|sdk| format!("  {}\n", sdk.policy) + &clients(sdk).replace("  ", "    ")),
            );
        }
        Ok((delivered, line))
    }

    /// The findings with paths as seen from the current folder, and with places in the whole settings file.
    fn findings(&self, target: &Target) -> Vec<Run> {
        let seen = Compiled::of(&target.environment, &target.leaves, "", None);
        runs(seen, Some(&target.environment.name), self.targets.len(), target.environment.keys.as_ref())
    }
}

fn runs(compiled: Compiled, environment: Option<&str>, environments: usize, keys: Option<&DeclaredKeys>) -> Vec<Run> {
    let outcomes = compiled.policies.into_iter().map(|(_, outcome)| outcome);
    let run = |outcome| Run {
        environment: environment.map(str::to_owned),
        environments,
        leaves_out_environments: false,
        keys: keys.cloned(),
        application_urls: Vec::new(),
        outcome,
    };
    outcomes.map(run).collect()
}

/// How many crates there are of each kind.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    generated: usize,
    updated: usize,
    up_to_date: usize,
    stale: usize,
    faulty: usize,
}

impl Counts {
    fn add(&mut self, delivered: &Delivered) {
        match delivered {
            Delivered::Written(Written::New) => self.generated += 1,
            Delivered::Written(Written::Updated) => self.updated += 1,
            Delivered::Written(Written::UpToDate) => self.up_to_date += 1,
            Delivered::Stale(_) => self.stale += 1,
        }
    }

    /// `3 crates: 1 generated, 2 up to date`
    fn line(self, all: usize) -> String {
        let kinds = [
            (self.generated, "generated"),
            (self.updated, "updated"),
            (self.up_to_date, "up to date"),
            (self.stale, "out of date"),
            (self.faulty, "failed"),
        ];
        let kinds: Vec<String> =
            kinds.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}")).collect();
        format!("{}: {}\n", counted(all, "crate", "crates"), kinds.join(", "))
    }
}
