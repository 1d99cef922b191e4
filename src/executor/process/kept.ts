/** Keeps the beginning of what a command prints, up to a limit, for looking at afterwards. */
export class Kept {
  /** Whether more came than is kept. */
  truncated = false;
  readonly #limit: number;
  #pieces: string[] = [];
  #length = 0;

  /** @param limit in UTF-16 units */
  constructor(limit = 1024 * 1024) {
    this.#limit = limit;
  }

  add(text: string): void {
    const room = this.#limit - this.#length;
    if (text.length > room) this.truncated = true;
    if (room <= 0) return;
    const piece = text.slice(0, room);
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  get text(): string {
    if (this.#pieces.length > 1) this.#pieces = [this.#pieces.join('')];
    return this.#pieces[0] ?? '';
  }
}
