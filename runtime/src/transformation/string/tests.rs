use super::*;
use crate::transformation::text::LONGEST_TEXT;
use claimsmith_profile::transformation::{FormatPiece, Slot};
use claimsmith_profile::{DataType, text};
use proptest::prelude::*;

/// Bytes that are all ones: the largest number, the last letters.
fn ones(buffer: &mut [u8]) -> Result<(), Fault> {
    buffer.fill(0xff);
    Ok(())
}

/// No bytes.
fn none(_: &mut [u8]) -> Result<(), Fault> {
    Err(Fault::Failed("the source of randomness failed"))
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().copied().map(str::to_owned).collect()
}

fn entries(pairs: &[(&'static str, &'static str)]) -> Vec<Entry> {
    pairs.iter().map(|(key, value)| Entry { key: text(key), value: text(value) }).collect()
}

/// The prefix, then the arguments with these places.
fn format_of(prefix: &'static str, indexes: &[u16]) -> Format {
    let arguments = indexes.iter().map(|index| FormatPiece::Argument { index: *index, alignment: 0 });
    Format { pieces: std::iter::once(FormatPiece::Text(text(prefix))).chain(arguments).collect() }
}

fn named(name: &'static str) -> NamedSlot {
    NamedSlot { name: text(name), slot: Slot { index: 0, data_type: DataType::String } }
}

#[test]
fn an_assertion_passes_for_equal_texts() {
    use StringComparison::{Ordinal, OrdinalIgnoreCase};
    for (left, right, comparison, passes) in [
        ("rory", "rory", Ordinal, true),
        ("rory", "Rory", Ordinal, false),
        ("rory", "Rory", OrdinalIgnoreCase, true),
        ("Élan", "élan", OrdinalIgnoreCase, true),
        ("Fuß", "FUSS", OrdinalIgnoreCase, false),
        ("", "", Ordinal, true),
        ("", " ", OrdinalIgnoreCase, false),
    ] {
        let expected = if passes { Ok(()) } else { Err(NOT_EQUAL) };
        assert_eq!(assert_string_claims_are_equal(left, right, comparison), expected, "{left} {right}");
    }
}

#[test]
fn a_uri_is_built_of_its_parts() {
    for (path, scheme, host, query, expected) in [
        (
            "Shop one:amy@example.org",
            "otpauth",
            "totp",
            &[("secret", "abc234"), ("issuer", "Shop one")] as &[_],
            "otpauth://totp/Shop%20one:amy@example.org?secret=abc234&issuer=Shop+one",
        ),
        ("/a/b c", "HTTPS://", "www.example.org:8443", &[], "https://www.example.org:8443/a/b%20c"),
        ("", "app", "open", &[("a b", "ü&="), ("", "")], "app://open/?a+b=%C3%BC%26%3D&="),
        ("x?y#z", "https", "a.example", &[("q", "")], "https://a.example/x%3Fy%23z?q="),
    ] {
        assert_eq!(build_uri(path, scheme, host, query).as_deref(), Ok(expected), "{path}");
    }
    for (scheme, host) in [("", "a"), ("h ttp", "a"), ("https", ""), ("https", "a/b"), ("https", "user@a")] {
        assert!(matches!(build_uri("p", scheme, host, &[]), Err(Fault::Failed(_))), "{scheme} {host}");
    }
}

#[test]
fn case_changes_without_regard_to_language() {
    for (input, upper, lower) in [
        ("Amy@Example.org", "AMY@EXAMPLE.ORG", "amy@example.org"),
        ("Weiß", "WEIß", "weiß"),
        ("ΌΛΟΣ", "ΌΛΟΣ", "όλοσ"),
        ("Dİk ılı", "DİK ıLı", "dİk ılı"),
        ("", "", ""),
    ] {
        assert_eq!(change_case(input, LetterCase::Upper), upper);
        assert_eq!(change_case(input, LetterCase::Lower), lower);
    }
}

#[test]
fn no_value_is_equal_to_no_value_alone() {
    use TextOperator::{Equal, NotEqual};
    for (left, right, exactly, ignoring_case) in [
        (Some("on"), Some("on"), true, true),
        (Some("on"), Some("ON"), false, true),
        (Some("on"), Some("off"), false, false),
        (None, None, true, true),
        (None, Some(""), false, false),
        (Some(""), None, false, false),
    ] {
        for (ignores_case, equal) in [(false, exactly), (true, ignoring_case)] {
            assert_eq!(compare_claims(left, right, Equal, ignores_case), equal, "{left:?} {right:?}");
            assert_eq!(compare_claims(left, right, NotEqual, ignores_case), !equal, "{left:?} {right:?}");
            if let Some(value) = right {
                assert_eq!(compare_claim_to_value(left, value, Equal, ignores_case), equal, "{left:?} {right:?}");
                assert_eq!(compare_claim_to_value(left, value, NotEqual, ignores_case), !equal, "{left:?} {right:?}");
            }
        }
    }
}

#[test]
fn an_otp_secret_is_of_chance() {
    assert_eq!(create_otp_secret(&mut ones).as_deref(), Ok("7777777777777777"));
    assert!(create_otp_secret(&mut none).is_err());
}

#[test]
fn a_random_text_is_formatted_and_encoded() {
    use RandomGenerator::{Guid, Integer};
    let (plain, coded) = (format_of("", &[0]), format_of("no-", &[0]));
    for (generator, format, is_base64, maximum, expected) in [
        (Guid, None, false, None, "ffffffff-ffff-4fff-bfff-ffffffffffff"),
        (Guid, Some(&coded), false, Some(5), "no-ffffffff-ffff-4fff-bfff-ffffffffffff"),
        (Integer, None, false, None, "2147483646"),
        (Integer, Some(&plain), false, Some(2), "1"),
        (Integer, None, false, Some(1), "0"),
        (Integer, None, false, Some(0), "0"),
        (Integer, Some(&coded), false, Some(1_000), "no-999"),
        (Integer, Some(&coded), true, Some(1_000), "bm8tOTk5"),
    ] {
        let made = create_random_string(generator, format, is_base64, maximum, None, &mut ones);
        assert_eq!(made.as_deref(), Ok(expected), "{generator:?} {maximum:?}");
        assert_eq!(guid_and_random_generator(generator, format, is_base64, maximum, None, &mut ones), made);
    }
}

#[test]
fn a_seed_leaves_nothing_to_chance() {
    use RandomGenerator::{Guid, Integer};
    for (maximum, seed, expected) in
        [(Some(1_000), 42, "668"), (Some(1_000), -1, "248"), (None, 0, "1559595546"), (Some(1), 7, "0")]
    {
        let made = create_random_string(Integer, None, false, maximum, Some(seed), &mut none);
        assert_eq!(made.as_deref(), Ok(expected), "{maximum:?} {seed}");
    }
    assert!(create_random_string(Guid, None, false, None, Some(42), &mut none).is_err());
    assert!(create_random_string(Integer, None, false, Some(10), None, &mut none).is_err());
    for seed in [None, Some(3)] {
        let negative = create_random_string(Integer, None, false, Some(-1), seed, &mut ones);
        assert_eq!(negative, Err(Fault::Failed("maximumNumber is negative")));
    }
    let two_arguments = format_of("", &[0, 1]);
    assert!(create_random_string(Integer, Some(&two_arguments), false, None, None, &mut ones).is_err());
}

#[test]
fn constants_and_nothing_are_what_they_are() {
    for value in ["", "V2", "{0}"] {
        assert_eq!(create_string_claim(value), value);
    }
    assert_eq!(null_claim(), None);
}

#[test]
fn claims_stand_in_format_strings() {
    let (one, two, turned) = (format_of("id_", &[0]), format_of("", &[0, 1]), format_of("<", &[1, 0, 1]));
    assert_eq!(format_string_claim(Some("7"), &one).as_deref(), Ok("id_7"));
    assert_eq!(format_string_claim(None, &one).as_deref(), Ok("id_"));
    assert_eq!(format_string_claim(Some("7"), &format_of("same", &[])).as_deref(), Ok("same"));
    assert!(format_string_claim(Some("7"), &two).is_err());
    assert_eq!(format_string_multiple_claims(Some("a"), Some("b"), &turned).as_deref(), Ok("<bab"));
    assert_eq!(format_string_multiple_claims(None, Some("b"), &two).as_deref(), Ok("b"));
    assert!(format_string_multiple_claims(Some("a"), Some("b"), &format_of("", &[2])).is_err());
}

#[test]
fn a_localized_format_takes_all_claims() {
    let format = format_of("Hallo ", &[2, 0]);
    let arguments = [Some("a"), None, Some("c")];
    assert_eq!(format_localized_string(&arguments, Some(&format)), Ok(Some("Hallo ca".to_owned())));
    assert_eq!(format_localized_string(&arguments, None), Ok(None));
    assert!(format_localized_string(&arguments[..2], Some(&format)).is_err());
}

#[test]
fn localized_texts_are_found_by_their_names() {
    let texts = entries(&[("subject", "Ihr Code"), ("body", ""), ("subject", "later")]);
    let outputs = [named("body"), named("subject"), named("Subject"), named("footer")];
    let found = get_localized_strings_transformation(Some(&texts), &outputs);
    assert_eq!(found, [Some(String::new()), Some("Ihr Code".to_owned()), None, None]);
    assert_eq!(get_localized_strings_transformation(None, &outputs), [None, None, None, None]);
    assert!(get_localized_strings_transformation(Some(&texts), &[]).is_empty());
}

#[test]
fn texts_of_an_enumeration_map_to_values() {
    let collection = entries(&[("E1", "too young"), ("E2", "")]);
    for (input, expected) in [("E1", Some("too young")), ("E2", Some("")), ("e1", None), ("too young", None)] {
        assert_eq!(get_mapped_value_from_localized_collection(input, Some(&collection)).as_deref(), expected);
    }
    assert_eq!(get_mapped_value_from_localized_collection("E1", None), None);
}

#[test]
fn a_failed_lookup_fails_if_it_shall() {
    let table = entries(&[("a.example", "tenant-a"), ("empty.example", "")]);
    for (input, found) in
        [("a.example", Some("tenant-a")), ("empty.example", Some("")), ("A.example", None), ("", None)]
    {
        let lenient = lookup_value(input, false, &table);
        assert_eq!(lenient.as_ref().map(Option::as_deref), Ok(found), "{input}");
        let strict = lookup_value(input, true, &table);
        assert_eq!(strict, if found.is_some() { lenient } else { Err(NOT_FOUND) }, "{input}");
    }
}

#[test]
fn a_domain_is_empty_without_an_address() {
    for (address, domain) in [("amy@Example.org", "Example.org"), ("amy", ""), ("a@b@c", ""), ("", "")] {
        assert_eq!(parse_domain(address), domain, "{address}");
    }
}

#[test]
fn without_a_match_nothing_is_written() {
    use StringComparison::{Ordinal, OrdinalIgnoreCase};
    for (input, expected, written) in
        [(true, true, Some("yes")), (false, false, Some("yes")), (true, false, None), (false, true, None)]
    {
        assert_eq!(set_claim_if_booleans_match(input, expected, "yes").as_deref(), written);
    }
    for (input, value, comparison, matches) in [
        ("v2", "v2", Ordinal, true),
        ("v2", "V2", Ordinal, false),
        ("v2", "V2", OrdinalIgnoreCase, true),
        ("v2", "v3", OrdinalIgnoreCase, false),
        ("", "", Ordinal, true),
    ] {
        let (code, message) = (matches.then(|| "E7".to_owned()), matches.then(|| "new terms".to_owned()));
        let both = set_claims_if_strings_are_equal(input, value, comparison, "new terms", "E7");
        assert_eq!(both, (message, code.clone(), matches), "{input} {value}");
        assert_eq!(set_claims_if_strings_match(input, value, comparison, "E7"), (code, matches), "{input} {value}");
    }
}

#[test]
fn a_part_is_contained() {
    for (input, contained, exactly, ignoring_case) in [
        ("one, two", "e, t", true, true),
        ("one, two", "TWO", false, true),
        ("Ein Fluß", "FLUSS", false, false),
        ("un été", "ÉTÉ", false, true),
        ("one", "one two", false, false),
        ("one", "", true, true),
        ("", "", true, true),
        ("", "a", false, false),
    ] {
        assert_eq!(string_contains(input, contained, false), exactly, "{input} {contained}");
        assert_eq!(string_contains(input, contained, true), ignoring_case, "{input} {contained}");
    }
}

#[test]
fn a_part_is_counted_in_utf16_units() {
    for (input, start, length, expected) in [
        ("+4930", 0, 3, Some("+49")),
        ("+4930", 5, 0, Some("")),
        ("+4930", 6, 0, None),
        ("+4930", 3, 3, None),
        ("+4930", -1, 2, None),
        ("+4930", 0, -1, None),
        ("+4930", i32::MAX, i32::MAX, None),
        ("naïf", 2, 2, Some("ïf")),
        ("a😀b", 1, 2, Some("😀")),
        ("a😀b", 3, 1, Some("b")),
        ("a😀b", 1, 1, None),
        ("a😀b", 2, 1, None),
        ("", 0, 0, Some("")),
    ] {
        let expected = expected.map(str::to_owned).ok_or(OUT_OF_RANGE);
        assert_eq!(string_substring(input, start, length), expected, "{input} {start} {length}");
    }
}

#[test]
fn every_occurrence_is_replaced() {
    for (input, old, new, expected) in [
        ("12 34 56", " ", "", "123456"),
        ("aaa", "aa", "b", "ba"),
        ("Abba", "b", "bb", "Abbbba"),
        ("Abba", "B", "x", "Abba"),
        ("", "a", "b", ""),
        ("cafe\u{301}", "é", "e", "cafe\u{301}"),
    ] {
        assert_eq!(string_replace(input, old, new).as_deref(), Ok(expected), "{input}");
    }
    assert!(matches!(string_replace("abc", "", "x"), Err(Fault::Failed(_))));
    let (many, long) = ("a".repeat(2_000), "b".repeat(1_000));
    assert!(string_replace(&many, "a", &long).is_err());
}

#[test]
fn collections_become_texts_and_texts_collections() {
    for (members, delimiter, joined) in [
        (&[] as &[&str], ",", ""),
        (&["one"], ",", "one"),
        (&["one", "", " two "], "; ", "one; ;  two "),
        (&["a", "b"], "", "ab"),
    ] {
        assert_eq!(string_join(&texts(members), delimiter).as_deref(), Ok(joined));
    }
    for (input, delimiter, parts) in [
        ("one, two", ",", &["one", " two"] as &[&str]),
        (",a,,b,", ",", &["", "a", "", "b", ""]),
        (",", ",", &["", ""]),
        ("a--b-c", "--", &["a", "b-c"]),
        ("aXbxc", "x", &["aXb", "c"]),
        ("one two", "", &["one two"]),
    ] {
        assert_eq!(string_split(input, delimiter), Ok(texts(parts)), "{input}");
    }
    assert!(matches!(string_split("", ","), Err(Fault::Failed(_))));
}

#[test]
fn neither_texts_nor_collections_grow_without_bound() {
    let most = ",".repeat(MOST_MEMBERS - 1);
    assert_eq!(string_split(&most, ",").map(|parts| parts.len()), Ok(MOST_MEMBERS));
    assert!(string_split(&",".repeat(MOST_MEMBERS), ",").is_err());
    let members = vec!["x".repeat(LONGEST_TEXT / 2); 2];
    assert!(string_join(&members, "").is_ok());
    assert!(string_join(&members, ",").is_err());
    let doubled = format_of("", &[0, 0]);
    assert!(format_string_claim(Some(&"x".repeat(LONGEST_TEXT / 2 + 1)), &doubled).is_err());
}

proptest! {
    #[test]
    fn splitting_undoes_joining(members in proptest::collection::vec("[a-z é]{0,4}", 1..6)) {
        let joined = string_join(&members, "|").expect("short");
        prop_assume!(!joined.is_empty());
        prop_assert_eq!(string_split(&joined, "|"), Ok(members));
    }

    #[test]
    fn joining_undoes_splitting(input in "[ab,]{1,12}", delimiter in "[a,]{0,2}") {
        let parts = string_split(&input, &delimiter).expect("not empty");
        prop_assert_eq!(string_join(&parts, &delimiter), Ok(input));
    }

    #[test]
    fn a_replaced_character_is_gone(input in any::<String>(), old in any::<char>(), new in any::<char>()) {
        prop_assume!(old != new);
        let replaced = string_replace(&input, &old.to_string(), &new.to_string()).expect("short");
        prop_assert!(!replaced.contains(old));
        prop_assert_eq!(replaced.chars().count(), input.chars().count());
    }

    #[test]
    fn two_parts_make_the_whole(input in any::<String>(), at in 0_i32..40) {
        let length = i32::try_from(input.encode_utf16().count()).expect("short");
        let (first, second) = (string_substring(&input, 0, at), string_substring(&input, at, length - at));
        if let (Ok(first), Ok(second)) = (&first, &second) {
            prop_assert_eq!(format!("{first}{second}"), input);
        } else {
            prop_assert_eq!(first, second);
        }
    }

    #[test]
    fn what_is_contained_is_so_in_any_case(before in any::<String>(), part in any::<String>(), after in any::<String>()) {
        let whole = format!("{before}{part}{after}");
        prop_assert!(string_contains(&whole, &part, false));
        prop_assert!(string_contains(&whole, &change_case(&part, LetterCase::Upper), true));
    }

    #[test]
    fn a_query_is_read_back(path in any::<String>(), pairs in proptest::collection::vec(any::<(String, String)>(), 0..4)) {
        let query: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let uri = build_uri(&path, "https", "www.example.org", &query).expect("short");
        prop_assert!(uri.is_ascii());
        let uri = url::Url::parse(&uri).expect("a URL");
        prop_assert_eq!(uri.query_pairs().into_owned().collect::<Vec<_>>(), pairs);
        prop_assert_eq!((uri.host_str(), uri.fragment()), (Some("www.example.org"), None));
    }

    #[test]
    fn a_seed_makes_the_same_text_each_time(seed in any::<i32>(), maximum in 1_i32..) {
        let make = || create_random_string(RandomGenerator::Integer, None, false, Some(maximum), Some(seed), &mut none);
        let number: i32 = make().expect("no chance").parse().expect("a number");
        prop_assert!((0..maximum).contains(&number));
        prop_assert_eq!(make(), Ok(number.to_string()));
    }
}
