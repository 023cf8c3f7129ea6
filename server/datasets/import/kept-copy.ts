import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { FILE_FORMATS, IMPORT_WARNINGS } from '#shared/contract/rest/datasets.ts'
import { SHEETS_ARE } from '#shared/contract/sheet-choice.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { ScannedRecord } from './scanner.ts'
import { PLAIN_TABLE, type FileFault, type SourceTable, type TableBatch } from './source-table.ts'

/**
 * What is kept in place of a file that people are not to be found in any more: its table as lines of JSON, whatever it was. The first
 * line says what it was, the last what was noticed; between them `[line, part, fault, fields]`, so that places in the file stay true.
 */
const head = z.object({
  keptCopy: z.literal(1),
  format: z.enum(FILE_FORMATS),
  encoding: z.string(),
  isEncodingGuessed: z.boolean(),
  hasInvalidBytes: z.boolean(),
  delimiter: z.string(),
  repeatedHeaders: z.number(),
  columns: z.array(z.object({ name: z.string(), header: z.string(), isOfWhole: z.boolean().optional() })),
  hashedColumns: z.array(z.string()),
  parts: z.array(z.string()),
  sheets: z.array(z.object({ name: z.string(), isHidden: z.boolean() })),
  sheet: z.string().nullable(),
  sheetsAre: z.enum(SHEETS_ARE).optional(),
})
const foot = z.object({
  fault: z.enum(['truncated', 'damaged']).nullable(),
  noticed: z.array(z.tuple([z.enum(IMPORT_WARNINGS), z.number()])),
})

const LINES_AT_ONCE = 2_000

/** Whether a record stays; it may be changed on the way. `null`: it goes. */
export type Keep = (record: ScannedRecord, part: number) => ScannedRecord | null

/** Writes a table beside its place and puts it there at once: whoever looks finds the former file or the whole copy. */
export async function writeKeptCopy(
  table: SourceTable,
  file: string,
  signal: AbortSignal,
  keep: Keep = (record) => record,
): Promise<void> {
  const temporary = `${file}.part`
  try {
    await pipeline(Readable.from(linesOf(table, signal, keep)), createWriteStream(temporary), { signal })
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function* linesOf(table: SourceTable, signal: AbortSignal, keep: Keep): AsyncGenerator<string> {
  // What is no plain data is left out by JSON. A copy speaks as its file does, so that what was said of that holds of it.
  const { columns, ownColumns = columns } = table
  const at = new Map(columns.map(({ name }, index) => [name, index]))
  const hashedColumns = (table.hashedColumns ?? []).map((name) => ownColumns[at.get(name) ?? -1]?.name ?? name)
  const none = { newlyHashed: undefined, noticed: undefined, ownColumns: undefined, leftOut: undefined }
  yield `${JSON.stringify({ ...table, keptCopy: 1, columns: ownColumns, hashedColumns, ...none })}\n`
  for await (const { records, part } of table.read(signal)) {
    let text = ''
    for (const record of records) {
      const kept = keep(record, part)
      if (!kept) continue
      // What was put behind its own columns is said of the file, and not by it.
      const isWhole = kept.fields.length === columns.length
      const fields = isWhole ? kept.fields.slice(0, ownColumns.length) : kept.fields
      text += `${JSON.stringify([kept.line, part, kept.fault, fields])}\n`
    }
    if (text !== '') yield text
  }
  yield `${JSON.stringify({ fault: table.fault(), noticed: [...table.noticed] })}\n`
}

/** Reads such a copy as the table that it was. */
export async function keptTable(file: string): Promise<Result<SourceTable, ErrorCode>> {
  const first = await firstLine(file)
  const facts = head.safeParse(first)
  if (!facts.success) return refused('file-damaged', 'The copy of this file that was kept cannot be read.')
  const { keptCopy: _version, ...rest } = facts.data
  let fault: FileFault | null = null
  const noticed: Map<(typeof IMPORT_WARNINGS)[number], number> = new Map()

  async function* read(signal: AbortSignal): AsyncGenerator<TableBatch> {
    const { size } = await stat(file)
    const stream = createReadStream(file)
    let records: ScannedRecord[] = []
    let part = 0
    let isHead = true
    const batch = (): TableBatch => ({ records, part, progress: Math.min(1, stream.bytesRead / Math.max(1, size)) })
    try {
      for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
        signal.throwIfAborted()
        if (isHead) {
          isHead = false
          continue
        }
        if (line.startsWith('{')) {
          const end = foot.parse(JSON.parse(line))
          fault = end.fault
          for (const [warning, count] of end.noticed) noticed.set(warning, count)
          continue
        }
        const [at, of, why, fields] = JSON.parse(line) as [number, number, ScannedRecord['fault'], string[]]
        if (of !== part || records.length >= LINES_AT_ONCE) {
          if (records.length > 0) yield batch()
          records = []
          part = of
        }
        records.push({ line: at, fields, fault: why, text: fields.join(rest.delimiter || ', ') })
      }
      if (records.length > 0) yield batch()
    } finally {
      stream.destroy()
    }
  }

  return done({ ...PLAIN_TABLE, ...rest, fault: () => fault, noticed, read })
}

async function firstLine(file: string): Promise<unknown> {
  const stream = createReadStream(file)
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) return JSON.parse(line) as unknown
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  } finally {
    stream.destroy()
  }
  return null
}
