//! What the office writes about products: the row with its price and first stock,
//! or one change of many rows. Each is one command, so twice is once (I7).

use nusa_contract::{
    Asked, Problem, request::catalogue::ProductAsked, view::catalogue::MasterAnswer,
};
use nusa_facts::{
    CategoryId, CommandId, Hash, PriceId, ProductId,
    master::{Entity, Price, Scope},
};
use nusa_rules::{
    Actor, Command,
    command::{Amount, PROVISIONAL},
    price::company_price_at,
    refusal::Code,
};
use nusa_store::Look;

use crate::{app::App, routes::master::change};

/// What a first stock is booked as.
const FIRST_STOCK: &str = "Stok awal";

/// Writes a product; a price that differs from the one in force becomes a new version, and what the
/// warehouse has of a new product is booked by a second command, whose id follows from the first.
pub(super) async fn product(
    app: &App,
    actor: &Actor,
    hash: Hash,
    asked: ProductAsked,
) -> Result<MasterAnswer, Problem> {
    let id = asked.product.id;
    let stock = asked.stock_milli.map(|milli| (asked.command, milli));
    let price = match asked.price {
        Some(amount) => new_price(app, id, amount).await?,
        None => None,
    };
    let answer = change(app, actor, hash, asked.command(price)).await?;
    if let Some((command, milli)) = stock.filter(|_| id.0 >= PROVISIONAL) {
        let made = answer.rows.iter().find(|row| row.kind == "product");
        let number = made.and_then(|row| row.id.parse().ok()).map(ProductId);
        if let Some(product) = number {
            let lines = vec![Amount { product, milli }];
            let reference = FIRST_STOCK.to_owned();
            let what = Command::ReceiveStock { lines, reference };
            app.obey(actor, hash, Asked::new(beside(command), what))
                .await?;
        }
    }
    Ok(answer)
}

/// The id of the command that goes along with another: the same each time, and nobody else's.
fn beside(command: CommandId) -> CommandId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"nusa/beside/1");
    hasher.update(command.bytes());
    let mut bytes = *command.bytes();
    // Behind the time, the version and the variant of a UUIDv7 everything is chance.
    bytes[9..].copy_from_slice(&hasher.finalize().as_bytes()[..7]);
    CommandId::from_bytes(bytes)
}

async fn new_price(app: &App, id: ProductId, amount: i64) -> Result<Option<Price>, Problem> {
    let now = app.now();
    let prices = app.look(move |look| look.prices(id)).await?;
    let standing = company_price_at(&prices, now, 1_000);
    let same = standing.is_some_and(|price| {
        price.amount == amount && price.per_milli == 1_000 && price.min_milli == 0
    });
    Ok((!same).then_some(Price {
        id: PriceId(PROVISIONAL),
        product: id,
        scope: Scope::Company,
        amount,
        per_milli: 1_000,
        min_milli: 0,
        valid_from: now,
        valid_to: None,
    }))
}

/// One change of one or many products; what is none stays as it is.
pub(super) struct Change {
    pub(super) products: Vec<ProductId>,
    pub(super) category: Option<CategoryId>,
    pub(super) retired: Option<bool>,
}

impl Change {
    /// Withdraws a product or brings it back.
    pub(super) fn status(id: u32, retired: bool) -> Self {
        Self {
            products: vec![ProductId(id)],
            category: None,
            retired: Some(retired),
        }
    }

    /// Writes the rows as they stand with this change.
    pub(super) async fn write(
        self,
        app: &App,
        actor: &Actor,
        command: CommandId,
        hash: Hash,
    ) -> Result<MasterAnswer, Problem> {
        let wanted = self.products.len();
        let ids = self.products.clone();
        let rows = app.look(move |look| look.products_of(&ids)).await?;
        if rows.len() < wanted {
            let detail = "one of these numbers is no product's";
            return Err(Problem::new(Code::MasterUnknown, detail));
        }
        let changed = rows.into_iter().map(|mut row| {
            row.category = self.category.unwrap_or(row.category);
            row.retired = self.retired.unwrap_or(row.retired);
            Entity::Product(row)
        });
        let rows = changed.collect();
        change(
            app,
            actor,
            hash,
            Asked::new(command, Command::ChangeMaster { rows }),
        )
        .await
    }
}

#[cfg(test)]
mod tests {
    use nusa_facts::CommandId;

    use super::beside;

    #[test]
    fn a_command_beside_another_is_the_same_each_time_and_keeps_its_time() {
        let command = CommandId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap();
        let (one, other) = (beside(command), beside(beside(command)));
        assert_eq!(one, beside(command));
        assert!(one != command && one != other);
        assert_eq!(one.bytes()[..9], command.bytes()[..9]);
    }
}
