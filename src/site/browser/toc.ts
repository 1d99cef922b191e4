/**
 * Shows in a table of contents which section is read. It stands in for Starlight's own, which asks of every element of the page whether
 * there is a heading within, in both of its tables: on the longest page, an eighth of a second on a phone. Starlight's narrow table is made
 * from this class, and overrides `current`.
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
    const height = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;
    let waits = false;
    const update = () => {
      waits = false;
      const start = height(document.querySelector('header')) + height(this.querySelector('summary')) + 32;
      const read = sections.findLast(({ heading }) => heading.getBoundingClientRect().top < start);
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
