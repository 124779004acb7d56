//! What a status means for the reader. Always beside a word, never colour alone.

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Info,
    Good,
    Attention,
    Danger,
}

impl Tone {
    pub const fn badge(self) -> &'static str {
        match self {
            Self::Plain => "badge badge-neutral",
            Self::Info => "badge badge-info",
            Self::Good => "badge badge-success",
            Self::Attention => "badge badge-warning",
            Self::Danger => "badge badge-error",
        }
    }
    pub const fn text(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Info => "text-info",
            Self::Good => "text-success",
            Self::Attention => "text-secondary",
            Self::Danger => "text-error",
        }
    }
}
