import { Users } from 'lucide-react'
import { Suspense, useState } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { Button } from '#src/ui/Button.tsx'
import { late } from '#src/ui/late.ts'
import { PopoverContent } from '#src/ui/PopoverContent.tsx'
import type { AskedNumber } from './asked-number.ts'
import { ExplanationDetails } from './ExplanationDetails.tsx'
import { explanationOf } from '#shared/metrics/explanation.ts'
import { targetOf } from '#shared/metrics/target-status.ts'
import type { Target } from '#shared/model/records/target.ts'
import { MEASURE_TITLES, MEASURES, readingOf } from '#shared/metrics/measures.ts'
import { MeasureChooser } from './MeasureChooser.tsx'
import { readingsById } from '#shared/metrics/readings-by-id.ts'
import { type ReadingsStore, useReadings } from './use-element-readings.ts'
import { ElementTrend } from './trend/ElementTrend.tsx'
import { useNow } from '#src/ui/use-now.ts'

const CustomersDialog = late(async () => (await import('./CustomersDialog.tsx')).CustomersDialog)

interface ExplanationPopoverProps {
  readonly asked: AskedNumber | null
  readonly readings: ReadingsStore
  /** What its numbers are meant to be. */
  readonly targets?: readonly Target[] | undefined
  /** What the element is called. */
  readonly title: string
  /** Whose number it is; absent: its customers cannot be asked for here. */
  readonly journeyId?: string
  readonly onClose: () => void
}

/** Says where a number comes from. Follows the data while it is open; nothing while no number is asked about. */
export const ExplanationPopover = ({ asked, ...rest }: ExplanationPopoverProps) =>
  asked === null ? null : <OpenExplanation key={`${asked.id} ${asked.measure}`} asked={asked} {...rest} />

function OpenExplanation({
  asked,
  readings,
  title,
  targets,
  journeyId,
  onClose,
}: ExplanationPopoverProps & { readonly asked: AskedNumber }) {
  const [measure, setMeasure] = useState(asked.measure)
  const [showsCustomers, setShowsCustomers] = useState(false)
  const latest = useReadings(readings)
  const now = useNow(SECOND_MS)
  const measured = latest === null ? undefined : readingsById(latest).get(asked.id)
  if (latest === null || measured === undefined) return null
  const explanation = explanationOf(latest, measured, measure, now, targetOf(targets, measure))
  const available = MEASURES.filter((name) => readingOf(measured, name) !== undefined)

  if (showsCustomers && journeyId !== undefined) {
    return (
      <Suspense fallback={null}>
        <CustomersDialog
          number={{ journeyId, of: asked.id, measure, persona: latest.segment?.personaId, range: latest.range }}
          title={`${title}, ${MEASURE_TITLES[measure].toLowerCase()}`}
          value={explanation?.value ?? '–'}
          onClose={onClose}
        />
      </Suspense>
    )
  }
  return (
    <PopoverContent
      open
      onOpenChange={(open) => !open && onClose()}
      anchorRect={asked.anchorRect}
      label="Where this number comes from"
      className="w-88"
    >
      <p className="truncate text-xs text-ink-muted">{title}</p>
      {explanation === undefined ? (
        <p className="mt-1 text-sm text-ink-muted">This number is not there any more.</p>
      ) : (
        <ExplanationDetails explanation={explanation}>
          {measured.kind === 'element' && <ElementTrend readings={latest} elementId={asked.id} measure={measure} />}
        </ExplanationDetails>
      )}
      {available.length > 1 && (
        <MeasureChooser measured={measured} measures={available} chosen={measure} onChoose={setMeasure} />
      )}
      {journeyId !== undefined && explanation !== undefined && (
        <Button size="sm" icon={Users} className="mt-3" onClick={() => setShowsCustomers(true)}>
          Show the customers
        </Button>
      )}
    </PopoverContent>
  )
}
