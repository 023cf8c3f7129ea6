import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { type CanvasPorts, CanvasPortsContext } from '#src/canvas/ports.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { Dashboard } from '#src/features/metrics/dashboard/Dashboard.tsx'
import { elementReadings, journeyReadings, reading, readingsStore } from '#tests/support/metrics-readings.ts'
import { createTestJourney, drawSmallJourney, type SmallJourney } from '#tests/support/test-journey.ts'

let editor: Editor
let journey: SmallJourney

beforeEach(() => {
  const person = createTestJourney().person('Ana')
  journey = drawSmallJourney(person)
  editor = createEditor(person.doc, { canEdit: true })
})
afterEach(() => editor.close())

const share = (value: number, n = 1_000) => reading({ value, unit: 'share', n, interval: [value - 0.02, value + 0.02] })

function measured(): JourneyReadings {
  const [aware, buy] = journey.stages
  const [advert, site] = journey.cards
  return journeyReadings(
    elementReadings({
      elementId: aware,
      cases: reading({ value: 1_000 }),
      conversion: share(0.4),
      dropOff: share(0.6),
    }),
    elementReadings({ elementId: buy, cases: reading({ value: 400 }), conversion: share(0.9), dropOff: share(0.1) }),
    elementReadings({ elementId: site, cases: reading({ value: 12, n: 12 }), conversion: share(0.5, 12) }),
    elementReadings({ elementId: advert, cases: reading({ value: 900 }), conversion: share(0.7) }),
    elementReadings({ elementId: 'gone' }),
  )
}

function show(readings: JourneyReadings | null) {
  const store = readingsStore(readings)
  const onExplain = vi.fn<CanvasPorts['onExplain']>()
  const onGoTo = vi.fn<(id: string) => void>()
  const onOpenData = vi.fn<() => void>()
  const ports: CanvasPorts = {
    participants: null,
    showPresence: () => {},
    readings: store,
    renderReadings: () => null,
    onExplain,
    revealRequest: null,
    images: null,
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorContext value={editor}>
        <CanvasPortsContext value={ports}>
          <Dashboard onGoTo={onGoTo} onOpenData={onOpenData} />
        </CanvasPortsContext>
      </EditorContext>
    </QueryClientProvider>,
  )
  return { store, onExplain, onGoTo, onOpenData, user: userEvent.setup() }
}

const namesIn = (title: string): readonly string[] =>
  within(within(screen.getByRole('region', { name: title })).getByRole('table'))
    .getAllByRole('rowheader')
    .map((header) => header.textContent ?? '')

describe('Dashboard', () => {
  it('shows the numbers of each level in the order of the journey, or by one of them', async () => {
    const { user } = show(measured())
    expect(namesIn('Stages')).toEqual(['Aware', 'Buy'])
    expect(namesIn('Touchpoints')[0]).toContain('See an advert')
    expect(namesIn('Touchpoints')[1]).toContain('Visit the site')
    const byCases = within(screen.getByRole('region', { name: 'Touchpoints' })).getByRole('button', { name: 'Cases' })
    await user.click(byCases)
    await user.click(byCases)
    expect(namesIn('Touchpoints')[0]).toContain('Visit the site')
    await user.click(byCases)
    expect(namesIn('Touchpoints')[0]).toContain('See an advert')
  })

  it('says where to look first, and follows the data', () => {
    const { store } = show(measured())
    const first = within(screen.getByRole('list', { name: 'Where to look first' }))
    expect(first.getByRole('button', { name: 'Most cases are lost at Aware 60.0 %' })).toBeVisible()
    const [aware, buy] = journey.stages
    act(() =>
      store.push(
        journeyReadings(
          elementReadings({ elementId: aware, dropOff: share(0.2) }),
          elementReadings({ elementId: buy, dropOff: share(0.3) }),
        ),
      ),
    )
    expect(first.getByRole('button', { name: 'Most cases are lost at Buy 30.0 %' })).toBeVisible()
  })

  it('explains a number, greys a weak one with the reason, and leads to the element', async () => {
    const { onExplain, onGoTo, user } = show(measured())
    const weak = screen.getByRole('button', { name: /^Visit the site, Conversion.*Rests on 12 cases only/ })
    await user.click(weak)
    expect(onExplain).toHaveBeenLastCalledWith(
      { kind: 'element', elementId: journey.cards[1], metric: 'conversion' },
      expect.anything(),
    )
    await user.click(screen.getByRole('button', { name: /^Visit the site$|^Visit the site.?Compare/ }))
    expect(onGoTo).toHaveBeenLastCalledWith(journey.cards[1])
  })

  it('waits for the numbers, and without any teaches how they come', async () => {
    const { store, onOpenData, user } = show(null)
    expect(screen.getByRole('status', { name: 'Waiting for the numbers' })).toBeVisible()
    act(() => store.push(journeyReadings()))
    expect(screen.getByText('No numbers yet')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Bring data' }))
    expect(onOpenData).toHaveBeenCalledOnce()
  })
})
