import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';
import { withBase } from './address.ts';
import { fonts } from './fonts.ts';

const base = import.meta.env.BASE_URL;

/**
 * Puts right what Starlight cannot know: the base path in a hero's links, the card that social sites show, the page for what is
 * missing, and, since several pages are made at a time, which of them this one is in the sidebar.
 */
export const onRequest = defineRouteMiddleware((context) => {
  const route = context.locals.starlightRoute;
  markCurrent(route.sidebar, context.url.pathname);
  for (const action of route.entry.data.hero?.actions ?? []) action.link = withBase(action.link, base);

  route.head.push(
    ...fonts.map((href) => ({
      tag: 'link' as const,
      attrs: { rel: 'preload', href, as: 'font', type: 'font/woff2', crossorigin: '' },
      content: '',
    })),
  );
  if (context.site) {
    const card = new URL(`${base}social-card.${route.locale ?? 'en'}.png`, context.site).href;
    route.head.push(
      { tag: 'meta', attrs: { property: 'og:image', content: card }, content: '' },
      { tag: 'meta', attrs: { property: 'og:image:width', content: '1200' }, content: '' },
      { tag: 'meta', attrs: { property: 'og:image:height', content: '630' }, content: '' },
      { tag: 'meta', attrs: { name: 'twitter:image', content: card }, content: '' },
    );
  }
  const prefix = base + (route.locale ? `${route.locale}/` : '');
  route.head.push({
    tag: 'link',
    attrs: {
      rel: 'alternate',
      type: 'application/atom+xml',
      href: `${prefix}feed.xml`,
      title: route.siteTitle,
    },
    content: '',
  });
  if (route.entry.filePath.endsWith('.mdx')) {
    const markdown = `${base}${route.id === (route.locale ?? '') ? `${route.id}/index`.replace(/^\//, '') : route.id}.md`;
    route.head.push({
      tag: 'link',
      attrs: { rel: 'alternate', type: 'text/markdown', href: markdown },
      content: '',
    });
  }
  // The page for what is missing has no address of its own, in any language.
  if (route.id === '404') {
    route.head = route.head.filter(({ attrs }) => attrs?.rel !== 'alternate' && attrs?.rel !== 'canonical');
  }
});

type Sidebar = StarlightRouteData['sidebar'];

function markCurrent(sidebar: Sidebar, address: string): void {
  for (const entry of sidebar) {
    if (entry.type === 'group') markCurrent(entry.entries, address);
    else entry.isCurrent = entry.href === address;
  }
}
