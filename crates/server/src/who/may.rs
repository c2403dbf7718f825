//! Rights as proofs: `May<Sell>` is a value that only the check of that right
//! makes. The branch is the one that the address asks about, else this node.

use std::{marker::PhantomData, ops::Deref};

use axum::{extract::FromRequestParts, http::request::Parts};
use nusa_contract::{Problem, view::node::right_word};
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
    Sell SeeSales VoidSale RefundSale ManageTills RunShift MoveCash SeeStock MoveStock CountStock
    DispatchGoods ReceiveGoods ManageCatalogue ManagePrices ManageBranches ManagePeople SeeReports RepairFacts
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

/// The branch that the address asks about.
fn asked_branch(query: Option<&str>) -> Option<BranchId> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let branch = pairs
        .filter(|(name, _)| *name == "branch")
        .map(|(_, number)| number)
        .next()?;
    branch.parse().ok().map(BranchId)
}

impl<R: Held> FromRequestParts<App> for May<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed = Signed::from_request_parts(parts, app).await?;
        let branch = asked_branch(parts.uri.query()).unwrap_or(app.me.branch);
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
            (None, None),
            (Some("from=2026-01-01&branch=3"), Some(3)),
            (Some("branch=x"), None),
            (Some("subbranch=3"), None),
            (Some("branch=3&branch=4"), Some(3)),
        ];
        for (query, branch) in cases {
            assert_eq!(asked_branch(query), branch.map(BranchId), "{query:?}");
        }
    }
}
