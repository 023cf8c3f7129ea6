import type { ErrorCode } from '#shared/contract/errors.ts'
import type { CustomerTraces } from '#shared/contract/rest/customers.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { DatasetRecord, DatasetRows } from './dataset-rows.ts'
import type { ImportFlow } from './import-flow.ts'
import { createPersonalHash } from './personal/personal-hash.ts'
import type { WorkspaceKeys } from './personal/workspace-keys.ts'
import type { Tables } from './tables.ts'

/** One person in all datasets of a workspace: by the id of a case, or by what stands in a personal column. */
export interface Customers {
  /** Where they are; nothing changes. */
  find(workspaceId: string, id: string): Promise<CustomerTraces>
  /**
   * All events of their cases go, and what files and rejects have of them. Says what went. `not-ready`: a file is being read, and
   * could bring them back. When it breaks off, the same call goes on where it ended.
   */
  remove(workspaceId: string, id: string): Promise<Result<CustomerTraces, ErrorCode>>
}

interface Deps {
  readonly rows: DatasetRows
  readonly tables: Tables
  readonly keys: WorkspaceKeys
  readonly flow: ImportFlow
}

export function createCustomers({ rows, tables, keys, flow }: Deps): Customers {
  async function recordsOf(workspaceId: string): Promise<DatasetRecord[]> {
    return (await rows.list()).filter((record) => record.workspaceId === workspaceId)
  }

  /** As it was given (a hash is one), and hashed. */
  async function valuesOf(workspaceId: string, id: string): Promise<readonly string[]> {
    const bare = id.trim()
    return [bare, createPersonalHash(await keys.keyOf(workspaceId))(bare)]
  }

  async function tracesIn(
    records: readonly DatasetRecord[],
    lookIn: (record: DatasetRecord) => Promise<{ readonly events: number; readonly cases: number }>,
  ): Promise<CustomerTraces> {
    const datasets: CustomerTraces['datasets'] = []
    const notSearched: CustomerTraces['notSearched'] = []
    for (const record of records) {
      const { id, name } = record
      if (tables.fieldsOf(id) === undefined) {
        notSearched.push({ id, name })
        continue
      }
      const found = await lookIn(record)
      if (found.events > 0) datasets.push({ id, name, ...found })
    }
    return { datasets, notSearched }
  }

  return {
    async find(workspaceId, id) {
      const values = await valuesOf(workspaceId, id)
      return tracesIn(await recordsOf(workspaceId), async (record) => {
        const { cases, events } = await tables.casesOf(record.id, values)
        return { events, cases: cases.length }
      })
    },

    async remove(workspaceId, id) {
      const records = await recordsOf(workspaceId)
      const busy = records.find(({ state }) => state === 'importing')
      if (busy) return refused('not-ready', `“${busy.name}” is being read; try again when that has ended.`)
      const values = await valuesOf(workspaceId, id)
      try {
        return done(
          await tracesIn(records, async (record) => {
            const { cases } = await tables.casesOf(record.id, values)
            // First, so that whoever calls again after a fault still finds the cases whose rows have to leave the files.
            const rewritten = await flow.forget(record, { cases, values })
            if (!rewritten.ok) throw new Refused(rewritten.reason, rewritten.detail)
            const events = cases.length === 0 ? 0 : await tables.removeCases(record.id, cases)
            return { events, cases: cases.length }
          }),
        )
      } catch (error) {
        if (error instanceof Refused) return refused(error.reason, error.message)
        throw error
      }
    },
  }
}

class Refused extends Error {
  readonly reason: ErrorCode
  constructor(reason: ErrorCode, detail: string | undefined) {
    super(detail)
    this.reason = reason
  }
}
