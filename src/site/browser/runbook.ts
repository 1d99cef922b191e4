const prefix = `steps:${import.meta.env.BASE_URL}:`;

/** A runbook's panel: its lines can be copied, and its steps ticked off. */
class GuideRunbook extends HTMLElement {
  connectedCallback(): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>('.line button')) {
      button.addEventListener('click', () => void copy(button));
    }
    const done = new Set(read(this.#key));
    for (const box of this.#boxes) {
      box.checked = done.has(box.dataset.step ?? '');
      box.addEventListener('change', () => this.#save());
    }
    this.#show();
  }

  get #key(): string {
    return prefix + this.dataset.runbook;
  }

  get #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('[data-step]')];
  }

  #save(): void {
    const done = this.#boxes.filter((box) => box.checked).map((box) => box.dataset.step ?? '');
    write(this.#key, done);
    this.#show();
  }

  #show(): void {
    const boxes = this.#boxes;
    const done = boxes.filter((box) => box.checked).length;
    const progress = this.querySelector<HTMLElement>('.progress');
    if (!progress) return;
    const text = (progress.dataset.text ?? '')
      .replace('{{done}}', String(done))
      .replace('{{all}}', String(boxes.length));
    progress.textContent = done === 0 ? '' : text;
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(button.parentElement?.querySelector('code')?.textContent ?? '');
  const label = button.textContent;
  button.textContent = button.dataset.copied ?? '';
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

function read(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

function write(key: string, steps: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(steps));
  } catch {
    // Storage is blocked: the ticks hold for this page.
  }
}

customElements.define('guide-runbook', GuideRunbook);
