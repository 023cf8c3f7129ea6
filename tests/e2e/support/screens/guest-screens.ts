import { expect } from '@playwright/test'
import { openLink } from '../waymark-test.ts'
import { act, panelOf, type Screen } from './screen.ts'

/** What somebody sees who is not signed in, or may only look. */
export const GUEST: readonly Screen[] = [
  {
    name: 'the page before a shared journey',
    async open(at) {
      await at.page.goto(at.journeys.viewerLink)
      await expect(at.page.getByLabel('Your name')).toBeVisible()
    },
  },
  {
    name: 'the outline of a viewer',
    async open(at) {
      await openLink(at.page, `${at.journeys.viewerLink}?open=canvas`)
      await expect(at.page.getByRole('main', { name: 'Journey' })).toBeVisible()
      await at.page.keyboard.press('Alt+3')
      await expect(at.page.getByRole('treegrid')).toBeVisible()
    },
  },
  {
    name: 'the details that a viewer sees',
    async open({ page, isPhone }) {
      await page
        .getByRole('treegrid')
        .getByRole('row', { name: /^Searches/ })
        .click()
      if (isPhone) await page.getByRole('button', { name: 'Details', exact: true }).click()
      else await act(page, 'Show details')
      return panelOf(page, 'Touchpoint')
    },
  },
  {
    name: 'the canvas of a viewer',
    async open({ page, isPhone }) {
      if (isPhone) await page.getByRole('button', { name: 'Close panel' }).click()
      await page.keyboard.press('Alt+1')
      await expect(page.getByTestId('card').first()).toBeVisible()
    },
  },
  {
    name: 'a journey that is closed',
    async open({ page, url, journeys }) {
      await page.goto(`${url}/journeys/${journeys.numbers}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  },
  {
    name: 'the door',
    async open({ page, url }) {
      await page.context().clearCookies()
      await page.goto(url)
      await expect(page.getByRole('heading', { name: 'Sign in to Waymark' })).toBeVisible()
    },
  },
  {
    name: 'a link that is not valid',
    async open({ page, url }) {
      await page.goto(`${url}/enter/no-such-link`)
      await expect(page.getByText('This link is not valid', { exact: false }).first()).toBeVisible()
    },
  },
]
