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
  const [field, caret] = [await boxOf(details[0] as never), await boxOf(inDetails)]
  expect(caret.x).toBeGreaterThan(field.x + 60)
  expect(caret.x).toBeLessThan(field.x + field.width)
  await ana.page.keyboard.press('Escape')
  await expect(inDetails).toHaveCount(0)
})
