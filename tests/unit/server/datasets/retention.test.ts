import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { DAY_MS } from '#shared/lib/time.ts'
import { jobEnded, mapped, startDatasets, uploaded } from '#tests/support/data-datasets.ts'

vi.setConfig({ testTimeout: 60_000 })

const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString()
const file = (...rows: readonly (readonly [id: string, days: number])[]): string =>
  ['id,time,what', ...rows.map(([id, days]) => `${id},${ago(days)},visit`)].join('\n')
const MAPPING = { case: 'id', timestamp: 'time', event: 'what' }
const live = (id: string, days: number) => ({ index: 0, raw: { case: id, event: 'visit', timestamp: ago(days) } })

test('events go so many days after they happened, imported and live ones, and what the files have of them', async () => {
  const { datasets, folder } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file(['old-file', 40], ['both', 31], ['both', 5]) })
  await mapped(datasets, id, MAPPING)
  await datasets.ingest(id, [live('old-live', 90), live('new-live', 1)])
  // Nothing goes before somebody says so, and it says before what goes.
  const asked = { days: null, events: 3, cases: 3 }
  expect(await datasets.retention.look(id, 30)).toEqual({ ok: true, value: asked })
  expect((await datasets.get(id))?.events).toBe(5)
  expect(await datasets.retention.set(id, 30)).toEqual({ ok: true, value: { ...asked, days: 30 } })
  expect(await datasets.get(id)).toMatchObject({ events: 2, cases: 2 })
  for (const name of await readdir(path.join(folder, 'uploads'))) {
    expect(await readFile(path.join(folder, 'uploads', name), 'utf8')).not.toContain('old-file')
  }
  // The file read anew brings nothing back.
  expect((await mapped(datasets, id, MAPPING)).dataset).toMatchObject({ events: 2, cases: 2 })
  expect(await datasets.retention.look(id)).toEqual({ ok: true, value: { days: 30, events: 0, cases: 0 } })
})

test('what the next file brings too late goes when it was read', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file(['new', 1]) })
  await mapped(datasets, id, MAPPING)
  await datasets.retention.set(id, 30)
  const stream = Readable.from([Buffer.from(file(['newer', 2], ['too-old', 50]))])
  const added = await datasets.furtherFiles.add(id, { fileName: 'b.csv', stream, maxBytes: 1e6 })
  if (!added.ok || added.value === null) throw new Error('the file was not taken')
  await jobEnded(datasets, added.value)
  await expect.poll(async () => (await datasets.get(id))?.events).toBe(2)
})

test('of a wide table the old steps go, and the rows whose last step is old', async () => {
  const { datasets, folder } = await startDatasets()
  const text = ['id,asked,paid', `half,${ago(50)},${ago(2)}`, `gone-case,${ago(60)},${ago(50)}`].join('\n')
  const { id } = await uploaded(datasets, { name: 'a.csv', text })
  const steps = ['asked', 'paid'].map((column) => ({ column, event: column }))
  await mapped(datasets, id, { case: 'id', steps })
  await datasets.retention.set(id, 30)
  expect(await datasets.get(id)).toMatchObject({ events: 1, cases: 1, eventNames: [{ event: 'paid' }] })
  expect(await readFile(path.join(folder, 'uploads', `${id}.kept`), 'utf8')).not.toContain('gone-case')
  expect((await mapped(datasets, id, { case: 'id', steps })).dataset).toMatchObject({ events: 1, cases: 1 })
})

test('for ever is for ever', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file(['old', 4_000]) })
  await mapped(datasets, id, MAPPING)
  expect(await datasets.retention.set(id, null)).toEqual({ ok: true, value: { days: null, events: 0, cases: 0 } })
  expect((await datasets.get(id))?.events).toBe(1)
})
