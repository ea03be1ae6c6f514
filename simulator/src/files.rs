//! The files of both sides. They belong to no chat: the id of a file is the capability to read it.

use std::collections::{HashMap, VecDeque};

use uuid::Uuid;

/// The largest file of either side.
pub(crate) const MAX_FILE: usize = 25 * 1024 * 1024;

/// How many files are kept; the oldest go first.
const MAX_KEPT: usize = 1000;

/// A file as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// The name that came with it.
    pub name: String,
    /// Its content type as it was declared.
    pub content_type: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl StoredFile {
    /// What events call this kind of file.
    pub(crate) fn file_type(&self) -> &'static str {
        if self.content_type.starts_with("image/") { "image" } else { "attachment" }
    }
}

/// The newest files.
#[derive(Debug, Default)]
pub(crate) struct FileStore {
    files: HashMap<String, StoredFile>,
    /// The ids in order of arrival.
    order: VecDeque<String>,
}

impl FileStore {
    /// Keeps a file and returns its id.
    pub(crate) fn add(&mut self, file: StoredFile) -> String {
        let id = Uuid::new_v4().to_string();
        self.put(id.clone(), file);
        id
    }

    /// Keeps a file under its id.
    pub(crate) fn put(&mut self, id: String, file: StoredFile) {
        if self.order.len() == MAX_KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.files.remove(&oldest);
        }
        self.order.push_back(id.clone());
        self.files.insert(id, file);
    }

    /// The file with that id; ids are compared without regard to case.
    pub(crate) fn get(&self, id: &str) -> Option<&StoredFile> {
        self.files.get(&id.to_ascii_lowercase())
    }

    /// All files with their ids, the oldest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &StoredFile)> {
        self.order.iter().filter_map(|id| Some((id.as_str(), self.files.get(id)?)))
    }
}
