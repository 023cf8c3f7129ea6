import { expect } from '@playwright/test'
import { boxOf, canvasOf } from './support/canvas.ts'
import { newJourney, type Person, test } from './support/waymark-test.ts'

/** Two in the same journey, each seeing all of it. */
async function together(owner: Person, join: (path: string) => Promise<Person>, ownerLink: string) {
  await newJourney(owner, 'Car repair: Sarah')
  const ana = await join(ownerLink)
  await ana.page.goto(owner.page.url())
  const [his, hers] = [canvasOf(owner.page), canvasOf(ana.page)]
  await his.fit()
  await hers.fit()
  return { ana, his, hers }
}

test('who types in the same title is seen as a caret there, and the card says so', async ({ waymark, owner, join }) => {
  const { his, hers } = await together(owner, join, waymark.ownerLink)
  await hers.card('Picks a slot').dblclick()
  const herField = hers.canvas.getByRole('textbox', { name: / title$/ })
  await expect(herField).toBeFocused()
  await expect(owner.page.getByTestId('presence-selection').filter({ hasText: 'is typing' })).toBeVisible()
  await his.card('Picks a slot').dblclick()
  const hisField = his.canvas.getByRole('textbox', { name: / title$/ })
  await expect(hisField).toBeFocused()
  const seen = his.canvas.getByTestId('text-caret')
  await expect(seen).toHaveCount(1)
  await expect(seen.locator('span')).not.toBeEmpty()
  const atEnd = await boxOf(seen)
  await herField.press('Control+Home')
  await expect.poll(async () => (await boxOf(seen)).x).not.toBe(atEnd.x)
  // It stays with its letters while he writes before and behind it.
  await herField.press('ArrowRight')
  await herField.press('ArrowRight')
  await expect.poll(async () => (await boxOf(seen)).x).toBeGreaterThan((await boxOf(hisField)).x + 3)
  const before = await boxOf(seen)
  await owner.page.keyboard.press('Control+Home')
  await owner.page.keyboard.type('Now ')
  await expect.poll(async () => (await boxOf(seen)).x).toBeGreaterThan(before.x + 10)
  await herField.press('Escape')
  await expect(seen).toHaveCount(0)
})

test('who types in the same details beside the canvas is seen as a caret there', async ({ waymark, owner, join }) => {
  const { ana, his, hers } = await together(owner, join, waymark.ownerLink)
  const details = [owner.page, ana.page].map((page) => page.getByRole('textbox', { name: 'Details' }))
  for (const view of [his, hers]) await view.card('Picks a slot').click()
  for (const field of details) {
    await field.click()
    await expect(field).toHaveAttribute('contenteditable', 'true')
  }
  await details[1]?.pressSequentially('Prefers the morning')
  const inDetails = owner.page.locator('.rich-editor').getByTestId('text-caret')
  await expect(inDetails).toHaveCount(1)
  const field = await boxOf(details[0] as never)
  // It goes on with each letter that arrives.
  await expect.poll(async () => (await boxOf(inDetails)).x).toBeGreaterThan(field.x + 60)
  expect((await boxOf(inDetails)).x).toBeLessThan(field.x + field.width)
  await ana.page.keyboard.press('Escape')
  await expect(inDetails).toHaveCount(0)
})

test('in the outline one sees who is at which row, who types there, and where', async ({ waymark, owner, join }) => {
  await newJourney(owner, 'Car repair: Sarah')
  const ana = await join(waymark.ownerLink)
  await ana.page.goto(`${owner.page.url()}?view=outline`)
  await owner.page.keyboard.press('Alt+3')
  const rowOf = ({ page }: Person) => page.getByRole('row', { name: /^Types the search/ })
  await rowOf(ana).click()
  const seen = rowOf(owner).getByTestId('row-person')
  await expect(seen).toHaveCount(1)
  await expect(rowOf(owner)).toHaveAccessibleName(/ is here$/)
  await expect(rowOf(ana)).toBeFocused()
  await ana.page.keyboard.press('F2')
  await expect(ana.page.getByRole('treegrid').getByRole('textbox')).toBeFocused()
  await expect(seen).toContainText('is typing')
  await expect(rowOf(owner)).toHaveAccessibleName(/ is typing$/)
  await owner.page.screenshot({ path: 'test-results/outline-typing.png' })

  // Who types in the same name sees the caret in it.
  await rowOf(owner).dblclick()
  const caret = owner.page.getByRole('treegrid').getByTestId('text-caret')
  await expect(caret).toHaveCount(1)
  const atEnd = await boxOf(caret)
  await ana.page.keyboard.press('Home')
  await expect.poll(async () => (await boxOf(caret)).x).toBeLessThan(atEnd.x - 40)
  await ana.page.keyboard.press('Escape')
  await expect(caret).toHaveCount(0)
  await ana.page.keyboard.press('Alt+2')
  await expect(seen).toHaveCount(0)
})
