import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import type { Datasets } from '#server/datasets/datasets.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import type { DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { fileColumns, type FileColumnsInput } from '#shared/contract/rest/file-columns.ts'
import { jobEnded, mapped, openDatasets, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

// Engines are started and started again here.
vi.setConfig({ testTimeout: 60_000 })

const SHOP = `customer,event,ts,mail,kind
anna-17,visit,2025-03-01 10:00:00,Anna@Example.org,web
anna-17,buy,2025-03-01 11:00:00,,web
bert-18,visit,2025-03-01 12:00:00,bert@example.org,web
`
const MAPPING: DatasetMappingInput = { case: 'customer', timestamp: 'ts', event: 'event' }
/** The same people in another system; a row of it cannot be taken apart. */
const DESK = `kunde;aktion;zeit;adresse
anna-17;call;2025-03-02 10:00:00;
bert-18;call;2025-03-02 11:00:00;
carl-19;call;2025-03-02 12:00:00;anna@example.org
carl-19;mail;2025-03-02 13:00:00;
dora-20;call;2025-03-02 14:00:00;
anna-17;"never closed
`
const SAID: FileColumnsInput = { columns: { customer: 'kunde', event: 'aktion', ts: 'zeit', mail: 'adresse' } }
const WHO = /anna/i

async function started(folder: string, mapping: DatasetMappingInput = MAPPING) {
  const open = await openDatasets(folder)
  const { id } = await uploaded(open.datasets, { name: 'shop.csv', text: SHOP })
  await mapped(open.datasets, id, mapping)
  return { ...open, id }
}

async function added(datasets: Datasets, id: string, text: string) {
  const stream = Readable.from([Buffer.from(text)])
  const taken = await datasets.furtherFiles.add(id, { fileName: 'desk.csv', stream, maxBytes: 1e9 })
  if (taken.ok && taken.value !== null) await jobEnded(datasets, taken.value)
  return (await datasets.get(id))?.waiting
}

async function said(datasets: Datasets, id: string, columns = SAID) {
  const waiting = (await datasets.get(id))?.waiting
  const taken = await datasets.furtherFiles.nameColumns(id, waiting?.id ?? '', fileColumns.parse(columns))
  if (!taken.ok) throw new Error(taken.detail)
  await jobEnded(datasets, taken.value)
  return datasets.get(id)
}

/** Names of uploaded files and samples that have somebody. */
async function filesWith(folder: string, who: RegExp): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of await readdir(path.join(folder, 'uploads'))) {
    if (who.test(await readFile(path.join(folder, 'uploads', name), 'utf8'))) found.push(name)
  }
  return found
}

async function noted(folder: string) {
  const database = await openDatabase(folder)
  const rows = await database.selectFrom('forgotten_people').selectAll().execute()
  await database.destroy()
  return rows
}

const eventsOf = async (datasets: Datasets, id: string) => {
  const dataset = await datasets.get(id)
  return dataset?.eventNames.map(({ event, events }) => `${event} ${events}`).sort()
}

test('a customer who was deleted while a file waited is not in what is read of it later, nor in the file', async () => {
  const folder = await temporaryFolder()
  const { datasets, id, close } = await started(folder)
  expect((await added(datasets, id, DESK))?.profile.preview).toHaveLength(5)
  const removed = await datasets.removeCustomer(FIRST_WORKSPACE, 'anna-17')
  expect(removed).toMatchObject({ ok: true, value: { datasets: [{ events: 2 }], notSearched: [{ id }] } })
  // What is shown of it names them no more, and what is kept does not say who it is.
  expect(JSON.stringify((await datasets.get(id))?.waiting)).not.toContain('anna-17')
  await close()
  const kept = await noted(folder)
  expect(kept.length).toBeGreaterThan(0)
  for (const { hash } of kept) expect(hash).toMatch(/^[0-9a-f]{32}$/)

  // Also when the server was started anew in between.
  const again = await openDatasets(folder)
  const dataset = await said(again.datasets, id)
  expect(dataset).toMatchObject({
    state: 'ready',
    error: null,
    events: 5,
    result: { rejected: 0, warnings: expect.arrayContaining([{ warning: 'deleted_customers', count: 2 }]) },
  })
  expect(await filesWith(folder, /anna-17/)).toEqual([])
  expect((await mapped(again.datasets, id, MAPPING)).dataset).toMatchObject({ events: 5 })
  await again.close()
  expect(await noted(folder)).toEqual([])
})

test('of a file with a column of addresses the whole cases go that have theirs, however it is written', async () => {
  const folder = await temporaryFolder()
  const { datasets, id, close } = await started(folder, { ...MAPPING, personal: ['mail'] })
  await added(datasets, id, DESK)
  await datasets.removeCustomer(FIRST_WORKSPACE, 'ANNA@example.ORG')
  await said(datasets, id)
  // Of the shop Bert, of the desk Bert and Dora: Carl's rows have her address.
  expect(await eventsOf(datasets, id)).toEqual(['call 2', 'visit 1'])
  expect(await filesWith(folder, WHO)).toEqual([])
  await close()
})

test('rows that were read before stay away when the file that has them is asked again, also after a restart', async () => {
  const folder = await temporaryFolder()
  const { datasets, id, close } = await started(folder)
  await added(datasets, id, DESK)
  await said(datasets, id)
  // The desk has nothing that is called so.
  await mapped(datasets, id, { ...MAPPING, event: 'kind' })
  expect(await datasets.get(id)).toMatchObject({ events: 8, waiting: { name: 'desk.csv' } })
  const removed = await datasets.removeCustomer(FIRST_WORKSPACE, 'carl-19')
  expect(removed).toMatchObject({ ok: true, value: { datasets: [{ events: 2 }], notSearched: [{ id }] } })
  await close()
  const again = await openDatasets(folder)
  const columns = { customer: 'kunde', kind: 'aktion', ts: 'zeit', mail: 'adresse' }
  expect(await said(again.datasets, id, { columns })).toMatchObject({ events: 6, cases: 3, waiting: null })
  expect(await filesWith(folder, /carl/)).toEqual([])
  await again.close()
})

test('a file of which nothing was imported yet forgets them as well; one that comes later may bring them back', async () => {
  const { datasets, folder } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'desk.csv', text: DESK })
  await datasets.removeCustomer(FIRST_WORKSPACE, 'anna@example.org')
  expect(JSON.stringify((await datasets.get(id))?.profile)).not.toMatch(/anna@/i)
  const mapping = { case: 'kunde', timestamp: 'zeit', event: 'aktion' }
  // The address is not marked as personal here; the rows that have it go all the same.
  expect((await mapped(datasets, id, mapping)).dataset).toMatchObject({ events: 4, cases: 4 })
  expect(await filesWith(folder, /anna@/i)).toEqual([])
  await added(datasets, id, DESK.replaceAll('2025-03', '2025-04'))
  expect(await datasets.get(id)).toMatchObject({ events: 9 })
})

test('who was deleted is not kept any longer than the file', async () => {
  const folder = await temporaryFolder()
  const { datasets, id, close } = await started(folder)
  const waiting = await added(datasets, id, DESK)
  await datasets.removeCustomer(FIRST_WORKSPACE, 'anna-17')
  await datasets.furtherFiles.remove(id, waiting?.id ?? '')
  await close()
  expect(await noted(folder)).toEqual([])
})

test('of a case that stands in the first row of its group only, all rows go', async () => {
  const { datasets, folder } = await startDatasets()
  const text =
    'customer,ts,event\nanna-17,2025-03-01,visit\n,2025-03-02,buy\n,2025-03-03,call\nbert-18,2025-03-04,visit\n,2025-03-05,buy\n'
  const { id, profile } = await uploaded(datasets, { name: 'groups.csv', text })
  expect(profile?.guess.caseFromAbove).toBe(true)
  await mapped(datasets, id, { ...MAPPING, caseFromAbove: true })
  await datasets.removeCustomer(FIRST_WORKSPACE, 'anna-17')
  expect((await mapped(datasets, id, { ...MAPPING, caseFromAbove: true })).dataset).toMatchObject({
    events: 2,
    cases: 1,
  })
  expect(await filesWith(folder, /2025-03-0[123]/)).toEqual([])
})
