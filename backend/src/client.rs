//! The other end of a connection: its address, and if it uses https.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// The address at the other end of the TCP connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The caller's address and scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// The address for rate limits; `None` for a peer on this machine that is not a trusted proxy, because it may be
    /// a proxy that speaks for everyone.
    pub address: Option<IpAddr>,
    pub is_https: bool,
}

/// The addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// Reads addresses and networks such as `127.0.0.1` or `10.0.0.0/8`. Fails with the first that is neither.
    pub fn parse(texts: &[String]) -> Result<Self, &str> {
        let networks = texts.iter().map(|text| Network::parse(text).ok_or(text.as_str()));
        networks.collect::<Result<_, _>>().map(Self)
    }

    fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// Identifies a caller whose request with these headers came from `peer`.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let peer = peer.to_canonical();
        if !self.contain(peer) {
            return Client { address: (!peer.is_loopback()).then(|| counted(peer)), is_https: false };
        }
        // Each proxy appends the address that it saw, so the last one that is not a proxy of ours is the client's.
        let forwarded: Vec<IpAddr> = values(headers, "x-forwarded-for").map_while(address).collect();
        let client = forwarded.iter().find(|address| !self.contain(**address)).or(forwarded.last());
        Client {
            address: client.copied().map(counted),
            is_https: values(headers, "x-forwarded-proto").next().is_some_and(|value| value == "https"),
        }
    }
}

/// Returns the values of a header that may be repeated and may list several, last first.
fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    let texts: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    texts.into_iter().rev().flat_map(|text| text.rsplit(',')).map(str::trim)
}

/// Reads an address with an optional port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// A single subscriber has a whole /64 of IPv6 addresses, so these count as one.
fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
    }
}

/// A network, by its address and prefix length in bits, in IPv6 form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: u128,
    prefix: u32,
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().ok()?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Some(bits), |prefix| prefix.parse().ok().filter(|prefix| *prefix <= bits))?;
        Some(Self { address: bits_of(address), prefix: prefix + 128 - bits })
    }

    fn contains(self, address: IpAddr) -> bool {
        let different = self.address ^ bits_of(address);
        different.leading_zeros() >= self.prefix
    }
}

fn bits_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(texts: &[&str]) -> TrustedProxies {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        TrustedProxies::parse(&texts).unwrap()
    }

    fn client(proxies: &TrustedProxies, peer: &str, headers: &[(&'static str, &str)]) -> (String, bool) {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        let client = proxies.client(peer.parse().unwrap(), &headers);
        (client.address.map_or(String::new(), |address| address.to_string()), client.is_https)
    }

    const FORWARDED: [(&str, &str); 2] = [("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https")];

    #[test]
    fn headers_of_a_proxy_that_is_not_trusted_are_not_believed() {
        let trusted = proxies(&["127.0.0.1", "10.0.0.0/8"]);
        assert_eq!(client(&trusted, "198.51.100.1", &FORWARDED), ("198.51.100.1".into(), false));
        assert_eq!(client(&trusted, "11.0.0.1", &FORWARDED), ("11.0.0.1".into(), false));
        assert_eq!(client(&trusted, "127.0.0.1", &FORWARDED), ("203.0.113.7".into(), true));
        assert_eq!(client(&trusted, "::ffff:10.9.8.7", &FORWARDED), ("203.0.113.7".into(), true));
    }

    #[test]
    fn what_the_client_wrote_before_the_proxies_is_passed_over() {
        let trusted = proxies(&["127.0.0.1", "10.0.0.0/8"]);
        let chain = [("x-forwarded-for", "192.0.2.1, 203.0.113.7, 10.0.0.2"), ("x-forwarded-proto", "https, http")];
        assert_eq!(client(&trusted, "127.0.0.1", &chain), ("203.0.113.7".into(), false));
        let nonsense = [("x-forwarded-for", "192.0.2.1, nonsense")];
        assert_eq!(client(&trusted, "127.0.0.1", &nonsense), (String::new(), false));
    }

    #[test]
    fn a_peer_on_this_machine_counts_as_no_address() {
        assert_eq!(client(&TrustedProxies::default(), "127.0.0.1", &FORWARDED), (String::new(), false));
    }

    #[test]
    fn addresses_of_one_subscriber_count_as_one() {
        let none = TrustedProxies::default();
        assert_eq!(client(&none, "2001:db8:1:2:3:4:5:6", &[]), client(&none, "2001:db8:1:2:ffff::1", &[]));
        assert_ne!(client(&none, "2001:db8:1:2::1", &[]), client(&none, "2001:db8:1:3::1", &[]));
        let trusted = proxies(&["fd00::/8"]);
        let forwarded = [("x-forwarded-for", "[2001:db8::1]:443")];
        assert_eq!(client(&trusted, "fd12::1", &forwarded), ("2001:db8::".into(), false));
    }

    #[test]
    fn what_is_no_address_and_no_network_is_named() {
        for wrong in ["proxy", "10.0.0.0/33", "10.0.0.0/", "::/129", "", "10.0.0"] {
            let texts = ["127.0.0.1".to_owned(), wrong.to_owned()];
            assert_eq!(TrustedProxies::parse(&texts), Err(wrong));
        }
        assert!(proxies(&["0.0.0.0/0"]).contain("192.0.2.1".parse().unwrap()));
    }
}
