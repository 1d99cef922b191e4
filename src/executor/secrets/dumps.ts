import type { Form, Unit } from './form.ts';

/** Returns the forms in which programs that show bytes write a secret: xxd, od, hexdump, and what writes each byte by itself. */
export function dumpsOf(secret: string): Form[] {
  const bytes = [...Buffer.from(secret)];
  const hex = (value: number, digits: number) => bothCases(value.toString(16).padStart(digits, '0'));
  const octal = (value: number, digits: number) => [value.toString(8).padStart(digits, '0')];
  const forms: Form[] = [
    { units: bytes.map((byte) => hex(byte, 2)), between: 'dump' },
    { units: bytes.map((byte) => octal(byte, 3)), between: 'spaced' },
    { units: bytes.map((byte) => [String(byte), String(byte - 256)]), between: 'spaced' },
    // A blank is lost among those that stand between.
    { units: bytes.filter((byte) => byte !== 0x20).map((byte) => signOf(byte)), between: 'spaced' },
    { units: [...secret.replaceAll(' ', '')].map((sign) => [sign]), between: 'spaced' },
    { units: wordsOf(bytes, (word) => hex(word, 4)), between: 'spaced' },
    { units: wordsOf(bytes, (word) => octal(word, 6)), between: 'spaced' },
  ];
  // A line may end after the first byte, which by itself is not enough to tell; and a word may begin with the byte before it.
  const later: Form[] = [
    ...forms.slice(0, 5).map((form) => ({ ...form, units: form.units.slice(1) })),
    { units: wordsOf(bytes.slice(1), (word) => hex(word, 4)), between: 'spaced' },
    { units: wordsOf(bytes.slice(1), (word) => octal(word, 6)), between: 'spaced' },
  ];
  return [...forms, ...later];
}

const escapes: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r' };

/** A byte as `od -c` has it. */
function signOf(byte: number): Unit {
  const known = escapes[byte];
  if (known !== undefined) return [known];
  return byte > 32 && byte < 127 ? [String.fromCharCode(byte)] : [byte.toString(8).padStart(3, '0')];
}

/** Words of two bytes, the second first, as `od` and hexdump have them; whatever stands behind the last byte. */
function wordsOf(bytes: readonly number[], write: (word: number) => Unit): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.slice(at, at + 2);
    const seconds = second === undefined ? Array.from({ length: 256 }, (_, byte) => byte) : [second];
    units.push(seconds.flatMap((byte) => write((byte << 8) | first)));
  }
  return units;
}

function bothCases(text: string): Unit {
  return text === text.toUpperCase() ? [text] : [text, text.toUpperCase()];
}
