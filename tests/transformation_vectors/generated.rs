//! Sign-ins with generated code: the tool writes crates from policies with vectors, and an application signs in with each
//! technical profile of them.

use crate::expectation::{Ended, disagreements};
use crate::policy::{DEFAULT_LANGUAGE, Profiles, tenant, xml};
use crate::tool::{cargo, lock, repository, succeeded, tool};
use crate::vector::Vector;
use crate::wiring::Wiring;
use claimsmith_compiler::ir::{Client, Sdk};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Purpose, compile};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Technical profiles in a crate: more of them would be compiled one after another.
const MOST_PROFILES: usize = 50;

/// Signs in with every one of `vectors`, which stand among `all`; where the claims are others than expected.
pub(crate) fn sign_in(folder: &Path, vectors: &[&Vector], all: &[Vector]) -> Vec<String> {
    let _ = std::fs::remove_dir_all(folder);
    let parts: Vec<Part<'_>> = parts(vectors)
        .into_iter()
        .enumerate()
        .map(|(index, vectors)| Part::generate(folder, index, vectors, all))
        .collect();
    let application = folder.join("application");
    write_application(&application, &parts);
    let given: BTreeMap<&str, Value> = vectors.iter().map(|vector| (vector.id.as_str(), given(vector, all))).collect();
    let path = folder.join("vectors.json");
    std::fs::write(&path, json!(given).to_string()).expect("it can be written");
    let output = succeeded(cargo(&application).args(["run", "--offline", "--quiet", "--"]).arg(&path));
    let ended = ended(&String::from_utf8(output.stdout).expect("the application prints UTF-8"));
    let judge = |vector: &&Vector| match ended.get(&vector.id) {
        Some(ended) => disagreements(vector, &Wiring::of(vector, all), ended),
        None => vec![format!("{}: the application has not signed in with it", vector.id)],
    };
    vectors.iter().flat_map(judge).collect()
}

/// Vectors of one tenant each, not too many.
pub(crate) fn parts<'v>(vectors: &[&'v Vector]) -> Vec<Vec<&'v Vector>> {
    let mut tenants: BTreeMap<&str, Vec<&Vector>> = BTreeMap::new();
    for vector in vectors {
        tenants.entry(tenant(vector)).or_default().push(vector);
    }
    tenants.values().flat_map(|vectors| vectors.chunks(MOST_PROFILES).map(<[&Vector]>::to_vec)).collect()
}

/// A crate of vectors.
struct Part<'v> {
    name: String,
    vectors: Vec<&'v Vector>,
    /// What was generated, in the order of the vectors.
    clients: Vec<Client>,
}

impl<'v> Part<'v> {
    fn generate(folder: &Path, index: usize, vectors: Vec<&'v Vector>, all: &[Vector]) -> Self {
        let (name, file) = (format!("vectors-{index}"), format!("vectors-{index}.xml"));
        std::fs::create_dir_all(folder).expect("the folder can be made");
        let policy = xml(Profiles::Clients, &vectors, all, DEFAULT_LANGUAGE);
        std::fs::write(folder.join(&file), policy).expect("it can be written");
        let mut command = tool();
        command.current_dir(folder).args(["generate", &file, "--name", &name, "--out", &name]);
        succeeded(command.arg("--claimsmith-path").arg(repository()));
        let sdk = compile(&Options::new([file], Purpose::Generate), &DiskLoader::new(folder)).sdk;
        let Sdk { profiles, .. } = sdk.expect("the tool has compiled it");
        let client = |vector: &&Vector| {
            let client = profiles.iter().find(|client| client.profile.id == vector.name());
            client.unwrap_or_else(|| panic!("{} is not generated", vector.id)).clone()
        };
        let clients = vectors.iter().map(client).collect();
        Self { name, vectors, clients }
    }
}

/// What a sign-in with a vector begins with, as the application reads it.
fn given(vector: &Vector, all: &[Vector]) -> Value {
    json!({
        "answer": Wiring::of(vector, all).answer(),
        "now": vector.context("now"),
        "culture": vector.language(),
        "keys": vector.context.get("policyKeys"),
    })
}

fn write_application(folder: &Path, parts: &[Part<'_>]) {
    std::fs::create_dir_all(folder.join("src")).expect("the folder can be made");
    let crates: String = parts.iter().map(|part| format!("{0} = {{ path = \"../{0}\" }}\n", part.name)).collect();
    let root = repository().display().to_string().replace('\\', "/");
    let manifest = format!(
        "[package]\nname = \"transformation-vectors\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         claimsmith = {{ path = \"{root}\", default-features = false }}\n{crates}serde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n[profile.dev]\ndebug = 0\n\n[workspace]\n"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("it can be written");
    let mut main = include_str!("application.rs").to_owned();
    main.push_str("\nsign_ins! {\n");
    for part in parts {
        for (vector, client) in part.vectors.iter().zip(&part.clients) {
            let own = client.keys.iter().filter(|key| key.id != "client_secret");
            let keys: String = own.map(|key| format!(" {}: {:?},", key.name, key.storage_reference_id)).collect();
            let (module, name) = (part.name.replace('-', "_"), &client.name);
            let _ = writeln!(main, "    {:?} => {module}, {name}, {name}Config {{{keys} }};", vector.id);
        }
    }
    main.push_str("}\n");
    std::fs::write(folder.join("src/main.rs"), main).expect("it can be written");
    lock(folder);
}

/// What the application has printed: an object a line.
fn ended(printed: &str) -> BTreeMap<String, Ended> {
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("the application prints JSON");
        let text = |name: &str| line[name].as_str().map(str::to_owned);
        let ended = match (line["claims"].as_object(), text("key"), text("failed")) {
            (Some(claims), ..) => Ended::Claims(claims.clone()),
            (None, Some(key), _) => Ended::Refused(key),
            (None, None, Some(_)) => Ended::Failed,
            (None, None, None) => Ended::Otherwise(line["error"].to_string()),
        };
        (text("id").expect("a line has an id"), ended)
    };
    printed.lines().map(line).collect()
}
