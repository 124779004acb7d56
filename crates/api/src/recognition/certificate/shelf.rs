//! Fonts of this machine: found once, when a text first needs more than the fonts in the program.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use typst::{
    foundations::Bytes,
    text::{Font, FontBook, FontInfo, FontStyle, FontVariant},
    utils::LazyHash,
};

/// Folders below a font folder are followed this deep; links may form a circle.
const DEEPEST: usize = 8;
/// Weights that count as upright text.
const BOOK_WEIGHTS: std::ops::RangeInclusive<u16> = 300..=500;
/// Words in the names of families that don't set running text.
const NOT_FOR_RUNNING_TEXT: [&str; 8] = [
    "Emoji",
    "Symbols",
    "Last Resort",
    "LastResort",
    "Mono",
    "Display",
    " UI",
    "Unifont",
];

/// The fonts in the program and all that were found, in an order that depends on nothing but their paths.
pub(super) struct Shelf {
    pub(super) book: LazyHash<FontBook>,
    faces: Vec<Face>,
    /// Upright faces in order of preference.
    upright: Vec<usize>,
}

/// A face in the program, or one that is read when first used.
enum Face {
    Ready(Font),
    File {
        path: PathBuf,
        index: u32,
        font: OnceLock<Option<Font>>,
    },
}

impl Shelf {
    /// Looks through the folders; those named first are preferred. Files that are no fonts are skipped.
    pub(super) fn look(embedded: &[Font], folders: &[PathBuf]) -> Self {
        let mut book = FontBook::from_fonts(embedded);
        let mut faces: Vec<Face> = embedded.iter().cloned().map(Face::Ready).collect();
        let mut upright = Vec::new();
        for (place, folder) in folders.iter().enumerate() {
            for path in font_files(folder) {
                let Ok(data) = fs::read(&path) else { continue };
                for (index, info) in (0..).zip(FontInfo::iter(&data)) {
                    if let Some(rank) = rank(&info, place) {
                        upright.push((rank, faces.len()));
                    }
                    book.push(info);
                    faces.push(Face::File {
                        path: path.clone(),
                        index,
                        font: OnceLock::new(),
                    });
                }
            }
        }
        upright.sort();
        let upright = upright.into_iter().map(|(_, index)| index);
        let upright = upright.filter(|index| is_chosen(&book, *index)).collect();
        Self {
            book: LazyHash::new(book),
            faces,
            upright,
        }
    }

    /// The face at this place in the book; `None` if its file has gone.
    pub(super) fn font(&self, index: usize) -> Option<Font> {
        match self.faces.get(index)? {
            Face::Ready(font) => Some(font.clone()),
            Face::File { path, index, font } => font
                .get_or_init(|| Font::new(Bytes::new(fs::read(path).ok()?), *index))
                .clone(),
        }
    }

    /// The best families that have every one of these characters, best first.
    pub(super) fn families_with<'a>(&'a self, letter: &'a str) -> impl Iterator<Item = &'a str> {
        self.upright
            .iter()
            .filter_map(|index| self.book.info(*index))
            .filter(|info| covers(info, letter))
            .map(|info| info.family.as_str())
    }
}

/// Whether the typesetter takes this face for upright text of its family; of two files with one family
/// name it sees only one.
fn is_chosen(book: &FontBook, index: usize) -> bool {
    let family = book.info(index).map(|info| info.family.to_lowercase());
    family.is_some_and(|family| book.select(&family, FontVariant::default()) == Some(index))
}

/// Whether a face has a glyph for each character that needs one.
pub(super) fn covers(info: &FontInfo, letter: &str) -> bool {
    letter
        .chars()
        .filter(|c| !c.is_whitespace() && !super::letters::is_unseen(*c))
        .all(|c| info.coverage.contains(u32::from(c)))
}

/// Order of preference: folders as they are named, and in each the faces that go with a serif, other faces,
/// the wide collections for Chinese, Japanese and Korean. `None` for faces that don't set running text.
fn rank(info: &FontInfo, place: usize) -> Option<(usize, u8, String)> {
    let family = info.family.as_str();
    let upright = info.variant.style == FontStyle::Normal;
    if !upright
        || !BOOK_WEIGHTS.contains(&info.variant.weight.to_number())
        || NOT_FOR_RUNNING_TEXT.iter().any(|word| family.contains(word))
    {
        return None;
    }
    let class = match family {
        "Noto Naskh Arabic" | "Noto Serif" => 0,
        _ if family.contains("Serif CJK") => 4,
        _ if family.contains("CJK") => 5,
        _ if family.starts_with("Noto Serif") => 1,
        "Noto Sans" => 2,
        _ if family.starts_with("Noto Sans") => 3,
        _ if family.starts_with("WenQuanYi") || family.starts_with("Droid Sans Fallback") => 6,
        _ => 7,
    };
    Some((place, class, family.to_owned()))
}

fn font_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(folder, DEEPEST, &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, files);
            }
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(is_font) {
            files.push(path);
        }
    }
}

fn is_font(ending: &str) -> bool {
    ["ttf", "otf", "ttc", "otc"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}
