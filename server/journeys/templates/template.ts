import type { JourneyJson } from '#shared/model/json-form.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { EngineStatement } from '#server/duckdb/engine.ts'

/** A journey to start from. */
export interface Template {
  readonly title: string
  readonly description: string
  readonly hasData: boolean
  /** A new journey with ids of its own; bound to `dataset` when the template comes with one. */
  readonly build: (context: { readonly dataset: { readonly id: DatasetId } | null }) => JourneyJson
  /** Events that are generated with the journey, so that its numbers are live at once. */
  readonly dataset?: TemplateDataset
}

export interface TemplateDataset {
  readonly name: string
  /** Attribute names; attribute i is column `a<i>` of the events table. */
  readonly fields: readonly string[]
  /** Statements that fill the (empty) events table. The same rows on every machine. */
  readonly fill: (table: string) => EngineStatement[]
}
