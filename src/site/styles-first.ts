/**
 * Returns a built page with its stylesheets in its head. Expressive Code links its own beside the first fence, where a browser comes upon
 * it late and draws nothing below until it is there.
 */
export function withStylesFirst(html: string): string {
  const end = html.indexOf('</head>');
  const links: string[] = [];
  const body = html.slice(end).replaceAll(/<link rel="stylesheet"[^>]*>/g, (link) => {
    links.push(link);
    return '';
  });
  return html.slice(0, end) + [...new Set(links)].join('') + body;
}
