import type { Form } from './form.ts';

/** The forms that begin with a character, by what may come next. */
interface Start {
  all: Form[];
  /** By the second character. */
  next: Map<string, Form[]>;
  /** Those whose second unit may stand after a line's end, or after blanks. */
  folded: Form[];
  spread: Form[];
}

const none: readonly Form[] = [];

/** Tells by two characters which forms may begin at a place: none, at most places of most texts. */
export class Starts {
  readonly #starts = new Map<string, Start>();

  get isEmpty(): boolean {
    return this.#starts.size === 0;
  }

  add(form: Form): void {
    const [first = [], second = []] = form.units;
    for (const one of first) {
      const sign = one.charAt(0);
      const start = this.#starts.get(sign) ?? { all: [], next: new Map(), folded: [], spread: [] };
      this.#starts.set(sign, start);
      put(start.all, form);
      if (one.length > 1) put(listOf(start, one.charAt(1)), form);
      else if (second.length === 0) {
        put(start.folded, form);
        put(start.spread, form);
      } else {
        if (form.between !== 'spaced') for (const other of second) put(listOf(start, other.charAt(0)), form);
        put(form.between === 'lines' ? start.folded : start.spread, form);
      }
    }
  }

  /** Returns the forms that may begin at a place. */
  at(text: string, at: number): readonly Form[] {
    const start = this.#starts.get(text.charAt(at));
    if (!start) return none;
    const next = text.charAt(at + 1);
    if (next === '') return start.all;
    const exact = start.next.get(next) ?? none;
    if (isWordly(next.charCodeAt(0))) return exact;
    const others = next === ' ' ? start.spread : start.all;
    return exact === none ? others : [...new Set([...exact, ...others])];
  }
}

function listOf({ next }: Start, sign: string): Form[] {
  const list = next.get(sign) ?? [];
  next.set(sign, list);
  return list;
}

function put(list: Form[], form: Form): void {
  if (!list.includes(form)) list.push(form);
}

/** Whether a character is a letter or digit of ASCII, with which no gap begins. */
function isWordly(code: number): boolean {
  return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123);
}
