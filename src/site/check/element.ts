import { applyEdits } from '../../diagnostics/fix.ts';
import { guessKind, kindByName } from './guess.ts';
import type { Job, Result, Told } from './job.ts';
import { dropped, isWanted, type Opened, withPath } from './opened.ts';

interface RuleWords {
  code: string;
  explain: Record<string, string>;
}

/** The page's checker: what is typed, pasted or dropped goes to a worker of this browser, and its findings are listed below. */
class GuideCheck extends HTMLElement {
  readonly #files = new Map<string, string>();
  #worker: Worker | undefined;
  #rules: Promise<Map<string, string>> | undefined;
  #job = 0;
  #timer = 0;
  #findings: Told[] = [];

  connectedCallback(): void {
    this.#text.addEventListener('input', () => this.#soon());
    for (const select of this.querySelectorAll('select:not([name=file])'))
      select.addEventListener('change', () => this.#check());
    this.#select('file').addEventListener('change', ({ target }) => {
      if (target instanceof HTMLSelectElement) this.#put(this.#files.get(target.value) ?? '');
    });
    for (const input of this.querySelectorAll('input')) {
      input.addEventListener('change', () => void this.#open([...(input.files ?? [])].map(withPath)));
    }
    this.#act('example', () => this.#put(this.dataset.example ?? ''));
    this.#act('link', () => void this.#link());
    this.#act('fix', () =>
      this.#apply(this.#findings.flatMap(({ fixes }) => fixes.find(({ safe }) => safe)?.edits ?? [])),
    );
    this.addEventListener('dragover', (event) => {
      event.preventDefault();
      this.classList.add('over');
    });
    this.addEventListener('dragleave', () => this.classList.remove('over'));
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      this.classList.remove('over');
      void dropped(event.dataTransfer).then((files) => this.#open(files));
    });
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of ['kind', 'openclaw']) {
      const select = this.#select(name);
      const value = given.get(name);
      if ([...select.options].some((option) => option.value === value)) select.value = value ?? '';
    }
    if (given.has('text')) this.#put(given.get('text') ?? '');
    else if (this.#text.value !== '') this.#check();
  }

  get #text(): HTMLTextAreaElement {
    return this.#find('textarea');
  }

  #select(name: string): HTMLSelectElement {
    return this.#find(`select[name=${name}]`);
  }

  #find<Found extends Element>(selector: string): Found {
    const found = this.querySelector<Found>(selector);
    if (found === null) throw new Error(`The page has no ${selector}.`);
    return found;
  }

  #act(name: string, action: () => void): void {
    this.#find(`[data-action=${name}]`).addEventListener('click', action);
  }

  #put(text: string): void {
    this.#text.value = text;
    this.#check();
  }

  /** Files that nothing here can check are left out where there are others. */
  async #open(files: Opened[]): Promise<void> {
    const known = files.filter(({ path }) => isWanted(path) && kindByName(path) !== undefined);
    const opened = known.length > 0 ? known : files.slice(0, 1);
    if (opened[0] === undefined) return;
    if (opened.length > 1) this.#files.clear();
    for (const { path, file } of opened) this.#files.set(path, await file.text());
    const select = this.#select('file');
    select.replaceChildren(...[...this.#files.keys()].map((name) => new Option(name, name)));
    select.closest('label')?.toggleAttribute('hidden', this.#files.size < 2);
    select.value = opened[0].path;
    this.#put(this.#files.get(select.value) ?? '');
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#check(), 150);
  }

  #check(): void {
    const text = this.#text.value;
    const name = this.#select('file').value || undefined;
    if (name !== undefined) this.#files.set(name, text);
    this.#job += 1;
    if (text.trim() === '') {
      this.#show({ id: this.#job, total: 0, findings: [], folder: new Map() }, true);
      return;
    }
    const chosen = this.#select('kind').value as Job['kind'] | '';
    const job: Job = {
      id: this.#job,
      text,
      kind: chosen || guessKind(text, name),
      openclaw: this.#select('openclaw').value,
      language: this.dataset.language as Job['language'],
      name,
      folder: [...this.#files].map(([name, text]) => ({ name, text, kind: guessKind(text, name) })),
    };
    this.#worker ??= this.#start();
    this.#worker.postMessage(job);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Result>) => {
      if (data.id === this.#job) this.#show(data);
    });
    return worker;
  }

  #show({ total, findings, folder }: Result, empty = false): void {
    for (const option of this.#select('file').options) {
      const count = folder.get(option.value) ?? 0;
      option.text = count === 0 ? option.value : `${option.value} (${count})`;
    }
    this.#findings = findings;
    const { fine, foundOne, foundMany, more } = this.dataset;
    const count = total === 1 ? foundOne : foundMany?.replace('{{count}}', String(total));
    const told = [total === 0 ? fine : count, ...(total > findings.length ? [more] : [])].join(' ');
    this.#find('.found').textContent = empty ? '' : told;
    this.#find('.findings').replaceChildren(...findings.map((finding) => this.#item(finding)));
    this.#find('[data-action=fix]').toggleAttribute(
      'hidden',
      !findings.some(({ fixes }) => fixes.some(({ safe }) => safe)),
    );
  }

  #item({ code, severity, message, line, start, end, frame, fixes }: Told): HTMLElement {
    const place = button((this.dataset.line ?? '').replace('{{line}}', String(line)), () => {
      this.#text.focus();
      this.#text.setSelectionRange(start, Math.max(end, start));
    });
    const why = element('details', element('summary', this.dataset.why ?? ''));
    why.addEventListener('toggle', () => void this.#explain(code, why), { once: true });
    const picture = element('pre', frame);
    picture.tabIndex = 0;
    const item = element(
      'li',
      element('small', `${this.dataset[severity] ?? ''}, `, place, `, ${code}`),
      element('p', ...withCode(message)),
      picture,
      element('div', ...fixes.map((fix) => button(fix.label, () => this.#apply(fix.edits)))),
      why,
    );
    item.className = severity;
    return item;
  }

  async #explain(code: string, into: HTMLElement): Promise<void> {
    const language = this.dataset.language ?? 'en';
    this.#rules ??= fetch(this.dataset.rules ?? '')
      .then((answer) => answer.json() as Promise<RuleWords[]>)
      .then((rules) => new Map(rules.map(({ code, explain }) => [code, explain[language] ?? ''])));
    into.append(element('p', ...withCode((await this.#rules).get(code) ?? '')));
  }

  #apply(edits: Parameters<typeof applyEdits>[1]): void {
    this.#put(applyEdits(this.#text.value, edits));
  }

  async #link(): Promise<void> {
    const values = {
      kind: this.#select('kind').value,
      openclaw: this.#select('openclaw').value,
      text: this.#text.value,
    };
    const url = new URL(location.href);
    url.hash = new URLSearchParams(values).toString();
    await navigator.clipboard.writeText(url.href);
    this.#find('.found').textContent = this.dataset.linked ?? '';
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

customElements.define('guide-check', GuideCheck);
