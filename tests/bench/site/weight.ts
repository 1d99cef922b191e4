import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A page's weight as it is sent: compressed bytes of its own text, and of the styles and scripts that it loads at once. */
export interface Weight {
  html: number;
  styles: number;
  scripts: number;
  /** How many files that is, the page included. */
  requests: number;
}

/**
 * Weighs a built page.
 *
 * @param root the built site's folder, which its base path stands for
 * @param page the page's file below it
 */
export function weigh(root: string, page: string, base = '/'): Weight {
  const html = readFileSync(join(root, page), 'utf8');
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)(?![^>]*json)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => text,
  );
  const here = join(root, page);
  const named = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, url = '']) =>
    join(root, url.slice(base.length)),
  );
  const scripts = new Set<string>();
  const queue = [...named, ...inline.flatMap((text) => importsOf(text, here, root, base))];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (scripts.has(file) || !existsSync(file)) continue;
    scripts.add(file);
    queue.push(...importsOf(readFileSync(file, 'utf8'), file, root, base));
  }
  const styles = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*>/g)]
    .filter(([tag]) => !/media="print"/.test(tag))
    .map(([tag]) => join(root, (/href="([^"]+)"/.exec(tag)?.[1] ?? '').slice(base.length)));
  return {
    html: compressed(html),
    styles: sum(styles.map((file) => compressed(readFileSync(file)))),
    scripts: sum([...[...scripts].map((file) => readFileSync(file, 'utf8')), ...inline].map(compressed)),
    requests: 1 + styles.length + scripts.size,
  };
}

/** Static imports alone: what is imported dynamically is loaded when it is used. */
function importsOf(text: string, from: string, root: string, base: string): string[] {
  return [...text.matchAll(/(?:import|from)\s*["']([./][^"']+\.js)["']/g)].map(([, url = '']) =>
    url.startsWith('/') ? join(root, url.slice(base.length)) : resolve(dirname(from), url),
  );
}

function compressed(text: string | Buffer): number {
  return gzipSync(text, { level: 9 }).length;
}

function sum(all: readonly number[]): number {
  return all.reduce((total, each) => total + each, 0);
}
