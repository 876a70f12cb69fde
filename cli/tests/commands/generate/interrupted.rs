//! Interruptions, a full disk and folders that cannot be written: the crate is the old one or the new one, and the next
//! run gives the bytes of an undisturbed one.

use super::environments::project;
use crate::support::{claimsmith_in, contents, expect_in, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn change(folder: &Path, from: &str, to: &str) {
    let path = folder.join("policies/Extensions.xml");
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(text.contains(from));
    fs::write(path, text.replace(from, to)).expect("it can be written");
}

/// Everything that stands in the folder, hidden things too.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_an_interrupted_run_leaves_is_cleaned_up_from_every_step() {
    let folder = project("generate-interrupted");
    let sdk = folder.join("sdk");
    expect_in(&folder, 0, &["generate", "--all"]);
    write(&folder, "sdk/contoso/notes.txt", "ours");
    write(&folder, "sdk/contoso/target/debug/x", "built");
    let old = contents(&sdk.join("contoso"));
    change(&folder, "Your GitHub Client ID", "Your other Client ID");
    let undisturbed = folder.join("undisturbed");
    let others = |path: &str| path == "notes.txt" || path.starts_with("target/");
    expect_in(&folder, 0, &["generate", "--environment", "contoso", "--out", "undisturbed"]);
    let new = contents(&undisturbed);
    let finished = |at: &str| {
        expect_in(&folder, 0, &["generate", "--all"]);
        let mut after = contents(&sdk.join("contoso"));
        assert_eq!(after.remove("notes.txt").as_deref(), Some("ours"), "{at}");
        assert_eq!(after.remove("target/debug/x").as_deref(), Some("built"), "{at}");
        assert_eq!(after, new, "{at}");
        assert_eq!(names(&sdk), ["contoso", "fabrikam-eu"], "{at}");
    };
    let place = |name: &str, files: &dyn Fn(&str) -> bool, from: &BTreeMap<String, String>| {
        let _ = fs::remove_dir_all(sdk.join(name));
        for (path, text) in from.iter().filter(|(path, _)| files(path)) {
            write(&sdk, &format!("{name}/{path}"), text);
        }
    };
    // While the new crate is being filled.
    place(".contoso.claimsmith-new", &|path| path == "Cargo.toml", &new);
    finished("half filled");
    // Between the two renames.
    fs::remove_dir_all(sdk.join("contoso")).expect("it can be removed");
    place(".contoso.claimsmith-old", &|_| true, &old);
    place(".contoso.claimsmith-new", &|_| true, &new);
    finished("no crate");
    // Between the name of what is left over and the exchange.
    place("contoso", &|path| !others(path), &old);
    write(&folder, "sdk/contoso/notes.txt", "ours");
    write(&folder, "sdk/contoso/target/debug/x", "built");
    place(".contoso.claimsmith-old", &|_| true, &new);
    finished("not exchanged");
    // While files of others move along.
    place("contoso", &|_| true, &new);
    write(&folder, "sdk/contoso/notes.txt", "ours");
    place(".contoso.claimsmith-old", &|path| path != "notes.txt", &old);
    finished("half moved");
    // While the old crate is removed.
    place(".contoso.claimsmith-old", &|path| path.starts_with("src/") && !others(path), &old);
    let gone = "src/profiles/no_longer.rs";
    write(&sdk, &format!(".contoso.claimsmith-old/{gone}"), old["src/lib.rs"].clone());
    finished("half removed");
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn there_is_a_crate_at_every_moment() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = project("generate-exchanged");
    expect_in(&folder, 0, &["generate", "--all"]);
    let manifest = folder.join("sdk/contoso/Cargo.toml");
    let is_done = AtomicBool::new(false);
    let missing = std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut missing = 0;
            while !is_done.load(Ordering::Relaxed) {
                missing += usize::from(!manifest.is_file());
            }
            missing
        });
        for step in 0..12 {
            let names = ["Your GitHub Client ID", "Your other Client ID"];
            change(&folder, names[step % 2], names[(step + 1) % 2]);
            let updated = claimsmith_in(&folder, &["generate", "--all"]);
            assert!(updated.stdout.ends_with("2 crates: 2 updated\n"), "{}{}", updated.stdout, updated.stderr);
        }
        is_done.store(true, Ordering::Relaxed);
        watch.join().expect("it only looks")
    });
    assert_eq!(missing, 0, "the crate was gone for a moment");
}

#[test]
fn what_cannot_be_replaced_says_why() {
    let folder = project("generate-current-folder");
    let crate_folder = folder.join("sdk");
    fs::create_dir_all(&crate_folder).expect("it can be made");
    let refused = expect_in(&crate_folder, 2, &["generate", "--environment", "contoso", "--out", "."]);
    assert!(refused.stderr.contains("sdk`: the current folder is in it"), "{}", refused.stderr);
    assert_eq!(names(&crate_folder), [""; 0]);
    write(&folder, "file", "");
    let below = expect_in(&folder, 2, &["generate", "--all", "--out", "file"]);
    assert!(below.stderr.contains("file` is a file, not a folder"), "{}", below.stderr);
}

#[test]
fn a_run_that_is_killed_leaves_whole_crates_and_is_made_good_by_the_next() {
    let folder = project("generate-killed");
    let (one, other) = ("Your GitHub Client ID", "Your other Client ID");
    let undisturbed = |out: &str| {
        expect_in(&folder, 0, &["generate", "--all", "--out", out]);
        contents(&folder.join(out))
    };
    let first = undisturbed("first");
    change(&folder, one, other);
    let second = undisturbed("other");
    let sdk = folder.join("sdk");
    for step in 0..24 {
        let (from, to) = if step % 2 == 0 { (other, one) } else { (one, other) };
        change(&folder, from, to);
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimsmith"));
        command.args(["generate", "--all"]).current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the tool starts");
        std::thread::sleep(Duration::from_millis(step * 3));
        process.kill().expect("it can be killed");
        process.wait().expect("it ends");
        for name in ["contoso", "fabrikam-eu"].iter().filter(|name| sdk.join(name).exists()) {
            let found = contents(&sdk.join(name));
            let is_whole = |all: &BTreeMap<String, String>| {
                all.iter()
                    .filter_map(|(path, text)| Some((path.strip_prefix(name)?.strip_prefix('/')?, text)))
                    .eq(found.iter().map(|(path, text)| (path.as_str(), text)))
            };
            assert!(is_whole(&first) || is_whole(&second), "half a crate in step {step}");
        }
    }
    expect_in(&folder, 0, &["generate", "--all"]);
    assert_eq!(contents(&sdk), second);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_crate_whole() {
    let folder = project("generate-full-disk");
    expect_in(&folder, 0, &["generate", "--all"]);
    let before = contents(&folder.join("sdk"));
    change(&folder, "Your GitHub Client ID", "Your other Client ID");
    // No file may grow beyond 512 bytes: writing fails as it does on a full disk.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" generate --all";
    let mut command = Command::new("sh");
    let output = command.args(["-c", script, env!("CARGO_BIN_EXE_claimsmith")]).current_dir(&folder).output();
    let output = output.expect("there is a shell");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("error: cannot write `"), "{stderr}");
    assert_eq!(contents(&folder.join("sdk")), before);
    assert_eq!(names(&folder.join("sdk")), ["contoso", "fabrikam-eu"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_an_error_and_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project("generate-read-only");
    expect_in(&folder, 0, &["generate", "--all"]);
    let crate_folder = folder.join("sdk/contoso");
    let before = contents(&crate_folder);
    change(&folder, "Your GitHub Client ID", "Your other Client ID");
    let allow = |mode| fs::set_permissions(&crate_folder, fs::Permissions::from_mode(mode)).expect("it is ours");
    allow(0o555);
    let refused = claimsmith_in(&folder, &["generate", "--all"]);
    allow(0o755);
    assert_eq!(refused.status, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("sdk/contoso`: it is read-only"), "{}", refused.stderr);
    assert!(refused.stdout.contains("1 updated, 1 failed"), "{}", refused.stdout);
    assert_eq!(contents(&crate_folder), before);
    expect_in(&folder, 0, &["generate", "--all"]);
    assert_ne!(contents(&crate_folder), before);
}
