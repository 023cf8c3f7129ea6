import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import type { JourneyNumbersItem } from '#shared/contract/rest/numbers.ts'
import type { ElementReadings, Reading } from '#shared/metrics/reading.ts'
import { WorkspaceNumbers } from '#src/features/metrics/workspace/WorkspaceNumbers.tsx'

const reading = (value: number, unit: Reading['unit'] = 'share'): Reading => ({
  value,
  unit,
  n: 100,
  definition: 'Counted',
  filter: 'event is “a”',
})

const stage = (elementId: string, cases: number): ElementReadings => ({
  kind: 'element',
  elementId,
  datasetId: 'd1',
  cases: reading(cases, 'cases'),
  conversion: reading(0.5),
})

const journey = (title: string, more: Partial<JourneyNumbersItem>): JourneyNumbersItem => ({
  id: title.toLowerCase(),
  title,
  along: [
    { name: 'Search', readings: stage('s1', 100) },
    { name: 'Book', readings: stage('s2', 50) },
  ],
  cases: reading(100, 'cases'),
  endToEnd: reading(0.5),
  dropOff: { name: 'Search', reading: reading(0.5) },
  datasets: [],
  ...more,
})

/** The network is the one thing that is not real here; `pages` come one after the other. */
function show(pages: readonly (readonly JourneyNumbersItem[])[]) {
  vi.stubGlobal('fetch', async (path: string) => {
    const page = Number(new URL(path, 'http://waymark.test').searchParams.get('cursor') ?? '0')
    return Response.json({ journeys: pages[page] ?? [], next: page + 1 < pages.length ? String(page + 1) : null })
  })
  const onOpen = vi.fn<(journeyId: string) => void>()
  const onOpenData = vi.fn<() => void>()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WorkspaceNumbers workspace={{ id: 'w1', name: 'Travel' }} onOpen={onOpen} onOpenData={onOpenData} />
    </QueryClientProvider>,
  )
  return { onOpen, onOpenData }
}

afterEach(() => vi.unstubAllGlobals())

const titles = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)

it('shows each journey with its numbers, page after page, and puts them in order', async () => {
  const { onOpen } = show([
    [journey('Air', { endToEnd: reading(0.7) }), journey('Bus', { endToEnd: null, dropOff: null })],
    [journey('Car', { endToEnd: reading(0.2) })],
  ])
  expect(await screen.findByText('Car')).toBeVisible()
  expect(titles()).toEqual(['Air', 'Bus', 'Car'])
  const [air, bus] = screen.getAllByRole('listitem')
  if (!air || !bus) throw new Error('not there')
  expect(within(air).getByRole('button', { name: /^Air, From Search to Book: 70/ })).toBeVisible()
  expect(within(air).getByRole('link')).toHaveAttribute('href', '/journeys/air?view=numbers')
  expect(within(bus).getAllByText('Cannot be told')).toHaveLength(2)
  await userEvent.click(within(air).getByRole('button', { name: /^Air, Most are lost after Search: 50/ }))
  expect(onOpen).toHaveBeenCalledWith('air')
  expect(screen.getByRole('link', { name: 'Download CSV' })).toHaveAttribute(
    'href',
    '/api/workspaces/w1/numbers/export',
  )

  screen.getByLabelText('In order of').focus()
  await userEvent.keyboard('{Enter}')
  await userEvent.click(await screen.findByRole('option', { name: 'Lowest conversion end to end' }))
  expect(titles()).toEqual(['Car', 'Air', 'Bus'])
})

it('says how numbers get here while there are none', async () => {
  const { onOpenData } = show([[]])
  expect(await screen.findByText('No journey shows numbers yet')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Bring data' }))
  expect(onOpenData).toHaveBeenCalledOnce()
})
