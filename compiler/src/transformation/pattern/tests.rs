use super::engine_tests::{Numbers, engine, matches};
use super::piece::{Assertion, ClassItem, Group};
use super::rewrite::rewrite;
use super::*;

/// Every distinct pattern of the public policies that are at hand, and those of the documentation.
const SEEN: &[&str] = &[
    r#"^((?=.*[a-z])(?=.*[A-Z])(?=.*\d)|(?=.*[a-z])(?=.*[A-Z])(?=.*[^A-Za-z0-9])|(?=.*[a-z])(?=.*\d)(?=.*[^A-Za-z0-9])|(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z0-9]))([A-Za-z\d@#$%^&*\-_+=[\]{}|\\:',?/`~"();!]|\.(?!@)){8,16}$"#,
    "^[a-zA-Z0-9]+[a-zA-Z0-9_-]*$",
    r"^[a-zA-Z0-9.!#$%&'^_`{}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*$",
    r"^[a-zA-Z0-9!#$%&'+^_`{}~-]+(?:\.[a-zA-Z0-9!#$%&'+^_`{}~-]+)*@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$",
    "^[0-9]{1,15}$",
    r"^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$",
    r"^[a-zA-Z0-9.!#$%&'^_`{}~\-]+@(outlook|live|gmail)\.com$",
    r"[^@]+@[^\.]+\..+",
    r"^(?=([^,]+)).+(?=(\1))",
    r"^\+?(?:[-()\s]*\d[-()\s]*){4,16}$",
    r"^[^\\+]+$",
    r"(^\S.*\S$)|(^\S+$)|(^$)",
    "(?<mailAlias>.*)@(.*)$",
    r"(?<=.).(?=.*@)",
    r"(?<=.{2}).(?=.*@)",
];

fn fault(pattern: &str) -> String {
    check(pattern).map_or_else(|fault| fault.describe(pattern), |_| panic!("`{pattern}` is accepted"))
}

#[test]
fn patterns_of_real_policies_are_accepted_and_rewritten() {
    for pattern in SEEN {
        engine(pattern);
    }
    assert!(matches(SEEN[0], "Passw0rd["), "an unescaped bracket is a member of the class");
    assert!(!matches(SEEN[0], "password"));
    assert!(matches(SEEN[9], "+11234567890"));
    assert!(!matches(SEEN[9], "bob@contoso.com"));
}

#[test]
fn a_mask_of_the_documentation_hides_what_it_should() {
    let masked = |pattern| engine(pattern).replace_all("emily.smith@contoso.com", "*").into_owned();
    assert_eq!(masked(SEEN[13]), "e**********@contoso.com");
    assert_eq!(masked(SEEN[14]), "em*********@contoso.com");
}

#[test]
fn what_dotnet_refuses_is_refused_with_its_place() {
    for (pattern, expected) in [
        ("([0-9", "at character 2: the class is never closed"),
        ("a(b", "at character 2: the group is never closed"),
        ("a)", "at character 2: `)` closes no group"),
        ("*a", "at character 1: nothing stands before `*` that it could repeat"),
        ("a|*", "at character 3: nothing stands before `*` that it could repeat"),
        ("a++", "at character 3: `+` repeats what is repeated already"),
        ("a{2}{3}", "at character 5: `{3}` repeats what is repeated already"),
        ("é{3,2}", "at character 2: `{3,2}` asks for more than it allows"),
        ("a{99999999999}", "at character 3: the number is too large"),
        ("a\\", "at character 2: the pattern ends with a backslash that escapes nothing"),
        (r"\_", r"at character 1: `\_` is not an escape that .NET knows"),
        (r"\y", r"at character 1: `\y` is not an escape that .NET knows"),
        (r"[\8]", r"at character 2: `\8` is not an escape that .NET knows"),
        (r"(a)\2", "at character 4: no group has the number 2"),
        (r"\k<b>(?<a>)", "at character 1: no group has the name `b`"),
        (r"\k", r"at character 1: `\k` wants the name of a group, as in `\k<name>`"),
        (r"\x1", "at character 1: the escape wants 2 hexadecimal digits"),
        (r"\u12g4", "at character 1: the escape wants 4 hexadecimal digits"),
        (r"\c", r"at character 1: `\c` wants the letter of a control character"),
        (r"\p{Foo}", "at character 1: `Foo` is no Unicode category that .NET knows"),
        (r"\pL", r"at character 1: `\p` wants the name of a category in braces, such as `\p{Lu}`"),
        ("[z-a]", "at character 2: the range runs backwards"),
        (r"[a-\d]", "at character 4: a range cannot end with a class"),
        ("[a-z-[b]c]", "at character 9: a subtraction must be the last thing in a class"),
        ("[😀-😎]", "at character 2: the range runs backwards"),
        ("[]", "at character 1: the class is never closed"),
        ("(?P<a>b)", "at character 1: `(?P` does not begin a group that .NET knows"),
        ("(?<a", "at character 1: `(?<a` does not begin a group that .NET knows"),
        ("(?<a b>c)", "at character 1: the name of a group consists of letters, digits and `_`"),
        ("(?<0>c)", "at character 1: a group cannot have the number 0, which is the whole match"),
        ("(?#a", "at character 1: the comment is never closed"),
        ("(a)(?(1)b|c|d)", "at character 12: a condition has more than two branches"),
        ("(?(2)b)", "at character 3: no group has the number 2"),
        ("(?i)*", "at character 5: nothing stands before `*` that it could repeat"),
    ] {
        assert_eq!(fault(pattern), expected, "`{pattern}`");
    }
}

/// What .NET takes and others stumble over.
const ACCEPTED: &[&str] = &[
    "",
    "]",
    "}",
    "{",
    "a{",
    "a{,2}",
    "a{x}",
    "^*",
    "$?",
    "()",
    "(|)",
    "a||b",
    "[]a]",
    "[^]a]",
    "[-a]",
    "[a-]",
    "[[]",
    "[a&&b]",
    r"[\]]",
    r"\.",
    r"\-",
    r"\#",
    r"\e\a\f\v\t",
    r"\0",
    r"\012",
    r"\11",
    r"(a)\1",
    r"\1(a)",
    r"(?<n>a)\k<n>\k'n'\<n>",
    r"(?<n>a)\1",
    "(?'n'a)",
    "(?<3>a)",
    "(?i)a",
    "(?i:a)",
    "(?-i)a",
    "(?imnsx-imnsx:a)",
    "(?#comment)a",
    "a(?#comment)*",
    "(?>a+)",
    "(?=a)*",
    "(?<!a)b",
    "(a)?(?(1)b|c)",
    "(?(?=a)b|c)",
    "(?(a)b|c)",
    "(?<a>b)(?<c-a>d)",
    "(?<a>b)(?<-a>d)",
    "[a-z-[aeiou]]",
    "[a-z-[b-y-[m]]]",
    r"\p{Lu}\P{IsGreek}[\p{L}]",
    r"\u00e9\x41\cA",
    r"[\b]",
    "(?x) a # comment\n b",
    "[😀]",
    "[[:alpha:]]",
];

#[test]
fn what_dotnet_accepts_is_accepted() {
    for pattern in ACCEPTED {
        assert!(check(pattern).is_ok(), "`{pattern}`: {:?}", check(pattern));
    }
}

#[test]
fn groups_have_the_numbers_of_dotnet() {
    let groups = |pattern: &str| -> Vec<(u32, Option<String>)> {
        check(pattern).expect(pattern).groups.into_iter().map(|group| (group.number, group.name)).collect()
    };
    let named = |name: &str| Some(name.to_owned());
    assert_eq!(groups("(?<a>x)(y)(?<b>z)"), [(1, None), (2, named("a")), (3, named("b"))]);
    assert_eq!(groups("(?<a>x)(?<a>y)(?:z)"), [(1, named("a"))]);
    assert_eq!(groups("(?n)(x)(?<a>y)"), [(1, named("a"))]);
    assert_eq!(groups("(?<2>x)(y)(?<a>z)"), [(1, None), (2, None), (3, named("a"))]);
    let rewritten = rewrite(&check(r"(?<a>x)(y)\k<a>\1").expect("valid")).expect("supported");
    assert_eq!((rewritten.text.as_str(), rewritten.groups), (r"(x)(y)(?:\1)(?:\2)", vec![2, 1]));
}

#[test]
fn a_number_that_no_group_has_is_a_character_from_ten_on() {
    let last = |pattern: &str| check(pattern).expect(pattern).pieces.last().expect("not empty").kind.clone();
    assert_eq!(last(r"\101"), Kind::Literal('A'));
    assert_eq!(last(&("()".repeat(10) + r"\10")), Kind::Backreference(10));
}

#[test]
fn options_are_resolved() {
    let kinds = |pattern: &str| -> Vec<Kind> {
        check(pattern).expect(pattern).pieces.into_iter().map(|piece| piece.kind).collect()
    };
    let [first, .., last] = [kinds("(?m:$)$").remove(1), kinds("(?m:$)$").remove(3)];
    assert_eq!(first, Kind::Assertion(Assertion::LineEnd));
    assert_eq!(last, Kind::Assertion(Assertion::TextEndOrFinalNewline));
    assert_eq!(kinds("(?n)(a)")[0], Kind::Open(Group::Plain { ignore_case: None }));
    assert_eq!(kinds("(?x) a #b"), [Kind::Literal('a')]);
}

#[test]
fn brackets_and_operators_in_a_class_are_characters() {
    let Kind::Class(class) = check("[[a&&b~~c-]").expect("valid").pieces.remove(0).kind else { panic!("no class") };
    assert_eq!(class.levels[0].items[0], ClassItem::Range(0x5b, 0x5b));
    for character in ["[", "a", "&", "b", "~", "-", "c"] {
        assert!(matches("^[[a&&b~~c-]$", character), "{character}");
    }
    assert!(matches("^a$", "a\n") && !matches("^a$", "a\n\n"));
    assert!(matches(r"\d", "١"));
}

#[test]
fn hostile_patterns_cost_little() {
    assert!(fault(&"(".repeat(100_000)).contains("nested more than 250 deep"));
    assert!(fault(&"[a-[".repeat(50_000)).contains("never closed"));
    assert!(check(&"a{1}|".repeat(100_000)).is_ok());
    assert!(check(&r"\101".repeat(100_000)).is_ok());
    assert!(check(&format!("(?x){}", " #\n".repeat(100_000))).is_ok());
}

#[test]
fn any_text_has_an_answer_whose_place_lies_inside_it() {
    const CHARACTERS: &[char] = &[
        '(', '?', '<', '\'', '[', ']', '\\', '-', '^', '{', '1', ',', '}', ')', '|', 'a', 'k', 'x', '#', '😀', ' ', ':',
    ];
    let mut numbers = Numbers(11);
    for _ in 0..30_000 {
        let length = numbers.below(12);
        let pattern: String = (0..length).map(|_| CHARACTERS[numbers.below(CHARACTERS.len())]).collect();
        if let Err(fault) = check(&pattern) {
            assert!(pattern.get(fault.range.clone()).is_some(), "`{pattern}`: {fault:?}");
        }
    }
}
