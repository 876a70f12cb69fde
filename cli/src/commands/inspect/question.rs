//! What is asked of which path: the words of the command line.

use crate::arguments::{Inspect, InspectFormat};
use crate::output::Failure;
use crate::paths::shown;
use crate::project::Project;
use claimsmith_compiler::diagnostic::suggest::nearest;
use claimsmith_compiler::inspect::Question;
use std::path::Path;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Summary,
    Keys,
    RedirectUris,
    Methods,
    Profile,
    Overrides,
    Graph,
}

const TOPICS: &[(&str, Topic)] = &[
    ("summary", Topic::Summary),
    ("keys", Topic::Keys),
    ("redirect-uris", Topic::RedirectUris),
    ("methods", Topic::Methods),
    ("profile", Topic::Profile),
    ("overrides", Topic::Overrides),
    ("graph", Topic::Graph),
];

/// What is shown of which path.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) topic: Topic,
    pub(super) path: String,
    /// What the compiler is asked for it.
    pub(super) question: Option<Question>,
}

/// Reads `[TOPIC] PATH`, in either order, and `profile ID PATH`; without a path the project of the current folder is meant.
///
/// # Errors
/// When a word is no topic, one is missing, or an option does not go with the topic.
pub(super) fn wanted(arguments: &Inspect) -> Result<Wanted, Failure> {
    let (topic, id, path) = match arguments.words.as_slice() {
        [] => (Topic::Summary, None, project()?),
        [word] if !Path::new(word).exists() => match topic(word) {
            Some(Topic::Profile) => return Err(lacks_id()),
            Some(topic) => (topic, None, project()?),
            None => (Topic::Summary, None, word.clone()),
        },
        [path] => (Topic::Summary, None, path.clone()),
        [word, path] if topic(word) == Some(Topic::Profile) && Path::new(path).exists() => return Err(lacks_id()),
        [word, id] if topic(word) == Some(Topic::Profile) => (Topic::Profile, Some(id), project()?),
        [first, second] => match (topic(first), topic(second)) {
            (Some(topic), _) => (topic, None, second.clone()),
            (None, Some(topic)) if topic != Topic::Profile => (topic, None, first.clone()),
            _ => return Err(unknown(first)),
        },
        [first, id, path] => match topic(first) {
            Some(Topic::Profile) => (Topic::Profile, Some(id), path.clone()),
            Some(_) => return Err(Failure::new("give one path").help(format!("claimsmith inspect {first} PATH"))),
            None => return Err(unknown(first)),
        },
        _ => return Err(Failure::new("give one path")),
    };
    fits(topic, arguments)?;
    let journey = arguments.journey.clone();
    let question = match (topic, id) {
        (Topic::Profile, Some(id)) => Some(Question::TechnicalProfile(id.clone())),
        (Topic::Summary, _) => Some(Question::Summary),
        (Topic::Overrides, _) => Some(Question::Overrides),
        (Topic::Graph, _) => Some(journey.map_or(Question::Inheritance, Question::Journey)),
        _ => None,
    };
    Ok(Wanted { topic, path, question })
}

fn project() -> Result<String, Failure> {
    Project::current().map(|project| shown(project.folder()).to_owned())
}

fn topic(word: &str) -> Option<Topic> {
    TOPICS.iter().find(|(name, _)| *name == word).map(|(_, topic)| *topic)
}

/// Options that only one topic has.
fn fits(topic: Topic, arguments: &Inspect) -> Result<(), Failure> {
    let is_drawing = matches!(arguments.format, InspectFormat::Dot | InspectFormat::Mermaid);
    if topic != Topic::Graph && is_drawing {
        return Err(Failure::new("only `graph` can be drawn").help("claimsmith inspect graph PATH --format dot"));
    }
    if topic != Topic::Graph && arguments.journey.is_some() {
        let failure = Failure::new("`--journey` belongs to `graph`");
        return Err(failure.help("claimsmith inspect graph PATH --journey ID"));
    }
    Ok(())
}

fn lacks_id() -> Failure {
    Failure::new("`inspect profile` needs the id of a technical profile").help("claimsmith inspect profile ID PATH")
}

fn unknown(word: &str) -> Failure {
    let failure = Failure::new(format!("`{word}` is nothing that can be shown"));
    let names = TOPICS.iter().map(|(name, _)| *name);
    match nearest(word, names.clone()) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => {
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            failure.help(format!("show one of {}", names.join(", ")))
        }
    }
}
