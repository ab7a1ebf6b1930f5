//! `bench terminal`: a flood in a terminal, against a terminal with nothing around it.

use std::path::Path;

use anyhow::{Context, Result};
use naru_lab::Generation;
use serde::Deserialize;

use super::Measure;
use crate::engine::TaskEngine;
use crate::place::output;
use crate::step::for_task;
use crate::{driver, e2e};

/// What `e2e/bench/terminal.bench.ts` writes of each pair, in milliseconds.
#[derive(Debug, Deserialize)]
struct Pair {
    ours: f64,
    peer: f64,
    gap: f64,
}

/// Both sides are measured in one window, one after the other.
pub fn measure(program: &Path, runs: u32) -> Result<Vec<Measure>> {
    let mut log = for_task()?;
    driver::ensure(&mut log)?;
    let engine = TaskEngine::up(Generation::New)?;
    let out = output("bench");
    let mut script = e2e::script("bench", program, &engine, &out)?;
    script.arg("terminal").env("NARU_BENCH_RUNS", runs.to_string());
    log.run(&mut script)?;
    let file = out.join("terminal.json");
    let text = std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    let pairs: Vec<Pair> = serde_json::from_str(&text)?;
    let times: Vec<(f64, f64)> = pairs.iter().map(|pair| (pair.ours, pair.peer)).collect();
    let gaps: Vec<f64> = pairs.iter().map(|pair| pair.gap).collect();
    Ok(vec![Measure::paired("terminal.cat_100mb", "ms", &times, 1.2), Measure::alone("terminal.frame_gap_ms", "ms", &gaps, None)])
}
