//! File names in the storage folder.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::{attempts, database, texts};

/// How the names of all our databases, and of what lies beside them, begin; what follows tells whose.
const FILE: &str = "contact-center-";

/// The name of the database of `owner`, the same in every run.
pub(super) fn file_name(owner: &[&str]) -> String {
    let mut hasher = SipHasher13::new();
    for part in owner {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part.as_bytes());
    }
    format!("{FILE}{:016x}.redb", hasher.finish())
}

/// Whether a file or a folder of this name is a database of ours, or belongs to one.
pub(super) fn is_file(name: &str) -> bool {
    let owner_and_kind = name.strip_prefix(FILE).and_then(|rest| rest.split_once('.'));
    owner_and_kind.is_some_and(|(owner, kind)| {
        u64::from_str_radix(owner, 16).is_ok()
            && (matches!(kind, "redb" | texts::ENDING | attempts::ENDING) || database::is_set_aside(kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_client_has_a_file_of_its_own_whose_name_never_changes() {
        let name = |tenant, client| file_name(&["https://acme.example.com/", tenant, client]);
        assert_eq!(name("acme", "ann"), "contact-center-d1cffe2ac185959e.redb");
        assert_ne!(name("acme", "ann"), name("acme", "bob"));
        assert_ne!(name("acmea", "nn"), name("acme", "ann"));
    }
}
