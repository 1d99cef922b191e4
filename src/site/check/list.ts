import type { Edit } from '../../diagnostics/diagnostic.ts';
import type { Told } from './job.ts';

interface RuleWords {
  code: string;
  explain: Record<string, string>;
}

/** What a reader asks for at a finding: to be led to its place, or to have it mended. */
interface Listener {
  lead(start: number, end: number): void;
  apply(edits: Edit[]): void;
}

/** The list of what was found, in the words that the page brings along. */
export class FindingList {
  readonly #list: Element;
  readonly #words: DOMStringMap;
  readonly #listener: Listener;
  #items = new Map<string, HTMLElement>();
  #rules: Promise<Map<string, string>> | undefined;

  constructor(list: Element, words: DOMStringMap, listener: Listener) {
    this.#list = list;
    this.#words = words;
    this.#listener = listener;
  }

  /** Shows findings. What was found before and still stands stays as it is, with its explanation open or shut. */
  show(findings: readonly Told[]): void {
    const before = this.#items;
    this.#items = new Map();
    for (const finding of findings) {
      const key = JSON.stringify(finding);
      this.#items.set(key, before.get(key) ?? this.#item(finding));
    }
    this.#list.replaceChildren(...this.#items.values());
  }

  #item({ code, severity, message, line, start, end, frame, fixes }: Told): HTMLElement {
    const place = button((this.#words.line ?? '').replace('{{line}}', String(line)), () =>
      this.#listener.lead(start, end),
    );
    const why = document.createElement('details');
    why.append(element('summary', this.#words.why ?? ''));
    why.addEventListener('toggle', () => void this.#explain(code, why));
    const picture = element('pre', frame);
    picture.tabIndex = 0;
    const item = element(
      'li',
      element('small', `${this.#words[severity] ?? ''}, `, place, `, ${code}`),
      element('p', ...withCode(message)),
      picture,
      element('div', ...fixes.map(({ label, edits }) => button(label, () => this.#listener.apply(edits)))),
      why,
    );
    item.className = severity;
    return item;
  }

  /** Puts a rule's explanation into what was opened for it. Where it cannot be had it is asked for again at the next opening. */
  async #explain(code: string, into: HTMLDetailsElement): Promise<void> {
    if (!into.open || into.dataset.explained !== undefined) return;
    const rules = await this.#load().catch(() => undefined);
    if (rules !== undefined) into.dataset.explained = '';
    into.querySelector('p')?.remove();
    into.append(element('p', ...withCode((rules ? rules.get(code) : this.#words.unexplained) ?? '')));
  }

  /** The rules' explanations, fetched once. */
  #load(): Promise<Map<string, string>> {
    if (this.#rules !== undefined) return this.#rules;
    const language = this.#words.language ?? 'en';
    const rules = fetch(this.#words.rules ?? '')
      .then((answer) =>
        answer.ok ? (answer.json() as Promise<RuleWords[]>) : Promise.reject(new Error(answer.statusText)),
      )
      .then((all) => new Map(all.map(({ code, explain }) => [code, explain[language] ?? ''])));
    this.#rules = rules;
    rules.catch(() => {
      this.#rules = undefined;
    });
    return rules;
  }
}

function element(name: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function button(label: string, action: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.append(...withCode(label));
  made.addEventListener('click', action);
  return made;
}

/** What stands between backticks is code; everything is text, never markup. */
function withCode(text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', part) : part));
}
