// The kitchen by keyboard: a digit chooses a ticket, Enter presses its button, Backspace brings the
// last one back. Knows no screen.
import type { Kitchen } from './kitchen.svelte';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, dialog') !== null;
}

/** Whether the focused element does something of its own with Enter. */
function takesEnter(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a') !== null;
}

function pressed(kitchen: Kitchen, event: KeyboardEvent): boolean {
  const { key } = event;
  if (/^[1-9]$/.test(key)) {
    const ticket = kitchen.tickets[Number(key) - 1];
    if (ticket) kitchen.pick(ticket.order);
    // Enter means the ticket now, and not the button that was pressed before.
    if (ticket && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return ticket !== undefined;
  }
  if (key === 'Escape') kitchen.pick(undefined);
  const picked = kitchen.tickets.find((ticket) => ticket.order === kitchen.picked);
  if (key === 'Enter' && picked && !takesEnter(event.target)) {
    void kitchen.press(picked);
    return true;
  }
  const last = kitchen.bumps.last;
  if (key === 'Backspace' && last) void kitchen.bringBack(last);
  return key === 'Backspace';
}

/** Takes a key that is meant for the board. */
export function keyed(kitchen: Kitchen, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (pressed(kitchen, event)) event.preventDefault();
}
