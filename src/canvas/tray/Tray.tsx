import type { Card } from '#shared/model/records/card.ts'
import { strandedCards } from '#shared/model/selectors/stranded-cards.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { dismissToast, toast } from '#src/ui/toast.ts'
import { ChevronDown, Inbox } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type CanvasCore, useCanvas } from '../canvas-context.ts'
import { TrayCard } from './TrayCard.tsx'

const cardsInWords = (count: number): string => (count === 1 ? '1 card' : `${count} cards`)

/** Cards that have no cell any more, since their step or lane was deleted: here they wait, listed by where they came from. */
export function Tray() {
  const core = useCanvas()
  const cards = useSnapshotPart(strandedCards)
  const [isOpen, setOpen] = useState(false)
  const before = useRef(cards.length)
  const told = useRef<number | null>(null)

  useEffect(() => {
    const more = cards.length - before.current
    before.current = cards.length
    if (more === 0) return
    // Once cards have left, by undo or to another cell, it is no longer so.
    if (told.current !== null) dismissToast(told.current)
    told.current =
      more < 0
        ? null
        : toast(`${cardsInWords(more)} moved to the tray`, {
            description: 'Their step or lane is gone. Put them into another cell, or undo the deletion.',
          })
  }, [cards])

  if (cards.length === 0) return null
  return (
    <section aria-label="Tray" className="tray" data-testid="tray" data-canvas-control>
      <button type="button" className="tray-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Inbox aria-hidden />
        <span>Tray</span>
        <span className="tray-count tabular">{cards.length}</span>
        <ChevronDown aria-hidden className="tray-chevron" data-open={isOpen || undefined} />
      </button>
      {isOpen && (
        <div className="tray-list">
          {byOrigin(core, cards).map(([origin, group]) => (
            <section key={origin} aria-label={origin}>
              <h2 title={origin}>{origin}</h2>
              <ul>
                {group.map((card) => (
                  <TrayCard key={card.id} card={card} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </section>
  )
}

/** By step and lane as they were called last. */
function byOrigin({ editor }: CanvasCore, cards: readonly Card[]): readonly (readonly [string, readonly Card[]])[] {
  const groups = new Map<string, Card[]>()
  for (const card of cards) {
    if (card.place.kind !== 'cell') continue
    const step = editor.lastTitleOf('steps', card.place.stepId) || 'Untitled step'
    const lane = editor.lastTitleOf('lanes', card.place.laneId) || 'Untitled lane'
    const origin = `${step} · ${lane}`
    const group = groups.get(origin)
    if (group) group.push(card)
    else groups.set(origin, [card])
  }
  return [...groups]
}
