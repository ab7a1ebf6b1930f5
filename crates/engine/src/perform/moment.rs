//! Moments as people write them on a docker line: `10m` ago, `2026-11-24T09:00`, `1795479677.5`.

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, TimeZone};
use naru_command::Duration;
use naru_view::ProblemCode;

use crate::error::{Error, Result};

/// Forms without a zone, which mean the time of this computer; the CLI takes a day, an hour, a minute or a second.
const LOCAL: [&str; 3] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H"];

/// The same with one.
const ZONED: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];

/// In seconds since 1970 with decimals, as engines take it. A length of time is counted back from `now`.
pub(super) fn moment<Z: TimeZone>(text: &str, now: &DateTime<Z>) -> Result<String> {
    let seconds = text.split_once('.').map_or(text, |(seconds, _)| seconds);
    if text != "0"
        && let Ok(ago) = text.parse::<Duration>()
    {
        let then = now.timestamp_nanos_opt().and_then(|now| now.checked_sub(ago.nanos()));
        return then.map(|then| then.div_euclid(1_000_000_000).to_string()).ok_or_else(|| refused(text));
    }
    let utc = text.strip_suffix(['Z', 'z']).map(|text| format!("{text}+00:00"));
    let zoned = utc.as_deref().unwrap_or(text);
    let fixed = ZONED.iter().find_map(|form| DateTime::parse_from_str(zoned, form).ok());
    let hour = || LOCAL.iter().find_map(|form| local(text, form, &now.timezone()));
    let day = || {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0)?;
        now.timezone().from_local_datetime(&day).earliest().map(|then| written(&then))
    };
    if let Some(then) = fixed.map(|then| written(&then)).or_else(hour).or_else(day) {
        return Ok(then);
    }
    if seconds.parse::<i64>().is_ok() { Ok(text.to_owned()) } else { Err(refused(text)) }
}

/// The moment by the clock of this computer.
pub(crate) fn moment_here(text: Option<&String>) -> Result<Option<String>> {
    let now = Local::now();
    text.filter(|text| !text.is_empty()).map(|text| moment(text, &now)).transpose()
}

fn local<Z: TimeZone>(text: &str, form: &str, zone: &Z) -> Option<String> {
    // chrono wants minutes, which docker doesn't.
    let (text, form) = if form.ends_with("%H") { (format!("{text}:00"), LOCAL[1]) } else { (text.to_owned(), form) };
    let naive = NaiveDateTime::parse_from_str(&text, form).ok()?;
    zone.from_local_datetime(&naive).earliest().map(|then| written(&then))
}

fn written<Z: TimeZone>(then: &DateTime<Z>) -> String {
    format!("{}.{:09}", then.timestamp(), then.timestamp_subsec_nanos())
}

fn refused(text: &str) -> Error {
    Error::new(ProblemCode::InvalidValue, format!("{text:?} is neither a moment nor a length of time")).with("value", text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn moments_as_docker_reads_them() {
        let now = DateTime::parse_from_rfc3339("2026-11-24T09:30:00+09:00").unwrap();
        for (text, seconds) in [
            ("10m", "1795479600"),
            ("1h30m", "1795474800"),
            ("2026-11-24", "1795446000.000000000"),
            ("2026-11-24T09", "1795478400.000000000"),
            ("2026-11-24T09:30", "1795480200.000000000"),
            ("2026-11-24T09:30:01.5", "1795480201.500000000"),
            ("2026-11-24T00:30:00Z", "1795480200.000000000"),
            ("2026-11-24T00:30:00.25Z", "1795480200.250000000"),
            ("2026-11-24T09:30+09:00", "1795480200.000000000"),
            ("0", "0"),
            ("1795480200", "1795480200"),
            ("1795480200.5", "1795480200.5"),
        ] {
            assert_eq!(moment(text, &now).unwrap(), seconds, "{text}");
        }
        for text in ["yesterday", "2026-13-01", "", "2026-11-24T25"] {
            assert_eq!(moment(text, &now).unwrap_err().code(), ProblemCode::InvalidValue, "{text:?}");
        }
    }
}
