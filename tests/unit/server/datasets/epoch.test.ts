import { expect, test, vi } from 'vitest'
import { mapped, startDatasets, uploaded } from '#tests/support/data-datasets.ts'

vi.setConfig({ testTimeout: 60_000 })

const MAPPING = { case: 'id', timestamp: 'time', event: 'what' }
const TEXT = 'id,time,what\na,2024-01-02,visit\nb,2024-01-03,visit'
const live = (id: string) => ({ index: 0, raw: { case: id, event: 'visit', attributes: { mail: id } } })

test('the epoch of a table stays while only live events come, and is another one after any other change', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: TEXT })
  await mapped(datasets, id, MAPPING)
  const workspaceId = await datasets.workspaceOf(id)
  const epoch = async () => (await datasets.table(id))?.epoch
  const seen = new Set([await epoch()])
  await datasets.ingest(id, [live('a'), live('c')])
  await datasets.ingest(id, [live('d')])
  expect(new Set([...seen, await epoch()]).size).toBe(1)

  const changes = [
    () => mapped(datasets, id, MAPPING),
    () => datasets.removeCustomer(workspaceId ?? '', 'c'),
    () => datasets.retention.set(id, 30),
    () => datasets.setTimeZone(id, 'Europe/Berlin'),
  ]
  for (const change of changes) {
    await change()
    expect(seen).not.toContain(await epoch())
    seen.add(await epoch())
  }
  expect(seen).not.toContain(undefined)

  // One event can join two people, whose earlier events then count as one case.
  const keys = [{ field: 'mail', kind: 'e-mail', maxCases: 50, maxValues: 50 }]
  const applied = await datasets.identity.apply(id, { caseKinds: [], keys })
  expect(applied).toMatchObject({ ok: true })
  expect(await epoch()).toBeUndefined()
})
