import { useCallback } from 'react'
import { endsOfDefinition } from '#shared/metrics/feeling-level.ts'
import { measureFeeling } from '#shared/model/commands/measure-feeling.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { FeelingSource } from '#shared/model/records/feeling-source.ts'
import type { NamedMetricId } from '#shared/model/records/shown-metric.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useNamedMetrics } from '#src/api/named-metric-queries.ts'
import { useDatasets } from '#src/api/queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { toast } from '#src/ui/toast.ts'
import { AnswersFields } from './AnswersFields.tsx'
import { answersSource } from './answers-source.ts'
import { EndsFields } from './EndsFields.tsx'
import { MeasuredValue } from './MeasuredValue.tsx'

const NOTHING = ''
const ANSWERS = 'answers'
const METRIC = 'metric:'

/** What the feeling of an emotion is measured by, and what that says. Every choice takes effect at once. */
export function FeelingField({ cardId }: { readonly cardId: CardId }) {
  const { canEdit } = useEditor()
  return (
    <section aria-label="Measured feeling" className="flex min-w-0 flex-col gap-3">
      {canEdit && <SourceChoice key={cardId} cardId={cardId} />}
      <MeasuredValue cardId={cardId} />
    </section>
  )
}

function SourceChoice({ cardId }: { readonly cardId: CardId }) {
  const editor = useEditor()
  const metrics = useNamedMetrics()
  const datasets = useDatasets()
  const source = useSnapshotPart(useCallback((snapshot) => snapshot.cards.get(cardId)?.feelingSource, [cardId]))
  const stepTitle = useSnapshotPart(
    useCallback(
      (snapshot) => {
        const place = snapshot.cards.get(cardId)?.place
        return place?.kind === 'cell' ? (snapshot.steps.get(place.stepId)?.title ?? '') : ''
      },
      [cardId],
    ),
  )
  if (metrics.isError || datasets.isError)
    return <p className="text-sm text-danger">{wordsOf(metrics.error ?? datasets.error)}</p>
  if (!metrics.data || !datasets.data) return <Spinner label="Loading what it can be measured by" />

  const ready = datasets.data.filter(({ state }) => state === 'ready')
  const tell = (next: FeelingSource | null): void => {
    const result = editor.run(measureFeeling, { cardId, source: next })
    if (!result.ok && result.reason !== 'not-measured')
      toast.error('This could not be changed. Someone may have deleted it.')
  }
  const change = (next: FeelingSource): void => tell({ ...next, source: 'manual' })
  const [first] = ready
  const choose = (value: string): void => {
    if (value === NOTHING) tell(null)
    else if (value === ANSWERS) {
      if (first) tell(answersSource(first.id, [], stepTitle))
    } else {
      const metricId = value.slice(METRIC.length) as NamedMetricId
      change({ of: { kind: 'metric', metricId }, source: 'manual' })
    }
  }
  const metricId = source?.of.kind === 'metric' ? source.of.metricId : undefined
  const metric = metrics.data.find(({ id }) => id === metricId)
  const isGone = metricId !== undefined && metric === undefined
  const options = [
    { value: NOTHING, label: 'Nothing: it is assumed' },
    ...(first ? [{ value: ANSWERS, label: 'Answers to a survey' }] : []),
    ...metrics.data.map(({ id, name }) => ({ value: `${METRIC}${id}`, label: name })),
  ]
  return (
    <>
      <Select
        label="Measured by"
        options={options}
        value={
          !source ? NOTHING : source.of.kind === 'answers' ? ANSWERS : isGone ? null : `${METRIC}${metricId ?? ''}`
        }
        placeholder="Choose what it is measured by"
        error={isGone ? 'The metric that this was measured by is gone. Choose another one.' : null}
        onChange={choose}
      />
      {options.length === 1 && (
        <p className="text-xs text-pretty text-ink-muted">
          Bring in a survey, or define NPS, CSAT or CES in the library. Then the feeling here can be measured, and its
          curve stands beside the assumed one.
        </p>
      )}
      {source?.of.kind === 'answers' && (
        <AnswersFields
          of={source.of}
          isMatched={source.source === 'matched-name'}
          stepTitle={stepTitle}
          datasets={ready}
          onChange={(of) => change({ ...source, of })}
          onDataset={(next) => tell(next)}
        />
      )}
      {source && !isGone && (
        <EndsFields
          ends={source.ends}
          isNeeded={metric !== undefined && endsOfDefinition(metric.definition, metric.direction) === null}
          onChange={(ends) => {
            const { ends: _before, ...rest } = source
            change(ends ? { ...rest, ends } : rest)
          }}
        />
      )}
    </>
  )
}
