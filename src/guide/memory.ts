/**
 * What was worked out from a text, for whoever asks again: two languages share most fences, and a guide that is checked again is
 * mostly what it was. What nobody asked for between two calls of `age` is forgotten.
 */
export class Memory {
  #now = new Map<string, Map<string, unknown>>();
  #before = new Map<string, Map<string, unknown>>();

  /**
   * Returns what `compute` makes of a text, or made of it before.
   *
   * @param topic what is worked out: within one, equal texts have equal results
   */
  of<Value>(topic: string, text: string, compute: () => Value): Value {
    let known = this.#now.get(topic);
    if (!known) {
      known = new Map();
      this.#now.set(topic, known);
    }
    if (known.has(text)) return known.get(text) as Value;
    const before = this.#before.get(topic);
    const value = before?.has(text) ? (before.get(text) as Value) : compute();
    known.set(text, value);
    return value;
  }

  /** Begins another round. */
  age(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
}
