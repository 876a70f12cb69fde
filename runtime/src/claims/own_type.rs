//! Rust types that the application chose for claims: argument `types` of the macro, the build script and the tool.
//!
//! A type that implements [`ClaimType`] reads and writes values itself. Any other is read from the text of the value with
//! `FromStr` and written with `Display`. Which of the two applies is decided where generated code names the type, by the
//! order in which rustc looks for methods: [`ByClaimType`] is implemented for [`OwnType`], which [`OwnType::HERE`] refers
//! to, and is found first; [`ByText`] is implemented for a reference to it, one step further.

use super::{ClaimType, ClaimValue};
use claimsmith_profile::DataType;
use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

/// Stands for a type that the application chose.
pub struct OwnType<T>(PhantomData<fn() -> T>);

impl<T: 'static> OwnType<T> {
    /// What generated code calls the methods of.
    pub const HERE: &'static Self = &Self(PhantomData);
}

/// The type knows claim values.
pub trait ByClaimType {
    /// The type.
    type Type;

    /// The value as this type; `None` when it does not fit.
    fn read_claim(&self, value: ClaimValue) -> Option<Self::Type>;

    /// A value of this type as a claim of this data type.
    fn write_claim(&self, value: &Self::Type, data_type: DataType) -> ClaimValue;
}

impl<T: ClaimType> ByClaimType for OwnType<T> {
    type Type = T;

    fn read_claim(&self, value: ClaimValue) -> Option<T> {
        T::from_claim(value)
    }

    fn write_claim(&self, value: &T, _data_type: DataType) -> ClaimValue {
        value.to_claim()
    }
}

/// The type knows texts.
pub trait ByText {
    /// The type.
    type Type;

    /// The text of the value as this type; `None` when it does not read as one.
    fn read_claim(&self, value: ClaimValue) -> Option<Self::Type>;

    /// A value of this type as a claim of this data type.
    fn write_claim(&self, value: &Self::Type, data_type: DataType) -> ClaimValue;
}

impl<T: FromStr + Display> ByText for &OwnType<T> {
    type Type = T;

    fn read_claim(&self, value: ClaimValue) -> Option<T> {
        value.into_parameter().parse().ok()
    }

    fn write_claim(&self, value: &T, data_type: DataType) -> ClaimValue {
        let text = value.to_string();
        let typed = match data_type {
            DataType::Boolean => text.parse().ok().map(ClaimValue::Boolean),
            DataType::Int => text.parse().ok().map(ClaimValue::Int),
            DataType::Long => text.parse().ok().map(ClaimValue::Long),
            _ => None,
        };
        typed.unwrap_or(ClaimValue::String(text))
    }
}

/// Both traits without their names, so that importing them hides nothing.
pub mod either_way {
    pub use super::{ByClaimType as _, ByText as _};
}

#[cfg(test)]
mod tests {
    use super::either_way::*;
    use super::*;
    use std::net::IpAddr;

    /// Knows claim values and texts, in different ways.
    #[derive(Debug, PartialEq)]
    struct Both(i32);

    impl ClaimType for Both {
        fn from_claim(value: ClaimValue) -> Option<Self> {
            i32::from_claim(value).map(Self)
        }

        fn to_claim(&self) -> ClaimValue {
            ClaimValue::Int(self.0)
        }
    }

    impl FromStr for Both {
        type Err = ();

        fn from_str(_: &str) -> Result<Self, ()> {
            Err(())
        }
    }

    impl Display for Both {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("not this")
        }
    }

    #[test]
    fn a_type_that_knows_claim_values_is_asked_first() {
        assert_eq!(OwnType::<Both>::HERE.read_claim(ClaimValue::Int(7)), Some(Both(7)));
        assert_eq!(OwnType::<Both>::HERE.read_claim(ClaimValue::String("7".into())), None);
        assert_eq!(OwnType::<Both>::HERE.write_claim(&Both(7), DataType::Int), ClaimValue::Int(7));
        assert_eq!(OwnType::<i64>::HERE.read_claim(ClaimValue::Int(7)), Some(7));
        let whatever = ClaimValue::StringCollection(vec!["a".into()]);
        assert_eq!(OwnType::<ClaimValue>::HERE.read_claim(whatever.clone()), Some(whatever));
    }

    #[test]
    fn any_other_type_is_read_from_text() {
        let address = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(OwnType::<IpAddr>::HERE.read_claim(ClaimValue::String("127.0.0.1".into())), Some(address));
        assert_eq!(OwnType::<IpAddr>::HERE.read_claim(ClaimValue::String("localhost".into())), None);
        assert_eq!(
            OwnType::<IpAddr>::HERE.write_claim(&address, DataType::String),
            ClaimValue::String("127.0.0.1".into())
        );
        let eight = OwnType::<u8>::HERE;
        assert_eq!((eight.read_claim(ClaimValue::Long(8)), eight.read_claim(ClaimValue::Int(-8))), (Some(8), None));
        assert_eq!(eight.write_claim(&8, DataType::Long), ClaimValue::Long(8));
        assert_eq!(OwnType::<char>::HERE.write_claim(&'x', DataType::Boolean), ClaimValue::String("x".into()));
    }
}
