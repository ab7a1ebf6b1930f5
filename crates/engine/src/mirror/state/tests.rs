use naru_view::ContainerState;

use super::*;

fn container(id: &str, state: ContainerState) -> Container {
    Container {
        id: id.into(),
        name: id.into(),
        image: "i".into(),
        image_id: "sha256:i".into(),
        command: String::new(),
        state,
        exit_code: None,
        health: None,
        ports: Vec::new(),
        created: 0,
        volumes: Vec::new(),
    }
}

#[tokio::test]
async fn a_slow_reader_gets_the_last_state_once() {
    let shared = Shared::new();
    shared.set_containers(vec![container("a", ContainerState::Created), container("b", ContainerState::Created)]);
    let mut subscription = shared.subscribe();
    assert_eq!(subscription.next().await.len(), 2, "the status and the whole list");
    shared.update_containers(&["a".into()], vec![container("a", ContainerState::Running)]);
    shared.update_containers(&["a".into()], vec![container("a", ContainerState::Exited)]);
    shared.update_containers(&["b".into()], Vec::new());
    let changes = subscription.next().await;
    let [Change::Containers { all: false, changed, removed, .. }] = changes.as_slice() else { panic!("one change: {changes:?}") };
    assert_eq!(changed, &[container("a", ContainerState::Exited)]);
    assert_eq!(removed, &["b".to_owned()]);
}

#[tokio::test]
async fn what_was_read_again_is_touched_even_when_it_did_not_change() {
    let shared = Shared::new();
    shared.set_containers(vec![container("a", ContainerState::Exited)]);
    let mut touched = shared.touched();
    shared.update_containers(&["a".into()], vec![container("a", ContainerState::Exited)]);
    assert_eq!(touched.recv().await, Ok(Touched::Container("a".into())), "it may have run in between");
}

#[tokio::test]
async fn what_did_not_change_is_not_said() {
    let shared = Shared::new();
    let mut subscription = shared.subscribe();
    subscription.next().await;
    shared.set_containers(vec![container("a", ContainerState::Running)]);
    subscription.next().await;
    shared.update_containers(&["a".into()], vec![container("a", ContainerState::Running)]);
    shared.set_containers(vec![container("a", ContainerState::Running)]);
    shared.update_containers(&["gone".into()], Vec::new());
    let quiet = tokio::time::timeout(std::time::Duration::from_millis(20), subscription.next()).await;
    assert!(quiet.is_err(), "nothing changed, and yet: {quiet:?}");
}

#[tokio::test]
async fn a_whole_list_that_is_read_again_tells_what_is_different() {
    let shared = Shared::new();
    let running = |id| container(id, ContainerState::Running);
    shared.set_containers(vec![running("a"), running("b"), running("c")]);
    let mut subscription = shared.subscribe();
    subscription.next().await;
    shared.set_containers(vec![container("b", ContainerState::Exited), running("c")]);
    let changes = subscription.next().await;
    let [Change::Containers { all: false, changed, removed, .. }] = changes.as_slice() else { panic!("one change: {changes:?}") };
    assert_eq!(changed, &[container("b", ContainerState::Exited)]);
    assert_eq!(removed, &["a".to_owned()]);
}

#[tokio::test]
async fn a_lost_engine_keeps_its_list() {
    let shared = Shared::new();
    shared.set_containers(vec![container("a", ContainerState::Running)]);
    shared.lost(crate::error::Error::cancelled().problem());
    assert_eq!(shared.containers().len(), 1);
}

fn engine(address: &str) -> EngineInfo {
    EngineInfo {
        name: "Docker Engine".into(),
        version: "28.5.2".into(),
        api_version: "1.51".into(),
        os: "linux".into(),
        arch: "amd64".into(),
        address: address.into(),
        source: naru_view::EndpointSource::Default,
        ports_host: "localhost".into(),
    }
}

#[tokio::test]
async fn images_of_another_engine_are_not_shown_as_those_of_this_one() {
    let shared = Shared::new();
    shared.connected(engine("one"), Vec::new());
    assert!(!shared.set_images(Vec::new()), "none were known before");
    let mut subscription = shared.subscribe();
    let problem = crate::error::Error::new(naru_view::ProblemCode::EngineRefused, "broken").problem();
    shared.images_refused(problem.clone());
    subscription.next().await;
    shared.connected(engine("one"), Vec::new());
    let changes = subscription.next().await;
    assert!(matches!(changes.as_slice(), [Change::Images { images: Some(_), problem: None, .. }]), "{changes:?}");
    shared.images_refused(problem);
    shared.connected(engine("two"), Vec::new());
    let changes = subscription.next().await;
    assert!(matches!(changes.as_slice(), [Change::Images { images: None, problem: None, .. }, Change::Status { .. }]), "{changes:?}");
}

#[tokio::test]
async fn why_images_are_not_listed_is_said_until_they_are() {
    let shared = Shared::new();
    shared.set_images(Vec::new());
    let mut subscription = shared.subscribe();
    subscription.next().await;
    let problem = crate::error::Error::new(naru_view::ProblemCode::EngineRefused, "broken").problem();
    shared.images_refused(problem.clone());
    shared.images_refused(problem.clone());
    let changes = subscription.next().await;
    assert!(matches!(changes.as_slice(), [Change::Images { images: Some(_), problem: Some(_), .. }]), "what was listed stays: {changes:?}");
    assert!(!shared.set_images(Vec::new()), "they are as they were");
    let changes = subscription.next().await;
    assert!(matches!(changes.as_slice(), [Change::Images { problem: None, .. }]), "{changes:?}");
}
