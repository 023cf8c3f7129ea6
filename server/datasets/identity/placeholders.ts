import { createPersonalHash } from '../personal/personal-hash.ts'

/** What programs and people write where there is no id. Compared by small letters, without blanks around. */
const PLACEHOLDERS = [
  'null;nil;none;nan;na;n/a;#n/a;n.a.;undefined;undef;void;unknown;unkown;unbekannt;inconnu;desconocido;anonymous',
  'anon;anonym;guest;visitor;user;customer;default;test;empty;blank;missing;not set;(not set);(none);(null)',
  'not provided;not available;not applicable;unset;no;yes;true;false;-1;x;xx;xxx;[object object];deleted;redacted',
  '[redacted];invalid;error;none@none.com;test@test.com;na@na.com;no@email.com;noemail@noemail.com;null@null.com',
].flatMap((words) => words.split(';'))

const quoted = (texts: readonly string[]): string => texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')

/**
 * An SQL condition that holds for values that name nobody: those words, what has no letter and no digit, and zeros (also an empty UUID).
 * `value` is SQL, without blanks around it.
 */
export const isPlaceholderSql = (value: string): string =>
  `(lower(${value}) IN (${quoted(PLACEHOLDERS)}) OR NOT regexp_matches(${value}, '[\\p{L}\\p{N}]') OR regexp_full_match(${value}, '[0.\\-]+'))`

/** The same for values that are hashed: what a placeholder in its usual spellings becomes. */
export function isHashedPlaceholderSql(value: string, key: string): string {
  const hash = createPersonalHash(key)
  const spellings = [...PLACEHOLDERS, ...NUMBERLESS].flatMap((text) => [
    text,
    text.toUpperCase(),
    text.slice(0, 1).toUpperCase() + text.slice(1),
  ])
  return `(${value} IN (${quoted([...new Set(spellings)].map(hash))}))`
}

/** Those that a clear value is known by its characters. */
const NUMBERLESS = ['0;00;000;0000;0.0;-;--;---;?;.;_;*;/;#;00000000-0000-0000-0000-000000000000'].flatMap((words) =>
  words.split(';'),
)

/** Whether a value names nobody, as `isPlaceholderSql` says it. */
export function isPlaceholder(value: string): boolean {
  const bare = value.trim()
  return PLACEHOLDERS.includes(bare.toLowerCase()) || !/[\p{L}\p{N}]/u.test(bare) || /^[0.-]+$/.test(bare)
}
