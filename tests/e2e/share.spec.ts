import { expect } from '@playwright/test'
import { canvasOf, journeyIdOf, storedJourney } from './support/canvas.ts'
import { newJourney, openLink, test } from './support/waymark-test.ts'

test('a read-only link shows the same canvas, live, with nothing to edit, until it is revoked', async ({
  waymark,
  owner,
  join,
}) => {
  const { page } = owner
  await newJourney(owner, 'Card fraud verification')
  const id = journeyIdOf(page)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('button', { name: 'Create link' }).click()
  const links = page.getByRole('list', { name: 'Links' }).getByRole('listitem')
  await expect(links).toHaveCount(1)
  const { shares } = (await (await page.request.get(`${waymark.url}/api/journeys/${id}/shares`)).json()) as {
    shares: { url: string; token: string }[]
  }
  const link = shares[0]
  if (link === undefined) throw new Error('No link was made')

  const viewer = await join(`${link.url}?open=canvas`)
  const [his, theirs] = [canvasOf(page), canvasOf(viewer.page)]
  await expect(viewer.page.getByText('View only', { exact: true })).toBeVisible()
  await theirs.fit()
  await expect(theirs.card('Confirms by SMS reply')).toBeVisible()
  await expect(viewer.page.locator('[data-measure="cases"]').first()).toBeVisible()

  // Nothing to edit, by hand or by key.
  const before = await storedJourney(page, id)
  await theirs.card('Replies YES').dblclick()
  await expect(theirs.canvas.getByRole('textbox')).toHaveCount(0)
  await theirs.card('Replies YES').click()
  await viewer.page.keyboard.press('Delete')
  await expect(viewer.page.getByTestId('add-stage')).toHaveCount(0)
  expect((await viewer.page.request.get(`${waymark.url}/api/journeys/${id}/shares`)).status()).toBe(403)
  expect((await storedJourney(page, id)).cards.length).toBe(before.cards.length)

  // It follows live.
  await page.keyboard.press('Escape')
  await his.fit()
  await his.retype('Replies YES', 'Replies YES at once')
  await expect(theirs.card('Replies YES at once')).toBeVisible()

  // Revoked: out within a second.
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await links.getByRole('button', { name: 'Revoke', exact: false }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: false }).click()
  await expect(viewer.page.getByRole('heading', { name: 'You no longer have access to this journey' })).toBeVisible({
    timeout: 1_500,
  })
  expect((await viewer.page.request.get(`${waymark.url}/api/journeys/${id}`)).status()).toBeGreaterThanOrEqual(401)
})

test('who may edit and then only look is shown what the server has, without coming back by hand', async ({
  waymark,
  owner,
  join,
}) => {
  const { page } = owner
  await newJourney(owner, 'Card fraud verification')
  const id = journeyIdOf(page)
  const linkFor = async (role: 'viewer' | 'editor') => {
    const made = await page.request.post(`${waymark.url}/api/journeys/${id}/shares`, { data: { role } })
    return (await made.json()) as { id: string; url: string }
  }
  const [looking, editing] = [await linkFor('viewer'), await linkFor('editor')]
  const guest = await join(`${looking.url}?open=canvas`)
  await expect(guest.page.getByText('View only', { exact: true })).toBeVisible()
  await openLink(guest.page, editing.url)
  const theirs = canvasOf(guest.page)
  await theirs.fit()
  await theirs.retype('Replies YES', 'Replies YES at once')
  await expect.poll(async () => JSON.stringify((await storedJourney(page, id)).cards)).toContain('Replies YES at once')

  await page.request.delete(`${waymark.url}/api/journeys/${id}/shares/${editing.id}`)
  await expect(guest.page.getByText('View only', { exact: true })).toBeVisible({ timeout: 5_000 })
  await theirs.fit()
  await theirs.card('Replies YES at once').dblclick()
  await expect(theirs.canvas.getByRole('textbox')).toHaveCount(0)
  await expect(guest.page.getByTestId('add-stage')).toHaveCount(0)

  // And it follows on.
  const his = canvasOf(page)
  await his.fit()
  await his.retype('Replies YES at once', 'Replies YES')
  await expect(theirs.card('Replies YES at once')).toHaveCount(0)
})

test('a guest types a name and a password, sees the part that the link shows, is seen, and is put out', async ({
  waymark,
  owner,
  browser,
}) => {
  const { page } = owner
  await newJourney(owner, 'Card fraud verification')
  const id = journeyIdOf(page)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('button', { name: 'Password, expiry, what it shows' }).click()
  await page.getByRole('textbox', { name: 'Name of the link' }).fill('For the board')
  await page.getByRole('checkbox', { name: 'Ask for a password' }).click()
  await page.getByRole('textbox', { name: 'Password' }).fill('open sesame')
  await page.getByRole('checkbox', { name: 'Show only a part' }).click()
  await page.getByRole('checkbox', { name: 'Opportunities' }).click()
  await page.getByRole('radio', { name: 'None' }).click()
  await page.getByRole('button', { name: 'Create link' }).click()
  const link = page.getByRole('list', { name: 'Links' }).getByRole('listitem')
  await expect(link).toContainText('shows 5 lanes, no numbers · password')
  const shares = await page.request.get(`${waymark.url}/api/journeys/${id}/shares`)
  const [share] = ((await shares.json()) as { shares: { id: string; url: string }[] }).shares

  const context = await browser.newContext()
  const guest = await context.newPage()
  await guest.goto(share?.url ?? '')
  await expect(guest.getByRole('heading', { name: 'This link asks for a password' })).toBeVisible()
  await expect(guest.getByText('Card fraud')).toHaveCount(0)
  await guest.getByRole('textbox', { name: 'Your name' }).fill('Bo Svensson')
  await guest.getByLabel('Password of the link').fill('open sesame')
  await guest.getByRole('button', { name: 'Open the journey' }).click()
  const map = guest.getByTestId('journey-map')
  const card = (title: string) => map.getByRole('button', { name: title })
  await expect(card('Replies YES')).toBeVisible()
  await expect(card('Tell the caller’s confirmation to the agent')).toHaveCount(0)
  await expect(guest.locator('[data-measure]')).toHaveCount(0)

  // What the link shows is changed while they look on: their page begins anew by itself.
  const lanes = (await storedJourney(page, id)) as unknown as { lanes: { id: string }[] }
  const shows = { laneIds: lanes.lanes.slice(1).map((lane) => lane.id), numberIds: [] }
  await page.request.patch(`${waymark.url}/api/journeys/${id}/shares/${share?.id}`, { data: { shows } })
  await expect(card('Tell the caller’s confirmation to the agent')).toBeVisible()
  await expect(card('Confirms by SMS reply')).toHaveCount(0)

  const guests = page.getByRole('list', { name: 'Guests' })
  await expect(guests).toContainText('Bo Svensson')
  await expect(guests).toContainText('Here now')
  await guests.getByRole('button', { name: 'Remove Bo Svensson' }).click()
  await page.getByRole('button', { name: 'Remove guest' }).click()
  await expect(guest.getByRole('heading', { name: 'You no longer have access to this journey' })).toBeVisible({
    timeout: 1_500,
  })
  await guest.goto(share?.url ?? '')
  await expect(guest.getByText('You were taken out of this journey')).toBeVisible()
  await context.close()
})
