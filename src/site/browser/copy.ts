/** Buttons that copy, beside Expressive Code's own: a command of several, a line of a runbook's panel. */

const announcement = document.createElement('p');
announcement.className = 'sr-only';
announcement.setAttribute('role', 'status');

if (document.querySelector('.copies')) {
  document.body.append(announcement);
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest<HTMLButtonElement>('.copies');
    // Where the clipboard may not be written, the button says nothing.
    if (button) copy(button).catch(() => {});
  });
}

/** Copies what the button carries, or the line that it stands beside, and says so. */
async function copy(button: HTMLButtonElement): Promise<void> {
  const { code = button.parentElement?.querySelector('code')?.textContent ?? '', copied = '' } =
    button.dataset;
  await navigator.clipboard.writeText(code.replaceAll('\u007f', '\n'));
  // Clicked again while it says so, its label is still the first one.
  button.dataset.label ??= button.textContent ?? '';
  const { label } = button.dataset;
  if (label) button.textContent = copied;
  button.classList.add('copied');
  announcement.textContent = copied;
  setTimeout(() => {
    if (label) button.textContent = label;
    button.classList.remove('copied');
    announcement.textContent = '';
  }, 2000);
}
