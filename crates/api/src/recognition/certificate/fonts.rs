//! Which fonts set which texts.

use std::{collections::BTreeSet, path::PathBuf, sync::OnceLock};

use typst::{
    foundations::Bytes,
    text::{Font, FontBook, FontStyle},
    utils::LazyHash,
};

use super::{
    error::PrintError,
    letters::{is_refused, is_unseen, letters},
    shelf::{Shelf, covers},
};

/// The family all texts are set in as far as it goes: Latin, Greek, Cyrillic, Hebrew.
pub(super) const MAIN_FAMILY: &str = "Libertinus Serif";
/// Where systems keep fonts, besides the folder that an operator names.
const STANDARD_FOLDERS: [&str; 2] = ["/usr/local/share/fonts", "/usr/share/fonts"];

/// The fonts in the program and, once needed, those of the machine.
pub(super) struct Fonts {
    embedded: Vec<Font>,
    book: LazyHash<FontBook>,
    folders: Vec<PathBuf>,
    shelf: OnceLock<Shelf>,
}

/// The families to set a document in, first to last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) families: Vec<String>,
    /// Whether fonts of the machine are among them.
    pub(super) from_machine: bool,
}

impl Fonts {
    /// `folders` are searched before the standard ones.
    pub(super) fn new(folders: &[PathBuf]) -> Self {
        let embedded: Vec<Font> = typst_assets::fonts()
            .flat_map(|data| Font::iter(Bytes::new(data)))
            .filter(|font| font.info().family == MAIN_FAMILY)
            .collect();
        let book = LazyHash::new(FontBook::from_fonts(&embedded));
        let folders = folders
            .iter()
            .cloned()
            .chain(STANDARD_FOLDERS.map(PathBuf::from))
            .collect();
        Self {
            embedded,
            book,
            folders,
            shelf: OnceLock::new(),
        }
    }

    pub(super) fn book(&self, choice: &Choice) -> &LazyHash<FontBook> {
        if choice.from_machine {
            &self.shelf().book
        } else {
            &self.book
        }
    }

    pub(super) fn font(&self, choice: &Choice, index: usize) -> Option<Font> {
        if choice.from_machine {
            self.shelf().font(index)
        } else {
            self.embedded.get(index).cloned()
        }
    }

    /// Families that together have every letter of the texts, as few as may be.
    pub(super) fn choose<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Result<Choice, PrintError> {
        let mut missing = Vec::new();
        let mut open: BTreeSet<&str> = BTreeSet::new();
        for text in texts {
            note_refused(text, &mut missing);
            open.extend(letters(text).filter(|letter| !self.embedded_has(letter)));
        }
        let mut families = vec![MAIN_FAMILY.to_owned()];
        for letter in open.into_iter().filter(|letter| !letter.chars().any(is_refused)) {
            if !self.add_family(letter, &mut families) {
                let unseen = letter
                    .chars()
                    .filter(|c| !is_unseen(*c) && !self.embedded_has(&String::from(*c)));
                note(unseen, &mut missing);
            }
        }
        match missing.is_empty() {
            true => Ok(Choice {
                from_machine: families.len() > 1,
                families,
            }),
            false => Err(PrintError::Characters(missing)),
        }
    }

    /// Adds a family that has this letter, unless one is there. `false`: no font has it.
    fn add_family(&self, letter: &str, families: &mut Vec<String>) -> bool {
        let shelf = self.shelf();
        if shelf
            .families_with(letter)
            .any(|family| families.iter().any(|chosen| chosen == family))
        {
            return true;
        }
        let Some(family) = shelf.families_with(letter).next() else {
            return false;
        };
        families.push(family.to_owned());
        true
    }

    fn embedded_has(&self, letter: &str) -> bool {
        let upright = self.embedded.iter().find(|font| {
            let variant = font.info().variant;
            variant.style == FontStyle::Normal && variant.weight.to_number() == 400
        });
        upright.is_some_and(|font| covers(font.info(), letter))
    }

    fn shelf(&self) -> &Shelf {
        self.shelf
            .get_or_init(|| Shelf::look(&self.embedded, &self.folders))
    }
}

fn note_refused(text: &str, missing: &mut Vec<char>) {
    note(text.chars().filter(|c| is_refused(*c)), missing);
}

fn note(characters: impl Iterator<Item = char>, missing: &mut Vec<char>) {
    for c in characters {
        if !missing.contains(&c) {
            missing.push(c);
        }
    }
}
