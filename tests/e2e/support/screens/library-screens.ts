import { expect } from '@playwright/test'
import { dialogOf, type Screen } from './screen.ts'

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
    name: 'the menu of oneself',
    async open({ page }) {
      await page.keyboard.press('Escape')
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
      await page.getByRole('radio', { name: 'Archived' }).click()
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
