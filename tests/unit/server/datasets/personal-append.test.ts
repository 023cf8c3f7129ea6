import { Readable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { datasetMapping } from '#shared/contract/rest/datasets.ts'
import { mapped, startDatasets } from '#tests/support/data-datasets.ts'
import { filesWith } from '#tests/support/files-with.ts'

vi.setConfig({ testTimeout: 60_000 })

const lines = (...days: readonly number[]): string =>
  days
    .map(
      (day) =>
        `${JSON.stringify({ who: `p${day}@nowhere.example`, at: `2026-03-0${day}T10:00:00Z`, what: 'visit' })}\n`,
    )
    .join('')
const MAPPING = datasetMapping.parse({ case: 'who', timestamp: 'at', event: 'what', personal: ['who'] })

it('rows that a query finds later stand beside a copy without people, and lose theirs as well', async () => {
  const { datasets, folder } = await startDatasets()
  const { id } = await datasets.createEmpty(FIRST_WORKSPACE, 'Log')
  const bring = (text: string) =>
    datasets.bring(id, {
      pullId: 'nightly',
      fileName: 'db.ndjson',
      stream: Readable.from([text]),
      maxBytes: 1e6,
      mode: 'append',
    })
  expect(await bring(lines(1, 2))).toMatchObject({ value: { outcome: 'columns-needed' } })
  // Nothing is hashed yet, so what comes goes on in the same file.
  await mapped(datasets, id, { ...MAPPING, personal: [] })
  expect(await bring(lines(3))).toMatchObject({ value: { outcome: 'imported', events: 3 } })
  expect((await datasets.get(id))?.files).toHaveLength(1)
  await mapped(datasets, id, MAPPING)
  expect(await filesWith(folder, ['nowhere.example'])).toEqual([])

  for (const day of [4, 5]) {
    expect(await bring(lines(day))).toMatchObject({ value: { outcome: 'imported', events: day } })
    expect(await filesWith(folder, ['nowhere.example'])).toEqual([])
  }
  expect(await datasets.get(id)).toMatchObject({ events: 5, cases: 5, files: [{}, {}, {}] })
})
