import type { ThreadAnchor } from '#shared/contract/comments.ts'
import { CARD_TITLES } from '#shared/model/records/card.ts'
import { LANE_TITLES } from '#shared/model/records/lane.ts'
import { elementOf, type ElementKind } from '#shared/model/selectors/element-kind-of.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { AnchorWords } from './comments-context.ts'
import { elementTitle } from '#shared/model/selectors/element-title.ts'

const KINDS: Readonly<Record<ElementKind, string>> = {
  card: 'Card',
  step: 'Step',
  stage: 'Stage',
  lane: 'Lane',
  link: 'Link',
  persona: 'Persona',
}

const TITLE_MAX_LENGTH = 200

/** What an element is called where it is commented on. */
function titleOf(snapshot: JourneySnapshot, id: string): string {
  const element = elementOf(snapshot, id)
  switch (element?.kind) {
    case 'lane': {
      const lane = snapshot.lanes.get(element.id)
      return lane ? lane.title || LANE_TITLES[lane.kind] : ''
    }
    case 'persona':
      return snapshot.personas.get(element.id)?.name ?? ''
    case 'card': {
      const card = snapshot.cards.get(element.id)
      return card ? card.title || `Untitled ${CARD_TITLES[card.kind].toLowerCase()}` : ''
    }
    default:
      return elementTitle(snapshot, id)
  }
}

/** A thread on this element; `null` when there is no such element (any more). */
export function elementAnchor(snapshot: JourneySnapshot, elementId: string): ThreadAnchor | null {
  const element = elementOf(snapshot, elementId)
  if (!element) return null
  const title = titleOf(snapshot, elementId).slice(0, TITLE_MAX_LENGTH)
  return { kind: 'element', elementId, elementKind: element.kind, title }
}

/** What a thread is on, as it is called now; of what was deleted, as it was called last. */
export function describeAnchor(snapshot: JourneySnapshot, anchor: ThreadAnchor): AnchorWords {
  if (anchor.kind === 'journey') return { kind: 'The whole journey', title: '', isGone: false }
  if (anchor.kind === 'spot') return { kind: 'A spot on the canvas', title: '', isGone: false }
  const element = elementOf(snapshot, anchor.elementId)
  const kind = KINDS[anchor.elementKind]
  return element
    ? { kind, title: titleOf(snapshot, anchor.elementId), isGone: false }
    : { kind, title: anchor.title, isGone: true }
}
