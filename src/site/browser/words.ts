/**
 * Keys, commands and flags of a snippet explain themselves: pointed at, tapped or focused, each shows its words from the page that it
 * links to. Without this script, or where that page cannot be had, they are the links that they are.
 */

const wait = 200;
const terms = '.expressive-code a.term';
const pages = new Map<string, Promise<Document>>();

const tip = document.createElement('div');
tip.id = 'word';
tip.className = 'word';
tip.popover = 'auto';

let shown: HTMLAnchorElement | undefined;
let soon: ReturnType<typeof setTimeout> | undefined;
/** Whether it stays when the pointer goes: it was asked for by a click, a tap or the keyboard. */
let pinned = false;

/** The words' page, read once. */
function load(link: HTMLAnchorElement): Promise<Document> {
  const url = link.pathname;
  const known = pages.get(url);
  if (known) return known;
  const page = fetch(url)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
    .then((text) => new DOMParser().parseFromString(text, 'text/html'));
  pages.set(url, page);
  page.catch(() => pages.delete(url));
  return page;
}

/** Shows a term's words. Returns whether there are any. */
async function show(link: HTMLAnchorElement, pin: boolean): Promise<boolean> {
  clearTimeout(soon);
  if (shown === link && isOpen()) {
    pinned ||= pin;
    return true;
  }
  shown = link;
  const page = await load(link).catch(() => undefined);
  const word = page?.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (shown !== link) return true;
  if (!word) return false;
  tip.replaceChildren(...document.importNode(word, true).childNodes);
  const keys = link.matches(':focus-visible') && page?.querySelector('#word-keys');
  if (keys) tip.append(document.importNode(keys, true));
  undescribe();
  link.setAttribute('aria-describedby', tip.id);
  pinned = pin;
  if (!isOpen()) tip.showPopover();
  place(link);
  return true;
}

function isOpen(): boolean {
  return tip.matches(':popover-open');
}

function undescribe(): void {
  document.querySelector(`[aria-describedby=${tip.id}]`)?.removeAttribute('aria-describedby');
}

function hide(): void {
  clearTimeout(soon);
  shown = undefined;
  if (isOpen()) tip.hidePopover();
}

/** Puts the words below the term, or above it where there is no room, and always on the screen. */
function place(link: HTMLAnchorElement): void {
  const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = box.bottom + 6;
  const top = below + tip.offsetHeight < clientHeight ? below : Math.max(8, box.top - tip.offsetHeight - 6);
  const left = Math.max(8, Math.min(box.left, clientWidth - tip.offsetWidth - 8));
  tip.style.top = `${top + window.scrollY}px`;
  tip.style.left = `${left}px`;
}

function termAt(event: Event): HTMLAnchorElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(terms) : null;
}

/** One term of a snippet is a stop for the Tab key, the last one that was used; arrows lead to the others. */
function makeStops(): void {
  for (const code of document.querySelectorAll('.expressive-code pre')) {
    for (const [index, term] of code.querySelectorAll<HTMLElement>('a.term').entries()) {
      term.tabIndex = index === 0 ? 0 : -1;
    }
  }
}

function go(from: HTMLAnchorElement, steps: number): void {
  const all = [...(from.closest('pre')?.querySelectorAll<HTMLElement>('a.term') ?? [])];
  const next = all[all.indexOf(from) + steps];
  if (next === undefined) return;
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function listen(): void {
  makeStops();
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse') return;
    const link = termAt(event);
    if (link) {
      void load(link).catch(() => {});
      clearTimeout(soon);
      soon = setTimeout(() => void show(link, false), wait);
    } else if (event.target instanceof Node && tip.contains(event.target)) clearTimeout(soon);
    else if (!pinned) {
      clearTimeout(soon);
      soon = setTimeout(hide, wait);
    }
  });
  document.addEventListener('focusin', (event) => {
    const link = termAt(event);
    if (link?.matches(':focus-visible')) void show(link, true);
    else if (shown && event.target instanceof Node && !tip.contains(event.target) && !link) hide();
  });
  document.addEventListener('click', (event) => {
    const link = termAt(event);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // A click of the keyboard's goes in.
    const goIn = event.detail === 0;
    void show(link, true).then((found) => {
      if (!found) location.assign(link.href);
      else if (goIn) tip.querySelector('a')?.focus();
    });
  });
  document.addEventListener('keydown', (event) => {
    const link = termAt(event);
    const steps = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (link && steps && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(link, steps);
    }
  });
  // From within, the Tab key goes on from the term, and Shift with it back to the term.
  tip.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || !shown) return;
    shown.focus();
    if (event.shiftKey) event.preventDefault();
  });
  // Left from within, it leads back to the term that it is about: the browser would go to the one that it was first opened from.
  tip.addEventListener('beforetoggle', (event) => {
    if ((event as ToggleEvent).newState === 'closed' && tip.contains(document.activeElement)) shown?.focus();
  });
  tip.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'open') return;
    undescribe();
    shown = undefined;
  });
}

if ('showPopover' in tip && document.querySelector(terms)) {
  document.querySelector('main')?.append(tip);
  listen();
}
