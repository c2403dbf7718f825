// A short list that outlives the page in the browser's store. Knows nothing of its rows.

export interface KeptList<Row> {
  rows: readonly Row[];
}

function read<Row>(name: string): Row[] {
  try {
    const rows = JSON.parse(localStorage.getItem(name) ?? '[]') as unknown;
    return Array.isArray(rows) ? (rows as Row[]) : [];
  } catch {
    return [];
  }
}

/** The list that is kept under a name; a browser that keeps nothing has it until the page closes. */
export function keptList<Row>(name: string): KeptList<Row> {
  let rows = $state.raw<readonly Row[]>(read(name));
  return {
    get rows() {
      return rows;
    },
    set rows(next) {
      rows = next;
      try {
        localStorage.setItem(name, JSON.stringify(next));
      } catch {
        // It holds until the page is closed.
      }
    },
  };
}
