import { rowsBetween } from '#shared/layout/find.ts'
import type { Heat } from '#shared/layout/heat-of.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { HeatMeasure } from '../canvas-state.ts'
import type { CanvasColors } from './colors.ts'
import { heatLevel } from './heat-levels.ts'

/** On the screen. */
const GAP_PX = 1.5
const LABEL = { fontPx: 11, leastWidthPx: 20, leastHeightPx: 13 } as const

interface HeatLooks {
  readonly area: Rect
  readonly zoom: number
  readonly colors: CanvasColors
  /** The cards that are counted. */
  readonly heat: Heat
  readonly measure: HeatMeasure
  readonly readings: JourneyReadings | null
}

/**
 * The journey from far: where each lane meets each stage, a block tinted by how many cards stand in it, or by a number of the stage.
 * The figure on it is the count of cards in any case. The context is in journey pixels.
 */
export function paintHeat(ink: CanvasRenderingContext2D, layout: JourneyLayout, looks: HeatLooks): void {
  const { area, zoom, colors, heat, measure, readings } = looks
  const { counts, most } = heat
  const shares = measure === 'cards' ? null : stageShares(readings, measure)
  const gap = GAP_PX / zoom
  ink.textAlign = 'center'
  ink.textBaseline = 'middle'
  ink.font = `600 ${LABEL.fontPx / zoom}px ${colors.font}`
  for (const row of rowsBetween(layout, area.y, area.y + area.height)) {
    const { main } = colors.lanes[row.kind]
    for (const { stageId, x, width } of layout.stages) {
      if (x > area.x + area.width || x + width < area.x) continue
      const count = counts.get(row.laneId)?.get(stageId) ?? 0
      const share = shares ? shares.get(stageId) : most === 0 ? 0 : count / most
      if (share === undefined) continue
      const { alpha, isStrong } = heatLevel(share, colors)
      ink.globalAlpha = alpha
      ink.fillStyle = main
      ink.fillRect(x + gap, row.y + gap, width - 2 * gap, row.height - 2 * gap)
      const hasRoom = width * zoom >= LABEL.leastWidthPx && row.height * zoom >= LABEL.leastHeightPx
      if (count === 0 || !hasRoom) continue
      ink.globalAlpha = 1
      ink.fillStyle = isStrong ? colors.surface : colors.ink
      ink.fillText(String(count), x + width / 2, row.y + row.height / 2)
    }
  }
  ink.globalAlpha = 1
  ink.textAlign = 'start'
}

/** Of each stage that has the number, its share of what it could be: of the most cases, else of 1. */
export function stageShares(
  readings: JourneyReadings | null,
  measure: Exclude<HeatMeasure, 'cards'>,
): ReadonlyMap<StageId, number> {
  const found = (readings?.elements ?? []).flatMap(({ elementId, [measure]: reading }) =>
    reading === undefined || reading.value === null ? [] : [[elementId as StageId, reading.value] as const],
  )
  const most = measure === 'cases' ? Math.max(1, ...found.map(([, value]) => value)) : 1
  return new Map(found.map(([id, value]) => [id, Math.min(1, value / most)]))
}
