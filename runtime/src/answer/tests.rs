use super::*;
use claimsmith_profile::{PathSegment, text as literal};

fn fault(body: &str, format: AnswerFormat) -> Option<ResponseFault> {
    Answer::parse(body.as_bytes(), format).err()
}

#[test]
fn formats_are_told_apart_by_their_first_bytes() {
    for (body, expected) in [
        ("{\"a\":1}", AnswerFormat::Json),
        ("callback( {\"a\":1} );", AnswerFormat::JsonP),
        ("a=b&c=d", AnswerFormat::Form),
        ("", AnswerFormat::Form),
    ] {
        assert_eq!(looks_like(body), expected, "{body}");
    }
    let answer = Answer::sniff("\u{feff} \n{\"a\": 1}\n".as_bytes()).expect("JSON after a byte-order mark");
    assert_eq!(answer.get("a"), Ok(Some(Found::Number("1"))));
}

#[test]
fn s12_json_depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}{}", "{\"a\":".repeat(depth - 1), "{}", "}".repeat(depth - 1));
    assert_eq!(fault(&nested(64), AnswerFormat::Json), None);
    assert_eq!(fault(&nested(65), AnswerFormat::Json), Some(ResponseFault::Depth));
    let arrays = format!("{{\"a\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(fault(&arrays, AnswerFormat::Json), Some(ResponseFault::Depth));
    assert_eq!(fault(&"[".repeat(1_000_000), AnswerFormat::Json), Some(ResponseFault::Syntax));
}

#[test]
fn duplicate_members_are_refused_at_every_level() {
    for body in
        ["{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"b\":[{\"a\":1,\"a\":2}]}", "{\"b\":{\"a\":\"}\",\"a\":2}}"]
    {
        assert_eq!(fault(body, AnswerFormat::Json), Some(ResponseFault::DuplicateMember), "{body}");
    }
    for body in
        ["{\"a\":{\"a\":\"a\"},\"b\":[\"a\",\"a\"]}", "{\"a\":\"b\",\"b\":\"a\"}", "{\"a\":[],\"b\":{},\"c\":1}"]
    {
        assert_eq!(fault(body, AnswerFormat::Json), None, "{body}");
    }
    assert_eq!(fault("a=1&a=2", AnswerFormat::Form), Some(ResponseFault::DuplicateMember));
}

#[test]
fn numbers_keep_their_text() {
    for number in [
        "9007199254740993",
        "1234567890987654321",
        "18446744073709551615",
        "1.0",
        "1e3",
        "-0",
        "123456789012345678901234567890",
    ] {
        let answer = Answer::parse(format!("{{\"id\": {number} }}").as_bytes(), AnswerFormat::Json).expect("JSON");
        assert_eq!(answer.get("id"), Ok(Some(Found::Number(number))));
    }
}

#[test]
fn null_and_empty_text_are_absent() {
    let answer = Answer::sniff(br#"{"a":null,"b":"","c":"\u0041","d":false,"e":[],"f":{}}"#).expect("JSON");
    assert_eq!(answer.get("a"), Ok(None));
    assert_eq!(answer.get("b"), Ok(None));
    assert_eq!(answer.get("missing"), Ok(None));
    assert_eq!(answer.get("c"), Ok(Some(Found::Text("A".into()))));
    assert_eq!(answer.get("d"), Ok(Some(Found::Boolean(false))));
    assert_eq!(answer.get("e"), Ok(Some(Found::Array("[]"))));
    assert_eq!(answer.get("f"), Ok(Some(Found::Object("{}"))));
    let form = Answer::sniff(b"a=&b=c").expect("a form");
    assert_eq!(form.get("a"), Ok(None));
    let empty = |answer: &Answer| ["a", "b", "c", "e", "missing"].map(|name| answer.has_empty_text(name, &[]));
    assert_eq!(empty(&answer), [false, true, false, false, false]);
    assert_eq!(empty(&form), [true, false, false, false, false]);
}

#[test]
fn paths_lead_into_objects_and_arrays() {
    let member = |name| PathSegment::Member(literal(name));
    let answer = Answer::sniff(br#"{"data":[{"to":[{"email":"a@example.com"}]}],"a.b":1,"name":{"x":{"en": "A"}}}"#)
        .expect("JSON");
    let path = [member("data"), PathSegment::Index(0), member("to"), PathSegment::Index(0), member("email")];
    assert_eq!(answer.walk(&path), Ok(Some(Found::Text("a@example.com".into()))));
    assert_eq!(answer.walk(&path[..2]), Ok(Some(Found::Object(r#"{"to":[{"email":"a@example.com"}]}"#))));
    assert_eq!(answer.walk(&[member("data"), PathSegment::Index(1)]), Ok(None));
    assert_eq!(answer.walk(&[member("data"), member("to")]), Ok(None));
    assert_eq!(answer.walk(&[member("a"), member("b")]), Ok(None));
    assert_eq!(answer.walk(&[PathSegment::Index(0)]), Ok(None));
    assert_eq!(answer.walk(&[]), Ok(None));
}

#[test]
fn s26_jsonp_is_parsed_never_evaluated() {
    for body in ["callback( {\"openid\":\"A\"} );\n", "callback({\"openid\":\"A\"})", "a.b_$1 ({\"openid\":\"A\"}) ;"] {
        let answer = Answer::parse(body.as_bytes(), AnswerFormat::JsonP).unwrap_or_else(|_| panic!("{body}"));
        assert_eq!(answer.get("openid"), Ok(Some(Found::Text("A".into()))), "{body}");
    }
    for body in [
        "{\"openid\":\"A\"}",
        "callback {\"openid\":\"A\"}",
        "callback({\"openid\":\"A\"}",
        "callback({\"openid\":\"A\"});alert(1)",
        "callback({\"openid\":\"A\"}));",
        "callback({\"openid\":\"A\"});;",
        "callback({openid:\"A\"});",
        "callback({\"openid\":\"A\",});",
        "callback(({\"openid\":\"A\"}));",
        "callback({\"openid\":alert(1)});",
        "callback(\"A\", {\"openid\":\"A\"});",
        "1callback({\"openid\":\"A\"});",
        ".callback({\"openid\":\"A\"});",
        "call back({\"openid\":\"A\"});",
        "/**/callback({\"openid\":\"A\"});",
        "(function(){})({\"openid\":\"A\"});",
        "callback()",
        "callback(",
        "(",
        "",
    ] {
        assert!(fault(body, AnswerFormat::JsonP).is_some(), "{body}");
    }
    let long = format!("{}({{}})", "a".repeat(65));
    assert_eq!(fault(&long, AnswerFormat::JsonP), Some(ResponseFault::Syntax));
    assert_eq!(fault("callback([1])", AnswerFormat::JsonP), Some(ResponseFault::NotAnObject));
}

#[test]
fn no_prefix_of_a_body_panics() {
    for body in [
        "callback( {\"a\":[1,{\"b\\u0041\":\"\\\"\"}]} );",
        "{\"é\":\"\\ud83d\\ude00\",\"a\":{\"b\":null}}",
        "a=%41&b=%zz&%",
    ] {
        for end in 0..=body.len() {
            for format in [AnswerFormat::Json, AnswerFormat::JsonP, AnswerFormat::Form] {
                drop(Answer::parse(&body.as_bytes()[..end], format));
            }
            drop(Answer::sniff(&body.as_bytes()[end..]));
        }
    }
    assert_eq!(fault("{\"a\":\"\\ud83d\",\"\\ud83d\":1}", AnswerFormat::Json), Some(ResponseFault::Syntax));
    assert_eq!(Answer::sniff(b"\xff\xfe").err(), Some(ResponseFault::Encoding));
    assert_eq!(fault("<html><a href=x>", AnswerFormat::Form), Some(ResponseFault::Syntax));
}

#[test]
fn compact_json_drops_blanks_between_tokens_only() {
    assert_eq!(compact("{ \"a b\" : [ 1 ,\n\t\"c \\\" d\" ] }"), "{\"a b\":[1,\"c \\\" d\"]}");
    assert_eq!(compact("\"é \\\\\" "), "\"é \\\\\"");
}

#[test]
fn an_element_is_found_by_a_member() {
    let member = |name| PathSegment::Member(literal(name));
    let find = |member, value| PathSegment::Find { member: literal(member), value: literal(value) };
    let answer = Answer::sniff(
        br#"{"emails":[1,null,["primary"],{"primary":false,"email":"a"},{"primary":true,"email":"b","n":9007199254740993},{"primary":true,"email":"c","k":"x\u0041"}]}"#,
    )
    .expect("JSON");
    let email = |segment| answer.walk(&[member("emails"), segment, member("email")]);
    for (segment, expected) in [
        (find("primary", "true"), Some("b")),
        (find("primary", "false"), Some("a")),
        (find("n", "9007199254740993"), Some("b")),
        (find("n", "9007199254740992"), None),
        (find("k", "xA"), Some("c")),
        (find("primary", "True"), None),
        (find("primary", ""), None),
        (find("missing", "null"), None),
    ] {
        assert_eq!(email(segment.clone()), Ok(expected.map(|text| Found::Text(text.into()))), "{segment:?}");
    }
    assert_eq!(answer.walk(&[find("primary", "true")]), Ok(None));
    assert_eq!(answer.walk(&[member("emails"), find("primary", "true"), find("a", "b")]), Ok(None));
}

#[test]
fn an_object_is_selected_from_an_answer() {
    let member = |name| PathSegment::Member(literal(name));
    let find = |member, value| PathSegment::Find { member: literal(member), value: literal(value) };
    let select = |body: &str, path: &[PathSegment]| Answer::select(body.as_bytes(), AnswerFormat::Json, path);
    let emails = r#"[{"email":"a","primary":false},{"email":"b","primary":true,"id":123456789012345678901234567890}]"#;
    let primary = select(emails, &[find("primary", "true")]).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(primary.get("email"), Ok(Some(Found::Text("b".into()))));
    assert_eq!(primary.get("id"), Ok(Some(Found::Number("123456789012345678901234567890"))));
    let nested = select(r#"{"data":[{"user":{"id":1}}]}"#, &[member("data"), PathSegment::Index(0), member("user")]);
    assert_eq!(nested.unwrap_or_else(|fault| panic!("{fault}")).get("id"), Ok(Some(Found::Number("1"))));

    for (body, path, fault) in [
        (emails, vec![], ResponseFault::NotAnObject),
        ("[]", vec![PathSegment::Index(0)], ResponseFault::MissingMember),
        ("{}", vec![member("data")], ResponseFault::MissingMember),
        (r#"{"data":null}"#, vec![member("data")], ResponseFault::MissingMember),
        (r#"{"data":[1]}"#, vec![member("data"), PathSegment::Index(0)], ResponseFault::NotAnObject),
        (r#"{"data":"{}"}"#, vec![member("data")], ResponseFault::NotAnObject),
        (r#"[{"a":1,"a":2},{"b":1}]"#, vec![PathSegment::Index(1)], ResponseFault::DuplicateMember),
        ("[1", vec![PathSegment::Index(0)], ResponseFault::Syntax),
        ("null", vec![], ResponseFault::NotAnObject),
    ] {
        assert_eq!(select(body, &path).err(), Some(fault), "{body}");
    }
    let arrays = "[".repeat(65) + &"]".repeat(65);
    assert_eq!(select(&arrays, &[PathSegment::Index(0)]).err(), Some(ResponseFault::Depth));
    let jsonp = Answer::select(b"f([{\"a\":1}]);", AnswerFormat::JsonP, &[PathSegment::Index(0)]);
    assert_eq!(jsonp.unwrap_or_else(|fault| panic!("{fault}")).get("a"), Ok(Some(Found::Number("1"))));
    let form = Answer::select(b"a=1", AnswerFormat::Form, &[member("a")]);
    assert_eq!(form.err(), Some(ResponseFault::MissingMember));
}

#[test]
fn s12_members_and_elements_are_bounded() {
    let member = |name| PathSegment::Member(literal(name));
    let members = |count: usize| (0..count).map(|number| format!("\"{number}\":1")).collect::<Vec<_>>().join(",");
    let form = |count: usize| (0..count).map(|number| format!("{number}=1")).collect::<Vec<_>>().join("&");
    let array = |count: usize| format!("{{\"a\":[{}]}}", vec!["1"; count].join(","));
    let nested = |count: usize| format!("{{\"a\":[{}]}}", vec!["{\"b\":[]}"; count].join(","));
    for (body, format, fault_at) in [
        (format!("{{{}}}", members(4_096)), AnswerFormat::Json, None),
        (format!("{{{}}}", members(4_097)), AnswerFormat::Json, Some(TOO_MANY)),
        (format!("{{\"x\":{{{}}}}}", members(4_097)), AnswerFormat::Json, Some(TOO_MANY)),
        (form(4_096), AnswerFormat::Form, None),
        (form(4_097), AnswerFormat::Form, Some(TOO_MANY)),
        (array(16_383), AnswerFormat::Json, None),
        (array(16_384), AnswerFormat::Json, Some(TOO_MANY)),
        (nested(5_000), AnswerFormat::Json, None),
        (nested(8_192), AnswerFormat::Json, Some(TOO_MANY)),
    ] {
        assert_eq!(fault(&body, format), fault_at, "{} bytes", body.len());
    }
    let answer = Answer::sniff(array(16_383).as_bytes()).expect("JSON");
    assert_eq!(answer.walk(&[member("a"), PathSegment::Index(16_382)]), Ok(Some(Found::Number("1"))));
    assert_eq!(answer.walk(&[member("a"), PathSegment::Index(16_383)]), Ok(None));
}
