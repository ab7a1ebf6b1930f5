//! Idle minutes: what the window costs when nothing happens.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::Measure;
use super::painted::{Window, blank};
use super::processes::cpu_seconds;
use super::requests::CountingSocket;
use super::screen::Screen;
use crate::engine::Reach;

/// What follows the first paint (lists of images, a late layout) is not idle yet.
const SETTLE: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_mins(1);

/// `idle.cpu_percent` of one core by all its processes in each of so many minutes, and `idle.requests` to the engine in all of them; beside
/// it, in the same minutes, the blank window, which is what a web view costs that is asked for nothing.
pub fn measure(program: &Path, screen: &Screen, engine: &Reach, runs: u32) -> Result<Vec<Measure>> {
    let socket = CountingSocket::open(engine.socket()?)?;
    let blank = Window::start(&blank(program)?, screen, &engine.docker_host)?;
    blank.painted("blank")?;
    let window = Window::start(program, screen, &socket.docker_host())?;
    window.painted("containers")?;
    thread::sleep(SETTLE);
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    let asked_before = socket.count();
    for _ in 0..runs {
        let (ours_before, floor_before) = (cpu_seconds(window.id())?, cpu_seconds(blank.id())?);
        let began = Instant::now();
        thread::sleep(IDLE);
        let percent = |seconds: f64| seconds / began.elapsed().as_secs_f64() * 100.0;
        ours.push(percent(cpu_seconds(window.id())? - ours_before));
        floor.push(percent(cpu_seconds(blank.id())? - floor_before));
    }
    let asked = f64::from(u32::try_from(socket.count() - asked_before)?);
    Ok(vec![
        Measure::alone("idle.cpu_percent", "%", &ours, Some(0.5)),
        Measure::alone("idle.cpu_most_percent", "%", &[ours.iter().copied().fold(0.0, f64::max)], None),
        Measure::alone("idle.cpu_blank_percent", "%", &floor, None),
        Measure::alone("idle.requests", "requests", &[asked], Some(0.0)),
    ])
}
