import type { Engine } from '#server/duckdb/engine.ts'
import { casesTableName, numberOfName } from '../case-numbers.ts'
import { attributeColumns, eventsTableName } from '../events-table.ts'
import type { DatasetTable, Tables } from '../tables.ts'
import { FIRST_LIVE_SEQ } from '../table-jobs.ts'
import type { Combined } from './combined-tables.ts'
import type { Identity } from './identity.ts'
import { peopleTableName } from './people-tables.ts'

/** The attribute that says from which of its datasets an event of a combined one is. */
export const SOURCE_FIELD = 'source dataset'

/**
 * What questions are asked of: a dataset as it came, with people as cases, or several datasets as one log in which a person's events stand
 * together, whichever source they are of. A combined dataset has no rows of its own; it is those of the others at every moment.
 */
export interface AskedDatasets {
  readonly open: () => Promise<void>
  /** Of a combined dataset those that are still there; `null`: it is an ordinary one. */
  readonly membersOf: (datasetId: string) => readonly string[] | null
  /** Undefined when there is no such dataset, or nothing was imported into it yet. */
  readonly fieldsOf: (datasetId: string) => readonly string[] | undefined
  /** What stands after FROM. */
  readonly rowsOf: (datasetId: string) => Promise<string>
  /** The same with their names. */
  readonly madeOf: (datasetId: string) => Promise<readonly { readonly id: string; readonly name: string }[] | null>
  readonly joinedBy: (datasetId: string) => readonly string[]
  /** What questions need to know of it. */
  readonly tableOf: (datasetId: string) => Promise<AskedFacts | undefined>
  readonly combine: (datasetId: string, members: readonly string[]) => Promise<void>
  readonly forget: (datasetId: string) => Promise<void>
}

/** Of a table that is asked. */
export type AskedFacts = Pick<
  DatasetTable,
  'table' | 'hasSmallCaseNumbers' | 'cases' | 'fields' | 'joinedBy' | 'personal' | 'epoch'
>

interface Deps {
  readonly engine: Engine
  readonly tables: Tables
  readonly identity: Identity
  readonly nameOf: (datasetId: string) => Promise<string>
}

export function createAskedDatasets({ engine, tables, identity, nameOf }: Deps): AskedDatasets {
  const combined = new Map<string, readonly string[]>()

  tables.onChanged((changed, isByLiveEvents) => {
    for (const [datasetId, members] of combined)
      if (members.includes(changed)) tables.touched(datasetId, isByLiveEvents)
  })

  const membersOf = (datasetId: string): readonly string[] | null =>
    combined.get(datasetId)?.filter((member) => tables.fieldsOf(member) !== undefined) ?? null

  function fieldsOf(datasetId: string): readonly string[] | undefined {
    const members = membersOf(datasetId)
    if (members === null) return tables.fieldsOf(datasetId)
    const own = members.flatMap((member) => tables.fieldsOf(member) ?? [])
    return [SOURCE_FIELD, ...new Set(own.filter((name) => name !== SOURCE_FIELD))]
  }

  async function rowsOf(datasetId: string): Promise<string> {
    const members = membersOf(datasetId)
    if (members === null) return identity.rowsOf(datasetId)
    if (members.length === 0) return eventsTableName(datasetId)
    const names = uniqueNames(await Promise.all(members.map(nameOf)))
    const fields = fieldsOf(datasetId) ?? []
    const parts = members.map((member, at) =>
      memberRows({
        datasetId: member,
        name: names[at] ?? '',
        at,
        of: members.length,
        own: tables.fieldsOf(member) ?? [],
        fields,
        isJoined: identity.declared(member) !== null,
      }),
    )
    return `(${parts.join(' UNION ALL ')})`
  }

  const joinedBy = (datasetId: string): readonly string[] => [
    ...new Set((membersOf(datasetId) ?? [datasetId]).flatMap((member) => identity.joinedBy(member))),
  ]

  /**
   * Another one after every change but rows that came. Undefined for people and for several datasets: there, rows that came can change what
   * others are.
   */
  const epochOf = (datasetId: string): number | undefined =>
    combined.has(datasetId) || identity.joinedBy(datasetId).length > 0 ? undefined : tables.epoch(datasetId)

  return {
    async open() {
      for (const { datasetId, members } of await engine.runJob<Combined[]>('openCombined', null)) {
        combined.set(datasetId, members)
      }
    },
    membersOf,
    fieldsOf,

    rowsOf,
    joinedBy,

    async tableOf(datasetId) {
      // Before the rows: what changes between the two is then taken for new.
      const epoch = epochOf(datasetId)
      const fields = fieldsOf(datasetId)
      if (!fields) return undefined
      const table = await rowsOf(datasetId)
      const isOwn = table === eventsTableName(datasetId)
      return {
        table,
        hasSmallCaseNumbers: isOwn,
        cases: isOwn ? casesTableName(table) : undefined,
        fields,
        joinedBy: joinedBy(datasetId),
        personal: [
          ...new Set((membersOf(datasetId) ?? [datasetId]).flatMap((member) => tables.personalOf(member).columns)),
        ],
        epoch,
      }
    },

    async madeOf(datasetId) {
      const members = membersOf(datasetId)
      return members && Promise.all(members.map(async (id) => ({ id, name: await nameOf(id) })))
    },

    async combine(datasetId, members) {
      await engine.runJob('writeCombined', { datasetId, members } satisfies Combined)
      combined.set(datasetId, members)
    },

    async forget(datasetId) {
      if (!combined.delete(datasetId)) return
      await engine.runJob('eraseCombined', { datasetId })
    },
  }
}

/** Datasets may be called the same. */
const uniqueNames = (names: readonly string[]): readonly string[] =>
  names.map((name, at) => (names.indexOf(name) === at ? name : `${name} ${at + 1}`))

interface MemberRows {
  readonly datasetId: string
  readonly name: string
  /** Its place among so many. */
  readonly at: number
  readonly of: number
  readonly own: readonly string[]
  /** Of all of them. */
  readonly fields: readonly string[]
  readonly isJoined: boolean
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * A case that is joined with no other is called by its dataset as well: the same id in two of them says nothing as long as nobody said that
 * they are of one kind. Events of one instant are in the order of the datasets, then as they came.
 */
function memberRows({ datasetId, name, at, of, own, fields, isJoined }: MemberRows): string {
  const alone = `o.case_id || ${quoted(` (in ${name})`)}`
  const values = fields.map((field) => {
    if (field === SOURCE_FIELD) return quoted(name)
    const column = own.indexOf(field)
    return column < 0 ? 'NULL::VARCHAR' : `o.a${column}`
  })
  const named = attributeColumns(fields.length).map((column, index) => `${values[index] ?? 'NULL'} AS ${column}`)
  const seq = `CASE WHEN o.seq >= ${FIRST_LIVE_SEQ} THEN ${FIRST_LIVE_SEQ} + (o.seq - ${FIRST_LIVE_SEQ}) * ${of} + ${at} ELSE o.seq * ${of} + ${at} END`
  const joined = isJoined ? ` LEFT JOIN ${peopleTableName(datasetId)} p ON p.case_id = o.case_id` : ''
  const caseId = isJoined ? `coalesce(p.person, ${alone})` : alone
  return `SELECT ${caseId} AS case_id, ${numberOfName(caseId)} AS case_no, o.ts, ${seq} AS seq, o.event, o.channel, o.value, ${named.join(', ')}
    FROM ${eventsTableName(datasetId)} o${joined}`
}
