// What is known of the table: its orders, what its guests are choosing, who was called. Each message
// of the live line makes a new board of the one before. Knows no socket and no screen.
import type { View } from '../../../api/views';
import type { Call, Cursor, Draft, Order, Said, Snapshot, Waiting } from '../shapes';

export interface Board {
  /** The last change that is in it; nothing before the first picture. */
  cursor: Cursor | undefined;
  orders: readonly Order[];
  drafts: readonly Draft[];
  /** Calls that nobody has answered. */
  calls: readonly Call[];
  /** Calls that somebody has answered, the last one last. */
  answered: readonly Call[];
  table: View<'TableView'> | undefined;
  waiting: Waiting | undefined;
  /** The guests of this sitting have left. */
  over: boolean;
}

export const EMPTY_BOARD: Board = {
  cursor: undefined,
  orders: [],
  drafts: [],
  calls: [],
  answered: [],
  table: undefined,
  waiting: undefined,
  over: false,
};

/** The rows with this one in the place of its namesake, or at the end. */
function put<Row>(rows: readonly Row[], row: Row, same: (other: Row) => boolean): Row[] {
  const at = rows.findIndex(same);
  return at < 0 ? [...rows, row] : rows.with(at, row);
}

/** A picture of everything. A call that is not in it any more was answered while nobody listened. */
function pictured(board: Board, said: Snapshot): Board {
  const open = new Set(said.calls.map(({ call }) => call));
  const answered = board.calls.filter(({ call }) => !open.has(call));
  return {
    ...board,
    cursor: said.cursor,
    orders: said.orders,
    drafts: said.drafts,
    calls: said.calls,
    answered: [...board.answered, ...answered],
    table: said.tables[0],
  };
}

/** What a guest chooses, by the live line or by the answer to a tap. */
export function withDraft(board: Board, draft: Draft): Board {
  const drafts = put(board.drafts, draft, ({ guest }) => guest === draft.guest);
  return { ...board, drafts };
}

function withOrder(board: Board, order: Order): Board {
  return { ...board, orders: put(board.orders, order, (other) => other.order === order.order) };
}

/** A call of the guests, open or answered. */
export function withCall(board: Board, call: Call): Board {
  const same = (other: Call): boolean => other.call === call.call;
  if (!call.answered) return { ...board, calls: put(board.calls, call, same) };
  const calls = board.calls.filter((other) => !same(other));
  return { ...board, calls, answered: put(board.answered, call, same) };
}

function changed(board: Board, said: Said): Board {
  switch (said.type) {
    case 'snapshot':
      return pictured(board, said);
    case 'order':
      return withOrder(board, said.order);
    case 'table':
      return { ...board, table: said.table };
    case 'draft':
      return withDraft(board, said.draft);
    case 'call':
      return withCall(board, said.call);
    case 'over':
      return { ...EMPTY_BOARD, over: true };
    default:
      return board;
  }
}

/** The board after a message. */
export function heard(board: Board, said: Said): Board {
  const next = changed(board, said);
  return 'cursor' in said ? { ...next, cursor: said.cursor } : next;
}
