import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'
import { openLink, test } from './support/waymark-test.ts'

const PHONE = { width: 390, height: 844 }

interface Stored {
  readonly stages: readonly { readonly id: string; readonly title: string }[]
  readonly cards: readonly { readonly id: string; readonly title: string }[]
}

/** A journey with numbers, and a link by which one may look. */
async function sharedJourney(page: Page, url: string) {
  const made = await page.request.post(`${url}/api/journeys`, { data: { template: 'card-fraud' } })
  const { id } = (await made.json()) as { id: string }
  const share = await page.request.post(`${url}/api/journeys/${id}/shares`, { data: { role: 'viewer' } })
  const link = (await share.json()) as { id: string; url: string }
  const stored = (await (await page.request.get(`${url}/api/journeys/${id}`)).json()) as Stored
  const stage = (title: string): string => stored.stages.find((one) => one.title === title)?.id ?? ''
  const card = (title: string): string => stored.cards.find((one) => one.title === title)?.id ?? ''
  return { id, link, stage, card }
}

async function viewerLink(page: Page, url: string, id: string): Promise<string> {
  const made = await page.request.post(`${url}/api/journeys/${id}/shares`, { data: { role: 'viewer' } })
  return ((await made.json()) as { url: string }).url
}

test('on a phone one reads the journey stage by stage, live, and asks where a number comes from', async ({
  waymark,
  owner,
  join,
}) => {
  const { id, link, card } = await sharedJourney(owner.page, waymark.url)
  const { page } = await join('/page.css')
  await page.setViewportSize(PHONE)
  await openLink(page, link.url)
  await expect(page).toHaveURL(new RegExp(`/view/${id}$`))
  await expect(page.getByRole('heading', { level: 2, name: 'Card fraud verification' })).toBeVisible()
  // Nothing to edit, and no way to it.
  await expect(page.getByRole('link', { name: 'Edit this journey' })).toHaveCount(0)

  // Swiped or tapped, the next stage is there, and its name stays in sight.
  await page.getByRole('navigation', { name: 'Stages' }).getByRole('button', { name: 'Verify' }).click()
  const verify = page.getByRole('region', { name: 'Verify' })
  await expect(verify.getByRole('heading', { level: 2, name: 'Verify' })).toBeInViewport()
  await verify.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('region', { name: 'Complete' }).getByRole('heading', { level: 2 })).toBeInViewport()

  const number = page
    .getByRole('region', { name: 'Complete' })
    .getByRole('button', { name: /^Conversion/ })
    .first()
  await number.click()
  const sheet = page.getByRole('dialog', { name: 'Stage' })
  await expect(sheet.getByText('95 % interval')).toBeVisible()
  await expect(sheet.getByText(/^n = /)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await expect(number).toBeFocused()

  // As one of the personas lives it.
  await page.getByRole('button', { name: 'Marcus, fraud agent' }).click()
  await expect(page.getByRole('button', { name: 'Marcus, fraud agent' })).toHaveAttribute('aria-pressed', 'true')

  // A link to a card leads to it.
  await page.goto(`${waymark.url}/view/${id}#${card('Calls the contact centre')}`)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Calls the contact centre' })).toBeInViewport()

  // Somebody changes the journey meanwhile.
  await owner.page.request.patch(`${waymark.url}/api/journeys/${id}`, { data: { title: 'Card fraud, renamed' } })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Card fraud, renamed')

  await owner.page.request.delete(`${waymark.url}/api/journeys/${id}/shares/${link.id}`)
  await expect(page.getByRole('heading', { name: 'You no longer have access to this journey' })).toBeVisible()
})

test('who presents is followed: the audience sees the slide and the laser, may leave and come back, and lands on it late', async ({
  waymark,
  owner,
  join,
}) => {
  const { page } = owner
  const { id, link, stage } = await sharedJourney(page, waymark.url)
  const early = await join(link.url)
  await expect(early.page.getByTestId('journey-map')).toBeVisible()

  await page.goto(`${waymark.url}/journeys/${id}`)
  await page.getByRole('menuitem', { name: 'Journey' }).click()
  await page.getByRole('menuitem', { name: 'Present', exact: true }).click()
  const slide = page.getByTestId('slide')
  await expect(slide).toHaveAttribute('data-slide', 'overview')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(' ')
  await expect(slide).toHaveAttribute('data-slide', stage('Verify'))
  await expect(page.getByText('3 / 6')).toBeVisible()

  // Who was here already is asked; who comes now lands where they are.
  await early.page.getByRole('button', { name: 'Follow', exact: true }).click()
  const late = await join(link.url)
  for (const audience of [early.page, late.page]) {
    await expect(audience.getByTestId('slide')).toHaveAttribute('data-slide', stage('Verify'))
    await expect(audience.getByText('Following')).toBeVisible()
  }

  // The laser, on another screen of another size: where it points on the card, not on the window.
  await late.page.setViewportSize(PHONE)
  const cardName = /Receives the verification SMS/
  await page.keyboard.press('l')
  const pointed = await slide.getByRole('button', { name: cardName }).first().boundingBox()
  if (!pointed) throw new Error('The card is not on the slide')
  await page.mouse.move(pointed.x + pointed.width / 2, pointed.y + pointed.height / 2, { steps: 4 })
  for (const audience of [early.page, late.page]) {
    await expect(audience.getByTestId('laser')).toBeVisible()
    await expect
      .poll(async () => {
        const [dot, card] = [
          await audience.getByTestId('laser').boundingBox(),
          await audience
            .getByTestId('slide')
            .locator('article, .map-card')
            .filter({ has: audience.getByRole('button', { name: cardName }) })
            .boundingBox(),
        ]
        return dot !== null && card !== null && isInside({ x: dot.x + 8, y: dot.y + 8 }, card)
      })
      .toBe(true)
  }
  await page.keyboard.press('l')
  await expect(early.page.getByTestId('laser')).toBeHidden()

  await early.page.keyboard.press('Escape')
  await expect(early.page.getByTestId('slide')).toHaveCount(0)
  await page.keyboard.press('End')
  await expect(late.page.getByTestId('slide')).toHaveAttribute('data-slide', stage('Outcome'))
  await early.page.getByRole('button', { name: 'Follow', exact: true }).click()
  await expect(early.page.getByTestId('slide')).toHaveAttribute('data-slide', stage('Outcome'))

  // Notes are for who speaks; with the end everybody is on their own again.
  await page.keyboard.press('n')
  await expect(page.getByRole('complementary', { name: /^Speaker/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(slide).toHaveCount(0)
  await expect(late.page.getByTestId('slide')).toHaveCount(0)
})

test('who looks sees the pointers of those who work, and talks with them where they may', async ({
  waymark,
  owner,
  join,
}) => {
  const { id, card } = await sharedJourney(owner.page, waymark.url)
  const { page } = owner
  await page.goto(`${waymark.url}/journeys/${id}`)
  const canvas = page.getByTestId('journey-canvas')
  await expect(canvas).toBeVisible()

  const made = await page.request.post(`${waymark.url}/api/journeys/${id}/shares`, { data: { role: 'commenter' } })
  const { page: theirs } = await join(`${((await made.json()) as { url: string }).url}?open=view`)
  await expect(theirs.getByTestId('journey-map')).toBeVisible()
  const box = await canvas.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 250)
  await page.mouse.move((box?.x ?? 0) + 320, (box?.y ?? 0) + 260)
  await expect(theirs.getByTestId('map-cursor')).toHaveText('Owner')

  // A word about a card, from its details.
  await theirs
    .getByTestId('journey-map')
    .locator(`[data-element-id="${card('Replies YES')}"]`)
    .click()
  await theirs.getByRole('button', { name: 'Comment', exact: true }).click()
  await theirs.getByRole('textbox', { name: 'Comment' }).fill('Does this work abroad?')
  await theirs.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(theirs.getByRole('region', { name: /Thread/ })).toContainText('Does this work abroad?')
  const bell = page.getByRole('button', { name: 'Comments, 1 unread' })
  await bell.click()
  await page
    .getByRole('button', { name: /^Replies YES/ })
    .last()
    .click()
  await page.getByRole('textbox', { name: 'Reply' }).fill('It does.')
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  await expect(theirs.getByText('It does.')).toBeVisible()

  // It stands on the map, and leads there.
  await theirs.getByRole('button', { name: 'Close' }).first().click()
  const mark = theirs.getByTestId('talk-mark')
  await expect(mark).toHaveText('2')
  await mark.click()
  await expect(theirs.getByRole('region', { name: /Thread/ })).toContainText('It does.')

  // Whoever looks by a viewer's link reads none of it.
  const { page: viewer } = await join(await viewerLink(page, waymark.url, id))
  await expect(viewer.getByTestId('journey-map')).toBeVisible()
  await viewer.waitForLoadState('networkidle')
  await expect(viewer.getByRole('button', { name: /^Comments/ })).toHaveCount(0)
})

test('a site that its link names shows the journey in a frame, without a cookie; another site does not', async ({
  waymark,
  owner,
  browser,
}) => {
  const { id, link } = await sharedJourney(owner.page, waymark.url)
  const address = `${waymark.url}/api/journeys/${id}/shares/${link.id}/embed`
  let code = ''
  const wiki = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>A wiki</title>${code}`)
  })
  await new Promise<void>((resolve) => wiki.listen(0, '127.0.0.1', resolve))
  const { port } = wiki.address() as AddressInfo
  try {
    const put = await owner.page.request.put(address, { data: { sites: [`localhost:${String(port)}`] } })
    code = ((await put.json()) as { code: string }).code
    const context = await browser.newContext()
    const page = await context.newPage()
    // Another site than the one that the server is on, which is 127.0.0.1.
    await page.goto(`http://localhost:${String(port)}/`)
    const frame = page.frameLocator('iframe')
    await expect(frame.getByRole('heading', { level: 1, name: 'Card fraud verification' })).toBeVisible()
    await expect(frame.locator('[data-measure]').first()).toBeVisible()
    expect(await context.cookies()).toEqual([])

    await owner.page.request.put(address, { data: { sites: ['wiki.example.com'] } })
    await page.reload()
    await page.waitForLoadState('networkidle')
    await expect(frame.getByRole('heading', { level: 1 })).toHaveCount(0)
    await context.close()
  } finally {
    wiki.close()
  }
})

const isInside = (
  { x, y }: { readonly x: number; readonly y: number },
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): boolean => x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1
