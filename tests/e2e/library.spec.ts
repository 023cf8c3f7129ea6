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

  await choose('Opening an account', 'Archive')
  await expect(page.getByRole('article')).toHaveCount(2)
  await page.getByRole('link', { name: 'Archive', exact: true }).click()
  await choose('Opening an account', 'Restore')
  await expect(page.getByText('The archive is empty')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('article')).toHaveCount(3)

  await choose('Opening an account', 'Archive')
  await expect(page.getByRole('article')).toHaveCount(2)
  await page.getByRole('link', { name: 'Archive', exact: true }).click()
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

test('journeys are put into a collection together, and found by what they say, right at the place', async ({
  waymark,
  owner,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await page.goto(waymark.url)
  await newJourney(owner, 'Blank journey', 'Opening an account')
  await page.goto(waymark.url)

  await page.getByRole('button', { name: 'New collection' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Customer care')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This collection is empty')).toBeVisible()
  await page.goBack()

  await page.getByRole('link', { name: 'Opening an account' }).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Control+a')
  const bar = page.getByRole('toolbar', { name: 'Selected journeys' })
  await expect(bar).toContainText('2 selected')
  await bar.getByRole('button', { name: 'Move to a collection' }).click()
  await page.getByRole('radio', { name: 'Customer care' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click()
  await page.getByRole('link', { name: 'Customer care' }).click()
  await expect(page.getByRole('article')).toHaveCount(2)

  // The search lags a moment behind.
  await expect(async () => {
    await page.reload()
    await page.getByRole('searchbox', { name: 'Search journeys' }).fill('roadside')
    await expect(page.getByRole('list', { name: 'In Car repair: Sarah' })).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const hit = page.getByRole('list', { name: 'In Car repair: Sarah' }).getByRole('link', { name: /^Touchpoint/ })
  const element = new URL((await hit.getAttribute('href')) ?? '', waymark.url).hash.slice(1)
  await hit.click()
  const card = page.locator(`[data-element-id="${element}"][data-selected]`)
  await expect(card).toBeVisible()

  // Back to what was searched for.
  await page.goBack()
  await expect(page.getByRole('searchbox', { name: 'Search journeys' })).toHaveValue('roadside')
  await page.getByRole('searchbox', { name: 'Search journeys' }).fill('')
  await page.getByRole('link', { name: 'Recent' }).click()
  await expect(page.getByRole('article').first()).toContainText('Car repair: Sarah')
})
