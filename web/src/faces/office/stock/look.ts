// How a transfer's state looks.
import type { Tone } from '../../../ui/kit/status';
import type { TransferState } from '../shapes';

export const TONES: Readonly<Record<TransferState, Tone>> = {
  road: 'telang',
  received: 'pandan',
  short: 'cabai',
  decided: 'netral',
};
