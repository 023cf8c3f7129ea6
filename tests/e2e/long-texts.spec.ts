import { expect, type Locator } from '@playwright/test'
import { canvasOf, journeyIdOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk and then a sentence that does not want to end'
const RIGHT_TO_LEFT = 'לקוח מחכה בתור זמן רב'

interface Titled {
  title: string
  kind?: string
}

const boxes = (of: Locator): Promise<readonly DOMRect[]> =>
  of.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      return [...range.getClientRects()].map((rect) => rect.toJSON() as DOMRect)
    }),
  )

test('a title that is too long ends with a whole line, or fades; one from right to left stands beside the scale', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const { request } = page
  const document = (await (await request.get(`${waymark.url}/api/journeys/${journeyIdOf(page)}`)).json()) as {
    readonly steps: Titled[]
    readonly lanes: Titled[]
  }
  for (const step of document.steps) step.title = LONG
  for (const lane of document.lanes) lane.title = lane.kind === 'emotion' ? RIGHT_TO_LEFT : LONG
  const headers = { origin: waymark.url }
  const made = await request.post(`${waymark.url}/api/journeys`, { data: { document }, headers })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`${waymark.url}/journeys/${id}`)
  const { canvas } = canvasOf(page)

  const step = canvas.getByTestId('step').first().locator('.title-text')
  await expect(step).toBeVisible()
  // Two lines of 16 px are cut off by the box itself; below them is nothing of a third.
  expect(await step.evaluate(({ clientHeight, scrollHeight }) => [clientHeight, scrollHeight > clientHeight])).toEqual([
    32,
    true,
  ])
  const lane = canvas.getByTestId('lane').filter({ hasText: LONG }).first()
  const fade = await lane.evaluate((element) => getComputedStyle(element, '::after').backgroundImage)
  expect(fade).toContain('linear-gradient')

  const emotions = canvas.getByTestId('lane').filter({ hasText: RIGHT_TO_LEFT })
  const words = await boxes(emotions.locator('.title-text'))
  const names = await boxes(canvas.locator('.scale-name'))
  expect(words.length * names.length).toBeGreaterThan(0)
  const meets = (a: DOMRect, b: DOMRect): boolean =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  expect(words.filter((word) => names.some((name) => meets(word, name)))).toEqual([])
})
