//! A command on everything that another one lists: `docker rm -f $(docker ps -aq)`, the same with `xargs`, and with
//! PowerShell's `ForEach-Object`.

use super::{Fault, Here, ParseCode, Placed, Read, mark::Marks, read_words};
use crate::{
    Command, RmAll, RmiAll, StopAll, render,
    scan::{Trouble, Word},
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
    let mut inner = Marks::new(marks.source());
    let list = listing((start, end), text, here, &mut inner)?;
    let read = together(list, act)?;
    outer.drop_at(last.span());
    marks.take(outer);
    marks.shell((last.start, start), render::EACH_KEY);
    marks.take(inner);
    marks.shell((end, last.end), render::EACH_KEY);
    Some(read)
}

/// The docker command whose output a word would be.
fn listing(span: (usize, usize), text: &str, here: &Here, marks: &mut Marks<'_>) -> Option<Read> {
    let listing = shell::read(here.shell, &alone(text, span), here);
    let [statement] = listing.statements.as_slice() else { return None };
    if statement.operator.is_some() { None } else { read_words(&statement.words, text, here, marks).ok() }
}

/// A text with only this part of it left, everything at its place.
fn alone(text: &str, (start, end): (usize, usize)) -> String {
    let mut line = " ".repeat(start);
    line.push_str(&text[start..end]);
    line.push_str(&" ".repeat(text.len() - end));
    line
}

/// What is said of a word that only a running shell knows. What another docker command would list could be known here; it is
/// only that there is no such command.
pub(super) fn unknown_word(trouble: &Trouble, text: &str, here: &Here) -> Placed {
    let nested = |inner: &str| inner.contains(['(', '`']);
    match trouble.command {
        // One in another would be read again and again.
        Some(span) if !nested(&text[span.0..span.1]) && listing(span, text, here, &mut Marks::new(text)).is_some_and(names_only) => {
            (listed(), trouble.span)
        }
        _ => (trouble.fault.clone(), trouble.span),
    }
}

/// True for a list of ids or names; another is no list of words that a command could take.
fn names_only(list: Read) -> bool {
    match list.command {
        Command::Ps(list) => list.quiet || list.format.is_some(),
        Command::ImageLs(list) => list.quiet || list.format.is_some(),
        Command::NetworkLs(list) => list.quiet || list.format.is_some(),
        Command::VolumeLs(list) => list.quiet || list.format.is_some(),
        _ => false,
    }
}

fn listed() -> Fault {
    Fault::new(ParseCode::ListedByDocker, "this command on everything that another one lists is not supported here yet".to_owned())
}

/// `docker ps -aq | ForEach-Object {docker rm -f $_}`, `docker ps -aq | xargs docker rm -f`; none where the line is something else.
pub(super) fn piped(
    first: &Statement,
    operator: (usize, usize),
    text: &str,
    here: &Here,
    marks: &mut Marks<'_>,
) -> Option<Result<Read, Placed>> {
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
            let block = alone(text, (open + 1, close)).replace("$_", EACH);
            (block.replace("$PSItem", &format!("{EACH:7}")), vec![(open, open + 1), (close, close + 1)])
        }
        "xargs" => (xargs(text, name_end)?, Vec::new()),
        _ => return None,
    };
    let mut inner = Marks::new(marks.source());
    let list = read_words(&first.words, text, here, &mut inner).ok()?;
    let acting = shell::read(here.shell, &body, here);
    let [statement] = acting.statements.as_slice() else { return None };
    if statement.operator.is_some() {
        return None;
    }
    let mut outer = Marks::new(marks.source());
    let act = read_words(&statement.words, &body, here, &mut outer).ok()?;
    let Some(read) = together(list, act) else {
        let list = read_words(&first.words, text, here, &mut Marks::new(text)).ok()?;
        return names_only(list).then(|| Err((listed(), (operator.0, text.trim_end().len()))));
    };
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
    Some(Ok(read))
}

/// What `xargs` runs, with a word for each: at the end, or where `-I` says. None with an option that is not known here.
fn xargs(text: &str, from: usize) -> Option<String> {
    let mut at = from;
    let mut mark = None;
    loop {
        let rest = &text[at..];
        let word_start = at + (rest.len() - rest.trim_start().len());
        let word = text[word_start..].split_whitespace().next()?;
        let next = |after: usize| text[after..].split_whitespace().next();
        let mut end = word_start + word.len();
        match word {
            "-r" | "--no-run-if-empty" | "-t" => {}
            // How many words at once, and how many at the same time.
            "-n" | "-L" | "-P" => end += text[end..].find(next(end)?)? + next(end)?.len(),
            "-I" => {
                let value = next(end)?;
                end += text[end..].find(value)? + value.len();
                mark = Some(value);
            }
            "-i" => mark = Some("{}"),
            option if option.starts_with("-I") => mark = Some(&option[2..]),
            option if ["-n", "-L", "-P"].iter().any(|start| option.starts_with(start)) => {}
            option if option.starts_with('-') => return None,
            _ => {
                let body = alone(text, (word_start, text.len()));
                return Some(match mark {
                    Some(mark) => body.replace(mark, &format!("{EACH:width$}", width = mark.len())),
                    None => format!("{} {EACH}", body.trim_end()),
                });
            }
        }
        at = end;
    }
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
