import { expect, test, vi } from 'vitest'
import { logStyleOf, pairsOf, webLine } from '#server/datasets/import/log-lines.ts'
import { startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { imported, rows, two } from '#tests/support/data-imported.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

const PAGES = ['/', '/cart?step=1', '/checkout']
const common = (index: number, user = '-'): string =>
  `192.0.2.${(index % 5) + 1} - ${user} [${two((index % 28) + 1)}/Mar/2025:10:${two(index)}:00 +0100] "GET ${PAGES[index % 3]} HTTP/1.1" 200 ${index || '-'}`
const BROWSER = '"https://shop.example/" "Mozilla/5.0 (X11; Linux x86_64) \\"odd\\""'

test('the log of a web server is events: who asked for which page, and when', async () => {
  const text = `${rows(30, (index) => `${common(index)} ${BROWSER}`)}this is no such line\n`
  const { profile, dataset, events, rejects } = await imported('access.log', text)
  expect(profile).toMatchObject({ format: 'log', recognized: { shape: 'web-log' } })
  expect(profile.guess).toMatchObject({ case: 'client', timestamp: 'time', event: 'page' })
  // The address of a visitor tells who somebody is.
  expect(profile.personal.map(({ column }) => column)).toEqual(['client'])
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 1 })
  expect((await events())[1]).toEqual({ who: '192.0.2.2', at: '2025-03-02T09:01:00.000Z', event: '/cart', value: null })
  expect(await rejects()).toEqual([{ line: 31, reason: 'ragged_row' }])
})

test('where the log names its users they are the cases', async () => {
  const { profile } = await imported(
    'access.log',
    rows(30, (index) => common(index, `u${index % 4}`)),
  )
  expect(profile.guess).toMatchObject({ case: 'user', event: 'page' })
})

test('a server before the address, a user of two words and more behind are read', () => {
  const names = (line: string) => Object.fromEntries(webLine(line) ?? [])
  expect(names(`shop.example:443 ${common(1)} ${BROWSER} 0.003 "x"`)).toMatchObject({
    server: 'shop.example:443',
    client: '192.0.2.2',
    page: '/cart',
    query: 'step=1',
    agent: 'Mozilla/5.0 (X11; Linux x86_64) \\"odd\\"',
    more: '0.003 "x"',
  })
  expect(names(common(1, 'Ann Lee'))).toMatchObject({ client: '192.0.2.2', user: 'Ann Lee' })
  expect(webLine(common(1).replace('GET /cart?step=1 HTTP/1.1', '-'))?.get('page')).toBeUndefined()
})

test('a W3C log says what its fields are, and may say so anew', async () => {
  const text = `#Software: a server\n#Fields: date time cs-method cs-uri-stem c-ip sc-status\n${rows(20, (index) => `2025-03-${two(index + 1)} 10:00:0${index % 10} GET /p${index % 3} 192.0.2.${index % 4} 200`)}#Fields: time date c-ip cs-uri-stem cs-method\n10:00:00 2025-03-30 192.0.2.9 /late POST\n`
  const { profile, dataset, events } = await imported('u_ex.log', text)
  expect(profile.columns.map(({ name }) => name)).toEqual(['time', 'method', 'page', 'client', 'status'])
  expect(dataset.result).toMatchObject({ accepted: 21, rejected: 0, warnings: [] })
  expect((await events()).at(-1)).toMatchObject({ who: '192.0.2.9', at: '2025-03-30T10:00:00.000Z', event: '/late' })
})

test('a log of pairs is a table of their keys', async () => {
  const text = rows(
    30,
    (index) =>
      `ts=2025-03-01T10:${two(index)}:00Z level=info msg="order \\"${index % 3}\\" placed" user_id=u${index % 4}${index % 5 ? '' : ` amount=${index}.5`}`,
  )
  const { profile, dataset, events } = await imported('app.log', text)
  expect(profile.guess).toMatchObject({ case: 'user_id', timestamp: 'ts', event: 'msg', value: 'amount' })
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  expect((await events())[5]).toMatchObject({ event: 'order "2" placed', value: 5.5 })
  expect(pairsOf('a=1 and b=2')).toBeNull()
})

test.each([
  ['2025-03-01 10:00:00,123 INFO [main] shop.Order - placed', 'app.log'],
  ['[2025-03-01T10:00:00Z] ERROR something broke', 'app.txt'],
  ['<34>1 2025-03-01T10:00:00Z host app - - said so', 'syslog'],
  ['Mar  1 10:00:00 host app[12]: said so', 'messages.csv'],
])('what a program wrote for people is refused by name: %s', async (line, name) => {
  const { datasets } = await startDatasets()
  expect((await uploaded(datasets, { name, text: rows(20, () => line) })).error).toMatchObject({
    code: 'log-not-supported',
  })
})

test('a table with times, levels or pairs in it is no log', () => {
  expect(logStyleOf(['time,level,who', '2025-03-01 10:00:00,INFO,c1', '2025-03-01 10:00:01,ERROR,c2'])).toBeNull()
  expect(logStyleOf(['2025-03-01 10:00:00\tINFO\tc1', '2025-03-01 10:00:01\tERROR\tc2'])).toBeNull()
  expect(logStyleOf(['url,who', '/a?x=1&y=2,c1', '/b?x=1,c2'])).toBeNull()
  expect(logStyleOf(['# a remark', 'id,time', 'c1,2025-03-01'])).toBeNull()
})
