//! How the office asks for reports: which days, branches, people, methods and
//! goods. Every report, table, file and print takes the same filters.

use nusa_facts::{BranchId, CategoryId, ProductId, RegionId, StaffId, sale::Method};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    problem::Problem,
    request::lists::{Span, refuse, span},
};

/// Branches that one question may name.
const MAX_NAMED: usize = 1_000;

/// A report over days.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// The first business date, YYYY-MM-DD.
    pub from: String,
    /// The last business date; at most 92 days in all.
    pub to: String,
    /// The branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
    /// Several branches: `1,4,7`.
    pub branches: Option<String>,
    /// Only branches of this region.
    pub region: Option<u32>,
    /// Only sales whose largest payment was of this method.
    pub method: Option<String>,
    /// Only sales of this member of staff.
    pub staff: Option<u32>,
    /// Only products of this category.
    pub category: Option<u32>,
    /// Only this product.
    pub product: Option<u32>,
    /// What an export or a print adds up by: sales, days, hours, branches, staff, methods, products, categories.
    pub by: Option<String>,
    /// csv or xlsx; for an export alone.
    pub format: Option<String>,
    /// id or en; for an export or a print alone.
    pub lang: Option<String>,
    /// The cursor of the answer before; for the table of sales alone.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; for the table of sales alone.
    pub limit: Option<usize>,
}

/// The sales report of some days on pages.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportPdfQuery {
    /// The first business date, YYYY-MM-DD.
    pub from: String,
    /// The last business date; at most 92 days in all.
    pub to: String,
    /// The branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
    /// Several branches: `1,4,7`.
    pub branches: Option<String>,
    /// Only branches of this region.
    pub region: Option<u32>,
    /// id or en; id when left out.
    pub lang: Option<String>,
}

impl ReportPdfQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<ReportAsked, Problem> {
        let query = ReportQuery {
            from: self.from.clone(),
            to: self.to.clone(),
            branch: self.branch,
            branches: self.branches.clone(),
            region: self.region,
            ..ReportQuery::default()
        };
        query.parse()
    }
}

/// What a report adds up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the word of the same name")]
pub enum By {
    Sales,
    Days,
    Hours,
    Branches,
    Staff,
    Methods,
    Products,
    Categories,
}

impl By {
    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Branches => "branches",
            Self::Staff => "staff",
            Self::Methods => "methods",
            Self::Products => "products",
            Self::Categories => "categories",
        }
    }

    /// Every way.
    pub const ALL: [Self; 8] = [
        Self::Sales,
        Self::Days,
        Self::Hours,
        Self::Branches,
        Self::Staff,
        Self::Methods,
        Self::Products,
        Self::Categories,
    ];
}

/// A question for a report, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportAsked {
    /// The days.
    pub span: Span,
    /// Only these branches.
    pub branches: Option<Vec<BranchId>>,
    /// Only of this region.
    pub region: Option<RegionId>,
    /// Only of this method.
    pub method: Option<Method>,
    /// Only of this person.
    pub staff: Option<StaffId>,
    /// Only of this category.
    pub category: Option<CategoryId>,
    /// Only this product.
    pub product: Option<ProductId>,
}

impl ReportAsked {
    /// Whether only some sales are asked for.
    pub fn picks_sales(&self) -> bool {
        self.method.is_some() || self.staff.is_some()
    }

    /// Whether only some goods are asked for.
    pub fn picks_goods(&self) -> bool {
        self.category.is_some() || self.product.is_some()
    }
}

impl ReportQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<ReportAsked, Problem> {
        let method = self.method.as_deref().map(|word| {
            Method::parse(word).ok_or_else(|| refuse("method", "is no method of payment"))
        });
        let named = match (self.branch, self.branches.as_deref()) {
            (Some(branch), _) => Some(vec![BranchId(branch)]),
            (None, Some(text)) => Some(branches(text)?),
            (None, None) => None,
        };
        Ok(ReportAsked {
            span: span(&self.from, &self.to)?,
            branches: named,
            region: self.region.map(RegionId),
            method: method.transpose()?,
            staff: self.staff.map(StaffId),
            category: self.category.map(CategoryId),
            product: self.product.map(ProductId),
        })
    }

    /// The question for a report by something; what no table keeps together is refused.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse_by(&self, by: By) -> Result<ReportAsked, Problem> {
        let asked = self.parse()?;
        let goods = asked
            .product
            .map(|_| "product")
            .or(asked.category.map(|_| "category"));
        let sales = asked
            .staff
            .map(|_| "staff")
            .or(asked.method.map(|_| "method"));
        let by_goods = matches!(by, By::Products | By::Categories);
        let no_goods = matches!(by, By::Sales | By::Hours | By::Staff | By::Methods);
        match (goods, sales) {
            (Some(name), Some(_)) => Err(refuse(
                name,
                "cannot be asked together with method or staff",
            )),
            (Some(name), None) if no_goods => {
                Err(refuse(name, format!("is not kept by {}", by.word())))
            }
            (None, Some(name)) if by_goods => {
                Err(refuse(name, format!("is not kept by {}", by.word())))
            }
            _ => Ok(asked),
        }
    }

    /// What an export or a print adds up by.
    ///
    /// # Errors
    /// `query_invalid` for another word.
    pub fn by(&self) -> Result<By, Problem> {
        let word = self.by.as_deref().unwrap_or("sales");
        let known = By::ALL.into_iter().find(|by| by.word() == word);
        known.ok_or_else(|| refuse("by", "is no way to add up"))
    }
}

fn branches(text: &str) -> Result<Vec<BranchId>, Problem> {
    let wrong = || refuse("branches", "is a list of numbers such as 1,4,7");
    let ids: Option<Vec<BranchId>> = text
        .split(',')
        .map(|part| part.trim().parse().ok().map(BranchId))
        .collect();
    let ids = ids.ok_or_else(wrong)?;
    if ids.len() <= MAX_NAMED {
        Ok(ids)
    } else {
        Err(refuse("branches", format!("names more than {MAX_NAMED}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_table_keeps_together_is_refused_by_its_name() {
        let query = |method: bool, product: bool| ReportQuery {
            from: "2026-01-01".into(),
            to: "2026-01-02".into(),
            method: method.then(|| "cash".into()),
            product: product.then_some(1),
            branches: Some("1, 4".into()),
            ..ReportQuery::default()
        };
        let cases = [
            (false, false, By::Hours, None),
            (true, false, By::Hours, None),
            (false, true, By::Days, None),
            (true, false, By::Products, Some("method")),
            (false, true, By::Hours, Some("product")),
            (true, true, By::Days, Some("product")),
        ];
        for (method, product, by, field) in cases {
            let asked = query(method, product).parse_by(by);
            assert_eq!(
                asked
                    .as_ref()
                    .err()
                    .and_then(|problem| problem.field.as_deref()),
                field
            );
            if let Ok(asked) = asked {
                assert_eq!(asked.branches, Some(vec![BranchId(1), BranchId(4)]));
            }
        }
        let mut bad = query(false, false);
        bad.branches = Some("1,x".into());
        assert_eq!(bad.parse().unwrap_err().field.as_deref(), Some("branches"));
    }
}
