//! Signing keys: Ed25519, one file each under `var/keys/`, the newest signs, all verify.
//!
//! Rotate by `cairn keys rotate`; a key can be deleted once its last token has ended (ten minutes).

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{DecodingKey, EncodingKey};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// What comes before the 32 secret bytes in a PKCS #8 file of an Ed25519 key (RFC 8410).
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

pub struct Keys {
    current: String,
    signing: EncodingKey,
    verifying: BTreeMap<String, DecodingKey>,
}

impl Keys {
    /// Loads every key of a directory, making the first one if there is none.
    ///
    /// # Errors
    /// When the directory can't be read or written, or a file isn't a key.
    pub fn load(dir: &Path) -> anyhow::Result<Self> {
        crate::files::private_folder(dir).with_context(|| format!("can't make {}", dir.display()))?;
        let mut files = key_files(dir)?;
        if files.is_empty() {
            add(dir)?;
            files = key_files(dir)?;
        }
        let mut verifying = BTreeMap::new();
        let mut newest = None;
        for file in files {
            let pem = std::fs::read_to_string(&file)?;
            let (kid, signing, public) =
                read(&pem).with_context(|| format!("{} is not an Ed25519 key", file.display()))?;
            verifying.insert(kid.clone(), public);
            newest = Some((kid, signing));
        }
        let (current, signing) = newest.context("no signing key")?;
        Ok(Self {
            current,
            signing,
            verifying,
        })
    }
    pub fn current(&self) -> (&str, &EncodingKey) {
        (&self.current, &self.signing)
    }
    pub fn verifying(&self, kid: &str) -> Option<&DecodingKey> {
        self.verifying.get(kid)
    }
}

fn key_files(dir: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let mut files: Vec<_> = std::fs::read_dir(dir)?
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "pem"))
        .collect();
    files.sort();
    Ok(files)
}

/// Adds a new key, which signs from the next start on.
///
/// # Errors
/// When it can't be written.
pub fn add(dir: &Path) -> anyhow::Result<std::path::PathBuf> {
    let mut seed = [0u8; 32];
    getrandom::fill(&mut seed).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode([&PKCS8_HEAD[..], &seed[..]].concat())
    );
    // UUIDv7 sorts by time, so the newest is last.
    let path = dir.join(format!("{}.pem", uuid::Uuid::now_v7()));
    write_private(&path, &pem)?;
    Ok(path)
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?
        .write_all(text.as_bytes())
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::write(path, text)
}

fn read(pem: &str) -> anyhow::Result<(String, EncodingKey, DecodingKey)> {
    let body: String = pem.lines().filter(|l| !l.starts_with("-----")).collect();
    let der = STANDARD.decode(body.trim())?;
    let seed = der.strip_prefix(&PKCS8_HEAD[..]).context("unknown form")?;
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|e| anyhow::anyhow!("{e}"))?;
    let public = pair.public_key().as_ref();
    let kid = Sha256::digest(public)[..8]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    Ok((
        kid,
        EncodingKey::from_ed_pem(pem.as_bytes())?,
        DecodingKey::from_ed_components(&URL_SAFE_NO_PAD.encode(public))?,
    ))
}
