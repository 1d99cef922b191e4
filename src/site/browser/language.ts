const kept = `language:${import.meta.env.BASE_URL}`;

/** Offers the page in the language of the browser: to who comes from outside, once, and without leading them anywhere. */
class LanguageOffer extends HTMLElement {
  connectedCallback(): void {
    const preferred = navigator.languages.find((language) => [this.lang, page()].includes(short(language)));
    if (preferred === undefined || short(preferred) !== this.lang || isAnswered() || isFromHere()) return;
    this.hidden = false;
    const link = this.querySelector('a');
    link?.addEventListener('click', () => {
      // Both may have changed since the page was loaded.
      link.search = location.search;
      link.hash = location.hash;
      keep();
    });
    this.querySelector('button')?.addEventListener('click', () => {
      this.hidden = true;
      keep();
    });
  }
}

function short(language: string): string {
  return language.toLowerCase().split('-')[0] ?? '';
}

function page(): string {
  return document.documentElement.lang;
}

/** Who comes from another page of the site has chosen. */
function isFromHere(): boolean {
  return document.referrer !== '' && new URL(document.referrer).origin === location.origin;
}

function isAnswered(): boolean {
  try {
    return localStorage.getItem(kept) !== null;
  } catch {
    return false;
  }
}

function keep(): void {
  try {
    localStorage.setItem(kept, 'answered');
  } catch {
    // Storage is blocked: the offer is gone from this page.
  }
}

customElements.define('language-offer', LanguageOffer);
