import { expect } from '@playwright/test'
import { canvasOf, storedJourney } from './support/canvas.ts'
import { holdBack } from './support/hold-back.ts'
import { newJourney, type Person, test } from './support/waymark-test.ts'

/** A machine that takes its time: what a person types at once comes long before the field that it is for. */
async function slowly({ page, context }: Person): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
}

/** So small that the view has to come nearer before one could read what one types. */
async function farAway({ page }: Person): Promise<void> {
  const percent = async (): Promise<number> =>
    Number.parseInt((await page.getByTestId('zoom-level').textContent()) ?? '', 10)
  for (let at = await percent(); at >= 35; at = await percent()) {
    await page.getByRole('button', { name: 'Zoom out' }).click()
    // Pressed again while it is on its way, it would go so far that the steps have no titles.
    await expect.poll(percent).toBeLessThan(at / 1.25 + 1)
  }
}

/** All keys at once, none of them waiting for the page to be done with the one before. */
const typeAtOnce = ({ page }: Person, text: string): readonly Promise<void>[] =>
  text.split('').map(async (letter) => page.keyboard.press(letter === ' ' ? 'Space' : letter))

const titlesOf = async ({ page }: Person): Promise<readonly string[]> =>
  (await storedJourney(page)).cards.map(({ title }) => title)

test('letters typed while the editor of the details is still being fetched are all there', async ({ owner }) => {
  const { page, context } = owner
  const letThrough = await holdBack(context, '**/assets/RichTextEditor-*.js')
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  await on.canvas.getByText('On her smartphone', { exact: false }).dblclick()
  await page.keyboard.type(' No one to phone.')
  letThrough()
  await expect(on.canvas.locator('[contenteditable=true]')).toBeFocused()
  await page.keyboard.type(' Yet')
  await page.keyboard.press('Escape')
  await expect
    .poll(async () => (await storedJourney(page)).cards.map(({ details }) => details))
    .toContain('On her smartphone, from the roadside. No one to phone. Yet')
})

test('letters typed at once after adding a card with the mouse are all there, on a slow machine', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  await farAway(owner)
  const before = (await titlesOf(owner)).length
  const { x, y } = await on.cell('Live chat', 'Pain points')
  await slowly(owner)
  await Promise.all([page.mouse.dblclick(x, y), ...typeAtOnce(owner, 'no one here hangs on')])
  await page.keyboard.press('Escape')
  await expect.poll(() => titlesOf(owner)).toContain('no one here hangs on')
  expect(await titlesOf(owner)).toHaveLength(before + 1)
})

test('a double click whose second click alone meets the plus of a cell adds one card', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Blank journey')
  const on = canvasOf(page)
  await on.fit()
  const { x, y } = await on.cell('Discovers', 'Touchpoints')
  await page.mouse.move(x, y)
  // On a slow machine the plus appears under the pointer between the two clicks.
  await page.getByTestId('add-card').dispatchEvent('click', { detail: 2 })
  await page.keyboard.type('hesitates')
  await page.keyboard.press('Escape')
  await expect.poll(() => titlesOf(owner)).toEqual(['hesitates'])
})

test('a key pressed at the very moment at which the journey is there is heard', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await page.addInitScript(() => {
    const press = (): void => {
      if (!document.querySelector('main[aria-label=Journey]')) return
      watch.disconnect()
      const key = { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }
      document.body.dispatchEvent(new KeyboardEvent('keydown', key))
    }
    const watch = new MutationObserver(press)
    watch.observe(document, { childList: true, subtree: true })
  })
  for (const view of ['canvas', 'outline', 'table']) {
    await page.goto(`${page.url().split('?')[0]}?view=${view}`)
    await expect(page.getByRole('combobox', { name: 'Search all actions' }), view).toBeVisible()
  }
})
