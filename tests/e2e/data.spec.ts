import { expect, type Page } from '@playwright/test'
import { canvasOf, journeyIdOf, shownValue, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'
import { workbookOf } from '#tests/support/zip-file.ts'

const NUMBER_TIMEOUT_MS = 30_000

/** The element that a template's touchpoint became. */
const cardId = async (page: Page, title: string): Promise<string> => {
  const card = (await storedJourney(page)).cards.find((one) => one.title === title)
  if (!card) throw new Error(`No card “${title}”`)
  return card.id
}

test('the card-fraud journey shows the published numbers, counted from rows, and explains each', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Card fraud verification')
  await canvasOf(page).fit()
  const cases = async (title: string) => shownValue(page, await cardId(page, title), 'cases')
  await expect.poll(() => cases('Attempts a purchase over $1K'), { timeout: NUMBER_TIMEOUT_MS }).toBe(137_000)
  expect(await cases('Confirms by SMS reply')).toBe(48_000)
  expect(await shownValue(page, await cardId(page, 'Receives the verification SMS'), 'conversion')).toBeCloseTo(0.35, 3)

  const flow = page.getByTestId('link-flow').filter({ hasText: /31[.,]2/ })
  await flow.click()
  const popover = page.getByRole('dialog', { name: 'Where this number comes from' })
  await expect(popover).toContainText('31,200')
  await page.keyboard.press('Escape')

  await page
    .locator(`[data-readings-of="${await cardId(page, 'Receives the verification SMS')}"] [data-measure="conversion"]`)
    .first()
    .click()
  await expect(popover).toContainText('35.0 %')
  for (const part of ['137,000', '95 %', 'Card fraud events']) await expect(popover).toContainText(part)
})

test('a dropped CSV is checked, imported with its rejects, bound by names, and fed live', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const rows = Array.from({ length: 200 }, (_, n) => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 8, n * 3 + minute)).toISOString()
    return [
      `v${n},${at(0)},Visits the shop site,web,DE`,
      ...(n % 2 === 0 ? [`v${n},${at(20)},Books online,web,DE`] : []),
    ].join('\n')
  })
  const csv = `visitor,when,what,medium,country\n${rows.join('\n')}\nv900,not a time,Books online,web,DE\n,2026-05-01T10:00:00Z,Books online,web,DE\n`

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByRole('heading', { name: 'Check the columns' })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Visits the shop site' }).first()).toBeVisible()
  // What the few values of a column are is guessed; without any column of events nobody may go on.
  const meaning = page.getByLabel('what: what this column is')
  await expect(meaning).toHaveValue('event')
  await meaning.selectOption('ignore')
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await meaning.selectOption('event')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const result = page.getByRole('region', { name: 'Import result' })
  await expect(result).toContainText('302 rows read')
  await expect(result).toContainText('300 accepted')
  await expect(result).toContainText('2 left out')
  await expect(result.getByRole('cell', { name: '302', exact: true })).toBeVisible()
  const datasetId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  // A journey drafted from it has numbers at once.
  await page.getByRole('button', { name: 'Create a journey from this data' }).click()
  const on = canvasOf(page)
  await expect(on.canvas).toBeVisible()
  await on.fit()
  const bound = (await storedJourney(page)).bindings
  expect(bound.length).toBeGreaterThan(1)
  const visits = await cardId(page, 'Visits the shop site')
  await expect.poll(() => shownValue(page, visits, 'cases'), { timeout: NUMBER_TIMEOUT_MS }).toBe(200)
  expect(await shownValue(page, visits, 'conversion')).toBe(0.5)

  // Live: the number moves within a second of the answer.
  const answer = await page.request.post(`${waymark.url}/api/ingest/${datasetId}`, {
    headers: { origin: waymark.url, 'content-type': 'application/x-ndjson' },
    data: '{"case":"live-1","event":"Visits the shop site"}\n{"case":"live-2","event":"Visits the shop site"}\n',
  })
  expect(await answer.json()).toMatchObject({ accepted: 2, rejected: 0 })
  await expect.poll(() => shownValue(page, visits, 'cases'), { timeout: 1_500, intervals: [50] }).toBe(202)

  // Matching names bind themselves in another journey.
  await page.goto(waymark.url)
  await newJourney(owner, 'Blank journey')
  const other = canvasOf(page)
  await other.fit()
  const cell = await other.cell('Discovers', 'Touchpoints')
  await page.mouse.dblclick(cell.x, cell.y)
  await page.keyboard.type('books ONLINE')
  await page.keyboard.press('Escape')
  await expect
    .poll(async () => (await storedJourney(page)).cards.map(({ title, kind }) => [title, kind]))
    .toEqual([['books ONLINE', 'touchpoint']])
  await page.goto(`${waymark.url}/journeys/${journeyIdOf(page)}?data=${datasetId}`)
  await page.getByRole('button', { name: 'Bind matching names' }).click()
  await expect
    .poll(async () => (await storedJourney(page)).bindings.map(({ source }) => source))
    .toEqual(['matched-name'])
})

test('a workbook is recognised as wide, another sheet can be read, and the same file again adds nothing', async ({
  owner,
}) => {
  const { page } = owner
  const orders = Array.from({ length: 40 }, (_, n) => [
    `o${n}`,
    `2026-05-01 08:${10 + n}:00`,
    `2026-05-02 09:${10 + n}:00`,
    n % 2 === 0 ? null : `2026-05-04 10:${10 + n}:00`,
    '2026-05-06',
  ])
  const buffer = workbookOf([
    { name: 'Orders', rows: [['order_id', 'ordered_at', 'packed_at', 'delivered_at', 'due_date'], ...orders] },
    {
      name: 'Scores',
      rows: [
        ['nps', 'comment'],
        [9, 'It came a day before it was promised'],
      ],
    },
  ])
  const file = { name: 'orders.xlsx', mimeType: 'application/octet-stream', buffer }
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' }).click()
  await page.locator('input[type=file]').first().setInputFiles(file)
  await expect(page.getByText('“due_date” is no step')).toBeVisible()
  await page.getByLabel('Sheet', { exact: true }).selectOption('Scores')
  await expect(page.getByText('These are the answers of a survey')).toBeVisible()
  await page.getByLabel('Sheet', { exact: true }).selectOption('Orders')
  await page.getByRole('textbox', { name: 'delivered_at' }).fill('Arrives')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Import result' })).toContainText('40 rows read')
  await expect(page.getByRole('cell', { name: 'Arrives' }).or(page.getByText('Arrives')).first()).toBeVisible()
  await expect(page.getByText('1 file ·')).toBeVisible()
  await page.getByLabel('The next file').setInputFiles(file)
  await expect(page.getByText('This file is in the dataset already')).toBeVisible()
})

test('sheets of months are one table and lists of events are rows, and each can be read otherwise at once', async ({
  owner,
}) => {
  const { page } = owner
  const month = (number: number) => [
    ['customer_id', 'time', 'event'],
    ...Array.from({ length: 20 }, (_, n) => [
      `c${n % 5}`,
      `2026-0${number}-0${1 + (n % 9)} 08:00:00`,
      n % 2 === 0 ? 'view' : 'buy',
    ]),
  ]
  const year = workbookOf(
    [1, 2, 3].map((number) => ({ name: ['Jan', 'Feb', 'Mar'][number - 1] ?? '', rows: month(number) })),
  )
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' }).click()
  const octets = 'application/octet-stream'
  await page.locator('input[type=file]').first().setInputFiles({ name: 'year.xlsx', mimeType: octets, buffer: year })
  await expect(page.getByText('3 sheets have the same headings, and are read as one table.')).toBeVisible()
  await page.getByLabel('Sheet', { exact: true }).selectOption('Feb')
  await expect(page.getByText('The workbook has 3 sheets; one is imported.')).toBeVisible()
  await page.getByLabel('Sheet', { exact: true }).selectOption('All with the same headings')
  await expect(page.getByText('3 sheets have the same headings, and are read as one table.')).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Import result' })).toContainText('60 rows read')

  const people = Array.from({ length: 20 }, (_, n) => ({
    user_id: `u${n}`,
    plan: n % 2 === 0 ? 'free' : 'pro',
    hits: [0, 1, 2].map((hit) => ({ page: `/p${hit}`, time: `2026-05-${10 + (n % 15)}T08:0${hit}:00Z` })),
  }))
  const buffer = Buffer.from(people.map((person) => JSON.stringify(person)).join('\n'))
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' }).click()
  await page.locator('input[type=file]').first().setInputFiles({ name: 'people.ndjson', mimeType: octets, buffer })
  await expect(page.getByText('Each of its entries is read as an event')).toBeVisible()
  await page.getByLabel('Events are in').selectOption('The records themselves')
  await expect(page.getByText('Each record is read as one event')).toBeVisible()
  await page.getByLabel('Events are in').selectOption('hits')
  await expect(page.getByLabel('hits.page: what this column is')).toHaveValue('event')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Import result' })).toContainText('60 rows read')
})

test('a further file that names its columns otherwise is matched, read with the first, and known again', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const file = (name: string, lines: readonly string[]) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\n')}\n`),
  })
  const days = Array.from({ length: 20 }, (_, n) => n + 1)
  const shop = days.flatMap((n) => [
    `c${n},visit,2026-05-${String(n).padStart(2, '0')}T08:00:00Z,web,free`,
    `c${n},buy,2026-05-${String(n).padStart(2, '0')}T08:30:00Z,web,pro`,
  ])
  const desk = (month: string) =>
    days.map(
      (n) =>
        `c${n};${n % 2 === 0 ? 'Complaint' : 'visit'};${String(n).padStart(2, '0')}.${month}.2026 10:00;phone;Nord;a${n}@example.org`,
    )
  const header = 'kunde;aktion;zeit;kanal;filiale;mail'

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('shop.csv', ['customer_id,event,ts,medium,plan', ...shop]))
  await page.getByLabel('medium: what this column is').selectOption('channel')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('1 file ·')).toBeVisible()
  await page.getByLabel('The next file').setInputFiles(file('desk.csv', [header, ...desk('06')]))

  // What it proposes, and by what it was seen.
  await expect(page.getByRole('heading', { name: 'Match the columns of “desk.csv”' })).toBeVisible()
  const stands = (column: string) => page.getByLabel(`${column}: what it stands for`)
  await expect(stands('kunde')).toHaveValue('column customer_id')
  await expect(stands('kunde')).toHaveAccessibleDescription('It has the same values: c1, c2, c3.')
  await expect(stands('zeit')).toHaveValue('column ts')
  await expect(stands('mail')).toHaveValue('left-out')
  await stands('aktion').selectOption('new')
  const importing = page.getByRole('button', { name: 'Import', exact: true })
  await expect(importing).toBeDisabled()
  await page.getByRole('button', { name: /^Choose the column that stands for “event” \(Event\), or/ }).click()
  await expect(page.getByLabel('What are its events called?')).toBeFocused()
  await stands('aktion').selectOption({ label: 'Event · event' })
  await stands('kanal').selectOption({ label: 'Channel · medium' })
  await page.getByLabel('Which time zone are the times in?').selectOption('Europe/Berlin')
  await expect(page.getByRole('definition').filter({ hasText: 'kept under their own names' })).toContainText('filiale')
  await expect(page.getByRole('definition').filter({ hasText: 'not imported' })).toContainText('mail')
  await expect(page.getByRole('definition').filter({ hasText: 'empty in its rows' })).toContainText('plan')

  // It may wait, and is found again.
  await page.getByRole('button', { name: 'Later' }).click()
  await expect(page.getByText('“desk.csv” waits for its columns')).toBeVisible()
  await page.getByRole('button', { name: 'Match them' }).click()
  await stands('kanal').selectOption({ label: 'Channel · medium' })
  await page.getByLabel('Which time zone are the times in?').selectOption('Europe/Berlin')
  await importing.click()
  await expect(page.getByText('2 files ·')).toBeVisible()
  const result = page.getByRole('region', { name: 'Import result' })
  await expect(result).toContainText('60 rows read')
  await expect(page.getByText('kunde is customer_id')).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const stored = await (await page.request.get(`${waymark.url}/api/datasets/${id}`)).json()
  expect(stored).toMatchObject({
    cases: 20,
    eventNames: [
      { event: 'visit', events: 30, cases: 20 },
      { event: 'buy', events: 20 },
      { event: 'Complaint', events: 10 },
    ],
    lastEventAt: Date.UTC(2026, 5, 20, 8),
    files: [{ columns: null }, { columns: { timezone: 'Europe/Berlin' } }],
  })

  // The next one of the same shape is asked for nothing.
  await page.getByLabel('The next file').setInputFiles(file('desk-july.csv', [header, ...desk('07')]))
  await expect(page.getByText('3 files ·')).toBeVisible()
  await expect(result).toContainText('80 rows read')
})

test('a file that was read wrongly is answered otherwise, then taken out; without the last one a dataset takes another', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  const shop = 'customer_id,timestamp,event\nann,2025-01-05T10:00:00Z,visit\nann,2025-01-06T10:00:00Z,buy\n'
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' }).click()
  await page.locator('input[type=file]').first().setInputFiles(file('shop.csv', shop))
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('1 file ·')).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const lastDay = async (): Promise<string> => {
    const { lastEventAt } = (await (await page.request.get(`${waymark.url}/api/datasets/${id}`)).json()) as {
      lastEventAt: number
    }
    return new Date(lastEventAt).toISOString().slice(0, 10)
  }

  // Its dates may be read in two ways, which nobody asked: then in the wrong one, then in the right one.
  const desk = 'customer_id,timestamp,event\nbob,03/04/2025 10:00,call\n'
  await page.getByLabel('The next file').setInputFiles(file('desk.csv', desk))
  const result = page.getByRole('region', { name: 'Import result' })
  await expect(result).toContainText('1 left out')
  const answer = page.getByRole('button', { name: 'Answer otherwise for desk.csv' })
  await answer.click()
  await expect(page.getByRole('heading', { name: 'Answer otherwise for “desk.csv”' })).toBeVisible()
  await page.getByRole('radio', { name: /^Month/ }).check()
  await page.getByRole('button', { name: 'Read it again' }).click()
  await expect(page.getByText('bytes · month first')).toBeVisible()
  await expect(result).toContainText('3 accepted')
  expect(await lastDay()).toBe('2025-03-04')
  await answer.click()
  await expect(page.getByRole('radio', { name: /^Month/ })).toBeChecked()
  await page.getByRole('radio', { name: /^Day/ }).check()
  await page.getByRole('button', { name: 'Read it again' }).click()
  await expect(page.getByText('bytes · day first')).toBeVisible()
  expect(await lastDay()).toBe('2025-04-03')

  await page.getByRole('button', { name: 'Take shop.csv out' }).click()
  const question = page.getByRole('alertdialog', { name: 'Take “shop.csv” out of this dataset?' })
  await expect(question).toContainText('2 events of 1 case came with it and go. The case has no other events')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await question.getByRole('button', { name: 'Take it out' }).click()
  await expect(page.getByText('1 file ·')).toBeVisible()
  await expect(page.getByText('shop.csv', { exact: true })).toBeHidden()
  await expect(result).toContainText('1 row read')
  await page.getByRole('button', { name: 'Take desk.csv out' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('It is the only file')
  await page.getByRole('button', { name: 'Take it out' }).click()

  await expect(page.getByRole('button', { name: 'Bring a file' })).toBeVisible()
  await page.getByLabel('The next file').setInputFiles(file('shop.csv', shop))
  await expect(page.getByRole('heading', { name: 'Check the columns' })).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('1 file ·')).toBeVisible()
  expect(await lastDay()).toBe('2025-01-06')
})
