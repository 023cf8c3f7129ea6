import type { ReplacedWords } from '#shared/model/commands/replace-words.ts'
import { CARD_TITLES } from '#shared/model/records/card.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import type { Occurrence } from '#shared/model/selectors/find-words.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

const CONTEXT_BEFORE = 30
const CONTEXT_AFTER = 50

/** What was found and a little of what stands around it, on one line. */
export function contextOf({ text, index, length }: Occurrence): { before: string; found: string; after: string } {
  const start = wholeLetter(text, Math.max(0, index - CONTEXT_BEFORE))
  const end = wholeLetter(text, Math.min(text.length, index + length + CONTEXT_AFTER))
  const flat = (from: number, to: number): string => text.slice(from, to).replaceAll(/\s+/g, ' ')
  return {
    before: `${start > 0 ? '…' : ''}${flat(start, index)}`,
    found: flat(index, index + length),
    after: `${flat(index + length, end)}${end < text.length ? '…' : ''}`,
  }
}

/** Never between the two halves of a sign. */
const wholeLetter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at)

/** In what kind of thing and which of its texts. */
export function placeWords(snapshot: JourneySnapshot, { root, id, field }: Occurrence): string {
  if (root === 'journey') return `Journey, ${field}`
  if (root === 'views') return `Saved view, ${field}`
  const element = elementOf(snapshot, id)
  const kind = element?.kind === 'card' ? CARD_TITLES[snapshot.cards.get(element.id)?.kind ?? 'note'] : element?.kind
  const name = kind === undefined ? root : kind.charAt(0).toUpperCase() + kind.slice(1)
  return `${name}, ${field}`
}

/** The outcome in plain words. */
export function replacedWords({ replaced, locked, tooLong }: ReplacedWords): string {
  const left = [
    ...(locked > 0 ? [`${locked} on locked cards stayed`] : []),
    ...(tooLong > 0 ? [`${tooLong} stayed because the text would be too long`] : []),
  ]
  return [`${replaced.toLocaleString('en')} replaced`, ...left].join('; ')
}

const REFUSED: Readonly<Record<string, string>> = {
  'nothing-found': 'Nothing found any more: somebody may have changed it meanwhile.',
  locked: 'It stands on a locked card. Unlock the card to change it.',
  'text-too-long': 'Nothing replaced: the text would be too long.',
  'newer-version': 'This journey was made with a newer version; it can be read here, not changed.',
}

/** Why nothing was replaced. */
export const refusedWords = (reason: string): string => REFUSED[reason] ?? 'You may read this journey, not change it.'
