/** How the lines of a log are written. */
export type LogStyle = 'web' | 'w3c' | 'pairs'

/** A line taken apart, by the names of its columns; `null`: it is written otherwise. */
export type LogLine = ReadonlyMap<string, string> | null

/** Of the lines that are looked at: so many have to be written alike. */
const NEARLY_ALL = 0.9
const JUDGED_LINES = 50
const FEWEST_PAIRS = 2

/** Common and Combined Log Format, perhaps with the name of the server before, and with more behind. */
const WEB =
  /^(\S+(?: \S+){2,5}) \[(\d{2}\/[A-Za-z]{3}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?(?: (.*))?$/
const REQUEST = /^([A-Z]+) (\S+?)(?:\?(\S*))?(?: (HTTP\/[\d.]+))?$/
const PAIR = /\s*([\w.@/-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)/y
const FIELDS = /^#Fields:\s*/i

/** What a program writes for people who look for errors: a time, how bad it is, then words. */
const TIME = String.raw`\[?\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?\]?`
const OF_A_PROGRAM = new RegExp(
  String.raw`^(?:<\d{1,3}>|[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \S+ \S+|(?:${TIME}) +.{0,60}?\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE)\b|\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\]?[ :]+(?:${TIME}))`,
  'i',
)

/** Whether a text is a log that can be taken apart, by its first lines; `unknown`: one that cannot. `null`: it is no log. */
export function logStyleOf(lines: readonly string[]): LogStyle | 'unknown' | null {
  const remarks = lines.slice(0, JUDGED_LINES).filter((line) => line.startsWith('#'))
  if (lines[0]?.startsWith('#') && remarks.some((line) => FIELDS.test(line))) return 'w3c'
  const judged = lines.filter((line) => line.trim() !== '').slice(0, JUDGED_LINES)
  const share = (holds: (line: string) => boolean): number => judged.filter(holds).length / judged.length
  if (judged.length === 0) return null
  if (share((line) => WEB.test(line)) >= NEARLY_ALL) return 'web'
  if (share((line) => (pairsOf(line)?.size ?? 0) >= FEWEST_PAIRS) >= NEARLY_ALL) return 'pairs'
  return share((line) => OF_A_PROGRAM.test(line)) >= NEARLY_ALL ? 'unknown' : null
}

/** What the lines of web servers say, whichever server it is. */
export const WEB_COLUMNS = [
  'time',
  'client',
  'user',
  'method',
  'page',
  'query',
  'status',
  'bytes',
  'referrer',
  'agent',
  'protocol',
  'server',
  'more',
] as const

export function webLine(line: string): LogLine {
  const match = WEB.exec(line)
  if (!match) return null
  const [, who = '', time = '', request = '', status = '', bytes = '', referrer = '', agent = '', more = ''] = match
  const names = who.split(' ')
  // Three of them are client, identity and user; a user may have blanks.
  const server = names.length > 3 && /^[^-]/.test(names[0] ?? '') && names[2] === '-' ? names.shift() : undefined
  const [client = '', , ...user] = names
  const [, method = '', page = request, query = '', protocol = ''] = REQUEST.exec(request) ?? []
  const said = { time, client, user: user.join(' '), method, page, query, status, bytes, referrer, agent, protocol }
  return filled([...Object.entries(said), ['server', server ?? ''], ['more', more]])
}

/** `level=info msg="order placed" user=c1`; `null`: there is something between the pairs. */
export function pairsOf(line: string): LogLine {
  const found = new Map<string, string>()
  let at = 0
  while (at < line.length) {
    PAIR.lastIndex = at
    const pair = PAIR.exec(line)
    if (!pair) return line.slice(at).trim() === '' && found.size > 0 ? found : null
    const [whole, key = '', quoted, plain = ''] = pair
    if (!found.has(key)) found.set(key, quoted === undefined ? plain : quoted.replace(/\\(["\\])/g, '$1'))
    at += whole.length
  }
  return found.size > 0 ? found : null
}

/** The names that a line `#Fields: date time cs-method …` gives to what follows; `null`: it is another one. */
export function w3cFields(line: string): readonly string[] | null {
  return FIELDS.test(line) ? line.replace(FIELDS, '').trim().split(/\s+/) : null
}

/** The same words for what all servers say; day and time are one, in UTC, as the standard has it. */
const W3C_NAMES: Readonly<Record<string, string>> = {
  'c-ip': 'client',
  'cs-username': 'user',
  'cs-method': 'method',
  'cs-uri-stem': 'page',
  'cs-uri-query': 'query',
  'sc-status': 'status',
  'sc-bytes': 'bytes',
  'cs(referer)': 'referrer',
  'cs(user-agent)': 'agent',
  'cs-version': 'protocol',
}

export const w3cColumns = (fields: readonly string[]): readonly string[] => [
  ...(fields.includes('date') && fields.includes('time') ? ['time'] : []),
  ...fields
    .filter((field) => !(fields.includes('date') && fields.includes('time') && /^(date|time)$/.test(field)))
    .map((field) => W3C_NAMES[field.toLowerCase()] ?? field),
]

export function w3cLine(line: string, fields: readonly string[]): LogLine {
  const values = line.includes('\t') ? line.split('\t') : (line.match(/"(?:[^"]|"")*"|\S+/g) ?? [])
  if (values.length !== fields.length) return null
  const said = new Map(fields.map((field, index) => [field, unquoted(values[index] ?? '')]))
  const [date, time] = [said.get('date'), said.get('time')]
  const isBoth = date !== undefined && time !== undefined
  const others = [...said].filter(([field]) => !isBoth || !/^(date|time)$/.test(field))
  return filled([
    ...(isBoth ? [['time', `${date}T${time}Z`] as const] : []),
    ...others.map(([field, value]) => [W3C_NAMES[field.toLowerCase()] ?? field, value] as const),
  ])
}

const unquoted = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value)

/** A dash says that there is nothing. */
const filled = (values: readonly (readonly [string, string])[]): LogLine =>
  new Map(values.filter(([, value]) => value !== '' && value !== '-'))
