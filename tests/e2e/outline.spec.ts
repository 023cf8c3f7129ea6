import { expect, type Locator, type Page } from '@playwright/test'
import { storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

const outlineOf = (page: Page) => ({
  rows: page.getByRole('treegrid').getByRole('row'),
  row: (name: string | RegExp): Locator => page.getByRole('treegrid').getByRole('row', { name }),
})
const cards = async (page: Page) => (await storedJourney(page)).cards

test('notes beside the grid are added, named, moved into the grid and deleted in the outline', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair')
  await page.keyboard.press('Alt+3')
  const { row } = outlineOf(page)
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.keyboard.type('Ask the garages')
  await page.keyboard.press('Enter')
  await expect(row(/^Ask the garages, Note/)).toBeFocused()
  await expect(row(/^Beside the grid, 1 card/)).toBeVisible()
  await page.screenshot({ path: 'test-results/outline-note.png' })

  // Another one below it by the key that adds, and its name changed by the key that edits.
  await page.keyboard.press('Insert')
  await page.keyboard.type('Secondly')
  await page.keyboard.press('Enter')
  await expect(row(/^Secondly, Note/)).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.type(', call them')
  await page.keyboard.press('Enter')
  await expect(row(/^Secondly, call them, Note/)).toBeFocused()
  const free = async () => {
    const titles = (await cards(page)).filter((card) => card.place.kind === 'free').map(({ title }) => title)
    return titles.toSorted((a, b) => a.localeCompare(b))
  }
  await expect.poll(free).toEqual(['Ask the garages', 'Secondly, call them'])
  await page.keyboard.press('Delete')
  await expect.poll(free).toEqual(['Ask the garages'])

  await page.keyboard.press('Alt+1')
  await expect(
    page.getByTestId('journey-canvas').getByTestId('card').filter({ hasText: 'Ask the garages' }),
  ).toHaveCount(1)
})

test('cards are copied, cut and pasted in the outline, by keys and by menus', async ({ owner, waymark }) => {
  const { page, context } = owner
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: waymark.url })
  await newJourney(owner, 'Car repair')
  await page.keyboard.press('Alt+3')
  const { row } = outlineOf(page)
  const stepsOf = async (title: string): Promise<(string | undefined)[]> => {
    const { cards, steps } = await storedJourney(page)
    return cards
      .filter((card) => card.title === title)
      .map(({ place }) => steps.find(({ id }) => id === place.stepId)?.title ?? place.kind)
      .toSorted((a, b) => a.localeCompare(b))
  }
  const title = 'Scans ratings and opening hours'
  await row(new RegExp(`^${title}`)).click()
  await page.keyboard.press('Control+c')
  await row(/^Website visit/).click()
  await page.keyboard.press('Control+v')
  await expect.poll(() => stepsOf(title)).toEqual(['Local results', 'Website visit'])
  await expect(row(new RegExp(`^${title}`))).toHaveCount(2)
  await expect(page.locator('[role=row]:focus')).toHaveAccessibleName(new RegExp(`^${title}`))

  // Cut: the keyboard stays in the tree.
  await page.keyboard.press('Control+x')
  await expect.poll(() => stepsOf(title)).toEqual(['Local results'])
  await expect(page.locator('[role=row]:focus')).toHaveCount(1)
  await row(/^Initial search/).click()
  await page.keyboard.press('Control+v')
  await expect.poll(() => stepsOf(title)).toEqual(['Initial search', 'Local results'])

  // By the menu of a row, and by the menu bar.
  await page.keyboard.press('Control+z')
  await expect.poll(() => stepsOf(title)).toEqual(['Local results'])
  await row(new RegExp(`^${title}`)).hover()
  await page.getByRole('button', { name: `More for ${title}` }).click()
  await page.screenshot({ path: 'test-results/outline-menu.png' })
  await page.getByRole('menuitem', { name: 'Cut' }).click()
  await expect.poll(() => stepsOf(title)).toEqual([])
  await row(/^Initial search/)
    .first()
    .click()
  await page
    .getByRole('button', { name: 'Edit', exact: true })
    .or(page.getByRole('menuitem', { name: 'Edit', exact: true }))
    .click()
  await page.getByRole('menuitem', { name: /^Paste(?! as)/ }).click()
  await expect.poll(() => stepsOf(title)).toEqual(['Initial search'])
})
