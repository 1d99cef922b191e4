/** Where an offset stands: line and UTF-16 column, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Finds lines and columns of a text's offsets. */
export class Lines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** How many lines there are; a final line break begins one more. */
  get count(): number {
    return this.#starts.length;
  }

  /** Returns the position of an offset; one beyond the text counts as its end. */
  at(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: bounded - (this.#starts[low] ?? 0) + 1 };
  }

  /** Returns a line's text without its line break. */
  line(number: number): string {
    const start = this.#starts[number - 1];
    if (start === undefined) return '';
    const end = this.#starts[number];
    return this.#text.slice(start, end === undefined ? undefined : end - 1).replace(/\r$/, '');
  }
}
