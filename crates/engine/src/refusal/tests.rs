use super::*;

#[test]
#[allow(clippy::too_many_lines, reason = "a list of sentences")]
fn sentences_of_real_engines() {
    let said = [
        (
            409,
            "Conflict. The container name \"/web\" is already in use by container \"f1\". You have to remove (or rename) that container to be able to reuse that name.",
            ProblemCode::NameInUse,
        ),
        (
            500,
            "driver failed programming external connectivity on endpoint b (f1): Bind for 0.0.0.0:80 failed: port is already allocated",
            ProblemCode::PortInUse,
        ),
        (
            500,
            "driver failed programming external connectivity on endpoint b (f1): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use",
            ProblemCode::PortInUse,
        ),
        (
            500,
            "failed to set up container networking: driver failed programming external connectivity on endpoint b (f1): failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use",
            ProblemCode::PortInUse,
        ),
        // Of a container's own address, which another container has.
        (500, "failed to set up container networking: Address already in use", ProblemCode::EngineRefused),
        (404, "No such image: nothere:latest", ProblemCode::ImageNotFound),
        (
            404,
            "pull access denied for nothere, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
            ProblemCode::ImageNotFound,
        ),
        (500, "manifest for nginx:9 not found: manifest unknown: manifest unknown", ProblemCode::ImageNotFound),
        (
            404,
            "failed to resolve reference \"docker.io/library/nothere:latest\": docker.io/library/nothere:latest: not found",
            ProblemCode::ImageNotFound,
        ),
        (500, "Get \"https://r.example/v2/\": dial tcp: lookup r.example on 10.0.0.1:53: no such host", ProblemCode::RegistryUnreachable),
        (
            500,
            "failed to resolve reference \"localhost:1/x:latest\": failed to do request: Head \"https://localhost:1/v2/x/manifests/latest\": dial tcp [::1]:1: connect: connection refused",
            ProblemCode::RegistryUnreachable,
        ),
        (404, "No such container: x", ProblemCode::ContainerNotFound),
        (500, "configured logging driver does not support reading", ProblemCode::LogNotKept),
        (501, "configured logging driver does not support reading", ProblemCode::LogNotKept),
        (
            409,
            "You cannot remove a running container f1. Stop the container before attempting removal or force remove",
            ProblemCode::ContainerRunning,
        ),
        (500, "An image does not exist locally with the tag: nothere/x", ProblemCode::ImageNotFound),
        (500, "tag does not exist: nothere/x:latest", ProblemCode::ImageNotFound),
        (409, "Container f1 is not running", ProblemCode::Conflict),
        (404, "get data: no such volume", ProblemCode::VolumeNotFound),
        (409, "remove data: volume is in use - [58963cb326eb]", ProblemCode::VolumeInUse),
        (
            409,
            "conflict: unable to remove repository reference \"busybox\" (must force) - container 58963cb326eb is using its referenced image a00b15b92dcc",
            ProblemCode::ImageInUse,
        ),
        (
            409,
            "conflict: unable to delete busybox:latest (must be forced) - container 2a8cc05d9ff4 is using its referenced image 5ef10a0661e7",
            ProblemCode::ImageInUse,
        ),
        (
            409,
            "conflict: unable to delete a00b15b92dcc (cannot be forced) - image is being used by running container 58963cb326eb",
            ProblemCode::ImageInUse,
        ),
        (
            409,
            "conflict: unable to delete 9a291210323b (must be forced) - image is referenced in multiple repositories",
            ProblemCode::ImageInUse,
        ),
        (400, "invalid reference format", ProblemCode::InvalidReference),
        (
            409,
            "You cannot remove a paused container f1. Unpause and then stop the container before attempting removal or force remove",
            ProblemCode::ContainerRunning,
        ),
        (409, "cannot remove container \"web\": container is paused and must be unpaused first", ProblemCode::ContainerRunning),
        (404, "Could not find the file /nothere in container web", ProblemCode::FileNotFound),
        (404, "get nope: no such volume", ProblemCode::VolumeNotFound),
        (404, "network nope not found", ProblemCode::NetworkNotFound),
        (404, "failed to set up container networking: network nope not found", ProblemCode::NetworkNotFound),
        // Docker's client pulls then, as it does for one that is not here at all.
        (
            404,
            "image with reference busybox was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64",
            ProblemCode::ImageNotFound,
        ),
        (
            404,
            "image with reference busybox:latest was found but does not provide the specified platform (linux/arm64)",
            ProblemCode::ImageNotFound,
        ),
        (403, "error while removing network: network n1 id 36 has active endpoints", ProblemCode::NetworkInUse),
        (
            403,
            "error while removing network: network n1 has active endpoints (name:\"web\" id:\"2f6ca69dd2fd\")",
            ProblemCode::NetworkInUse,
        ),
        (403, "bridge is a pre-defined network and cannot be removed", ProblemCode::Conflict),
        (403, "operation is not permitted on predefined host network", ProblemCode::Conflict),
        (403, "Pool overlaps with other one on this address space", ProblemCode::Conflict),
        (403, "invalid pool request: Pool overlaps with other one on this address space", ProblemCode::Conflict),
        (403, "endpoint with name web already exists in network n1", ProblemCode::Conflict),
        (403, "container 23b4 is not connected to network n1", ProblemCode::Conflict),
        (409, "network with name n1 already exists", ProblemCode::Conflict),
        (500, "Invalid subnet 10.1.1.0 : invalid CIDR address: 10.1.1.0", ProblemCode::InvalidValue),
        (403, "container rootfs is marked read-only", ProblemCode::Conflict),
        (500, "Invalid signal: NOPE", ProblemCode::InvalidValue),
        (400, "cannot kill container: web: invalid signal: NOPE", ProblemCode::InvalidValue),
        (500, "Cannot kill container: web: The linux daemon does not support signal 99", ProblemCode::InvalidValue),
    ];
    for (status, message, code) in said {
        assert_eq!(of_answer(status, message).code(), code, "{message}");
    }
}

#[test]
fn the_port_and_the_name_are_told() {
    for (said, port) in [
        ("x: Bind for 0.0.0.0:8080 failed: port is already allocated", Some("8080")),
        ("x: Bind for :::8080 failed: port is already allocated", Some("8080")),
        ("listen tcp4 0.0.0.0:80: bind: address already in use", Some("80")),
        ("failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use", Some("8080")),
        ("failed to bind host port for [::]:8080:[fd00::2]:80/tcp: address already in use", Some("8080")),
        ("failed to bind host port 127.0.0.1:8080/tcp: address already in use", Some("8080")),
        ("failed to bind host port for ::: address already in use", None),
    ] {
        let problem = of_answer(500, said).problem();
        assert_eq!((problem.code, problem.params.get("port").map(String::as_str)), (ProblemCode::PortInUse, port), "{said}");
    }
    let problem = of_answer(409, "Conflict. The container name \"/web\" is already in use by container \"f1\".").problem();
    assert_eq!(problem.params.get("name").map(String::as_str), Some("web"));
    let problem = of_answer(404, "Could not find the file /a b in container web").problem();
    assert_eq!(problem.params.get("path").map(String::as_str), Some("/a b"));
    let problem = of_answer(404, "failed to set up container networking: network nope not found").problem();
    assert_eq!(problem.params.get("network").map(String::as_str), Some("nope"));
}
