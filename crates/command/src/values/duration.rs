use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// A length of time as Go writes it: `30s`, `1m30s`, `1.5h`, `500ms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Duration(i64);

/// Not a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a duration such as 30s or 1m30s")]
pub struct DurationError;

/// Nanoseconds of each unit, the longest first.
const UNITS: [(&str, i64); 6] =
    [("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1)];

impl Duration {
    /// In nanoseconds, as the engine counts.
    #[must_use]
    pub fn nanos(self) -> i64 {
        self.0
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        let (negative, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Ok(Self(0));
        }
        if rest.is_empty() {
            return Err(DurationError);
        }
        let mut total: i64 = 0;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or(DurationError)?;
            let (number, after) = rest.split_at(end);
            let unit_end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
            let (unit, after) = after.split_at(unit_end);
            let unit = if matches!(unit, "µs" | "μs") { "us" } else { unit };
            let (_, nanos) = UNITS.into_iter().find(|(name, _)| *name == unit).ok_or(DurationError)?;
            total = total.checked_add(part(number, nanos)?).ok_or(DurationError)?;
            rest = after;
        }
        Ok(Self(if negative { -total } else { total }))
    }
}

/// A number with decimals of a unit, in nanoseconds; what is finer is dropped, as Go drops it.
fn part(number: &str, nanos: i64) -> Result<i64, DurationError> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && decimals.is_empty()) || decimals.contains('.') {
        return Err(DurationError);
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| DurationError)? };
    let mut total = whole.checked_mul(nanos).ok_or(DurationError)?;
    let mut scale = nanos;
    for digit in decimals.bytes() {
        scale /= 10;
        total = total.checked_add(i64::from(digit - b'0') * scale).ok_or(DurationError)?;
    }
    Ok(total)
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let mut rest = self.0.unsigned_abs();
        for (unit, nanos) in UNITS {
            let nanos = nanos.unsigned_abs();
            if rest >= nanos {
                write!(f, "{}{unit}", rest / nanos)?;
                rest %= nanos;
            }
        }
        Ok(())
    }
}
