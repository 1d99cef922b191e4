import type { Edit } from '../../diagnostics/diagnostic.ts';
import { applyEdits } from '../../diagnostics/fix.ts';
import { findSecrets } from '../../formats/secret/token.ts';
import { changeBetween } from './change.ts';
import { Checker } from './checker.ts';
import { guessKind, isNamed, kindByName } from './guess.ts';
import type { Job, Result, Told } from './job.ts';
import { FindingList } from './list.ts';
import { chosenOf, dropped, isTooLarge, type Opened, withPath } from './opened.ts';

/** Old as it is, and called deprecated, nothing else makes a change to a field that can be undone. */
const typing = document as unknown as {
  execCommand(command: 'insertText', ui: false, text: string): boolean;
};

/** In characters: what mail programs and chats leave of an address in one piece. */
const longestLink = 16_000;

/** In milliseconds: how long what is said of a link stands in the place of the result. */
const saidFor = 10_000;

/** The page's checker: what is typed, pasted or dropped goes to a worker of this browser, and its findings are listed below. */
class GuideCheck extends HTMLElement {
  readonly #files = new Map<string, string>();
  /** The files that were too large to be opened with these. */
  #leftOut: string[] = [];
  /** Whether what is being typed or pasted comes in the place of the whole text. */
  #isReplaced = false;
  readonly #checker = new Checker({
    found: (result, { text }) => {
      // What was typed since has a job of its own.
      if (result.id !== this.#job) return;
      this.#checked = text;
      this.#show(result);
    },
    failed: () => {
      if (this.#text.value.trim() !== '') this.#showNothing(this.dataset.failed ?? '');
    },
  });
  readonly #list = new FindingList(this.#find('.findings'), this.dataset, {
    lead: (start, end) => {
      this.#text.focus();
      this.#text.setSelectionRange(start, Math.max(end, start));
    },
    apply: (edits) => this.#apply(edits),
  });
  #job = 0;
  #timer = 0;
  #findings: Told[] = [];
  /** The text that the shown findings are of. */
  #checked: string | undefined;
  #result: [sentence: string, isFine: boolean] = ['', false];
  #said = 0;

  connectedCallback(): void {
    this.#text.addEventListener('beforeinput', ({ inputType }) => {
      const { value, selectionStart, selectionEnd } = this.#text;
      const isAll = value !== '' && selectionStart === 0 && selectionEnd === value.length;
      this.#isReplaced = isAll && inputType.startsWith('insert');
    });
    this.#text.addEventListener('input', () => this.#typed());
    for (const select of this.querySelectorAll('select:not([name=file])'))
      select.addEventListener('change', () => this.#check());
    this.#select('file').addEventListener('change', ({ target }) => {
      if (target instanceof HTMLSelectElement) this.#put(this.#files.get(target.value) ?? '');
    });
    for (const input of this.querySelectorAll('input')) {
      input.addEventListener('change', () => {
        const files = [...(input.files ?? [])].map(withPath);
        // The same choice again would else be no change: a file that was mended meanwhile could not be opened anew.
        input.value = '';
        // Some browsers tell of a choice that was called off as of one of no files.
        if (files.length > 0) void this.#open(files);
      });
    }
    for (const example of this.querySelectorAll<HTMLElement>('[data-example]'))
      example.addEventListener('click', () => this.#try(example));
    this.#act('link', () => void this.#link());
    this.#act('fix', () =>
      this.#apply(this.#findings.flatMap(({ fixes }) => fixes.find(({ safe }) => safe)?.edits ?? [])),
    );
    this.addEventListener('dragover', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.classList.add('over');
    });
    this.addEventListener('dragleave', () => this.classList.remove('over'));
    this.addEventListener('drop', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.classList.remove('over');
      void dropped(event.dataTransfer).then((files) => this.#open(files));
    });
    window.addEventListener('hashchange', () => this.#take());
    // Heard on their way down, before the switch and the offer take the address with them.
    document.addEventListener('change', ({ target }) => this.#carry(target, 'starlight-lang-select'), true);
    document.addEventListener('click', ({ target }) => this.#carry(target, 'language-offer a'), true);
    if (!this.#take() && this.#text.value !== '') this.#check();
  }

  /** Takes what the page's address carries, and returns whether that is a text. */
  #take(): boolean {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of ['kind', 'openclaw']) {
      const select = this.#select(name);
      const value = given.get(name);
      if ([...select.options].some((option) => option.value === value)) select.value = value ?? '';
    }
    const text = given.get('text');
    this.#clearAddress();
    if (text === null) return false;
    this.#forget();
    this.#put(text);
    return true;
  }

  /** Once its text is taken a link has done its work: loaded again, it would undo what is typed since. */
  #clearAddress(): void {
    if (!new URLSearchParams(location.hash.slice(1)).has('text')) return;
    history.replaceState(null, '', location.pathname + location.search);
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

  /** Shows an example in the place of what is there, which the browser's undo brings back. */
  #try({ dataset }: HTMLElement): void {
    this.#select('kind').value = dataset.kind ?? '';
    this.#forget();
    this.#type(dataset.example ?? '');
  }

  /** Lets go of the files that were opened, and of their names with them. */
  #forget(): void {
    this.#files.clear();
    this.#leftOut = [];
    this.#offerFiles();
  }

  /** Files that nothing here can check are left out where there are others, and large ones always. */
  async #open(files: readonly Opened[]): Promise<void> {
    const chosen = chosenOf(files, (path) => kindByName(path) !== undefined);
    // The first comes into sight: rather an openclaw.json than another program's .json, which may hold secrets.
    const opened = chosen
      .filter((one) => !isTooLarge(one))
      .toSorted((a, b) => Number(isNamed(b.path)) - Number(isNamed(a.path)));
    this.#leftOut = chosen.filter(isTooLarge).map(({ path }) => path);
    if (opened[0] === undefined) {
      this.#found(this.#largeFiles() || (this.dataset.unknown ?? ''));
      // What is typed next was not opened with them.
      this.#leftOut = [];
      return;
    }
    if (opened.length > 1) this.#files.clear();
    for (const { path, file } of opened) this.#files.set(path, await file.text());
    this.#offerFiles();
    const select = this.#select('file');
    select.value = opened[0].path;
    this.#put(this.#files.get(select.value) ?? '');
  }

  /** Names the files that were too large to be opened. */
  #largeFiles(): string {
    if (this.#leftOut.length === 0) return '';
    return (this.dataset.tooLarge ?? '').replace('{{files}}', () => this.#leftOut.join(', '));
  }

  #offerFiles(): void {
    const select = this.#select('file');
    select.replaceChildren(...[...this.#files.keys()].map((name) => new Option(name, name)));
    select.closest('label')?.toggleAttribute('hidden', this.#files.size < 2);
  }

  /** One file's name is not in sight: it goes with its text, lest another text be checked as that file. */
  #typed(): void {
    if (this.#files.size === 1 && (this.#isReplaced || this.#text.value === '')) this.#forget();
    this.#isReplaced = false;
    this.#clearAddress();
    this.#soon();
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#check(), 150);
  }

  /** Changes the text as typing would, so that the browser can undo it. */
  #type(text: string): void {
    const area = this.#text;
    const { start, end, inserted } = changeBetween(area.value, text);
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    typing.execCommand('insertText', false, inserted);
    if (area.value !== text) area.value = text;
    this.#check();
  }

  #check(): void {
    window.clearTimeout(this.#timer);
    const text = this.#text.value;
    const name = this.#select('file').value || undefined;
    if (name !== undefined) this.#files.set(name, text);
    this.#job += 1;
    if (text.trim() === '') {
      this.#checker.forget();
      this.#showNothing('');
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
    this.#checker.check(job);
  }

  /** Shows a sentence alone, where there is nothing to check or it could not be checked. */
  #showNothing(sentence: string): void {
    this.#show({ id: this.#job, kind: 'shell', total: 0, findings: [], folder: new Map() }, sentence);
  }

  /** Shows what was found, or another sentence instead of its count. */
  #show({ kind, total, findings, folder }: Result, instead?: string): void {
    for (const option of this.#select('file').options) {
      const count = folder.get(option.value) ?? 0;
      option.text = count === 0 ? option.value : `${option.value} (${count})`;
    }
    this.#findings = findings;
    const { fine, foundOne, foundMany, more } = this.dataset;
    const count =
      total === 1 ? foundOne : foundMany?.replace('{{count}}', total.toLocaleString(this.dataset.language));
    const what = [...this.#select('kind').options].find(({ value }) => value === kind)?.text;
    const told = [
      `${what}: ${total === 0 ? fine : count}`,
      total > findings.length && more,
      this.#largeFiles(),
    ];
    // A count is no sentence, unless another one follows.
    const sentences = told.filter(Boolean).join('. ').replaceAll('.. ', '. ');
    this.#found(instead ?? sentences, total === 0 && instead === undefined);
    this.#list.show(findings);
    this.#find('[data-action=fix]').toggleAttribute(
      'hidden',
      !findings.some(({ fixes }) => fixes.some(({ safe }) => safe)),
    );
  }

  /** Says what was found, or why nothing was. */
  #found(sentence: string, isFine = false): void {
    this.#result = [sentence, isFine];
    this.#say(sentence, isFine);
  }

  /** Says something else for a while, and then what was found again. */
  #tell(sentence: string, isFine: boolean): void {
    this.#say(sentence, isFine);
    this.#said = window.setTimeout(() => this.#say(...this.#result), saidFor);
  }

  #say(sentence: string, isFine: boolean): void {
    window.clearTimeout(this.#said);
    const found = this.#find('.found');
    found.textContent = sentence;
    found.classList.toggle('fine', isFine);
  }

  /** A fix knows its place by offsets, which a text that was changed since has elsewhere: its own findings come in a moment. */
  #apply(edits: Edit[]): void {
    if (this.#text.value !== this.#checked) return;
    this.#type(applyEdits(this.#text.value, edits));
    // The button goes with its finding: without this, so would the keyboard's place.
    this.#find<HTMLElement>('.found').focus();
  }

  /** Gives the text to the address, which the page in the other language is then asked for with, where a link may carry it. */
  #carry(target: EventTarget | null, from: string): void {
    if (!(target instanceof Element) || !target.closest(from) || this.#text.value.trim() === '') return;
    const url = this.#linkTo();
    if (url instanceof URL) history.replaceState(null, '', url);
  }

  async #link(): Promise<void> {
    const url = this.#linkTo();
    if (!(url instanceof URL)) {
      this.#tell(this.dataset[url] ?? '', false);
      return;
    }
    try {
      await navigator.clipboard.writeText(url.href);
    } catch {
      // Where the clipboard may not be written, the address bar holds the link.
      history.replaceState(null, '', url);
      this.#tell(this.dataset.inAddress ?? '', false);
      return;
    }
    this.#tell(this.dataset.linked ?? '', true);
  }

  /**
   * Returns a link to the text, or what keeps it out of one. A link is passed on, and stays in the browser's history: it carries no
   * secret.
   */
  #linkTo(): URL | 'secret' | 'tooLong' {
    const values = {
      kind: this.#select('kind').value,
      openclaw: this.#select('openclaw').value,
      text: this.#text.value,
    };
    const url = new URL(location.href);
    url.hash = new URLSearchParams(values).toString();
    if (findSecrets(values.text).length > 0) return 'secret';
    return url.href.length <= longestLink ? url : 'tooLong';
  }
}

/** Whether files are dragged: a text that is, the browser puts where it is let go. */
function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

customElements.define('guide-check', GuideCheck);
