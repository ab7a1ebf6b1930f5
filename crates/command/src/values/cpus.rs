use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// A number of CPUs, exact to a billionth: `1.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Cpus(i64);

/// Not a number of CPUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a number of CPUs, with nine decimals at most")]
pub struct CpusError;

const BILLION: i64 = 1_000_000_000;

impl Cpus {
    /// In billionths of a CPU, as the engine counts.
    #[must_use]
    pub fn nano(self) -> i64 {
        self.0
    }
}

impl FromStr for Cpus {
    type Err = CpusError;

    fn from_str(text: &str) -> Result<Self, CpusError> {
        let text = text.strip_prefix('+').unwrap_or(text);
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        // The engine counts in billionths, and docker refuses what is finer.
        let decimals = decimals.trim_end_matches('0');
        if (whole.is_empty() && !text.starts_with('.')) || !digits(whole) || !digits(decimals) || decimals.len() > 9 || text.ends_with('.')
        {
            return Err(CpusError);
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| CpusError)? };
        let nano: i64 = format!("{decimals:0<9}").parse().map_err(|_| CpusError)?;
        whole.checked_mul(BILLION).and_then(|whole| whole.checked_add(nano)).map(Self).ok_or(CpusError)
    }
}

impl fmt::Display for Cpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, nano) = (self.0 / BILLION, self.0 % BILLION);
        if nano == 0 { write!(f, "{whole}") } else { write!(f, "{whole}.{}", format!("{nano:09}").trim_end_matches('0')) }
    }
}
