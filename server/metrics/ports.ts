import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { DatasetFreshness } from '#shared/metrics/reading.ts'
import type { SegmentRule } from '#shared/metrics/segment.ts'
import type { snapshotOf } from '#shared/model/read-snapshot.ts'

/** What this room asks of its neighbours; `server/datasets` and `server/sync` fulfil it, and neither is imported here. */

/** A journey document, only to be read. */
export type JourneyDocument = Parameters<typeof snapshotOf>[0]

/** The typed events of a dataset in the engine. */
export interface EventsTable {
  readonly datasetId: string
  readonly name: string
  /**
   * What stands after FROM: a name that is safe to be put into SQL, or a subquery in brackets. Each event has the id of its case as
   * `case_id` and as a number, `case_no`.
   */
  readonly table: string
  /** Numbers of cases start at 1 and have few gaps; else they may be as large as 2^63. */
  readonly hasSmallCaseNumbers: boolean
  /** A table with a row for each of its cases, `case_no` and `first_ts`, the instant of its first event; absent: there is none. */
  readonly cases?: string | undefined
  /** The other attributes: number i is the text column `a<i>`. */
  readonly fields: readonly string[]
  /** The kinds of id by which its cases are joined to people; absent or none: they are as they came. */
  readonly joinedBy?: readonly string[]
  /** The attributes that are marked as personal: what stands in them is hashed, and nobody is shown it; absent: none. */
  readonly personal?: readonly string[]
  /** In which its days, weeks and months are counted: a name of the IANA database. */
  readonly timeZone: string
  /**
   * Another one whenever rows went, were replaced or changed; under the same one rows only came, each with a higher `seq` than all before.
   * Absent: nobody knows.
   */
  readonly epoch?: number | undefined
}

/** What the rows of a dataset amount to. */
export type RowCounts = Pick<DatasetFreshness, 'events' | 'cases' | 'firstEventAt' | 'lastEventAt'>

export interface MetricsDatasets {
  /** Undefined when there is no such dataset, or nothing was imported into it yet. */
  table(datasetId: string): Promise<EventsTable | undefined>
  /** `counts`: where they are known already, so that they need not be counted. */
  freshness(datasetId: string, counts?: RowCounts): Promise<DatasetFreshness | undefined>
  /** Told after rows were committed, by an import or live. Returns the end of listening. */
  onChanged(listener: (datasetId: string) => void): () => void
}

export interface MetricsRooms {
  read<Value>(journeyId: string, use: (doc: JourneyDocument) => Value): Promise<Value>
  /** Rises with each change that `read` would show; null: nobody knows just now. */
  headOf(journeyId: string): Promise<number | null>
  openJourneyIds(): readonly string[]
  isOpen(journeyId: string): boolean
  push(journeyId: string, message: PushMessage): void
  on(event: 'changed' | 'opened', listener: (journeyId: string) => void): () => void
}

/** Which of these datasets belong where the journey does: whoever edits a journey can bind it to any id, also one of another workspace. */
export type DatasetsFor = (journeyId: string, datasetIds: readonly string[]) => Promise<ReadonlySet<string>>

/** A segment as readings need it. */
export interface StoredSegment {
  readonly id: string
  readonly datasetId: string
  readonly name: string
  readonly rule: SegmentRule
}

/** A segment that belongs where the journey does; any other is, for this journey, not there. */
export type SegmentFor = (journeyId: string, segmentId: string) => Promise<StoredSegment | undefined>

/** All metrics in the library of the journey's workspace. */
export type NamedMetricsFor = (journeyId: string) => Promise<readonly NamedMetricItem[]>

export interface MetricsLogger {
  error(details: object, message: string): void
}
