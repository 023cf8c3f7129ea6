import type { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type {
  DatasetBody,
  DatasetListItem,
  DatasetMapping,
  JobBody,
  PersonalColumns,
  RejectItem,
} from '#shared/contract/rest/datasets.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { DatasetFreshness } from '#shared/metrics/reading.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { EngineError, type Engine, type EngineStatement } from '#server/duckdb/engine.ts'
import type { Database } from '#server/storage/schema.ts'
import type { CustomerTraces } from '#shared/contract/rest/customers.ts'
import { createForgotten } from './forgotten-people.ts'
import { createCustomers } from './customers.ts'
import { createBringing, type Brought, type BroughtFile } from './bring-file.ts'
import { createDatasetRows, type DatasetRecord } from './dataset-rows.ts'
import { BY_HAND, createDatasetFiles, shownFiles } from './dataset-files.ts'
import { createFurtherFiles, type FurtherFiles } from './further-files.ts'
import { type Combine, createCombining } from './identity/combine.ts'
import { createAskedDatasets } from './identity/combined.ts'
import { createIdentity } from './identity/identity.ts'
import { createIdentityDoor, type IdentityDoor } from './identity/identity-door.ts'
import { createImportFlow } from './import-flow.ts'
import { readRejects } from './import/reject-file.ts'
import { ingestEvents, type IngestAnswer, type Sender } from './ingest.ts'
import { createJobLog } from './job-log.ts'
import { createLiveQueue } from './live-queue.ts'
import { NOTHING_PERSONAL } from './personal/personal-columns.ts'
import { createWorkspaceKeys } from './personal/workspace-keys.ts'
import type { Logger } from './ports.ts'
import type { IngestItem } from './read-ingest-body.ts'
import { savedMappingFor } from './saved-mapping.ts'
import { indexLater } from './index-later.ts'
import { createSummaries, type DatasetCounts } from './summaries.ts'
import { createOpening } from './opening.ts'
import { recoverImports } from './recover.ts'
import { createTables, type DatasetTable } from './tables.ts'
import { createRetention, type DatasetRetention } from './retention.ts'
import { readSamples, withSamples } from './samples.ts'
import { createUploads } from './uploads.ts'

export interface Datasets {
  /** Newest first, of these workspaces; `null`: of all. */
  list(workspaceIds?: readonly string[] | null): Promise<DatasetListItem[]>
  /** Where a dataset belongs, for good; `null`: there is no such dataset. */
  workspaceOf(id: string): Promise<string | null>
  get(id: string): Promise<DatasetBody | undefined>
  /** Takes a file and begins to look at it. `too-large` leaves nothing behind. */
  upload(file: Upload): Promise<Result<{ readonly id: DatasetId; readonly job: string }, ErrorCode>>
  /** Its files: the next ones, read under the mapping of the first, also where they name their columns otherwise; and each by itself. */
  readonly furtherFiles: Omit<FurtherFiles, 'waitingOf'>
  /** Takes what was fetched by a plan, and resolves when it was read. */
  bring(id: string, file: BroughtFile): Promise<Result<Brought, ErrorCode>>
  /** SHA-256 of what a pull brought last and the dataset still has; `null`: nothing. */
  broughtBy(id: string, pullId: string): Promise<string | null>
  /** Looks at another sheet of a workbook; gives the job's id. */
  chooseSheet(id: string, sheet: string): Promise<Result<string, ErrorCode>>
  /** Stops what is under way on a dataset; the file stays. False: nothing is. */
  cancel(id: string): Promise<boolean>
  /** A dataset without a file, for live events. */
  createEmpty(workspaceId: string, name: string, personal?: PersonalColumns): Promise<{ readonly id: DatasetId }>
  /** A dataset that is several others as one log. */
  readonly combine: Combine
  /** A dataset whose rows are made by SQL: `fill` is given the name of its table. */
  createGenerated(dataset: GeneratedDataset): Promise<{ readonly id: DatasetId }>
  /** Reads the uploaded file with this mapping, in place of what was imported before; gives the job's id. */
  map(id: string, mapping: DatasetMapping): Promise<Result<string, ErrorCode>>
  rename(id: string, name: string): Promise<boolean>
  /** With its rows, its file and its rejects. False: there is none. */
  remove(id: string): Promise<boolean>
  /** Whether events, files and plans can be of it: not when it is made of others. */
  takesEvents(id: string): Promise<boolean>
  /** In which its days, weeks and months are counted from now on. False: there is no such dataset. */
  setTimeZone(id: string, timeZone: string): Promise<boolean>
  /**
   * Hashes what is stored in these columns of a dataset without a file, for good, and what comes from now on. `not-ready`: it has a file,
   * whose columns are marked where it is read.
   */
  markPersonal(id: string, personal: PersonalColumns): Promise<Result<null, ErrorCode>>
  readonly retention: Pick<DatasetRetention, 'look' | 'set'>
  /** Who of its cases is one person. */
  readonly identity: IdentityDoor
  /** Where one customer is, in all datasets of a workspace. */
  findCustomer(workspaceId: string, id: string): Promise<CustomerTraces>
  /** Deletes one customer from all of them. */
  removeCustomer(workspaceId: string, id: string): Promise<Result<CustomerTraces, ErrorCode>>
  ingest(id: string, items: readonly IngestItem[], from?: Sender): Promise<Result<IngestAnswer, ErrorCode>>
  /** Rejected rows of the last import, in the order of the file. */
  rejects(id: string): AsyncGenerator<RejectItem>
  job(id: string): Promise<JobBody | undefined>
  /** Which dataset a job works on; `null`: there is no such job. */
  datasetOfJob(id: string): Promise<string | null>
  /** Undefined when there is no such dataset, or nothing was imported into it yet. */
  table(id: string): Promise<DatasetTable | undefined>
  /** `counts`: where they are known already. */
  freshness(id: string, counts?: DatasetCounts): Promise<DatasetFreshness | undefined>
  /** Told after rows were committed (or dropped). Returns the end of listening. */
  onChanged(listener: (datasetId: string) => void): () => void
  /** Lets live events reach the disk, stops imports. */
  close(): Promise<void>
}

export interface GeneratedDataset {
  readonly workspaceId: string
  readonly name: string
  readonly fields: readonly string[]
  readonly fill: (table: string) => EngineStatement[]
}

export interface Upload {
  readonly workspaceId: string
  readonly name: string
  readonly fileName: string
  readonly stream: Readable
  readonly maxBytes: number
}

interface Deps {
  readonly database: Kysely<Database>
  readonly engine: Engine
  readonly dataFolder: string
  readonly logger: Logger
  /** Whether people edit journeys on this node just now. */
  readonly isEdited?: () => boolean
}

/** Datasets: from a file or a stream of events to a typed table that metrics are computed from. */
const MADE_OF_OTHERS = 'Its events come from other datasets.'

export function createDatasets({ database, engine, dataFolder, logger, isEdited }: Deps): Datasets {
  const rows = createDatasetRows(database)
  const keys = createWorkspaceKeys(database)
  const tables = createTables({ engine, keyOf: keyFor })
  const uploads = createUploads(dataFolder, isEdited)
  const files = createDatasetFiles(database)
  const jobs = createJobLog(database)
  const identity = createIdentity({ engine, tables, keys, logger })
  const nameOf = async (id: string): Promise<string> => (await rows.find(id))?.name ?? ''
  const asked = createAskedDatasets({ engine, tables, identity, nameOf })
  const summaries = createSummaries(engine, tables, asked)
  const queue = createLiveQueue(tables)
  const forgotten = createForgotten({ database, keys, uploads })
  const flow = createImportFlow({ engine, rows, tables, uploads, files, forgotten, identity, jobs, keys, logger })
  const { opened, openedFor } = createOpening({ rows, open: recover, logger })
  const customers = createCustomers({ rows, files, forgotten, tables, keys, flow, identity, engine, logger })
  const retention = createRetention({ rows, tables, flow, logger, opened })
  const ofFiles = { engine, keys, rows, files, uploads, flow, tables }
  const furtherFiles = createFurtherFiles({ ...ofFiles, summaries, asked, openedFor })
  const bring = createBringing({ rows, files, uploads, flow, jobs })
  indexLater({ flow, tables, logger })
  /** Asked at every request of a live feed. */
  const workspaces = new Map<string, string>()

  async function keyFor(datasetId: string): Promise<string> {
    const record = await rows.find(datasetId)
    if (!record) throw new EngineError('query-failed', 'This dataset was deleted meanwhile.')
    return keys.keyOf(record.workspaceId)
  }

  async function recover(): Promise<void> {
    await tables.open()
    await identity.open()
    await asked.open()
    await customers.open()
    await recoverImports({ rows, tables, uploads, files, jobs, flow })
  }

  async function listItem(record: DatasetRecord): Promise<DatasetListItem> {
    const { id, workspaceId, name, state, timeZone, createdAt } = record
    const counts = await summaries.counts(id)
    return { id, workspaceId, name, state, timeZone, createdAt, updatedAt: updatedAt(record), ...counts }
  }

  /** What helps whoever is about to choose the columns of a file. */
  async function beforeMapping(
    record: DatasetRecord,
  ): Promise<Pick<DatasetBody, 'savedMapping' | 'sameFile' | 'goesOnWithoutFile'>> {
    if (record.state !== 'mapping-needed') return { savedMapping: null, sameFile: null }
    const first = (await files.of(record.id))[0]
    return {
      savedMapping: savedMappingFor(record, await rows.list()),
      sameFile: first ? await files.sameElsewhere(record.workspaceId, record.id, first.sha256) : null,
      goesOnWithoutFile: tables.fieldsOf(record.id) !== undefined,
    }
  }

  function updatedAt({ id, updatedAt: stored }: DatasetRecord): number {
    return Math.max(stored, tables.updatedAt(id))
  }

  async function create(
    { workspaceId, name, fields }: Omit<GeneratedDataset, 'fill'>,
    fill?: GeneratedDataset['fill'],
    personal: PersonalColumns = NOTHING_PERSONAL,
  ): Promise<{ id: DatasetId }> {
    await opened()
    const id = newId<'dataset'>()
    await rows.add({ id, workspaceId, name, state: 'ready', fields })
    try {
      await tables.create(id, fields, fill, personal)
    } catch (error) {
      await tables.drop(id)
      await rows.remove(id)
      throw error
    }
    return { id }
  }

  return {
    async list(workspaceIds = null) {
      const isWanted = ({ workspaceId }: DatasetRecord): boolean => workspaceIds?.includes(workspaceId) ?? true
      if (!(await rows.list()).some(isWanted)) return []
      await opened()
      return Promise.all((await rows.list()).filter(isWanted).map(listItem))
    },

    async workspaceOf(id) {
      const known = workspaces.get(id) ?? (await rows.find(id))?.workspaceId
      if (known !== undefined) workspaces.set(id, known)
      return known ?? null
    },

    async get(id) {
      await openedFor(id)
      const record = await rows.find(id)
      if (!record) return undefined
      const { profile, mapping, result, error, jobId } = record
      return {
        ...(await listItem(record)),
        profile: profile && withSamples(profile, await readSamples(uploads.samplesFileOf(id))),
        mapping,
        result,
        error,
        ...(await summaries.values(id)),
        personal: tables.personalOf(id),
        madeOf: (await asked.madeOf(id)) ?? undefined,
        ...(await beforeMapping(record)),
        files: shownFiles(await files.of(id)),
        waiting: await furtherFiles.waitingOf(record),
        job: jobId,
      }
    },

    async upload({ workspaceId, name, fileName, stream, maxBytes }) {
      await opened()
      const id = newId<'dataset'>()
      const received = await uploads.receive(uploads.fileOf(id), stream, maxBytes)
      if (received === null) return refused('too-large', `At most ${Math.floor(maxBytes / 1024 ** 2)} MiB.`)
      const { bytes, sha256 } = received
      await rows.add({ id, workspaceId, name, state: 'profiling' })
      await files.add(id, { id, name: fileName, byteCount: bytes, sha256, ...BY_HAND })
      return done({ id, job: await flow.profile({ datasetId: id, fileName, fileBytes: bytes, sheet: null }) })
    },

    furtherFiles,

    async bring(id, file) {
      await openedFor(id)
      if (asked.membersOf(id) !== null) return refused('not-ready', MADE_OF_OTHERS)
      return bring(id, file)
    },

    broughtBy: async (id, pullId) => (await files.of(id)).findLast((file) => file.pullId === pullId)?.sha256 ?? null,

    async chooseSheet(id, sheet) {
      await openedFor(id)
      const record = await rows.find(id)
      const bytes = await uploads.size(id)
      if (!record) return refused('dataset-not-found')
      if (!record.profile || bytes === null || record.state !== 'mapping-needed') {
        return refused('not-ready', 'A sheet is chosen before the columns are.')
      }
      if (!record.profile.sheets.some(({ name }) => name === sheet)) return refused('sheet-not-found', `“${sheet}”`)
      return done(await flow.profile({ datasetId: id, fileName: record.profile.fileName, fileBytes: bytes, sheet }))
    },

    cancel: (id) => flow.cancel(id),

    createEmpty: (workspaceId, name, personal) => create({ workspaceId, name, fields: [] }, undefined, personal),
    combine: createCombining({ rows, tables, asked, identity, opened, create: (dataset) => create(dataset) }),
    createGenerated: ({ fill, ...dataset }) => create(dataset, fill),

    async map(id, mapping) {
      await openedFor(id)
      return flow.import(id, mapping)
    },

    async rename(id, name) {
      const isThere = await rows.change(id, { name })
      // Where several are one log they are told apart by their names.
      tables.touched(id)
      return isThere
    },

    async remove(id) {
      await openedFor(id)
      if (!(await rows.find(id))) return false
      await flow.stop(id)
      await rows.remove(id)
      workspaces.delete(id)
      if (tables.fieldsOf(id) !== undefined) await tables.drop(id)
      identity.forget(id)
      await asked.forget(id)
      await uploads.remove(id)
      summaries.forget(id)
      return true
    },

    async setTimeZone(id, timeZone) {
      await openedFor(id)
      const isThere = await rows.change(id, { timeZone })
      if (isThere) tables.touched(id)
      return isThere
    },

    async markPersonal(id, personal) {
      await openedFor(id)
      const record = await rows.find(id)
      if (!record || tables.fieldsOf(id) === undefined) return refused('dataset-not-found')
      if (record.profile !== null || (await files.of(id)).length > 0)
        return refused('not-ready', 'It has a file. Mark its columns as personal where you change its columns.')
      await tables.mark(id, personal)
      return done(null)
    },

    retention: {
      async look(id, days) {
        await openedFor(id)
        return retention.look(id, days)
      },
      async set(id, days) {
        await openedFor(id)
        return asked.membersOf(id) === null ? retention.set(id, days) : refused('not-ready', MADE_OF_OTHERS)
      },
    },

    identity: createIdentityDoor({ rows, tables, summaries, identity, asked, openedFor }),
    findCustomer: (workspaceId, id) => opened().then(() => customers.find(workspaceId, id)),
    removeCustomer: (workspaceId, id) => opened().then(() => customers.remove(workspaceId, id)),

    async takesEvents(id) {
      await openedFor(id)
      return asked.membersOf(id) === null
    },

    async ingest(id, items, from) {
      await openedFor(id)
      if (tables.fieldsOf(id) === undefined && !(await rows.find(id))) return refused('dataset-not-found')
      if (asked.membersOf(id) !== null) return refused('not-ready', MADE_OF_OTHERS)
      return ingestEvents(tables, queue, id, items, from)
    },

    rejects: (id) => readRejects(uploads.rejectsFileOf(id)),
    job: (id) => jobs.find(id),
    datasetOfJob: (id) => jobs.datasetOf(id),

    async table(id) {
      await openedFor(id)
      const table = await asked.tableOf(id)
      const record = table && (await rows.find(id))
      if (!record) return undefined
      return { ...table, datasetId: id, name: record.name, timeZone: record.timeZone, updatedAt: updatedAt(record) }
    },

    async freshness(id, counts) {
      await openedFor(id)
      const record = await rows.find(id)
      if (!record || tables.fieldsOf(id) === undefined) return undefined
      const { events, cases, firstEventAt, lastEventAt } = counts ?? (await summaries.counts(id))
      return {
        datasetId: id,
        name: record.name,
        events,
        cases,
        firstEventAt,
        lastEventAt,
        updatedAt: updatedAt(record),
        timeZone: record.timeZone,
      }
    },

    onChanged: (listener) => tables.onChanged(listener),

    async close() {
      await flow.close()
      await retention.close()
      await queue.close()
      await identity.close()
    },
  }
}
