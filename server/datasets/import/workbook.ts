import type { ArchiveEntry } from './archive.ts'
import type { FilePart } from './byte-source.ts'
import { dateStyleOf, type DateStyle } from './cell-dates.ts'
import { RefusedFile } from './refused-file.ts'
import type { Sheet } from './source-table.ts'
import { readXml, type XmlHandlers } from './xml-events.ts'

/** What has to be known of a workbook before its sheets are read. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[]
  readonly sharedStrings: readonly string[]
  /** By the number of a cell's style. */
  readonly dateStyles: readonly DateStyle[]
  readonly isFrom1904: boolean
}

export interface WorkbookSheet extends Sheet {
  readonly part: FilePart
}

/** All texts of a workbook are kept in memory while it is read. */
const MAX_TEXT_CHARACTERS = 64 * 1024 ** 2

export const isWorkbook = (entries: readonly ArchiveEntry[]): boolean =>
  entries.some(({ name }) => /^xl\/workbook\.(xml|bin)$/i.test(name))

/** Reads the list of sheets, the shared texts and the formats of an Excel workbook. */
export async function openWorkbook(
  path: string,
  entries: readonly ArchiveEntry[],
  signal: AbortSignal,
): Promise<Workbook> {
  const partOf = (name: string): FilePart | undefined => {
    const entry = entries.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    return entry && { path, entry }
  }
  const main = partOf('xl/workbook.xml')
  if (!main) throw new RefusedFile('file-not-supported', 'This is a binary Excel workbook (.xlsb); save it as .xlsx.')

  const listed: { name: string; id: string; isHidden: boolean }[] = []
  let isFrom1904 = false
  await readAll(main, signal, {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = /^(1|true|on)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
      listed.push({ name: attributes['name'] ?? '', id, isHidden: /hidden/i.test(attributes['state'] ?? '') })
    },
  })
  const targets = new Map<string, string>()
  await readAll(partOf('xl/_rels/workbook.xml.rels'), signal, {
    open(name, { Id: id, Target: target }) {
      if (name === 'Relationship' && id && target) targets.set(id, target)
    },
  })
  const sheets = listed.flatMap(({ name, id, isHidden }) => {
    const target = targets.get(id)
    const part = target === undefined ? undefined : partOf(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    return part && !target?.includes('chartsheet') ? [{ name, isHidden, part }] : []
  })
  if (sheets.length === 0) throw new RefusedFile('file-damaged', 'There is no sheet in this workbook.')
  return {
    sheets,
    isFrom1904,
    sharedStrings: await sharedStringsOf(partOf('xl/sharedStrings.xml'), signal),
    dateStyles: await dateStylesOf(partOf('xl/styles.xml'), signal),
  }
}

async function sharedStringsOf(part: FilePart | undefined, signal: AbortSignal): Promise<readonly string[]> {
  const strings: string[] = []
  let characters = 0
  let text = ''
  let isText = false
  let isPhonetic = false
  await readAll(part, signal, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isPhonetic = true
      isText = name === 't' && !isPhonetic
    },
    text(piece) {
      if (isText) text += piece
    },
    close(name) {
      isText = false
      if (name === 'rPh') isPhonetic = false
      if (name !== 'si') return
      strings.push(text)
      characters += text.length + 16
      if (characters > MAX_TEXT_CHARACTERS) {
        throw new RefusedFile('too-large', 'The texts of this workbook fill more than 64 MiB. Please save it as CSV.')
      }
    },
  })
  return strings
}

async function dateStylesOf(part: FilePart | undefined, signal: AbortSignal): Promise<readonly DateStyle[]> {
  const codes = new Map<number, string>()
  const styles: DateStyle[] = []
  let isCellFormats = false
  await readAll(part, signal, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') isCellFormats = true
      if (name !== 'xf' || !isCellFormats) return
      const id = Number(attributes['numFmtId'] ?? 0)
      styles.push(dateStyleOf(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false
    },
  })
  return styles
}

async function readAll(part: FilePart | undefined, signal: AbortSignal, handlers: XmlHandlers): Promise<void> {
  if (!part) return
  const steps = readXml(part, handlers, signal)
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (!step.done) continue
    if (step.value) throw new RefusedFile('file-damaged', `“${part.entry?.name}” inside it is not complete.`)
    return
  }
}
