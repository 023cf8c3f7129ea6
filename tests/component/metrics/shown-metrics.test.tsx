import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readingsCsv } from '#shared/metrics/readings-csv.ts'
import type { JourneyReadings, MetricReading } from '#shared/metrics/reading.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { type CanvasPorts, CanvasPortsContext } from '#src/canvas/ports.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { askedNumber } from '#src/features/metrics/asked-number.ts'
import { Dashboard } from '#src/features/metrics/dashboard/Dashboard.tsx'
import { ExplanationPopover } from '#src/features/metrics/ExplanationPopover.tsx'
import { ShownMetricsField } from '#src/features/metrics/library/ShownMetricsField.tsx'
import { ReadingsContext } from '#src/features/metrics/readings-context.ts'
import { ReadingsBadge, type ReadingsBadgeProps } from '#src/features/metrics/ReadingsBadge.tsx'
import { elementReadings, journeyReadings, reading, readingsStore } from '#tests/support/metrics-readings.ts'
import { createTestJourney, drawSmallJourney, type SmallJourney } from '#tests/support/test-journey.ts'

const ITEM = {
  id: 'nps',
  workspaceId: 'w',
  datasetId: 'd1',
  name: 'NPS',
  description: '',
  definition: { kind: 'question', question: { kind: 'count', rule: {} }, show: 'cases' },
  unit: 'number',
  currency: null,
  decimals: null,
  direction: 'up',
  target: 0,
  updatedAt: 0,
}

let editor: Editor
let journey: SmallJourney

beforeEach(() => {
  const person = createTestJourney().person('Ana')
  journey = drawSmallJourney(person)
  editor = createEditor(person.doc, { canEdit: true })
  // The network is the one thing that is not real here.
  vi.stubGlobal('fetch', async (path: string) =>
    Response.json(path.startsWith('/api/metrics') ? { metrics: [ITEM] } : { kind: 'person', workspaces: [] }),
  )
})
afterEach(() => {
  editor.close()
  vi.unstubAllGlobals()
})

const nps = (elementId: string): MetricReading => ({
  metricId: 'nps',
  elementId,
  name: 'NPS',
  direction: 'up',
  target: 0,
  datasetId: 'd1',
  reading: reading({
    value: -24.69,
    unit: 'points',
    n: 2_353,
    nOf: 'answers',
    interval: [-28.2, -21.1],
    definition: 'Promoters less detractors.',
  }),
})
const withMetrics = (...metrics: readonly MetricReading[]): JourneyReadings => ({ ...journeyReadings(), metrics })

function inJourney(readings: JourneyReadings, child: React.ReactNode) {
  const onExplain = vi.fn<CanvasPorts['onExplain']>()
  const ports: CanvasPorts = {
    participants: null,
    showPresence: () => {},
    readings: readingsStore(readings),
    renderReadings: () => null,
    onExplain,
    revealRequest: null,
    images: null,
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorContext value={editor}>
        <CanvasPortsContext value={ports}>
          <ReadingsContext value={ports.readings}>{child}</ReadingsContext>
        </CanvasPortsContext>
      </EditorContext>
    </QueryClientProvider>,
  )
  return { onExplain, user: userEvent.setup() }
}

it('an element is given a metric, narrowed to its own cases, and rid of it; undo takes that back', async () => {
  const [stage] = journey.stages
  const { user } = inJourney(withMetrics(nps(stage)), <ShownMetricsField elementId={stage} />)
  const shown = () => editor.getSnapshot().stages.get(stage)?.shownMetrics
  await user.click(await screen.findByRole('checkbox', { name: 'NPS' }))
  expect(shown()).toEqual([{ metricId: 'nps', isOwnCases: false }])
  expect(await screen.findByText(/n = 2,353 answers, 95 % interval −28.2 to −21.1/)).toBeVisible()
  await user.click(screen.getByRole('checkbox', { name: 'Only cases with events of this element' }))
  expect(shown()).toEqual([{ metricId: 'nps', isOwnCases: true }])
  await user.click(screen.getByRole('checkbox', { name: 'NPS' }))
  expect(shown()).toBeUndefined()
  editor.undo()
  await waitFor(() => expect(screen.getByRole('checkbox', { name: 'NPS' })).toBeChecked())
})

it('the badge shows a metric where nothing is bound, and what is pressed is explained with its target', async () => {
  const onExplain = vi.fn<ReadingsBadgeProps['onExplain']>()
  const store = readingsStore(withMetrics(nps('card1')))
  render(<ReadingsBadge elementId="card1" place="metric" readings={store} onExplain={onExplain} />)
  const number = screen.getByRole('img', { name: 'NPS: −24.7. Target at least 0.0: missed.' })
  expect(number.querySelector('[data-status]')).toHaveAttribute('data-status', 'missed')
  await userEvent.setup().click(number)
  expect(onExplain).toHaveBeenLastCalledWith('card1', 'metric:nps', expect.anything())

  const rect = { x: 0, y: 0, width: 1, height: 1 }
  render(
    <ExplanationPopover
      asked={askedNumber('card1', 'metric:nps', rect)}
      readings={store}
      title="A card"
      onClose={() => {}}
    />,
  )
  const about = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling
  expect(about('Definition')).toHaveTextContent('Promoters less detractors.')
  expect(about('Rests on')).toHaveTextContent('n = 2,353 answers')
  expect(about('95 % interval')).toHaveTextContent('−28.2 to −21.1')
  expect(screen.getByText('Target at least 0.0: missed.')).toBeVisible()
  expect(about('Source')).toHaveTextContent('Card fraud events')
})

it('a bound element makes room for a metric that somebody chose', () => {
  const readings = { ...journeyReadings(elementReadings()), metrics: [nps('card1')] }
  render(<ReadingsBadge elementId="card1" place="step" readings={readingsStore(readings)} onExplain={() => {}} />)
  const told = screen.getAllByRole('img').map((number) => number.getAttribute('data-measure'))
  expect(told).toEqual(['cases', 'conversion', 'metric:nps'])
})

it('the Numbers view lists them, those of the journey itself too, and the file holds them', async () => {
  const [stage] = journey.stages
  const readings = withMetrics(nps(JOURNEY_ROOT), nps(stage))
  const { onExplain, user } = inJourney(readings, <Dashboard onGoTo={() => {}} onOpenData={() => {}} />)
  const table = within(screen.getByRole('region', { name: 'Metrics of the library' }))
  const [ofJourney, ofStage] = table.getAllByRole('row').slice(1)
  expect(ofJourney).toHaveTextContent(
    'The journeyNPS−24.7n = 2,353 answers, 95 % interval −28.2 to −21.1Target at least 0.0: missed',
  )
  expect(ofStage).toHaveTextContent('Aware')
  expect(within(screen.getByRole('list', { name: 'Targets' })).getByRole('listitem')).toHaveTextContent('2 missed')
  await user.click(table.getAllByRole('button', { name: 'NPS: −24.7. Explain' })[0] as HTMLElement)
  expect(onExplain).toHaveBeenLastCalledWith(
    { kind: 'element', elementId: JOURNEY_ROOT, metric: 'metric:nps' },
    expect.anything(),
  )
  const csv = readingsCsv(readings, new Map([[JOURNEY_ROOT, { kind: 'journey', name: 'Cards' }]]))
  expect(csv).toContain('"journey","Cards","NPS","-24.69","points","2353","-28.2","-21.1"')
})
