import type { CardId } from '#shared/model/records/card.ts'
import { plainRichText } from '#shared/model/rich-text/read-rich-text.ts'
import { textsOf } from '#shared/model/selectors/find-words.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** What one element of a journey says, for the search over all journeys. */
export interface JourneyText {
  /** `null`: the journey itself. */
  readonly id: string | null
  /** What it is: the kind of a card, else stage, step, lane, persona, link, view; of the journey itself, journey (its title) or scenario. */
  readonly kind: string
  readonly text: string
}

const KINDS: Readonly<Record<string, string>> = {
  journey: 'journey',
  personas: 'persona',
  stages: 'stage',
  steps: 'step',
  lanes: 'lane',
  links: 'link',
  views: 'view',
}

/** All that a journey says, element by element, as it is read: without the signs that make a format. */
export function journeyTextsOf(snapshot: JourneySnapshot): readonly JourneyText[] {
  const texts: JourneyText[] = []
  for (const { root, id, field, text } of textsOf(snapshot)) {
    if (text.trim() === '') continue
    const card = root === 'cards' ? snapshot.cards.get(id as CardId) : undefined
    const kind = card?.kind ?? (root === 'journey' && field !== 'title' ? field : (KINDS[root] ?? root))
    texts.push({ id: root === 'journey' ? null : id, kind, text: plainRichText(text) })
  }
  return texts
}
