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
  /** Once it rests: what of it is unlike the canvas, how many pixels have a colour at all, and one number for all colours. */
  const rest = async (): Promise<{
    readonly unlike: readonly string[]
    readonly painted: number
    readonly all: number
  }> => {
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
        all: shown.reduce((sum, pixel) => sum + pixel, 0),
      }
    })
  }
  /** Cards that are mounted on a busy machine may wake it once more, right when it is looked at. */
  const unlike = async (): Promise<readonly string[]> => (await rest()).unlike
  await expect.poll(unlike).toEqual([])
  expect((await rest()).painted).toBeGreaterThan(10_000)

  // Moved, and changed by a colour scheme: what is seen is a picture of what the canvas shows now.
  const place = (): Promise<string> => still.evaluate((element) => element.style.transform)
  const before = await place()
  await page.getByTestId('journey-canvas').hover({ position: { x: 400, y: 300 } })
  await page.mouse.wheel(0, 60)
  await expect.poll(place).not.toBe(before)
  await expect.poll(unlike).toEqual([])
  const { all: inLight } = await rest()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(async () => (await rest()).all).not.toBe(inLight)
  await expect.poll(unlike).toEqual([])
})

test('a ground that was shifted with the view shows what it would show painted anew', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await canvasOf(page).zoomTo100()
  const ground = page.locator('.canvas-ground')
  const still = ground.locator('canvas').nth(1)
  /** Keeps what of the ground lies in the view, once it rests, under a name; gives how much has a colour at all. */
  const keep = async (name: string): Promise<number> => {
    await expect(still).toBeVisible()
    return ground.evaluate((element, name) => {
      const canvas = element.querySelector('canvas')
      const { width, height } = element.getBoundingClientRect()
      const ink = new OffscreenCanvas(width, height).getContext('2d')
      if (!canvas || !ink) throw new Error('The ground has no canvas')
      const { e, f } = new DOMMatrix(getComputedStyle(canvas).transform)
      ink.drawImage(canvas, e, f)
      const pixels = ink.getImageData(0, 0, width, height).data
      Object.assign(window, { [name]: pixels })
      return pixels.filter((part) => part !== 0).length
    }, name)
  }
  await page.getByTestId('journey-canvas').hover({ position: { x: 700, y: 400 } })
  const place = (): Promise<string> => still.evaluate((element) => element.style.transform)
  const unmoved = await place()
  // Further than the ground is painted around the view, over and across, and some of the way back.
  for (const [x, y] of [
    [0, 90],
    [0, 90],
    [0, 90],
    [110, 0],
    [110, 0],
    [110, 0],
    [0, -70],
    [-60, -30],
  ] as const)
    await page.mouse.wheel(x, y)
  await expect.poll(place).not.toBe(unmoved)
  expect(await keep('shifted')).toBeGreaterThan(10_000)

  // All of it is painted at once, as for a window of another size.
  const shifted = await place()
  await page.evaluate(() => window.dispatchEvent(new Event('resize')))
  await expect.poll(place).not.toBe(shifted)
  await keep('anew')
  // The edge of a curve that was cut in two where a strip came in may be a little fainter or stronger.
  const unlike = await page.evaluate(() => {
    const ROUNDING = 40
    const { shifted, anew } = window as unknown as Record<'shifted' | 'anew', Uint8ClampedArray>
    return shifted.filter((part, at) => Math.abs(part - (anew[at] ?? 0)) > ROUNDING).length
  })
  expect(unlike).toBe(0)
})
