//! Small values with docker's own grammar: read from text, and written back as text that reads the same.

mod bytes;
mod cpus;
pub(crate) mod csv;
mod duration;
mod gpus;
mod mount;
mod network;
mod number;
mod pairs;
mod plain;
mod ports;
mod restart;
mod secret;
mod ulimit;
mod volume;

pub use bytes::{MemoryLimit, MemorySize, SizeError};
pub use cpus::Cpus;
pub use duration::Duration;
pub use gpus::GpuRequest;
pub use mount::{Mount, MountError, MountKind};
pub use network::NetworkAttachment;
pub use pairs::{EnvVar, Filter, HostMapping, KeyValue, PairError};
pub use ports::ExposedPort;
pub use restart::RestartPolicy;
pub(crate) use secret::MASK;
pub use secret::Secret;
pub use ulimit::Ulimit;
pub(crate) use volume::is_options;
pub use volume::{Volume, VolumeError};

use crate::parse::{Context, Fault};

/// A value of a flag or an argument.
pub(crate) trait Value: Sized + std::fmt::Debug + 'static {
    /// True where docker takes an empty text for "not given".
    const EMPTY_IS_NONE: bool = false;

    /// Reads it; `context` says what relative paths mean.
    fn read(text: &str, context: &Context<'_>) -> Result<Self, Fault>;

    /// Writes it.
    fn write(&self) -> String;

    /// Any value.
    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Self>;
}

/// Makes values of types that read and write themselves; a text of the pattern that reads is a value to test with.
macro_rules! values {
    ($($type:ty, $code:ident, $pattern:literal $(, empty is $none:literal)?;)*) => {$(
        impl Value for $type {
            $(const EMPTY_IS_NONE: bool = $none;)?

            fn read(text: &str, _: &Context<'_>) -> Result<Self, Fault> {
                text.parse().map_err(|error| Fault::new(crate::ParseCode::$code, format!("{text:?}: {error}")))
            }

            fn write(&self) -> String {
                self.to_string()
            }

            #[cfg(test)]
            fn strategy() -> proptest::strategy::BoxedStrategy<Self> {
                use proptest::prelude::*;
                $pattern.prop_filter_map("not a value", |text: String| text.parse().ok()).boxed()
            }
        }
    )*};
}

values! {
    crate::ImageReference, InvalidReference,
        "[a-z]{1,6}(/[a-z0-9]{1,5}){0,2}(:[a-zA-Z0-9_.-]{1,8})?|localhost:[0-9]{2,4}/[a-z]{1,5}|ghcr\\.io/a/b|[0-9a-f]{64}|a@sha256:[0-9a-f]{64}";
    crate::ContainerName, InvalidName, "[a-zA-Z0-9][a-zA-Z0-9_.-]{1,12}", empty is true;
    crate::PortMapping, InvalidPort,
        "[1-9][0-9]{0,3}(:[1-9][0-9]{0,3})?(/udp|/sctp)?|127\\.0\\.0\\.1:[0-9]{0,4}:[1-9][0-9]{0,2}|\\[::1\\]:80:80|80[0-4]-80[5-9]:80";
    ExposedPort, InvalidPort, "[1-9][0-9]{0,3}(/udp)?|[1-4]0-[5-9]0(/tcp)?";
    MemorySize, InvalidSize, "[0-9]{1,9}[bkmg]?";
    MemoryLimit, InvalidSize, "-1|[0-9]{1,9}[bkmg]?";
    Cpus, InvalidValue, "[0-9]{1,2}(\\.[0-9]{1,9})?|\\.5";
    Duration, InvalidValue, "([0-9]{1,2}h)?[0-9]{1,3}m([0-9]{1,2}s)?|[0-9]{1,4}(ms|us|ns|s)|0s|1\\.5s";
    EnvVar, InvalidValue, "[A-Za-z_][A-Za-z0-9_.]{0,6}(=\\PC{0,12})?";
    KeyValue, InvalidValue, "[a-z][a-z0-9_.]{0,6}(=\\PC{0,12})?";
    Filter, InvalidValue, "[a-z]{1,6}=\\PC{0,8}";
    HostMapping, InvalidValue, "[a-z]{1,6}:(10\\.0\\.0\\.[0-9]{1,2}|::1|host-gateway)";
    RestartPolicy, InvalidValue, "|no|always|unless-stopped|on-failure(:[0-9]{1,2})?";
    Ulimit, InvalidValue, "(nofile|nproc|core|memlock)=([0-9]{1,3}(:[0-9]{4})?|-1)";
    GpuRequest, InvalidValue, "all|[1-9]|\"device=[0-9],[0-9]\"|device=[a-z]{1,3}|count=2,capabilities=[a-z]{2}|\"capabilities=a,b\",driver=[a-z]{1,4}";
    NetworkAttachment, InvalidValue, "[a-z]{1,6}|name=[a-z]{1,4},alias=[a-z]{1,3},alias=x|name=a,ip=10\\.0\\.0\\.[0-9],driver-opt=a=b|container:[a-z]{2}";
}

impl Value for String {
    fn read(text: &str, _: &Context<'_>) -> Result<Self, Fault> {
        Ok(text.to_owned())
    }

    fn write(&self) -> String {
        self.clone()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Self> {
        use proptest::prelude::*;
        prop_oneof![4 => "[a-z][a-z0-9_-]{0,8}", 2 => "[a -~가-힣\\n\\t'\"$`\\\\%{}-]{0,10}", 1 => any::<String>()].boxed()
    }
}

/// An absolute path of either system.
#[cfg(test)]
pub(crate) fn any_path() -> proptest::strategy::BoxedStrategy<String> {
    use proptest::prelude::*;
    prop_oneof![4 => "/[a-z]{1,5}(/[a-zA-Z가-힣. $'\"%~,]{1,6}){0,2}", 1 => "[A-Z]:\\\\[a-z]{1,5}(\\\\[a-z ]{1,4})?"].boxed()
}

#[cfg(test)]
mod tests;
