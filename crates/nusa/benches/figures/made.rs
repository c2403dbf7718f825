//! What a bench gives to a centre: sales of a branch as its device pushes them,
//! and sheets of products. Measures nothing.

use std::path::Path;

use bytes::Bytes;
use hyper::Method;
use nusa_facts::{
    BusinessDate, CommandId, Doc, DocId, Envelope, Fact, Hash, Head, Millis, SealedDoc,
    uuid7::IdMaker,
};
use nusa_sync::messages::{Enrolled, PushPage, PushedEnvelope};

use crate::{Broken, device::Device, nodes};

/// Sales of a page.
pub(crate) const BATCH: usize = 500;

const DAY_MS: i64 = 86_400_000;

/// When a day of the demo's branches ends, minutes after midnight.
const CUTOFF_MIN: u16 = 240;

/// Pushes a page; nothing of it may be put aside.
pub(crate) async fn push(device: &mut Device, page: Bytes) -> Result<(), Broken> {
    let answer = device.ask(Method::POST, "/api/v1/sync/push", page).await?;
    let answer: serde_json::Value = serde_json::from_slice(&unpacked(&answer)?)?;
    let aside = answer["quarantined"].as_array();
    if aside.is_none_or(|rows| !rows.is_empty()) {
        return Err(format!("the centre put sales aside: {answer}").into());
    }
    Ok(())
}

/// A sale of three lines that the demo really made, from the branch's own journal.
pub(crate) fn template(data: &Path) -> Result<SealedDoc, Broken> {
    let out = data.join("journal.jsonl");
    let _ = std::fs::remove_file(&out);
    let exported = std::process::Command::new(nodes::program())
        .args(["export", "journal", "--data"])
        .arg(data.join("JKT01"))
        .arg("--out")
        .arg(&out)
        .output()?;
    if !exported.status.success() {
        return Err(String::from_utf8_lossy(&exported.stderr)
            .into_owned()
            .into());
    }
    let text = std::fs::read_to_string(out)?;
    let docs = text.lines().filter_map(|line| {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        SealedDoc::read(row["doc"].as_str()?.as_bytes().to_vec()).ok()
    });
    let three = |doc: &SealedDoc| matches!(&doc.doc.fact, Fact::SaleCompleted(sale) if sale.lines.len() == 3);
    docs.into_iter()
        .find(three)
        .ok_or_else(|| "no sale of three lines".into())
}

/// Makes pages of sales that one device pushes, each a copy of one sale in a place of its own.
pub(crate) struct Maker {
    head: Head,
    generation: u64,
    branch: nusa_facts::BranchId,
    ids: IdMaker,
    doc: Doc,
    n: u64,
    apart_ms: i64,
}

impl Maker {
    /// All at the moment of the template.
    pub(crate) fn new(device: &Device, template: SealedDoc) -> Self {
        let Enrolled {
            branch,
            chain,
            generation,
            ..
        } = device.enrolled.clone();
        let doc = Doc {
            shift: None,
            ..template.doc
        };
        Self {
            head: Head::empty(chain),
            generation,
            branch,
            ids: IdMaker::after(Some(doc.id.0)),
            doc,
            n: 0,
            apart_ms: 0,
        }
    }

    /// So many over so many days that end with the template's moment.
    pub(crate) fn over_days(device: &Device, template: SealedDoc, sales: i64, days: i64) -> Self {
        let mut maker = Self::new(device, template);
        maker.apart_ms = days * DAY_MS / sales;
        maker.doc.at = Millis(maker.doc.at.0 - maker.apart_ms * sales);
        maker.ids = IdMaker::after(None);
        maker
    }

    /// The next page, packed as it travels.
    pub(crate) fn page(&mut self) -> Result<Bytes, Broken> {
        let first_seq = self.head.seq + 1;
        let envelopes = (0..BATCH)
            .map(|_| self.envelope())
            .collect::<Result<_, _>>()?;
        let page = PushPage {
            generation: self.generation,
            chain: self.head.chain,
            first_seq,
            envelopes,
        };
        Ok(Bytes::from(zstd::encode_all(
            serde_json::to_vec(&page)?.as_slice(),
            1,
        )?))
    }

    fn step(&mut self) -> Result<(), Broken> {
        if self.apart_ms != 0 {
            self.doc.at = Millis(self.doc.at.0 + self.apart_ms);
            let day = BusinessDate::of(self.doc.at, self.doc.tz_offset_min, CUTOFF_MIN);
            self.doc.business_date = day.ok_or("a sale of no day")?;
        }
        Ok(())
    }

    fn envelope(&mut self) -> Result<PushedEnvelope, Broken> {
        self.n += 1;
        self.step()?;
        let id = self.ids.next(self.doc.at, self.n);
        let mut doc = Doc {
            id: DocId(id),
            command: CommandId(id),
            command_hash: Hash::ZERO,
            ..self.doc.clone()
        };
        if let Fact::SaleCompleted(sale) = &mut doc.fact {
            sale.number.mark = self.head.chain.mark();
            sale.number.n = self.n;
        }
        let sealed = doc.seal()?;
        let envelope = Envelope::seal(self.branch, &self.head, sealed.hash);
        self.head = envelope.head();
        Ok(PushedEnvelope::new(&envelope, sealed.bytes)?)
    }
}

/// What an answer says, packed or not.
pub(crate) fn unpacked(body: &Bytes) -> Result<Vec<u8>, Broken> {
    const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
    if body.starts_with(&ZSTD) {
        Ok(zstd::decode_all(body.as_ref())?)
    } else {
        Ok(body.to_vec())
    }
}

/// So many products as a sheet.
pub(crate) fn sheet(products: usize) -> String {
    sheet_from(0, products)
}

/// So many products as a sheet, numbered from here on.
pub(crate) fn sheet_from(first: usize, products: usize) -> String {
    const WORDS: [&str; 12] = [
        "Beras", "Gula", "Minyak", "Kopi", "Teh", "Susu", "Sabun", "Tepung", "Kecap", "Sambal",
        "Biskuit", "Wafer",
    ];
    let row = |n: usize| {
        let (one, two) = (WORDS[n % 12], WORDS[n / 12 % 12]);
        let (price, group) = (500 * (1 + n * 37 % 190), n % 200);
        format!(
            "P{n:06},{one} {two} {n},Rak {group},pcs,{price},{}\n",
            8_970_000_000_000_u64 + n as u64 * 7_919
        )
    };
    "sku,name,category,unit,price,barcode\n".to_owned()
        + &(first..first + products).map(row).collect::<String>()
}
