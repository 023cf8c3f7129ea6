import { expect, type Page } from '@playwright/test'
import { canvasOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

/** So many stops of a page are looked at. */
const STOPS = 40

/** Runs in the page: whether what has the keyboard looks otherwise than without it. */
function isFocusSeen(): string | null {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return null
  // The box of a field may stand for it.
  const field = element.closest('.rich-field')
  const boxes = field ? [field] : []
  const look = (): string =>
    [...boxes, element, ...element.querySelectorAll('*')]
      .slice(0, 20)
      .map((part) => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(part)
        return [
          outlineStyle,
          outlineWidth,
          boxShadow,
          borderColor,
          getComputedStyle(part, '::after').outlineStyle,
        ].join()
      })
      .join('|')
  const focused = look()
  element.blur()
  const isSeen = look() !== focused
  element.focus()
  return isSeen ? null : element.outerHTML.slice(0, 120)
}

async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = []
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab')
    const fault = await page.evaluate(isFocusSeen)
    if (fault !== null) unseen.push(fault)
  }
  return unseen
}

test('the focus is seen on every stop of the library, of the canvas, of the outline and of the table', async ({
  owner,
}) => {
  const { page } = owner
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await unseenStops(page)).toEqual([])
  await newJourney(owner, 'Car repair: Sarah')
  for (const key of ['Alt+1', 'Alt+2', 'Alt+3']) {
    await page.keyboard.press(key)
    expect(await unseenStops(page), key).toEqual([])
  }
})

test('in forced colours one still sees what is selected, what is on, and where a dialog ends', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  const on = canvasOf(page)
  const style = (selector: string, name: 'outlineStyle' | 'backgroundColor' | 'borderTopWidth') =>
    page
      .locator(selector)
      .first()
      .evaluate((element, property) => getComputedStyle(element)[property], name)
  await on.card('Types the search').click()
  expect(await style('[data-testid=card][data-selected] > .journey-card', 'outlineStyle')).toBe('solid')
  expect(await style('[data-testid=card]:not([data-selected]) > .journey-card', 'outlineStyle')).toBe('none')
  expect(await style('[role=radio][aria-checked=true]', 'backgroundColor')).not.toBe(
    await style('[role=radio][aria-checked=false]', 'backgroundColor'),
  )
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await style('[role=dialog]', 'borderTopWidth')).toBe('1px')
})

test('in forced colours the bars of numbers are drawn', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Card fraud verification')
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await page.keyboard.press('Alt+4')
  const funnel = page.getByRole('region', { name: 'Cases by stage' })
  await expect(funnel).toBeVisible()
  // The system leaves a colour of ours its alpha: what is drawn in the ground's own colour is not seen either way.
  const hueOf = (color: string): string => color.match(/\d+/g)?.slice(0, 3).join() ?? ''
  const grounds = await funnel
    .locator('.rounded-t-md')
    .evaluateAll((bars) => bars.map((bar) => getComputedStyle(bar).backgroundColor))
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(grounds.length).toBeGreaterThan(1)
  for (const bar of grounds) expect(hueOf(bar)).not.toBe(hueOf(ground))
})
