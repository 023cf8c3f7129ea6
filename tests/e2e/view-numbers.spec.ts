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
  await page.getByRole('button', { name: 'Beside the period before' }).click()
  await expect(words).toContainText('beside those of 1 Jul 2026 to 30 Jul 2026')
  await expect(conversionOf(page, stepId)).toContainText('80.0 points less than in the period before')
  await expect(page).toHaveURL(/last=30&compare=previous/)
  await conversionOf(page, stepId).click()
  await expect(page.getByRole('dialog', { name: 'Step' })).toContainText('86.7 % (n = 150')
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
  await page.getByRole('button', { name: 'Sarah' }).click()
  const shown = page.locator(`[data-number-of="${stepId}"] [data-measure="cases"]`).first()
  await expect(shown).toHaveAttribute('data-value', '300')
})

async function datasetOf(page: Page, url: string, id: string): Promise<string> {
  const answer = await page.request.get(`${url}/api/journeys/${id}`)
  const { bindings } = (await answer.json()) as { readonly bindings: readonly { readonly datasetId: string }[] }
  return bindings[0]?.datasetId ?? ''
}
