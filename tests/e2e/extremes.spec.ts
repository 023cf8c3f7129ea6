import { expect, type Locator, type Page } from '@playwright/test'
import { canvasOf } from './support/canvas.ts'
import { cutOffIn } from './support/cut-off.ts'
import { holdBack } from './support/hold-back.ts'
import { makeJourneys } from './support/screens/screen.ts'
import { newJourney, test } from './support/waymark-test.ts'

/** Words without a place to break, as long as a title may be. */
const UNBROKEN = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(4).slice(0, 200)

/** What does not fit ends with an ellipsis. */
const endsWell = (title: Locator): Promise<boolean> =>
  title.evaluate((element) => {
    const { textOverflow, webkitLineClamp } = getComputedStyle(element)
    const isCut = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight
    return isCut && (textOverflow === 'ellipsis' || webkitLineClamp !== 'none')
  })

const groundOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const [body, html] = [document.body, document.documentElement].map(
      (element) => getComputedStyle(element).backgroundColor,
    )
    return body === 'rgba(0, 0, 0, 0)' ? (html ?? '') : (body ?? '')
  })

test('a title that is too long ends with an ellipsis wherever it stands', async ({ waymark, owner }) => {
  const { page } = owner
  const made = await page.request.post(`${waymark.url}/api/journeys`, {
    data: { template: 'car-repair', title: UNBROKEN },
  })
  const { id } = (await made.json()) as { id: string }
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(waymark.url)
    for (const way of ['Tiles', 'List']) {
      await page.getByRole('radio', { name: way }).click()
      expect(await endsWell(page.getByText(UNBROKEN).first()), `${way} ${width}`).toBe(true)
    }
    await page.goto(`${waymark.url}/journeys/${id}?view=canvas`)
    await expect(page.getByTestId('journey-canvas')).toBeVisible()
    const heading = page.getByRole('heading', { level: 1, name: UNBROKEN })
    expect(await endsWell(heading), `header ${width}`).toBe(true)
    // Whoever writes in it sees what they write.
    await page.getByRole('textbox', { name: 'Journey title' }).first().focus()
    await expect(heading).toBeHidden()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search all actions' }).fill('Share journey')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: /^Share/ })
    await expect(dialog).toBeVisible()
    expect(await dialog.evaluate(cutOffIn), `share dialog ${width}`).toEqual([])
    expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
    await page.goto(`${waymark.url}/view/${id}`)
    expect(await endsWell(page.getByRole('banner').getByRole('heading', { name: UNBROKEN })), `view ${width}`).toBe(
      true,
    )
  }
})

test('with text twice as large the numbers on the canvas are all there, and its parts have names', async ({
  waymark,
  owner,
}) => {
  const { page } = owner
  const { numbers } = await makeJourneys(owner, waymark.url)
  await page.goto(`${waymark.url}/journeys/${numbers}?view=canvas`)
  const seen = async (): Promise<string[]> => {
    await expect(page.locator('[data-measure=cases]').first()).toBeVisible()
    const first = canvasOf(page).title('stage', 'Verify').locator('[data-measure]')
    return first.evaluateAll((all) =>
      all
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0)
        .map((element) => `${element.getAttribute('data-measure')} ${element.textContent}`),
    )
  }
  const before = await seen()
  expect(before.length).toBeGreaterThan(2)
  await page.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () =>
      document.documentElement.style.setProperty('font-size', '200%'),
    ),
  )
  await page.reload()
  await expect.poll(seen).toEqual(before)
  for (const part of await page.getByRole('application').all()) await expect(part).toHaveAccessibleName(/./)
  for (const view of ['outline', 'table']) {
    await page.goto(`${waymark.url}/journeys/${numbers}?view=${view}`)
    const row = page.getByRole('row', { name: 'Pays with the saved card' }).or(page.locator('[data-card]')).first()
    await expect(row).toBeVisible()
    // Twice what it is for the usual text, so that words have the air that they had.
    expect(await row.evaluate((element) => element.getBoundingClientRect().height), view).toBe(68)
  }
})

test('on a phone with text twice as large no page is wider than the screen', async ({ waymark, owner }) => {
  const { page } = owner
  await page.setViewportSize({ width: 390, height: 844 })
  await page.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () =>
      document.documentElement.style.setProperty('font-size', '200%'),
    ),
  )
  for (const address of ['/', '/data', '/data/metrics', '/numbers', '/members', '/audit', '/activity', '/account']) {
    await page.goto(waymark.url + address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    // Parts of the bar come later than its page.
    await expect(page.getByRole('button', { name: /^Notifications/ })).toBeVisible()
    // On a busy machine the list comes a moment later than its heading.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: address })
      .toBeLessThanOrEqual(391)
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`until its code has come a page has its colours and the sign, in ${colorScheme}`, async ({ waymark, owner }) => {
    const { page, context } = owner
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const letThrough = await holdBack(context, '**/assets/first-*.js')
    await page.goto(waymark.url, { waitUntil: 'commit' })
    const sign = page.locator('.starting')
    await expect(sign).toBeVisible()
    const ground = await groundOf(page)
    letThrough()
    await expect(page.getByRole('heading', { name: 'Journeys', exact: true, level: 1 })).toBeVisible()
    await expect(sign).toBeHidden()
    expect(await groundOf(page)).toBe(ground)
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(15, 17, 21)' : 'rgb(245, 246, 248)')
  })
}

test('a filter that hides brings what it leaves into sight, at once where motion is reduced', async ({ owner }) => {
  const { page } = owner
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await expect(on.card('Types the search')).toBeInViewport()
  await on.canvas.hover()
  await page.mouse.wheel(30_000, 0)
  await expect(on.canvas.getByTestId('card')).toHaveCount(0)
  await page.getByRole('button', { name: 'Filter cards' }).click()
  const filter = page.getByRole('dialog', { name: 'Filter' })
  await filter.getByRole('button', { name: 'Pain point', exact: true }).click()
  await page.getByRole('radio', { name: /^Hide/ }).last().click()
  // The nearest of four.
  await expect(on.card('answers must be typed again')).toBeInViewport()
})
