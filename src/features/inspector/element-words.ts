import { CARD_TITLES } from '#shared/model/records/card.ts'
import { elementOf, type Element, type ElementKind } from '#shared/model/selectors/element-kind-of.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

const SINGULAR: Readonly<Record<ElementKind, string>> = {
  card: 'card',
  step: 'step',
  stage: 'stage',
  lane: 'lane',
  link: 'link',
  persona: 'persona',
}

/** `1 step`, `3 cards`. */
export const countWords = (count: number, kind: ElementKind): string =>
  `${count} ${SINGULAR[kind]}${count === 1 ? '' : 's'}`

/** What is selected, for the panel's title. */
export function selectionTitle(snapshot: JourneySnapshot, elements: readonly Element[]): string {
  const [first] = elements
  if (!first) return 'Journey'
  if (elements.length === 1) {
    const card = first.kind === 'card' ? snapshot.cards.get(first.id) : undefined
    const word = card ? CARD_TITLES[card.kind] : SINGULAR[first.kind]
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  const kinds = new Set(elements.map(({ kind }) => kind))
  const [only] = kinds
  return kinds.size === 1 && only ? countWords(elements.length, only) : `${elements.length} elements`
}

/** What went with a deletion: `1 stage, 2 steps, 7 cards`. Asked of the snapshot from before. */
export function deletedWords(before: JourneySnapshot, ids: readonly string[]): string {
  const counts = new Map<ElementKind, number>()
  for (const id of ids) {
    const kind = elementOf(before, id)?.kind
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const order: readonly ElementKind[] = ['stage', 'step', 'lane', 'persona', 'card', 'link']
  return order.flatMap((kind) => (counts.has(kind) ? countWords(counts.get(kind) ?? 0, kind) : [])).join(', ')
}
