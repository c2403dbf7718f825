//! Rights as proofs: `May<Sell>` is a value that only the check of that right
//! makes. The branch is the one that the address asks about, else this node.

use std::{marker::PhantomData, ops::Deref};

use axum::{
    extract::{FromRequestParts, Query},
    http::{Uri, request::Parts},
};
use nusa_contract::{Door, Problem, view::node::right_word};
use nusa_facts::BranchId;
use nusa_rules::{Right, refusal::Code};

use crate::{app::App, problem::Failure, who::signed::Signed};

/// A right as a type.
pub trait Held {
    /// The right.
    const RIGHT: Right;
}

macro_rules! rights {
    ($($name:ident)*) => {$(
        /// The right of the same name.
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Held for $name {
            const RIGHT: Right = Right::$name;
        }
    )*};
}

rights! {
    Sell SeeSales VoidSale RefundSale ManageTills RunShift MoveCash OpenDrawer SeeStock MoveStock CountStock
    DispatchGoods ReceiveGoods ManageCatalogue ManagePrices ManageBranches ManagePeople SeeReports RepairFacts
    TakeOrders CookOrders ManageTables ManageMail ServeCustomers ManageCustomers
}

/// The proof that somebody holds a right where it is asked for.
#[derive(Clone, Debug)]
pub struct May<R> {
    signed: Signed,
    /// Where: the branch of the address, else this node.
    pub branch: BranchId,
    right: PhantomData<R>,
}

impl<R> Deref for May<R> {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.signed
    }
}

/// The branch that the address asks about, read as the handler will read it: a name or a number that is
/// written with escapes is the same one, and two of them are none.
fn asked_branch(uri: &Uri) -> Result<Option<BranchId>, Problem> {
    let wrong = |detail: &str| Problem::new(Door::QueryInvalid, detail).about("branch");
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map_err(|error| Problem::new(Door::QueryInvalid, error.body_text()))?;
    let mut asked = pairs
        .into_iter()
        .filter(|(name, _)| name == "branch")
        .map(|(_, number)| number);
    match (asked.next(), asked.next()) {
        (None, _) => Ok(None),
        (Some(number), None) => match number.parse() {
            Ok(number) => Ok(Some(BranchId(number))),
            Err(_) => Err(wrong("is no number of a branch")),
        },
        (Some(_), Some(_)) => Err(wrong("stands twice")),
    }
}

impl<R: Held> FromRequestParts<App> for May<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed = Signed::from_request_parts(parts, app).await?;
        let branch = asked_branch(&parts.uri)?.unwrap_or(app.me.branch);
        if !signed.actor.may(R::RIGHT, branch) {
            let detail = format!("the right {} is not granted here", right_word(R::RIGHT));
            return Err(Problem::new(Code::Forbidden, detail).into());
        }
        Ok(Self {
            signed,
            branch,
            right: PhantomData,
        })
    }
}

#[cfg(test)]
mod tests {
    use nusa_facts::BranchId;

    use super::asked_branch;

    #[test]
    fn the_branch_of_the_address_is_the_one_whose_right_is_checked() {
        let cases = [
            ("/", Some(None)),
            ("/?from=2026-01-01&branch=3", Some(Some(3))),
            ("/?%62ranch=%33", Some(Some(3))),
            ("/?subbranch=3", Some(None)),
            ("/?branch=x", None),
            ("/?branch=", None),
            ("/?branch=4294967296", None),
            ("/?branch=3&branch=4", None),
            ("/?branch=3&%62ranch=4", None),
        ];
        for (uri, branch) in cases {
            let asked = asked_branch(&uri.parse().unwrap());
            assert_eq!(asked.ok(), branch.map(|asked| asked.map(BranchId)), "{uri}");
        }
    }
}
