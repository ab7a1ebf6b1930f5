/// What people say who mean another of docker's words, which has few letters in common with it.
const SAID: [(&str, &str); 7] = [
    ("remove", "rm"),
    ("delete", "rm"),
    ("list", "ls"),
    ("list", "ps"),
    ("port", "publish"),
    ("ports", "publish"),
    ("background", "detach"),
];

/// The nearest of some words to one that does not exist, when it is near enough to have been meant: docker's own words
/// differ in few letters, so one or two mistakes, and fewer than half of the word.
pub(crate) fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let among: Vec<&str> = among.collect();
    let lower = word.to_lowercase();
    let said = SAID.iter().filter(|(said, _)| *said == lower).find_map(|(_, meant)| among.iter().find(|word| *word == meant));
    if let Some(said) = said {
        return Some(said);
    }
    let word: Vec<char> = lower.chars().take(64).collect();
    let limit = match word.len() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    among
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, candidate)| *distance <= limit && distance * 2 <= candidate.len())
        .min_by_key(|(distance, candidate)| (*distance, candidate.len().abs_diff(word.len())))
        .map(|(_, candidate)| candidate)
}

/// The same for a flag, which people also write in full or cut short: `--environment` for `--env`, `--vol` for `--volume`.
pub(crate) fn nearest_flag<'a>(word: &str, among: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let begins = |long: &str, short: &str| short.len() >= 3 && long.starts_with(short);
    nearest(word, among.clone())
        .or_else(|| among.clone().filter(|flag| begins(word, flag)).max_by_key(|flag| flag.len()))
        .or_else(|| among.filter(|flag| begins(flag, word)).min_by_key(|flag| flag.len()))
}

/// How many letters are missing, too many, other, or changed places with their neighbour.
fn distance(one: &[char], two: &[char]) -> usize {
    // The first row and the first column count what is added to nothing.
    let mut rows: Vec<Vec<usize>> = (0..=one.len()).map(|i| (i..=i + two.len()).collect()).collect();
    for i in 1..=one.len() {
        for j in 1..=two.len() {
            let other = usize::from(one[i - 1] != two[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + other);
            if i > 1 && j > 1 && one[i - 1] == two[j - 2] && one[i - 2] == two[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[one.len()][two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_nothing_else() {
        let words = ["run", "rm", "rmi", "pause", "unpause", "ps", "image", "images", "stop", "start", "stats"];
        for (typed, meant) in [
            ("puase", Some("pause")),
            ("iamge", Some("image")),
            ("rnu", Some("run")),
            ("statr", Some("start")),
            ("kubectl", None),
            ("remove", Some("rm")),
            ("Delete", Some("rm")),
            ("list", Some("ps")),
            ("", None),
        ] {
            assert_eq!(nearest(typed, words.into_iter()), meant, "{typed}");
        }
    }
}
