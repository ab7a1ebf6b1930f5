//! `--since` and `--until`, in the grammar of docker's `api/types/time`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use naru_command::Duration;

use super::super::variables::invalid;
use crate::error::Result;

/// A point in time as the engine takes it: seconds since 1970, with nanoseconds unless it was so long ago. `42m` is that long before `now`;
/// a time without a zone is of `now`'s; a number of seconds is itself.
pub(super) fn moment(text: &str, now: DateTime<FixedOffset>) -> Result<String> {
    if text != "0"
        && let Ok(ago) = text.parse::<Duration>()
    {
        return Ok((now - chrono::Duration::nanoseconds(ago.nanos())).timestamp().to_string());
    }
    let wrong = || invalid(text, format!("{text} is neither a time nor how long ago"));
    let point = match zone(text) {
        Some((time, zone)) => point(time).zip(zone),
        None => point(text).map(|time| (time, *now.offset())),
    };
    if let Some((time, zone)) = point {
        let time = zone.from_local_datetime(&time).single().ok_or_else(wrong)?;
        return Ok(format!("{}.{:09}", time.timestamp(), time.timestamp_subsec_nanos()));
    }
    if text.contains('-') || !is_seconds(text) {
        return Err(wrong());
    }
    Ok(text.to_owned())
}

/// The text before a zone, and the zone unless it is wrong; none where there is no zone.
fn zone(text: &str) -> Option<(&str, Option<FixedOffset>)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, FixedOffset::east_opt(0)));
    }
    let behind_date = text.char_indices().skip(10).find(|(_, c)| matches!(c, '+' | '-'))?.0;
    let (time, zone) = text.split_at(behind_date);
    let offset = || -> Option<FixedOffset> {
        let (hours, minutes) = zone[1..].split_once(':').filter(|(hours, minutes)| hours.len() == 2 && minutes.len() == 2)?;
        let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
        FixedOffset::east_opt(if zone.starts_with('-') { -seconds } else { seconds })
    };
    Some((time, offset()))
}

/// A date, with as much of a time of day as is told.
fn point(text: &str) -> Option<NaiveDateTime> {
    let Some((date, time)) = text.split_once('T') else {
        return NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    };
    let time = match time.matches(':').count() {
        0 => format!("{time}:00:00"),
        1 => format!("{time}:00"),
        _ => time.to_owned(),
    };
    NaiveDateTime::parse_from_str(&format!("{date}T{time}"), "%Y-%m-%dT%H:%M:%S%.f").ok()
}

fn is_seconds(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    whole.parse::<i64>().is_ok() && fraction.parse::<i64>().is_ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_docker_s_documentation() {
        let now = DateTime::parse_from_rfc3339("2026-01-02T12:00:00+09:00").unwrap();
        for (given, sent) in [
            ("42m", (now.timestamp() - 42 * 60).to_string().as_str()),
            ("1h30m", (now.timestamp() - 90 * 60).to_string().as_str()),
            ("0", "0"),
            ("1136073600", "1136073600"),
            ("1136073600.000000001", "1136073600.000000001"),
            ("2006-01-02T15:04:05Z", "1136214245.000000000"),
            ("2006-01-02T15:04:05.5Z", "1136214245.500000000"),
            ("2006-01-02T15:04:05+01:00", "1136210645.000000000"),
            ("2006-01-02T15:04:05", "1136181845.000000000"),
            ("2006-01-02T15:04", "1136181840.000000000"),
            ("2006-01-02T15", "1136181600.000000000"),
            ("2006-01-02", "1136127600.000000000"),
            ("2006-01-02Z", "1136160000.000000000"),
        ] {
            assert_eq!(moment(given, now).unwrap(), sent, "{given}");
        }
        for wrong in ["yesterday", "2006-13-01", "-5-", "2006-01-02T15:04:05+1"] {
            assert!(moment(wrong, now).is_err(), "{wrong}");
        }
    }
}
