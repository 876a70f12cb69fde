//! Where settings come from, under which names, and what is said when they are not there.

use crate::support::*;
use claimsmith_runtime::profile::{CryptographicKey, Profile, text};
use claimsmith_runtime::{
    ConfigError, ConfigSource, Environment, FlowKey, Layers, MissingSetting, ProcessEnvironment, SecretFiles,
    SettingsMap, SharedSetting,
};
use std::fs;
use std::path::PathBuf;

const VALUE: &str = "the-value-nobody-may-see";

/// A profile of this environment with a client id and a key.
fn of(environment: &'static str) -> Profile {
    Profile { environment: Some(text(environment)), ..qq() }
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("claimsmith-settings-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn missing(source: ConfigSource<'_>) -> Vec<MissingSetting> {
    match source.finish() {
        Err(ConfigError::Missing(missing)) => missing,
        other => panic!("{other:?} instead of missing settings"),
    }
}

fn shared(source: ConfigSource<'_>) -> Vec<(String, Vec<String>)> {
    match source.finish() {
        Err(ConfigError::Shared(shared)) => {
            shared.into_iter().map(|SharedSetting { variable, environments }| (variable, environments)).collect()
        }
        Ok(()) => Vec::new(),
        other => panic!("{other:?} instead of shared settings"),
    }
}

#[test]
fn a_file_gives_its_text_without_one_line_end() {
    let folder = folder("text");
    for (name, content) in [
        ("PLAIN", "a b "),
        ("UNIX", "a b \n"),
        ("WINDOWS", "a b \r\n"),
        ("TWO", "a b \n\n"),
        ("EMPTY", ""),
        ("MARKED", "\u{feff}a b\r\n"),
    ] {
        fs::write(folder.join(name), content).expect("written");
    }
    let files = SecretFiles::new(&folder);
    let expected =
        [("PLAIN", "a b "), ("UNIX", "a b "), ("WINDOWS", "a b "), ("TWO", "a b \n"), ("EMPTY", ""), ("MARKED", "a b")];
    for (name, value) in expected {
        assert_eq!(files.get(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(files.try_get("ABSENT"), Ok(None));
    assert_eq!(SecretFiles::new(folder.join("nowhere")).try_get("PLAIN"), Ok(None));
    assert_eq!(SecretFiles::new(folder.join("PLAIN")).try_get("PLAIN"), Ok(None), "a file is no folder");
    for name in ["", ".", "..", "../text/PLAIN", "a/PLAIN", "a\\PLAIN", ".hidden", "C:PLAIN", "PLAIN\0"] {
        assert_eq!(files.try_get(name), Ok(None), "{name:?} is no name of a setting");
    }
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_file_that_gives_no_text_is_reported_without_its_content() {
    let folder = folder("faults");
    fs::write(folder.join("LARGEST"), "x".repeat(64 * 1024)).expect("written");
    fs::write(folder.join("LARGE"), VALUE.repeat(64 * 1024 / VALUE.len() + 1)).expect("written");
    fs::write(folder.join("BINARY"), [VALUE.as_bytes(), &[0xff]].concat()).expect("written");
    fs::create_dir(folder.join("FOLDER")).expect("made");
    let files = SecretFiles::new(&folder);
    assert_eq!(files.get("LARGEST").map(|value| value.len()), Some(64 * 1024));
    for (name, reason) in [("LARGE", "is larger than 64 KiB"), ("BINARY", "is not UTF-8"), ("FOLDER", "is no file")] {
        let unreadable = files.try_get(name).expect_err(name);
        assert_eq!(unreadable.reason, reason);
        assert!(unreadable.what.contains(name) && !format!("{unreadable} {unreadable:?}").contains(VALUE));
        assert_eq!(files.get(name), None);
    }
    fs::remove_dir_all(folder).expect("removed");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_inside_the_folder_only() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    let mount = folder.join("mount");
    fs::create_dir_all(mount.join("..2026")).expect("made");
    fs::write(mount.join("..2026/KEY"), "inside\n").expect("written");
    // As Kubernetes mounts a secret.
    symlink("..2026", mount.join("..data")).expect("linked");
    symlink("..data/KEY", mount.join("KEY")).expect("linked");
    fs::write(folder.join("outside"), VALUE).expect("written");
    symlink("../outside", mount.join("OUTSIDE")).expect("linked");
    symlink("/dev/zero", mount.join("ENDLESS")).expect("linked");
    symlink("nothing", mount.join("DANGLING")).expect("linked");
    symlink("LOOP", mount.join("LOOP")).expect("linked");
    symlink(&mount, folder.join("linked-mount")).expect("linked");
    let files = SecretFiles::new(&mount);
    assert_eq!(files.get("KEY").as_deref(), Some("inside"));
    assert_eq!(SecretFiles::new(folder.join("linked-mount")).get("KEY").as_deref(), Some("inside"));
    let reason = |name| files.try_get(name).expect_err(name).reason;
    assert_eq!(reason("OUTSIDE"), "is a link that leads out of the folder");
    assert_eq!(reason("ENDLESS"), "is a link that leads out of the folder");
    assert_eq!(reason("DANGLING"), "is a link to nothing");
    assert!(reason("LOOP").starts_with("cannot be read"));
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn the_first_layer_with_a_value_wins() {
    let folder = folder("layers");
    fs::write(folder.join("ID"), "of the file\n").expect("written");
    fs::write(folder.join("KEY"), "key of the file\n").expect("written");
    fs::write(folder.join("BINARY"), [0xff]).expect("written");
    let settings = Layers::new()
        .with(ProcessEnvironment)
        .with(SettingsMap::from([("ID", "of the map"), ("KEY", " ")]))
        .with(SecretFiles::new(&folder))
        .with(SettingsMap::from([("BINARY", "never asked"), ("LAST", "of the last")]));
    assert_eq!(settings.get("ID").as_deref(), Some("of the map"));
    assert_eq!(settings.get("KEY").as_deref(), Some("key of the file"), "a blank value hides nothing");
    assert_eq!(settings.get("LAST").as_deref(), Some("of the last"));
    assert!(settings.try_get("BINARY").is_err(), "what is there and cannot be read is not passed over");
    assert_eq!(settings.try_get("A=B"), Ok(None), "no variable has such a name");
    let shown = format!("{settings:?}");
    assert!(!["of the map", "of the file", "of the last"].iter().any(|value| shown.contains(value)), "{shown}");
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_map_shows_names_only() {
    let map: SettingsMap = [("B2C_1A_QQSECRET", VALUE)].into_iter().collect();
    assert_eq!(map.get("B2C_1A_QQSECRET").as_deref(), Some(VALUE));
    let shown = format!("{map:?} {:?} {:?}", ConfigSource::new(&map), Layers::new().with(map.clone()));
    assert!(shown.contains("B2C_1A_QQSECRET") && !shown.contains(VALUE), "{shown}");
}

#[test]
fn every_missing_setting_is_named_with_every_name_and_place() {
    let folder = folder("missing");
    fs::write(folder.join("CONTOSO__B2C_1A_QQSECRET"), [VALUE.as_bytes(), &[0xff]].concat()).expect("written");
    let settings = Layers::new().with(SettingsMap::default()).with(SecretFiles::new(&folder));
    let mut source = ConfigSource::new(&settings);
    source.client_config(&of("Contoso"));
    source.client_config(&of("fabrikam.test"));
    let missing = missing(source);
    let names = |missing: &MissingSetting| (missing.variable.clone(), missing.alternatives.clone());
    let expected = ["CLAIMSMITH_FLOW_KEYS", "CLAIMSMITH_PUBLIC_URL", "QQ_OAUTH_CLIENT_ID", "B2C_1A_QQSECRET"];
    for name in expected {
        for environment in ["CONTOSO", "FABRIKAM_TEST"] {
            let wanted = (format!("{environment}__{name}"), vec![name.to_owned()]);
            assert!(missing.iter().any(|missing| names(missing) == wanted), "{wanted:?}");
        }
    }
    assert_eq!(missing.len(), 8);
    let text = ConfigError::Missing(missing).to_string();
    let line = "\n  CONTOSO__QQ_OAUTH_CLIENT_ID (or QQ_OAUTH_CLIENT_ID): the client id that QQ gave";
    assert!(text.contains(line), "{text}");
    let secret = folder.join("CONTOSO__B2C_1A_QQSECRET");
    assert!(text.contains(&format!("the file `{}` is not UTF-8", secret.display())), "{text}");
    assert!(text.ends_with(&format!("looked for in: settings of the application, files in `{}`", folder.display())));
    assert!(!text.contains(VALUE), "{text}");
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn each_environment_has_its_own_settings() {
    let (first, second) = (FlowKey::generate_base64(), FlowKey::generate_base64());
    let settings = SettingsMap::from([
        ("CONTOSO__QQ_OAUTH_CLIENT_ID", "101"),
        ("CONTOSO__B2C_1A_QQSECRET", "of contoso"),
        ("CONTOSO__CLAIMSMITH_PUBLIC_URL", "https://login.contoso.example"),
        ("CONTOSO__CLAIMSMITH_FLOW_KEYS", first.as_str()),
        ("FABRIKAM__QQ_OAUTH_CLIENT_ID", "102"),
        ("FABRIKAM__B2C_1A_QQSECRET", "of fabrikam"),
        ("CLAIMSMITH_PUBLIC_URL", "https://login.example"),
        ("CLAIMSMITH_FLOW_KEYS", second.as_str()),
    ]);
    // Not the environment of the source: each profile says its own.
    let mut source = ConfigSource::new(&settings).with_environment("adatum");
    let contoso = source.client_config(&of("Contoso"));
    let fabrikam = source.client_config(&of("Fabrikam"));
    assert_eq!(source.finish(), Ok(()));
    assert_eq!((contoso.client_id.as_str(), contoso.keys[0].1.expose()), ("101", "of contoso"));
    assert_eq!((fabrikam.client_id.as_str(), fabrikam.keys[0].1.expose()), ("102", "of fabrikam"));
    assert_eq!(contoso.redirect_uri, "https://login.contoso.example/signin/qq-oauth/callback");
    assert_eq!(fabrikam.redirect_uri, "https://login.example/signin/qq-oauth/callback");
    let (contoso, fabrikam) = (client(of("Contoso"), contoso), client(of("Fabrikam"), fabrikam));
    let flow = begin(&contoso).flow;
    let callback = callback(&begin(&fabrikam).url, &[("code", CODE)]);
    assert!(run(fabrikam.finish::<claimsmith_runtime::ClaimSet>(callback, flow)).is_err(), "other flow keys");
}

fn client(profile: Profile, mut config: claimsmith_runtime::ClientConfig) -> claimsmith_runtime::Client {
    config.options = config.options.with_transport(std::sync::Arc::new(Fake::bodies(&[])));
    claimsmith_runtime::Client::new(profile, config).expect("complete")
}

#[test]
fn two_environments_that_read_one_variable_are_reported() {
    let settings = SettingsMap::from([
        ("QQ_OAUTH_CLIENT_ID", "101"),
        ("B2C_1A_QQSECRET", VALUE),
        ("FABRIKAM__QQ_OAUTH_CLIENT_ID", "102"),
        ("CLAIMSMITH_PUBLIC_URL", "http://localhost:3000"),
    ]);
    let read = |profiles: &[Profile], allowed: &[&str]| {
        let mut source = ConfigSource::new(&settings);
        profiles.iter().for_each(|profile| drop(source.client_config(profile)));
        allowed.iter().fold(source, |source, variable| source.allow_shared(*variable))
    };
    let secret = |environments: &[&str]| {
        let environments = environments.iter().map(|&name| name.to_owned()).collect();
        vec![("B2C_1A_QQSECRET".to_owned(), environments)]
    };
    let two = [of("Contoso"), of("Fabrikam")];
    assert_eq!(shared(read(&two, &[])), secret(&["Contoso", "Fabrikam"]), "the client ids differ");
    assert_eq!(shared(read(&two, &["B2C_1A_QQSECRET"])), [], "it is meant");
    assert_eq!(shared(read(&[of("Contoso"), of("CONTOSO")], &[])), [], "one environment in two spellings");
    let other = Profile { id: text("Other"), ..of("Contoso") };
    assert_eq!(shared(read(&[of("Contoso"), other], &[])), [], "two profiles of one environment");
    let nameless = Profile { environment: None, ..qq() };
    assert_eq!(shared(read(&[nameless.clone(), nameless.clone()], &[])), [], "one policy set, no environments");
    let mixed = shared(read(&[nameless, of("Fabrikam")], &[]));
    assert_eq!(mixed, secret(&["policies without an environment", "Fabrikam"]));

    let error = read(&two, &[]).finish().expect_err("shared");
    let text = format!("{error} {error:?}");
    assert!(text.contains("\n  B2C_1A_QQSECRET: Contoso, Fabrikam\n") && !text.contains(VALUE), "{text}");
}

#[test]
fn environments_with_one_prefix_are_reported() {
    let key = CryptographicKey { variable: text("KEY"), ..client_secret() };
    let settings = SettingsMap::from([
        ("A_1__QQ_OAUTH_CLIENT_ID", "101"),
        ("A_1__KEY", "key"),
        ("CLAIMSMITH_PUBLIC_URL", "http://localhost:3000"),
    ]);
    let mut source = ConfigSource::new(&settings);
    for environment in ["a-1", "a.1"] {
        source.client_config(&Profile { keys: vec![key.clone()].into(), ..of(environment) });
    }
    let expected = ["A_1__KEY", "A_1__QQ_OAUTH_CLIENT_ID"]
        .map(|variable| (variable.to_owned(), vec!["a-1".to_owned(), "a.1".to_owned()]));
    assert_eq!(shared(source), expected);
}
