//! What a benchmark says.

use std::fmt::Write;

use serde::Serialize;

/// One measure: the median of ours, and of the peer's where there is one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// `start.first_list`
    #[serde(rename = "measure")]
    pub name: &'static str,
    /// `ms`, `%`, `requests`
    pub unit: &'static str,
    /// The median of ours.
    pub ours: f64,
    /// The median of the peer's.
    pub peer: Option<f64>,
    /// The median of the pairs' ratios.
    pub ratio: Option<f64>,
    /// What `ratio` should not exceed where there is a peer, and `ours` where there is none.
    pub goal: Option<f64>,
    /// How many times it was measured.
    pub runs: usize,
}

impl Measure {
    /// Of a thing that has a peer; each pair is ours and the peer's, measured one after the other.
    pub fn paired(name: &'static str, unit: &'static str, pairs: &[(f64, f64)], goal: f64) -> Self {
        Self {
            name,
            unit,
            ours: round(median(pairs.iter().map(|pair| pair.0))),
            peer: Some(round(median(pairs.iter().map(|pair| pair.1)))),
            ratio: Some(round(median(pairs.iter().map(|pair| pair.0 / pair.1)))),
            goal: Some(goal),
            runs: pairs.len(),
        }
    }

    /// Of a thing that has none.
    pub fn alone(name: &'static str, unit: &'static str, values: &[f64], goal: Option<f64>) -> Self {
        Self { name, unit, ours: round(median(values.iter().copied())), peer: None, ratio: None, goal, runs: values.len() }
    }

    /// Whether the goal is met; none where there is no goal.
    pub fn met(&self) -> Option<bool> {
        self.goal.map(|goal| self.ratio.unwrap_or(self.ours) <= goal)
    }
}

/// The measures for people.
pub fn table(measures: &[Measure]) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let mut text = format!("{:<22} {:>10} {:>10} {:>7} {:>7} {:>5}  unit\n", "measure", "ours", "peer", "ratio", "goal", "runs");
    for measure in measures {
        let verdict = match measure.met() {
            Some(true) => "met",
            Some(false) => "MISSED",
            None => "",
        };
        // Writing into a string does not fail.
        let _ = writeln!(
            text,
            "{:<22} {:>10} {:>10} {:>7} {:>7} {:>5}  {} {verdict}",
            measure.name,
            measure.ours,
            number(measure.peer),
            number(measure.ratio),
            number(measure.goal),
            measure.runs,
            measure.unit,
        );
    }
    text
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::{Measure, table};

    #[test]
    fn a_ratio_is_the_median_of_the_pairs_not_of_the_sides() {
        let measure = Measure::paired("start.first_list", "ms", &[(10.0, 10.0), (30.0, 10.0), (24.0, 20.0)], 1.25);
        assert_eq!(measure.ratio, Some(1.2), "1.0, 3.0 and 1.2: a slow minute of the machine hits both sides of a pair");
        assert_eq!((measure.ours, measure.peer), (24.0, Some(10.0)), "each side's own median is told as well");
        assert_eq!(measure.met(), Some(true), "1.2 is within 1.25");
    }

    #[test]
    fn a_missed_goal_is_shown() {
        let measure = Measure::alone("idle.requests", "requests", &[2.0], Some(0.0));
        assert!(table(&[measure]).contains("MISSED"), "nobody should have to compare the numbers");
    }

    #[test]
    fn the_json_is_what_the_docs_say() -> serde_json::Result<()> {
        let measure = Measure::alone("list.mirror_1", "ms", &[3.0, 1.0], None);
        assert_eq!(
            serde_json::to_string(&measure)?,
            r#"{"measure":"list.mirror_1","unit":"ms","ours":2.0,"peer":null,"ratio":null,"goal":null,"runs":2}"#,
            "scripts read this"
        );
        Ok(())
    }
}
