import type { JourneyReadings, LinkReadings } from '#shared/metrics/reading.ts'

/** Observed flows by link, with the greatest, which is drawn widest. */
export interface LinkFlows {
  readonly byLink: ReadonlyMap<string, LinkReadings>
  readonly greatest: number
}

const NONE: LinkFlows = { byLink: new Map(), greatest: 0 }
const known = new WeakMap<JourneyReadings, LinkFlows>()

export function linkFlows(readings: JourneyReadings | null): LinkFlows {
  if (!readings || readings.links.length === 0) return NONE
  const last = known.get(readings)
  if (last) return last
  const flows = {
    byLink: new Map(readings.links.map((link) => [link.linkId, link])),
    greatest: Math.max(...readings.links.map((link) => link.flow.value ?? 0)),
  }
  known.set(readings, flows)
  return flows
}

const WIDTH_PX = { least: 1.5, most: 14 } as const

/** A link's width in journey pixels: its area, not its width, would mislead; so width is proportional to the flow. */
export function flowWidth(flow: number, greatest: number): number {
  if (greatest <= 0 || flow <= 0) return WIDTH_PX.least
  return WIDTH_PX.least + (WIDTH_PX.most - WIDTH_PX.least) * (flow / greatest)
}
