//! What the typesetter may see: one page description, the order's data, its pictures, and fonts.

use typst::{
    Library, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::{
    error::PrintError,
    fonts::{Choice, Fonts},
};

/// The world of one document. Nothing on disk and nothing on the net is in it, and no clock.
pub(super) struct Desk<'a> {
    pub(super) library: &'a LazyHash<Library>,
    pub(super) fonts: &'a Fonts,
    pub(super) choice: Choice,
    pub(super) page: Source,
    pub(super) files: Vec<(FileId, Bytes)>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book(&self.choice)
    }

    fn main(&self) -> FileId {
        self.page.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.page.id() {
            Ok(self.page.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.iter().find(|(known, _)| *known == id);
        file.map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(&self.choice, index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The id of a file by its name; names are ours, never a user's.
pub(super) fn file_id(name: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(name).map_err(|error| PrintError::Typeset(format!("{error:?}")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}
