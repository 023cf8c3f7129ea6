import { expect, it, onTestFinished } from 'vitest'
import { createWorkspaceRemoval } from '#server/workspace-removal.ts'
import { openTestStore } from '#tests/support/sync-data-folder.ts'

const logger = { error: () => undefined, info: () => undefined }

it('goes on where the server before it ended', async () => {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  const { database } = store
  await database.insertInto('workspaces').values({ id: 'old', name: 'Old', created_at: 1 }).execute()
  for (const id of ['a', 'b', 'c']) {
    await store.addJourney(id)
    await database.updateTable('journeys').set({ workspace_id: 'old' }).where('id', '=', id).execute()
  }
  await store.addJourney('stays')
  const left = async (table: 'journeys' | 'workspaces') =>
    (await database.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)
  const removeJourney = async (id: string): Promise<void> => {
    await database.deleteFrom('journeys').where('id', '=', id).execute()
  }
  const start = (remove: (id: string) => Promise<void>) => {
    const needs = {
      database,
      removeJourney: remove,
      removeDataset: () => Promise.resolve(),
      isHere: () => true,
      logger,
    }
    const removal = createWorkspaceRemoval({ ...needs, lookEveryMs: 10 })
    return removal
  }

  // The first server dies after one journey.
  let removed = 0
  const dying = start((id) => {
    removed++
    return removed === 2 ? new Promise(() => undefined) : removeJourney(id)
  })
  await dying.begin('old')
  await expect.poll(() => removed).toBe(2)
  expect(await left('journeys')).toHaveLength(3)
  expect(await left('workspaces')).toEqual(['first', 'old'])

  start(removeJourney)
  await expect.poll(() => left('workspaces')).toEqual(['first'])
  expect(await left('journeys')).toEqual(['stays'])
})
