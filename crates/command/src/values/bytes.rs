use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// An amount of memory, in bytes: `512m`, `1.5g`, `100000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct MemorySize(i64);

/// A limit of memory, where -1 is "no limit" (`--memory-swap`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub enum MemoryLimit {
    /// `-1`
    Unlimited,
    /// So much.
    Size(MemorySize),
}

/// Why a text is not an amount of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SizeError {
    /// No number stands at its beginning.
    #[error("an amount of memory begins with a number")]
    Number,
    /// The unit is not b, k, m, g, t or p.
    #[error("the unit is none of b, k, m, g, t and p")]
    Unit,
    /// More bytes than can be counted.
    #[error("that is too much")]
    TooMuch,
}

/// Docker's units, each 1024 times the one before.
const UNITS: [char; 5] = ['k', 'm', 'g', 't', 'p'];

impl MemorySize {
    /// So many bytes; none for less than none.
    #[must_use]
    pub fn new(bytes: i64) -> Option<Self> {
        (bytes >= 0).then_some(Self(bytes))
    }

    /// How many bytes.
    #[must_use]
    pub fn bytes(self) -> i64 {
        self.0
    }
}

impl FromStr for MemorySize {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        // Docker takes a space before the unit, `b` and `iB` behind it, and upper case.
        let unit = unit.strip_prefix(' ').unwrap_or(unit).to_ascii_lowercase();
        let power = match unit.as_str() {
            "" | "b" => 0,
            unit => {
                let mut letters = unit.chars();
                let index = letters.next().and_then(|letter| UNITS.iter().position(|unit| *unit == letter)).ok_or(SizeError::Unit)?;
                if !matches!(letters.as_str(), "" | "b" | "ib") {
                    return Err(SizeError::Unit);
                }
                index + 1
            }
        };
        let factor = 1024_i64.pow(u32::try_from(power).unwrap_or(0));
        if let Ok(whole) = number.parse::<i64>() {
            return whole.checked_mul(factor).map(Self).ok_or(SizeError::TooMuch);
        }
        let fraction: f64 = number.parse().map_err(|_| SizeError::Number)?;
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "docker counts a fraction in the same float")]
        let bytes = (fraction * factor as f64) as i64;
        if bytes == i64::MAX { Err(SizeError::TooMuch) } else { Ok(Self(bytes)) }
    }
}

impl fmt::Display for MemorySize {
    /// In the largest unit that leaves a whole number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut amount, mut unit) = (self.0, None);
        for letter in UNITS {
            if amount == 0 || amount % 1024 != 0 {
                break;
            }
            amount /= 1024;
            unit = Some(letter);
        }
        write!(f, "{amount}")?;
        unit.map_or(Ok(()), |unit| write!(f, "{unit}"))
    }
}

impl FromStr for MemoryLimit {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        if text == "-1" { Ok(Self::Unlimited) } else { text.parse().map(Self::Size) }
    }
}

impl fmt::Display for MemoryLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unlimited => f.write_str("-1"),
            Self::Size(size) => size.fmt(f),
        }
    }
}
