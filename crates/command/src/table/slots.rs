use super::{Refused, Values};
use crate::{
    ParseCode, Role,
    parse::{Context, Fault},
    scan::Positional,
    values::Value,
};

/// What stands behind the flags of a command.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ArgumentSpec {
    /// What kind of word it is.
    pub role: Role,
    /// The key that explains it.
    pub key: &'static str,
}

/// How many words an argument takes, and what becomes of them.
pub(crate) trait Slot<F> {
    /// The field, of the words from the first of `words` on, and how many it took. `key` names it where it is missing.
    fn take(words: &[Positional<'_>], key: &'static str, context: &Context<'_>) -> Taken<F>;

    /// The words of a field.
    fn write(field: &F) -> Vec<String>;

    /// Any field.
    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<F>;
}

/// A field, and how many words it took.
pub(crate) type Taken<F> = Result<(F, usize), Refused>;

/// One, that has to be there.
pub(crate) struct Needed;
/// One, or none.
pub(crate) struct Perhaps;
/// One at least.
pub(crate) struct OneOrMore;
/// Any number.
pub(crate) struct Any;
/// All the rest, none of it docker's.
pub(crate) struct Rest;
/// The folder of a build.
pub(crate) struct BuildContext;
/// One end of a copy: `CONTAINER:PATH`, a path, or `-`.
pub(crate) struct CopyPath;
/// What `import` takes: a file, a URL, or `-`.
pub(crate) struct TarFile;

fn first<'a>(words: &'a [Positional<'_>], key: &'static str) -> Result<&'a str, Refused> {
    match words.first() {
        Some(word) => Ok(word.text()),
        None => Err((Fault::new(ParseCode::MissingArgument, format!("{key} is missing")).about(key), None)),
    }
}

fn read<T: Value>(word: &Positional<'_>, context: &Context<'_>) -> Result<T, Refused> {
    T::read(word.text(), context).map_err(|fault| (fault, Some(word.span())))
}

impl<T: Value> Slot<T> for Needed {
    fn take(words: &[Positional<'_>], key: &'static str, context: &Context<'_>) -> Taken<T> {
        first(words, key)?;
        Ok((read(&words[0], context)?, 1))
    }

    fn write(field: &T) -> Vec<String> {
        vec![field.write()]
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<T> {
        T::strategy()
    }
}

impl<T: Value> Slot<Option<T>> for Perhaps {
    fn take(words: &[Positional<'_>], _: &'static str, context: &Context<'_>) -> Taken<Option<T>> {
        match words.first() {
            Some(word) => Ok((Some(read(word, context)?), 1)),
            None => Ok((None, 0)),
        }
    }

    fn write(field: &Option<T>) -> Vec<String> {
        field.iter().map(Value::write).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<T>> {
        proptest::option::of(T::strategy()).boxed()
    }
}

#[cfg(test)]
use proptest::strategy::Strategy as _;

impl<T: Value> Slot<Vec<T>> for OneOrMore {
    fn take(words: &[Positional<'_>], key: &'static str, context: &Context<'_>) -> Taken<Vec<T>> {
        first(words, key)?;
        Any::take(words, key, context)
    }

    fn write(field: &Vec<T>) -> Vec<String> {
        field.iter().map(Value::write).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<T>> {
        proptest::collection::vec(T::strategy(), 1..4).boxed()
    }
}

impl<T: Value> Slot<Vec<T>> for Any {
    fn take(words: &[Positional<'_>], _: &'static str, context: &Context<'_>) -> Taken<Vec<T>> {
        let values = words.iter().map(|word| read(word, context)).collect::<Result<Vec<T>, _>>()?;
        Ok((values, words.len()))
    }

    fn write(field: &Vec<T>) -> Vec<String> {
        field.iter().map(Value::write).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<T>> {
        proptest::collection::vec(T::strategy(), 0..4).boxed()
    }
}

impl Slot<Vec<String>> for Rest {
    fn take(words: &[Positional<'_>], _: &'static str, _: &Context<'_>) -> Taken<Vec<String>> {
        Ok((words.iter().map(|word| word.text().to_owned()).collect(), words.len()))
    }

    fn write(field: &Vec<String>) -> Vec<String> {
        field.clone()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<String>> {
        proptest::collection::vec(<String as Value>::strategy(), 0..4).boxed()
    }
}

/// A slot of one text that is written as it is.
macro_rules! text_slot {
    ($slot:ident, $read:ident, $strategy:expr) => {
        impl Slot<String> for $slot {
            fn take(words: &[Positional<'_>], key: &'static str, context: &Context<'_>) -> Taken<String> {
                let text = first(words, key)?;
                Ok((context.$read(text).map_err(|fault| (fault, Some(words[0].span())))?, 1))
            }

            fn write(field: &String) -> Vec<String> {
                vec![field.clone()]
            }

            #[cfg(test)]
            fn strategy() -> proptest::strategy::BoxedStrategy<String> {
                use proptest::prelude::*;
                $strategy.boxed()
            }
        }
    };
}

text_slot!(
    BuildContext,
    build_context,
    prop_oneof![
    8 => crate::values::any_path(), 1 => Just("-".to_owned()), 1 => Just("https://github.com/docker/welcome-to-docker.git".to_owned())]
);
text_slot!(
    CopyPath,
    copy_path,
    prop_oneof!["/[a-z]{1,5}(/[a-zA-Z가-힣. $'\"%~,:]{1,6}){0,2}", "[a-z]{2,5}:/[a-z/. ]{0,8}", Just("-".to_owned())]
);
text_slot!(TarFile, tar_file, prop_oneof![crate::values::any_path(), Just("-".to_owned()), Just("http://example.com/a.tgz".to_owned())]);

/// The fault of words that nothing takes.
pub(crate) fn too_many<T: Values>(words: &[Positional<'_>], taken: usize) -> Result<(), Refused> {
    match words.get(taken) {
        Some(word) if T::ARGUMENTS.is_empty() => {
            Err((Fault::new(ParseCode::TooManyArguments, "the command takes no arguments".to_owned()), Some(word.span())))
        }
        Some(word) => {
            let most = T::ARGUMENTS.len();
            Err((Fault::new(ParseCode::TooManyArguments, format!("the command takes {most} arguments at most")), Some(word.span())))
        }
        None => Ok(()),
    }
}
