/** Buttons that copy what they carry, beside Expressive Code's own: a command of several, a line of a runbook's panel. */
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element && event.target.closest<HTMLButtonElement>('.copies');
  if (button) void copy(button);
});

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText((button.dataset.code ?? '').replaceAll('\u007f', '\n'));
  const label = button.ariaLabel;
  button.ariaLabel = button.dataset.copied ?? '';
  button.classList.add('copied');
  setTimeout(() => {
    button.ariaLabel = label;
    button.classList.remove('copied');
  }, 2000);
}
