import { useMemo } from 'react'
import { type MeasuredItems, measuredItems } from '#shared/drawing/measured-items.ts'
import type { DrawingTheme } from '#shared/drawing/theme.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { feelingsById, measuredLevelOf, standingOfFeeling } from '#shared/metrics/feelings.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { useAllReadings, useLens } from '../view-context.ts'

/** The measured curves of the map; `null` where nothing is measured, or no numbers are shown. Made anew when they or the layout are others. */
export function useMeasured(
  layout: JourneyLayout,
  theme: DrawingTheme,
  hidden: ReadonlySet<PersonaId>,
): MeasuredItems | null {
  const { showsNumbers } = useLens()
  const readings = useAllReadings()
  return useMemo(() => {
    if (!showsNumbers || !readings?.feelings) return null
    const byId = feelingsById(readings)
    return measuredItems(
      layout,
      theme,
      {
        levelOf: (card) => measuredLevelOf(readings, card),
        standingOf: ({ id, score }) => {
          const measured = byId.get(id)
          return measured ? standingOfFeeling(score, measured) : ''
        },
      },
      hidden,
    )
  }, [layout, theme, hidden, readings, showsNumbers])
}
