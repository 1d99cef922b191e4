/** A place in a form: what may stand there, each as text. */
export type Unit = readonly string[];

/**
 * What may stand between two units: a line's end and characters that nobody sees (`lines`); beside those, the blanks, columns and
 * addresses of a dump (`dump`), of which there has to be something (`spaced`).
 */
export type Between = 'lines' | 'dump' | 'spaced';

/** One way in which a secret may be written. */
export interface Form {
  units: readonly Unit[];
  between: Between;
  /** Whether it is the secret only where no letter or digit goes on at either side. */
  alone?: true;
  /** Whether a line's end right after its first character is not waited for: most lines that end so are no secret. */
  prompt?: true;
}

/** Where a form ends that begins at a place; `open` where the text ends before that can be told; undefined where it does not. */
export type Found = number | 'open' | undefined;

/** What is not shown, and what stands in the place of what was not to be shown; a line's end, with what tells that it goes on. */
const fold = /(?:[\p{Cf}\p{Default_Ignorable_Code_Point}\ufffd]|(?:\r\n?|\n)[ \t]{0,16}){1,12}/uy;

/** The same, but for what sets the next line in. */
const once = /\r\n?|\n/y;

/** Between two bytes in a line of a dump. */
const blanks = /[ \t,:;]{0,16}(?:0x|\\x)?/y;

/** The rest of a line of a dump, which shows its bytes once more as letters, and the address at the beginning of the next. */
const rest = /(?:[ \t|,:;][^\n]{0,80})?\r?\n[ \t:]*(?:0x|\\x)?/y;
const address = /[0-9a-fA-F]{6,16}:?[ \t]+/y;

/** How many units have to be there before a dump may go on in the next line, so that not every number keeps the text after it waiting. */
const sure = 2;

/** Looks whether a form begins at a place in a text. What follows may still come, unless the text is whole. */
export function findAt(text: string, at: number, form: Form, whole: boolean): Found {
  const end = match(text, at, form, whole);
  if (typeof end !== 'number' || !form.alone) return end;
  if (/[A-Za-z0-9_]/.test(text.charAt(at - 1)) || /[A-Za-z0-9_]/.test(text.charAt(end))) return undefined;
  return end === text.length && !whole ? 'open' : end;
}

function match(text: string, start: number, form: Form, whole: boolean): Found {
  let at = start;
  let spread = false;
  for (const [index, unit] of form.units.entries()) {
    const next = index === 0 ? unitAt(text, at, unit, whole) : after(text, at, unit, index, form, whole);
    if (next === undefined) return undefined;
    if (next === 'open') return whole ? undefined : 'open';
    spread ||= form.between !== 'lines' && /[ \t]/.test(text.slice(at, next));
    at = next;
  }
  if (!spread) return at;
  // A dump shows its bytes as letters at the end of the line.
  const line = /[^\n]{0,80}/y;
  const end = run(line, text, at);
  return end === text.length && end - at < 80 && !whole ? 'open' : end;
}

/** Returns where a unit ends that stands after a gap, or after none. */
function after(
  text: string,
  at: number,
  unit: Unit,
  index: number,
  { between, alone, prompt }: Form,
  whole: boolean,
): Found {
  const direct = between === 'spaced' ? undefined : unitAt(text, at, unit, whole);
  // No gap begins with a letter or digit, so most that is no secret is told from one here.
  if (alone || typeof direct === 'number' || /[A-Za-z0-9]/.test(text.charAt(at))) return direct;
  let open = direct === 'open';
  const gaps = gapsFrom(text, at, between, index);
  if (prompt && index === 1 && !whole && /^[ \t]*[\r\n]\s*$/.test(text.slice(at))) return undefined;
  if (!whole && gaps.includes('open')) return 'open';
  for (const gap of gaps) {
    const end = gap === 'open' ? undefined : unitAt(text, gap, unit, whole);
    if (typeof end === 'number') return end;
    open ||= end === 'open';
  }
  return open ? 'open' : undefined;
}

/** Returns where the next unit may begin. */
function gapsFrom(text: string, at: number, between: Between, index: number): (number | 'open')[] {
  if (between === 'lines') {
    const end = run(fold, text, at);
    // A blank at the beginning of a line, or the last of them, may be the secret's own; half a character may be, too.
    return [end, end - 1, run(once, text, at)].filter((gap) => gap > at);
  }
  const near = run(blanks, text, at);
  const gaps: (number | 'open')[] = near === at ? [] : [near];
  if (index < sure) return ['', '0', '\\'].includes(text.slice(near, near + 2)) ? [...gaps, 'open'] : gaps;
  const line = run(rest, text, at);
  if (line === at) return text.indexOf('\n', at) < 0 && text.length - at <= 80 ? [...gaps, 'open'] : gaps;
  const addressed = run(address, text, line);
  return [
    ...gaps,
    addressed,
    line,
    ...(/^[0-9a-fA-F\\x]{0,16}:?[ \t]*$/.test(text.slice(line, line + 40)) ? (['open'] as const) : []),
  ];
}

function unitAt(text: string, at: number, unit: Unit, whole: boolean): Found {
  let open = false;
  for (const one of unit) {
    const found = textAt(text, at, one);
    if (typeof found === 'number') return open && !whole ? 'open' : found;
    open ||= found === 'open';
  }
  return open ? 'open' : undefined;
}

function textAt(text: string, at: number, wanted: string): Found {
  if (text.startsWith(wanted, at)) return at + wanted.length;
  return text.length - at < wanted.length && wanted.startsWith(text.slice(at)) ? 'open' : undefined;
}

/** Returns where a pattern that begins at a place ends, or the place where it does not. */
function run(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
