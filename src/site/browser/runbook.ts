const prefix = `steps:${import.meta.env.BASE_URL}:`;

/** How far a reader is in a runbook, as this browser keeps it. */
interface Progress {
  /** The page that the runbook stands on, below the base path and the language. */
  page: string;
  /** The steps that are ticked off. */
  done: string[];
  /** How many of the panel's boxes that ticks, and how many there are. */
  ticked: number;
  all: number;
}

/** The boxes in the page's steps, by their panel: the last one before them that has such a step. */
const boxes = boxesByPanel();

/** A runbook's panel and the boxes in its steps are ticked together, and this browser remembers. */
class GuideRunbook extends HTMLElement {
  #done = new Set<string>();

  connectedCallback(): void {
    this.#load();
    for (const box of [...this.#sections, ...this.#boxes]) {
      box.addEventListener('change', () => this.#tick(box));
    }
    window.addEventListener('storage', ({ key }) => {
      if (key !== this.#key) return;
      this.#load();
      showInSidebar();
    });
  }

  get #key(): string {
    return prefix + this.dataset.runbook;
  }

  get #sections(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('[data-steps]')];
  }

  get #boxes(): HTMLInputElement[] {
    return boxes.get(this) ?? [];
  }

  #load(): void {
    this.#done = new Set(read(this.#key)?.done);
    this.#show();
  }

  #tick(box: HTMLInputElement): void {
    for (const step of stepsOf(box)) {
      if (box.checked) this.#done.add(step);
      else this.#done.delete(step);
    }
    const ticked = this.#show();
    const { page = '' } = this.dataset;
    write(this.#key, { page, done: [...this.#done], ticked, all: this.#sections.length });
    showInSidebar();
  }

  /** Shows what is ticked off. Returns how many of the panel's boxes are. */
  #show(): number {
    const sections = this.#sections;
    for (const box of [...sections, ...this.#boxes]) {
      box.checked = stepsOf(box).every((step) => this.#done.has(step));
    }
    const done = sections.filter(({ checked }) => checked).length;
    const progress = this.querySelector<HTMLElement>('.progress');
    if (progress)
      progress.textContent = done === 0 ? '' : counted(progress.dataset.text, done, sections.length);
    return done;
  }
}

function boxesByPanel(): Map<HTMLElement, HTMLInputElement[]> {
  const found = new Map<HTMLElement, HTMLInputElement[]>();
  const panelOf = new Map<string, HTMLElement>();
  for (const element of document.querySelectorAll<HTMLElement>('guide-runbook, .tick input')) {
    if (!(element instanceof HTMLInputElement)) {
      for (const section of element.querySelectorAll<HTMLInputElement>('[data-steps]'))
        for (const step of stepsOf(section)) panelOf.set(step, element);
      continue;
    }
    const panel = panelOf.get(element.dataset.step ?? '');
    if (panel !== undefined) found.set(panel, [...(found.get(panel) ?? []), element]);
  }
  return found;
}

function stepsOf({ dataset }: HTMLInputElement): string[] {
  return (dataset.steps ?? dataset.step ?? '').split(' ');
}

function counted(text = '', done: number, all: number): string {
  return text.replace('{{done}}', String(done)).replace('{{all}}', String(all));
}

/** Shows beside each page in the sidebar how far its runbooks are that were begun. */
function showInSidebar(): void {
  const pages = new Map<string, [ticked: number, all: number]>();
  for (const { page, ticked, all } of readAll()) {
    const [before, of] = pages.get(page) ?? [0, 0];
    if (ticked > 0) pages.set(page, [before + ticked, of + all]);
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.sidebar-content a')) {
    link.querySelector('.ticks')?.remove();
    const found = [...pages].find(([page]) => page !== '' && link.pathname.endsWith(`/${page}`));
    if (!found) continue;
    const [ticked, all] = found[1];
    const note = document.createElement('small');
    note.className = 'ticks';
    note.textContent = ticked === all ? '✓' : `${ticked}/${all}`;
    link.append(note);
  }
}

function read(key: string): Progress | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Progress> | null;
    if (!Array.isArray(kept?.done)) return undefined;
    const { page, ticked, all } = kept;
    return { page: String(page), done: kept.done.map(String), ticked: Number(ticked), all: Number(all) };
  } catch {
    return undefined;
  }
}

function readAll(): Progress[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.flatMap((key) => read(key) ?? []);
  } catch {
    return [];
  }
}

function write(key: string, progress: Progress): void {
  try {
    localStorage.setItem(key, JSON.stringify(progress));
  } catch {
    // Storage is blocked: the ticks hold for this page.
  }
}

customElements.define('guide-runbook', GuideRunbook);
showInSidebar();
