import { blueprintLines } from '#shared/layout/blueprint-lines.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { useCanvas, useLayoutPart } from '../canvas-context.ts'
import { zoomed } from './zoomed.ts'

/** As one text: while no line moves, nothing renders. */
const allLines = (layout: JourneyLayout): string => JSON.stringify(blueprintLines(layout))

/** The names of a service blueprint's lines, where these leave the lane names. The lines themselves are painted on the ground. */
export function BlueprintNames() {
  const core = useCanvas()
  const lines = JSON.parse(useLayoutPart(allLines)) as ReturnType<typeof blueprintLines>
  return lines.map(({ kind, title, y }) => (
    <span key={kind} className="blueprint-name" style={zoomed(core, { top: `calc(${y}px * var(--zoom))` })}>
      {title}
    </span>
  ))
}
