import { expect } from '@playwright/test'
import { canvasOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('at rest a picture of the ground stands in the place of its canvas', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await canvasOf(page).fit()
  const ground = page.locator('.canvas-ground')
  const [live, still] = [0, 1].map((nth) => ground.locator('canvas').nth(nth))
  if (!live || !still) throw new Error('The ground has no canvases')
  /** Once it rests: what of it is unlike the canvas, and how many pixels have a colour at all. */
  const rest = async (): Promise<{ readonly unlike: readonly string[]; readonly painted: number }> => {
    await expect(still).toBeVisible()
    await expect(live).toBeHidden()
    return ground.evaluate((element) => {
      const [canvas, picture] = [...element.querySelectorAll('canvas')]
      if (!canvas || !picture) throw new Error('The ground has no canvases')
      const pixelsOf = (of: HTMLCanvasElement): Uint32Array => {
        const ink = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
        ink?.drawImage(of, 0, 0, canvas.width, canvas.height)
        return new Uint32Array(ink?.getImageData(0, 0, canvas.width, canvas.height).data.buffer ?? [])
      }
      const [wanted, shown] = [pixelsOf(canvas), pixelsOf(picture)]
      const [a, b] = [getComputedStyle(canvas), getComputedStyle(picture)]
      const unlike = (['width', 'height', 'transform', 'left', 'top'] as const).filter((name) => a[name] !== b[name])
      const isSame = wanted.every((pixel, at) => pixel === shown[at])
      return {
        unlike: [...unlike, ...(isSame ? [] : ['pixels'])],
        painted: shown.filter((pixel) => pixel !== 0).length,
      }
    })
  }
  const first = await rest()
  expect(first.unlike).toEqual([])
  expect(first.painted).toBeGreaterThan(10_000)

  // Moved, and changed by a colour scheme: the canvas is seen, and then a picture of what it shows now.
  const place = (): Promise<string> => still.evaluate((element) => element.style.transform)
  const before = await place()
  await page.getByTestId('journey-canvas').hover({ position: { x: 400, y: 300 } })
  await page.mouse.wheel(0, 60)
  await expect.poll(place).not.toBe(before)
  expect((await rest()).unlike).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(live).toBeVisible()
  await expect(still).toBeHidden()
  expect((await rest()).unlike).toEqual([])
})
