import { expect } from '@playwright/test'
import { canvasOf } from './support/canvas.ts'
import { holdBack } from './support/hold-back.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('a part of the page that cannot be fetched is told of, and comes when the server answers again', async ({
  owner,
}) => {
  const { page, context } = owner
  await newJourney(owner, 'Blank journey')
  await context.setOffline(true)
  const notice = page.getByText('A part of this page could not be fetched', { exact: false })
  await page.getByRole('radio', { name: 'Outline' }).click()
  await expect(notice).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(notice).toBeVisible()
  // The rest of the page goes on.
  await page.getByRole('radio', { name: 'Canvas' }).click()
  await expect(page.getByTestId('stage').or(page.getByTestId('add-stage')).first()).toBeVisible()
  await page.getByRole('radio', { name: 'Outline' }).click()
  await context.setOffline(false)
  await expect(page.getByRole('treegrid', { name: 'Journey as an outline' })).toBeVisible()
  await expect(notice).toBeHidden()
})

test('the bar of the pages stays while the code of the next one comes', async ({ owner }) => {
  const { page, context } = owner
  await expect(page.getByRole('heading', { name: 'Journeys' })).toBeVisible()
  const letThrough = await holdBack(context, '**/assets/NumbersPage-*.js')
  const tab = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Numbers' })
  await tab.click()
  await expect(page.getByRole('heading', { name: 'Journeys' })).toBeHidden()
  await expect(tab).toBeVisible()
  await expect(tab).toHaveAttribute('aria-current', 'page')
  letThrough()
  await expect(page.getByRole('heading', { name: 'Numbers', level: 1 })).toBeVisible()
  await expect(tab).toHaveCount(1)
})

test('whoever comes by the address of a journey gets the files of its page ahead, each of them once', async ({
  owner,
}) => {
  const { page } = owner
  await newJourney(owner, 'Blank journey')
  const answers: string[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/assets/')) answers.push(`${response.status()} ${pathname}`)
  })
  await page.reload()
  await expect(page.getByTestId('stage').or(page.getByTestId('add-stage')).first()).toBeVisible()
  const ahead = await page
    .locator('script[data-journey]')
    .evaluate((script: HTMLScriptElement) => (script.dataset['journey'] ?? '').split(' '))
  expect(ahead.length).toBeGreaterThan(3)
  for (const file of ahead) expect(answers.filter((answer) => answer.endsWith(` ${file}`))).toEqual([`200 ${file}`])
})

test('comments that are wanted before they have come are waited for in their panel', async ({ owner }) => {
  const { page, context } = owner
  await newJourney(owner, 'Blank journey')
  const letThrough = await holdBack(context, '**/assets/comments-store-*.js')
  await page.reload()
  await page.getByRole('button', { name: 'Comments' }).click()
  const panel = page.getByRole('region', { name: 'Comments' })
  await expect(panel.getByRole('status')).toHaveText('Fetching the comments')
  letThrough()
  await expect(panel.getByRole('button', { name: 'Comment on the whole journey' }).first()).toBeVisible()
})

test('the comment tool has its place before the comments have come, and can be taken up when they have', async ({
  owner,
}) => {
  const { page, context } = owner
  await newJourney(owner, 'Blank journey')
  const letThrough = await holdBack(context, '**/assets/comments-store-*.js')
  await page.reload()
  const tools = page.getByRole('toolbar', { name: 'Tools' })
  const tool = tools.getByRole('button', { name: 'Comment' })
  await expect(tool).toBeDisabled()
  const note = tools.getByRole('button', { name: 'Note' })
  const stands = await note.boundingBox()
  letThrough()
  await expect(tool).toBeEnabled()
  expect(await note.boundingBox()).toEqual(stands)
  await tool.click()
  await expect(tool).toHaveAttribute('aria-pressed', 'true')
})

test('what shows carets does without a word until it can be fetched, and then shows them in the field one is in', async ({
  waymark,
  owner,
  join,
}) => {
  const { page, context } = owner
  await newJourney(owner, 'Car repair: Sarah')
  let refused = 0
  const part = /\/assets\/(field-carets|caret-element)-/
  await context.route(part, (route) => {
    refused += 1
    return route.abort('internetdisconnected')
  })
  await page.reload()
  const on = canvasOf(page)
  await on.card('Stranded').dblclick()
  const field = on.canvas.getByRole('textbox', { name: / title$/ })
  await field.pressSequentially('Left alone ')
  await expect.poll(() => refused).toBeGreaterThan(0)
  await expect(page.getByText('could not be fetched')).toHaveCount(0)

  // The server answers again, and somebody else comes to the same title.
  await context.unroute(part)
  const ana = await join(waymark.ownerLink)
  await ana.page.goto(page.url())
  await canvasOf(ana.page).card('Left alone').dblclick()
  const caret = on.canvas.getByTestId('text-caret')
  await expect(caret).toHaveCount(1)
  await expect(caret).toHaveCSS('position', 'absolute')
  await expect(canvasOf(ana.page).canvas.getByTestId('text-caret')).toHaveCount(1)
  await expect(field).toBeFocused()
})
