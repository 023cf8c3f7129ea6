import type * as Y from 'yjs'
import type { Result } from '#shared/lib/result.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { EngineStatement } from '#server/duckdb/engine.ts'

/** What the journeys need of the open documents; `server/sync` has it. */
export interface JourneyRooms {
  read<Value>(journeyId: string, use: (doc: Y.Doc) => Value): Promise<Value>
  change(journeyId: string, actorId: string | null, change: (doc: Y.Doc) => void): Promise<void>
  push(journeyId: string, message: { readonly kind: 'journey-changed' }): void
  drop(journeyId: string): Promise<void>
  on(event: 'changed', listener: (journeyId: string, isHere: boolean) => void): () => void
}

/** What a new journey may be made from, beside a template; `server/datasets` and `server/metrics` have it. */
export interface JourneySources {
  /** Makes the events that a template comes with; gives the dataset's id. */
  createDataset(dataset: {
    readonly workspaceId: string
    readonly name: string
    readonly fields: readonly string[]
    readonly fill: (table: string) => EngineStatement[]
  }): Promise<{ readonly id: DatasetId }>
  /** `null`: there is no such dataset. */
  workspaceOfDataset(datasetId: string): Promise<string | null>
  removeDataset(datasetId: DatasetId): Promise<void>
  /** A journey drafted from the events of a dataset. */
  draftJourney(datasetId: string, title: string | null): Promise<Result<JourneyJson, 'dataset-not-found' | 'not-ready'>>
}

export interface Logger {
  error(facts: object, message: string): void
}
