import { expect } from '@playwright/test'
import { byAction, dialogOf, openJourney, type Screen } from './screen.ts'

/** The canvas, its menus and its dialogs. */
export const CANVAS: readonly Screen[] = [
  {
    name: 'the canvas',
    async open(at) {
      await openJourney(at, at.journeys.story, 'canvas')
      await expect(at.page.getByTestId('card').first()).toBeVisible()
    },
  },
  byAction('the sharing of a journey', 'Share journey', (page) => dialogOf(page, /^Share/)),
  {
    name: 'all that a link may ask',
    async open({ page }) {
      await page.getByRole('button', { name: 'Password, expiry, what it shows' }).click()
      await page.getByRole('checkbox', { name: 'Ask for a password' }).click()
      await page.getByRole('checkbox', { name: 'Show only a part' }).click()
      await expect(page.getByRole('checkbox', { name: 'Emotions' })).toBeVisible()
      return dialogOf(page, /^Share/)
    },
  },
  {
    name: 'the code of a link for a room',
    async open({ page }) {
      await page
        .getByRole('button', { name: /^Show a QR code/ })
        .first()
        .click()
      await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
      return page.getByRole('dialog')
    },
  },
  {
    name: 'the revoking of a link',
    async open({ page }) {
      await page.getByRole('button', { name: 'Back' }).click()
      await page
        .getByRole('button', { name: /^Revoke/ })
        .first()
        .click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      return page.getByRole('alertdialog')
    },
  },
  {
    ...byAction('the settings', 'Settings', (page) => dialogOf(page, 'Settings')),
    async open(at) {
      await at.page.keyboard.press('Escape')
      await expect(at.page.getByRole('alertdialog')).toHaveCount(0)
      // The first one closes the tooltip of the button that has the focus again.
      await expect(async () => {
        await at.page.keyboard.press('Escape')
        await expect(at.page.getByRole('dialog')).toHaveCount(0, { timeout: 500 })
      }).toPass({ timeout: 10_000 })
      return byAction('', 'Settings', (page) => dialogOf(page, 'Settings')).open(at)
    },
  },
  {
    name: 'the command palette',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('combobox', { name: 'Search all actions' })).toBeVisible()
      return dialogOf(page, 'Search all actions')
    },
  },
  {
    ...byAction('the shortcut sheet', 'Keyboard shortcuts', (page) => dialogOf(page, 'Keyboard shortcuts')),
    async open(at) {
      await at.page.keyboard.press('Escape')
      return byAction('', 'Keyboard shortcuts', (page) => dialogOf(page, 'Keyboard shortcuts')).open(at)
    },
  },
  {
    name: 'the menu bar',
    only: 'desktop',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('menuitem', { name: 'Edit', exact: true }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the menu of the journey',
    only: 'phone',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Journey menu' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the menu of a card',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('card').first().click({ button: 'right' })
      await expect(page.getByRole('menuitem', { name: 'Edit text' })).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the choice of a link’s target',
    async open({ page }) {
      await page.getByRole('menuitem', { name: 'Link to a card by name…' }).click()
      await expect(page.getByPlaceholder('Link to which card?')).toBeVisible()
      return page.getByRole('dialog')
    },
  },
  {
    name: 'a card that is edited',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('card').first().dblclick()
      await expect(page.getByTestId('journey-canvas').getByRole('textbox')).toBeVisible()
    },
  },
  {
    name: 'the shapes',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('tool-shapes').click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the tray',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('step').first().locator('.title-text').click()
      await page.keyboard.press('Delete')
      await page.getByTestId('tray').getByRole('button', { name: /^Tray/ }).click()
      await expect(page.getByTestId('tray')).toContainText('Stranded')
    },
  },
  {
    name: 'the heat map',
    async open({ page }) {
      await page.keyboard.press('Control+z')
      for (let step = 0; step < 12; step += 1) await page.keyboard.press('Control+-')
      await expect(page.locator('.heat-legend')).toBeVisible()
    },
  },
  {
    name: 'a service blueprint',
    async open(at) {
      await openJourney(at, at.journeys.blueprint, 'canvas')
      await expect(at.page.getByTestId('lane').first()).toBeVisible()
    },
  },
]
