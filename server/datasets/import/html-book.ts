import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource, type FilePart } from './byte-source.ts'
import { createHtmlReader } from './html-tables.ts'
import type { FileFacts } from './inspect-file.ts'
import type { SheetBatch } from './sheet-rows.ts'
import type { RowBook } from './sheet-table.ts'
import type { FileFault } from './source-table.ts'
import { decodedText } from './text-source.ts'

const MOST = 0.6
const MOST_TABLES = 200

/**
 * The tables of a web page, which many systems write and call .xls. Those that lay out a page are none: a table of data has at least two rows and two
 * columns, and most of its rows have as many cells.
 */
export async function htmlBook(
  file: FilePart,
  facts: FileFacts,
  signal: AbortSignal,
): Promise<Result<RowBook, ErrorCode>> {
  const widths = new Map<number, Map<number, number>>()
  for await (const { table, cells } of rowsOf(file, facts, signal)) {
    const ofTable = widths.get(table) ?? new Map<number, number>()
    widths.set(table, ofTable)
    ofTable.set(cells.length, (ofTable.get(cells.length) ?? 0) + 1)
  }
  const numbers = [...widths].filter(([, ofTable]) => holdsData(ofTable)).map(([number]) => number)
  if (numbers.length === 0 || numbers.length > MOST_TABLES)
    return refused(
      'file-looks-like-html',
      widths.size === 0
        ? 'It begins like a web page.'
        : 'It holds a table, though: open it in a spreadsheet and save it as .xlsx or CSV.',
    )
  return done({
    format: 'html',
    sheets: numbers.map((number) => ({
      name: `Table ${number + 1}`,
      isHidden: false,
      rows: (_, readSignal) => batchesOf(file, facts, number, readSignal),
    })),
  })
}

function holdsData(widths: ReadonlyMap<number, number>): boolean {
  const rows = [...widths.values()].reduce((sum, count) => sum + count, 0)
  const [width = 0, count = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? []
  return rows > 1 && width > 1 && count >= rows * MOST
}

async function* rowsOf(file: FilePart, facts: FileFacts, signal: AbortSignal) {
  const reader = createHtmlReader()
  for await (const text of decodedText(await openByteSource(file), facts.encoding)) {
    signal.throwIfAborted()
    yield* reader.push(text)
  }
  yield* reader.end()
}

async function* batchesOf(
  file: FilePart,
  facts: FileFacts,
  number: number,
  signal: AbortSignal,
): AsyncGenerator<SheetBatch, FileFault | null> {
  const source = await openByteSource(file)
  const reader = createHtmlReader()
  for await (const text of decodedText(source, facts.encoding)) {
    signal.throwIfAborted()
    yield { rows: reader.push(text).filter(({ table }) => table === number), progress: source.progress() }
  }
  yield { rows: reader.end().filter(({ table }) => table === number), progress: 1 }
  return source.fault() ?? (reader.isOpen() ? 'truncated' : null)
}
