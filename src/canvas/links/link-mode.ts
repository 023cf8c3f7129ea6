import { cardRect } from '#shared/layout/find.ts'
import { centerOf, type Rect } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { seenCards } from '../card-sight.ts'
import { linkCards } from '../gestures/connect-cards.ts'
import { goToLink } from './go-to-link.ts'
import { focusElement, revealCard } from '../keyboard/focus-element.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** Starts to choose with the keys which card a link leads to; nearest to the right first, since journeys go that way. */
export function startLinking(core: CanvasCore, fromId: CardId): void {
  core.state.setState({ linkMode: 'keys' })
  aimAt(core, fromId, nearestCard(core, fromId, fromId, 'right') ?? nearestCard(core, fromId, fromId, 'down'))
}

/** Aims at the next card in a direction; at the edge nothing changes. */
export function aimFurther(core: CanvasCore, direction: Direction): void {
  const { connecting } = core.state.getState()
  if (!connecting) return
  const { fromId } = connecting
  const next = nearestCard(core, connecting.toId ?? fromId, fromId, direction)
  if (next) aimAt(core, fromId, next)
}

function aimAt(core: CanvasCore, fromId: CardId, toId: CardId | undefined): void {
  const layout = core.scene.get()
  const rect = cardRect(layout, toId ?? fromId)
  if (rect) core.state.setState({ connecting: { fromId, to: rect, toId: toId ?? null } })
  if (toId) revealCard(core, toId)
}

/** Aims at the card itself: a loop. */
export function aimAtItself(core: CanvasCore): void {
  const { connecting } = core.state.getState()
  if (connecting) aimAt(core, connecting.fromId, connecting.fromId)
}

/** Ends choosing; with `link` the two are linked. The keys go back to the card, or to the new link. */
export function endLinking(core: CanvasCore, link: boolean): void {
  const { connecting } = core.state.getState()
  core.state.setState({ linkMode: null, connecting: null })
  if (!connecting) return
  const { fromId, toId } = connecting
  if (link && toId !== null) linkAndGo(core, fromId, toId)
  else focusElement(core, fromId)
}

/** Links two cards and goes to the link, also when they were linked before. */
export function linkAndGo(core: CanvasCore, fromId: CardId, toId: CardId): void {
  linkCards(core, fromId, toId)
  const made = linksBetweenCards(core.editor.getSnapshot()).find(
    (one) => one.fromCardId === fromId && one.toCardId === toId,
  )
  if (made) goToLink(core, made)
}

/** The nearest card in a direction from another one, by distance along it and, twice as far, across it. Never the link's own start. */
function nearestCard(core: CanvasCore, atId: CardId, fromId: CardId, direction: Direction): CardId | undefined {
  const layout = core.scene.get()
  const start = cardRect(layout, atId)
  if (!start) return undefined
  let nearest: CardId | undefined
  let least = Infinity
  for (const id of seenCards(core.editor)) {
    const rect = id === atId || id === fromId ? undefined : cardRect(layout, id)
    const cost = rect ? costOf(start, rect, direction) : Infinity
    if (cost < least) [nearest, least] = [id, cost]
  }
  return nearest
}

function costOf(start: Rect, rect: Rect, direction: Direction): number {
  const [a, b] = [centerOf(start), centerOf(rect)]
  const [along, across] =
    direction === 'left' || direction === 'right' ? [b.x - a.x, b.y - a.y] : [b.y - a.y, b.x - a.x]
  const ahead = direction === 'left' || direction === 'up' ? -along : along
  return ahead < 1 ? Infinity : ahead + 2 * Math.abs(across)
}
