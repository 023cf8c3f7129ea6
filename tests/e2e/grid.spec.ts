import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { canvasOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

/** What a screen reader would say of the element that has the keyboard. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '')

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}

/** Whether the focused element lies between the title bands and the edges of the canvas. */
const isFocusInSight = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const box = document.activeElement?.getBoundingClientRect()
    const canvas = document.querySelector('.journey-canvas')?.getBoundingClientRect()
    const corner = document.querySelector('.band-corner')?.getBoundingClientRect()
    if (!box || !canvas || !corner) return false
    return (
      box.left >= corner.right - 1 &&
      box.top >= corner.bottom - 1 &&
      box.right <= canvas.right + 1 &&
      box.bottom <= canvas.bottom + 1
    )
  })

test('the journey is one tab stop, and arrows walk its titles, cells and cards', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.zoomTo100()
  const cell = on.canvas.getByRole('gridcell', { name: /^Step / })
  await expect(cell).toHaveCount(1)
  await cell.focus()
  expect(await focused(page)).toBe('Step Initial search, lane Touchpoints, 1 card')

  await press(page, 'ArrowDown')
  await expect
    .poll(() => focused(page))
    .toMatch(/^Touchpoint: Searches .*, by Search engine, stage Breakdown, step Initial/)
  await press(page, 'ArrowUp')
  await expect.poll(() => focused(page)).toBe('Step: Initial search, 1 of 7')
  await press(page, 'ArrowUp')
  await expect.poll(() => focused(page)).toBe('Stage: Breakdown, 1 of 4')
  await press(page, 'End')
  await expect.poll(() => focused(page)).toBe('Stage: After the repair, 4 of 4')
  await press(page, 'ArrowDown', 'ArrowDown')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Feedback request/)
  await expect.poll(() => isFocusInSight(page)).toBe(true)
  await press(page, 'Home', 'ArrowLeft')
  await expect.poll(() => focused(page)).toBe('Lane: Touchpoints, 1 of 6')
  await press(page, 'ArrowDown')
  await expect.poll(() => focused(page)).toBe('Lane: Actions, 2 of 6')
  await press(page, 'Control+End')
  await expect.poll(() => focused(page)).toMatch(/^Opportunity: Automatic follow-up.*, impact 3 of 5, effort 1 of 5/)
  await press(page, 'ArrowLeft')
  await expect.poll(() => focused(page)).toBe('Step Confirmation, lane Opportunities, empty')
  await expect.poll(() => isFocusInSight(page)).toBe(true)
  await press(page, 'Control+Home')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Searches/)

  // Only what has the focus is a stop: Tab leaves, and Shift+Tab comes back to where one was.
  await expect(on.canvas.locator('[data-testid=card][tabindex="0"]')).toHaveCount(1)
  await expect(on.canvas.locator('.title-text[tabindex="0"]')).toHaveCount(0)
  await press(page, 'Tab')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-testid=card]'))).toBeNull()
  await press(page, 'Shift+Tab')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Searches/)

  const grid = page.getByRole('grid')
  await expect(grid).toHaveAttribute('aria-rowcount', '8')
  await expect(grid).toHaveAttribute('aria-colcount', '8')
  await expect(grid.getByRole('columnheader', { name: 'Breakdown' })).toHaveAttribute('aria-colspan', '2')
  await expect(grid.getByRole('columnheader', { name: 'Local results' })).toHaveAttribute('aria-colindex', '3')
  await expect(grid.getByRole('rowheader')).toHaveCount(6)
  const { violations } = await new AxeBuilder({ page }).include('.journey-canvas').analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
})

test('the keyboard is never lost: after deleting, moving, undoing, typing and closing a menu', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  await on.canvas.getByRole('gridcell', { name: /^Step / }).focus()
  await press(page, 'ArrowDown', 'ArrowRight')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Local results/)
  await press(page, 'Delete')
  await expect.poll(() => focused(page)).toBe('Step Local results, lane Touchpoints, empty')
  await press(page, 'Control+z')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Local results/)
  await press(page, 'Alt+ArrowRight')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Local results.*step Website visit/)
  await press(page, 'Control+z')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Local results.*step Local results/)

  await press(page, 'Enter')
  await page.keyboard.type('!')
  await press(page, 'Escape')
  await expect.poll(() => focused(page)).toMatch(/^Touchpoint: Local results with ratings, hours and contact!/)

  await press(page, 'ArrowUp', 'Enter')
  await page.keyboard.type(' near me')
  await press(page, 'Enter')
  await expect.poll(() => focused(page)).toBe('Step: Local results near me, 2 of 7')
  // The title's own controls are stops while it is selected: fold, then the menu.
  await press(page, 'Tab', 'Tab', 'Enter')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
  await press(page, 'Escape')
  await expect.poll(() => focused(page)).toBe('Step menu')
  await press(page, 'Shift+Tab', 'Shift+Tab')
  await expect.poll(() => focused(page)).toBe('Step: Local results near me, 2 of 7')
  await press(page, 'Delete')
  await expect.poll(() => focused(page)).toBe('Step: Website visit, 2 of 6')
})

test('the buttons of a lane that is folded away can be walked by Tab', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const lane = canvasOf(page).title('lane', 'Actions')
  await lane.hover()
  await lane.getByRole('button', { name: 'Collapse lane' }).click()
  await expect(lane).toHaveAttribute('data-folded', 'true')
  await page.keyboard.press('Escape')
  await page.getByTestId('zoom-level').focus()
  await page.mouse.move(700, 450)
  await lane.getByRole('button', { name: 'Expand lane' }).focus()
  await expect(lane.getByRole('button', { name: 'Lane menu' })).toBeVisible()
  await press(page, 'Tab')
  await expect.poll(() => focused(page)).toBe('Lane menu')
  await press(page, 'Shift+Tab')
  await expect.poll(() => focused(page)).toBe('Expand lane')
  await expect(page.getByTestId('zoom-level')).toHaveAccessibleName(/^\d+ %, zoom to 100 %$/)
})

test('a card and a step say their numbers, and a card its comments, after their names', async ({ owner, waymark }) => {
  const { page } = owner
  const made = await page.request.post(`${waymark.url}/api/journeys`, {
    data: { template: 'card-fraud', title: 'Card fraud' },
    headers: { origin: waymark.url },
  })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`${waymark.url}/journeys/${id}`)
  const card = canvasOf(page).card('Attempts a purchase over $1K')
  await expect(card.locator('[data-measure="cases"]')).toBeVisible({ timeout: 30_000 })
  await expect(card).toHaveAccessibleName(/^Touchpoint: Attempts a purchase/)
  await expect(card).toHaveAccessibleDescription(/^Cases: 137,000\./)
  await expect(card).not.toHaveAccessibleDescription(/Explain/)
  await expect(page.getByRole('button', { name: /^Step: Purchase over \$1K/ })).toHaveAccessibleDescription(
    /^Cases: [\d,]+\./,
  )
  await card.click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'Comment' }).fill('Is it so?')
  await page.keyboard.press('Control+Enter')
  await expect(card).toHaveAccessibleDescription(/cases.* 1 comment$/is)
  // From where the numbers are too small to be pressed, too.
  await canvasOf(page).fit()
  await expect(card).toHaveAccessibleDescription(/cases/i)
})
