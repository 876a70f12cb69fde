//! Every code has a page in `docs/errors/`, and what the page shows is what the compiler says.
//!
//! A page is the fixture of its code: the test compiles its bad example, compares the picture under "What you see" with
//! the findings of that code, and compiles its good example. `docs/errors/README.md` says how a page is written.
//! With `CLAIMSMITH_BLESS=1` the test writes the pictures and the table of the overview instead of comparing them.

use claimsmith_compiler::diagnostic::codes::{self, Code};
use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::Loader;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{
    Argument, DeclaredKey, DeclaredKeys, ItemAttribute, KeyUse, Options, Outcome, Purpose, Rename, TypeOverride,
    compile,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

const EXAMPLE: &str = "Example";
const PICTURE: &str = "What you see";
const MENDED: &str = "How to mend it";
const SECTIONS: &[&str] = &[EXAMPLE, PICTURE, MENDED, "What B2C says"];

/// The path of an XML block that has no `file=` of its own.
const DEFAULT_PATH: &str = "policy.xml";

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let mut faults = Faults::default();
    for code in codes::ALL {
        if !path(code).is_file() {
            faults.add(code, "has no page in docs/errors");
        }
    }
    for entry in fs::read_dir(folder()).expect("docs/errors is there") {
        let name = entry.expect("readable").file_name().into_string().expect("Unicode");
        let is_page = name.strip_suffix(".md").is_some_and(|id| codes::ALL.iter().any(|code| code.id == id));
        if !is_page && name != "README.md" {
            faults.0.push(format!("docs/errors/{name} belongs to no code"));
        }
    }
    faults.report();
}

#[test]
fn every_page_has_its_title_and_its_sections() {
    let mut faults = Faults::default();
    for page in pages() {
        let title = format!("# {}: {}", page.code.id, page.code.title);
        if page.text.lines().next() != Some(&title) {
            faults.add(&page.code, &format!("its page does not begin with `{title}`"));
        }
        if page.sections != SECTIONS {
            faults.add(&page.code, &format!("has the sections {:?} instead of {SECTIONS:?}", page.sections));
        }
    }
    faults.report();
}

#[test]
fn codes_that_the_pages_name_exist() {
    let mut faults = Faults::default();
    for page in pages() {
        for (at, _) in page.text.match_indices("CS") {
            let digits: String = page.text[at + 2..].chars().take_while(char::is_ascii_digit).collect();
            if digits.len() == 4 && Code::find(&format!("CS{digits}")).is_none() {
                faults.add(&page.code, &format!("its page names CS{digits}, which does not exist"));
            }
        }
    }
    faults.report();
}

#[test]
fn the_bad_example_has_the_fault_and_no_other() {
    let mut faults = Faults::default();
    for page in pages() {
        let example = page.bad();
        let outcome = example.compile();
        if !outcome.diagnostics.iter().any(|finding| finding.code == page.code) {
            let found = pictures(&outcome, |_| true);
            faults.add(&page.code, &format!("its bad example is not reported; the compiler says:\n{found}"));
        }
        let others = pictures(&outcome, |code| code != page.code && !example.also.contains(code.id));
        if !others.is_empty() {
            faults.add(&page.code, &format!("its bad example has other findings:\n{others}"));
        }
    }
    faults.report();
}

#[test]
fn the_good_example_is_clean() {
    let mut faults = Faults::default();
    for page in pages() {
        let example = page.good();
        let outcome = example.compile();
        let found = pictures(&outcome, |code| code == page.code || !example.also.contains(code.id));
        if !found.is_empty() {
            faults.add(&page.code, &format!("its good example has findings:\n{found}"));
        }
    }
    faults.report();
}

#[test]
fn the_picture_is_what_the_compiler_says() {
    let mut faults = Faults::default();
    for page in pages() {
        let expected = pictures(&page.bad().compile(), |code| code == page.code);
        let block = page.picture();
        if block.body == expected {
            continue;
        }
        if bless() {
            let mut text = page.text.clone();
            text.replace_range(block.range.clone(), &format!("{expected}\n"));
            fs::write(path(&page.code), text).expect("writable");
        } else {
            let shown = &block.body;
            let message = format!("its page shows\n{shown}\nbut the compiler says\n{expected}\n{BLESS}");
            faults.add(&page.code, &message);
        }
    }
    faults.report();
}

#[test]
fn the_overview_lists_every_code() {
    let path = folder().join("README.md");
    let text = fs::read_to_string(&path).expect("docs/errors/README.md is there");
    let is_row = |line: &&str| line.starts_with("| [CS");
    let expected: Vec<String> = codes::ALL.iter().map(row).collect();
    let found: Vec<&str> = text.lines().filter(is_row).collect();
    if found == expected {
        return;
    }
    assert!(bless(), "the table of docs/errors/README.md should be\n{}\n{BLESS}", expected.join("\n"));
    let separator = text.find("|---|").expect("the table has a head");
    let start = separator + text[separator..].find('\n').expect("a line end") + 1;
    let after = text[start..].lines().skip_while(is_row).collect::<Vec<_>>().join("\n");
    fs::write(&path, format!("{}{}\n{after}\n", &text[..start], expected.join("\n"))).expect("writable");
}

#[test]
fn every_code_is_reported_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let table = fs::read_to_string(root.join("diagnostic/codes.rs")).expect("the table is there");
    let names: BTreeMap<&str, &str> = table
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.trim().split_once(" = \"")?;
            rest.starts_with("CS").then_some((&rest[..6], name))
        })
        .collect();
    let words = words_of_sources(&root);
    let mut faults = Faults::default();
    for code in codes::ALL {
        match names.get(code.id) {
            Some(name) if words.contains(*name) => {}
            Some(name) => faults.add(code, &format!("`{name}` is not used outside the table of codes")),
            None => faults.add(code, "is not in diagnostic/codes.rs"),
        }
    }
    faults.report();
}

/// The identifiers in all source files but the table of codes and the tests.
fn words_of_sources(root: &Path) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") && name != "codes.rs" {
                let text = fs::read_to_string(path).expect("readable");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                words.extend(code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(str::to_owned));
            }
        }
    }
    words
}

const BLESS: &str = "CLAIMSMITH_BLESS=1 cargo test -p claimsmith-compiler --test error_pages writes it.";

fn bless() -> bool {
    std::env::var_os("CLAIMSMITH_BLESS").is_some_and(|value| value == "1")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors")
}

fn path(code: &Code) -> PathBuf {
    folder().join(format!("{}.md", code.id))
}

fn row(code: &Code) -> String {
    format!("| [{0}]({0}.md) | {1} | {2} |", code.id, code.severity.name(), code.title)
}

/// The findings with these codes as a terminal shows them, a blank line between two.
fn pictures(outcome: &Outcome, wanted: impl Fn(Code) -> bool) -> String {
    let found = outcome.diagnostics.iter().filter(|finding| wanted(finding.code));
    found.map(|finding| render::terminal(finding, &outcome.sources, false)).collect::<Vec<_>>().join("\n\n")
}

/// Everything that is wrong, so that one run shows it all.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, code: &Code, what: &str) {
        self.0.push(format!("{}: {what}", code.id));
    }

    fn report(self) {
        assert!(self.0.is_empty(), "\n{}\n", self.0.join("\n\n"));
    }
}

/// The pages that are there.
fn pages() -> Vec<Page> {
    let there = codes::ALL.iter().filter(|code| path(code).is_file());
    there.map(|code| Page::parse(*code, fs::read_to_string(path(code)).expect("readable"))).collect()
}

/// A page of a code.
struct Page {
    code: Code,
    text: String,
    sections: Vec<String>,
    blocks: Vec<Block>,
}

/// A fenced block.
struct Block {
    section: String,
    /// The words after the fence.
    info: Vec<String>,
    /// What stands between the fences, without the last line end.
    body: String,
    /// Where that stands in the page, with the last line end.
    range: Range<usize>,
}

impl Page {
    fn parse(code: Code, text: String) -> Self {
        let (mut sections, mut blocks) = (Vec::new(), Vec::new());
        let mut open: Option<(Vec<String>, usize)> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let (start, end) = (at, at + line.len());
            at = end;
            let fence = line.trim_end().strip_prefix("```");
            open = match (open, fence) {
                (None, Some(info)) => Some((info.split_whitespace().map(str::to_owned).collect(), end)),
                (None, None) => {
                    sections.extend(line.strip_prefix("## ").map(|section| section.trim_end().to_owned()));
                    None
                }
                (Some((info, from)), Some("")) => {
                    let body = text[from..start].strip_suffix('\n').unwrap_or_default().to_owned();
                    let section = sections.last().cloned().unwrap_or_default();
                    blocks.push(Block { section, info, body, range: from..start });
                    None
                }
                (open, _) => open,
            };
        }
        assert!(open.is_none(), "{}: a block of its page is not closed", code.id);
        Self { code, text, sections, blocks }
    }

    fn picture(&self) -> &Block {
        let mut blocks = self.blocks.iter().filter(|block| block.section == PICTURE);
        match (blocks.next(), blocks.next()) {
            (Some(block), None) => block,
            _ => panic!("{}: `## {PICTURE}` does not hold exactly one block", self.code.id),
        }
    }

    fn bad(&self) -> Example {
        let files: Vec<&Block> = self.files(EXAMPLE, "bad").collect();
        assert!(!files.is_empty(), "{}: there is no block `xml bad`", self.code.id);
        self.example(&files, self.options(EXAMPLE))
    }

    /// The bad example with what the page changes about it: files of the same name and, if there are any, options.
    fn good(&self) -> Example {
        let mended: Vec<&Block> = self.files(MENDED, "good").collect();
        let options = self.options(MENDED);
        let changes = !mended.is_empty() || options.is_some();
        assert!(changes, "{}: `## {MENDED}` has neither a block `xml good` nor options", self.code.id);
        let files: Vec<&Block> = self.files(EXAMPLE, "bad").chain(mended).collect();
        self.example(&files, options.or_else(|| self.options(EXAMPLE)))
    }

    fn files<'p>(&'p self, section: &str, role: &str) -> impl Iterator<Item = &'p Block> {
        let (section, role) = (section.to_owned(), role.to_owned());
        self.blocks.iter().filter(move |block| block.section == section && block.word(1) == role)
    }

    fn options(&self, section: &str) -> Option<&Block> {
        self.files(section, "options").next()
    }

    fn example(&self, files: &[&Block], options: Option<&Block>) -> Example {
        let mut loader = MemoryLoader::default();
        for (path, bytes) in files.iter().flat_map(|block| block.files()) {
            loader.insert(path, bytes);
        }
        let first = files.first().and_then(|block| block.files().into_iter().next()).map(|(path, _)| path);
        let mut example = Example { loader, options: Options::new(first, Purpose::Check), also: BTreeSet::new() };
        for line in options.iter().flat_map(|block| block.body.lines()).filter(|line| !line.trim().is_empty()) {
            let (key, value) = line.split_once('=').unwrap_or_else(|| panic!("{}: option `{line}`", self.code.id));
            example.set(key.trim(), &texts(value), &self.code);
        }
        example
    }
}

impl Block {
    fn word(&self, at: usize) -> &str {
        self.info.get(at).map_or("", String::as_str)
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.info.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// The files the block stands for: one, or with `numbers=2..11` one a number.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let path = self.attribute("file").unwrap_or(DEFAULT_PATH);
        let Some(numbers) = self.attribute("numbers") else {
            return vec![(path.to_owned(), self.bytes(&self.body))];
        };
        let ends = numbers.split_once("..").and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
        let (first, last): (u32, u32) = ends.expect("numbers=FIRST..LAST");
        let numbered = |text: &str, n: u32| text.replace("{n-1}", &(n - 1).to_string()).replace("{n}", &n.to_string());
        (first..=last).map(|n| (numbered(path, n), self.bytes(&numbered(&self.body, n)))).collect()
    }

    fn bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes = match self.attribute("encoding") {
            None => text.as_bytes().to_vec(),
            Some("utf-16") => "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            Some(other) => panic!("unknown encoding {other}"),
        };
        if let Some(size) = self.attribute("size") {
            bytes.resize(size.parse().expect("size=BYTES"), b' ');
        }
        bytes
    }
}

/// What is compiled.
struct Example {
    loader: MemoryLoader,
    options: Options,
    /// Codes of other findings that the example cannot avoid.
    also: BTreeSet<String>,
}

impl Example {
    fn compile(&self) -> Outcome {
        compile(&self.options, &self.loader)
    }

    fn set(&mut self, key: &str, values: &[String], code: &Code) {
        let arguments = || values.iter().map(Argument::new).collect::<Vec<_>>();
        let one = || match values {
            [value] => Argument::new(value),
            _ => panic!("{}: option `{key}` takes one value", code.id),
        };
        match key {
            "policies" => self.options.policies = arguments(),
            "bases" => self.options.bases = arguments(),
            "settings" => self.options.settings = Some(one()),
            "environment" => self.options.environment = Some(one()),
            "keys" => {
                self.options.keys = Some({
                    let path = one().value;
                    let bytes = self.loader.read(&path).unwrap_or_else(|_| panic!("{}: no file `{path}`", code.id));
                    declared_keys(&path, &String::from_utf8(bytes).expect("text"))
                })
            }
            "profiles" => self.options.profiles = Some(arguments()),
            "exclude" => self.options.exclude = arguments(),
            "derive" => self.options.derive = arguments(),
            "rename" | "attributes" | "types" => self.customize(key, values, code),
            "purpose" => {
                self.options.purpose = match one().value.as_str() {
                    "check" => Purpose::Check,
                    "generate" => Purpose::Generate,
                    other => panic!("{}: unknown purpose `{other}`", code.id),
                }
            }
            "also" => self.also.extend(values.iter().cloned()),
            _ => panic!("{}: unknown option `{key}`", code.id),
        }
    }

    fn customize(&mut self, key: &str, values: &[String], code: &Code) {
        for pair in values.chunks(2) {
            let [selector, value] = pair else { panic!("{}: `{key}` takes pairs", code.id) };
            let (selector, value) = (Argument::new(selector), Argument::new(value));
            match key {
                "rename" => self.options.rename.push(Rename { selector, name: value }),
                "attributes" => self.options.attributes.push(ItemAttribute { selector, attribute: value }),
                _ => self.options.types.push(TypeOverride { selector, path: value }),
            }
        }
    }
}

/// The lines `NAME = "use"` of a `keys.toml`.
fn declared_keys(path: &str, text: &str) -> DeclaredKeys {
    let mut keys = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((name, value)) = line.split_once(" = ") else { continue };
        let key_use = KeyUse::ALL.into_iter().find(|known| value.contains(known.name())).expect("a use");
        let place = u32::try_from(start).expect("short")..u32::try_from(start + name.len()).expect("short");
        keys.push(DeclaredKey { name: name.to_owned(), key_use, place });
    }
    DeclaredKeys { path: path.to_owned(), text: text.to_owned(), keys, is_complete: true }
}

/// The quoted texts of an option.
fn texts(value: &str) -> Vec<String> {
    value.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
