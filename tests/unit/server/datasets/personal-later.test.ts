import { expect, it, vi } from 'vitest'
import { mapped, PLAIN_MAPPING, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { filesWith } from '#tests/support/files-with.ts'

vi.setConfig({ testTimeout: 60_000 })

it.each([10, 30_000])(
  'a column of %d rows that is marked after it was read stands in no file any more',
  async (count) => {
    const { datasets, folder } = await startDatasets()
    const rows = Array.from(
      { length: count },
      (_, row) => `c${row}@nowhere.example,2025-03-01T10:00:00Z,visit,web,1,free`,
    )
    const text = ['customer_id,timestamp,event,channel,value,plan', ...rows].join('\n')
    const { id } = await uploaded(datasets, { name: 'a.csv', text })
    await mapped(datasets, id, PLAIN_MAPPING)
    await datasets.ingest(id, [{ index: 0, raw: { case: 'live@nowhere.example', event: 'call' } }])
    // The guard can fail.
    expect(await filesWith(folder, ['nowhere.example'])).not.toEqual([])
    await mapped(datasets, id, { ...PLAIN_MAPPING, personal: ['customer_id'] })
    expect(await datasets.get(id)).toMatchObject({ events: count + 1, cases: count + 1, personal: { case: true } })
    expect(await filesWith(folder, ['nowhere.example'])).toEqual([])
  },
)
