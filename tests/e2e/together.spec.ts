import { expect } from '@playwright/test'
import { boxOf, canvasOf, centreOf, journeyIdOf, storedJourney } from './support/canvas.ts'
import { startWaymark } from './support/waymark-process.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('two editors see each other’s edits, cursors, selections and dragged cards as they happen', async ({
  waymark,
  owner,
  join,
}) => {
  await newJourney(owner, 'Car repair: Sarah')
  const id = journeyIdOf(owner.page)
  const share = await owner.page.request.post(`${waymark.url}/api/journeys/${id}/shares`, {
    data: { role: 'editor' },
    headers: { origin: waymark.url },
  })
  const { url } = (await share.json()) as { url: string }
  const guest = await join(url)
  const [his, hers] = [canvasOf(owner.page), canvasOf(guest.page)]
  await his.fit()
  await hers.fit()
  await expect(owner.page.getByRole('button', { name: '1 other person here', exact: false })).toBeVisible()

  await hers.retype('Types the search', 'Types the search quickly')
  await expect(his.card('Types the search quickly')).toBeVisible()
  // Typing zooms in where the text would be too small.
  await hers.fit()

  // In the air: seen by the other before it is dropped.
  const start = await boxOf(his.card('Scans ratings'))
  await hers.drag(hers.card('Scans ratings'), await centreOf(hers.card('Asks about availability')), { release: false })
  await expect.poll(async () => Math.abs((await boxOf(his.card('Scans ratings'))).x - start.x)).toBeGreaterThan(100)
  expect((await storedJourney(owner.page)).cards.find((card) => card.title.startsWith('Scans'))?.place.stepId).toBe(
    (await storedJourney(owner.page)).steps.find((step) => step.title === 'Local results')?.id,
  )
  await guest.page.mouse.up()
  await expect
    .poll(async () => {
      const { cards, steps } = await storedJourney(owner.page)
      return steps.find((step) => step.id === cards.find((card) => card.title.startsWith('Scans'))?.place.stepId)?.title
    })
    .toBe('Live chat')

  // Cursor and selection, with the name.
  const name =
    (
      await owner.page.getByRole('button', { name: '1 other person here', exact: false }).getAttribute('aria-label')
    )?.split(': ')[1] ?? '?'
  await hers.fit()
  await hers.card('Books in the online booking system').click()
  await expect(owner.page.getByTestId('presence-selection')).toBeVisible()
  await expect(owner.page.getByTestId('presence-cursor').filter({ hasText: name })).toBeVisible()

  // Each undoes only what is their own.
  await his.retype('Picks a slot', 'Chooses a slot')
  await guest.page.keyboard.press('Control+z')
  await expect(hers.card('Chooses a slot')).toBeVisible()
})

test('the end of a link, and of an arrow, is seen by the others while it is dragged', async ({
  waymark,
  owner,
  join,
}) => {
  await newJourney(owner, 'Car repair: Sarah')
  const ana = await join(waymark.ownerLink)
  await ana.page.goto(owner.page.url())
  const [his, hers] = [canvasOf(owner.page), canvasOf(ana.page)]
  await his.fit()
  await hers.fit()
  const { mouse } = ana.page
  const links = (await storedJourney(owner.page)).links.length

  await hers.card('Chatbot offers help').click()
  const handle = await centreOf(hers.canvas.getByTestId('link-handle-right'))
  const target = await centreOf(hers.card('Picks a slot'))
  await mouse.move(handle.x, handle.y)
  await mouse.down()
  // Upwards, over no card: on the way to any card the end may hold on to the one it is meant for later, and `first` be that line.
  await mouse.move(handle.x + 20, handle.y - 100, { steps: 4 })
  const seen = his.canvas.getByTestId('presence-link')
  await expect(seen).toHaveCount(1)
  const first = await seen.getAttribute('d')
  await mouse.move(target.x, target.y, { steps: 6 })
  await expect.poll(() => seen.getAttribute('d')).not.toBe(first)
  // It leads to where she is, and is not in the journey yet.
  const aimed = await boxOf(his.card('Picks a slot'))
  const right = ({ x, width }: { x: number; width: number }): number => x + width
  await expect.poll(async () => Math.abs(right(await boxOf(seen)) - aimed.x)).toBeLessThan(aimed.width)
  expect((await storedJourney(owner.page)).links).toHaveLength(links)
  await owner.page.screenshot({ path: 'test-results/link-end-live.png' })
  await mouse.up()
  await expect(seen).toHaveCount(0)
  await expect.poll(async () => (await storedJourney(owner.page)).links.length).toBe(links + 1)

  // One that is given up is gone as well.
  await ana.page.keyboard.press('Escape')
  await hers.card('Chatbot offers help').click()
  await mouse.move(handle.x, handle.y)
  await mouse.down()
  await mouse.move(handle.x + 60, handle.y + 90, { steps: 4 })
  await expect(seen).toHaveCount(1)
  await ana.page.keyboard.press('Escape')
  await expect(seen).toHaveCount(0)
  await mouse.up()

  await ana.page.keyboard.press('Escape')
  await ana.page.keyboard.press('a')
  await mouse.move(400, 700)
  await mouse.down()
  await mouse.move(600, 760, { steps: 6 })
  await mouse.up()
  const arrow = his.canvas.locator('[data-testid=card][data-kind=shape]')
  await expect(arrow).toBeVisible()
  const before = await boxOf(arrow)
  const end = await centreOf(ana.page.getByTestId('line-to'))
  await mouse.move(end.x, end.y)
  await mouse.down()
  await mouse.move(760, 720, { steps: 6 })
  await expect.poll(async () => (await boxOf(arrow)).width).toBeGreaterThan(before.width + 100)
  // The line itself, not only its box.
  const path = arrow.locator('svg path').first()
  const drawn = await path.getAttribute('d')
  await mouse.move(760, 640, { steps: 6 })
  await expect.poll(() => path.getAttribute('d')).not.toBe(drawn)
  await ana.page.keyboard.press('Escape')
  await expect.poll(async () => Math.abs((await boxOf(arrow)).width - before.width)).toBeLessThan(2)
  await mouse.up()
})

test('two people who type in the same text both keep their words', async ({ waymark, owner, join }) => {
  await newJourney(owner, 'Blank journey')
  const second = await join(waymark.ownerLink)
  await second.page.goto(owner.page.url())
  const fields = [owner, second].map(({ page }) => page.getByRole('textbox', { name: 'Scenario' }))
  for (const field of fields) {
    await field.click()
    await expect(field).toHaveAttribute('contenteditable', 'true')
  }
  await Promise.all(
    fields.map((field, index) => field.pressSequentially(index === 0 ? 'aaaaaaaaaa' : 'bbbbbbbbbb', { delay: 30 })),
  )

  const letters = async (index: number): Promise<string> =>
    ((await fields[index]?.textContent()) ?? '').split('').sort().join('')
  await expect.poll(() => letters(0)).toBe('a'.repeat(10) + 'b'.repeat(10))
  await expect.poll(() => letters(1)).toBe('a'.repeat(10) + 'b'.repeat(10))
  expect(await fields[0]?.textContent()).toBe(await fields[1]?.textContent())
})

test('offline, editing goes on and merges on return', async ({ waymark, owner, join }) => {
  await newJourney(owner, 'Car repair: Sarah')
  const second = await join(waymark.ownerLink)
  await second.page.goto(owner.page.url())
  const [his, hers] = [canvasOf(owner.page), canvasOf(second.page)]
  await his.fit()
  await hers.fit()
  await expect(owner.page.getByText('Saved', { exact: true })).toBeVisible()

  await second.context.setOffline(true)
  await expect(second.page.getByText('Offline', { exact: false }).first()).toBeVisible()
  await hers.retype('Grateful', 'Grateful, in the rain')
  await his.retype('Reassured', 'Reassured by the directions')
  await expect(hers.card('Reassured by the directions')).toHaveCount(0)

  await second.context.setOffline(false)
  await expect(hers.card('Reassured by the directions')).toBeVisible()
  await expect(his.card('Grateful, in the rain')).toBeVisible()
  await expect(second.page.getByText('Saved', { exact: true })).toBeVisible()
})

test('the server is killed while people edit; they go on, and it all merges when it is back', async ({
  waymark,
  owner,
}) => {
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(owner.page)
  await on.fit()
  await on.retype('Stranded', 'Stranded before the kill')
  await expect(owner.page.getByText('Saved', { exact: true })).toBeVisible()
  await owner.page.waitForLoadState('networkidle')
  await waymark.kill()
  await expect(owner.page.getByText('Offline', { exact: false }).first()).toBeVisible()
  await on.retype('Hopeful', 'Hopeful after the kill')

  const again = await startWaymark({ dataFolder: waymark.dataFolder, port: Number(new URL(waymark.url).port) })
  try {
    await expect(owner.page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 30_000 })
    const titles = (await storedJourney(owner.page)).cards.map((card) => card.title)
    expect(titles).toContain('Stranded before the kill')
    expect(titles.some((title) => title.startsWith('Hopeful after the kill'))).toBe(true)
  } finally {
    await again.kill()
  }
})
