import { inject, test } from 'vitest';

test.for(['nowhere/', 'it/nowhere/', 'deploy/nowhere.png'])(
  '/%s answers 404 with a page in both languages',
  async (path, { expect }) => {
    const response = await fetch(inject('atRoot') + path);
    const html = await response.text();
    expect(response.status).toBe(404);
    expect(html).toContain('There is no such page');
    expect(html).toMatch(/<section lang="it"[^>]*>\s*<h2[^>]*>Questa pagina non c(&#39;|')è/);
    expect(html).not.toContain('rel="canonical"');
  },
);
