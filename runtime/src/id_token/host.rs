//! Hosts that a document from the network must not lead to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Whether a URL names a host that only this machine or its own network reaches: whoever controls the document could make
/// this server ask its neighbours (RFC 8414 section 6.1 and RFC 9700 speak of it as server-side request forgery).
///
/// Judged by what the URL says. Names that resolve to such an address are the transport's business: it alone resolves them.
pub(super) fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_private_name(name),
        Some(Host::Ipv4(address)) => is_private_address(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_private_address(IpAddr::V6(address)),
        None => true,
    }
}

fn is_private_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    !name.contains('.')
        || matches!(last, "localhost" | "local" | "internal" | "lan" | "home")
        || name.ends_with(".home.arpa")
}

fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => match embedded_v4(address) {
            Some(embedded) => is_private_v4(embedded),
            None => {
                address.is_loopback()
                    || address.is_unspecified()
                    || address.is_multicast()
                    || address.is_unique_local()
                    || address.is_unicast_link_local()
                    || is_local_prefix(address)
            }
        },
    }
}

/// Site-local addresses (fec0::/10, RFC 3879: obsolete, still routed inside of networks) and translation inside of a
/// network (64:ff9b:1::/48, RFC 8215).
fn is_local_prefix(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    first & 0xffc0 == 0xfec0 || [first, second, third] == [0x64, 0xff9b, 1]
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (18..20).contains(&second))
}

/// The IPv4 address inside a mapped, compatible, translated (64:ff9b::/96, ::ffff:0:0:0/96) or 6to4 (2002::/16) address.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let octets = address.octets();
    let last: [u8; 4] = [octets[12], octets[13], octets[14], octets[15]];
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0, 0, 0, 0, 0xffff, 0, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(last.into()),
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => Some(last.into()),
        [0x2002, ..] => Some([octets[2], octets[3], octets[4], octets[5]].into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_told_from_the_world() {
        for host in [
            "localhost",
            "LOCALHOST.",
            "keys.localhost",
            "printer.local",
            "metadata.google.internal",
            "intranet",
            "127.0.0.1",
            "2130706433",
            "0x7f.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.100.100.200",
            "0.0.0.0",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.192",
            "224.0.0.1",
            "[::1]",
            "[::]",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "[ff02::1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:7f00:1]",
            "[::7f00:1]",
            "[64:ff9b::a9fe:a9fe]",
            "[2002:a00:1::]",
            "[fec0::1]",
            "[feff::1]",
            "[64:ff9b:1::8.8.8.8]",
            "[::ffff:0:10.0.0.1]",
        ] {
            assert!(is_private(&Url::parse(&format!("https://{host}/keys")).expect(host)), "{host}");
        }
        for host in [
            "id.example.com",
            "localhost.example.com",
            "172.32.0.1",
            "100.128.0.1",
            "8.8.8.8",
            "[2606:4700::1111]",
            "[64:ff9b::8.8.8.8]",
            "[::ffff:0:8.8.8.8]",
        ] {
            assert!(!is_private(&Url::parse(&format!("https://{host}/keys")).expect(host)), "{host}");
        }
    }
}
