import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FeelingReading, JourneyReadings } from '#shared/metrics/reading.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { measureFeeling } from '#shared/model/commands/measure-feeling.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { FeelingSource } from '#shared/model/records/feeling-source.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { askedNumber } from '#src/features/metrics/asked-number.ts'
import { ExplanationPopover } from '#src/features/metrics/ExplanationPopover.tsx'
import { FeelingField } from '#src/features/metrics/feelings/FeelingField.tsx'
import { ReadingsContext } from '#src/features/metrics/readings-context.ts'
import { journeyReadings, reading, readingsStore } from '#tests/support/metrics-readings.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const SURVEY = {
  id: 'survey',
  workspaceId: 'w',
  name: 'Survey',
  state: 'ready',
  events: 400,
  cases: 400,
  eventNames: [
    { event: 'compare', events: 300, cases: 300 },
    { event: 'other', events: 100, cases: 100 },
  ],
  channels: [],
  fields: [],
}
const INDEX = {
  id: 'cost',
  workspaceId: 'w',
  datasetId: 'survey',
  name: 'Cost',
  description: '',
  definition: { kind: 'question', question: { kind: 'count', rule: {} }, show: 'cases' },
  unit: 'number',
  currency: null,
  decimals: null,
  direction: 'down',
  target: null,
  updatedAt: 0,
}

let editor: Editor
let cardId: CardId
let others: CardId

beforeEach(() => {
  const person = createTestJourney().person('Ana')
  const { steps, lanes } = drawSmallJourney(person)
  cardId = person.does(addCard, { stepId: steps[1], laneId: lanes.emotion, title: 'Torn', fields: { score: 2 } }).cardId
  others = person.does(addCard, { stepId: steps[1], laneId: lanes.emotion, title: 'Lost' }).cardId
  editor = createEditor(person.doc, { canEdit: true })
  // The network is the one thing that is not real here.
  vi.stubGlobal('fetch', async (path: string) =>
    Response.json(
      path.startsWith('/api/metrics')
        ? { metrics: [INDEX] }
        : path.startsWith('/api/datasets/survey')
          ? SURVEY
          : path.startsWith('/api/datasets')
            ? { datasets: [SURVEY] }
            : { kind: 'person', workspaces: [] },
    ),
  )
})
afterEach(() => {
  editor.close()
  vi.unstubAllGlobals()
})

const measured = (fields: Partial<FeelingReading['reading']> = {}): FeelingReading => ({
  elementId: cardId,
  name: 'NPS',
  datasetId: 'survey',
  ends: { worst: -100, best: 100 },
  level: -1,
  levelInterval: [-1.2, -0.8],
  reading: reading({ value: -50, unit: 'points', n: 412, nOf: 'answers', interval: [-60, -40], ...fields }),
})
const told = (feeling: FeelingReading): JourneyReadings => ({ ...journeyReadings(), feelings: [feeling] })

function show(readings: JourneyReadings) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorContext value={editor}>
        <ReadingsContext value={readingsStore(readings)}>
          <FeelingField cardId={cardId} />
        </ReadingsContext>
      </EditorContext>
    </QueryClientProvider>,
  )
  return userEvent.setup()
}
const source = (of: CardId = cardId): FeelingSource | undefined => editor.getSnapshot().cards.get(of)?.feelingSource
const choose = async (user: ReturnType<typeof userEvent.setup>, label: string, option: string): Promise<void> => {
  await user.click(await screen.findByRole('combobox', { name: label }))
  await user.click(await screen.findByRole('option', { name: option }))
}

it('a feeling is measured by the answers to what its step is called, says so, and so do all steps that are called like an event', async () => {
  const user = show(journeyReadings())
  await choose(user, 'Measured by', 'Answers to a survey')
  expect(source()?.of).toMatchObject({ kind: 'answers', datasetId: 'survey', rule: { events: [] } })
  await user.click(await screen.findByRole('button', { name: 'Only answers to “compare”' }))
  expect(source()).toMatchObject({ of: { rule: { events: ['compare'] } }, source: 'matched-name' })
  expect(await screen.findByText(/Bound by Waymark, because an event bears the step’s name/)).toBeVisible()
  await choose(user, 'Scale', 'CES, mean')
  expect(source()).toMatchObject({ of: { scale: { kind: 'ces', of: 7 } }, source: 'manual' })
  await user.click(screen.getByRole('button', { name: 'Measure all steps called like an event' }))
  expect(source(others)).toMatchObject({ of: { scale: { kind: 'ces', of: 7 }, rule: { events: ['compare'] } } })
  await choose(user, 'Measured by', 'Nothing: it is assumed')
  expect(source()).toBeUndefined()
})

it('a metric without ends of its own asks for them, and takes them only together', async () => {
  const user = show(journeyReadings())
  await choose(user, 'Measured by', 'Cost')
  await user.type(await screen.findByLabelText('Very bad at'), '90')
  expect(source()).toEqual({ of: { kind: 'metric', metricId: 'cost' }, source: 'manual' })
  await user.type(screen.getByLabelText('Very good at'), '5')
  await waitFor(() => expect(source()?.ends).toEqual({ worst: 90, best: 5 }))
  expect(screen.getByText('Which values feel very bad and very good')).toBeVisible()
})

it('says what was measured, that it disagrees, and explains it; greys what rests on few answers', async () => {
  editor.run(measureFeeling, {
    cardId,
    source: { of: { kind: 'metric', metricId: 'cost' as never }, source: 'manual' },
  })
  show(told(measured()))
  expect(screen.getByText('Bad (−1) · NPS −50.0')).toBeVisible()
  expect(screen.getByText('They disagree. assumed: very good; measured: bad, n = 412')).toBeVisible()

  const rect = { x: 0, y: 0, width: 1, height: 1 }
  const explain = (feeling: FeelingReading) =>
    render(
      <ExplanationPopover
        asked={askedNumber(cardId, 'feeling', rect)}
        readings={readingsStore(told(feeling))}
        assumed={2}
        title="Torn"
        journeyId="j"
        onClose={() => {}}
      />,
    )
  const { unmount } = explain(measured())
  const about = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling
  expect(screen.getByText('Measured feeling, by NPS')).toBeVisible()
  expect(about('Rests on')).toHaveTextContent('n = 412 answers')
  expect(about('Feels')).toHaveTextContent('Bad (−1), 95 % interval −1.2 to −0.8 of −2 to +2')
  expect(about('Scale')).toHaveTextContent('−100.0 is very bad, 100.0 is very good')
  expect(about('Assumed')).toHaveTextContent('Very good (+2): they disagree')
  unmount()
  explain(measured({ n: 12 }))
  expect(screen.getByText('Rests on 12 answers only; it is told from 30 on.')).toBeVisible()
  expect(about('Assumed')).toHaveTextContent(/^Very good \(\+2\)$/)
})
