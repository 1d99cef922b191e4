/** What a social card says. */
export interface Card {
  language: string;
  title: string;
  tagline: string;
  facts: readonly string[];
  /** The site's mark, as SVG. */
  mark: string;
  /** The font of its words, as the address of a woff2 file. */
  font: string;
}

/** The size in which social sites show a card, in pixels. */
export const cardSize = { width: 1200, height: 630 };

/** Returns the page that a social card is a picture of: what social sites show beside a link to the guide. */
export function socialCard({ language, title, tagline, facts, mark, font }: Card): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<style>
  @font-face { font-family: Text; font-weight: 200 800; src: url("${font}"); }
  * { box-sizing: border-box; margin: 0; }
  body {
    display: grid;
    align-content: space-between;
    width: ${cardSize.width}px;
    height: ${cardSize.height}px;
    padding: 72px 80px;
    font-family: Text, sans-serif;
    color: #fff;
    overflow: hidden;
    background: #0f2d2b;
  }
  .large { position: absolute; right: -150px; top: -40px; opacity: 0.07; }
  .large svg { width: 760px; height: 760px; }
  .large rect { fill: none; }
  svg { display: block; width: 96px; height: 96px; margin-bottom: 36px; }
  h1 { font-size: 92px; font-weight: 700; line-height: 1; letter-spacing: -0.03em; }
  p { max-width: 980px; margin-top: 28px; font-size: 36px; line-height: 1.4; color: #c9d8d8; text-wrap: pretty; }
  ul { display: flex; gap: 40px; padding: 0; list-style: none; white-space: nowrap; font-size: 26px; color: #8fdfd5; }
</style>
<div class="large">${mark}</div>
<main>
  ${mark}
  <h1>${escaped(title)}</h1>
  <p>${escaped(tagline)}</p>
</main>
<ul>${facts.map((fact) => `<li>${escaped(fact)}</li>`).join('')}</ul>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
