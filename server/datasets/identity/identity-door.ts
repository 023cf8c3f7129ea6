import type { ErrorCode } from '#shared/contract/errors.ts'
import type { IdentityBody, IdentityDeclaration, IdentitySummary } from '#shared/contract/rest/identity.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { DatasetRecord, DatasetRows } from '../dataset-rows.ts'
import type { Summaries } from '../summaries.ts'
import type { Tables } from '../tables.ts'
import type { AskedDatasets } from './combined.ts'
import { guessKeys } from './guess-keys.ts'
import type { Identity } from './identity.ts'

/** What one asks and says of the people in a dataset. `not-ready`: it has no events table yet. */
export interface IdentityDoor {
  look(id: string): Promise<Result<IdentityBody, ErrorCode>>
  preview(id: string, declaration: IdentityDeclaration): Promise<Result<IdentitySummary, ErrorCode>>
  apply(id: string, declaration: IdentityDeclaration): Promise<Result<IdentityBody, ErrorCode>>
  undo(id: string): Promise<Result<IdentityBody, ErrorCode>>
}

interface Deps {
  readonly rows: DatasetRows
  readonly tables: Tables
  readonly summaries: Summaries
  readonly identity: Identity
  readonly asked: Pick<AskedDatasets, 'membersOf'>
  readonly openedFor: (id: string) => Promise<void>
}

export function createIdentityDoor({ rows, tables, summaries, identity, asked, openedFor }: Deps): IdentityDoor {
  async function found(id: string): Promise<Result<DatasetRecord, ErrorCode>> {
    await openedFor(id)
    const record = await rows.find(id)
    if (!record) return refused('dataset-not-found')
    if (tables.fieldsOf(id) === undefined)
      return refused('not-ready', 'Bring the events first; then say who is one person.')
    if (asked.membersOf(id) !== null) return refused('not-ready', 'Ids are joined in the datasets that it is made of.')
    return done(record)
  }

  async function named(summary: IdentitySummary): Promise<IdentitySummary> {
    const names = new Map((await rows.list()).map(({ id, name }) => [id, name]))
    return { ...summary, elsewhere: summary.elsewhere.map((each) => ({ ...each, name: names.get(each.id) ?? '' })) }
  }

  async function bodyOf({ id, workspaceId, mapping }: DatasetRecord, known?: IdentitySummary): Promise<IdentityBody> {
    const [{ cases }, { fields }] = await Promise.all([summaries.counts(id), summaries.values(id)])
    const joined = identity.declared(id)
    const summary = known ?? (await identity.summaryOf(id))
    const others = identity.joinedIn(workspaceId).filter(({ datasetId }) => datasetId !== id)
    return {
      declaration: joined?.declaration ?? null,
      since: joined?.since ?? null,
      summary: summary && (await named(summary)),
      guesses: [...guessKeys({ cases, fields, caseColumn: mapping?.case ?? null })],
      others: await Promise.all(
        others.map(async ({ datasetId }) => ({ id: datasetId, name: (await rows.find(datasetId))?.name ?? '' })),
      ),
      kinds: [...new Set(others.flatMap(({ datasetId }) => identity.joinedBy(datasetId)))].toSorted(),
    }
  }

  return {
    async look(id) {
      const record = await found(id)
      return record.ok ? done(await bodyOf(record.value)) : record
    },
    async preview(id, declaration) {
      const record = await found(id)
      if (!record.ok) return record
      return done(await named(await identity.preview(record.value.workspaceId, id, declaration)))
    },
    async apply(id, declaration) {
      const record = await found(id)
      if (!record.ok) return record
      const summary = await identity.apply(record.value.workspaceId, id, declaration)
      return done(await bodyOf(record.value, summary))
    },
    async undo(id) {
      const record = await found(id)
      if (!record.ok) return record
      await identity.undo(id)
      return done(await bodyOf(record.value))
    },
  }
}
