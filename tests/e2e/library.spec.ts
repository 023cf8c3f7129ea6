import { expect } from '@playwright/test'
import { newJourney, test } from './support/waymark-test.ts'

test('journeys are found, renamed, duplicated, archived, restored and deleted', async ({ waymark, owner }) => {
  const { page } = owner
  const tile = (title: string) => page.getByRole('article').filter({ hasText: title })
  const choose = async (title: string, verb: string): Promise<void> => {
    await tile(title).hover()
    await page.getByRole('button', { name: `More for ${title}` }).click()
    await page.getByRole('menuitem', { name: verb }).click()
  }

  await newJourney(owner, 'Car repair: Sarah')
  await page.goto(waymark.url)
  await newJourney(owner, 'Blank journey', 'Second journey')
  await page.goto(waymark.url)
  await expect(page.getByRole('article')).toHaveCount(2)
  const thumbnail = tile('Car repair: Sarah').locator('img')
  await expect.poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)

  await choose('Second journey', 'Rename')
  await page.getByRole('textbox', { name: 'Journey title' }).fill('Opening an account')
  await page.keyboard.press('Enter')
  await expect(tile('Opening an account')).toBeVisible()

  await choose('Car repair: Sarah', 'Duplicate')
  await page.goto(waymark.url)
  await expect(page.getByRole('article')).toHaveCount(3)

  await page.getByRole('searchbox', { name: 'Search journeys' }).fill('account')
  await expect(page.getByRole('article')).toHaveCount(1)
  await choose('Opening an account', 'Archive')
  await expect(page.getByText('No journey is called', { exact: false })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search journeys' }).fill('')
  await page.getByRole('radio', { name: 'Archived' }).click()
  await choose('Opening an account', 'Restore')
  await page.getByRole('radio', { name: 'Active' }).click()
  await expect(page.getByRole('article')).toHaveCount(3)

  await choose('Opening an account', 'Archive')
  await expect(page.getByRole('article')).toHaveCount(2)
  await page.getByRole('radio', { name: 'Archived' }).click()
  await choose('Opening an account', 'Delete forever')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete forever' }).click()
  await expect(page.getByText('The archive is empty')).toBeVisible()
})

test('a journey leaves as a file and comes back the same', async ({ waymark, owner }) => {
  const { page } = owner
  await newJourney(owner, 'Airline ticket: Alex')
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const exported = await (await page.request.get(`${waymark.url}/api/journeys/${id}`)).json()

  await page.goto(waymark.url)
  await page.getByRole('button', { name: 'New journey' }).first().click()
  await page.getByLabel('Journey file').setInputFiles({
    name: 'alex.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(exported)),
  })
  await expect(page.getByTestId('journey-canvas')).toBeVisible()
  const copyId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  expect(copyId).not.toBe(id)
  const copy = await (await page.request.get(`${waymark.url}/api/journeys/${copyId}`)).json()
  expect({ ...copy, id: null }).toEqual({ ...exported, id: null })
})
