import type { ErrorCode } from '#shared/contract/errors.ts'

export type ContentKind = 'delimited' | 'json' | 'xml' | 'xml-sheet' | 'html' | 'zip' | 'parquet'

export type Content =
  | { readonly kind: ContentKind }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string }

/** What a file is by its content, whatever it is called; the name only says what a text was meant to be. */
export function judgeContent(head: Buffer, fileName: string): Content {
  if (head.length === 0) return no('file-empty', 'The file has no bytes.')
  for (const [kind, magic] of BINARY_KINDS) if (startsWith(head, magic)) return { kind }
  for (const [name, magic, at = 0] of UNREAD_FORMATS) {
    if (startsWith(head.subarray(at), magic)) return no('file-not-supported', `This is ${name}.`)
  }
  const isWide = looksLikeUtf16(head)
  const start = (isWide ? head.toString('utf16le', 0, 4096) : head.toString('latin1', 0, 4096))
    .replace(/^(\uFEFF|\u00EF\u00BB\u00BF|\uFFFE)/, '')
    .trimStart()
  if (start === '' && head.length < 4096) return no('file-empty', 'The file holds only blanks.')
  // What some programs save as .xls is a table of a web page.
  if (/^<(!doctype\s+html|html|head|body|table|meta|style|script|div)\b/i.test(start)) return { kind: 'html' }
  if (/^<(\?xml|log\b|!--|!doctype|!entity|(\w+:)?Workbook\b)/i.test(start)) {
    if (/<html\b/i.test(start)) return { kind: 'html' }
    return { kind: start.includes('urn:schemas-microsoft-com:office:spreadsheet') ? 'xml-sheet' : 'xml' }
  }
  if (/^<[a-z][^<>]*>/i.test(start) && /<table\b/i.test(start)) return { kind: 'html' }
  const text = UNREAD_TEXTS.find(([, pattern]) => pattern.test(start))
  if (text) return no('file-not-supported', `This is ${text[0]}.`)
  // In a sequence of JSON texts (RFC 7464) a mark stands before each.
  if (start.startsWith('\u001E{')) return { kind: 'json' }
  // A line of a log may begin with its time in brackets.
  if (/^\{|^\[\s*([{["\]]|-?\d[\d.eE+]*\s*([,\]]|$)|null|true|false)/.test(start)) return { kind: 'json' }
  if (/\.(json|ndjson|jsonl)(\.gz)?$/i.test(fileName) && !isTabular(start)) {
    return no('file-not-json', 'It is called JSON, but does not begin with { or [.')
  }
  if (!isWide && looksBinary(head)) return no('file-not-supported', 'This is not text.')
  return { kind: 'delimited' }
}

function no(code: ErrorCode, detail: string): Content {
  return { kind: 'refused', code, detail }
}

function startsWith(head: Buffer, magic: Buffer): boolean {
  return head.subarray(0, magic.length).equals(magic)
}

/** Two lines that one delimiter cuts into as many fields: a table that was given the wrong name. */
function isTabular(start: string): boolean {
  const [first = '', second = ''] = start.split(/\r\n|\r|\n/)
  return [',', ';', '\t', '|'].some((mark) => {
    const fields = first.split(mark).length
    return fields > 1 && second.split(mark).length === fields
  })
}

const BINARY_KINDS: readonly (readonly ['zip' | 'parquet', Buffer])[] = [
  ['zip', Buffer.from('PK\u0003\u0004', 'latin1')],
  ['parquet', Buffer.from('PAR1', 'latin1')],
]

/** By the bytes with which they begin, or that they have at a place further on. */
const UNREAD_FORMATS: readonly (readonly [name: string, magic: Buffer, at?: number])[] = [
  ['an empty ZIP archive', Buffer.from('PK\u0005\u0006', 'latin1')],
  ['an encrypted Parquet file', Buffer.from('PARE', 'latin1')],
  [
    'an old Excel workbook (.xls), or one with a password; please save it as .xlsx or CSV, without a password',
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
  ],
  ['a PDF document', Buffer.from('%PDF', 'latin1')],
  ['a SQLite database', Buffer.from('SQLite format 3', 'latin1')],
  ['compressed with bzip2; please unpack it, or pack it as .zip or .gz', Buffer.from('BZh', 'latin1')],
  ['compressed with xz; please unpack it, or pack it as .zip or .gz', Buffer.from([0xfd, 0x37, 0x7a, 0x58])],
  ['compressed with 7-Zip; please unpack it, or pack it as .zip or .gz', Buffer.from([0x37, 0x7a, 0xbc, 0xaf])],
  ['compressed with RAR; please unpack it, or pack it as .zip or .gz', Buffer.from('Rar!', 'latin1')],
  // What is packed once was unpacked before it comes here.
  ['compressed twice', Buffer.from([0x1f, 0x8b])],
  ['compressed twice', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  [
    'an archive of tape format (.tar); please bring its files, or pack them as .zip',
    Buffer.from('ustar', 'latin1'),
    257,
  ],
  ['a text document (.rtf)', Buffer.from('{\\rtf', 'latin1')],
  ['text in UTF-32; please save it in UTF-8', Buffer.from([0xff, 0xfe, 0, 0])],
  ['text in UTF-32; please save it in UTF-8', Buffer.from([0, 0, 0xfe, 0xff])],
  ['an ORC file', Buffer.from('ORC\u0011', 'latin1')],
  ['an HDF5 file', Buffer.from('\u0089HDF', 'latin1')],
  ['a picture', Buffer.from('\u0089PNG', 'latin1')],
  ['a picture', Buffer.from([0xff, 0xd8, 0xff])],
  ['a picture', Buffer.from('GIF8', 'latin1')],
  ['a picture', Buffer.from('WEBP', 'latin1'), 8],
  ['an Avro file', Buffer.from('Obj\u0001', 'latin1')],
  ['a SAS data set; please save it there as CSV', Buffer.from([0xc2, 0xea, 0x81, 0x60]), 12],
  ['data of R; please save it there as CSV', Buffer.from('X\n\u0000\u0000\u0000', 'latin1')],
  ['data of R; please save it there as CSV', Buffer.from('RDX', 'latin1')],
  ['data of Python (NumPy); please save it there as CSV', Buffer.from('\u0093NUMPY', 'latin1')],
  ['data of Python (a pickle); please save it there as CSV', Buffer.from([0x80, 0x04, 0x95])],
  ['an Access database; please export the table itself', Buffer.from('Standard Jet DB', 'latin1'), 4],
  ['an Access database; please export the table itself', Buffer.from('Standard ACE DB', 'latin1'), 4],
  ['a DuckDB database; please export the table itself', Buffer.from('DUCK', 'latin1'), 8],
  ['a dump of a database (PostgreSQL); please export the table itself as CSV', Buffer.from('PGDMP', 'latin1')],
  ['an Arrow or Feather file', Buffer.from('FEA1', 'latin1')],
  ['an Arrow or Feather file', Buffer.from('ARROW1\u0000\u0000', 'latin1')],
]

/** By the words with which they begin. */
const UNREAD_TEXTS: readonly (readonly [name: string, begin: RegExp])[] = [
  [
    'a script or a dump of a database (SQL); please export the table itself as CSV',
    /^(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/;?\s*)*(?:INSERT INTO|CREATE (?:TABLE|DATABASE)|DROP TABLE|SET \w+ ?=|BEGIN;|USE \S+;|LOCK TABLES)\s?/i,
  ],
  ['a calendar (.ics)', /^BEGIN:VCALENDAR/],
  ['a web archive or a letter (MIME); please save the table as .xlsx or CSV', /^MIME-Version:/i],
  ['contacts (.vcf)', /^BEGIN:VCARD/],
  ['an SPSS file (.sav); please save it there as CSV', /^\$FL[23]@?/],
  ['a SAS transport file (.xpt); please save it there as CSV', /^HEADER RECORD\*{7}LIB/],
  ['a Stata file (.dta); please save it there as CSV', /^<stata_dta>/],
]

/** A byte order mark, or a NUL in nearly every second byte. */
export function looksLikeUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const length = Math.min(head.length, 4096) & ~1
  if (length < 8) return null
  let even = 0
  let odd = 0
  for (let index = 0; index < length; index += 2) {
    if (head[index] === 0) even++
    if (head[index + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le'
  return even > pairs * 0.4 && odd < pairs * 0.1 ? 'utf-16be' : null
}

/** NUL is judged elsewhere; others stand between the fields of some exports, begin another page, end a file or switch to another alphabet. */
const CONTROLS_OF_TEXT: ReadonlySet<number> = new Set([0, 1, 9, 10, 12, 13, 14, 15, 26, 27, 28, 29, 30, 31])
/** Of bytes without an order it would be four times as many. */
const MOST_CONTROLS = 0.02
const FEWEST_CONTROLS = 4

function looksBinary(head: Buffer): boolean {
  let controls = 0
  for (const byte of head) if (byte < 32 && !CONTROLS_OF_TEXT.has(byte)) controls++
  return controls >= FEWEST_CONTROLS && controls > head.length * MOST_CONTROLS
}
