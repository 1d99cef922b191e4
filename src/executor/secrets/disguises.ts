/** Below this many characters a secret is hidden only where it stands alone, so that it does not blank out half the screen. */
export const short = 8;

/** Returns every form in which a secret may turn up in output, the longest first. */
export function disguisesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/);
  const whole = [secret, secret.replaceAll('\n', '\r\n'), lines.join('\\n')];
  const forms = new Set([...whole, ...whole.flatMap((text) => encodings(text))]);
  // A secret of several lines also shows line by line, as a program that indents or numbers them would print it.
  if (lines.length > 1) for (const line of lines) if (line.trim().length >= short) forms.add(line.trim());
  for (const form of base64Of(secret)) forms.add(form);
  return [...forms]
    .filter((form) => form === secret || form.length >= short)
    .sort((a, b) => b.length - a.length);
}

function encodings(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const url = encodeURIComponent(text.isWellFormed() ? text : '');
  const hex = Buffer.from(text).toString('hex');
  return [
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    url,
    url.replaceAll('%20', '+'),
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    url.replaceAll(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    text.replaceAll("'", "'\\''"),
    text.replaceAll(/[^\w@%+=:,./-]/g, '\\$&'),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    hex,
    hex.toUpperCase(),
  ];
}

/** Base64 depends on what stands before and after: what is certain in each of the three positions is looked for. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms: string[] = [];
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const certain = Math.floor(((before + bytes.length) * 8) / 6);
    forms.push(text.slice(Math.ceil((before * 8) / 6), certain));
  }
  const whole = bytes.toString('base64');
  forms.push(whole, whole.replace(/=+$/, ''));
  // Printed in lines of 64 or 76, as `base64` and PEM have it.
  for (const ending of ['', '\n']) {
    const text = Buffer.from(`${secret}${ending}`).toString('base64');
    for (const width of [64, 76])
      if (text.length > width) forms.push(...(text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []));
  }
  const safe = forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...forms, ...safe];
}
