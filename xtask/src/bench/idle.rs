//! An idle minute: what the window costs when nothing happens.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::Measure;
use super::painted::Window;
use super::processes::cpu_seconds;
use super::requests::CountingSocket;
use super::screen::Screen;
use crate::engine::Reach;

/// What follows the first paint (lists of images, a late layout) is not idle yet.
const SETTLE: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_mins(1);

/// `idle.cpu_percent` of one core by all its processes, and `idle.requests` to the engine.
pub fn measure(program: &Path, screen: &Screen, engine: &Reach) -> Result<Vec<Measure>> {
    let socket = CountingSocket::open(engine.socket()?)?;
    let window = Window::start(program, screen, &socket.docker_host())?;
    window.painted("containers")?;
    thread::sleep(SETTLE);
    let (cpu, requests, started) = (cpu_seconds(window.id())?, socket.count(), Instant::now());
    thread::sleep(IDLE);
    let percent = (cpu_seconds(window.id())? - cpu) / started.elapsed().as_secs_f64() * 100.0;
    let asked = u32::try_from(socket.count() - requests)?;
    Ok(vec![
        Measure::alone("idle.cpu_percent", "%", &[percent], Some(0.5)),
        Measure::alone("idle.requests", "requests", &[f64::from(asked)], Some(0.0)),
    ])
}
