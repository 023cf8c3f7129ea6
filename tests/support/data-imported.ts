import type { DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import { mapped, startDatasets, uploaded } from './data-datasets.ts'

/** Uploads a text, maps it as it is proposed (but for what the test says otherwise), and tells what became of it. */
export async function imported(name: string, text: string | Buffer, wish: Partial<DatasetMappingInput> = {}) {
  const { datasets, engine } = await startDatasets()
  const { id, profile } = await uploaded(datasets, { name, text })
  if (!profile) throw new Error('it was not looked at')
  const { guess } = profile
  const { dataset, refusal } = await mapped(datasets, id, { ...guess, timezone: guess.timezone ?? 'UTC', ...wish })
  const warnings = Object.fromEntries(dataset.result?.warnings.map(({ warning, count }) => [warning, count]) ?? [])
  const events = async (): Promise<ImportedEvent[]> => {
    const found = await engine.query<{ case_id: string; us: number; event: string; value: number | null }>(
      `SELECT case_id, epoch_us(ts) AS us, event, value FROM ${eventsTableName(id)} ORDER BY seq`,
    )
    return found.map(({ case_id: who, us, event, value }) => ({
      who,
      at: new Date(us / 1000).toISOString(),
      event,
      value,
    }))
  }
  const rejects = async (): Promise<{ line: number; reason: string }[]> => {
    const found: { line: number; reason: string }[] = []
    for await (const { line, reason } of datasets.rejects(id)) found.push({ line, reason })
    return found
  }
  return { profile, dataset, refusal, warnings, events, rejects }
}

interface ImportedEvent {
  readonly who: string
  readonly at: string
  readonly event: string
  readonly value: number | null
}

/** As many lines, each made by its number. */
export const rows = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('')

/** `07`: a part of a date. */
export const two = (number: number): string => String(number).padStart(2, '0')
