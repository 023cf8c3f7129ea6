import { expect, type Page } from '@playwright/test'
import { journeyOfTwoSegments } from './support/two-segments.ts'
import { openLink, test } from './support/waymark-test.ts'

const NUMBER_TIMEOUT_MS = 30_000
const PHONE = { width: 390, height: 844 }

const conversionOf = (page: Page, stepId: string) =>
  page.locator(`[data-number-of="${stepId}"] [data-measure="conversion"]`).first()
const valueOf = (page: Page, stepId: string) => async () =>
  Number((await conversionOf(page, stepId).getAttribute('data-value')) ?? Number.NaN)

test('who only looks switches the numbers by persona and time, on a desktop and on a phone', async ({
  owner,
  join,
  waymark,
}) => {
  const { id, stepId, post } = await journeyOfTwoSegments(owner.page, waymark.url)
  const link = (await post(`/api/journeys/${id}/shares`, { role: 'viewer' })) as unknown as { readonly url: string }
  const { page } = await join('/page.css')
  await openLink(page, link.url)
  await expect(page).toHaveURL(new RegExp(`/view/${id}`))
  const value = valueOf(page, stepId)
  await expect.poll(value, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(140 / 300, 6)

  await page.getByRole('button', { name: 'Sarah' }).click()
  const words = page.getByRole('banner').getByRole('status').filter({ hasText: 'Numbers of' })
  await expect(words).toHaveText('Numbers of Sarah: 100 of 300 cases, beside everybody else.')
  expect(await value()).toBeCloseTo(0.8, 6)
  await expect(conversionOf(page, stepId)).toContainText('50.0 points more than everybody else')
  await page.getByRole('button', { name: 'Everyone' }).click()
  await expect.poll(value).toBeCloseTo(140 / 300, 6)

  // Of 60 days the last 30: 150 cases, the first 10 of which buy; in the 30 days before 130 of 150 do.
  const time = page.getByRole('combobox', { name: 'Time of the numbers' })
  await time.selectOption({ label: 'Last 30 days of data' })
  await expect(words).toContainText('Numbers of all who start 31 Jul 2026 to 29 Aug 2026 (UTC).')
  await expect.poll(value).toBeCloseTo(10 / 150, 6)
  const against = page.getByRole('combobox', { name: 'Held against' })
  await against.selectOption({ label: 'Held against the period before' })
  await expect(words).toContainText('beside those of 1 Jul 2026 to 30 Jul 2026')
  await expect(conversionOf(page, stepId)).toContainText('80.0 points less than in the period before')
  await expect(page).toHaveURL(/last=30&compare=previous/)
  await conversionOf(page, stepId).click()
  await expect(page.getByRole('dialog', { name: 'Step' })).toContainText('86.7 % (n = 150')
  // What it went like comes with it, of the time that is looked at.
  const trend = page.getByRole('dialog', { name: 'Step' }).getByRole('figure')
  await expect(trend).toContainText('Trend by week, by when cases start.')
  await expect(trend.getByRole('img')).toHaveAccessibleName(
    /^Trend of conversion to the next\. By week \(UTC\): from .*27 Jul 2026/,
  )
  await page.keyboard.press('Escape')

  // New events come to who looks at a time as to everybody.
  await page.setViewportSize(PHONE)
  await page.reload()
  await expect(time).toHaveValue('30')
  // A phone turns dark in the evening.
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect.poll(value, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(10 / 150, 6)
  await post(`/api/ingest/${await datasetOf(owner.page, waymark.url, id)}`, [
    { case: 'new', event: 'Visits the shop', timestamp: '2026-08-29T12:00:00Z', attributes: { region: 'north' } },
  ])
  await expect.poll(value, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(10 / 151, 6)
  await time.selectOption({ label: 'Numbers of all time' })
  await expect.poll(value).toBeCloseTo(140 / 301, 6)
  await expect(page).not.toHaveURL(/last|compare/)
})

test('who only looks holds the numbers against a persona and a segment that the journey uses, and no other', async ({
  owner,
  join,
  waymark,
}) => {
  const { id: from, post } = await journeyOfTwoSegments(owner.page, waymark.url)
  const listed = await owner.page.request.get(`${waymark.url}/api/segments`)
  const { segments } = (await listed.json()) as { segments: readonly { readonly id: string; readonly name: string }[] }
  const desk = segments.find(({ name }) => name === 'At a desk')?.id ?? ''
  const document = (await (await owner.page.request.get(`${waymark.url}/api/journeys/${from}`)).json()) as {
    readonly steps: readonly { readonly id: string; readonly title: string }[]
  }
  const stepId = document.steps.find(({ title }) => title === 'Visits the shop')?.id ?? ''
  // An editor has kept a view that holds the numbers against a segment of which no persona is made.
  const view = { id: 'v1', order: 'a0', name: 'At the desk', filter: {}, against: { kind: 'segment', id: desk } }
  const { id } = await post('/api/journeys', { document: { ...document, views: [view] } })
  const datasetId = await datasetOf(owner.page, waymark.url, id)
  await post('/api/segments', {
    datasetId,
    name: 'Secret',
    rule: { groups: [{ conditions: [{ kind: 'attribute', field: 'device', values: ['phone'] }] }] },
  })
  const link = (await post(`/api/journeys/${id}/shares`, { role: 'viewer' })) as unknown as { readonly url: string }
  const { page } = await join('/page.css')
  await openLink(page, link.url)
  const value = valueOf(page, stepId)
  await expect.poll(value, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(140 / 300, 6)
  const against = page.getByRole('combobox', { name: 'Held against' })
  await expect(against.getByRole('option')).toHaveText([
    'Held against nothing',
    'Held against Sarah',
    'Held against Tom',
    'Held against “At a desk”',
  ])
  await against.focus()
  await page.keyboard.press('ArrowDown')
  await expect(against).toHaveValue('persona:sarah')
  const words = page.getByRole('banner').getByRole('status').filter({ hasText: 'Numbers of' })
  await expect(words).toContainText('Numbers of all. Held against “Sarah”, 100 of these 300 cases (33.3 %).')
  await expect(conversionOf(page, stepId)).toContainText('50.0 points less outside “Sarah” than in “Sarah”')
  expect(await value()).toBeCloseTo(140 / 300, 6)
  await conversionOf(page, stepId).click()
  const details = page.getByRole('dialog', { name: 'Step' })
  for (const part of ['In “Sarah”', '80.0 % (n = 100', 'Not in it', '30.0 % (n = 200'])
    await expect(details).toContainText(part)
  await page.keyboard.press('Escape')

  // Of a persona; what means nothing for it is kept for where it does.
  await page.getByRole('button', { name: 'Sarah', exact: true }).click()
  await expect(words).toHaveText('Numbers of Sarah: 100 of 300 cases, beside everybody else.')
  await against.selectOption({ label: 'Held against Tom' })
  await expect(words).toContainText('Held against “Tom”: 150 cases, 50 of them in both.')
  await expect(conversionOf(page, stepId)).toContainText('50.0 points more than others in “Tom”')
  await expect(page).toHaveURL(/compare=persona%3Atom/)

  await page.setViewportSize(PHONE)
  await page.reload()
  await expect(against).toHaveValue('persona:tom')
  await page.getByRole('combobox', { name: 'Saved view' }).selectOption({ label: 'At the desk' })
  await expect(against).toHaveValue(`segment:${desk}`)
  await expect(words).toContainText('Held against “At a desk”, 150 of these 300 cases (50.0 %).')
  await against.selectOption({ label: 'Held against nothing' })
  await expect(page).not.toHaveURL(/compare/)

  // The server holds to it, whoever asks.
  const secret = await owner.page.request.get(`${waymark.url}/api/segments`)
  const all = ((await secret.json()) as { segments: readonly { readonly id: string; readonly name: string }[] })
    .segments
  const hidden = all.find(({ name }) => name === 'Secret')?.id ?? ''
  const refused = await page.request.get(`${waymark.url}/api/journeys/${id}/readings?compare=segment:${hidden}`)
  expect(refused.status()).toBe(403)
})

test('a link that shows a part has everybody’s numbers of all time only, whatever its address asks for', async ({
  owner,
  join,
  waymark,
}) => {
  const { id, stepId, post } = await journeyOfTwoSegments(owner.page, waymark.url)
  const shared = (await post(`/api/journeys/${id}/shares`, {
    role: 'viewer',
    shows: { laneIds: null, numberIds: [stepId] },
  })) as unknown as { readonly url: string }
  const { page } = await join('/page.css')
  await openLink(page, shared.url)
  await page.goto(`${waymark.url}/view/${id}?last=30&compare=previous`)
  await expect(page.getByText('Numbers of everybody, of all time')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Time of the numbers' })).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Held against' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Sarah' }).click()
  const shown = page.locator(`[data-number-of="${stepId}"] [data-measure="cases"]`).first()
  await expect(shown).toHaveAttribute('data-value', '300')
})

async function datasetOf(page: Page, url: string, id: string): Promise<string> {
  const answer = await page.request.get(`${url}/api/journeys/${id}`)
  const { bindings } = (await answer.json()) as { readonly bindings: readonly { readonly datasetId: string }[] }
  return bindings[0]?.datasetId ?? ''
}
