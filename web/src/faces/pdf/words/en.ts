// The words of PDFs, in English.
import type { Words } from './id';

export const en: Words = {
  make: 'PDF',
  busy: 'Making the PDF…',
  done: 'The PDF was downloaded.',
  problems: {
    papers_missing:
      'PDFs are being made ready: the program that makes them is not here yet. Try again in a few minutes.',
    papers_busy: 'Other PDFs are being made. Try again in a moment.',
    papers_slow: 'This PDF took too long. Choose fewer days and try again.',
    papers_failed: 'The PDF could not be made. Try again; sales go on meanwhile.',
  },
};
