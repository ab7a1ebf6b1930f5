//! `bench start`: how soon the first list is there.

use std::path::Path;

use anyhow::Result;
use naru_lab::Generation;

use super::Measure;
use super::painted::{Window, blank};
use super::screen::Screen;
use crate::engine::TaskEngine;

/// `start.first_list`: with one container, against a blank window, in turn.
pub fn measure(program: &Path, runs: u32) -> Result<Vec<Measure>> {
    let blank = blank(program)?;
    let engine = TaskEngine::up(Generation::New)?;
    engine.make_containers(1)?;
    let screen = Screen::start()?;
    let ours = || Window::start(program, &screen, &engine.reach.docker_host)?.painted("containers");
    let peer = || Window::start(&blank, &screen, &engine.reach.docker_host)?.painted("blank");
    // One of each that does not count: the first reads both from the disk.
    ours()?;
    peer()?;
    let mut pairs = Vec::new();
    for _ in 0..runs {
        pairs.push((ours()?, peer()?));
    }
    Ok(vec![Measure::paired("start.first_list", "ms", &pairs, 1.25)])
}
