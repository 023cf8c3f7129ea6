import type { Card, CardId } from '#shared/model/records/card.ts'
import type { Link } from '#shared/model/records/link.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { Editor } from '#src/editor/editor.ts'
import { type Sight, sightOf } from '#src/editor/lens.ts'

/** How strongly what does not pass the filter is still drawn. */
export const ASIDE_ALPHA = 0.25

/** How cards and links are seen just now. Asked for once a frame, then for each card. */
export interface CardSight {
  readonly of: (card: Card) => Sight
  /** A link is seen as well as the end that is seen less. */
  readonly ofLink: (link: Link) => Sight
}

const ALL_SHOWN: CardSight = { of: () => 'shown', ofLink: () => 'shown' }

/** The cards and links as they are seen through the editor's lens. */
export function cardSight(editor: Pick<Editor, 'lens' | 'selection' | 'getSnapshot'>): CardSight {
  const snapshot = editor.getSnapshot()
  const of = sightOf(editor.lens.getState(), snapshot, editor.selection.getState().editingId)
  if (!of) return ALL_SHOWN
  const ofId = (id: CardId): Sight => {
    const card = snapshot.cards.get(id)
    return card ? of(card) : 'shown'
  }
  return {
    of,
    ofLink: ({ fromCardId, toCardId }) => {
      const [from, to] = [ofId(fromCardId), ofId(toCardId)]
      return from === 'hidden' || (from === 'dimmed' && to === 'shown') ? from : to
    },
  }
}

/** Every card that the filter does not hide. */
export function seenCards(editor: Pick<Editor, 'lens' | 'selection' | 'getSnapshot'>): readonly CardId[] {
  const sight = cardSight(editor)
  return [...editor.getSnapshot().cards.values()].filter((card) => sight.of(card) !== 'hidden').map(({ id }) => id)
}

/** How what is about a persona is seen; `null`: about everybody. */
export type PersonaSight = (personaId: PersonaId | null) => Sight

export const ALL_PERSONAS_SHOWN: PersonaSight = () => 'shown'

/** The feelings of personas that the filter does not ask for step back, or are hidden, as their cards are. */
export function personaSight({ lens }: Pick<Editor, 'lens'>, { personas }: JourneySnapshot): PersonaSight {
  const { filter, others } = lens.getState()
  const asked = new Set(filter.personaIds.filter((id) => personas.has(id)))
  if (asked.size === 0) return ALL_PERSONAS_SHOWN
  return (id) => (id === null || asked.has(id) ? 'shown' : others === 'hide' ? 'hidden' : 'dimmed')
}
