import { expect, type Page } from '@playwright/test'
import { boxOf, canvasOf, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

const cardCount = async (page: Page): Promise<number> => (await storedJourney(page)).cards.length
const stepCount = async (page: Page): Promise<number> => (await storedJourney(page)).steps.length

/** Where a title has its words: in its middle may stand the button that folds it, as soon as the pointer has come. */
const WORDS = { x: 16, y: 16 }

test('context menus, by mouse and by key, offer what fits the thing', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const menu = page.getByRole('menu')

  await on.card('Types the search').click({ button: 'right' })
  await expect(menu.getByRole('menuitem', { name: 'Edit text' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+F10')
  await menu.getByRole('menuitem', { name: 'Edit text' }).click()
  await page.keyboard.type(' quickly')
  await page.keyboard.press('Escape')
  await expect(on.card('quickly')).toBeVisible()
  await on.fit()

  await on.title('step', 'Local results').click({ button: 'right' })
  await expect(menu.getByRole('menuitem', { name: 'Delete step' })).toBeVisible()
  await page.keyboard.press('Escape')

  // All of one lane, then the menu of several things.
  await on.card('Scans ratings').click({ button: 'right' })
  await menu.getByRole('menuitem', { name: 'Select more' }).hover()
  await page.getByRole('menuitem', { name: 'Select all in this lane' }).click()
  await expect(on.canvas.locator('[data-testid=card][data-selected]')).toHaveCount(7)
  const before = await cardCount(page)
  await on.card('Scans ratings').click({ button: 'right' })
  await menu.getByRole('menuitem', { name: 'Delete 7 elements' }).click()
  await expect.poll(() => cardCount(page)).toBe(before - 7)
  await page.getByRole('button', { name: 'Undo delete of 7 elements' }).click()
  await expect.poll(() => cardCount(page)).toBe(before)
})

test('cards are a block for spreadsheets, and a block that is too wide is asked about', async ({ owner, waymark }) => {
  const { page, context } = owner
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: waymark.url })
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  await on.card('Types the search').click()
  await on.card('Looks for services').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+c')
  const texts = await page.evaluate(() => navigator.clipboard.readText())
  expect(texts).toBe('Types the search with the hazard lights on\t\tLooks for services and prices')

  const steps = await stepCount(page)
  await page.keyboard.press('Escape')
  await on.title('step', 'Initial search').click({ position: WORDS })
  await page.evaluate((wide) => navigator.clipboard.writeText(wide), 'a\tb\tc\td\te\tf\tg\th\ti')
  await page.keyboard.press('Control+v')
  await expect(page.getByRole('dialog', { name: 'Add 2 steps?' })).toBeVisible()
  await page.getByRole('button', { name: 'Paste what fits' }).click()
  await expect.poll(async () => (await storedJourney(page)).cards.map(({ title }) => title)).toContain('g')
  expect(await stepCount(page)).toBe(steps)
  await page.keyboard.press('Control+z')
  await on.title('step', 'Initial search').click({ position: WORDS })
  await page.keyboard.press('Control+v')
  await page.getByRole('button', { name: 'Add 2 steps', exact: true }).click()
  await expect.poll(() => stepCount(page)).toBe(steps + 2)
})

test('cards, steps and copies grow from where one is, by keys and by dragging with Alt', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const stepOf = async (title: string): Promise<string | undefined> => {
    const { cards, steps } = await storedJourney(page)
    return steps.find(({ id }) => id === cards.find((card) => card.title === title)?.place.stepId)?.title
  }
  const titles = async (): Promise<readonly string[]> => (await storedJourney(page)).steps.map(({ title }) => title)

  /** The field may come a moment later: the view glides to it first. */
  const write = async (text: string): Promise<void> => {
    await expect(on.canvas.getByRole('textbox')).toBeFocused()
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }

  await on.card('Types the search').click()
  await page.keyboard.press('Control+ArrowRight')
  await write('Reads the first one')
  await expect.poll(() => stepOf('Reads the first one')).toBe('Local results')
  // Enter goes on to the cell below.
  await expect(on.card('Open until six')).toBeFocused()

  await page.keyboard.press('Control+Alt+ArrowRight')
  await write('Calls')
  await expect.poll(async () => (await titles()).indexOf('Calls')).toBe(2)
  await page.keyboard.press('Alt+Shift+ArrowLeft')
  await expect.poll(async () => (await titles()).indexOf('Calls')).toBe(1)

  await on.fit()
  const target = await boxOf(on.card('Asks about availability'))
  await page.keyboard.down('Alt')
  await on.drag(on.card('Types the search'), { x: target.x + target.width / 2, y: target.y + target.height + 10 })
  await page.keyboard.up('Alt')
  await expect
    .poll(async () => {
      const { cards } = await storedJourney(page)
      return cards.filter(({ title }) => title.startsWith('Types the search')).length
    })
    .toBe(2)
  await page.keyboard.press('Control+z')
  await expect
    .poll(async () => (await storedJourney(page)).cards.filter(({ title }) => title.startsWith('Types')).length)
    .toBe(1)

  // Without single-letter keys, letters write.
  await page.keyboard.press('Control+,')
  await page.getByRole('checkbox', { name: /single letter/ }).click()
  await page.keyboard.press('Escape')
  await on.fit()
  await on.card('Reads the first one').click()
  await page.keyboard.type('n again')
  await page.keyboard.press('Escape')
  await expect(on.card('Reads the first onen again')).toBeVisible()
})
