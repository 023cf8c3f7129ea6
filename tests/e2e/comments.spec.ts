import { expect } from '@playwright/test'
import { canvasOf, journeyIdOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('two people talk beside a journey while both go on editing it', async ({ waymark, owner, join }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair', 'Car repair')
  const mine = canvasOf(page)
  const { canvas, card } = mine
  const id = journeyIdOf(page)
  await mine.fit()
  const title = 'Types the search with the hazard lights on'
  const share = await page.request.post(`${waymark.url}/api/journeys/${id}/shares`, { data: { role: 'commenter' } })
  const { url } = (await share.json()) as { url: string }
  const guest = await join(url)
  const theirs = canvasOf(guest.page)
  await expect(theirs.canvas).toBeVisible()
  // What tells of comments comes after the canvas; what was said before is no news.
  await expect(guest.page.getByTestId('comment-announcer')).toBeAttached()
  const { name: guestName } = (await (await guest.page.request.get(`${waymark.url}/api/session`)).json()) as {
    name: string
  }

  // On what is selected, by the key; naming the guest who is here.
  await card(title).first().click()
  await page.keyboard.press('c')
  const composer = page.getByRole('textbox', { name: 'Comment' })
  await expect(composer).toBeFocused()
  await composer.pressSequentially('Is this true, @')
  await expect(page.getByRole('option', { name: new RegExp(guestName) })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.type('?')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('list', { name: 'Comments' })).toContainText(`Is this true, @${guestName} ?`)

  // The guest hears of it, without a word lost, and answers from the notice.
  await expect(guest.page.getByTestId('comment-announcer')).toContainText('mentioned you in a comment')
  await expect(theirs.canvas.getByTestId('comment-pin')).toHaveAttribute('data-unread', 'true')
  await guest.page.getByRole('button', { name: 'Notifications, 1 unread' }).click()
  await guest.page.getByRole('button', { name: /mentioned you in Car repair/ }).click()
  const reply = guest.page.getByRole('textbox', { name: 'Reply' })
  await reply.fill('It is: https://example.org/proof.')

  // Meanwhile the journey is edited under the open conversation, on both sides of it.
  await mine.retype(title, 'Edited while they talk')
  await expect(theirs.card('Edited while they talk').first()).toBeVisible()
  await expect(reply).toHaveValue('It is: https://example.org/proof.')
  await reply.press('Control+Enter')
  const comments = page.getByRole('list', { name: 'Comments' })
  await expect(comments.getByRole('link', { name: 'https://example.org/proof' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Edited while they talk' })).toBeVisible()
  await expect(guest.page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()

  // At a spot, with nothing selected; Escape leaves.
  await page.keyboard.press('F6')
  await canvas.click({ position: { x: 700, y: 60 } })
  await page.keyboard.press('Escape')
  await page.keyboard.press('c')
  await page.keyboard.press('Escape')
  await expect(canvas).not.toHaveAttribute('data-tool', 'comment')
  await page.keyboard.press('c')
  await expect(canvas).toHaveAttribute('data-tool', 'comment')
  const box = await canvas.boundingBox()
  await page.mouse.click((box?.x ?? 0) + 500, (box?.y ?? 0) + (box?.height ?? 0) - 150)
  await page.getByRole('textbox', { name: 'Comment' }).fill('And here?')
  await page.keyboard.press('Control+Enter')
  await expect(canvas.getByTestId('comment-pin')).toHaveCount(2)
  await expect(theirs.canvas.getByTestId('comment-pin')).toHaveCount(2)

  // What is settled leaves the journey, and can be found and opened again.
  await page.getByRole('button', { name: 'Resolve' }).click()
  await expect(page.getByText(/^Resolved by Owner/)).toBeVisible()
  await page.getByRole('button', { name: 'Back to all threads' }).click()
  await expect(theirs.canvas.getByTestId('comment-pin')).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Which threads' }).click()
  await page.getByRole('option', { name: /^Resolved/ }).click()
  await page.getByRole('button', { name: /And here\?/ }).click()
  await page.getByRole('button', { name: 'Reopen' }).click()
  await expect(theirs.canvas.getByTestId('comment-pin')).toHaveCount(2)

  // A thread outlives what it is on, and its address opens it.
  await card('Edited while they talk').first().click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Back to all threads' }).click()
  await page.getByRole('combobox', { name: 'Which threads' }).click()
  await page.getByRole('option', { name: /^All/ }).click()
  await page.getByRole('button', { name: /On a deleted card: Edited while they talk/ }).click()
  await expect(page).toHaveURL(/thread=/)
  await page.reload()
  await expect(page.getByText('On a deleted card:')).toBeVisible()
})

test('a comment that cannot be sent is kept, over a reload too, and sent when the server is back', async ({
  owner,
}) => {
  const { page, context } = owner
  await newJourney(owner, 'Blank journey', 'Far away')
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('button', { name: 'Comment on the whole journey' }).click()
  const composer = page.getByRole('textbox', { name: 'Comment' })
  await context.setOffline(true)
  await expect(page.getByText('You are offline. What you write is sent when you are back.')).toBeVisible()
  await composer.fill('From a tunnel')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Not sent.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('Not sent.')).toBeHidden()
  await expect(page.getByRole('list', { name: 'Comments' })).toContainText('From a tunnel')
  await page.reload()
  await expect(page.getByRole('list', { name: 'Comments' })).toContainText('From a tunnel')
})
