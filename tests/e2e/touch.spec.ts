import { type CDPSession, expect, type Page } from '@playwright/test'
import { boxOf, canvasOf, centreOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

interface Finger {
  readonly x: number
  readonly y: number
}

/** Real touch events, as a finger makes them. */
const handOf = (session: CDPSession) => {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: readonly Finger[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints.map((point, id) => ({ ...point, id })) })
  return {
    down: (...at: readonly Finger[]) => send('touchStart', at),
    move: (...at: readonly Finger[]) => send('touchMove', at),
    up: () => send('touchEnd', []),
    async tap(at: Finger): Promise<void> {
      await send('touchStart', [at])
      await send('touchEnd', [])
    },
    async drag(from: Finger, to: Finger): Promise<void> {
      await send('touchStart', [from])
      for (let step = 1; step <= 8; step += 1)
        await send('touchMove', [
          { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 },
        ])
      await send('touchEnd', [])
    },
  }
}

const zoomOf = (page: Page): Promise<number> =>
  page.evaluate(() => new DOMMatrix(document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform).a)

test('one finger pans, two pinch, a tap selects, another edits, a rest opens the menu, a selected card drags', async ({
  browser,
  waymark,
}) => {
  const context = await browser.newContext({ hasTouch: true })
  const page = await context.newPage()
  await page.goto(waymark.ownerLink)
  await newJourney({ page, context, faults: [] }, 'Car repair: Sarah')
  const on = canvasOf(page)
  const session = await context.newCDPSession(page)
  const hand = handOf(session)
  await on.fit()
  const card = on.card('Types the search')
  const ground = await on.cell('Follow-up', 'Pain points')

  const before = await boxOf(card)
  await hand.drag(ground, { x: ground.x - 120, y: ground.y - 60 })
  await expect.poll(async () => Math.round((await boxOf(card)).x - before.x)).toBeLessThan(-90)
  await expect(card).not.toHaveAttribute('data-selected')

  const zoom = await zoomOf(page)
  const [left, right] = [
    { x: ground.x - 300, y: ground.y - 100 },
    { x: ground.x - 200, y: ground.y - 100 },
  ]
  await hand.down(left, right)
  for (let step = 1; step <= 6; step += 1)
    await hand.move({ ...left, x: left.x - step * 10 }, { ...right, x: right.x + step * 10 })
  await hand.up()
  await expect.poll(() => zoomOf(page)).toBeGreaterThan(zoom * 1.3)
  expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1)

  await on.fit()
  await hand.tap(await centreOf(card))
  await expect(card).toHaveAttribute('data-selected', 'true')
  const action = on.card('Scans ratings')
  await hand.tap(await centreOf(action))
  await expect(action).toHaveAttribute('data-selected', 'true')
  await hand.drag(await centreOf(action), await centreOf(on.card('Asks about availability')))
  await expect(action).toHaveAttribute('aria-label', /step Live chat/)

  await hand.tap(await centreOf(action))
  await expect(on.canvas.getByRole('textbox', { name: / title$/ })).toBeFocused()
  await page.keyboard.press('Escape')

  await on.fit()
  await hand.down(await centreOf(card))
  await expect(page.getByRole('menu')).toBeVisible()
  await hand.up()
  await expect(page.getByRole('menu')).toBeVisible()
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  await context.close()
})

test('a phone has all tools before it at once', async ({ browser, waymark }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(waymark.ownerLink)
  await newJourney({ page, context, faults: [] }, 'Blank journey')
  const tools = page.getByRole('toolbar', { name: 'Tools' })
  await expect(tools.getByRole('button', { name: 'Add image' })).toBeVisible()
  expect(await tools.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  await context.close()
})

test('a finger selects the title of a lane and folds nothing away; the menu does', async ({ browser, waymark }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(waymark.ownerLink)
  await newJourney({ page, context, faults: [] }, 'Car repair: Sarah')
  const lane = canvasOf(page).title('lane', 'Actions')
  const { x, y, width } = await boxOf(lane)
  for (const at of [x + 14, x + width / 2]) {
    await page.touchscreen.tap(at, y + 20)
    await expect(lane).toHaveAttribute('data-selected', 'true')
    await expect(lane).not.toHaveAttribute('data-folded')
    await page
      .getByTestId('lane')
      .filter({ hasText: 'Thoughts' })
      .tap({ position: { x: 14, y: 20 } })
    await expect(lane).not.toHaveAttribute('data-selected')
  }
  await lane.tap({ position: { x: 14, y: 20 } })
  await lane.getByRole('button', { name: 'Lane menu' }).tap()
  await page.getByRole('menuitem', { name: 'Collapse' }).tap()
  await expect(lane).toHaveAttribute('data-folded', 'true')
  await context.close()
})
