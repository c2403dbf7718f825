//! The address under which phones of the house reach this node: what a code on a
//! table must say, whatever address the board was opened under. Sends nothing.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// Where the node listens, and how.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    addr: Option<SocketAddr>,
    with_tls: bool,
}

impl Reached {
    /// A node that listens there.
    pub fn at(addr: Option<SocketAddr>, with_tls: bool) -> Self {
        Self { addr, with_tls }
    }

    /// Scheme, host and port for a device of the house, as things are now: a router may give the machine
    /// another address tomorrow. None for a node that listens to its own machine alone.
    pub fn origin(self) -> Option<String> {
        let addr = self.addr?;
        let ip = match addr.ip() {
            ip if ip.is_loopback() => return None,
            ip if ip.is_unspecified() => IpAddr::V4(own_address()?),
            ip => ip,
        };
        let scheme = if self.with_tls { "https" } else { "http" };
        Some(format!("{scheme}://{}", SocketAddr::new(ip, addr.port())))
    }
}

/// The address by which this machine goes out, where it is one of a private network. Nothing is sent.
pub fn own_address() -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    match socket.local_addr().ok()?.ip() {
        IpAddr::V4(ip) if ip.is_private() || ip.is_link_local() => Some(ip),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reached, own_address};

    #[test]
    fn phones_are_told_an_address_that_is_not_this_machine_alone() {
        let origin = |addr: &str, tls| Reached::at(addr.parse().ok(), tls).origin();
        assert_eq!(origin("127.0.0.1:7102", false), None);
        assert_eq!(origin("[::1]:7102", false), None);
        assert_eq!(origin("nowhere", false), None);
        let shown = origin("192.168.1.20:7102", false);
        assert_eq!(shown.as_deref(), Some("http://192.168.1.20:7102"));
        let shown = origin("[fd00::5]:7102", true);
        assert_eq!(shown.as_deref(), Some("https://[fd00::5]:7102"));
        let everywhere = own_address().map(|ip| format!("http://{ip}:7102"));
        assert_eq!(origin("0.0.0.0:7102", false), everywhere);
    }
}
