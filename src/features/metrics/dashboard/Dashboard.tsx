import { ChartNoAxesColumn, Database, Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { readingsCsv } from '#shared/metrics/readings-csv.ts'
import { formatReading } from '#shared/metrics/format-reading.ts'
import type { Target } from '#shared/model/records/target.ts'
import { useCanvasPorts } from '#src/canvas/ports.ts'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { fileNameOf, saveFile } from '#src/api/save-file.ts'
import { FreshnessStrip } from '../FreshnessStrip.tsx'
import { type Measure, metricMeasure } from '#shared/metrics/measures.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { type ReadingsStore, useReadings } from '../use-element-readings.ts'
import { trendOfElement } from '#shared/metrics/trend-of.ts'
import { TargetSummary } from '../targets/TargetSummary.tsx'
import { Trends } from '../trend/Trends.tsx'
import { useFetchTrends } from '../trend/use-trends.ts'
import { findingsOf } from './findings.ts'
import { elementName, measuredJourney, namesOf } from './measured-rows.ts'
import { MeasuresTable } from './MeasuresTable.tsx'
import { MetricsTable } from './MetricsTable.tsx'
import { StageFunnel } from './StageFunnel.tsx'

interface DashboardProps {
  /** Shows an element where it stands in the journey. */
  readonly onGoTo: (id: string) => void
  /** Opens what binds the journey to data. */
  readonly onOpenData: () => void
}

const NONE: ReadingsStore = { getState: () => null, subscribe: () => () => {} }

/** All numbers of the journey at one look: the same readings as on the canvas, as they come in. */
export function Dashboard({ onGoTo, onOpenData }: DashboardProps) {
  const { readings: store, onExplain } = useCanvasPorts()
  const readings = useReadings(store ?? NONE)
  const snapshot = useSnapshot()
  const { canEdit } = useEditor()
  const measured = useMemo(() => readings && measuredJourney(snapshot, readings), [snapshot, readings])
  const fetchTrends = useFetchTrends(readings)
  const [isSaving, setSaving] = useState(false)
  if (readings === null || measured === null)
    return (
      <div
        role="status"
        aria-label="Waiting for the numbers"
        className="flex h-full items-center justify-center bg-canvas"
      >
        <Spinner />
      </div>
    )
  const { stages, steps, cards, links } = measured
  const ask = (id: string, measure: Measure, anchor: DOMRect): void =>
    measure === 'flow' || measure === 'rate'
      ? onExplain({ kind: 'link', linkId: id, metric: measure }, anchor)
      : onExplain({ kind: 'element', elementId: id, metric: measure }, anchor)
  const targetsOf = (id: string): readonly Target[] => snapshot.bindings.get(id)?.targets ?? []
  const { metrics = [] } = readings
  const isEmpty = stages.length + steps.length + cards.length + links.length + metrics.length === 0
  const save = async (): Promise<void> => {
    setSaving(true)
    const trends = await fetchTrends()
    setSaving(false)
    const text = readingsCsv(readings, namesOf(measured, readings, snapshot), trends)
    saveFile(`${fileNameOf(snapshot.info.title)} numbers.csv`, new Blob([text], { type: 'text/csv' }))
  }
  const tables = [
    { title: 'Stages', rows: stages, measures: ['cases', 'conversion', 'dropOff', 'timeToNext'] },
    { title: 'Steps', rows: steps, measures: ['cases', 'conversion', 'dropOff', 'timeToNext'] },
    { title: 'Touchpoints', rows: cards, measures: ['cases', 'conversion', 'dropOff', 'timeToNext'] },
    { title: 'Links', rows: links, measures: ['flow', 'rate'] },
  ] as const satisfies readonly { title: string; rows: unknown; measures: readonly Measure[] }[]
  return (
    <section aria-label="Numbers" className="flex h-full flex-col overflow-y-auto bg-canvas">
      {isEmpty ? (
        <EmptyState
          icon={ChartNoAxesColumn}
          title="No numbers yet"
          className="my-auto"
          action={
            canEdit && (
              <Button variant="primary" icon={Database} onClick={onOpenData}>
                Bring data
              </Button>
            )
          }
        >
          Import events and name stages, steps or touchpoints like them: how many get there, how many go on and how long
          it takes is then counted here and on the canvas.
        </EmptyState>
      ) : (
        <div className="mx-auto flex w-full max-w-6xl flex-col gap-4 p-4 md:p-6">
          <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <h2 className="text-lg font-semibold text-ink">Numbers</h2>
            <div className="min-w-0 flex-1 max-sm:order-last max-sm:basis-full">
              {store && <FreshnessStrip readings={store} />}
            </div>
            <Button size="sm" icon={Download} disabled={isSaving} onClick={() => void save()}>
              {isSaving ? 'Fetching trends…' : 'Download CSV'}
            </Button>
          </header>
          <TargetSummary
            elements={[...stages, ...steps, ...cards].map((row) => row.readings)}
            targetsOf={targetsOf}
            metrics={metrics}
          />
          <Findings measured={measured} onAsk={ask} />
          {metrics.length > 0 && (
            <Trends readings={readings}>
              {(trends) => (
                <MetricsTable
                  metrics={metrics}
                  trends={trends}
                  nameOf={(id) => (id === JOURNEY_ROOT ? null : elementName(snapshot, id))}
                  onAsk={({ elementId, metricId }, anchor) =>
                    onExplain({ kind: 'element', elementId, metric: metricMeasure(metricId) }, anchor)
                  }
                  onGoTo={onGoTo}
                />
              )}
            </Trends>
          )}
          {stages.length > 1 && <StageFunnel stages={stages} onAsk={ask} />}
          <Trends readings={readings}>
            {(trends) =>
              tables.map(
                ({ title, rows, measures }) =>
                  rows.length > 0 && (
                    <MeasuresTable
                      key={title}
                      title={title}
                      rows={rows}
                      measures={measures}
                      onAsk={ask}
                      onGoTo={onGoTo}
                      targetsOf={targetsOf}
                      trendOf={
                        rows.some(({ id }) => trendOfElement(trends, id, null))
                          ? (id) => trendOfElement(trends, id, null)
                          : undefined
                      }
                    />
                  ),
              )
            }
          </Trends>
        </div>
      )}
    </section>
  )
}

function Findings({
  measured,
  onAsk,
}: {
  readonly measured: ReturnType<typeof measuredJourney>
  readonly onAsk: (id: string, measure: Measure, anchor: DOMRect) => void
}) {
  const findings = findingsOf(measured)
  if (findings.length === 0) return null
  return (
    <ul aria-label="Where to look first" className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {findings.map(({ title, row, measure, reading }) => (
        <li key={measure}>
          <button
            type="button"
            onClick={(event) => onAsk(row.id, measure, event.currentTarget.getBoundingClientRect())}
            className="h-full w-full rounded-xl border border-line bg-surface p-4 text-left hover:border-line-strong"
          >
            <span className="block text-xs text-ink-muted">{title}</span>{' '}
            <span className="mt-0.5 block truncate text-sm font-medium text-ink">{row.name}</span>{' '}
            <span className="tabular mt-1 block text-2xl font-semibold text-ink">{formatReading(reading)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
