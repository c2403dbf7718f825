// What this device prefers: how products are shown, and where receipts are printed. Kept in the
// browser; a browser that keeps nothing begins with the defaults.

export type Density = 'comfortable' | 'compact';
/** Where a receipt goes by itself when a sale is done. */
export type AutoPrint = 'printer' | 'browser' | 'none';
export type PaperWidth = '58' | '80';

const KEPT_AS = 'nusa.device';

interface Kept {
  density: Density;
  autoPrint: AutoPrint;
  paper: PaperWidth;
}

const DEFAULTS: Kept = { density: 'comfortable', autoPrint: 'none', paper: '58' };

function kept(): Kept {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Partial<Kept>) };
  } catch {
    return DEFAULTS;
  }
}

class DeviceSettings {
  #kept = $state.raw<Kept>(kept());

  get density(): Density {
    return this.#kept.density;
  }
  set density(density: Density) {
    this.#change({ density });
  }

  get autoPrint(): AutoPrint {
    return this.#kept.autoPrint;
  }
  set autoPrint(autoPrint: AutoPrint) {
    this.#change({ autoPrint });
  }

  get paper(): PaperWidth {
    return this.#kept.paper;
  }
  set paper(paper: PaperWidth) {
    this.#change({ paper });
  }

  #change(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(this.#kept));
    } catch {
      // It holds until the page is closed.
    }
  }
}

/** The one set of settings of this device. */
export const settings = new DeviceSettings();
