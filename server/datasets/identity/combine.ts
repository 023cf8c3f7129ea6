import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { DatasetRows } from '../dataset-rows.ts'
import type { Tables } from '../tables.ts'
import type { AskedDatasets } from './combined.ts'
import type { Identity } from './identity.ts'

/**
 * Makes a dataset that is several others as one log, with people as cases. `not-ready`: the ids of one of them are not joined;
 * `dataset-not-found`: one is not in the workspace.
 */
export type Combine = (
  workspaceId: string,
  name: string,
  members: readonly string[],
) => Promise<Result<{ readonly id: DatasetId }, ErrorCode>>

interface Deps {
  readonly rows: DatasetRows
  readonly tables: Tables
  readonly asked: AskedDatasets
  readonly identity: Identity
  readonly opened: () => Promise<void>
  /** Makes an empty dataset. */
  readonly create: (dataset: {
    workspaceId: string
    name: string
    fields: readonly string[]
  }) => Promise<{ id: DatasetId }>
}

export const createCombining =
  ({ rows, tables, asked, identity, opened, create }: Deps): Combine =>
  async (workspaceId, name, members) => {
    await opened()
    if (new Set(members).size < members.length) return refused('not-valid', 'A dataset stands there twice.')
    for (const member of members) {
      const record = await rows.find(member)
      if (record?.workspaceId !== workspaceId) return refused('dataset-not-found')
      if (asked.membersOf(member) !== null || identity.declared(member) === null) {
        return refused('not-ready', `Say first which ids of “${record.name}” are one person.`)
      }
    }
    const made = await create({ workspaceId, name, fields: [] })
    await asked.combine(made.id, members)
    tables.touched(made.id)
    return done(made)
  }
