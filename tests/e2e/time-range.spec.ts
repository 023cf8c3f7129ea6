import { expect } from '@playwright/test'
import { canvasOf, shownValue, storedJourney } from './support/canvas.ts'
import { test } from './support/waymark-test.ts'

const NUMBER_TIMEOUT_MS = 30_000
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 6, 1)

/** Ten visits a day for sixty days; half of them buy in the first thirty, nine of ten after that. */
function events(): object[] {
  return Array.from({ length: 600 }, (_, at) => {
    const dayNumber = Math.floor(at / 10)
    const row = (event: string, minutes: number) => ({
      case: `case ${at}`,
      event,
      timestamp: new Date(START + dayNumber * DAY_MS + (at % 10) * 60_000 + minutes * 60_000).toISOString(),
    })
    const buys = at % 10 < (dayNumber < 30 ? 5 : 9)
    return [row('Visits the shop', 0), ...(buys ? [row('Buys', 30)] : [])]
  }).flat()
}

test('a time range changes every number, is held against the time before, and comes back with the address', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const post = async (path: string, data: unknown): Promise<{ readonly id: string }> => {
    const answer = await page.request.post(waymark.url + path, { data, headers: { origin: waymark.url } })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as { id: string }
  }
  const { id: datasetId } = await post('/api/datasets', { name: 'Shop' })
  await post(`/api/ingest/${datasetId}`, events())
  const { id } = await post('/api/journeys', { datasetId })
  await page.goto(`${waymark.url}/journeys/${id}`)
  await canvasOf(page).fit()
  const step = (await storedJourney(page)).steps.find(({ title }) => title === 'Visits the shop')?.id ?? ''
  const conversion = async () => shownValue(page, step, 'conversion')
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(0.7, 6)

  await page.getByRole('button', { name: 'All time' }).click()
  const strip = page.getByRole('region', { name: 'Of which time these numbers are' })
  await expect(strip).toContainText('Numbers of all 600 cases, 1 Jul 2026 to 29 Aug 2026 (UTC).')
  await strip.getByRole('combobox', { name: 'Time range' }).click()
  await page.getByRole('option', { name: 'Last 30 days of data' }).click()
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(0.9, 6)
  await strip.getByRole('combobox', { name: 'Held against' }).click()
  await page.getByRole('option', { name: 'The period before' }).click()
  const number = page.locator(`[data-readings-of="${step}"] [data-measure="conversion"]`).first()
  await expect(number).toHaveAccessibleName(/40\.0 points more than in the period before/)

  await number.click()
  const explanation = page.getByRole('dialog', { name: 'Where this number comes from' })
  await expect(explanation).toContainText('only cases whose first event is of 31 Jul 2026 to 29 Aug 2026 (UTC)')
  await expect(explanation.getByRole('img', { name: /^Trend of conversion to the next\. By week/ })).toBeVisible()
  await page.keyboard.press('Escape')

  // By keys: a week less of it.
  const last = strip.getByRole('slider', { name: 'Last day' })
  await last.press('PageDown')
  await expect(last).toHaveAttribute('aria-valuetext', '22 Aug 2026')
  await expect(strip).toContainText('the 230 of 600 cases')
  await expect(page).toHaveURL(/from=2026-07-31&to=2026-08-23&compare=previous/)
  await page.reload()
  await expect(strip).toContainText('the 230 of 600 cases')
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(0.9, 6)
  // By hand: the whole stretch a good way to the left.
  const handle = (await strip.getByRole('slider', { name: 'First day' }).boundingBox()) ?? { x: 0, y: 0, height: 0 }
  await page.mouse.move(handle.x + 40, handle.y + handle.height / 2)
  await page.mouse.down()
  await page.mouse.move(handle.x - 400, handle.y + handle.height / 2, { steps: 8 })
  await page.mouse.up()
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeLessThan(0.9)

  await strip.getByRole('button', { name: 'Numbers of all time' }).click()
  await expect(strip).toBeHidden()
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(0.7, 6)
})
