import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import type { RefusedTable } from './joined-table.ts'
import { openFile, openTable, type OpenOptions } from './open-table.ts'
import type { SourceTable } from './source-table.ts'
import { isOrder, ORDER_WORDS, writingOf, type Writing } from './writing.ts'

/**
 * A file that was never read with the others, has their columns and proves that it writes its dates or numbers otherwise. Among theirs they would be
 * other days and other amounts, or rejects; read in its own way they are not. `null`: there is none.
 */
export async function writtenOtherwise(options: OpenOptions): Promise<RefusedTable | null> {
  const { files, mapping, signal } = options
  const further = files.filter(({ isNew, columns }) => isNew && !columns)
  if (!mapping || further.length === 0) return null
  const others = files.filter((file) => !further.includes(file))
  let known: Writing | undefined
  for (const file of further) {
    const opened = await openFile(file, options)
    // Whatever is wrong with it is told where it is read.
    if (!opened.ok) continue
    const own = await closing(opened.value, (table) => writingOf(table, mapping, signal))
    if (own.dates === null && own.decimal === null) continue
    known ??= await writingOfOthers({ ...options, files: others }, mapping)
    const differences = differencesOf(own, known, files)
    if (differences === null) continue
    const detail = `“${file.fileName}” ${differences}`
    return { ok: false, reason: 'file-columns-needed', detail, file: file.id, dateOrder: own.dates }
  }
  return null
}

function differencesOf(own: Writing, known: Writing, files: OpenOptions['files']): string | null {
  const hasOtherOrder = files.some(({ columns }) => columns?.dateOrder && columns.dateOrder !== known.dates)
  if (own.dates === 'needed' && hasOtherOrder)
    return 'has dates that may be read in several ways, and files of this dataset are written in more than one.'
  if (isOrder(own.dates) && isOrder(known.dates) && own.dates !== known.dates)
    return `writes its dates ${ORDER_WORDS[own.dates]}, and the dataset ${ORDER_WORDS[known.dates]}.`
  if (own.decimal !== null && known.decimal !== null && own.decimal !== known.decimal)
    return `writes “${own.decimal}” before decimals, and the dataset “${known.decimal}”.`
  return null
}

async function writingOfOthers(options: OpenOptions, mapping: DatasetMapping): Promise<Writing> {
  const said = { dates: mapping.dateOrder, decimal: mapping.decimal }
  if (options.files.length === 0 || (said.dates !== null && said.decimal !== null)) return said
  const opened = await openTable(options)
  if (!opened.ok) return said
  const shown = await closing(opened.value, (table) => writingOf(table, mapping, options.signal))
  return { dates: said.dates ?? shown.dates, decimal: said.decimal ?? shown.decimal }
}

async function closing<Found>(table: SourceTable, look: (table: SourceTable) => Promise<Found>): Promise<Found> {
  try {
    return await look(table)
  } finally {
    await table.close()
  }
}
