/** Leads a reader who came with an old fragment on to the section that it names now; without one, the list of sections stays. */
export function leadOn(): void {
  const data = document.getElementById('old-ids')?.textContent ?? '{}';
  const leads = new Map(Object.entries(JSON.parse(data) as Record<string, string>));
  const fragment = location.hash.slice(1);
  const target =
    leads.get(fragment) ?? leads.get(decoded(fragment)) ?? leads.get(decoded(fragment).toLowerCase());
  if (target === undefined) return;
  // The reader's values may stand in the address.
  const url = new URL(target, location.href);
  url.search = location.search;
  location.replace(url);
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
