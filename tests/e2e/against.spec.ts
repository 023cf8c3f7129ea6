import { expect } from '@playwright/test'
import { canvasOf, shownValue } from './support/canvas.ts'
import { journeyOfTwoSegments } from './support/two-segments.ts'
import { test } from './support/waymark-test.ts'

const NUMBER_TIMEOUT_MS = 30_000

test('a persona’s numbers are held against another persona and a segment, by keys, and again after a reload', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const { id, stepId } = await journeyOfTwoSegments(page, waymark.url)
  await page.goto(`${waymark.url}/journeys/${id}`)
  await canvasOf(page).fit()
  const conversion = async () => shownValue(page, stepId, 'conversion')
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(140 / 300, 6)
  const sarah = page.getByRole('list', { name: 'Personas' }).getByRole('button', { name: 'Sarah' })
  await sarah.click()
  const strip = page.getByRole('region', { name: 'Whose numbers these are' })
  await expect(strip).toContainText('Numbers of Sarah: 100 of 300 cases')
  const number = page.locator(`[data-readings-of="${stepId}"] [data-measure="conversion"]`).first()
  await expect(number).toHaveAccessibleName(/50\.0 points more than everybody else/)

  const field = strip.getByRole('combobox', { name: 'Held against' })
  await field.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name: /The period before/ })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('option', { name: 'Everybody else' })).toBeFocused()
  await page.keyboard.press('t')
  await expect(page.getByRole('option', { name: /^Tom/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(field).toContainText('Tom')
  await expect(field).toBeFocused()
  // The own number stays; the 50 of the north who come by phone count for the north only.
  await expect(strip).toContainText('“Tom”: 150 cases, 50 of them in both')
  await expect(number).toHaveAccessibleName(/80\.0 %\. 50\.0 points more than others in “Tom”/)
  await number.click()
  const popover = page.getByRole('dialog', { name: 'Where this number comes from' })
  for (const part of ['Others in “Tom”', '30.0 % (n = 100', 'without the 50 that are in both', '+50.0 points'])
    await expect(popover).toContainText(part)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/compare=persona%3Atom/)

  await page.reload()
  await sarah.click()
  await expect(number).toHaveAccessibleName(/more than others in “Tom”/, { timeout: NUMBER_TIMEOUT_MS })
  await field.click()
  await page.getByRole('option', { name: 'At a desk' }).click()
  await expect(strip).toContainText('“At a desk”: 150 cases, 50 of them in both')
  await expect(number).toHaveAccessibleName(/more than others in “At a desk”/)
  // Tom is held against it as well, with whom it has nobody in common.
  await page.getByRole('list', { name: 'Personas' }).getByRole('button', { name: 'Tom' }).click()
  await sarah.click()
  await expect(strip).toContainText('“At a desk”: 150 cases, none of them in both')
  await field.click()
  await page.getByRole('option', { name: 'Everybody else' }).click()
  await expect(page).not.toHaveURL(/compare/)
})

test('everybody’s numbers are held against a segment by keys: they stay, and the explanation tells both sides', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const { id, stepId } = await journeyOfTwoSegments(page, waymark.url)
  await page.goto(`${waymark.url}/journeys/${id}`)
  await canvasOf(page).fit()
  const conversion = async () => shownValue(page, stepId, 'conversion')
  await expect.poll(conversion, { timeout: NUMBER_TIMEOUT_MS }).toBeCloseTo(140 / 300, 6)
  await page.getByRole('button', { name: 'All time' }).press('Enter')
  const strip = page.getByRole('region', { name: 'Of which time these numbers are' })
  const field = strip.getByRole('combobox', { name: 'Held against' })
  await expect(field).toContainText('Nothing')
  await field.press('Enter')
  const option = page.getByRole('option', { name: /^Sarah/ })
  // The list takes the focus to what is chosen once it stands; a letter before that is lost.
  await expect(page.getByRole('option', { name: 'Nothing' })).toBeFocused()
  await page.keyboard.press('s')
  await expect(option).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(field).toContainText('Sarah')
  await expect(strip).toContainText(
    'Held against “Sarah”, 100 of these 300 cases (33.3 %). The numbers stay everybody’s;',
  )
  const number = page.locator(`[data-readings-of="${stepId}"] [data-measure="conversion"]`).first()
  await expect(number).toHaveAccessibleName(/46\.7 %\. 50\.0 points less outside “Sarah” than in “Sarah”/)
  expect(await conversion()).toBeCloseTo(140 / 300, 6)
  await number.click()
  const popover = page.getByRole('dialog', { name: 'Where this number comes from' })
  for (const part of [
    'In “Sarah”',
    '80.0 % (n = 100',
    'Not in it',
    '30.0 % (n = 200',
    'of those not in it from those in it',
  ])
    await expect(popover).toContainText(part)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/compare=persona%3Asarah/)

  await page.reload()
  await expect(number).toHaveAccessibleName(/outside “Sarah”/, { timeout: NUMBER_TIMEOUT_MS })
  // Whoever looks at Sarah looks at her against everybody else; what everybody was held against comes back.
  const sarah = page.getByRole('list', { name: 'Personas' }).getByRole('button', { name: 'Sarah' })
  await sarah.click()
  await expect(number).toHaveAccessibleName(/50\.0 points more than everybody else/)
  await sarah.click()
  await expect(number).toHaveAccessibleName(/outside “Sarah”/)
  await strip.getByRole('button', { name: 'Numbers of all time' }).click()
  await expect(number).toHaveAccessibleName('Conversion to the next: 46.7 %.')
  await expect(page).not.toHaveURL(/compare/)
})
