import { expect } from '@playwright/test'
import { canvasOf, shownValue, storedJourney } from './support/canvas.ts'
import { test } from './support/waymark-test.ts'

const NUMBER_TIMEOUT_MS = 30_000
const MINUTE_MS = 60_000
const START = Date.UTC(2026, 9, 5, 10)

/** 100 cases in the north, 80 of which buy; 200 in the south, 60 of which do. */
function events(): object[] {
  return Array.from({ length: 300 }, (_, at) => {
    const isNorth = at < 100
    const row = (event: string, minutes: number) => ({
      case: `case ${at}`,
      event,
      timestamp: new Date(START + at * 1_000 + minutes * MINUTE_MS).toISOString(),
      attributes: { region: isNorth ? 'north' : 'south' },
    })
    const buys = isNorth ? at < 80 : at < 160
    return [row('Visits the shop', 0), ...(buys ? [row('Buys', isNorth ? 10 : 60)] : [])]
  }).flat()
}

test('a persona is bound to a segment by hand, and a look at it switches every number', async ({ owner, waymark }) => {
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
  const step = async () => (await storedJourney(page)).steps.find(({ title }) => title === 'Visits the shop')?.id ?? ''
  const conversion = async () => shownValue(page, await step(), 'conversion')
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(140 / 300, 6)

  await page.getByRole('button', { name: 'Add personas' }).click()
  await page.getByRole('button', { name: 'Add persona', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Persona' })
  await sheet.getByRole('textbox', { name: 'Name' }).fill('Sarah')
  await page.getByRole('button', { name: 'New segment' }).click()
  const editor = page.getByRole('dialog', { name: 'New segment' })
  await editor.getByLabel('Name').fill('Northerners')
  await editor.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('menuitem', { name: 'Attribute' }).click()
  await editor.getByRole('checkbox', { name: 'north' }).check()
  await expect(editor.getByRole('status')).toContainText('100 of 300 cases')
  await editor.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('combobox', { name: 'Segment' })).toContainText('Northerners')
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('list', { name: 'Personas' }).getByRole('button', { name: 'Sarah' }).click()
  const strip = page.getByRole('region', { name: 'Whose numbers these are' })
  await expect(strip).toContainText('Numbers of Sarah: 100 of 300 cases')
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(0.8, 6)
  const number = page.locator(`[data-readings-of="${await step()}"] [data-measure="conversion"]`).first()
  await expect(number).toHaveAccessibleName(/50\.0 points more than everybody else/)
  await number.click()
  const popover = page.getByRole('dialog', { name: 'Where this number comes from' })
  for (const part of ['80.0 %', '30.0 % (n = 200', '+50.0 points', 'only cases of “Northerners”'])
    await expect(popover).toContainText(part)
  await page.keyboard.press('Escape')

  // New rows change them, too; and another click shows everybody's again.
  await post(`/api/ingest/${datasetId}`, [{ case: 'new', event: 'Visits the shop', attributes: { region: 'north' } }])
  await expect(strip).toContainText('101 of 301 cases')
  await page.getByRole('list', { name: 'Personas' }).getByRole('button', { name: 'Sarah' }).click()
  await expect(strip).toHaveCount(0)
  await expect.poll(conversion).toBeCloseTo(140 / 301, 6)
})
