import type { ErrorCode } from '#shared/contract/errors.ts'

export type ContentKind = 'delimited' | 'json' | 'xml' | 'zip' | 'parquet'

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
  if (/^<(!doctype\s+html|html|head|body|table|meta|style|script|div)\b/i.test(start)) {
    return no('file-looks-like-html', 'It begins like a web page.')
  }
  if (/^<(\?xml|log\b|!--|!doctype|!entity)/i.test(start)) return { kind: 'xml' }
  // In a sequence of JSON texts (RFC 7464) a mark stands before each.
  if (start.startsWith('\u001E{')) return { kind: 'json' }
  if (/^\{|^\[\s*([{["\]\d-]|null|true|false)/.test(start)) return { kind: 'json' }
  if (/\.(json|ndjson|jsonl)(\.gz)?$/i.test(fileName) && !isTabular(start)) {
    return no('file-not-json', 'It is called JSON, but does not begin with { or [.')
  }
  if (!isWide && controlShare(head) > 0.1) return no('file-not-supported', 'This is not text.')
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
  ['an old Excel workbook (.xls), or one with a password', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])],
  ['a PDF document', Buffer.from('%PDF', 'latin1')],
  ['a SQLite database', Buffer.from('SQLite format 3', 'latin1')],
  ['compressed with Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['compressed with bzip2', Buffer.from('BZh', 'latin1')],
  ['compressed with xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58])],
  ['compressed with 7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf])],
  ['compressed with RAR', Buffer.from('Rar!', 'latin1')],
  // What is packed once was unpacked before it comes here.
  ['compressed twice', Buffer.from([0x1f, 0x8b])],
  [
    'an archive of tape format (.tar); please bring its files, or pack them as .zip',
    Buffer.from('ustar', 'latin1'),
    257,
  ],
  ['a text document (.rtf)', Buffer.from('{\\rtf', 'latin1')],
  ['text in UTF-32; please save it in UTF-8', Buffer.from([0xff, 0xfe, 0, 0])],
  ['text in UTF-32; please save it in UTF-8', Buffer.from([0, 0, 0xfe, 0xff])],
  ['an Avro file', Buffer.from('Obj\u0001', 'latin1')],
  ['an Arrow or Feather file', Buffer.from('ARROW1\u0000\u0000', 'latin1')],
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

/** NUL is judged elsewhere, and the separators 1 and 31 stand between the fields of some exports. */
const CONTROLS_OF_TEXT: ReadonlySet<number> = new Set([0, 1, 9, 10, 13, 31])

function controlShare(head: Buffer): number {
  let controls = 0
  for (const byte of head) if (byte < 32 && !CONTROLS_OF_TEXT.has(byte)) controls++
  return controls / head.length
}
