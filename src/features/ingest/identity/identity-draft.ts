import type { IdentityBody, IdentityDeclarationInput } from '#shared/contract/rest/identity.ts'

/** A key while it is being typed. */
export interface KeyDraft {
  /** `null`: the id of the case. */
  readonly field: string | null
  /** Of the case several may stand there, with commas between. */
  readonly kind: string
  /** At most so many cases share a value. */
  readonly maxCases: string
  /** At most so many values of a case. */
  readonly maxValues: string
  /** Why it was guessed. */
  readonly reason: string | null
}

/** What the server takes when nothing is said. */
const USUAL_LIMIT = '50'
const MOST = 10_000

export const newKey = (field: string | null, kind = '', reason: string | null = null): KeyDraft => ({
  field,
  kind,
  reason,
  maxCases: USUAL_LIMIT,
  maxValues: USUAL_LIMIT,
})

/** What is declared, or what is guessed while nothing is. */
export function draftOf({ declaration, guesses }: IdentityBody): readonly KeyDraft[] {
  if (declaration === null) return guesses.map(({ field, kind, reason }) => newKey(field, kind, reason))
  const { caseKinds, keys } = declaration
  return [
    ...(caseKinds.length > 0 ? [newKey(null, caseKinds.join(', '))] : []),
    ...keys.map(({ field, kind, maxCases, maxValues }) => ({
      ...newKey(field, kind),
      maxCases: String(maxCases),
      maxValues: String(maxValues),
    })),
  ]
}

const kindsIn = (text: string): string[] =>
  text
    .split(',')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== '')

const limitOf = (text: string): number | null => {
  const limit = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0
  return limit >= 1 && limit <= MOST ? limit : null
}

/** The declaration, or what is still wrong in plain words. */
export function declarationOf(draft: readonly KeyDraft[]): IdentityDeclarationInput | string {
  if (draft.length === 0) return 'Choose at least one id.'
  const keys: NonNullable<IdentityDeclarationInput['keys']> = []
  const caseKinds: string[] = []
  for (const { field, kind, maxCases, maxValues } of draft) {
    const kinds = kindsIn(kind)
    if (kinds.length === 0) return `Say of what kind ${field === null ? 'the id of the case' : `“${field}”`} is.`
    if (field === null) {
      caseKinds.push(...kinds)
      continue
    }
    if (kinds.length > 1) return `“${field}” is of one kind.`
    const [cases, values] = [limitOf(maxCases), limitOf(maxValues)]
    if (cases === null || values === null) return `The limits of “${field}” are whole numbers from 1 to ${MOST}.`
    keys.push({ field, kind: kinds[0] ?? '', maxCases: cases, maxValues: values })
  }
  return { caseKinds, keys }
}
