import { checkValue } from '../../guide/value.ts';

type Template = (string | { var: string })[];

const storageKey = `values:${import.meta.env.BASE_URL}`;

/** How a browser is told that a place takes text alone. Older ones refuse the word, and know nothing but `true`. */
const editing = takesPlainText() ? 'plaintext-only' : 'true';

/** The panel of the reader's values: fills them into every snippet of the page, and keeps them in this browser. */
class GuideValues extends HTMLElement {
  readonly #inputs = new Map<string, HTMLInputElement>();
  readonly #places = new Map<string, HTMLElement[]>();
  #values: Record<string, string> = {};

  connectedCallback(): void {
    for (const input of this.querySelectorAll('input')) {
      this.#inputs.set(input.name, input);
      input.addEventListener('input', () => this.#typed(input.name, input.value, input));
      input.addEventListener('blur', () => this.#settle(input.name));
    }
    for (const place of document.querySelectorAll<HTMLElement>('[data-var]')) {
      const name = place.dataset.var ?? '';
      this.#places.set(name, [...(this.#places.get(name) ?? []), place]);
      if (place instanceof HTMLInputElement) {
        place.addEventListener('input', () => this.#typed(name, place.value, place));
        place.addEventListener('blur', () => {
          place.removeAttribute('aria-invalid');
          this.#settle(name);
        });
      }
    }
    for (const block of document.querySelectorAll('.expressive-code pre')) this.#makeEditable(block);
    this.querySelector('[data-share]')?.addEventListener('click', () => void this.#share());
    this.querySelector('[data-reset]')?.addEventListener('click', () => this.#reset());
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[download]')) {
      link.addEventListener('click', (event) => this.#download(event, link));
    }
    this.#load();
    window.addEventListener('storage', ({ key }) => {
      if (key === storageKey) this.#load();
    });
  }

  /** Values of the address win over those that were kept; one that breaks its rule is as if it were not there. */
  #load(): void {
    const kept = this.#allowed(read());
    const given = this.#allowed(Object.fromEntries(new URLSearchParams(location.search)));
    this.#values = { ...kept, ...given };
    if (Object.keys(given).length > 0) {
      // Once they are kept the address has done its work: loaded again, it would undo what is typed since.
      if (this.#keep()) history.replaceState(null, '', location.pathname + location.hash);
      this.#tell(this.dataset.fromLink);
      if (Object.entries(given).some(([name, value]) => kept[name] !== value)) this.#offerBack(kept);
    }
    this.#showAll();
  }

  /** Says that a link has brought values, and takes them back where the reader wants their own. */
  #offerBack(kept: Record<string, string>): void {
    const note = this.querySelector<HTMLElement>('.from-link');
    if (note === null) return;
    note.hidden = false;
    note.querySelector('button')?.addEventListener('click', () => {
      this.#values = kept;
      this.#keep();
      this.#showAll();
      note.hidden = true;
      this.querySelector('summary')?.focus();
    });
  }

  #showAll(): void {
    for (const name of this.#inputs.keys()) this.#settle(name);
    this.#fillTemplates();
  }

  /** Keeps the values, beside those that only other pages ask for. Returns whether it could. */
  #keep(): boolean {
    const others = Object.entries(read()).filter(([name]) => !this.#inputs.has(name));
    return write({ ...Object.fromEntries(others), ...this.#values });
  }

  #allowed(values: Record<string, unknown>): Record<string, string> {
    const allowed: Record<string, string> = {};
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'string' && this.#isAllowed(name, value)) allowed[name] = value;
    }
    return allowed;
  }

  #isAllowed(name: string, value: string): boolean {
    const data = this.#inputs.get(name)?.dataset;
    const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
    return (
      data !== undefined &&
      checkValue(
        {
          pattern: data.pattern ?? '',
          minimum: number(data.minimum),
          maximum: number(data.maximum),
          multipleOf: number(data.multipleOf),
        },
        value,
      ) === undefined
    );
  }

  #typed(name: string, value: string, from: HTMLElement): void {
    const usual = this.#usual(name);
    const allowed = value === '' || value === usual || this.#isAllowed(name, value);
    from.removeAttribute('aria-invalid');
    if (!allowed) {
      from.setAttribute('aria-invalid', 'true');
      this.#tell(this.dataset.wrong, name);
      return;
    }
    if (value === '' || value === usual) delete this.#values[name];
    else this.#values[name] = value;
    this.#keep();
    this.#show(name, from);
    for (const [other, { dataset }] of this.#inputs) if (dataset.usual) this.#show(other, from);
    this.#fillTemplates();
    this.#tell(this.dataset.changed, name);
  }

  /** Puts the last good value back where something else was left standing. */
  #settle(name: string): void {
    this.#inputs.get(name)?.removeAttribute('aria-invalid');
    this.#show(name);
  }

  /** What the guide has: its default, which may follow another value. */
  #usual(name: string): string {
    const input = this.#inputs.get(name);
    const { usual } = input?.dataset ?? {};
    return usual ? this.#fill(JSON.parse(usual) as Template) : (input?.defaultValue ?? '');
  }

  #text(name: string): string {
    return this.#values[name] ?? (this.#usual(name) || `<${name}>`);
  }

  #show(name: string, except?: HTMLElement): void {
    const input = this.#inputs.get(name);
    const text = this.#text(name);
    if (input && input !== except) input.value = this.#values[name] ?? this.#usual(name);
    for (const place of this.#places.get(name) ?? []) {
      if (place !== except) put(place, text);
      place.classList.toggle('mine', text !== (input?.defaultValue || `<${name}>`));
    }
  }

  #fill(template: Template): string {
    return template.map((piece) => (typeof piece === 'string' ? piece : this.#text(piece.var))).join('');
  }

  #fillTemplates(): void {
    this.#fillRuns();
    for (const element of document.querySelectorAll<HTMLElement>('[data-template]')) {
      const text = this.#fill(JSON.parse(element.dataset.template ?? '[]') as Template);
      if (element instanceof HTMLAnchorElement) element.href = text;
      else element.dataset.code = text.replaceAll('\n', '\u007f');
    }
  }

  /** A runbook is given the values that are not the guide's own. */
  #fillRuns(): void {
    for (const line of document.querySelectorAll<HTMLElement>('[data-run]')) {
      const names = (line.dataset.vars ?? '').split(' ').filter((name) => this.#values[name] !== undefined);
      line.textContent = [
        line.dataset.run,
        ...names.map((name) => `--var ${name}=${this.#values[name]}`),
      ].join(' ');
    }
  }

  /** A variable can be typed where it stands. The first of its kind in a block is a stop for the keyboard. */
  #makeEditable(block: Element): void {
    const seen = new Set<string>();
    const places: HTMLElement[] = [];
    for (const place of block.querySelectorAll<HTMLElement>('[data-var]')) {
      const name = place.dataset.var ?? '';
      const input = this.#inputs.get(name);
      if (input === undefined) continue;
      places.push(place);
      place.tabIndex = seen.has(name) ? -1 : 0;
      seen.add(name);
      place.setAttribute('role', 'textbox');
      place.setAttribute('aria-label', sentence(this.dataset.edit, { label: labelOf(input) }));
      place.spellcheck = false;
      place.addEventListener('input', () => this.#typed(name, (place.textContent ?? '').trim(), place));
      place.addEventListener('focus', () => {
        place.contentEditable = editing;
        getSelection()?.selectAllChildren(place);
      });
      place.addEventListener('blur', () => {
        place.removeAttribute('aria-invalid');
        this.#settle(name);
      });
      place.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === 'Escape') {
          event.preventDefault();
          place.blur();
        }
      });
    }
    // A browser computes its styles anew for each place that it lets be edited: those far away can wait.
    if (places.length > 0)
      whenNear(block, () => {
        for (const place of places) place.contentEditable = editing;
      });
  }

  /** A file goes out with the reader's values: the guide's own file is what the link gives without them. */
  #download(event: Event, link: HTMLAnchorElement): void {
    if (Object.keys(this.#values).length === 0 || link.href.startsWith('blob:')) return;
    event.preventDefault();
    const { templates = `${import.meta.env.BASE_URL}files/templates.json`, file = '' } = link.dataset;
    fetch(templates)
      .then((answer) => answer.json() as Promise<Template | Record<string, Template>>)
      .then((found) => {
        const own = document.createElement('a');
        own.href = URL.createObjectURL(
          new Blob([this.#fill(Array.isArray(found) ? found : (found[file] as Template))]),
        );
        own.download = link.download;
        own.click();
        URL.revokeObjectURL(own.href);
      })
      .catch(() => {
        this.#tell(this.dataset.notDownloaded);
        flash(link, this.dataset.notDownloaded ?? '');
      });
  }

  async #share(): Promise<void> {
    const url = new URL(location.href);
    url.search = new URLSearchParams(this.#values).toString();
    url.hash = '';
    try {
      await navigator.clipboard.writeText(url.href);
    } catch {
      // Where the clipboard may not be written, the address bar holds the link.
      history.replaceState(null, '', url);
      return;
    }
    this.#tell(this.dataset.shared);
    const button = this.querySelector<HTMLElement>('[data-share]');
    if (button) flash(button, this.dataset.shared ?? '');
  }

  #reset(): void {
    this.#values = {};
    write({});
    if (location.search !== '') history.replaceState(null, '', location.pathname + location.hash);
    this.#showAll();
    this.#tell(this.dataset.reset);
  }

  #tell(text: string | undefined, name?: string): void {
    const status = this.querySelector('[role=status]');
    const input = name === undefined ? undefined : this.#inputs.get(name);
    const help = input
      ? document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent
      : '';
    const values = {
      label: input ? labelOf(input) : '',
      value: name ? this.#text(name) : '',
      help: help ?? '',
    };
    if (status) status.textContent = sentence(text, values);
  }
}

/** Says something in the place of a label, for as long as it takes to read. */
function flash(element: HTMLElement, text: string): void {
  // Asked for twice, the label is still the first one.
  element.dataset.label ??= element.textContent ?? '';
  element.textContent = text;
  setTimeout(() => {
    element.textContent = element.dataset.label ?? '';
  }, 2000);
}

/** Does something once an element is on the screen, or less than a screen away from it. */
function whenNear(element: Element, act: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      act();
    },
    { rootMargin: '100%' },
  );
  observer.observe(element);
}

function takesPlainText(): boolean {
  const probe = document.createElement('span');
  probe.setAttribute('contenteditable', 'plaintext-only');
  return probe.contentEditable === 'plaintext-only';
}

/** Puts a text into a place, in the colour of its first part. */
function put(place: HTMLElement, text: string): void {
  if (place instanceof HTMLInputElement) {
    place.value = text;
    return;
  }
  // What is as it should be is not laid out again.
  if (place.textContent === text) return;
  const first = place.firstElementChild;
  if (first === null) {
    place.textContent = text;
    return;
  }
  first.textContent = text;
  place.replaceChildren(first);
}

function labelOf(input: HTMLInputElement): string {
  return input.labels?.[0]?.textContent ?? input.name;
}

function sentence(text: string | undefined, values: Record<string, string>): string {
  return (text ?? '').replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

/** What was kept in this browser, where it may be read. */
function read(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}

/** Keeps the values in this browser. Returns whether it could. */
function write(values: Record<string, unknown>): boolean {
  try {
    localStorage.setItem(storageKey, JSON.stringify(values));
    return true;
  } catch {
    // Storage is blocked: the values hold for this page.
    return false;
  }
}

customElements.define('guide-values', GuideValues);
