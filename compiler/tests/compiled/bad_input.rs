//! Whatever stands in the files, the compiler answers with a diagnostic that has a place, and never panics.

use crate::common;
use crate::common::{OAUTH2, claims_schema, codes, policy, provider, run};
use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::{DiskLoader, Entry, LoadError, Loader, MemoryLoader};
use claimsmith_compiler::{Options, Outcome, Purpose, Severity, compile};

fn bytes(files: &[(&str, Vec<u8>)]) -> Outcome {
    let loader: MemoryLoader = files.iter().map(|(path, bytes)| (*path, bytes.clone())).collect();
    let mut options = Options::new(files.first().map(|(path, _)| *path), Purpose::Generate);
    options.search_parent_folders = true;
    compile(&options, &loader)
}

fn has_place(outcome: &Outcome) -> bool {
    outcome.diagnostics.iter().all(|finding| finding.primary.is_some())
}

#[test]
fn a_missing_file_is_named_with_its_neighbour() {
    let loader: MemoryLoader = [("policies/SignUpOrSignIn.xml", "<a/>")].into_iter().collect();
    let outcome = compile(&Options::new(["policies/SignUpOrSignin.xml"], Purpose::Generate), &loader);
    assert_eq!(codes(&outcome), ["CS0001"]);
    assert!(has_place(&outcome));
    let text = render::plain(&outcome.diagnostics[0], &outcome.sources);
    assert!(text.contains("policies/SignUpOrSignin.xml") && text.contains("policies/SignUpOrSignIn.xml"), "{text}");
}

#[test]
fn a_folder_is_not_a_policy() {
    let loader: MemoryLoader = [("policies/A.xml", "<a/>")].into_iter().collect();
    let outcome = compile(&Options::new(["policies"], Purpose::Generate), &loader);
    assert_eq!(codes(&outcome), ["CS0002"]);
    let text = render::plain(&outcome.diagnostics[0], &outcome.sources);
    assert!(text.contains("is a folder") && text.contains("policies/A.xml"), "{text}");
}

#[test]
fn a_folder_on_disk_is_not_a_policy_either() {
    let outcome = compile(&Options::new(["src"], Purpose::Check), &DiskLoader::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(codes(&outcome), ["CS0002"]);
}

#[test]
fn other_encodings_are_recognised() {
    let text = policy("B2C_1A_X", None, "");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [vec![0xFF, 0xFE], utf16.clone()].concat();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin1 = text.replace("B2C_1A_X", "caf\u{e9}").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for input in [utf16, with_mark, big, latin1] {
        let outcome = bytes(&[("a.xml", input)]);
        assert_eq!(codes(&outcome), ["CS0003"]);
        assert!(has_place(&outcome));
    }
}

/// As .NET writes a document from a string in memory.
#[test]
fn an_encoding_that_is_declared_and_not_true_is_a_warning() {
    let declaring = |encoding: &str| {
        let text = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n{}", policy("B2C_1A_X", None, "\n"));
        let outcome = bytes(&[("a.xml", text.into_bytes())]);
        let found = outcome.diagnostics.iter().find(|finding| finding.code.id == "CS0003").cloned();
        found
            .map(|finding| (finding.severity, finding.message, outcome.sources.location(finding.primary.unwrap().span)))
    };
    assert_eq!(declaring("UTF-8"), None);
    assert_eq!(declaring("us-ascii"), None);
    let message = |encoding| format!("the file is UTF-8 and declares `{encoding}`");
    for encoding in ["utf-16", "windows-1252"] {
        assert_eq!(declaring(encoding), Some((Severity::Warning, message(encoding), "a.xml:1:31".to_owned())));
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = policy("B2C_1A_X", None, "\n").replace('\n', "\r\n");
    let outcome = bytes(&[("a.xml", [b"\xEF\xBB\xBF".to_vec(), text.into_bytes()].concat())]);
    assert_eq!(codes(&outcome), ["CS0705"]);
}

#[test]
fn what_is_no_policy_is_refused() {
    for (text, code) in [
        ("", "CS0101"),
        ("not xml", "CS0101"),
        ("<TrustFrameworkPolicy>", "CS0101"),
        ("<!DOCTYPE a [<!ENTITY lol \"lol\">]><TrustFrameworkPolicy>&lol;</TrustFrameworkPolicy>", "CS0102"),
        ("<html/>", "CS0103"),
        ("<TrustFrameworkPolicies/>", "CS0103"),
    ] {
        let outcome = run(&[("a.xml", text)], Purpose::Generate);
        assert_eq!(codes(&outcome), [code], "{text}");
        assert!(has_place(&outcome), "{text}");
    }
}

#[test]
fn too_much_is_refused_before_it_costs_anything() {
    let large = bytes(&[("a.xml", vec![b' '; 2 * 1024 * 1024])]);
    assert_eq!(codes(&large), ["CS0004"]);
    assert!(has_place(&large));
    let deep = format!("<TrustFrameworkPolicy>{}", "<a>".repeat(100_000));
    assert_eq!(codes(&run(&[("a.xml", &deep)], Purpose::Generate)), ["CS0104"]);
    let wide = format!("<TrustFrameworkPolicy>{}</TrustFrameworkPolicy>", "<a/>".repeat(250_000));
    assert_eq!(codes(&run(&[("a.xml", &wide)], Purpose::Generate)), ["CS0104"]);
}

#[test]
fn a_base_that_is_nowhere_is_reported_at_its_id() {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Bsae"), "");
    let base = policy("B2C_1A_Base", None, "");
    let outcome = run(&[("p/leaf.xml", &leaf), ("p/base.xml", &base)], Purpose::Generate);
    assert_eq!(codes(&outcome), ["CS0301"]);
    let text = render::plain(&outcome.diagnostics[0], &outcome.sources);
    assert!(text.contains("did you mean `B2C_1A_Base`") && text.contains("p/leaf.xml:2:"), "{text}");
}

#[test]
fn a_chain_that_bites_its_tail_ends() {
    let a = policy("B2C_1A_A", Some("B2C_1A_B"), "");
    let b = policy("B2C_1A_B", Some("B2C_1A_A"), "");
    assert_eq!(codes(&run(&[("a.xml", &a), ("b.xml", &b)], Purpose::Generate)), ["CS0302"]);
    let own = policy("B2C_1A_A", Some("b2c_1a_a"), "");
    assert_eq!(codes(&run(&[("a.xml", &own)], Purpose::Generate)), ["CS0302"]);
}

#[test]
fn a_chain_of_eleven_files_is_too_long() {
    let file = |at: usize| {
        let base = (at < 11).then(|| format!("B2C_1A_P{}", at + 1));
        (format!("p{at}.xml"), policy(&format!("B2C_1A_P{at}"), base.as_deref(), ""))
    };
    let files: Vec<_> = (1..=11).map(file).collect();
    let borrowed: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(codes(&run(&borrowed, Purpose::Check)), ["CS0304"]);
}

#[test]
fn two_files_with_one_policy_id_are_both_shown() {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "");
    let base = policy("B2C_1A_Base", None, "");
    let outcome = run(&[("leaf.xml", &leaf), ("one.xml", &base), ("two.xml", &base)], Purpose::Generate);
    assert_eq!(codes(&outcome), ["CS0303"]);
    let text = render::plain(&outcome.diagnostics[0], &outcome.sources);
    assert!(text.contains("one.xml") && text.contains("two.xml"), "{text}");
}

#[test]
fn the_nearest_base_wins_over_one_further_up() {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "");
    let base = policy("B2C_1A_Base", None, "");
    let outcome = run(&[("a/b/leaf.xml", &leaf), ("a/base.xml", &base), ("base.xml", &base)], Purpose::Check);
    assert_eq!(codes(&outcome), Vec::<&str>::new());
    assert_eq!(outcome.inventory[0].files, ["a/base.xml", "a/b/leaf.xml"]);
}

/// Cuts and flips a valid chain in many places: every outcome is a set of findings, none a panic.
#[test]
fn damaged_policies_never_panic() {
    let good = policy(
        "B2C_1A_X",
        None,
        &(common::claims_schema(&[("issuerUserId", "string")])
            + &common::provider(&format!(
                "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{}</TechnicalProfile>",
                common::OAUTH2
            ))),
    );
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).unwrap()
    };
    for _ in 0..2_000 {
        let mut damaged = good.clone().into_bytes();
        for _ in 0..=random(3) {
            let at = random(damaged.len());
            match random(3) {
                0 => damaged.truncate(at.max(1)),
                1 => damaged[at] = b"<>\"&={}/ \0\xff"[random(11)],
                _ => {
                    let end = (at + random(40)).min(damaged.len());
                    damaged.drain(at..end);
                }
            }
            if damaged.is_empty() {
                damaged.push(b'<');
            }
        }
        let outcome = bytes(&[("a.xml", damaged)]);
        for finding in &outcome.diagnostics {
            assert!(!render::plain(finding, &outcome.sources).is_empty());
        }
    }
}

/// Files as large as B2C allows, each of a shape that would be expensive if anything compared everything with everything.
#[test]
fn the_work_on_large_hostile_files_is_bounded() {
    let repeat = |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<String>();
    let profile = |id: &str, content: &str| format!("<TechnicalProfile Id=\"{id}\">{content}</TechnicalProfile>");
    let claims = repeat(6_000, &|at| format!("<ClaimType Id=\"claim{at}\"><DataType>string</DataType></ClaimType>"));
    let references = repeat(8_000, &|at| format!("<OutputClaim ClaimTypeReferenceId=\"calim{at}\" />"));
    let undeclared = format!(
        "<BuildingBlocks><ClaimsSchema>{claims}</ClaimsSchema></BuildingBlocks>{}",
        common::provider(&profile("A", &format!("{}<OutputClaims>{references}</OutputClaims>", common::OAUTH2)))
    );
    let items = repeat(20_000, &|at| format!("<Item Key=\"key{at}\">v</Item>"));
    let metadata =
        common::provider(&profile("A", &format!("<Protocol Name=\"OAuth2\" /><Metadata>{items}</Metadata>")));
    let chain = repeat(6_000, &|at| {
        profile(&format!("P{at}"), &format!("<IncludeTechnicalProfile ReferenceId=\"P{}\" />", at + 1))
    });
    let broken = repeat(9_000, &|at| profile(&format!("P{at}"), "<Protocol Name=\"OAuth2\" />"));
    let shapes = [undeclared, metadata, common::provider(&chain), common::provider(&broken)];
    for content in shapes {
        let file = policy("B2C_1A_X", None, &content);
        assert!(file.len() < 1024 * 1024, "{} bytes are more than is read", file.len());
        let outcome = run(&[("a.xml", &file)], Purpose::Generate);
        assert!(outcome.has_errors());
        assert!(outcome.diagnostics.len() <= 4_000, "what is kept is bounded");
        // Each suggestion compares one name with all others.
        let compared =
            outcome.diagnostics.iter().filter(|finding| finding.code.id == "CS0305" && finding.fix.is_some());
        assert!(compared.count() <= 50, "what costs the product of two lists is bounded");
    }
}

#[test]
fn a_policy_whose_profiles_are_switched_off_is_told_so() {
    let profile = |switch: &str| {
        let outputs = "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" /></OutputClaims>";
        let enabled = format!("<EnabledForUserJourneys>{switch}</EnabledForUserJourneys>");
        let children = format!("<DisplayName>A</DisplayName>{OAUTH2}{outputs}{enabled}");
        let profile = provider(&format!("<TechnicalProfile Id=\"A\">{children}</TechnicalProfile>"));
        policy("B2C_1A_X", None, &(claims_schema(&[("issuerUserId", "string")]) + &profile))
    };
    for switch in ["false", "Never"] {
        let outcome = run(&[("a.xml", &profile(switch))], Purpose::Generate);
        assert_eq!(codes(&outcome), ["CS0705"], "{switch}");
        let labels = outcome.diagnostics.iter().flat_map(|finding| &finding.labels);
        let labels: Vec<&str> = labels.map(|label| label.text.as_str()).collect();
        assert_eq!(labels, ["switched off here"]);
    }
    assert!(codes(&run(&[("a.xml", &profile("Always"))], Purpose::Generate)).is_empty());
}

/// A folder whose one entry cannot be opened.
struct DanglingLink;

impl Loader for DanglingLink {
    fn read(&self, _path: &str) -> Result<Vec<u8>, LoadError> {
        Err(LoadError::NotFound)
    }

    fn list(&self, _folder: &str) -> Result<Vec<Entry>, LoadError> {
        Ok(vec![Entry { name: "a.xml".to_owned(), is_folder: false }])
    }
}

#[test]
fn a_link_that_leads_nowhere_is_not_its_own_suggestion() {
    for (path, expected) in [("p/a.xml", "is a link"), ("p/b.xml", "did you mean `p/a.xml`?")] {
        let outcome = compile(&Options::new([path], Purpose::Check), &DanglingLink);
        let [finding] = outcome.diagnostics.as_slice() else { panic!("one finding, not {:?}", outcome.diagnostics) };
        assert!(matches!(finding.help.as_slice(), [help] if help.contains(expected)), "{:?}", finding.help);
    }
}

/// The base may be the file that could not be read.
#[test]
fn a_base_is_not_missing_where_a_file_could_not_be_read() {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "");
    let large = policy("B2C_1A_Base", None, &" ".repeat(1024 * 1024));
    let files = [("p/leaf.xml", leaf), ("p/base.xml", large)];
    let loader: MemoryLoader = files.iter().cloned().collect();
    let outcome = compile(&Options::new(["p/leaf.xml", "p/base.xml"], Purpose::Check), &loader);
    assert_eq!(codes(&outcome), ["CS0004"]);
    let place = outcome.diagnostics[0].primary.as_ref().expect("a place").span;
    assert_eq!(outcome.sources.location(place), "p/base.xml:1:1");
    assert!(!outcome.sources.get(place.file).is_read());
    let text = render::plain(&outcome.diagnostics[0], &outcome.sources);
    assert_eq!(
        text,
        "[CS0004]: `p/base.xml` is too large\n |\n = note: at most 1024 KiB are read, as much as B2C accepts"
    );
    let alone = compile(&Options::new(["p/leaf.xml"], Purpose::Check), &loader);
    assert_eq!(codes(&alone), ["CS0301"]);
    let notes = &alone.diagnostics[0].notes;
    assert!(notes.iter().any(|it| it == "not looked into, because it is too large: `p/base.xml`"), "{notes:?}");
}

#[test]
fn a_hidden_file_is_no_base() {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "");
    let base = policy("B2C_1A_Base", None, "");
    let outcome = run(&[("p/leaf.xml", &leaf), ("p/Base.xml", &base), ("p/.#Base.xml", &base)], Purpose::Check);
    assert_eq!(codes(&outcome), [""; 0]);
}

/// The message, the places with their labels, and the advice for a file that is not well-formed.
fn malformed(text: &str) -> (String, Vec<String>, Vec<String>) {
    let outcome = run(&[("a.xml", text)], Purpose::Check);
    let finding = outcome.diagnostics.first().expect("a finding");
    let labels = finding.primary.iter().chain(&finding.labels);
    let labels = labels.map(|label| format!("{} {}", outcome.sources.location(label.span), label.text)).collect();
    let message = finding.message.trim_start_matches("the file is not well-formed XML: ").to_owned();
    (message, labels, finding.help.clone())
}

#[test]
fn a_missing_end_tag_is_shown_where_its_element_begins() {
    let (_, places, _) = malformed("<a>\n<b>\n<c x='>'/>\n<!-- <d> -->\n</a>");
    assert_eq!(places, ["a.xml:5:1 reading stops here", "a.xml:2:2 opened here and not closed"]);
    let (_, places, _) = malformed("<a>\n<b>\n</b>");
    assert_eq!(places, ["a.xml:3:5 the file ends here", "a.xml:1:2 opened here and not closed"]);
}

#[test]
fn a_comment_without_end_is_called_that() {
    for text in ["<a>\n<!-- one\n<b/>\n</a>", "<a>\n<!-- one\n<b/>\n<!-- two -->\n</a>"] {
        let (message, places, help) = malformed(text);
        assert_eq!(message, "a comment is not ended", "{text}");
        assert_eq!(places, ["a.xml:2:1 begins here"], "{text}");
        assert_eq!(help, ["write `-->` at its end"], "{text}");
    }
    assert_eq!(malformed("<a>\n<!-- one -- two -->\n</a>").2, ["write one `-` for each `--` within the comment"]);
}

#[test]
fn a_character_that_xml_does_not_have_is_no_ampersand() {
    assert_eq!(malformed("<a>1&#11;2</a>").2, ["remove it: XML has no character of this number"]);
    assert_eq!(malformed("<a b='1&#x1F;'/>").2, ["remove it: XML has no character of this number"]);
    assert_eq!(malformed("<a>1 & 2</a>").2, ["write `&amp;` for an ampersand"]);
}

#[test]
fn lines_that_end_in_a_carriage_return_alone_are_lines() {
    let text = policy("B2C_1A_X", None, "<Xyzzy/>").replace('\n', "\r");
    let outcome = run(&[("a.xml", &text)], Purpose::Check);
    let shown = render::plain(&outcome.diagnostics[0], &outcome.sources);
    assert!(shown.contains("--> a.xml:2:2\n  |\n2 | <Xyzzy/>\n  |  ^^^^^"), "{shown}");
}

#[test]
fn utf_32_is_called_so() {
    let text = policy("B2C_1A_X", None, "");
    let wide = |bytes: fn(u32) -> [u8; 4]| text.chars().flat_map(|it| bytes(u32::from(it))).collect::<Vec<u8>>();
    for input in
        [wide(u32::to_le_bytes), [vec![0xFF, 0xFE, 0, 0], wide(u32::to_le_bytes)].concat(), wide(u32::to_be_bytes)]
    {
        let outcome = bytes(&[("a.xml", input)]);
        assert_eq!(codes(&outcome), ["CS0003"]);
        assert!(outcome.diagnostics[0].message.ends_with("it is UTF-32"), "{}", outcome.diagnostics[0].message);
    }
}

#[test]
fn curly_quotes_are_shown_as_what_they_are() {
    let text = policy("B2C_1A_X", None, &provider("<TechnicalProfile Id=\"A\"/>"));
    let opening = text.replace("Id=\"A\"", "Id=\u{201c}A\u{201d}");
    let outcome = run(&[("a.xml", &opening)], Purpose::Check);
    assert_eq!(codes(&outcome), ["CS0101"]);
    let finding = &outcome.diagnostics[0];
    assert_eq!(finding.message, "the file is not well-formed XML: expected a quote not '\u{201c}'");
    assert!(finding.help[0].starts_with("write straight quotes"), "{:?}", finding.help);
    let closing = text.replace("Id=\"A\"/>", "Id=\"A\u{201d}/>");
    let outcome = run(&[("a.xml", &closing)], Purpose::Check);
    assert!(outcome.diagnostics[0].help[0].starts_with("write straight quotes"), "{:?}", outcome.diagnostics[0]);
}
