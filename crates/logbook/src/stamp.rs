//! The moment that an engine writes before each message when it is asked for timestamps: RFC 3339 with nanoseconds, and a space.

/// No timestamp with its space is longer: `2026-11-25T20:33:21.123456789+09:00 `.
pub(crate) const LONGEST: usize = 36;

const DAY: u64 = 86_400;

/// The nanoseconds since 1970 that `bytes` begins with, and how many bytes say so, with the space. None when it begins with something else, or with
/// not enough of it.
pub(crate) fn parse(bytes: &[u8]) -> Option<(u64, usize)> {
    let head = bytes.get(..20)?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.iter().any(|(at, mark)| head[*at] != *mark) {
        return None;
    }
    let (year, month, day) = (number(&head[..4])?, number(&head[5..7])?, number(&head[8..10])?);
    let (hour, minute, second) = (number(&head[11..13])?, number(&head[14..16])?, number(&head[17..19])?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let mut at = 19;
    let mut nanos = 0;
    if bytes[at] == b'.' {
        let digits = bytes[20..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        nanos = number(bytes.get(20..20 + digits)?)? * 10_u64.pow(9 - u32::try_from(digits).ok()?);
        at = 20 + digits;
    }
    let mut seconds = days(year, month, day) * DAY + hour * 3_600 + minute * 60 + second;
    match bytes.get(at)? {
        b'Z' => at += 1,
        sign @ (b'+' | b'-') => {
            let zone = bytes.get(at + 1..at + 6)?;
            let away = number(&zone[..2])? * 3_600 + number(&zone[3..])? * 60;
            seconds = if *sign == b'+' { seconds.checked_sub(away)? } else { seconds + away };
            at += 6;
        }
        _ => return None,
    }
    (bytes.get(at) == Some(&b' ')).then_some((seconds * 1_000_000_000 + nanos, at + 1))
}

/// False as soon as these bytes cannot become a timestamp, whatever comes after them.
pub(crate) fn may_become(bytes: &[u8]) -> bool {
    bytes.iter().zip(b"dddd-dd-ddTdd:dd:dd").all(|(byte, mark)| if *mark == b'd' { byte.is_ascii_digit() } else { byte == mark })
}

/// A moment as docker writes it.
#[must_use]
pub fn text(nanos: u64) -> String {
    let (seconds, fraction) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    let (year, month, day) = date(seconds / DAY);
    let second = seconds % DAY;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{fraction:09}Z", second / 3_600, second / 60 % 60, second % 60)
}

fn number(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u64::from(digit - b'0')))
}

/// Days since 1970-01-01 of the civil calendar, counted in years that begin in March.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// The same the other way round.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_engines() {
        let nanos = 1_795_480_201_123_456_789;
        assert_eq!(parse(b"2026-11-24T00:30:01.123456789Z hello"), Some((nanos, 31)));
        assert_eq!(parse(b"2026-11-24T09:30:01.123456789+09:00 x"), Some((nanos, 36)), "podman writes its zone");
        assert_eq!(parse(b"2026-11-24T00:30:01.5Z x"), Some((1_795_480_201_500_000_000, 23)));
        assert_eq!(parse(b"2026-11-24T00:30:01Z x"), Some((1_795_480_201_000_000_000, 21)));
        for other in ["", "2026-11-24T00:30:01.123456789Z", "2026-11-24 00:30:01Z x", "2026-13-24T00:30:01Z x", "20x6-11-24T00:30:01Z x"] {
            assert_eq!(parse(other.as_bytes()), None, "{other:?}");
        }
        assert_eq!(text(nanos), "2026-11-24T00:30:01.123456789Z");
    }

    #[test]
    fn every_day_is_written_as_it_is_read() {
        for day in (0..60_000).chain([109_571, 109_572]) {
            let nanos = day * DAY * 1_000_000_000 + 1;
            let written = format!("{} ", text(nanos));
            assert_eq!(parse(written.as_bytes()), Some((nanos, written.len())), "{written}");
        }
    }

    #[test]
    fn half_a_moment_may_become_one() {
        assert!(may_become(b"") && may_become(b"2026-1") && may_become(b"2026-11-24T00:30:01.12"));
        assert!(!may_become(b"x") && !may_become(b"2026/"));
    }
}
