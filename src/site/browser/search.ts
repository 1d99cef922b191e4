/**
 * The search's field comes with a title alone, which screen readers may pass over: it is given the same as its name. It also comes
 * late: who opened the search before that finds the keyboard in it all the same.
 */
const search = document.querySelector('site-search');
if (search) {
  const observer = new MutationObserver(() => {
    const field = search.querySelector('input');
    if (field === null) return;
    observer.disconnect();
    field.ariaLabel = field.title;
    if (search.querySelector('dialog')?.open) field.focus();
  });
  observer.observe(search, { childList: true, subtree: true });
}
