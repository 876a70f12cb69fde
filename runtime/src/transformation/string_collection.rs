//! Methods over collections of texts.
//!
//! What B2C does about an input claim without a value is documented for the collection that something is added to (a new
//! one); otherwise the step fails before its function is called.

use super::text::are_equal;

/// The collection with the text behind its members, unless it is one of them already, unit by unit; without a collection
/// one with the text alone. Microsoft: string collection claims transformations, `AddItemToStringCollection`.
pub(crate) fn add_item_to_string_collection(item: &str, collection: Option<&[String]>) -> Vec<String> {
    let mut members = collection.unwrap_or_default().to_vec();
    if !members.iter().any(|member| member == item) {
        members.push(item.to_owned());
    }
    members
}

/// As [`add_item_to_string_collection`] with a constant of the policy. Microsoft: string collection claims transformations,
/// `AddParameterToStringCollection`.
pub(crate) fn add_parameter_to_string_collection(collection: Option<&[String]>, item: &str) -> Vec<String> {
    add_item_to_string_collection(item, collection)
}

/// The first member. `None` when the collection is empty: the output claim is cleared, so that nobody takes an older value
/// for a member; what B2C does then is not documented. Microsoft: string collection claims transformations,
/// `GetSingleItemFromStringCollection`.
pub(crate) fn get_single_item_from_string_collection(collection: &[String]) -> Option<String> {
    collection.first().cloned()
}

/// Whether the value is a member, unit by unit or as .NET's `OrdinalIgnoreCase` compares. Microsoft: string collection
/// claims transformations, `StringCollectionContains`.
pub(crate) fn string_collection_contains(collection: &[String], item: &str, ignores_case: bool) -> bool {
    collection.iter().any(|member| are_equal(member, item, ignores_case))
}

/// As [`string_collection_contains`] with the value of a claim. Microsoft: string collection claims transformations,
/// `StringCollectionContainsClaim`.
pub(crate) fn string_collection_contains_claim(collection: &[String], item: &str, ignores_case: bool) -> bool {
    string_collection_contains(collection, item, ignores_case)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn collection(members: &[&str]) -> Vec<String> {
        members.iter().copied().map(str::to_owned).collect()
    }

    #[test]
    fn a_text_is_added_once() {
        for (members, item, expected) in [
            (&[] as &[&str], "amy", &["amy"] as &[&str]),
            (&["rory"], "amy", &["rory", "amy"]),
            (&["rory", "amy"], "rory", &["rory", "amy"]),
            (&["AMY"], "amy", &["AMY", "amy"]),
            (&["amy", "amy"], "amy", &["amy", "amy"]),
            (&["amy"], "", &["amy", ""]),
        ] {
            let (members, expected) = (collection(members), collection(expected));
            assert_eq!(add_item_to_string_collection(item, Some(&members)), expected, "{item}");
            assert_eq!(add_parameter_to_string_collection(Some(&members), item), expected, "{item}");
        }
        assert_eq!(add_item_to_string_collection("amy", None), ["amy"]);
        assert_eq!(add_parameter_to_string_collection(None, ""), [""]);
    }

    #[test]
    fn the_first_member_is_the_single_one() {
        for (members, first) in [(&[] as &[&str], None), (&["amy"], Some("amy")), (&["", "rory"], Some(""))] {
            assert_eq!(get_single_item_from_string_collection(&collection(members)).as_deref(), first);
        }
    }

    #[test]
    fn membership_is_of_whole_texts() {
        let members = collection(&["Réviseur", "admin", "Maß"]);
        for (item, exactly, ignoring_case) in [
            ("admin", true, true),
            ("ADMIN", false, true),
            ("RÉVISEUR", false, true),
            ("MASS", false, false),
            ("adm", false, false),
            ("", false, false),
        ] {
            for (ignores_case, expected) in [(false, exactly), (true, ignoring_case)] {
                assert_eq!(string_collection_contains(&members, item, ignores_case), expected, "{item}");
                assert_eq!(string_collection_contains_claim(&members, item, ignores_case), expected, "{item}");
            }
        }
        assert!(!string_collection_contains(&[], "", true));
    }

    proptest! {
        #[test]
        fn what_was_added_is_there(members in proptest::collection::vec("[a-cA-C]{0,2}", 0..5), item in any::<String>()) {
            let added = add_item_to_string_collection(&item, Some(&members));
            prop_assert!(string_collection_contains(&added, &item, false));
            prop_assert_eq!(&added[..members.len()], &members[..]);
            prop_assert_eq!(&add_item_to_string_collection(&item, Some(&added)), &added);
        }
    }
}
