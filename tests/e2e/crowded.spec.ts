import { expect } from '@playwright/test'
import { ordersFor } from '#shared/model/json-form.ts'
import { boxOf, canvasOf, storedJourney } from './support/canvas.ts'
import { keyboardOf } from './support/keyboard.ts'
import { test } from './support/waymark-test.ts'

const CARDS = 10_000

/** A journey in which one cell holds nearly everything, as a careless import leaves it. */
function crowdedJourney() {
  const orders = ordersFor(CARDS)
  const [first] = ordersFor(1)
  const cell = (laneId: string, order: string | undefined) => ({ kind: 'cell', stepId: 'step0', laneId, order })
  return {
    format: 'waymark-journey',
    version: 1,
    title: 'A crowd',
    scenario: '',
    stages: [{ id: 'stage0', order: first, title: 'All of it' }],
    steps: ordersFor(3).map((order, index) => ({
      id: `step${index}`,
      place: { stageId: 'stage0', order },
      title: `Step ${index}`,
    })),
    lanes: (['action', 'pain-point'] as const).map((kind, index) => ({
      id: `lane${index}`,
      kind,
      order: ordersFor(2)[index],
      title: ['Deeds', 'Pains'][index],
    })),
    cards: [
      ...orders.map((order, index) => ({
        id: `card${index}`,
        kind: 'action',
        place: cell('lane0', order),
        title: `Deed ${index}.`,
        details: index % 3 === 0 ? 'And something more about it, in a line or two' : '',
      })),
      { id: 'below', kind: 'pain-point', place: cell('lane1', first), title: 'Below the crowd' },
    ],
  }
}

test('ten thousand cards in one cell are shown page by page, and all of them can be reached', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const created = await page.request.post(`${waymark.url}/api/journeys`, { data: { document: crowdedJourney() } })
  const { id } = (await created.json()) as { id: string }
  const start = Date.now()
  await page.goto(`${waymark.url}/journeys/${id}`)
  const shown = canvasOf(page)
  const { canvas, card } = shown
  const keyboard = keyboardOf(page)
  await expect(card('Deed 0.')).toBeVisible()
  test.info().annotations.push({ type: 'opened in ms', description: String(Date.now() - start) })

  // What stands below the crowd is no further away than a hundred cards.
  await shown.fit()
  const lane = await boxOf(canvas.getByTestId('lane').filter({ hasText: 'Pains' }))
  expect(lane.y + lane.height).toBeLessThan(900)
  await page.screenshot({ path: 'test-results/crowded-fit.png' })
  await canvas.press('Control+0')

  // By search: the page turns to the hit.
  await page.keyboard.press('Control+f')
  // Keys wait for a panel that is still being fetched; text that is put in whole is none.
  await expect(page.getByRole('searchbox', { name: 'Search this journey' })).toBeFocused()
  await page.keyboard.insertText('Deed 5099.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(card('Deed 5099.')).toBeInViewport()
  await expect(canvas.getByTestId('cards-later')).toHaveText('4,900 more')
  await page.screenshot({ path: 'test-results/crowded-page.png' })

  // By the arrow keys over the page's end and back, and by the strips.
  await card('Deed 5099.').click()
  await keyboard.at('Deed 5099.')
  await page.keyboard.press('ArrowDown')
  await keyboard.at('Deed 5100.')
  await expect(canvas.getByTestId('cards-earlier')).toHaveText('5,100 earlier')
  await page.screenshot({ path: 'test-results/crowded-next.png' })
  await page.keyboard.press('ArrowUp')
  await keyboard.at('Deed 5099.')
  await canvas.getByTestId('cards-later').click()
  await keyboard.at('Deed 5100.')
  await canvas.getByTestId('cards-earlier').click()
  await keyboard.at('Deed 5099.')
  await keyboard.run('Further cards of this cell')
  await expect(card('Deed 5100.')).toBeInViewport()

  // A drop lands among the cards of the page.
  const orderOf = async (title: string): Promise<string> => {
    const found = (await storedJourney(page)).cards.find((one) => one.title === title)
    return (found?.place as { readonly order?: string } | undefined)?.order ?? ''
  }
  await expect(card('Deed 5102.')).toBeVisible()
  // Once it stands still.
  await card('Deed 5100.').hover()
  const { x, y, width } = await boxOf(card('Deed 5100.'))
  const target = { x: x + width / 2, y: y + 4 }
  await shown.drag(card('Deed 5103.'), target)
  await expect
    .poll(async () => {
      const [before, moved, after] = await Promise.all([
        orderOf('Deed 5099.'),
        orderOf('Deed 5103.'),
        orderOf('Deed 5100.'),
      ])
      return before < moved && moved < after
    })
    .toBe(true)
  await page.keyboard.press('Control+z')

  // A new card stands at the end, and one sees what one types.
  await page.mouse.dblclick(x - 6, y + 20)
  await page.keyboard.type('The latest deed')
  await page.keyboard.press('Escape')
  await expect(card('The latest deed')).toBeInViewport()
  await expect(canvas.getByTestId('cards-earlier')).toHaveText('10,000 earlier')
  await expect(canvas.getByTestId('cards-later')).toHaveCount(0)

  // The other views have all of them, too.
  await page.getByRole('radio', { name: 'Outline' }).click()
  await expect(page.getByRole('row', { name: /^The latest deed/ })).toBeVisible()
  await page.screenshot({ path: 'test-results/crowded-outline.png' })
})
