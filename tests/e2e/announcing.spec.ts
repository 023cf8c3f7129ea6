import { expect } from '@playwright/test'
import { canvasOf, journeyIdOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

/** Others' edits are told at most so often. */
const PACE_MS = 2_500

test('what another person does is told in plain words, by name, at a calm pace, and not while one types', async ({
  waymark,
  owner,
  join,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const made = await page.request.post(`${waymark.url}/api/journeys/${journeyIdOf(page)}/shares`, {
    data: { role: 'editor' },
  })
  const guest = await join(((await made.json()) as { url: string }).url)
  const hers = canvasOf(guest.page)
  const people = page.getByRole('button', { name: '1 other person here', exact: false })
  const name = ((await people.getAttribute('aria-label')) ?? '').split(': ')[1] ?? ''
  expect(name).not.toBe('')

  // A screen reader hears each new text of the region.
  const region = page.getByRole('status', { name: 'What happens in the journey' })
  await region.evaluate((element) => {
    const heard: { words: string; atMs: number }[] = []
    Object.assign(window, { heard })
    new MutationObserver(() => {
      if (element.textContent !== '') heard.push({ words: element.textContent, atMs: performance.now() })
    }).observe(element, { childList: true, subtree: true, characterData: true })
  })
  const heard = () => page.evaluate(() => (window as unknown as { heard: { words: string; atMs: number }[] }).heard)
  const words = async (): Promise<string> => (await heard()).map((one) => one.words).join('\n')

  await hers.fit()
  await hers.retype('Types the search', 'Types the search quickly')
  await expect.poll(words).toBe(`${name} edited card “Types the search quickly”`)

  // Three moves of one card are one piece of news: where it is now.
  await hers.fit()
  await hers.card('Scans ratings').click()
  for (let step = 0; step < 3; step += 1) await guest.page.keyboard.press('Alt+ArrowRight')
  await expect.poll(words).toContain(`${name} moved card “Scans ratings and opening hours” to Appointment booking`)
  expect(await heard()).toHaveLength(2)

  // While one types, it waits.
  const scenario = page.getByRole('textbox', { name: 'Scenario' })
  await scenario.click()
  await expect(scenario).toHaveAttribute('contenteditable', 'true')
  await guest.page.keyboard.press('Delete')
  await expect(canvasOf(page).card('Scans ratings')).toHaveCount(0)
  const until = Date.now() + 6_000
  while (Date.now() < until) await scenario.pressSequentially('she ', { delay: 100 })
  expect(await heard()).toHaveLength(2)
  await expect.poll(words).toContain(`${name} deleted card “Scans ratings and opening hours”`)

  const times = (await heard()).map(({ atMs }) => atMs)
  for (const [index, atMs] of times.entries())
    if (index > 0) expect(atMs - (times[index - 1] ?? 0)).toBeGreaterThan(PACE_MS)
})
