import { heatOf } from '#shared/layout/heat-of.ts'
import { useSyncExternalStore } from 'react'
import { useCanvas, useCanvasState, useLayoutPart } from '../canvas-context.ts'
import type { HeatMeasure } from '../canvas-state.ts'
import { HEAT_ALPHA } from '../ground/paint-heat.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'

const MEASURES: Readonly<Record<HeatMeasure, string>> = {
  cards: 'Cards',
  cases: 'Cases of the stage',
  conversion: 'Conversion of the stage',
  dropOff: 'Drop-off of the stage',
}
const NOTHING = { getState: () => null, subscribe: () => () => {} } as const

/** What the tints of a journey seen from far mean; with the overlay on, one chooses by what they are. */
export function HeatLegend({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const { state } = useCanvas()
  const isHeat = useSyncExternalStore(cardWindow.subscribe, () => cardWindow.detail() === 'heat')
  const measure = useCanvasState((canvas) => canvas.heatMeasure)
  const most = useLayoutPart((layout) => (isHeat ? heatOf(layout).most : 0))
  const readings = useCanvasPorts().readings ?? NOTHING
  const hasReadings = useSyncExternalStore(readings.subscribe, () => (readings.getState()?.elements.length ?? 0) > 0)
  const canChoose = useOverlay() && hasReadings
  if (!isHeat) return null
  const end = measure === 'cards' ? String(most) : measure === 'cases' ? 'most' : '100 %'
  const { least, most: strongest } = HEAT_ALPHA
  return (
    <div className="heat-legend" data-testid="heat-legend">
      {canChoose ? (
        <select
          aria-label="Tinted by"
          value={measure}
          onChange={(event) => state.setState({ heatMeasure: event.target.value as HeatMeasure })}
        >
          {Object.entries(MEASURES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <span>Cards</span>
      )}
      <span className="heat-end">0</span>
      <span
        aria-hidden
        className="heat-scale"
        style={{
          background: `linear-gradient(to right, color-mix(in srgb, var(--lane-touchpoint) ${least * 100}%, var(--surface)), color-mix(in srgb, var(--lane-touchpoint) ${strongest * 100}%, var(--surface)))`,
        }}
      />
      <span className="heat-end">{end}</span>
    </div>
  )
}
