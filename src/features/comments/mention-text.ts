import type { Mention } from '#shared/contract/comments.ts'

/** Somebody who can be mentioned. */
export interface MentionPerson extends Mention {
  readonly color: number
  readonly isGuest: boolean
  /** Has the journey open now. */
  readonly isHere: boolean
}

/** An `@` before the caret, and the letters of a name after it. */
export interface MentionStart {
  readonly at: number
  readonly letters: string
}

const NAME_MAX_LENGTH = 40

/** Whether somebody is about to name a person, with the caret at `caret`. */
export function mentionAt(text: string, caret: number): MentionStart | null {
  const before = text.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at === -1 || (at > 0 && /[\p{L}\p{N}]/u.test(before[at - 1] ?? ''))) return null
  const letters = before.slice(at + 1)
  return letters.length > NAME_MAX_LENGTH || /[\n@]|^\s|\s\s/.test(letters) ? null : { at, letters }
}

const plain = (name: string): string => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase()

/** Who may be meant: whose name, or a word in it, begins so; who is here first. */
export function peopleFor(people: readonly MentionPerson[], letters: string): readonly MentionPerson[] {
  const wanted = plain(letters)
  const fits = ({ name }: MentionPerson): boolean => {
    const known = plain(name)
    return known.startsWith(wanted) || known.includes(` ${wanted}`)
  }
  return people.filter(fits).toSorted((a, b) => Number(b.isHere) - Number(a.isHere) || a.name.localeCompare(b.name))
}

/** Whom a text names: whom one chose, and whoever has a name that nobody else has. */
export function mentionsIn(
  text: string,
  chosen: readonly Mention[],
  people: readonly MentionPerson[],
): readonly Mention[] {
  const isNamed = ({ name }: Mention): boolean => text.includes(`@${name}`)
  const named = chosen.filter(isNamed)
  const alone = people.filter(
    (person) => isNamed(person) && people.filter(({ name }) => name.startsWith(person.name)).length === 1,
  )
  const byId = new Map([...alone, ...named].map(({ id, name }) => [id, { id, name }]))
  return [...byId.values()]
}

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly id: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const LINK = /https?:\/\/[^\s<>"]+/g
/** What ends a sentence does not belong to the address before it. */
const AFTER_LINK = /[.,;:!?)\]}'’”]+$/

/** A comment's text with its links and the people that it names. */
export function partsOf(text: string, mentions: readonly Mention[]): readonly TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    const href = match[0].replace(AFTER_LINK, '')
    if (!URL.canParse(href)) continue
    parts.push(...mentionParts(text.slice(from, match.index), mentions), { kind: 'link', text: href, href })
    from = match.index + href.length
  }
  return [...parts, ...mentionParts(text.slice(from), mentions)]
}

function mentionParts(text: string, mentions: readonly Mention[]): readonly TextPart[] {
  if (text === '') return []
  // The longest first: of Ann and Ann Lee the second may be meant.
  const next = mentions
    .map((mention) => ({ ...mention, at: text.indexOf(`@${mention.name}`) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at || b.name.length - a.name.length)[0]
  if (!next) return [{ kind: 'text', text }]
  const end = next.at + next.name.length + 1
  return [
    ...(next.at > 0 ? [{ kind: 'text', text: text.slice(0, next.at) } as const] : []),
    { kind: 'mention', text: text.slice(next.at, end), id: next.id },
    ...mentionParts(text.slice(end), mentions),
  ]
}
