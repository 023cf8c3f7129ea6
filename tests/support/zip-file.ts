import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP archive of these files, as any packer makes it. `claimed` lies about the unpacked size of each. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>, claimed?: number): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content as string)
    const packed = deflateRawSync(bytes)
    const title = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800, 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(claimed ?? bytes.length, 18)
    facts.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, title, packed])
    const end = Buffer.alloc(14)
    end.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), facts, end, title]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const tail = Buffer.alloc(18)
  tail.writeUInt16LE(locals.length, 4)
  tail.writeUInt16LE(locals.length, 6)
  tail.writeUInt32LE(central.length, 8)
  tail.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006', 'latin1'), tail])
}

/** A cell: text, a number, or its XML as it stands. */
export type TestCell = string | number | { readonly xml: string } | null

export interface TestSheet {
  readonly name: string
  readonly rows: readonly (readonly TestCell[])[]
  readonly state?: 'hidden'
  /** Ranges like A2:A4 that are shown as one cell. */
  readonly merged?: readonly string[]
}

/** An Excel workbook as Excel lays it out: shared texts, styles 1 (date), 2 (date and time), 3 (a custom date). */
export function workbookOf(sheets: readonly TestSheet[], options: { readonly from1904?: boolean } = {}): Buffer {
  const texts: string[] = []
  const cellXml = (cell: TestCell, reference: string): string => {
    if (cell === null) return ''
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
    if (typeof cell === 'object') return cell.xml.replace('<c', `<c r="${reference}"`)
    return `<c r="${reference}" t="s"><v>${texts.push(cell) - 1}</v></c>`
  }
  const mergeXml = (ranges: readonly string[]): string =>
    ranges.length === 0
      ? ''
      : `<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`
  const files: Record<string, string> = {}
  for (const [number, { rows, merged = [] }] of sheets.entries()) {
    const body = rows.map((cells, row) => {
      const inner = cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${row + 1}`))
      return cells.length === 0 ? '' : `<row r="${row + 1}">${inner.join('')}</row>`
    })
    files[`xl/worksheets/sheet${number + 1}.xml`] =
      `<?xml version="1.0"?><worksheet><sheetData>${body.join('')}</sheetData>${mergeXml(merged)}</worksheet>`
  }
  const listed = sheets.map(
    ({ name, state }, number) =>
      `<sheet name="${name}" sheetId="${number + 1}"${state ? ` state="${state}"` : ''} r:id="rId${number + 1}"/>`,
  )
  const related = sheets.map(
    (_, number) => `<Relationship Id="rId${number + 1}" Target="worksheets/sheet${number + 1}.xml"/>`,
  )
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return zipOf({
    ...files,
    'xl/workbook.xml': `<workbook xmlns:r="x"><workbookPr${options.from1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${related.join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-407]dd\\.mm\\.yyyy\\ hh:mm"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  })
}
