import { ChevronDown, ChevronUp } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useCanvas, useLayout } from '../canvas-context.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { pageStrips, turnPage } from './crowded-cells.ts'

const countWords = new Intl.NumberFormat('en')

/** The strips above and below the cards of a crowded cell: how many there are beyond, and the way to them. */
export function PageStrips({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const core = useCanvas()
  const layout = useLayout()
  const isFar = useSyncExternalStore(cardWindow.subscribeDetail, cardWindow.isFar)
  if (isFar) return null
  return pageStrips(layout).map(({ key, way, cell, x, y, width }) => {
    const Arrow = way === 'later' ? ChevronDown : ChevronUp
    const count = countWords.format(cell[way])
    return (
      <button
        key={key}
        type="button"
        tabIndex={-1}
        data-canvas-control
        data-testid={`cards-${way}`}
        className="page-strip"
        style={{ left: x, top: y, width }}
        onClick={() => turnPage(core, cell, way)}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <Arrow aria-hidden />
        {way === 'later' ? `${count} more` : `${count} earlier`}
      </button>
    )
  })
}
