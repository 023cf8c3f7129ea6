import { expect, test } from 'vitest'
import { ingestEvents } from '#server/datasets/ingest.ts'
import { createLiveQueue } from '#server/datasets/live-queue.ts'
import type { LiveBatch, Tables } from '#server/datasets/tables.ts'

/** Tables whose disk takes its time. */
function slowTables() {
  const batches: LiveBatch[] = []
  let open: (left: readonly number[]) => void = () => undefined
  const gate = new Promise<readonly number[]>((resolve) => (open = resolve))
  const tables = {
    fieldsOf: () => [],
    append: (_id: string, batch: LiveBatch) => {
      batches.push(batch)
      return gate
    },
  } as unknown as Tables
  return { tables, batches, open: (left: readonly number[]) => open(left) }
}

test('past what may wait a sender is told to come again, and what waits is stored', async () => {
  const { tables, open } = slowTables()
  const queue = createLiveQueue(tables)
  const many = Array.from({ length: 50_000 }, (_, index) => ({ index, raw: { case: 'c', event: 'e' } }))
  const waiting = Array.from({ length: 5 }, () => ingestEvents(tables, queue, 'd', many))
  expect(await ingestEvents(tables, queue, 'd', many)).toMatchObject({ ok: false, reason: 'too-many-requests' })
  open([])
  for (const stored of await Promise.all(waiting))
    expect(stored).toMatchObject({ ok: true, value: { accepted: 50_000 } })
})

test('each of the requests that share a commit is told how many of its own were known', async () => {
  const { tables, batches, open } = slowTables()
  const queue = createLiveQueue(tables)
  const event = { case: 'c', event: 'e' }
  const asked = [
    [{ index: 0, raw: { ...event, id: '1' } }],
    [
      { index: 0, raw: { ...event, id: '2' } },
      { index: 1, raw: event },
    ],
    [{ index: 0, raw: event }],
  ].map((items) => ingestEvents(tables, queue, 'd', items))
  open([0])
  expect(await Promise.all(asked)).toMatchObject([
    { value: { accepted: 0, duplicates: 1 } },
    { value: { accepted: 1, duplicates: 1 } },
    { value: { accepted: 1, duplicates: 0 } },
  ])
  expect(batches.map(({ keys }) => keys?.map((key) => key !== null) ?? null)).toEqual([[true], [true, false, false]])
})
