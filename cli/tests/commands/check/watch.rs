//! `--watch` checks again when a file changes.

use super::policies::{OTHER_CASE, base, policy};
use crate::support::{expect_in, temporary, write};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Far more than a slow machine needs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The tool while it watches; ended when it is dropped.
struct Watch {
    process: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimsmith"));
        command.args(["check", "--watch", "--format", "short"]).args(arguments).current_dir(folder);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the tool starts");
        let (sender, lines) = channel();
        let streams: [Option<Box<dyn Read + Send>>; 2] = [
            process.stdout.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>),
            process.stderr.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>),
        ];
        for stream in streams.into_iter().flatten() {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        Self { process, lines }
    }

    /// The lines up to the one that contains this, which the two streams may bring in another order.
    fn until(&self, wanted: &[&str]) -> Vec<String> {
        let (start, mut lines) = (Instant::now(), Vec::<String>::new());
        while !wanted.iter().all(|wanted| lines.iter().any(|line| line.contains(wanted))) {
            let left = PATIENCE.checked_sub(start.elapsed()).unwrap_or_default();
            match self.lines.recv_timeout(left) {
                Ok(line) => lines.push(line),
                Err(error) => panic!("{error} while waiting for {wanted:?}, after {lines:?}"),
            }
        }
        lines
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_change_of_a_policy_is_checked() {
    let folder = temporary("watch-policy");
    write(&folder, "policies/Base.xml", base(""));
    let watch = Watch::start(&folder, &["policies"]);
    watch.until(&["--- no errors in 1 policy; waiting for a change ---"]);
    write(&folder, "policies/Base.xml", base(OTHER_CASE));
    watch.until(&["changed: policies/Base.xml", "warning[CS0308]", "--- 1 warning in 1 policy; waiting"]);
    // A policy more.
    write(&folder, "policies/Leaf.xml", policy("B2C_1A_Leaf", Some("B2C_1A_Base"), ""));
    watch.until(&["changed: policies/Leaf.xml", "--- 1 warning in 2 policies; waiting"]);
    write(&folder, "claimsmith.toml", "[check]\nallow = [\"CS0308\"]\n");
    watch.until(&["changed: ", "--- no errors in 2 policies; waiting"]);
    for name in ["Base.xml", "Leaf.xml"] {
        std::fs::remove_file(folder.join("policies").join(name)).expect("it can be removed");
    }
    watch.until(&["changed: ", "error: there is no policy in `policies`", "--- the check is not possible; waiting"]);
    write(&folder, "policies/Base.xml", base(""));
    watch.until(&["changed: policies/Base.xml", "--- no errors in 1 policy; waiting"]);
}

#[test]
fn a_base_outside_of_the_named_paths_is_watched_even_before_it_exists() {
    let folder = temporary("watch-base");
    write(&folder, "policies/Leaf.xml", policy("B2C_1A_Leaf", Some("B2C_1A_Base"), ""));
    write(&folder, "shared/Other.xml", policy("B2C_1A_Other", None, ""));
    let watch = Watch::start(&folder, &["policies", "--base", "shared"]);
    watch.until(&["error[CS0301]", "--- 1 error in 1 policy; waiting"]);
    write(&folder, "shared/Base.xml", base(""));
    watch.until(&["changed: shared/Base.xml", "--- no errors in 1 policy; waiting"]);
    write(&folder, "shared/Base.xml", base(OTHER_CASE));
    watch.until(&["changed: shared/Base.xml", "warning[CS0308]"]);
}

#[test]
fn nothing_is_watched_when_the_first_check_is_not_possible() {
    let folder = temporary("watch-nothing");
    expect_in(&folder, 2, &["check", ".", "--watch"]);
    expect_in(&folder, 2, &["check", ".", "--watch", "--fix"]);
}

#[test]
fn a_baseline_that_is_missing_is_waited_for() {
    let folder = temporary("watch-baseline");
    write(&folder, "policies/Base.xml", base(OTHER_CASE));
    let watch = Watch::start(&folder, &["policies"]);
    watch.until(&["--- 1 warning in 1 policy; waiting"]);
    write(&folder, "claimsmith.toml", "[check]\nbaseline = \"known.json\"\n");
    watch.until(&["error: cannot read `known.json`", "--- the check is not possible; waiting"]);
    write(&folder, "known.json", "{\"claimsmith_baseline\": 1, \"findings\": []}");
    watch.until(&["changed: known.json", "--- 1 warning in 1 policy; waiting"]);
}
