import { useSyncExternalStore } from 'react'
import { useFilter } from '#src/editor/hooks.ts'
import { useCanvas, useCanvasState, useLayout } from '../canvas-context.ts'
import type { HeatMeasure } from '../canvas-state.ts'
import { HEAT_LEVELS, type HeatLevel } from '../ground/heat-levels.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import { seenHeat } from '../seen-heat.ts'
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
  const isHeat = useSyncExternalStore(cardWindow.subscribeDetail, () => cardWindow.detail() === 'heat')
  return isHeat && <Legend />
}

function Legend() {
  const { state, editor } = useCanvas()
  const measure = useCanvasState((canvas) => canvas.heatMeasure)
  const layout = useLayout()
  useFilter()
  const readings = useCanvasPorts().readings ?? NOTHING
  const hasReadings = useSyncExternalStore(readings.subscribe, () => (readings.getState()?.elements.length ?? 0) > 0)
  const canChoose = useOverlay() && hasReadings
  const shown = canChoose ? measure : 'cards'
  const { heat, isFiltered } = seenHeat(editor, layout)
  const end = shown === 'cards' ? String(heat.most) : shown === 'cases' ? 'most' : '100 %'
  const cards = isFiltered ? 'Cards that pass the filter' : 'Cards'
  return (
    <div className="heat-legend" data-testid="heat-legend" role="group" aria-label="What the tints mean">
      {canChoose ? (
        <select
          aria-label="Tinted by"
          value={measure}
          onChange={(event) => state.setState({ heatMeasure: event.target.value as HeatMeasure })}
        >
          {Object.entries(MEASURES).map(([value, label]) => (
            <option key={value} value={value}>
              {value === 'cards' ? cards : label}
            </option>
          ))}
        </select>
      ) : (
        <span>{cards}</span>
      )}
      <span className="heat-end">0</span>
      <span aria-hidden className="heat-scale">
        {HEAT_LEVELS.light.map((light, index) => (
          <span
            key={light.alpha}
            style={{
              ['--light' as string]: percent(light),
              ['--dark' as string]: percent(HEAT_LEVELS.dark[index] ?? light),
            }}
          />
        ))}
      </span>
      <span className="heat-end tabular">{end}</span>
      {shown !== 'cards' && <span className="heat-note">Figures: {cards.toLowerCase()}</span>}
    </div>
  )
}

const percent = ({ alpha }: HeatLevel): string => `${Math.round(alpha * 100)}%`
