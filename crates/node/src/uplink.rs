//! The branch's link as something to be driven: `sync`'s machine says what it
//! wants, the node gives it bodies, reads the answers and tells the machine. The
//! driver carries requests, signs them and knows sockets; this file does not.

use std::collections::BTreeMap;

use nusa_facts::{ChainId, master::Scope};
use nusa_store::Store;
use nusa_sync::{
    backoff::Asked,
    clock::Mono,
    messages::{
        BranchState, ForkPoint, Hello, HelloAnswer, PullPage, PullQuery, PushAnswer, PushPage,
        TailPage,
    },
    uplink::{Badge, Failure, Input, Next, Request, Ticket, Uplink as Machine},
};

use crate::{Node, fault::Fault, identity, link};

/// A request with its body, ready to be carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// `POST sync/hello`.
    Hello(Hello),
    /// `POST sync/push`.
    Push(PushPage),
    /// `GET sync/tail`.
    Tail {
        /// The chain.
        chain: ChainId,
        /// The last sequence that is here.
        after: u64,
    },
    /// `GET sync/pull`.
    Pull(PullQuery),
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// To a hello.
    Hello(HelloAnswer),
    /// To a push.
    Pushed(PushAnswer),
    /// 409 `fork` to a push.
    Forked(ForkPoint),
    /// To a tail.
    Tail(TailPage),
    /// To a pull.
    Pulled(Box<PullPage>),
}

/// What the driver is to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Carry this, and bring back the answer or the failure with the ticket.
    Send {
        /// Names the request.
        ticket: Ticket,
        /// What to carry.
        outgoing: Box<Outgoing>,
    },
    /// Nothing before this moment, unless something happens.
    Wait {
        /// The moment.
        until: Mono,
    },
}

/// A request that is under way.
#[derive(Clone, Copy, Debug)]
struct Sent {
    at: Mono,
    chain: Option<ChainId>,
}

/// The link of one branch.
#[derive(Debug)]
pub struct Uplink {
    machine: Machine,
    sent: BTreeMap<Ticket, Sent>,
    /// What the centre told was not acted on yet: a new link does not know whether the last one came to it.
    owes_act: bool,
}

impl Uplink {
    /// A link that has heard nothing yet.
    pub fn new<S: Store>(node: &mut Node<S>) -> Self {
        Self {
            machine: Machine::new(node.senses.elapsed()),
            sent: BTreeMap::new(),
            owes_act: true,
        }
    }

    /// What to do now. Call it again until it says `Wait`.
    ///
    /// # Errors
    /// `Store` when the disk refuses: ask again later.
    pub fn next<S: Store>(&mut self, node: &mut Node<S>) -> Result<Turn, Fault> {
        loop {
            let (now, dice) = (node.senses.elapsed(), node.senses.dice());
            match self.machine.next(now, dice) {
                Next::Wait { until } => return Ok(Turn::Wait { until }),
                Next::Split {
                    chain,
                    common_seq,
                    common_hash,
                } => {
                    let split = node.split(chain, common_seq, common_hash);
                    // Done or not, the next hello shows how the chains stand.
                    self.tell(node, Input::Split);
                    split?;
                }
                Next::Send { ticket, request } => {
                    let chain = chain_of(&request);
                    match body(node, request) {
                        Ok(Some(outgoing)) => {
                            self.sent.insert(ticket, Sent { at: now, chain });
                            return Ok(Turn::Send {
                                ticket,
                                outgoing: Box::new(outgoing),
                            });
                        }
                        Ok(None) => self.tell(node, nothing_to_push(ticket)),
                        Err(fault) => {
                            self.tell(node, Input::Failed(ticket, Failure::Refused));
                            return Err(fault);
                        }
                    }
                }
            }
        }
    }

    /// A request was answered.
    ///
    /// # Errors
    /// A fault of the answer or of the disk; the machine has been told and tries again by itself.
    pub fn answered<S: Store>(
        &mut self,
        node: &mut Node<S>,
        ticket: Ticket,
        incoming: Incoming,
    ) -> Result<(), Fault> {
        let Some(sent) = self.sent.remove(&ticket) else {
            return Ok(());
        };
        self.owes_act |=
            matches!(&incoming, Incoming::Pulled(page) if matches!(page.stream, Scope::Branch(_)));
        let outcome = take(node, ticket, sent, incoming);
        let failed = || Input::Failed(ticket, Failure::Refused);
        let (input, result) = match outcome {
            Ok(input) => (input, Ok(())),
            Err(fault) => (failed(), Err(fault)),
        };
        self.tell(node, input);
        result?;
        self.act(node)
    }

    /// What the centre told this branch alone, it may have to do something about by itself; the centre hears
    /// of that as of anything else. What a crash or a full disk came before is done at the next answer.
    fn act<S: Store>(&mut self, node: &mut Node<S>) -> Result<(), Fault> {
        if !self.owes_act {
            return Ok(());
        }
        let done = node.receive_by_itself()? + node.follow_plans()?;
        self.owes_act = false;
        if done > 0 {
            self.committed(node)?;
        }
        Ok(())
    }

    /// A request brought no answer that can be used.
    pub fn failed<S: Store>(&mut self, node: &mut Node<S>, ticket: Ticket, failure: Failure) {
        self.sent.remove(&ticket);
        self.tell(node, Input::Failed(ticket, failure));
    }

    /// Facts were committed at this node: they are pushed soon.
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub fn committed<S: Store>(&mut self, node: &mut Node<S>) -> Result<(), Fault> {
        let me = node.me.branch;
        if let Some(open) = node.store.transact(|tx| identity::open_chain(tx, me))? {
            self.tell(node, Input::Committed { open });
        }
        Ok(())
    }

    /// Somebody says that the link may be back.
    pub fn hint<S: Store>(&mut self, node: &mut Node<S>) {
        self.tell(node, Input::LinkHint);
    }

    /// What the badge on every screen says about the centre.
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub fn badge<S: Store>(&self, node: &mut Node<S>) -> Result<Badge, Fault> {
        let me = node.me.branch;
        Ok(self
            .machine
            .badge(node.store.transact(|tx| link::unsent(tx, me))?))
    }

    /// How the centre sees this branch, as last told.
    pub fn state(&self) -> BranchState {
        self.machine.state()
    }

    fn tell<S: Store>(&mut self, node: &mut Node<S>, input: Input) {
        let (now, dice) = (node.senses.elapsed(), node.senses.dice());
        self.machine.handle(input, now, dice);
    }
}

fn chain_of(request: &Request) -> Option<ChainId> {
    match request {
        Request::Push { chain, .. } | Request::Tail { chain, .. } => Some(*chain),
        Request::Hello { .. } | Request::Pull(_) => None,
    }
}

fn body<S: Store>(node: &mut Node<S>, request: Request) -> Result<Option<Outgoing>, Fault> {
    Ok(Some(match request {
        Request::Hello { spans } => Outgoing::Hello(node.my_hello(&spans)?),
        Request::Push { chain, from_seq } => match node.page_to_push(chain, from_seq)? {
            Some(page) => Outgoing::Push(page),
            None => return Ok(None),
        },
        Request::Tail { chain, after } => Outgoing::Tail { chain, after },
        Request::Pull(query) => Outgoing::Pull(query),
    }))
}

/// The chain was cut or pushed meanwhile: there is nothing to send, and nothing is wrong.
fn nothing_to_push(ticket: Ticket) -> Input {
    Input::Pushed {
        ticket,
        generation: None,
        cursor: None,
        step: None,
        asked: Asked::default(),
    }
}

/// Reads an answer and says what it means to the machine.
fn take<S: Store>(
    node: &mut Node<S>,
    ticket: Ticket,
    sent: Sent,
    incoming: Incoming,
) -> Result<Input, Fault> {
    let chain = || {
        sent.chain
            .ok_or_else(|| Fault::peer("answer_invalid", "the answer is to another request"))
    };
    Ok(match incoming {
        Incoming::Hello(answer) => Input::Greeted(ticket, node.take_hello(&answer, sent.at)?),
        Incoming::Pushed(answer) => {
            let step = node.take_push(chain()?, &answer)?;
            let asked = Asked {
                wait_ms: answer.next_push_in_ms,
                spread_ms: 0,
            };
            let (generation, cursor) = (Some(answer.generation), Some(answer.cursor));
            Input::Pushed {
                ticket,
                generation,
                cursor,
                step,
                asked,
            }
        }
        Incoming::Forked(fork) => {
            let step = node.take_fork(chain()?, fork)?;
            Input::Pushed {
                ticket,
                generation: None,
                cursor: None,
                step,
                asked: Asked::default(),
            }
        }
        Incoming::Tail(page) => Input::Tailed {
            ticket,
            step: node.take_tail(page)?,
        },
        Incoming::Pulled(page) => {
            let pulled = node.take_pull(*page)?;
            Input::Pulled {
                ticket,
                stream: pulled.stream,
                as_of: pulled.as_of,
            }
        }
    })
}
