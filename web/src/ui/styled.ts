// Styles that are computed, set on an element by their names. Svelte's own `style:` does the same
// and brings the reading of whole style attributes with it, which no face has.

export type Styles = Readonly<Record<string, string>>;

/** An attachment that sets them, and again when they are others. */
export function styled(styles: Styles): (element: HTMLElement) => void {
  return ({ style }) => {
    for (const [name, value] of Object.entries(styles)) style.setProperty(name, value);
  };
}
