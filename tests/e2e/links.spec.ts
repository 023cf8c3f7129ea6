import { expect } from '@playwright/test'
import { boxOf, canvasOf, centreOf, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('a link is drawn, named and found again by keyboard alone, and from a list', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const before = (await storedJourney(page)).links.length
  await on.card('Relieved somebody answers').locator('.emotion-face').click()

  await page.keyboard.press('Shift+L')
  await expect(page.getByTestId('link-hint')).toContainText('Link from Relieved somebody answers to')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('link-hint')).toBeHidden()
  expect((await storedJourney(page)).links).toHaveLength(before)

  await page.keyboard.press('Shift+L')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await storedJourney(page)).links.length).toBe(before + 1)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Link label' }).fill('so she')
  await page.keyboard.press('Escape')
  const mark = on.canvas.getByRole('group', { name: /^Link from Relieved somebody answers to .*, label so she$/ })
  await expect(mark).toBeAttached()

  await on.card('Relieved somebody answers').locator('.emotion-face').click()
  await page.keyboard.press('Alt+l')
  await expect(mark).toBeFocused()

  await on.card('Relieved somebody answers').locator('.emotion-face').click()
  await page.keyboard.press('Shift+L')
  await page.keyboard.press('/')
  await page.getByPlaceholder('Link to which card?').fill('prices')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await storedJourney(page)).links.length).toBe(before + 2)
})

test('a loop is drawn by keyboard and by dragging back, and is found where it is drawn', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const loops = async (): Promise<number> =>
    (await storedJourney(page)).links.filter(({ fromCardId, toCardId }) => fromCardId === toCardId).length

  const chat = on.card('Chatbot offers help')
  await chat.click()
  await page.keyboard.press('Shift+L')
  await expect(page.getByTestId('link-hint')).toBeVisible()
  await page.keyboard.press('.')
  await expect(page.getByTestId('link-hint')).toContainText('to itself')
  await page.keyboard.press('Enter')
  await expect.poll(loops).toBe(1)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Link label' }).fill('asks again')
  await page.keyboard.press('Escape')
  const mark = on.canvas.getByRole('group', { name: /^Link from Chatbot offers help.* to itself, label asks again$/ })
  await expect(mark).toBeAttached()
  // Its line lies above the card and can be clicked.
  await on.canvas.getByTestId('step').first().click()
  await expect(mark).not.toHaveAttribute('data-selected')
  const words = await boxOf(mark)
  await page.mouse.click(words.x + words.width / 2, words.y + words.height / 2)
  await expect(mark).toHaveAttribute('data-selected')

  const site = on.card('Visits the site')
  await site.click()
  const start = await centreOf(on.canvas.getByTestId('link-handle-right'))
  const back = await centreOf(site)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  // Let go before it has left the card, it is nothing.
  await page.mouse.move(back.x, back.y, { steps: 6 })
  await page.mouse.up()
  await expect(on.canvas.getByRole('group', { name: /^Link from Visits the site.* to itself$/ })).toHaveCount(0)
  await site.hover()
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + 30, start.y - 70, { steps: 6 })
  await page.mouse.move(back.x, back.y, { steps: 6 })
  await page.mouse.up()
  await expect.poll(loops).toBe(2)
})

test('where the channel changes is marked, in words too, until one does not want to see it', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const marks = on.canvas.getByTestId('hand-off')
  const toChat = on.canvas.getByRole('img', { name: 'Hand-off: Website → Chatbot' })
  await expect(toChat).toHaveAttribute('data-kind', 'change')
  await toChat.hover()
  await expect(page.getByRole('tooltip')).toContainText('Website → Chatbot')
  await expect(
    on.canvas.getByRole('group', { name: /^Link from Visits the site.* hand-off: Website → Chatbot$/ }),
  ).toBeAttached()
  await page.getByRole('menuitem', { name: 'View' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Show channel hand-offs' }).click()
  await expect(marks).toHaveCount(0)
})
