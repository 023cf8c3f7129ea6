import { expect } from '@playwright/test'
import { boxOf, canvasOf } from './support/canvas.ts'
import { startWaymark } from './support/waymark-process.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('the printed link signs the owner in; without it nobody gets in', async ({ waymark, owner, join }) => {
  await expect(owner.page.getByRole('heading', { name: 'Journeys', exact: true, level: 1 })).toBeVisible()
  await expect(owner.page).toHaveURL(waymark.url + '/')

  const stranger = await join('/')
  await expect(stranger.page.getByRole('heading', { name: 'Sign in to Waymark' })).toBeVisible()
  expect((await stranger.page.request.get(`${waymark.url}/api/journeys`)).status()).toBe(401)

  const guesser = await join('/enter/no-such-link')
  await expect(guesser.page.getByText('This link is not valid', { exact: false }).first()).toBeVisible()
})

test('stopped and started again, it keeps everything and everybody signed in', async ({ waymark, owner }) => {
  await newJourney(owner, 'Car repair: Sarah', 'Repair in Turin')
  // What is loaded after the canvas has come, too.
  await owner.page.waitForLoadState('networkidle')
  const { port } = new URL(waymark.url)
  expect(await waymark.stop()).toBe(0)

  const again = await startWaymark({ dataFolder: waymark.dataFolder, port: Number(port) })
  try {
    await owner.page.goto(again.url)
    await owner.page.getByRole('link', { name: 'Repair in Turin' }).click()
    await expect(owner.page.getByText('Chatbot offers help', { exact: false }).first()).toBeVisible()
  } finally {
    await again.kill()
  }
})

test('a journey that comes only after its canvas stood opens at its beginning', async ({ owner }) => {
  await newJourney(owner, 'Car repair: Sarah', 'Repair in Turin')
  const first = canvasOf(owner.page).title('stage', 'Breakdown')
  await expect(first).toBeVisible()
  expect((await boxOf(first)).x).toBeLessThan(400)
})
