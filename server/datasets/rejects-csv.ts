import type { RejectItem } from '#shared/contract/rest/datasets.ts'

/** Rejects as a CSV that any spreadsheet opens, a piece at a time. */
export async function* rejectsCsv(rejects: AsyncIterable<RejectItem>): AsyncGenerator<string> {
  // The mark tells Excel that this is UTF-8.
  yield '\uFEFFline,reason,detail,record,file\r\n'
  for await (const { line, reason, detail, text, file = '' } of rejects) {
    yield `${[String(line), reason, detail, text, file].map(cell).join(',')}\r\n`
  }
}

/** Always quoted; what a spreadsheet would take for a formula is told to be text by an apostrophe. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
