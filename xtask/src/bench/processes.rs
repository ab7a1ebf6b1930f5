//! What a window and the processes that it started cost, by `/proc`.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run_command::output;

/// CPU time in seconds, of the process and of all that come from it.
pub fn cpu_seconds(root: u32) -> Result<f64> {
    let per_second: f64 = output(Command::new("getconf").arg("CLK_TCK"))?.trim().parse()?;
    let all = read_all()?;
    let mut family = vec![root];
    let mut next = 0;
    while next < family.len() {
        let parent = family[next];
        family.extend(all.iter().filter(|(_, each)| each.parent == parent).map(|(id, _)| *id));
        next += 1;
    }
    let ticks: u32 = family.iter().filter_map(|id| all.get(id)).map(|each| each.ticks).sum();
    Ok(f64::from(ticks) / per_second)
}

struct Process {
    parent: u32,
    ticks: u32,
}

fn read_all() -> Result<BTreeMap<u32, Process>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir("/proc").context("could not read /proc")? {
        let entry = entry?;
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // A process may end between the two.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        if let Some(process) = parse(&stat) {
            all.insert(id, process);
        }
    }
    Ok(all)
}

/// proc(5): the parent is field 4, user and system time are 14 and 15. The name in field 2 may hold spaces and brackets.
fn parse(stat: &str) -> Option<Process> {
    let (_, after_name) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = after_name.split(' ').collect();
    let field = |number: usize| fields.get(number - 3)?.parse::<u32>().ok();
    Some(Process { parent: field(4)?, ticks: field(14)? + field(15)? })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_name_with_brackets_does_not_shift_the_fields() {
        let stat = "42 (a) b) S 7 42 42 0 -1 4194560 1 2 3 4 50 6 70 80 20 0 1 0 99 0 0";
        let process = parse(stat).map(|process| (process.parent, process.ticks));
        assert_eq!(process, Some((7, 56)), "parent 7; 50 user and 6 system ticks, and not its children's 70 and 80");
    }
}
