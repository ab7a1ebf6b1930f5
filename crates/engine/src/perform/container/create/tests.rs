use super::*;
use crate::refusal::of_answer;

#[test]
fn what_a_command_or_a_driver_is_called_is_no_code() {
    for said in [
        "failed to create shim task: exec: \"no such image\": executable file not found in $PATH: unknown",
        "failed to initialize logging driver: dial tcp 127.0.0.1:1: connect: connection refused",
        "failed to set up container networking: Address already in use",
    ] {
        assert_eq!(not_started(of_answer(500, said)).code(), ProblemCode::StartFailed, "{said}");
    }
    let missing =
        not_started(of_answer(500, "unable to start container process: exec: \"x\": executable file not found in $PATH: unknown"));
    assert_eq!(missing.problem().params.get("flag").map(String::as_str), Some("COMMAND"), "what was refused is kept");
    let busy = not_started(of_answer(500, "Bind for 0.0.0.0:80 failed: port is already allocated"));
    assert_eq!(busy.problem().params.get("port").map(String::as_str), Some("80"));
}
