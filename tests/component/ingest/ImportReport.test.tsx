import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ImportResult, RejectItem } from '#shared/contract/rest/datasets.ts'
import { ImportReport } from '#src/features/ingest/ImportReport.tsx'

const RESULT: ImportResult = {
  records: 1_045,
  accepted: 1_000,
  rejected: 45,
  rejectedBy: { missing_case: 5, bad_timestamp: 40 },
  warnings: [{ warning: 'lookalike_names', count: 2 }],
  complete: true,
  message: null,
}

const REJECTS: readonly RejectItem[] = Array.from({ length: 45 }, (_, index) => ({
  line: index + 2,
  reason: index < 40 ? 'bad_timestamp' : 'missing_case',
  detail: index < 40 ? '“31/02/2025”' : '',
  text: `c${index},31/02/2025,Visit`,
}))

/** The network is the one thing that is not real here. */
function show(result: ImportResult) {
  vi.stubGlobal('fetch', async (path: string) => {
    const query = new URL(path, 'http://waymark.test').searchParams
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))]
    return Response.json({ total: REJECTS.length, rejects: REJECTS.slice(offset, offset + limit) })
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ImportReport datasetId="d1" result={result} />
    </QueryClientProvider>,
  )
}

afterEach(() => vi.unstubAllGlobals())

describe('ImportReport', () => {
  it('accounts for every row and explains each reason', async () => {
    show(RESULT)
    expect(screen.getByText(/1,045 rows read/)).toHaveTextContent('1,045 rows read, 1,000 accepted, 45 left out')
    const reasons = screen.getAllByRole('listitem')
    expect(reasons[0]).toHaveTextContent('40Unreadable time. The time could not be read as a date')
    expect(reasons[1]).toHaveTextContent('5No case.')
    expect(await screen.findByRole('table')).toBeVisible()
  })

  it('shows the rows that were left out with line and reason, page by page', async () => {
    show(RESULT)
    const table = await screen.findByRole('table')
    expect(within(table).getAllByRole('row')).toHaveLength(11)
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent('2Unreadable time“31/02/2025”c0,31/02/2025,Visit')
    for (const _page of [2, 3, 4, 5]) await userEvent.click(screen.getByRole('button', { name: 'Next' }))
    await waitFor(() => expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(6))
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled()
    expect(screen.getByRole('link', { name: 'Download as CSV' })).toHaveAttribute(
      'href',
      '/api/datasets/d1/rejects?format=csv',
    )
  })

  it('says when the file was not read to its end', () => {
    show({ ...RESULT, complete: false, message: 'The file ends in the middle of line 1,046.' })
    expect(screen.getByText('The file ends in the middle of line 1,046.')).toBeVisible()
  })

  it('shows no table when every row was accepted', () => {
    show({ ...RESULT, records: 1_000, rejected: 0, rejectedBy: {}, warnings: [] })
    expect(screen.queryByRole('table')).toBeNull()
    expect(screen.queryByText(/left out/)).toBeNull()
  })

  it('tells how many events rows of several steps became', () => {
    show({ ...RESULT, events: 3_200 })
    expect(screen.getByText(/they became 3,200 events/)).toBeVisible()
  })
})
