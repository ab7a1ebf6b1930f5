//! `docker rm -f $(docker ps -aq)`: a command on everything that another one lists.

use crate::{Command, Globals, ImageLs, Part, Place, Ps, Rm, Rmi, Role, Shell, Stop, commands::tell};

use super::{Words, pieces, write};

/// The key of what stands for the list: `$(` and `)`, `$_`, the pipe, and `ForEach-Object`.
pub(crate) const KEY: &str = "line.for-each";
/// Stands for each while the words are put together.
const EACH: &str = "each";

pub(super) fn parts(command: &Command, place: &Place, globals: &Globals) -> Words {
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
        _ => return Words { parts: Vec::new(), only: None },
    };
    let words = |command: &Command, room: bool| {
        tell(command).map_or(Words { parts: Vec::new(), only: None }, |told| write(pieces(&told, place, globals), place.shell, room))
    };
    // The bar ends what is verbatim, but the brace that closes the block would be a part of it.
    let (Words { parts: list, only: list_only }, Words { parts: mut act, only: act_only }) = (words(&list, true), words(&act, false));
    let only = list_only.or(act_only);
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
            Words { parts: act, only }
        }
        Shell::PowerShell => {
            let mut parts = list;
            parts.extend([sign("|"), sign("ForEach-Object")]);
            if let Some(first) = act.first_mut() {
                first.text.insert(0, '{');
            }
            parts.extend(act);
            parts.push(sign("$_}"));
            Words { parts, only }
        }
    }
}
