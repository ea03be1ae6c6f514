//! Open enums.
//!
//! Sets of words that the server may extend at any time. A word that we know becomes a variant, any other keeps
//! its spelling in `Other`, so that a new server never breaks an old app.

/// Declares an enum over the words of the wire, open at its end.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Enum)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A word that this version of the SDK does not know, as the server spelt it.
            Other {
                /// The word.
                value: String,
            },
        }

        impl $name {
            /// The variant for a word of the wire.
            pub fn from_wire(word: &str) -> Self {
                match word {
                    $( $word => Self::$variant, )+
                    other => Self::Other { value: other.to_owned() },
                }
            }

            /// The word of the wire for this variant.
            pub fn as_wire(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )+
                    Self::Other { value } => value,
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_wire())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer).map(|word| Self::from_wire(&word))
            }
        }
    };
}

pub(crate) use open_enum;
