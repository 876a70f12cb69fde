//! The whole command with somebody at the terminal. As a process it is tested in `cli/tests/commands/add.rs`.

use super::*;
use crate::arguments::{Arguments, Command};
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of our own policies with two environments.
fn set(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("claimsmith-add-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("policies")).unwrap();
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    for file in ["TrustFrameworkBase.xml", "TrustFrameworkExtensions.xml", "SignUpOrSignIn.xml"] {
        let text = fs::read_to_string(policies.join(file)).unwrap();
        let text = text.replace("contoso.onmicrosoft.com", "{Settings:Tenant}");
        fs::write(folder.join("policies").join(file), text).unwrap();
    }
    let environment = |name: &str| {
        format!("{{ \"Name\": \"{name}\", \"Tenant\": \"{name}.onmicrosoft.com\", \"PolicySettings\": {{}} }}")
    };
    let settings = format!("{{ \"Environments\": [\n{},\n{}\n] }}\n", environment("contoso"), environment("fabrikam"));
    fs::write(folder.join("policies/appsettings.json"), settings).unwrap();
    fs::write(folder.join("claimsmith.toml"), "# ours\n").unwrap();
    folder
}

fn run_in(folder: &Path, arguments: &[&str], dialog: &mut Dialog<'_>) -> Result<Status, Failure> {
    let all = [&["claimsmith", "add"], arguments].concat();
    let Command::Add(arguments) = Arguments::try_parse_from(all).unwrap().command else { panic!("another command") };
    let project = Project::nearest(&[folder.to_str().unwrap().to_owned()])?.unwrap();
    add(&arguments, &project, dialog)
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<(PathBuf, Option<String>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.push((path.clone(), None));
            found.extend(files(&path));
        } else {
            found.push((path.clone(), Some(fs::read_to_string(&path).unwrap())));
        }
    }
    found.sort();
    found
}

#[test]
fn an_interrupted_dialog_leaves_everything_as_it_was() {
    let folder = set("interrupted");
    let before = files(&folder);
    let arguments = ["wechat", "--environment", "contoso"];
    let questions = "\nwx1\n\n";
    for end in ["", "n\n", "\n", "y"] {
        let input = format!("{questions}{end}");
        let ended = run_in(&folder, &arguments, &mut Dialog::new(input.as_bytes(), true));
        assert_eq!(ended, Ok(Status::Errors), "{end:?}");
        assert_eq!(files(&folder), before, "{end:?}");
    }
    for cut in ["", "\n", "\nwx1\n", "\nwx1"] {
        assert!(run_in(&folder, &arguments, &mut Dialog::new(cut.as_bytes(), true)).is_err(), "{cut:?}");
        assert_eq!(files(&folder), before, "{cut:?}");
    }
    let input = format!("{questions}y\n");
    assert_eq!(run_in(&folder, &arguments, &mut Dialog::new(input.as_bytes(), true)), Ok(Status::Clean));
    let overlay = fs::read_to_string(folder.join("policies/tenants/contoso/overlay.xml")).unwrap();
    assert!(overlay.contains("<Item Key=\"client_id\">wx1</Item>"), "{overlay}");
    let project = fs::read_to_string(folder.join("claimsmith.toml")).unwrap();
    assert_eq!(project, "# ours\n\n[environments.contoso]\noverlay = \"policies/tenants/contoso/overlay.xml\"\n");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn each_environment_is_asked_for_its_client_id() {
    let folder = set("each");
    let input = b"\nfirst\nsecond\n\ny\n";
    assert_eq!(run_in(&folder, &["weibo", "--all"], &mut Dialog::new(input, true)), Ok(Status::Clean));
    let settings = fs::read_to_string(folder.join("policies/appsettings.json")).unwrap();
    let own = |id: &str| settings.contains(&format!("\"PolicySettings\": {{ \"WeiboClientId\": \"{id}\" }}"));
    assert!(own("first") && own("second"), "{settings}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let folder = set("meanwhile");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let mut changes = Changes::default();
    changes.add(Change::new(&path("new/deep/a.xml"), "a".to_owned()));
    changes.add(Change::of(&path("claimsmith.toml")).unwrap().edit(|text| Some(format!("{text}b"))).unwrap());
    fs::write(folder.join("claimsmith.toml"), "# others\n").unwrap();
    assert!(changes.write().is_err());
    assert!(!folder.join("new").exists());
    assert_eq!(fs::read_to_string(folder.join("claimsmith.toml")).unwrap(), "# others\n");
    let new = |text: &str| Change::new(&path("claimsmith.toml"), String::new()).edit(|_| Some(text.to_owned()));
    assert!(new("# ours\n").is_err(), "it exists");
    let mut nothing = Changes::default();
    nothing.add(new("# others\n").unwrap());
    assert_eq!(nothing.paths().count(), 0, "it is there as it is to be");
    fs::remove_dir_all(&folder).unwrap();
}
