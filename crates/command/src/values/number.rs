//! Whole numbers as docker's flags take them: Go reads `0x10`, `0o17`, `017`, `0b11` and `1_000` too.

use super::Value;
use crate::{
    ParseCode,
    parse::{Context, Fault},
};

/// The number, by the rules of Go's `strconv.ParseInt` with base 0.
fn whole_number(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let (base, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        _ => (10, lower.as_str()),
    };
    // An underscore stands between two digits, and only where a prefix says the base, or in a decimal number.
    let digits = if lower.len() > digits.len() { digits.strip_prefix('_').unwrap_or(digits) } else { digits };
    let underscores_part = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__");
    if !underscores_part || digits.starts_with(['+', '-']) {
        return None;
    }
    let number = i128::from_str_radix(&digits.replace('_', ""), base).ok()?;
    Some(if negative { -number } else { number })
}

macro_rules! numbers {
    ($($type:ty, $pattern:literal;)*) => {$(
        impl Value for $type {
            fn read(text: &str, _: &Context<'_>) -> Result<Self, Fault> {
                let wrong = || Fault::new(ParseCode::InvalidValue, format!("{text:?} is not a whole number that fits here"));
                whole_number(text).and_then(|number| number.try_into().ok()).ok_or_else(wrong)
            }

            fn write(&self) -> String {
                self.to_string()
            }

            #[cfg(test)]
            fn strategy() -> proptest::strategy::BoxedStrategy<Self> {
                use proptest::prelude::*;
                $pattern.prop_filter_map("not a value", |text: String| text.parse().ok()).boxed()
            }
        }
    )*};
}

numbers! {
    i16, "-?[0-9]{1,4}";
    i32, "-?[0-9]{1,6}";
    i64, "-?[0-9]{1,12}";
    u16, "[0-9]{1,4}";
    u32, "[0-9]{1,6}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_go_reads() {
        for (text, number) in [
            ("16", Some(16)),
            ("0x10", Some(16)),
            ("0X1f", Some(31)),
            ("010", Some(8)),
            ("0o17", Some(15)),
            ("0b101", Some(5)),
            ("1_000", Some(1000)),
            ("0x_ff", Some(255)),
            ("+5", Some(5)),
            ("-0x10", Some(-16)),
            ("0", Some(0)),
            ("", None),
            ("-", None),
            ("09", None),
            ("1e3", None),
            ("1__0", None),
            ("_1", None),
            ("1_", None),
            ("0x", None),
            ("--1", None),
            ("1 ", None),
            ("１", None),
        ] {
            assert_eq!(whole_number(text), number, "{text:?}");
        }
    }
}
