import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { cutOffIn } from './support/cut-off.ts'
import { AREAS } from './support/screens/areas.ts'
import { makeJourneys } from './support/screens/screen.ts'
import { test } from './support/waymark-test.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// A picture of the page before and after each action would take most of the time.
test.use({ trace: 'off' })

/** Opening all of an area takes longer than a path of one person. */
const TIMEOUT_MS = 240_000

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

/** In the window of a phone, in that of the smallest, and in a desktop's at twice its size. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 720, height: 450 },
  { width: 390, height: 844 },
] as const

async function cutOffAnywhere(page: Page, part: Locator | void): Promise<string[]> {
  const faults: string[] = []
  for (const size of NARROW) {
    await page.setViewportSize(size)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    for (const fault of await cutOff(page, part)) faults.push(`${size.width} × ${size.height}: ${fault}`)
  }
  return faults
}

const DEVICES = [
  { device: 'a desktop', size: { width: 1440, height: 900 }, isPhone: false },
  { device: 'a phone', size: { width: 390, height: 844 }, isPhone: true },
] as const

for (const { area, who, screens } of AREAS) {
  for (const { device, size, isPhone } of DEVICES) {
    test(`axe finds nothing${isPhone ? ' and nothing is cut off' : ''} in ${area} on ${device}`, async ({
      waymark,
      join,
    }) => {
      test.setTimeout(TIMEOUT_MS)
      const owner = await join(waymark.ownerLink)
      const journeys = await makeJourneys(owner, waymark.url)
      const person = who === 'owner' ? owner : await join('/')
      const { page } = person
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.setViewportSize(size)
      for (const { name, only, open } of screens) {
        if (only === (isPhone ? 'desktop' : 'phone')) continue
        const part = await test.step(name, () => open({ person, page, url: waymark.url, isPhone, journeys }))
        const faults = await axeFaults(page, part)
        if (isPhone) faults.push(...(await cutOffAnywhere(page, part)))
        expect.soft(faults, name).toEqual([])
      }
    })
  }
}
