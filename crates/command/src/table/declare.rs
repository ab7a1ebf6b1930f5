/// Declares a command: its struct and its table, at once.
///
/// ```text
/// command! {
///     /// Doc of the struct.
///     Stop;
///     flags {
///         /// Doc of the field.
///         time: Option<i32> = One("time") { .short('t').value("time.seconds") };
///     }
///     known [FlagSpec::known("link")]
///     arguments {
///         /// Doc of the field.
///         containers: Vec<String> = OneOrMore(Container, "container.reference");
///     }
/// }
/// ```
///
/// Fields of flags may be left out in JSON. `Name stops;` declares that no flag is read behind the first argument. `part of Whole { own: value }`
/// behind the arguments declares that `Whole` has every field of this one, and some of its own: each becomes the other.
macro_rules! command {
    (@stops) => { false };
    (@stops stops) => { true };
    (@part [] $name:ident [$($field:ident,)*]) => {};
    (@part [$whole:ident { $($own:ident: $value:expr),* $(,)? }] $name:ident [$($field:ident,)*]) => {
        impl From<$name> for $whole {
            fn from(part: $name) -> Self {
                let $name { $($field,)* } = part;
                Self { $($field,)* $($own: $value,)* }
            }
        }

        impl From<$whole> for $name {
            fn from(whole: $whole) -> Self {
                let $whole { $($field,)* .. } = whole;
                Self { $($field,)* }
            }
        }
    };
    (
        $(#[$meta:meta])*
        $name:ident $($stops:ident)?;
        flags { $( $(#[$flag_meta:meta])* $flag:ident : $flag_type:ty = $kind:ident ($long:literal) $({ $($chain:tt)* })? ; )* }
        known [ $($known:expr),* $(,)? ]
        arguments { $( $(#[$argument_meta:meta])* $argument:ident : $argument_type:ty = $slot:ident ($role:ident, $key:literal) ; )* }
        $( part of $($part:tt)+ )?
    ) => {
        command!(@part [$( $($part)+ )?] $name [$($argument,)* $($flag,)*]);

        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, specta::Type)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $( $(#[$argument_meta])* pub $argument: $argument_type, )*
            $( $(#[$flag_meta])* #[serde(default)] pub $flag: $flag_type, )*
        }

        impl $name {
            /// With these arguments, and no flag given.
            #[must_use]
            #[allow(clippy::new_without_default, clippy::too_many_arguments, reason = "it has as many as docker's command has")]
            pub fn new($($argument: $argument_type),*) -> Self {
                Self { $($argument,)* $($flag: Default::default(),)* }
            }
        }

        impl crate::table::Values for $name {
            const FLAGS: &'static [crate::table::FlagSpec] = &[
                $( crate::table::FlagSpec::new($long, <crate::table::$kind as crate::table::Kind<$flag_type>>::TAKES) $( $($chain)* )?, )*
                $( $known, )*
            ];
            const ARGUMENTS: &'static [crate::table::ArgumentSpec] =
                &[$( crate::table::ArgumentSpec { role: crate::Role::$role, key: $key }, )*];
            const STOPS: bool = command!(@stops $($stops)?);

            #[allow(unused_variables, unused_mut, unused_assignments, reason = "a command may have no flags, or no arguments")]
            fn read(
                given: &[crate::scan::Given<'_>],
                arguments: &[crate::scan::Positional<'_>],
                context: &crate::parse::Context<'_>,
            ) -> Result<Self, crate::table::Refused> {
                $( let mut $flag: $flag_type = Default::default(); )*
                for given in given {
                    let mut fault = None;
                    $(
                        if given.flag.long == $long {
                            match <crate::table::$kind as crate::table::Kind<$flag_type>>::read(&mut $flag, given.text(), context) {
                                Ok(()) => continue,
                                Err(refused) => fault = Some(refused),
                            }
                        }
                    )*
                    if let Some(fault) = fault {
                        return Err((fault, Some(given.value_span())));
                    }
                }
                let mut taken = 0;
                $(
                    let ($argument, took) =
                        <crate::table::$slot as crate::table::Slot<$argument_type>>::take(&arguments[taken..], $key, context)?;
                    taken += took;
                )*
                crate::table::too_many::<Self>(arguments, taken)?;
                Ok(Self { $($argument,)* $($flag,)* })
            }

            fn flags(&self) -> Vec<Vec<crate::table::Written>> {
                vec![$( <crate::table::$kind as crate::table::Kind<$flag_type>>::write(&self.$flag), )*]
            }

            fn arguments(&self) -> Vec<Vec<String>> {
                vec![$( <crate::table::$slot as crate::table::Slot<$argument_type>>::write(&self.$argument), )*]
            }

            #[cfg(test)]
            #[allow(unused_variables, reason = "a command may have no flags and no arguments")]
            fn sample(runner: &mut proptest::test_runner::TestRunner) -> Self {
                Self {
                    $( $argument: crate::table::whole::draw(runner, &<crate::table::$slot as crate::table::Slot<$argument_type>>::strategy()), )*
                    $( $flag: crate::table::whole::draw(runner, &<crate::table::$kind as crate::table::Kind<$flag_type>>::strategy()), )*
                }
            }
        }
    };
}
