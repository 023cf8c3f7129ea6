import { expect, type Page } from '@playwright/test'
import { pngOf } from '#tests/support/images.ts'
import { canvasOf, journeyIdOf, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

interface GivenFile {
  readonly name: string
  readonly type: string
  readonly base64: string
}

const given = (name: string, data: Buffer, type = 'image/png'): GivenFile => ({
  name,
  type,
  base64: data.toString('base64'),
})

/** Drops files from the desktop at a point of the page, or pastes them. */
const bring = (page: Page, how: 'drop' | 'paste', files: readonly GivenFile[], at = { x: 0, y: 0 }) =>
  page.evaluate(
    ([kind, list, point]) => {
      const transfer = new DataTransfer()
      for (const { name, type, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        transfer.items.add(new File([bytes], name, { type }))
      }
      const common = { bubbles: true, cancelable: true }
      if (kind === 'paste') {
        document.body.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: transfer }))
        return
      }
      const where = { ...common, clientX: point.x, clientY: point.y, dataTransfer: transfer }
      const target = document.elementFromPoint(point.x, point.y) ?? document.body
      target.dispatchEvent(new DragEvent('dragover', where))
      target.dispatchEvent(new DragEvent('drop', where))
    },
    [how, files, at] as const,
  )

test('pictures are dropped, pasted and refused in plain words, and everyone sees them', async ({
  owner,
  join,
  waymark,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair')
  const id = journeyIdOf(page)
  const canvas = canvasOf(page)
  await canvas.fit()
  const pictures = page.getByTestId('card').filter({ has: page.locator('img') })

  // Several at once, beside the grid.
  await bring(page, 'drop', [given('Garage.png', pngOf(320, 200)), given('Bill.png', pngOf(200, 320, [200, 90, 60]))], {
    x: 500,
    y: 720,
  })
  await expect(pictures).toHaveCount(2)
  await expect(page.getByRole('img', { name: 'Garage' })).toBeVisible()
  // From the clipboard, without a name of its own.
  await page.keyboard.press('Escape')
  await bring(page, 'paste', [given('image.png', pngOf(64, 64, [20, 140, 90]))])
  await expect(pictures).toHaveCount(3)
  await expect
    .poll(async () => (await storedJourney(page, id)).cards.filter((card) => card.kind === 'image').length)
    .toBe(3)

  // What is none leaves a message and nothing else.
  await bring(page, 'drop', [given('evil.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))], {
    x: 700,
    y: 720,
  })
  await expect(page.getByText('SVG drawings can carry programs', { exact: false })).toBeVisible()
  await expect(page.getByTestId('uploading')).toHaveCount(0)
  await expect(pictures).toHaveCount(3)

  // Who has a link sees them; who has not gets nothing.
  const link = await page.request.post(`${waymark.url}/api/journeys/${id}/shares`, { data: { role: 'viewer' } })
  const { url } = (await link.json()) as { url: string }
  const viewer = await join(`${url}?open=canvas`)
  await canvasOf(viewer.page).fit()
  const seen = viewer.page.getByRole('img', { name: 'Garage' })
  await expect(seen).toBeVisible()
  expect(await seen.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320)
  await page.screenshot({ path: 'test-results/images.png' })
})
