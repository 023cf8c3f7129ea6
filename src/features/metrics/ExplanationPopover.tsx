import { MessageSquareQuote, Users } from 'lucide-react'
import { Suspense, useState } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { Button } from '#src/ui/Button.tsx'
import { late } from '#src/ui/late.ts'
import { PopoverContent } from '#src/ui/PopoverContent.tsx'
import type { AskedNumber } from './asked-number.ts'
import { ExplanationDetails } from './ExplanationDetails.tsx'
import { explanationOf, explanationOfFeeling, explanationOfMetric } from '#shared/metrics/explanation.ts'
import { feelingsById } from '#shared/metrics/feelings.ts'
import { FEELING, isMeasure, MEASURE_TITLES, MEASURES, metricMeasure, readingOf } from '#shared/metrics/measures.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import { targetOf } from '#shared/metrics/target-status.ts'
import type { Target } from '#shared/model/records/target.ts'
import { type ChoosableNumber, MeasureChooser } from './MeasureChooser.tsx'
import { readingsById } from '#shared/metrics/readings-by-id.ts'
import { type ReadingsStore, useReadings } from './use-element-readings.ts'
import { ElementTrend, NumberTrend } from './trend/ElementTrend.tsx'
import { useNow } from '#src/ui/use-now.ts'

const VerbatimsDialog = late(async () => (await import('./verbatims/VerbatimsDialog.tsx')).VerbatimsDialog)
const CustomersDialog = late(async () => (await import('./CustomersDialog.tsx')).CustomersDialog)

interface ExplanationPopoverProps {
  readonly asked: AskedNumber | null
  readonly readings: ReadingsStore
  /** What its numbers are meant to be. */
  readonly targets?: readonly Target[] | undefined
  /** Of an emotion, the feeling that somebody assumed. */
  readonly assumed?: number | undefined
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
  assumed,
  journeyId,
  onClose,
}: ExplanationPopoverProps & { readonly asked: AskedNumber }) {
  const [measure, setMeasure] = useState(asked.measure)
  const [showsCustomers, setShowsCustomers] = useState(false)
  const [showsWords, setShowsWords] = useState(false)
  const latest = useReadings(readings)
  const now = useNow(SECOND_MS)
  const measured = latest === null ? undefined : readingsById(latest).get(asked.id)
  const metrics = latest === null ? [] : metricsOf(latest, asked.id)
  const feeling = latest === null ? undefined : feelingsById(latest).get(asked.id)
  if (latest === null || (measured === undefined && metrics.length === 0 && feeling === undefined)) return null
  const metric = metrics.find(({ metricId }) => metricMeasure(metricId) === measure)
  const explanation = metric
    ? explanationOfMetric(latest, metric, now)
    : feeling && measure === FEELING
      ? explanationOfFeeling(latest, feeling, assumed, now)
      : measured && isMeasure(measure)
        ? explanationOf(latest, measured, measure, now, targetOf(targets, measure))
        : undefined
  const available: readonly ChoosableNumber[] = [
    ...MEASURES.flatMap((name) => {
      const reading = measured && readingOf(measured, name)
      return reading ? [{ measure: name, title: MEASURE_TITLES[name], reading }] : []
    }),
    ...metrics.map(({ metricId, name, reading }) => ({ measure: metricMeasure(metricId), title: name, reading })),
  ]

  if (showsCustomers && journeyId !== undefined && isMeasure(measure)) {
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
  // What is made of answers to one dataset: a score, or how texts sound.
  const said = metric ?? (measure === FEELING ? feeling : undefined)
  const hasWords = said !== undefined && said.datasetId !== null && said.reading.nOf === 'answers'
  if (showsWords && journeyId !== undefined && said) {
    return (
      <Suspense fallback={null}>
        <VerbatimsDialog
          number={{ journeyId, of: asked.id, measure, persona: latest.segment?.personaId, range: latest.range }}
          title={`${title}, ${said.name}`}
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
          {measured?.kind === 'element' && isMeasure(measure) && (
            <ElementTrend readings={latest} elementId={asked.id} measure={measure} />
          )}
          {said && <NumberTrend readings={latest} number={said} />}
        </ExplanationDetails>
      )}
      {available.length > 1 && <MeasureChooser numbers={available} chosen={measure} onChoose={setMeasure} />}
      {journeyId !== undefined && explanation !== undefined && isMeasure(measure) && (
        <Button size="sm" icon={Users} className="mt-3" onClick={() => setShowsCustomers(true)}>
          Show the customers
        </Button>
      )}
      {journeyId !== undefined && explanation !== undefined && hasWords && (
        <Button size="sm" icon={MessageSquareQuote} className="mt-3" onClick={() => setShowsWords(true)}>
          What they said
        </Button>
      )}
    </PopoverContent>
  )
}
