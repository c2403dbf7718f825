//! Documents, deltas and rows to try a keeper with, all made of small numbers so
//! that a failing test can be read.

use nusa_facts::{
    BranchId, BusinessDate, CategoryId, ChainId, CommandId, Doc, DocId, Envelope, Fact, Hash, Head,
    Millis, PriceId, ProductId, SealedDoc, StaffId, TillNo, TransferId,
    master::{Category, Entity, Price, Product, Scope},
    sale::{Method, ReceiptNo},
    shift::{CashKind, TillRegistered},
    stock::Location,
};
use nusa_rules::{
    Delta,
    rows::{
        CashRow, CommandRow, DrawerSums, MethodSums, Movement, ProductSums, SaleRow, SaleState,
        ShiftRow, Sums,
    },
};

/// The branch of most samples.
pub const BRANCH: BranchId = BranchId(7);

/// A UUIDv7 that sorts by its number.
pub fn id(n: u32) -> DocId {
    let mut bytes = [0; 16];
    bytes[0..4].copy_from_slice(&n.to_be_bytes());
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    DocId::from_bytes(bytes)
}

/// A chain by its first byte.
pub fn chain(n: u8) -> ChainId {
    ChainId([n; 16])
}

/// The first till.
pub fn till() -> TillNo {
    TillNo::new(1).expect("1 is a till")
}

/// The day of every sample.
pub fn day() -> BusinessDate {
    BusinessDate::parse("2026-11-23").expect("a day")
}

/// A document that says that a till of that name was registered, at `n` seconds.
pub fn doc(n: u32, name: &str) -> SealedDoc {
    timed_doc(n, name, Millis(i64::from(n) * 1_000), false)
}

/// The same at another time, which the node may not have trusted.
pub fn timed_doc(n: u32, name: &str, at: Millis, clock_suspect: bool) -> SealedDoc {
    let name = name.to_owned();
    let doc = Doc {
        id: id(n),
        at,
        tz_offset_min: 420,
        business_date: day(),
        till: Some(till()),
        shift: None,
        staff: None,
        approved_by: None,
        command: CommandId::from_bytes(*id(n).bytes()),
        command_hash: Hash::ZERO,
        clock_suspect,
        fact: Fact::TillRegistered(TillRegistered { till: till(), name }),
    };
    doc.seal().expect("a sample is a document")
}

/// Places documents one after the other behind a head.
pub fn placed(branch: BranchId, head: Head, docs: &[SealedDoc]) -> Vec<Envelope> {
    let mut head = head;
    let place = |doc: &SealedDoc| {
        let envelope = Envelope::seal(branch, &head, doc.hash);
        head = envelope.head();
        envelope
    };
    docs.iter().map(place).collect()
}

/// A receipt's number.
pub fn number(n: u64) -> ReceiptNo {
    ReceiptNo {
        branch: "JKT01".to_owned(),
        till: till(),
        mark: chain(1).mark(),
        n,
    }
}

/// A sale of a total, in shift 1.
pub fn sale(n: u32, total: i64) -> SaleRow {
    SaleRow {
        id: id(n),
        number: number(n.into()),
        at: Millis(i64::from(n) * 1_000),
        tz_offset_min: 420,
        business_date: day(),
        shift: Some(id(1)),
        staff: Some(StaffId(3)),
        staff_name: "Sari".to_owned(),
        method: Method::Cash,
        lines: 1,
        total,
        payable: total,
        change: 0,
        state: SaleState::Completed,
        refunded: 0,
        doc_short: "0123abcd".to_owned(),
    }
}

/// Shift 1, open.
pub fn shift() -> ShiftRow {
    ShiftRow {
        id: id(1),
        till: till(),
        n: 1,
        staff: None,
        business_date: day(),
        opened_at: Millis(1_000),
        float: 200_000,
        closed: None,
    }
}

/// Goods from one place to another.
pub fn movement(n: u32, line: u16, from: Location, to: Location, milli: i64) -> Movement {
    Movement {
        doc: id(n),
        line,
        from,
        to,
        product: ProductId(u32::from(line) + 10),
        milli,
        at: Millis(i64::from(n) * 1_000),
    }
}

/// What trade of one total adds.
pub fn trade(total: i64) -> Sums {
    Sums {
        sales: 1,
        gross: total,
        net: total,
        total,
        payable: total,
        ..Sums::default()
    }
}

/// Every delta of a cash sale of one line, as the law tells them.
pub fn sale_deltas(n: u32, total: i64) -> Vec<Delta> {
    let (shift, date, staff, method) = (id(1), day(), StaffId(3), Method::Cash);
    let paid = MethodSums {
        count: 1,
        amount: total,
    };
    let sold = ProductSums {
        sold_milli: 2_000,
        net: total,
        total,
        ..ProductSums::default()
    };
    let (shelf, buyer) = (Location::Branch(BRANCH), Location::Customer);
    let drawer = DrawerSums {
        received: total,
        ..DrawerSums::default()
    };
    let command = CommandRow {
        id: CommandId::from_bytes(*id(n).bytes()),
        hash: Hash::ZERO,
        doc: id(n),
    };
    vec![
        Delta::Answered(command),
        Delta::Series {
            mark: chain(1).mark(),
            till: till(),
            last: n.into(),
            closed: false,
        },
        Delta::Sale(sale(n, total)),
        Delta::Moved(movement(n, 0, shelf, buyer, 2_000)),
        Delta::ShiftSums {
            shift,
            add: trade(total),
        },
        Delta::Drawer { shift, add: drawer },
        Delta::ShiftMethod {
            shift,
            method,
            add: paid,
        },
        Delta::Hour {
            date,
            hour: 9,
            add: trade(total),
        },
        Delta::Staff {
            date,
            staff,
            add: trade(total),
        },
        Delta::Product {
            date,
            product: ProductId(10),
            add: sold,
        },
        Delta::Method {
            date,
            method,
            add: paid,
        },
    ]
}

/// Cash taken out of shift 1.
pub fn cash(n: u32, amount: i64) -> CashRow {
    CashRow {
        doc: id(n),
        shift: id(1),
        kind: CashKind::Out,
        amount,
        reason: "galon".to_owned(),
        at: Millis(i64::from(n) * 1_000),
    }
}

/// A transfer by its number.
pub fn transfer(n: u32) -> TransferId {
    TransferId::from_bytes(*id(n).bytes())
}

/// A product.
pub fn product(n: u32, name: &str) -> Entity {
    Entity::Product(Product {
        id: ProductId(n),
        sku: format!("SKU-{n}"),
        barcode: format!("899{n}"),
        name: name.to_owned(),
        category: CategoryId(1),
        unit: "pcs".to_owned(),
        taxes: vec!["PPN".to_owned(), "PB1".to_owned()],
        stocked: true,
        fractional: false,
        service: true,
        discountable: false,
        retired: false,
        picture: Some(Hash([4; 32])),
    })
}

/// A version of a product's price.
pub fn price(n: u32, product: u32, scope: Scope) -> Entity {
    Entity::Price(Price {
        id: PriceId(n),
        product: ProductId(product),
        scope,
        amount: 12_500,
        per_milli: 1_000,
        min_milli: 0,
        valid_from: Millis(5),
        valid_to: n.is_multiple_of(2).then_some(Millis(99)),
    })
}

/// A category.
pub fn category(n: u32) -> Entity {
    Entity::Category(Category {
        id: CategoryId(n),
        name: format!("Rak {n}"),
        position: n,
        off_menu: n.is_multiple_of(2),
    })
}
