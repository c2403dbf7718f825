//! One row of the table of routes: method, path, who may, what it takes and what
//! it gives. The router, the OpenAPI document and the test of all rights are made
//! of these rows, so that none of them can know a route that the others do not.

use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use nusa_rules::Right;
use utoipa::{IntoParams, ToSchema, openapi::path::ParameterIn};

use crate::{app::App, who::may::Held};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Whoever has signed in.
    SignedIn,
    /// Who holds the right where it is asked for.
    May(Right),
    /// Who holds the first right; what the second one guards needs it too, or the approval of somebody who
    /// holds it.
    MayOrAsk(Right, Right),
    /// A device that is a till in use, whoever stands before it.
    Till,
    /// A phone that sits at a table, for that table alone.
    Guest,
    /// Whoever has signed in, and a phone that sits at a table for that table alone.
    SignedInOrGuest,
    /// A branch's node, by its signature.
    Device,
    /// Whoever has signed in, and only in a node that the demo started; elsewhere there is no such route.
    Demo,
}

/// A schema of the OpenAPI document: its name and everything that it names.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The media type.
    pub media: &'static str,
    /// The schema as JSON.
    pub schema: serde_json::Value,
    /// The schemas that it refers to, by name.
    pub parts: Vec<(String, serde_json::Value)>,
}

/// A row of the table.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with its names in braces.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    /// What it does, in a sentence.
    pub says: &'static str,
    /// Parameters of the address, as OpenAPI writes them.
    pub params: Vec<serde_json::Value>,
    /// What it takes.
    pub takes: Option<Shape>,
    /// Status and shape of the good answer.
    pub gives: (u16, Option<Shape>),
    /// The handler.
    pub handler: MethodRouter<App>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({:?})", self.method, self.path, self.access)
    }
}

fn route<H, T>(method: Method, filter: MethodFilter, path: &'static str, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route {
        method,
        path,
        access: Access::Anyone,
        says: "",
        params: Vec::new(),
        takes: None,
        gives: (200, None),
        handler: on(filter, handler),
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $method:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name<H, T>(path: &'static str, handler: H) -> Route
        where
            H: Handler<T, App>,
            T: 'static,
        {
            route(Method::$method, MethodFilter::$method, path, handler)
        }
    )*};
}

verbs! {
    /// A row that looks.
    get = GET;
    /// A row that asks for something new.
    post = POST;
    /// A row that sets something.
    put = PUT;
    /// A row that ends something.
    delete = DELETE;
}

fn plain(value: impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn shape<T: ToSchema>() -> Shape {
    let mut parts = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut parts);
    Shape {
        media: "application/json",
        schema: serde_json::json!({ "$ref": format!("#/components/schemas/{}", T::name()) }),
        parts: parts
            .into_iter()
            .map(|(name, schema)| (name, plain(schema)))
            .collect(),
    }
}

impl Route {
    /// Who holds this right may.
    #[must_use]
    pub fn may<R: Held>(self) -> Self {
        self.access(Access::May(R::RIGHT))
    }

    /// Who holds the first right may, with the second one or an approval of it.
    #[must_use]
    pub fn may_or_ask<R: Held>(self, guarded: Right) -> Self {
        self.access(Access::MayOrAsk(R::RIGHT, guarded))
    }

    /// Who may.
    #[must_use]
    pub fn access(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    /// What it does.
    #[must_use]
    pub fn says(mut self, says: &'static str) -> Self {
        self.says = says;
        self
    }

    /// Parameters of the address.
    #[must_use]
    pub fn asks<Q: IntoParams>(mut self) -> Self {
        let params = Q::into_params(|| Some(ParameterIn::Query));
        self.params.extend(params.into_iter().map(plain));
        self
    }

    /// The JSON that it takes.
    #[must_use]
    pub fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(shape::<T>());
        self
    }

    /// Another kind of body that it takes.
    #[must_use]
    pub fn takes_media(mut self, media: &'static str) -> Self {
        self.takes = Some(any(media));
        self
    }

    /// The JSON of its good answer.
    #[must_use]
    pub fn gives<T: ToSchema>(mut self, status: u16) -> Self {
        self.gives = (status, Some(shape::<T>()));
        self
    }

    /// A page of a list as its good answer.
    #[must_use]
    pub fn gives_page<T: ToSchema>(mut self) -> Self {
        let Shape {
            media,
            schema,
            parts,
        } = shape::<T>();
        let properties = serde_json::json!({
            "items": { "type": "array", "items": schema },
            "next": { "type": "string", "description": "The cursor for the page after this one; absent at the end." },
        });
        let schema = serde_json::json!({ "type": "object", "required": ["items"], "properties": properties });
        self.gives = (
            200,
            Some(Shape {
                media,
                schema,
                parts,
            }),
        );
        self
    }

    /// A page of a list that also counts its rows.
    #[must_use]
    pub fn gives_counted<T: ToSchema>(self) -> Self {
        let mut row = self.gives_page::<T>();
        if let Some(shape) = &mut row.gives.1 {
            shape.schema["properties"]["count"] = serde_json::json!({ "type": "integer", "description": "Rows of all pages together." });
            shape.schema["required"] = serde_json::json!(["items", "count"]);
        }
        row
    }

    /// Another kind of good answer.
    #[must_use]
    pub fn gives_media(mut self, status: u16, media: &'static str) -> Self {
        self.gives = (status, Some(any(media)));
        self
    }

    /// A good answer without a body.
    #[must_use]
    pub fn gives_nothing(mut self) -> Self {
        self.gives = (204, None);
        self
    }

    /// A good answer without a body, before anything has come of it.
    #[must_use]
    pub fn only_hears(mut self) -> Self {
        self.gives = (202, None);
        self
    }
}

fn any(media: &'static str) -> Shape {
    let kind = if media == "application/json" {
        "object"
    } else {
        "string"
    };
    Shape {
        media,
        schema: serde_json::json!({ "type": kind }),
        parts: Vec::new(),
    }
}
