//! The keys that seal flows.

use crate::config::{Randomness, SystemRandomness};
use crate::error::ConfigError;
use aws_lc_rs::aead::{AES_256_GCM_SIV, LessSafeKey, UnboundKey};
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::fmt;
use std::sync::Arc;

const LENGTH: usize = 32;

/// One key that seals and opens flows: 32 random bytes.
pub struct FlowKey {
    // GCM-SIV keeps its strength when a random nonce repeats, which matters for keys that live for years.
    key: LessSafeKey,
}

impl FlowKey {
    /// The key written as base64: 32 bytes, standard or URL-safe alphabet, with or without padding.
    ///
    /// # Errors
    /// [`ConfigError::FlowKeys`] when it is not base64, not 32 bytes, or one byte 32 times.
    pub fn from_base64(text: &str) -> Result<Self, ConfigError> {
        let text: String = text
            .trim()
            .chars()
            .map(|character| match character {
                '-' => '+',
                '_' => '/',
                other => other,
            })
            .collect();
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let bytes = GeneralPurpose::new(&alphabet::STANDARD, config).decode(text).map_err(|_| {
            ConfigError::FlowKeys { reason: "a key is not base64; `claimsmith new-flow-key` makes one" }
        })?;
        let bytes: [u8; LENGTH] = bytes.try_into().map_err(|_| ConfigError::FlowKeys {
            reason: "a key is not 32 bytes long; `claimsmith new-flow-key` makes one",
        })?;
        if bytes.iter().all(|byte| *byte == bytes[0]) {
            return Err(ConfigError::FlowKeys { reason: "a key is not random; `claimsmith new-flow-key` makes one" });
        }
        Ok(Self::from_bytes(&bytes))
    }

    /// A random key that nobody else has: flows begun in this process end in this process. For development.
    ///
    /// # Panics
    /// When the operating system gives no random numbers.
    #[must_use]
    pub fn ephemeral() -> Self {
        Self::from_bytes(&random())
    }

    /// A new random key as text, for `CLAIMSMITH_FLOW_KEYS`.
    ///
    /// # Panics
    /// When the operating system gives no random numbers.
    #[must_use]
    pub fn generate_base64() -> String {
        base64::engine::general_purpose::STANDARD.encode(random())
    }

    fn from_bytes(bytes: &[u8; LENGTH]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM_SIV, bytes).expect("a key of AES-256 has 32 bytes");
        Self { key: LessSafeKey::new(key) }
    }

    pub(super) fn aead(&self) -> &LessSafeKey {
        &self.key
    }
}

fn random() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    SystemRandomness.fill(&mut bytes).expect("the operating system gives random numbers");
    bytes
}

impl fmt::Debug for FlowKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FlowKey(…)")
    }
}

/// The keys of a deployment: the first seals, all open, so that keys can be replaced without breaking a sign-in.
#[derive(Clone)]
pub struct FlowKeys {
    keys: Arc<[FlowKey]>,
}

impl FlowKeys {
    /// The key that seals, and older ones that still open.
    #[must_use]
    pub fn new(first: FlowKey, older: Vec<FlowKey>) -> Self {
        Self { keys: std::iter::once(first).chain(older).collect() }
    }

    /// The value of `CLAIMSMITH_FLOW_KEYS`: keys separated by commas.
    ///
    /// # Errors
    /// [`ConfigError::FlowKeys`] when there is none, more than 16, or one that [`FlowKey::from_base64`] refuses.
    pub fn from_list(text: &str) -> Result<Self, ConfigError> {
        let keys = text
            .split(',')
            .filter(|key| !key.trim().is_empty())
            .map(FlowKey::from_base64)
            .collect::<Result<Arc<[_]>, _>>()?;
        match keys.len() {
            0 => Err(ConfigError::FlowKeys { reason: "there is no key; `claimsmith new-flow-key` makes one" }),
            1..=16 => Ok(Self { keys }),
            _ => Err(ConfigError::FlowKeys { reason: "there are more than 16 keys" }),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &FlowKey> {
        self.keys.iter()
    }

    pub(super) fn first(&self) -> &FlowKey {
        self.keys.first().expect("both constructors make at least one key")
    }
}

impl From<FlowKey> for FlowKeys {
    fn from(key: FlowKey) -> Self {
        Self::new(key, Vec::new())
    }
}

impl fmt::Debug for FlowKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FlowKeys({} keys)", self.keys.len())
    }
}
