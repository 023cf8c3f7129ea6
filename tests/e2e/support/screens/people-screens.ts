import { expect } from '@playwright/test'
import { dialogOf, type Screen } from './screen.ts'

/** The account, the members of a workspace, and what stands before signing in. */
export const PEOPLE: readonly Screen[] = [
  {
    name: 'the account',
    async open({ page, url }) {
      await page.goto(`${url}/account`)
      await expect(page.getByRole('list', { name: 'Browsers' })).toBeVisible()
    },
  },
  {
    name: 'a new token',
    async open({ page }) {
      await page.getByRole('button', { name: 'New token' }).click()
      await expect(dialogOf(page, 'New token')).toBeVisible()
      return dialogOf(page, 'New token')
    },
  },
  {
    name: 'showing who one is',
    async open({ page }) {
      // As when the last proof is a quarter of an hour old.
      const old = { error: { code: 'proof-needed', message: 'Please show first that it is you.' } }
      await page.route('**/api/account/tokens', (route) =>
        route.request().method() === 'POST' ? route.fulfill({ status: 403, json: old }) : route.fallback(),
      )
      const dialog = dialogOf(page, 'New token')
      await dialog.getByLabel('Name').fill('Nightly import')
      await dialog.getByRole('button', { name: 'Create token' }).click()
      await expect(dialogOf(page, 'Is it you?')).toBeVisible()
      return dialogOf(page, 'Is it you?')
    },
  },
  {
    name: 'a new passkey',
    async open({ page, url }) {
      // Browsers have passkeys at a name only, and this page stands at a number.
      await page.route('**/api/account/passkeys', (route) => route.fulfill({ json: { passkeys: [], canAdd: true } }))
      await page.goto(`${url}/account`)
      await page.getByRole('button', { name: 'Add passkey' }).click()
      await expect(dialogOf(page, 'Add a passkey')).toBeVisible()
      return dialogOf(page, 'Add a passkey')
    },
  },
  {
    name: 'signing out',
    async open({ page, url }) {
      await page.goto(`${url}/account`)
      await page.getByRole('button', { name: /^You: / }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      return page.getByRole('alertdialog')
    },
  },
  {
    name: 'the members',
    async open({ page, url }) {
      await page.goto(`${url}/members`)
      await expect(page.getByRole('list', { name: 'Members' })).toBeVisible()
    },
  },
  {
    name: 'inviting',
    async open({ page }) {
      await page.getByRole('button', { name: 'Invite', exact: true }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      return page.getByRole('dialog')
    },
  },
  {
    name: 'the link of an invitation',
    async open({ page }) {
      await page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click()
      await expect(dialogOf(page, 'Give them this link')).toBeVisible()
      return dialogOf(page, 'Give them this link')
    },
  },
  {
    name: 'the members and who is invited',
    async open({ page }) {
      await page.getByRole('button', { name: 'Done' }).click()
      await expect(page.getByRole('list', { name: 'Invited' })).toBeVisible()
    },
  },
  {
    name: 'the activity of the workspace',
    async open({ page, url }) {
      await page.goto(`${url}/activity`)
      await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
    },
  },
  {
    name: 'the audit log',
    async open({ page, url }) {
      await page.goto(`${url}/audit`)
      await expect(page.getByRole('list', { name: 'Entries' })).toBeVisible()
    },
  },
  {
    name: 'the menu of the workspace',
    async open({ page }) {
      await page.getByRole('button', { name: /^Workspace: / }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'a new workspace',
    async open({ page }) {
      await page.getByRole('menuitem', { name: 'New workspace' }).click()
      await expect(dialogOf(page, 'New workspace')).toBeVisible()
      return dialogOf(page, 'New workspace')
    },
  },
  {
    name: 'an invitation that is no longer good',
    async open({ page, url }) {
      await page.goto(`${url}/join/no-such.invitation`)
      await expect(page.getByRole('heading', { name: 'This invitation is no longer good' })).toBeVisible()
    },
  },
  {
    name: 'an address to confirm',
    async open({ page, url }) {
      await page.goto(`${url}/confirm/a-link`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  },
  {
    name: 'a new password by a link',
    async open({ page, url }) {
      await page.goto(`${url}/reset/a-link`)
      await expect(page.getByLabel('New password')).toBeVisible()
    },
  },
]
