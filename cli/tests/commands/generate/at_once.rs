//! Several runs that write into one folder: one after the other, and what is there in the end is what each would have
//! written.

use super::environments::project;
use crate::support::{Answer, contents, expect_in};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The commands with the folder that their output goes into and the folder that one environment has in it.
const COMMANDS: [(&[&str], &str); 2] =
    [(&["generate", "--all"], "sdk"), (&["build", "--all", "--out", "built"], "built")];

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimsmith"));
    let piped = command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.spawn().expect("the tool starts")
}

fn end(process: Child) -> Answer {
    let output = process.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("the tool prints UTF-8");
    Answer { stdout: text(output.stdout), stderr: text(output.stderr), status: output.status.code() }
}

/// `build` says how many warnings `check` would show.
fn without_notes(stderr: &str) -> String {
    stderr.split_inclusive('\n').filter(|line| !line.starts_with("note: ")).collect()
}

fn change(folder: &Path, step: usize) {
    let path = folder.join("policies/Extensions.xml");
    let names = ["Your GitHub Client ID", "Your other Client ID"];
    let text = fs::read_to_string(&path).expect("it is there");
    let [from, to] = if step.is_multiple_of(2) { names } else { [names[1], names[0]] };
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).expect("it can be written");
}

#[test]
fn two_runs_at_once_write_what_one_does() {
    for (arguments, out) in COMMANDS {
        let folder = project(&format!("at-once-{out}"));
        for step in 0..5 {
            let runs: Vec<Child> = (0..3).map(|_| start(&folder, arguments)).collect();
            for answer in runs.into_iter().map(end) {
                assert_eq!(answer.status, Some(0), "{}{}", answer.stdout, answer.stderr);
                let is_told = |line: &str| line.starts_with("waiting for another run of claimsmith that writes `");
                assert!(without_notes(&answer.stderr).lines().all(is_told), "{}", answer.stderr);
            }
            let together = contents(&folder.join(out));
            fs::remove_dir_all(folder.join(out)).expect("it can be removed");
            expect_in(&folder, 0, arguments);
            assert_eq!(contents(&folder.join(out)), together, "step {step}");
            change(&folder, step);
        }
    }
}

#[test]
fn a_run_is_not_held_up_by_one_that_was_killed() {
    for (arguments, out) in COMMANDS {
        let folder = project(&format!("at-once-killed-{out}"));
        for (step, pause) in (0..24).step_by(4).enumerate() {
            let mut killed = start(&folder, arguments);
            let other = start(&folder, arguments);
            std::thread::sleep(Duration::from_millis(pause));
            killed.kill().expect("it can be killed");
            killed.wait().expect("it ends");
            let answer = end(other);
            assert_eq!(answer.status, Some(0), "{}{}", answer.stdout, answer.stderr);
            // What the killed one left after that is removed even where nothing is to be written.
            expect_in(&folder, 0, arguments);
            let found = contents(&folder.join(out));
            assert!(found.keys().all(|path| !path.starts_with('.')), "{:?}", found.keys());
            fs::remove_dir_all(folder.join(out)).expect("it can be removed");
            expect_in(&folder, 0, arguments);
            assert_eq!(contents(&folder.join(out)), found, "after {pause} ms");
            change(&folder, step);
        }
    }
}

/// The lock is held by a process that does nothing else, until it is killed.
#[cfg(unix)]
#[test]
fn a_run_waits_as_long_as_another_one_lives_and_says_so() {
    use rustix::fs::{FlockOperation, flock};
    use std::io::{BufRead, BufReader, Read};
    for (arguments, out) in COMMANDS {
        let folder = project(&format!("at-once-waiting-{out}"));
        let name = if out == "sdk" { "contoso" } else { "Contoso" };
        let path = folder.join(out).join(format!(".{name}.claimsmith-lock"));
        fs::create_dir_all(folder.join(out)).expect("it can be made");
        let file = fs::File::create(&path).expect("it can be made");
        flock(&file, FlockOperation::LockExclusive).expect("nobody has it");
        // The lock goes over to the process with the open file.
        let holder = Command::new("sleep").arg("60").stdin(file).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut holder = holder.expect("there is a `sleep`");
        let mut waiting = start(&folder, arguments);
        let mut stderr = BufReader::new(waiting.stderr.take().expect("it is piped"));
        let mut said = String::new();
        stderr.read_line(&mut said).expect("the tool prints UTF-8");
        let is_about = format!("{}`\n", Path::new(out).join(name).display());
        assert!(said.starts_with("waiting for another run of claimsmith that writes `"), "{said}");
        assert!(said.ends_with(&is_about), "{said}");
        // Looking waits for nobody.
        if out == "sdk" {
            expect_in(&folder, 1, &["generate", "--environment", "contoso", "--out", "sdk/contoso", "--check"]);
        }
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(waiting.try_wait().expect("it can be asked"), None, "it waits");
        assert!(!folder.join(out).join(name).exists());
        holder.kill().expect("it can be killed");
        holder.wait().expect("it ends");
        let mut more = String::new();
        stderr.read_to_string(&mut more).expect("the tool prints UTF-8");
        assert_eq!((waiting.wait().expect("it ends").code(), without_notes(&more).as_str()), (Some(0), ""));
        assert!(!path.exists() && folder.join(out).join(name).exists());
    }
}

/// Nothing is to be written, so nothing has to be locked.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_up_to_date_where_it_is() {
    use std::os::unix::fs::PermissionsExt;
    for (arguments, out) in COMMANDS {
        let folder = project(&format!("at-once-read-only-{out}"));
        expect_in(&folder, 0, arguments);
        let allow = |mode| fs::set_permissions(folder.join(out), fs::Permissions::from_mode(mode)).expect("it is ours");
        let time = || folder.join(out).metadata().and_then(|found| found.modified()).expect("it is there");
        let before = time();
        allow(0o555);
        let again = end(start(&folder, arguments));
        allow(0o755);
        assert_eq!((again.status, without_notes(&again.stderr).as_str()), (Some(0), ""), "{}", again.stdout);
        assert_eq!(time(), before, "a second run touches nothing");
    }
}
