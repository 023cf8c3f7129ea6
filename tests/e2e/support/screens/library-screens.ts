import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { dialogOf, type Screen } from './screen.ts'

/** On a phone the ways through the library are behind a button. */
async function openWays(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Ways through the library' })
  if (await button.isVisible()) await button.click()
}

/** The library, and what stands in place of a journey. */
export const LIBRARY: readonly Screen[] = [
  {
    name: 'the library',
    async open({ page, url }) {
      await page.goto(url)
      await expect(page.getByRole('article')).toHaveCount(3)
    },
  },
  {
    name: 'the menu of a journey',
    async open({ page }) {
      await page.getByRole('article').first().hover()
      await page
        .getByRole('button', { name: /^More for/ })
        .first()
        .click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'journeys that are selected, in the list',
    async open({ page, url }) {
      await page.keyboard.press('Escape')
      await page.goto(`${url}/?look=list`)
      await page.getByRole('checkbox').first().click()
      await expect(page.getByRole('toolbar')).toBeVisible()
    },
  },
  {
    name: 'where journeys are to go',
    async open({ page }) {
      await page.getByRole('button', { name: 'Move to a collection' }).click()
      await expect(dialogOf(page, /^Move/)).toBeVisible()
      return dialogOf(page, /^Move/)
    },
  },
  {
    name: 'who can see a journey',
    async open({ page, url }) {
      await page.goto(url)
      await page
        .getByRole('button', { name: /^More for/ })
        .last()
        .click()
      await page.getByRole('menuitem', { name: 'Who can see this' }).click()
      await expect(page.getByRole('list', { name: 'Who may what' })).toBeVisible()
      return dialogOf(page, 'Who can see this')
    },
  },
  {
    name: 'what a search finds',
    async open({ page, url }) {
      await page.goto(`${url}/?q=car`)
      await expect(page.getByRole('list', { name: 'Found' })).toBeVisible()
    },
  },
  {
    name: 'an empty collection, beside a tag',
    async open({ page, url }) {
      const origin = { headers: { origin: url } }
      await page.request.post(`${url}/api/workspaces/first/tags`, { data: { name: 'Mobile' }, ...origin })
      const data = { name: 'Customer care' }
      const made = await page.request.post(`${url}/api/workspaces/first/collections`, { data, ...origin })
      await page.goto(`${url}/?collection=${((await made.json()) as { id: string }).id}`)
      await expect(page.getByText('This collection is empty')).toBeVisible()
      await openWays(page)
      await expect(page.getByRole('button', { name: 'Mobile', exact: true })).toBeVisible()
    },
  },
  {
    name: 'a tag',
    async open({ page }) {
      await page.getByRole('button', { name: 'Change the tag Mobile' }).click()
      await expect(dialogOf(page, 'The tag “Mobile”')).toBeVisible()
      return dialogOf(page, 'The tag “Mobile”')
    },
  },
  {
    name: 'the menu of oneself',
    async open({ page, url }) {
      await page.goto(url)
      await page.getByRole('button', { name: /^You: / }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'signing out',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^You: / }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      return page.getByRole('alertdialog')
    },
  },
  {
    name: 'an empty archive',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await openWays(page)
      await page.getByRole('link', { name: 'Archive', exact: true }).click()
      await expect(page.getByText('The archive is empty')).toBeVisible()
    },
  },
  {
    name: 'the new-journey dialog',
    async open({ page }) {
      await page.getByRole('button', { name: 'New journey' }).first().click()
      await expect(page.getByRole('radio', { name: 'Blank journey' })).toBeVisible()
      return dialogOf(page, 'New journey')
    },
  },
  {
    name: 'a new journey from data',
    async open({ page }) {
      await page.getByRole('button', { name: /^From a data file/ }).click()
      await expect(dialogOf(page, 'New journey from data')).toBeVisible()
      return dialogOf(page, 'New journey from data')
    },
  },
  {
    name: 'an address that does not exist',
    async open({ page, url }) {
      await page.goto(`${url}/no/such/page`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  },
  {
    name: 'a journey that does not exist',
    async open({ page, url }) {
      await page.goto(`${url}/journeys/no-such-journey`)
      await expect(page.getByRole('heading', { name: 'This journey cannot be found' })).toBeVisible()
    },
  },
]
