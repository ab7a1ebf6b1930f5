//! A command on everything that another one lists: `docker rm -f $(docker ps -aq)`, the same with `xargs`, and with
//! PowerShell's `ForEach-Object`.

use super::{Here, Read, alone, mark::Marks, read_words};
use crate::{
    Command, RmAll, RmiAll, StopAll, render,
    scan::Word,
    shell::{self, Statement},
};

/// Stands for each while the words are read; no container has such a name.
const EACH: &str = "__";

/// `docker rm -f $(docker ps -aq)`
pub(super) fn substituted(words: &[Word], text: &str, here: &Here, marks: &mut Marks<'_>) -> Option<Read> {
    let (last, before) = words.split_last()?;
    let (start, end) = last.trouble.as_ref()?.command?;
    if !last.text.is_empty() || before.iter().any(|word| word.trouble.is_some()) {
        return None;
    }
    let mut each = Word::begin(last.start);
    each.end = last.end;
    each.push(EACH, last.start);
    let mut acting: Vec<Word> = before.to_vec();
    acting.push(each);
    // What is explained of the word is what is inside.
    let mut outer = Marks::new(marks.source());
    let act = read_words(&acting, text, here, &mut outer).ok()?;
    let listing = shell::read(here.shell, &alone(text, (start, end)), here);
    let [statement] = listing.statements.as_slice() else { return None };
    let mut inner = Marks::new(marks.source());
    let list = read_words(&statement.words, text, here, &mut inner).ok()?;
    let read = together(list, act)?;
    outer.drop_at(last.span());
    marks.take(outer);
    marks.shell((last.start, start), render::EACH_KEY);
    marks.take(inner);
    marks.shell((end, last.end), render::EACH_KEY);
    Some(read)
}

/// `docker ps -aq | ForEach-Object {docker rm -f $_}`, `docker ps -aq | xargs docker rm -f`
pub(super) fn piped(first: &Statement, operator: (usize, usize), text: &str, here: &Here, marks: &mut Marks<'_>) -> Option<Read> {
    let rest = &text[operator.1..];
    let word = rest.trim_start();
    let name_start = operator.1 + rest.len() - word.len();
    let name = word.split(|c: char| c.is_whitespace() || c == '{').next()?;
    let name_end = name_start + name.len();
    let (body, ends) = match name.to_ascii_lowercase().as_str() {
        "foreach-object" | "foreach" | "%" => {
            let open = name_end + text[name_end..].find('{')?;
            let close = text.rfind('}').filter(|close| *close > open)?;
            if !text[name_end..open].trim().is_empty() || !text[close + 1..].trim().is_empty() {
                return None;
            }
            (alone(text, (open + 1, close)).replace("$_", EACH), vec![(open, open + 1), (close, close + 1)])
        }
        "xargs" => {
            let mut body = alone(text, (name_end, text.len()));
            for option in ["-r", "--no-run-if-empty"] {
                body = body.replacen(&format!(" {option} "), &format!(" {} ", " ".repeat(option.len())), 1);
            }
            (format!("{} {EACH}", body.trim_end()), Vec::new())
        }
        _ => return None,
    };
    let mut inner = Marks::new(marks.source());
    let list = read_words(&first.words, text, here, &mut inner).ok()?;
    let acting = shell::read(here.shell, &body, here);
    let [statement] = acting.statements.as_slice() else { return None };
    let mut outer = Marks::new(marks.source());
    let act = read_words(&statement.words, &body, here, &mut outer).ok()?;
    let read = together(list, act)?;
    for word in statement.words.iter().filter(|word| word.text == EACH) {
        outer.drop_at(word.span());
        if word.end <= text.len() {
            outer.shell(word.span(), render::EACH_KEY);
        }
    }
    marks.take(inner);
    marks.take(outer);
    for span in std::iter::once(operator).chain([(name_start, name_end)]).chain(ends) {
        marks.shell(span, render::EACH_KEY);
    }
    Some(read)
}

/// The command that a list and what is done with each of it are; none when Naru has no value for that.
fn together(list: Read, act: Read) -> Option<Read> {
    if list.engine != act.engine || list.globals != act.globals {
        return None;
    }
    let each = |names: &[String]| names == [EACH];
    let command = match (list.command, act.command) {
        (Command::Ps(which), Command::Rm(rm)) if which.quiet && each(&rm.containers) && !rm.link => {
            Command::RmAll(RmAll { which, force: rm.force, volumes: rm.volumes })
        }
        (Command::Ps(which), Command::Stop(stop)) if which.quiet && each(&stop.containers) && stop.signal.is_none() => {
            Command::StopAll(StopAll { which, time: stop.time })
        }
        (Command::ImageLs(which), Command::Rmi(rmi)) if which.quiet && each(&rmi.images) && !rmi.no_prune && rmi.platform.is_empty() => {
            Command::RmiAll(RmiAll { which, force: rmi.force })
        }
        _ => return None,
    };
    Some(Read { command, engine: list.engine, globals: list.globals })
}
