#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

fn mapping(text: &str) -> PortMapping {
    text.parse().unwrap_or_else(|error| panic!("docker takes {text:?}, so it must be understood: {error}"))
}

fn error(text: &str) -> PortMappingError {
    text.parse::<PortMapping>().expect_err(text)
}

#[test]
fn reads_every_form_that_docker_takes_and_writes_the_shortest() {
    // The left column was given to the docker 28.2 CLI, which takes them all.
    for (written, shortest) in [
        ("80", "80"),
        ("80:80", "80:80"),
        (":80", "80"),
        ("::80", "80"),
        ("0:80", "0:80"),
        ("080:80", "80:80"),
        ("80/", "80"),
        ("80/tcp", "80"),
        ("53:53/UDP", "53:53/udp"),
        ("80:80/sctp", "80:80/sctp"),
        ("127.0.0.1:80:80", "127.0.0.1:80:80"),
        ("127.0.0.1::80", "127.0.0.1::80"),
        ("[127.0.0.1]::80", "127.0.0.1::80"),
        ("[::1]:80:80", "[::1]:80:80"),
        ("[::1]::80", "[::1]::80"),
        ("::1:80:80", "[::1]:80:80"),
        ("[::]:80:80", "[::]:80:80"),
        ("8000-8010:80-90", "8000-8010:80-90"),
        ("80-80:80", "80:80"),
        ("80-82:90", "80-82:90"),
        ("7000-7002/udp", "7000-7002/udp"),
        ("target=80,published=8080,protocol=udp", "8080:80/udp"),
        ("target=80", "80"),
    ] {
        assert_eq!(mapping(written).to_string(), shortest, "{written}");
    }
}

#[test]
fn refuses_what_docker_refuses_and_says_why() {
    assert_eq!(error(""), PortMappingError::Missing);
    assert_eq!(error("/udp"), PortMappingError::Missing);
    assert_eq!(error("80:"), PortMappingError::Missing);
    assert_eq!(error("published=80"), PortMappingError::Missing);
    assert_eq!(error("+80"), PortMappingError::NotAPort("+80".into()));
    assert_eq!(error("80: 80"), PortMappingError::NotAPort(" 80".into()));
    assert_eq!(error("80:http"), PortMappingError::NotAPort("http".into()));
    assert_eq!(error("80-:80"), PortMappingError::NotAPort(String::new()));
    assert_eq!(error("65536"), PortMappingError::OutOfRange("65536".into()));
    assert_eq!(error("99999999999999999999:80"), PortMappingError::OutOfRange("99999999999999999999".into()));
    assert_eq!(error("82-80"), PortMappingError::Backwards("82-80".into()));
    assert!(matches!(error("90:80-82"), PortMappingError::RangesDiffer { .. }));
    assert!(matches!(error("localhost:80:80"), PortMappingError::Address { text, .. } if text == "localhost"));
    assert!(matches!(error("[::1]:80"), PortMappingError::Address { .. }), "brackets need three parts");
    assert!(matches!(error("[fe80::1%eth0]:80:80"), PortMappingError::Address { .. }));
    assert_eq!(error("80/foo"), PortMappingError::Protocol("foo".into()));
    assert_eq!(error("80/tcp/udp"), PortMappingError::Protocol("tcp/udp".into()));
    assert_eq!(error("target=80,8080"), PortMappingError::Option("8080".into()));
}

#[test]
fn zero_is_a_port_only_as_the_hosts_any() {
    assert!(mapping("0:80").host_port().unwrap().is_any());
    for text in ["0", "80:0", "0-5", "0-2:80-82"] {
        assert!(matches!(error(text), PortMappingError::OutOfRange(_)), "{text}");
    }
}

#[test]
fn ranges_bind_side_by_side() {
    let bindings: Vec<_> =
        mapping("127.0.0.1:8000-8002:80-82/udp").bindings().map(|b| (b.port_key(), b.host_ip_text(), b.host_port_text())).collect();
    let expected = [("80/udp", "8000"), ("81/udp", "8001"), ("82/udp", "8002")];
    assert_eq!(bindings, expected.map(|(key, port)| (key.to_owned(), "127.0.0.1".to_owned(), port.to_owned())));
}

#[test]
fn one_container_port_keeps_the_whole_host_range() {
    let bindings: Vec<_> = mapping("8000-8010:80").bindings().collect();
    assert_eq!(bindings.len(), 1);
    assert_eq!(bindings[0].host_port_text(), "8000-8010", "the engine chooses one");
    assert_eq!(mapping("80").bindings().next().unwrap().host_port_text(), "");
}

#[test]
fn the_last_port_can_be_bound() {
    assert_eq!(mapping("65534-65535").bindings().last().unwrap().container_port, 65535);
}

#[test]
fn knows_which_mappings_cannot_both_be_had() {
    let collide = |one: &str, two: &str| {
        let (one, two) = (mapping(one), mapping(two));
        assert_eq!(one.collides_with(&two), two.collides_with(&one), "{one} and {two}: it goes both ways");
        one.collides_with(&two)
    };
    assert!(collide("80:80", "80:81"));
    assert!(collide("80:80", "127.0.0.1:80:81"), "every address is that address too");
    assert!(collide("0.0.0.0:80:80", "127.0.0.1:80:81"));
    assert!(collide("8000-8002:80-82", "8001:90"));
    assert!(!collide("80:80", "80:80/udp"));
    assert!(!collide("127.0.0.1:80:80", "127.0.0.2:80:80"));
    assert!(!collide("0.0.0.0:80:80", "[::]:80:80"), "IPv4 and IPv6 are apart");
    assert!(!collide("80", "80"), "docker chooses different ones");
    assert!(!collide("0:80", "0:81"));
    assert!(!collide("8000-8010:80", "8000-8010:81"), "docker chooses different ones");
}

#[test]
fn is_a_plain_string_outside() {
    assert_eq!(serde_json::to_string(&mapping("80:80/tcp")).unwrap(), "\"80:80\"");
    assert_eq!(serde_json::from_str::<PortMapping>("\"80:80\"").unwrap(), mapping("80:80"));
    assert!(serde_json::from_str::<PortMapping>("\"80:80:80\"").is_err());
}

fn any_mapping() -> impl Strategy<Value = PortMapping> {
    let protocol = prop_oneof![Just(PortProtocol::Tcp), Just(PortProtocol::Udp), Just(PortProtocol::Sctp)];
    (any::<Option<IpAddr>>(), 1u16.., 1u16.., any::<u8>(), any::<u8>(), 0u8..4, protocol).prop_filter_map(
        "ranges that end beyond the last port",
        |(ip, host, container, host_span, span, shape, protocol)| {
            let range = |first: u16, span: u8| PortRange::new(first, first.checked_add(span.into())?);
            let (host, container) = match shape {
                0 => (None, range(container, span)?),
                1 => (Some(PortRange::single(0)), PortRange::single(container)),
                2 => (range(host, host_span), PortRange::single(container)),
                _ => (Some(range(host, span)?), range(container, span)?),
            };
            PortMapping::new(ip, host, container, protocol).ok()
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(mapping in any_mapping()) {
        prop_assert_eq!(mapping.to_string().parse::<PortMapping>(), Ok(mapping.clone()));
        prop_assert_eq!(mapping.bindings().count(), usize::from(mapping.container_port().last() - mapping.container_port().first()) + 1);
    }

    #[test]
    fn any_text_is_answered(text in prop_oneof![any::<String>(), "[0-9:./\\[\\]=,a-f-]{0,24}"]) {
        if let Ok(mapping) = text.parse::<PortMapping>() {
            prop_assert_eq!(mapping.to_string().parse::<PortMapping>(), Ok(mapping));
        }
    }
}
