import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { cutOffIn } from './support/cut-off.ts'
import { makeJourneys, SCREENS } from './support/screens.ts'
import { test } from './support/waymark-test.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// A picture of the page before and after each action would take most of the time.
test.use({ trace: 'off' })

/** Opening all of them takes longer than a path of one person. */
const TIMEOUT_MS = 300_000

/** What axe finds on the screen as it stands, one line a fault; of a part that was opened only there. */
async function faultsOn(page: Page, isPart: boolean, rules?: string[]): Promise<string[]> {
  // Without frames there is no need of a page of its own to put the findings together.
  const builder = new AxeBuilder({ page }).setLegacyMode()
  if (rules) builder.withRules(rules)
  else builder.withTags(RULES)
  if (isPart) builder.include('[data-part]')
  const { violations } = await builder.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html}`))
}

/** The part is marked for axe; the mark of the screen before may stand on a panel that is still there. */
async function markPart(page: Page, part: Locator | void): Promise<void> {
  await page.evaluate(() => document.querySelector('[data-part]')?.removeAttribute('data-part'))
  await part?.first().evaluate((element) => element.setAttribute('data-part', ''))
}

const cutOff = async (page: Page, part: Locator | void): Promise<string[]> =>
  part ? part.first().evaluate(cutOffIn) : page.evaluate(cutOffIn, null)

/** In dark only colours are others. */
async function axeFaults(page: Page, part: Locator | void): Promise<string[]> {
  await markPart(page, part)
  const light = await faultsOn(page, part !== undefined)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await faultsOn(page, part !== undefined, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark.map((fault) => `dark: ${fault}`)]
}

const SIZES = [
  { title: 'axe finds nothing on any screen', width: 1440, height: 900, finds: axeFaults },
  {
    title: 'axe finds nothing and nothing is cut off on any screen of a phone',
    width: 390,
    height: 844,
    finds: async (page: Page, part: Locator | void) => [
      ...(await cutOff(page, part)),
      ...(await axeFaults(page, part)),
    ],
  },
  { title: 'nothing is cut off at 200 %', width: 720, height: 450, finds: cutOff },
  { title: 'nothing is cut off at 320 pixels', width: 320, height: 640, finds: cutOff },
] as const

/** Narrower than this it is the design for phones. */
const PHONE_WIDTH_PX = 768

for (const { title, width, height, finds } of SIZES) {
  test(title, async ({ waymark, join }) => {
    test.setTimeout(TIMEOUT_MS)
    const owner = await join(waymark.ownerLink)
    const journeys = await makeJourneys(owner, waymark.url)
    const isPhone = width < PHONE_WIDTH_PX
    for (const who of ['owner', 'guest', 'stranger'] as const) {
      const person = who === 'owner' ? owner : await join('/')
      const { page } = person
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height })
      for (const { name, only, open } of SCREENS[who]) {
        if (only === (isPhone ? 'desktop' : 'phone')) continue
        const part = await test.step(name, () => open({ person, page, url: waymark.url, isPhone, journeys }))
        expect.soft(await finds(page, part), name).toEqual([])
      }
    }
  })
}
