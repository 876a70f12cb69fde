//! The policies that are broken.

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, compile};
use roxmltree::{Document, Node};
use std::path::Path;

/// Policies that are checked together.
#[derive(Debug, Clone)]
pub(crate) struct Set {
    /// Path and text of each file.
    pub(crate) files: Vec<(String, String)>,
}

impl Set {
    pub(crate) fn check(&self) -> Outcome {
        let loader: MemoryLoader = self.files.iter().cloned().collect();
        compile(&Options::new(self.files.iter().map(|(path, _)| path), Purpose::Check), &loader)
    }
}

/// Our own policies: the set of three files, that of the tests, which has more kinds of elements, and the single files.
#[derive(Debug)]
pub(crate) struct Sets(pub(crate) Vec<Set>);

impl Sets {
    /// Number of the set in `tests/policies`.
    pub(crate) const OF_THE_TESTS: usize = 1;

    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let ours = root.parent().expect("the workspace").join("policies");
        let tests = root.join("tests").join("policies");
        let mut sets = vec![Set { files: folder(&ours) }, Set { files: folder(&tests) }];
        sets.extend(folder(&ours.join("providers")).into_iter().map(|file| Set { files: vec![file] }));
        assert!(sets.len() > 10, "the policies are there");
        Self(sets)
    }

    /// What a function makes of each element of each file, with the numbers of its set and its file.
    pub(crate) fn each_element<T>(&self, mut make: impl FnMut(&Element<'_, '_>) -> Vec<T>) -> Vec<T> {
        let mut made = Vec::new();
        for (set, policies) in self.0.iter().enumerate() {
            for (file, (path, text)) in policies.files.iter().enumerate() {
                let document = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                for node in document.descendants().filter(Node::is_element) {
                    made.extend(make(&Element { node, text, at: At { set, file } }));
                }
            }
        }
        made
    }
}

/// Which file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    /// Number of the set.
    pub(crate) set: usize,
    /// Number of the file in it.
    pub(crate) file: usize,
}

fn folder(path: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<(String, String)> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a policy is UTF-8"))
        })
        .collect();
    files.sort();
    files
}

/// An element with the text of its file.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a, 'i> {
    pub(crate) node: Node<'a, 'i>,
    text: &'a str,
    pub(crate) at: At,
}

impl<'a, 'i> Element<'a, 'i> {
    pub(crate) fn name(&self) -> &'a str {
        self.node.tag_name().name()
    }

    /// Name of the parent; empty for the root.
    pub(crate) fn parent(&self) -> &'a str {
        self.node.parent_element().map_or("", |parent| parent.tag_name().name())
    }

    pub(crate) fn start(&self) -> usize {
        self.node.range().start
    }

    pub(crate) fn written(&self) -> &'a str {
        &self.text[self.node.range()]
    }

    /// The text of the file between two places.
    pub(crate) fn between(&self, start: usize, end: usize) -> &'a str {
        &self.text[start..end]
    }

    pub(crate) fn children(&self) -> impl Iterator<Item = Element<'a, 'i>> {
        let (text, at) = (self.text, self.at);
        self.node.children().filter(Node::is_element).map(move |node| Element { node, text, at })
    }

    pub(crate) fn holds_elements(&self) -> bool {
        self.children().next().is_some()
    }

    /// The end of the name in the start tag.
    pub(crate) fn name_end(&self) -> usize {
        self.start() + 1 + self.name().len()
    }

    /// The end of the start tag of an element with content.
    pub(crate) fn content_start(&self) -> Option<usize> {
        self.node.first_child().map(|child| child.range().start)
    }

    /// Where a value stands: that of an attribute, or of the text for the empty name.
    pub(crate) fn value(&self, attribute: &str) -> Option<std::ops::Range<usize>> {
        if !attribute.is_empty() {
            return self.node.attribute_node(attribute).map(|attribute| attribute.range_value());
        }
        let range = self.node.children().find(Node::is_text).filter(|_| !self.holds_elements())?.range();
        let raw = &self.text[range.clone()];
        let start = range.start + raw.len() - raw.trim_start().len();
        Some(start..start + raw.trim().len())
    }
}
