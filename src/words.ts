import { createInstance } from 'i18next';
import en from '../content/i18n/en.json' with { type: 'json' };
import it from '../content/i18n/it.json' with { type: 'json' };

/** A sentence's name in content/i18n. It always stands in code as a whole literal, so that a test can find unused ones. */
export type WordKey = Singular<keyof typeof en & keyof typeof it>;
/** Plurals are written `key_one` and `key_other`, and asked for as `key`. */
type Singular<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** The languages that the guide and its programs speak; the first is the root locale. */
export const languages = ['en', 'it'] as const;
export type Language = (typeof languages)[number];

/** Says a sentence: the key, and the values that stand in it as `{{name}}`. Plurals go by `count`. */
export type Say = (key: WordKey, values?: Record<string, string | number>) => string;

const words = createInstance({
  resources: {
    en: { translation: en },
    it: { translation: withMany(it) },
  },
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});
void words.init({ initAsync: false });

/** Returns the function that speaks the language. A key with plurals is used without its `_one` or `_other`. */
export function speak(language: Language): Say {
  const t = words.getFixedT(language);
  return (key, values) => String(t(key as never, (values ?? {}) as never));
}

/** Italian has a form of its own for whole millions, which these sentences do not tell apart. */
function withMany(sentences: Readonly<Record<string, string>>): Record<string, string> {
  const many = Object.entries(sentences)
    .filter(([key]) => key.endsWith('_other'))
    .map(([key, text]) => [key.replace(/_other$/, '_many'), text]);
  return { ...sentences, ...Object.fromEntries(many) };
}

/** Returns the language of a locale such as `it_IT.UTF-8`, or the first language where it is not one of ours. */
export function languageOf(locale: string | undefined): Language {
  const code = locale?.toLowerCase().split(/[_.@-]/)[0];
  return languages.find((language) => language === code) ?? languages[0];
}

/** Returns the language that an environment's locale asks for, as POSIX orders its variables. */
export function languageOfLocale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  return languageOf(LC_ALL || LC_MESSAGES || LANG);
}
