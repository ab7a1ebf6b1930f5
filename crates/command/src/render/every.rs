//! `docker rm -f $(docker ps -aq)`: a command on everything that another one lists.

use crate::{Command, Globals, ImageLs, Part, Place, Ps, Rm, Rmi, Role, Shell, Stop, commands::tell};

use super::{pieces, write};

/// The key of what stands for the list: `$(` and `)`, `$_`, the pipe, and `ForEach-Object`.
pub(crate) const KEY: &str = "line.for-each";
/// Stands for each while the words are put together.
const EACH: &str = "each";

pub(super) fn parts(command: &Command, place: &Place, globals: &Globals) -> Vec<Part> {
    let each = || vec![EACH.to_owned()];
    let (list, act) = match command {
        Command::RmAll(all) => {
            let rm = Rm { force: all.force, volumes: all.volumes, ..Rm::new(each()) };
            (Command::Ps(Ps { quiet: true, ..all.which.clone() }), Command::Rm(rm))
        }
        Command::StopAll(all) => {
            (Command::Ps(Ps { quiet: true, ..all.which.clone() }), Command::Stop(Stop { time: all.time, ..Stop::new(each()) }))
        }
        Command::RmiAll(all) => {
            (Command::ImageLs(ImageLs { quiet: true, ..all.which.clone() }), Command::Rmi(Rmi { force: all.force, ..Rmi::new(each()) }))
        }
        // Every other command has a table.
        _ => return Vec::new(),
    };
    let words = |command: &Command| tell(command).map(|told| write(pieces(&told, place, globals), place.shell)).unwrap_or_default();
    let (list, mut act) = (words(&list), words(&act));
    act.pop();
    let sign = |text: &str| Part { text: text.to_owned(), role: Role::Shell, key: Some(KEY.to_owned()) };
    match place.shell {
        Shell::Posix => {
            // The signs stand right at the words between them: a part of their own would have spaces around it.
            let mut list = list;
            if let Some(first) = list.first_mut() {
                first.text.insert_str(0, "$(");
            }
            if let Some(last) = list.last_mut() {
                last.text.push(')');
            }
            act.extend(list);
            act
        }
        Shell::PowerShell => {
            let mut parts = list;
            parts.extend([sign("|"), sign("ForEach-Object")]);
            if let Some(first) = act.first_mut() {
                first.text.insert(0, '{');
            }
            parts.extend(act);
            parts.push(sign("$_}"));
            parts
        }
    }
}
