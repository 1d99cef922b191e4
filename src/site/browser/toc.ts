/**
 * Shows in a table of contents which section is read. It stands in for Starlight's own, which asks of every element of the page whether
 * there is a heading within, once for each of its two tables: some 50 ms on the longest page, and four times that on a phone. Starlight's
 * narrow table is made from this class, and overrides `current`.
 */
export class StarlightTOC extends HTMLElement {
  #current = this.querySelector<HTMLAnchorElement>('a[aria-current="true"]');

  constructor() {
    super();
    const whenIdle: (act: () => void) => unknown =
      'requestIdleCallback' in window ? requestIdleCallback : (act) => setTimeout(act, 1);
    whenIdle(() => this.#follow());
  }

  protected set current(link: HTMLAnchorElement) {
    if (link === this.#current) return;
    this.#current?.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'true');
    this.#current = link;
  }

  /** Keeps to the last heading that has come up to where reading begins: below what stays at the top, and the room that a link leaves. */
  #follow(): void {
    const sections = [...this.querySelectorAll('a')].flatMap((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return heading === null ? [] : [{ link, heading }];
    });
    const heightOf = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;
    let waits = false;
    const update = () => {
      waits = false;
      const start = heightOf(document.querySelector('header')) + heightOf(this.querySelector('summary')) + 32;
      const read = sections.findLast(({ heading }) => {
        const { top, height } = heading.getBoundingClientRect();
        // What is not shown, as on a tab that is not open, has no place of its own.
        return height > 0 && top < start;
      });
      const { link } = read ?? sections[0] ?? {};
      if (link) this.current = link;
    };
    const soon = () => {
      if (!waits) requestAnimationFrame(update);
      waits = true;
    };
    update();
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon, { passive: true });
  }
}

customElements.define('starlight-toc', StarlightTOC);
