//! The local authority of a node: made once, so that tills on other devices get
//! a secure context, and the node's own certificate under it, renewed by itself.
//! Knows how such papers are written and kept; serves nothing.

use std::{
    collections::BTreeSet,
    fs,
    net::IpAddr,
    path::{Path, PathBuf},
};

use nusa_facts::{BusinessDate, Millis, hex};
use nusa_server::{reached::own_address, tls::Papers};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, PublicKeyData,
    date_time_ymd,
};

use crate::{exit::Failure, kept_file};

const DAY_MS: i64 = 86_400_000;

/// Days of the authority: devices are told to trust it once.
const CA_DAYS: i64 = 3_650;

/// Days of a node's certificate; phones take no more than 825.
const NODE_DAYS: i64 = 397;

/// A certificate with fewer days left is renewed at the start.
const RENEW_DAYS: i64 = 120;

/// Networks of homes and shops: the authority can vouch for nothing else, so that its key is no
/// danger to anybody's bank even when it is stolen.
const PRIVATE_V4: [([u8; 4], u8); 5] = [
    ([10, 0, 0, 0], 8),
    ([172, 16, 0, 0], 12),
    ([192, 168, 0, 0], 16),
    ([169, 254, 0, 0], 16),
    ([127, 0, 0, 0], 8),
];

/// The files of a node's authority.
#[derive(Clone, Debug)]
pub struct Lan {
    directory: PathBuf,
}

/// What is written beside a node's certificate: for whom, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Label {
    names: BTreeSet<String>,
    until: Millis,
}

impl Lan {
    /// The authority of a node's directory, made or not.
    pub fn of(data: &Path) -> Self {
        Self {
            directory: data.join("tls"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// Where the authority's certificate lies, for devices that are to trust it.
    pub fn ca_path(&self) -> PathBuf {
        self.path("ca.crt")
    }

    /// Whether it was made.
    pub fn is_made(&self) -> bool {
        self.path("ca.key").exists()
    }

    /// Makes the authority for these names besides the private networks.
    ///
    /// # Errors
    /// `Refused` when there is one already: devices trust it, and another would be strange to them.
    pub fn make(&self, names: &[String], now: Millis) -> Result<(), Failure> {
        if self.is_made() {
            let detail = format!("{} exists already", self.ca_path().display());
            return Err(Failure::Refused(detail));
        }
        fs::create_dir_all(&self.directory)?;
        let key = KeyPair::generate().map_err(refused)?;
        let names: BTreeSet<String> = names.iter().cloned().collect();
        let mut params = ca_params(&key);
        date(&mut params, now, CA_DAYS)?;
        params.name_constraints = Some(NameConstraints {
            permitted_subtrees: permitted(&names),
            excluded_subtrees: Vec::new(),
        });
        let certificate = params.self_signed(&key).map_err(refused)?;
        let names = names.into_iter().collect::<Vec<_>>().join(",");
        self.write("names", names.as_bytes())?;
        self.write("ca.crt", certificate.pem().as_bytes())?;
        // Last: with its key the authority is there.
        self.write("ca.key", key.serialize_pem().as_bytes())
    }

    /// The papers for serving: the node's certificate, a fresh one where it nears its end or does not
    /// name where the node is now.
    ///
    /// # Errors
    /// `Usage` when there is no authority yet, `Damaged` when its files are none.
    pub fn papers(&self, now: Millis) -> Result<Papers, Failure> {
        let ca = self.read("ca.crt")?.ok_or_else(|| {
            let made = self.directory.parent().unwrap_or(&self.directory);
            Failure::Usage(format!(
                "there is no local authority yet; make it with: nusa tls init --data {}",
                made.display()
            ))
        })?;
        let told = self.read("names")?.unwrap_or_default();
        let told = told.split(',').filter(|name| !name.is_empty());
        let names: BTreeSet<String> = told.map(str::to_owned).chain(here()).collect();
        let kept = self.read("node.pem")?.filter(|text| {
            let label = label_of(text);
            label.names.is_superset(&names) && label.until.0 - now.0 > RENEW_DAYS * DAY_MS
        });
        let node = match kept {
            Some(text) => text,
            None => self.issue(&names, now)?,
        };
        Papers::read(&ca, &node).ok_or_else(|| self.damaged())
    }

    fn issue(&self, names: &BTreeSet<String>, now: Millis) -> Result<String, Failure> {
        let key = self.read("ca.key")?.ok_or_else(|| self.damaged())?;
        let ca_key = KeyPair::from_pem(&key).map_err(|_| self.damaged())?;
        let issuer = Issuer::new(ca_params(&ca_key), ca_key);
        let own = KeyPair::generate().map_err(refused)?;
        let listed: Vec<String> = names.iter().cloned().collect();
        let mut params = CertificateParams::new(listed.clone()).map_err(refused)?;
        date(&mut params, now, NODE_DAYS)?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        params.distinguished_name.push(DnType::CommonName, "Nusa");
        let certificate = params.signed_by(&own, &issuer).map_err(refused)?;
        let text = format!(
            "names: {}\nuntil: {}\n{}{}",
            listed.join(","),
            now.0 + NODE_DAYS * DAY_MS,
            certificate.pem(),
            own.serialize_pem()
        );
        self.write("node.pem", text.as_bytes())?;
        Ok(text)
    }

    fn read(&self, name: &str) -> Result<Option<String>, Failure> {
        let bytes = kept_file::read(&self.path(name))?;
        let text = bytes.map(|bytes| String::from_utf8(bytes).map_err(|_| self.damaged()));
        text.transpose()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        Ok(kept_file::write(&self.path(name), bytes)?)
    }

    fn damaged(&self) -> Failure {
        Failure::Damaged(format!(
            "{} does not hold a local authority; move it away and make another",
            self.directory.display()
        ))
    }
}

/// The authority's parameters follow from its key, so that they need not be read back.
fn ca_params(key: &KeyPair) -> CertificateParams {
    let mark = blake3::hash(key.der_bytes());
    let name = format!("Nusa {}", hex::encode(&mark.as_bytes()[..4]));
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.distinguished_name.push(DnType::CommonName, name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Nusa");
    params
}

fn permitted(names: &BTreeSet<String>) -> Vec<GeneralSubtree> {
    let networks = PRIVATE_V4.map(|(net, bits)| CidrSubnet::from_v4_prefix(net, bits));
    let ula = CidrSubnet::from_v6_prefix([0xfc, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 7);
    let networks = networks
        .into_iter()
        .chain([ula])
        .map(GeneralSubtree::IpAddress);
    let ever = ["local", "localhost"].map(str::to_owned);
    let told = names.iter().cloned().chain(host_name()).chain(ever);
    let told = told.map(|name| match name.parse() {
        Ok(IpAddr::V4(ip)) => {
            GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix(ip.octets(), 32))
        }
        Ok(IpAddr::V6(ip)) => {
            GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(ip.octets(), 128))
        }
        Err(_) => GeneralSubtree::DnsName(name),
    });
    networks.chain(told).collect()
}

/// Under which names this machine is reached now.
fn here() -> impl Iterator<Item = String> {
    let host = host_name();
    let local = host.as_ref().map(|name| format!("{name}.local"));
    let own = [Some("localhost".to_owned()), Some("127.0.0.1".to_owned())];
    own.into_iter()
        .chain([host, local, own_address().map(|ip| ip.to_string())])
        .flatten()
}

fn host_name() -> Option<String> {
    let text = fs::read_to_string("/etc/hostname").ok();
    let text = text.or_else(|| std::env::var("COMPUTERNAME").ok())?;
    let name = text.trim().to_ascii_lowercase();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (!name.is_empty() && name.len() <= 63 && name.chars().all(is_name)).then_some(name)
}

/// From yesterday, because clocks differ, for so many days.
fn date(params: &mut CertificateParams, now: Millis, days: i64) -> Result<(), Failure> {
    let day = |at: i64| {
        let date = BusinessDate::of(Millis(at), 0, 0)?.date();
        let (month, day) = (
            u8::try_from(date.month()).ok()?,
            u8::try_from(date.day()).ok()?,
        );
        Some(date_time_ymd(i32::from(date.year()), month, day))
    };
    let no_date = || Failure::Refused("this machine's clock is no date".to_owned());
    params.not_before = day(now.0 - DAY_MS).ok_or_else(no_date)?;
    params.not_after = day(now.0 + days * DAY_MS).ok_or_else(no_date)?;
    Ok(())
}

fn label_of(text: &str) -> Label {
    let line = |head: &str| text.lines().find_map(|line| line.strip_prefix(head));
    let names = line("names: ").unwrap_or_default().split(',');
    Label {
        names: names.map(str::to_owned).collect(),
        until: Millis(line("until: ").and_then(|ms| ms.parse().ok()).unwrap_or(0)),
    }
}

fn refused(error: rcgen::Error) -> Failure {
    Failure::Refused(format!("no certificate could be made: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_795_000_000_000);

    fn label(lan: &Lan) -> Label {
        label_of(&lan.read("node.pem").unwrap().unwrap())
    }

    #[test]
    fn an_authority_is_made_once_and_its_keys_are_its_owners() {
        let place = tempfile::tempdir().unwrap();
        let lan = Lan::of(place.path());
        assert!(matches!(lan.papers(NOW), Err(Failure::Usage(_))));
        lan.make(&["toko.example".to_owned()], NOW).unwrap();
        assert!(matches!(lan.make(&[], NOW), Err(Failure::Refused(_))));
        lan.papers(NOW).unwrap();
        let names = label(&lan).names;
        assert!(
            names.contains("toko.example") && names.contains("localhost"),
            "{names:?}"
        );
        #[cfg(unix)]
        for (file, mode) in [("ca.key", 0o600), ("node.pem", 0o600), ("ca.crt", 0o600)] {
            use std::os::unix::fs::PermissionsExt;
            let found = fs::metadata(lan.path(file)).unwrap().permissions().mode();
            assert_eq!(found & 0o777, mode, "{file}");
        }
        fs::write(
            lan.path("node.pem"),
            "names: localhost\nuntil: 9999999999999\n",
        )
        .unwrap();
        lan.papers(NOW).unwrap();
        assert!(
            label(&lan).names.contains("127.0.0.1"),
            "a name was missing, so it is a new one"
        );
        fs::write(lan.path("ca.crt"), "nonsense").unwrap();
        assert!(matches!(lan.papers(NOW), Err(Failure::Damaged(_))));
    }

    #[test]
    fn a_certificate_near_its_end_is_renewed_and_no_earlier() {
        let place = tempfile::tempdir().unwrap();
        let lan = Lan::of(place.path());
        lan.make(&[], NOW).unwrap();
        lan.papers(NOW).unwrap();
        let first = label(&lan).until;
        let after = |days: i64| Millis(NOW.0 + days * DAY_MS);
        lan.papers(after(NODE_DAYS - RENEW_DAYS - 1)).unwrap();
        assert_eq!(label(&lan).until, first);
        lan.papers(after(NODE_DAYS - RENEW_DAYS + 1)).unwrap();
        assert!(label(&lan).until > first);
    }
}
