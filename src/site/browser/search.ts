/** The search's field comes with a title alone, which screen readers may pass over: it is given the same as its name. */
const search = document.querySelector('site-search');
if (search) {
  const observer = new MutationObserver(() => {
    const field = search.querySelector('input');
    if (field === null) return;
    observer.disconnect();
    field.ariaLabel = field.title;
  });
  observer.observe(search, { childList: true, subtree: true });
}
