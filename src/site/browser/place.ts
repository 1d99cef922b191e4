/** Whoever changes the language goes on reading where they were: the ids of headings are the same in every language. */
document.addEventListener(
  'change',
  ({ target }) => {
    if (!(target instanceof Element) || !target.closest('starlight-lang-select')) return;
    const headings = [...document.querySelectorAll('main :is(h2, h3, h4)[id]')];
    const here = headings.findLast((heading) => heading.getBoundingClientRect().top < 140);
    // Starlight then changes the path alone, so the fragment stays: that of a heading which is no longer read, too.
    if (here || headings.some(({ id }) => `#${id}` === location.hash)) {
      history.replaceState(null, '', location.pathname + location.search + (here ? `#${here.id}` : ''));
    }
  },
  true,
);
