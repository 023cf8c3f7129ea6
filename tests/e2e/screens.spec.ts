import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { newJourney, type Person, test } from './support/waymark-test.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on the screen as it stands, one line a fault. */
async function faultsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

const SCREENS: readonly { readonly name: string; readonly open: (person: Person, url: string) => Promise<void> }[] = [
  {
    name: 'an empty library',
    open: ({ page }) => expect(page.getByRole('heading', { name: 'Journeys', exact: true })).toBeVisible(),
  },
  {
    name: 'the new-journey dialog',
    async open({ page }) {
      await page.getByRole('button', { name: 'New journey' }).first().click()
      await expect(page.getByRole('radio', { name: 'Blank journey' })).toBeVisible()
    },
  },
  {
    name: 'a journey with numbers',
    async open(person) {
      await newJourney(person, 'Card fraud verification')
      await expect(person.page.locator('[data-measure="cases"]').first()).toBeVisible({ timeout: 30_000 })
    },
  },
  {
    name: 'the datasets page',
    async open({ page }, url) {
      await page.goto(`${url}/data`)
      await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible()
    },
  },
]

for (const scheme of ['light', 'dark'] as const) {
  for (const size of [
    { name: 'desktop', width: 1440, height: 900 },
    { name: 'phone', width: 390, height: 844 },
  ]) {
    test(`axe finds nothing on a ${size.name} in ${scheme}`, async ({ waymark, join }) => {
      for (const screen of SCREENS) {
        const person = await join(waymark.ownerLink)
        await person.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await person.page.setViewportSize(size)
        await screen.open(person, waymark.url)
        expect(await faultsOn(person.page), screen.name).toEqual([])
        await person.context.close()
      }
    })
  }
}
