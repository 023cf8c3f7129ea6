import type { CasesBehind } from '#shared/contract/rest/cases-behind.ts'

/** All cases behind a number as a CSV that any spreadsheet opens; `more` gives those from a place on. */
export async function* casesCsv(
  first: CasesBehind,
  more: (offset: number) => Promise<CasesBehind>,
): AsyncGenerator<string> {
  // The mark tells Excel that this is UTF-8.
  yield '\uFEFFcustomer,events,first event,last event,counts\r\n'
  let page = first
  for (let offset = 0; page.list.length > 0; page = await more(offset)) {
    offset += page.list.length
    yield page.list.map(line).join('')
    if (offset >= page.cases) return
  }
}

const line = ({ caseId, events, firstEventAt, lastEventAt, counts }: CasesBehind['list'][number]): string =>
  `${cell(caseId)},${events},${instant(firstEventAt)},${instant(lastEventAt)},${counts}\r\n`

const instant = (ms: number): string => new Date(ms).toISOString()

/** Always quoted; what a spreadsheet would take for a formula is told to be text by an apostrophe. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
