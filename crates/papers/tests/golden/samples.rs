//! Documents as branches wrote them: a café with prices before tax and service, a
//! shop with prices that include PPN, and what happened after their sales.

use nusa_facts::{Letterhead, SealedDoc};

pub(crate) fn doc(text: &str) -> SealedDoc {
    SealedDoc::read(text.as_bytes().to_vec()).unwrap()
}

pub(crate) fn letterhead() -> Letterhead {
    Letterhead {
        name: "WARUNG CONTOH NUSA".to_owned(),
        address: "Jl. Contoh No. 1, Kota Contoh".to_owned(),
        npwp: "0000000000000000".to_owned(),
        header: vec!["Telp 0000-000000".to_owned()],
        footer: vec!["Terima kasih atas kunjungan Anda".to_owned()],
    }
}

macro_rules! sealed {
    ($kind:literal, $extra:literal, $body:literal) => {
        concat!(
            r#"{"id":"0193a5f0-7c00-7001-8000-000000000001","v":1,"kind":""#,
            $kind,
            r#"","at":1773492120000,"tz_offset_min":420,"business_date":"2026-03-14","till":1,"#,
            r#""shift":"0193a5f0-7c00-7006-8000-000000000006","staff":{"id":4,"name":"Sari"},"#,
            $extra,
            r#""command":"0193a5f0-7c00-7801-8000-000000000801","command_hash":"#,
            r#""cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","body":"#,
            $body,
            "}"
        )
    };
}

/// S31 of money.md § 9, with a discount on the bill, a note and coins.
pub(crate) const CAFE: &str = sealed!(
    "sale_completed",
    "",
    r#"{"number":{"branch":"SBY01","till":1,"mark":"7K3Q","n":42},"currency":"IDR","lines":[{"product":11,"name":"Es kopi","sku":"KP","unit":"gelas","quantity_milli":3000,"price":23900,"per_milli":1000,"price_version":1,"gross":71700,"promo":14340,"bill_discount":2868,"net":54492,"service":2725,"taxes":[{"code":"PB1","amount":5722}],"total":62939,"stocked":false,"note":"tanpa es, gula sedikit"},{"product":12,"name":"Roti bakar","sku":"RB","unit":"porsi","quantity_milli":1000,"price":18700,"per_milli":1000,"price_version":2,"gross":18700,"bill_discount":935,"net":17765,"service":888,"taxes":[{"code":"PB1","amount":1865}],"total":20518,"stocked":false}],"gross":90400,"discount":18143,"net":72257,"service":3613,"taxes":[{"code":"PB1","base":75870,"dpp":75870,"amount":7587,"printed":{"name":"PB1","rate_ppm":100000,"base":[1,1]}}],"total":83457,"rounding":43,"payable":83500,"payments":[{"method":"cash","amount":100000}],"change":16500,"priced_by":{"rules":1,"tax_inclusive":false,"service_on_top":true,"service_ppm":50000,"cash_step":[100,50]}}"#
);

/// A guest's share of a table's bill: one of two who had two glasses, with what was chosen.
pub(crate) const PART: &str = sealed!(
    "sale_completed",
    "",
    r#"{"number":{"branch":"SBY01","till":1,"mark":"7K3Q","n":44},"currency":"IDR","lines":[{"product":11,"name":"Es kopi","sku":"KP","unit":"gelas","quantity_milli":667,"price":24000,"per_milli":1000,"price_version":1,"gross":19333,"bill_discount":333,"net":19000,"service":950,"taxes":[{"code":"PB1","amount":1995}],"total":21945,"stocked":true,"chosen":[{"group":"Ukuran","name":"Besar","price":5000},{"group":"Es","name":"Tanpa es","price":0}],"ordered":{"order":"0193a5f0-7c00-7050-8000-000000000050","line":0},"of_milli":2000}],"gross":19333,"discount":333,"net":19000,"service":950,"taxes":[{"code":"PB1","base":19950,"dpp":19950,"amount":1995,"printed":{"name":"PB1","rate_ppm":100000,"base":[1,1]}}],"total":21945,"rounding":55,"payable":22000,"payments":[{"method":"cash","amount":50000}],"change":28000,"priced_by":{"rules":1,"tax_inclusive":false,"service_on_top":true,"service_ppm":50000,"cash_step":[100,50]},"bill":{"bill":"0193a5f0-7c00-7061-8000-000000000061","service":{"table":{"table":"0193a5f0-7c00-7fff-8000-0000000000bb","label":"B2","sitting":3}},"orders":[17,19],"guests":["Ali"]}}"#
);

/// S12 of money.md § 9 in spirit: PPN inside the prices, goods by weight, two payments.
pub(crate) const SHOP: &str = sealed!(
    "sale_completed",
    r#""approved_by":{"id":2,"name":"Rini"},"#,
    r#"{"number":{"branch":"JKT01","till":1,"mark":"QX2M","n":107},"currency":"IDR","lines":[{"product":1,"name":"Beras pandan wangi kemasan 5 kg","sku":"B5","unit":"pcs","quantity_milli":1000,"price":75000,"per_milli":1000,"price_version":3,"gross":75000,"net":75000,"total":75000,"stocked":true},{"product":2,"name":"Daging sapi","sku":"DS","unit":"kg","quantity_milli":375,"price":13000,"per_milli":100,"price_version":4,"gross":48750,"line_discount":8950,"net":39800,"taxes":[{"code":"PPN","amount":3944}],"total":39800,"stocked":true}],"gross":123750,"discount":8950,"net":114800,"service":0,"taxes":[{"code":"PPN","base":35856,"dpp":32868,"amount":3944,"printed":{"name":"PPN 12%","rate_ppm":120000,"base":[11,12]}}],"total":114800,"payable":114800,"payments":[{"method":"debit","amount":100000,"reference":"123456"},{"method":"cash","amount":20000}],"change":5200,"priced_by":{"rules":1,"tax_inclusive":true,"service_on_top":true}}"#
);

pub(crate) const VOID: &str = sealed!(
    "sale_voided",
    r#""approved_by":{"id":2,"name":"Rini"},"#,
    r#"{"sale":"0193a5f0-7c00-7001-8000-000000000001","number":{"branch":"SBY01","till":1,"mark":"7K3Q","n":42},"reason":"salah pilih barang, pelanggan ganti pesanan","total":83457,"payable":83500}"#
);

pub(crate) const REFUND: &str = sealed!(
    "sale_refunded",
    r#""approved_by":{"id":2,"name":"Rini"},"#,
    r#"{"sale":"0193a5f0-7c00-7001-8000-000000000001","original":{"branch":"SBY01","till":1,"mark":"7K3Q","n":42},"number":{"branch":"SBY01","till":1,"mark":"7K3Q","n":43},"lines":[{"line":1,"product":12,"quantity_milli":1000,"net":17765,"service":888,"taxes":[{"code":"PB1","amount":1865}],"total":20518,"restock":false}],"total":20518,"rounding":-18,"method":"cash","paid":20500,"fully_refunded":false,"reason":"gosong"}"#
);

pub(crate) const CASH: &str = sealed!(
    "cash_moved",
    r#""approved_by":{"id":2,"name":"Rini"},"#,
    r#"{"direction":"out","amount":15000,"reason":"beli es batu"}"#
);

pub(crate) const DRAWER: &str = sealed!(
    "drawer_opened",
    r#""approved_by":{"id":2,"name":"Rini"},"#,
    r#"{"reason":"tukar uang kecil"}"#
);

pub(crate) const CLOSED: &str = sealed!(
    "shift_closed",
    "",
    r#"{"opened":"0193a5f0-7c00-7006-8000-000000000006","n":7,"float":200000,"denominations":[{"value":100000,"count":3},{"value":50000,"count":1},{"value":500,"count":0}],"counted":350000,"expected":352500,"difference":-2500,"totals":{"sales":21,"voids":1,"refunds":1,"gross":1250000,"discount":50000,"net":1200000,"service":60000,"tax":126000,"total":1386000,"tip":0,"rounding":-400,"payable":1385600,"refund_total":20518,"refund_paid":20500,"methods":[{"method":"cash","amount":180000},{"method":"qris","amount":1205600}],"cash_received":300000,"change_given":120000,"cash_refunds":20500,"cash_in":50000,"cash_out":15000,"cash_drops":42000,"tips_paid":0},"tills":[{"till":1,"last":118,"open":false},{"till":2,"last":41,"open":true}]}"#
);
