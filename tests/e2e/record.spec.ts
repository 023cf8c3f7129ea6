import { expect } from '@playwright/test'
import { newJourney, test } from './support/waymark-test.ts'

test('who edits is told of in the activity, the journey is reviewed, and the audit log knows of all of it', async ({
  waymark,
  owner,
  join,
}) => {
  const { page } = owner
  await newJourney(owner, 'Blank journey', 'Opening an account')
  const journey = page.url()
  await page.goto(`${waymark.url}/members`)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click()
  const link = (await page.getByRole('dialog').locator('code').textContent()) ?? ''
  const ann = await join(link)
  await ann.page.getByLabel('Your name').fill('Ann Okafor')
  await ann.page.getByLabel('E-mail').fill('ann@example.org')
  await ann.page.getByLabel('Password').fill('correct horse battery')
  await ann.page.getByRole('button', { name: 'Join Workspace' }).click()
  await ann.page.getByRole('link', { name: 'Opening an account' }).click()
  const title = ann.page.getByRole('textbox', { name: 'Journey title' })
  await title.fill('Opening an account online')
  await title.press('Enter')
  await expect(ann.page.getByText('Saved', { exact: true }).first()).toBeVisible()

  await page.goto(`${journey}?panel=past`)
  const panel = page.getByRole('region', { name: 'Review and activity' })
  await expect(panel).toContainText('Ann Okafor renamed the journey')
  await panel.getByLabel('Note').fill('Still true.')
  await panel.getByRole('button', { name: 'Mark as reviewed' }).click()
  await expect(panel.getByRole('list', { name: 'Reviews' })).toContainText('Still true.')

  await page.goto(`${waymark.url}/activity`)
  await expect(page.getByRole('main')).toContainText('Owner reviewed a journey in Opening an account online')
  await page.goto(`${waymark.url}/audit`)
  const entries = page.getByRole('list', { name: 'Entries' })
  await expect(entries).toContainText('Ann Okafor took an invitation')
  await page.getByRole('combobox', { name: 'What' }).click()
  await page.getByRole('option', { name: 'Invited somebody' }).click()
  await expect(entries.getByRole('listitem')).toHaveCount(1)
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Take as a file' }).click()
  await page.getByRole('menuitem', { name: 'For a spreadsheet (CSV)' }).click()
  expect((await file).suggestedFilename()).toMatch(/^audit-.*\.csv$/)
})
