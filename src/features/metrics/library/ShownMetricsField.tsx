import { Pencil, Plus } from 'lucide-react'
import { use, useCallback, useState, useSyncExternalStore } from 'react'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import { restsOnWords } from '#shared/metrics/named-metric-words.ts'
import { showMetrics } from '#shared/model/commands/show-metrics.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { type NamedMetricId, SHOWN_METRICS_MAX, type ShownMetric } from '#shared/model/records/shown-metric.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useNamedMetrics } from '#src/api/named-metric-queries.ts'
import { useSession } from '#src/api/queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { toast } from '#src/ui/toast.ts'
import { ReadingsContext } from '../readings-context.ts'
import { MetricEditor } from './MetricEditor.tsx'

const NONE: readonly ShownMetric[] = []

/** Which metrics of the library an element, or the journey itself, shows. Every choice takes effect at once. For those who edit. */
export function ShownMetricsField({ elementId }: { readonly elementId: string }) {
  const { canEdit } = useEditor()
  return canEdit ? <MetricChoice key={elementId} elementId={elementId} /> : null
}

/** What has events of its own, to which a metric can be narrowed. A persona has its segment, a link the events at its ends. */
const hasOwnCases = ({ links, personas }: JourneySnapshot, elementId: string): boolean =>
  elementId !== JOURNEY_ROOT && !links.has(elementId as LinkId) && !personas.has(elementId as PersonaId)

function MetricChoice({ elementId }: { readonly elementId: string }) {
  const editor = useEditor()
  const metrics = useNamedMetrics()
  const { data: session } = useSession()
  const shown = useSnapshotPart(useCallback((snapshot) => shownBy(snapshot, elementId), [elementId]))
  const canBeNarrowed = useSnapshotPart(useCallback((snapshot) => hasOwnCases(snapshot, elementId), [elementId]))
  const [editing, setEditing] = useState<'new' | NamedMetricItem | null>(null)
  // Metrics are the workspace's: who came by a link chooses among them.
  const mayChange = session?.kind === 'person'
  const gone = metrics.data && shown.filter(({ metricId }) => !metrics.data.some(({ id }) => id === metricId))

  const choose = (next: readonly ShownMetric[]): void => {
    const result = editor.run(showMetrics, { elementId, metrics: next })
    if (!result.ok) toast.error('This could not be changed. Someone may have deleted it.')
  }
  const add = (id: string): void => choose([...shown, { metricId: id as NamedMetricId, isOwnCases: false }])
  const without = (id: string): readonly ShownMetric[] => shown.filter(({ metricId }) => metricId !== id)

  return (
    <section aria-label="Metrics" className="flex min-w-0 flex-col gap-2">
      {metrics.isError && <p className="text-sm text-danger">{wordsOf(metrics.error)}</p>}
      {metrics.data?.length === 0 && (
        <p className="text-xs text-pretty text-ink-muted">
          Define NPS, cost to serve or anything else once, and show it here and on every journey.
        </p>
      )}
      <ul className="flex flex-col gap-1">
        {metrics.data?.map((metric) => {
          const own = shown.find(({ metricId }) => metricId === metric.id)
          return (
            <li key={metric.id} className="min-w-0 rounded-md px-1">
              <div className="flex min-w-0 items-start gap-1">
                <Checkbox
                  className="min-w-0 flex-1"
                  label={<span className="break-words">{metric.name}</span>}
                  checked={own !== undefined}
                  disabled={own === undefined && shown.length >= SHOWN_METRICS_MAX}
                  onChange={() => (own ? choose(without(metric.id)) : add(metric.id))}
                />
                {mayChange && (
                  <IconButton
                    icon={Pencil}
                    size="sm"
                    label={`Edit ${metric.name}`}
                    onClick={() => setEditing(metric)}
                  />
                )}
              </div>
              {own && <ShownValue elementId={elementId} metricId={metric.id} />}
              {own && canBeNarrowed && (
                <Checkbox
                  className="ml-6"
                  label={<span className="text-xs text-ink-muted">Only cases with events of this element</span>}
                  checked={own.isOwnCases}
                  onChange={() =>
                    choose(shown.map((one) => (one === own ? { ...one, isOwnCases: !one.isOwnCases } : one)))
                  }
                />
              )}
            </li>
          )
        })}
      </ul>
      {gone !== undefined && gone.length > 0 && (
        <Button
          size="sm"
          variant="ghost"
          className="self-start"
          onClick={() => choose(shown.filter((one) => !gone.includes(one)))}
        >
          Remove {gone.length === 1 ? 'a metric that is' : `${gone.length} metrics that are`} gone
        </Button>
      )}
      {mayChange && (
        <Button size="sm" variant="ghost" icon={Plus} className="self-start" onClick={() => setEditing('new')}>
          New metric
        </Button>
      )}
      {editing !== null && (
        <MetricEditor
          metric={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onKept={({ id }) => {
            if (editing === 'new' && shown.length < SHOWN_METRICS_MAX) add(id)
          }}
        />
      )}
    </section>
  )
}

/** What it says there, as it is pushed. */
function ShownValue({ elementId, metricId }: { readonly elementId: string; readonly metricId: string }) {
  const store = use(ReadingsContext)
  const look = useCallback(() => {
    const readings = store?.getState()
    return readings ? metricsOf(readings, elementId).find((one) => one.metricId === metricId)?.reading : undefined
  }, [store, elementId, metricId])
  const reading = useSyncExternalStore(store?.subscribe ?? never, look)
  if (!reading) return null
  return (
    <p className="tabular ml-6 text-xs text-ink-muted">
      <b className="font-semibold text-ink">{formatReading(reading)}</b>{' '}
      {reading.value === null ? reading.note : restsOnWords(reading)}
    </p>
  )
}

const never = (): (() => void) => () => {}

function shownBy({ info, ...records }: JourneySnapshot, elementId: string): readonly ShownMetric[] {
  if (elementId === JOURNEY_ROOT) return info.shownMetrics ?? NONE
  const { stages, steps, cards, links, personas } = records
  const element =
    stages.get(elementId as StageId) ??
    steps.get(elementId as StepId) ??
    cards.get(elementId as CardId) ??
    links.get(elementId as LinkId) ??
    personas.get(elementId as PersonaId)
  return element?.shownMetrics ?? NONE
}
