import { expect, type Page } from '@playwright/test'
import { boxOf, canvasOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

const minimapOf = (page: Page) => page.getByTestId('minimap')
const switchOf = (page: Page) => page.getByRole('button', { name: 'Minimap' })

test('the minimap is folded on a narrow canvas, does not lie on the tools, and is remembered for each', async ({
  owner,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await expect(minimapOf(page)).toBeVisible()
  await page.setViewportSize({ width: 1024, height: 768 })
  await expect(minimapOf(page)).toHaveCount(0)
  await expect(switchOf(page)).toHaveAttribute('aria-pressed', 'false')
  await switchOf(page).click()
  await expect(minimapOf(page)).toBeVisible()
  const [map, tools] = [await boxOf(minimapOf(page)), await boxOf(page.getByRole('toolbar', { name: 'Tools' }))]
  expect(map.y + map.height <= tools.y || map.x >= tools.x + tools.width).toBe(true)
  await page.reload()
  await expect(minimapOf(page)).toBeVisible()
  // The choice on a narrow canvas is not the one on a wide one.
  await page.setViewportSize({ width: 1440, height: 900 })
  await switchOf(page).click()
  await expect(minimapOf(page)).toHaveCount(0)
  await page.reload()
  await expect(switchOf(page)).toHaveAttribute('aria-pressed', 'false')
  await page.setViewportSize({ width: 1024, height: 768 })
  await expect(minimapOf(page)).toBeVisible()
})

test('from far away names of lanes stand clear of each other, and the others show where one points', async ({
  owner,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const zoomPercent = async () => Number.parseInt(await page.getByTestId('zoom-level').innerText())
  while ((await zoomPercent()) > 11) {
    const before = await zoomPercent()
    await page.keyboard.press('Control+-')
    await expect.poll(zoomPercent).toBeLessThan(before)
  }
  const lanes = on.canvas.locator('.lane-place')
  await expect(lanes.first()).toHaveAttribute('data-thin')
  const names = on.canvas.locator('.lane-place:not([data-unnamed]) .title-text')
  const bottoms: number[] = []
  for (const name of await names.all()) {
    const { y, height } = await boxOf(name)
    // The words themselves are less high than what can be hit.
    expect(y + height / 2).toBeGreaterThan((bottoms.at(-1) ?? 0) + 6)
    bottoms.push(y + height / 2 + 6)
  }
  expect(bottoms.length).toBeGreaterThan(2)
  const unnamed = on.canvas.locator('.lane-place[data-unnamed] .title-line').last()
  await expect(unnamed).toHaveCSS('opacity', '0')
  await unnamed.hover()
  await expect(unnamed).toHaveCSS('opacity', '1')
})
