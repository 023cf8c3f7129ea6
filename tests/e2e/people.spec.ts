import { expect } from '@playwright/test'
import { newJourney, test } from './support/waymark-test.ts'

test('somebody is invited, works along, is made a viewer, put out, and comes back by their password', async ({
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
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('list', { name: 'Invited' })).toContainText('Whoever has the link')

  const ann = await join(link)
  await expect(ann.page.getByRole('heading', { name: 'Join Workspace on Waymark' })).toBeVisible()
  await ann.page.getByLabel('Your name').fill('Ann Okafor')
  await ann.page.getByLabel('E-mail').fill('ann@example.org')
  await ann.page.getByLabel('Password').fill('correct horse battery')
  await ann.page.getByRole('button', { name: 'Join Workspace' }).click()
  await ann.page.getByRole('link', { name: 'Opening an account' }).click()
  const title = ann.page.getByRole('textbox', { name: 'Journey title' })
  await expect(title).toBeVisible()

  // Her role changes while she has the journey open.
  await page.reload()
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Ann Okafor')
  const chooseRole = async (role: string): Promise<void> => {
    await page.getByRole('combobox', { name: 'Role of Ann Okafor' }).click()
    await page.getByRole('option', { name: role }).click()
  }
  await chooseRole('Viewer')
  await expect(ann.page.getByRole('heading', { name: 'Opening an account' })).toBeVisible()
  await expect(title).toBeHidden()
  await chooseRole('Editor')
  await expect(title).toBeVisible()

  await page.getByRole('button', { name: 'More for Ann Okafor' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(ann.page.getByRole('heading', { name: 'You no longer have access to this journey' })).toBeVisible()

  // Invited again, she signs in on another machine and joins as who she is.
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click()
  const again = (await page.getByRole('dialog').locator('code').textContent()) ?? ''
  const elsewhere = await join('/')
  await elsewhere.page.getByLabel('E-mail').fill('ann@example.org')
  await elsewhere.page.getByLabel('Password').fill('not her password')
  await elsewhere.page.keyboard.press('Enter')
  await expect(elsewhere.page.getByRole('alert')).toContainText('do not fit together')
  await elsewhere.page.getByLabel('Password').fill('correct horse battery')
  await elsewhere.page.keyboard.press('Enter')
  await expect(elsewhere.page.getByRole('heading', { name: 'Journeys', exact: true, level: 1 })).toBeVisible()
  await elsewhere.page.goto(again)
  await elsewhere.page.getByRole('button', { name: 'Join as Ann Okafor' }).click()
  await elsewhere.page.getByRole('link', { name: 'Opening an account' }).click()
  await expect(elsewhere.page).toHaveURL(journey)
})

test('the owner makes an account of the link, and is signed out elsewhere from there', async ({
  waymark,
  owner,
  join,
}) => {
  const { page } = owner
  const other = await join(waymark.ownerLink)
  await page.getByRole('button', { name: /^You: / }).click()
  await page.getByRole('menuitem', { name: 'Your account' }).click()
  await page.getByLabel('E-mail').fill('boss@example.org')
  await page.getByLabel('Password').fill('a password of length')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('New password')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Browsers' }).getByRole('listitem')).toHaveCount(1)
  await other.page.reload()
  await expect(other.page.getByRole('heading', { name: 'Sign in to Waymark' })).toBeVisible()
  await other.page.getByLabel('E-mail').fill('boss@example.org')
  await other.page.getByLabel('Password').fill('a password of length')
  await other.page.keyboard.press('Enter')
  await expect(other.page.getByRole('heading', { name: 'Journeys', exact: true, level: 1 })).toBeVisible()
})
