//! Which part of a `docker run` a refusal is about, so that a form can show it where it was written.

/// Words of engines, old and new, in lower case, and the flag or the argument that they are about, as docker's help calls it.
const SAID: [(&str, &str); 19] = [
    ("minimum memory limit ", "--memory"),
    ("minimum memoryswap limit ", "--memory"),
    ("range of cpus is from ", "--cpus"),
    ("unable to find user ", "--user"),
    // Or of `--group-add`.
    ("unable to find group ", "GROUP"),
    ("the working directory '", "--workdir"),
    // A folder to work in is made when it is missing.
    ("cannot mkdir: ", "--workdir"),
    ("invalid volume specification: ", "--volume"),
    ("invalid mount config for type ", "--volume"),
    ("includes invalid characters for a local volume name", "--volume"),
    ("error mounting \"/", "--volume"),
    ("invalid mode: ", "--volume"),
    ("invalid restart policy", "--restart"),
    ("maximum retry count cannot be negative", "--restart"),
    ("user specified ip address is supported ", "--network"),
    ("joining network namespace of container: ", "--network"),
    ("invalid container name (", "--name"),
    // What is started: the command, or the entrypoint where there is one.
    ("unable to start container process: exec: \"", "COMMAND"),
    ("error during container init: exec: \"", "COMMAND"),
];

/// The flag, or the argument; none when the words are not known.
pub(super) fn flag(message: &str) -> Option<&'static str> {
    let said = message.to_lowercase();
    SAID.iter().find(|(words, _)| said.contains(words)).map(|(_, flag)| *flag)
}

#[cfg(test)]
mod tests {
    use super::flag;

    #[test]
    fn sentences_of_real_engines() {
        for (said, about) in [
            ("Minimum memory limit allowed is 6MB", Some("--memory")),
            ("Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available", Some("--cpus")),
            ("range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available", Some("--cpus")),
            ("unable to find user nobodyatall: no matching entries in passwd file", Some("--user")),
            ("unable to find group nogroupatall: no matching entries in group file", Some("GROUP")),
            ("the working directory 'relative' is invalid, it needs to be an absolute path", Some("--workdir")),
            ("Cannot mkdir: /etc/passwd is not a directory", Some("--workdir")),
            (
                "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"nothere\": executable file not found in $PATH: unknown",
                Some("COMMAND"),
            ),
            (
                "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"/etc/passwd\": permission denied",
                Some("COMMAND"),
            ),
            (
                "invalid volume specification: '/a:relative': invalid mount config for type \"bind\": invalid mount path: 'relative' mount path must be absolute",
                Some("--volume"),
            ),
            ("invalid mode: qq", Some("--volume")),
            (
                "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/etc/passwd\" to rootfs at \"/etc\": mount src=/etc/passwd, dst=/etc, dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type",
                Some("--volume"),
            ),
            ("maximum retry count cannot be negative", Some("--restart")),
            ("invalid restart policy: maximum retry count cannot be negative", Some("--restart")),
            ("user specified IP address is supported on user defined networks only", Some("--network")),
            ("joining network namespace of container: No such container: nothere", Some("--network")),
            ("Invalid container name (b d), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed", Some("--name")),
            ("No such container: x", None),
            (
                "driver failed programming external connectivity on endpoint b (f1): Bind for 0.0.0.0:80 failed: port is already allocated",
                None,
            ),
        ] {
            assert_eq!(flag(said), about, "{said}");
        }
    }
}
