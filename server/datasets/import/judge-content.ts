import type { ErrorCode } from '#shared/contract/errors.ts'

/** Why a file is no table that can be read, by its content; `null`: it may be one. A reader for another format starts here. */
export function contentRefusal(head: Buffer, fileName: string): { code: ErrorCode; detail: string } | null {
  if (head.length === 0) return { code: 'file-empty', detail: 'The file has no bytes.' }
  for (const [name, magic] of BINARY_FORMATS) {
    if (head.subarray(0, magic.length).equals(magic)) return { code: 'file-not-supported', detail: `This is ${name}.` }
  }
  const isWide = looksLikeUtf16(head)
  const start = (isWide ? head.toString('utf16le', 0, 4096) : head.toString('latin1', 0, 4096))
    .replace(/^(\uFEFF|\u00EF\u00BB\u00BF|\uFFFE)/, '')
    .trimStart()
  if (start === '' && head.length < 4096) return { code: 'file-empty', detail: 'The file holds only blanks.' }
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(start)) {
    return { code: 'file-looks-like-html', detail: 'It begins like a web page.' }
  }
  if (/^<(\?xml|log\b|!--)/i.test(start)) return { code: 'file-not-supported', detail: 'This is XML (perhaps XES).' }
  if (/^\{|^\[\s*([{["\]\d]|null|true|false)/.test(start) || /\.(json|ndjson|jsonl)$/i.test(fileName)) {
    return { code: 'file-not-supported', detail: 'This is JSON, or wants to be.' }
  }
  if (!isWide && controlShare(head) > 0.1) return { code: 'file-not-supported', detail: 'This is not text.' }
  return null
}

const BINARY_FORMATS: readonly (readonly [string, Buffer])[] = [
  ['a ZIP archive or an Excel workbook', Buffer.from('PK\u0003\u0004', 'latin1')],
  ['an empty ZIP archive', Buffer.from('PK\u0005\u0006', 'latin1')],
  ['a Parquet file', Buffer.from('PAR1', 'latin1')],
  ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])],
  ['a PDF document', Buffer.from('%PDF', 'latin1')],
  ['a SQLite database', Buffer.from('SQLite format 3', 'latin1')],
  ['compressed with Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['compressed with bzip2', Buffer.from('BZh', 'latin1')],
  ['compressed with xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58])],
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

function controlShare(head: Buffer): number {
  let controls = 0
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 0) controls++
  return controls / head.length
}
